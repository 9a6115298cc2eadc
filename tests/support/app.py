"""The application in this process, started and stopped as a server would."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.types import ASGIApp, Message

from goldwright.app import build_app
from goldwright.settings import Settings

ADDRESS = "http://goldwright.test"


@asynccontextmanager
async def started(app: ASGIApp) -> AsyncGenerator[None]:
    """Runs the application's lifespan around the block."""
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    from_app: asyncio.Queue[Message] = asyncio.Queue()
    running = asyncio.create_task(app({"type": "lifespan", "state": {}}, to_app.get, from_app.put))
    try:
        await to_app.put({"type": "lifespan.startup"})
        assert (await from_app.get())["type"] == "lifespan.startup.complete"
        yield
    finally:
        await to_app.put({"type": "lifespan.shutdown"})
        await running


@asynccontextmanager
async def application(
    database_url: str, data: Path, **settings: object
) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of a fresh application on a migrated database; `settings` are those of Settings."""
    app = build_app(Settings(database_url=database_url, data=data, **settings))
    transport = httpx.ASGITransport(app=app)
    async with started(app), httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        yield client
