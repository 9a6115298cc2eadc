"""A real server on a free port of this machine, for clients that speak HTTP themselves."""

import asyncio
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from goldwright.app import build_app
from goldwright.settings import Settings


@contextmanager
def running_server(database_url: str, data: Path, **settings: object) -> Generator[str]:
    """The address of a server on a migrated database; it stops at the end of the block."""
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = build_app(Settings(database_url=database_url, data=data, **settings))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True
    )
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()
