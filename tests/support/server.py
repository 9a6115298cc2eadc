"""A real server on a free port of this machine, for clients that speak HTTP themselves."""

import asyncio
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from goldwright.app import build_app
from goldwright.settings import Settings


@contextmanager
def running_server(
    database_url: str, data: Path, *, is_public: bool = False, **settings: object
) -> Generator[str]:
    """The address of a server on a migrated database; it stops at the end of the block.

    One that `is_public` has that address as GOLDWRIGHT_PUBLIC_URL.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    if is_public:
        settings["public_url"] = address
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


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def killed_server(database_url: str, data: Path, *, port: int) -> Generator[str]:
    """The address of `goldwright serve` in a process of its own; SIGKILL ends it with the block."""
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "goldwright.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--data", str(data), "--database-url", database_url],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _is_ready(address):
            assert process.poll() is None, "the server did not start"
            time.sleep(0.05)
        yield address
    finally:
        process.kill()
        process.wait()


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").is_success
    except httpx.TransportError:
        return False
