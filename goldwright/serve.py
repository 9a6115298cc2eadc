"""`goldwright serve`: one server process of uvicorn."""

import uvicorn

from goldwright.app import build_app
from goldwright.attach import attach
from goldwright.settings import Settings

_GRACE_SECONDS = 10


def serve(settings: Settings) -> None:
    """Serve until SIGTERM; waits up to a minute for the database to be there and migrated."""
    config = uvicorn.Config(
        build_app(attach(settings)),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    server.run()
    if not server.started:
        raise SystemExit(3)  # uvicorn has logged why
