"""`goldwright up`: PostgreSQL, the server and the runner as one tree of processes.

Server and runner load while PostgreSQL starts, and wait until their database is migrated: what
takes longest happens at the same time. This process holds the others for as long as they run, so
it loads little.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from goldwright.api.addresses import page_url
from goldwright.db.embedded import EmbeddedPostgres
from goldwright.errors import ConflictError, UnavailableError
from goldwright.processes import ProcessTree, Program, end_on_signals
from goldwright.program import command, environment
from goldwright.settings import Settings

_READY_SECONDS = 60.0


def up(settings: Settings) -> None:
    """Run everything until Ctrl-C or SIGTERM; prints the address when requests are served."""
    end_on_signals()
    settings = replace(settings, port=_free_port(settings.host, settings.port))
    postgres = None if settings.database_url else EmbeddedPostgres(settings.data)
    with (
        _preparing() as preparing,
        ProcessTree(_programs(settings), postgres=postgres) as tree,
    ):
        started = _prepared(preparing, settings.database_url, postgres)
        _wait_until_served(settings, tree)
        _say(settings, started)
        tree.wait()


@contextmanager
def _preparing() -> Generator[subprocess.Popen[bytes]]:
    """The process of `prepare`, loading; it waits to be told where the database is."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "goldwright.cli", "prepare"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _prepared(
    preparing: subprocess.Popen[bytes], url: str, postgres: EmbeddedPostgres | None
) -> Mapping[str, str] | None:
    """What the first start made, if this is it; afterwards the database is migrated."""
    addresses = {"root": None, "url": url}
    if postgres:
        addresses = {"root": postgres.root_url, "url": postgres.url}
    said, _ = preparing.communicate(json.dumps(addresses).encode() + b"\n")
    if preparing.returncode:
        raise UnavailableError("The database could not be prepared; the reason is above.")
    started: Mapping[str, str] | None = json.loads(said)
    return started


def _programs(settings: Settings) -> list[Program]:
    return [
        Program(name=name, command=command(name), environment=environment(settings))
        for name in ("serve", "run-jobs")
    ]


def _free_port(host: str, port: int) -> int:
    """The port to listen on; 0 asks for any. ConflictError when another program listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port))
        except OSError as error:
            raise ConflictError(
                f"Cannot listen on {host} port {port}: {error.strerror}; "
                "choose another --host or --port."
            ) from error
        return int(found.getsockname()[1])


def _wait_until_served(settings: Settings, tree: ProcessTree) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while not _is_ready(settings):
        tree.check()
        if time.monotonic() > deadline:
            raise UnavailableError(
                f"The server did not answer within {_READY_SECONDS:.0f} s; its messages are above."
            )
        time.sleep(0.02)


def _is_ready(settings: Settings) -> bool:
    asked = http.client.HTTPConnection(_reachable(settings.host), settings.port, timeout=5)
    try:
        asked.request("GET", "/readyz")
        return asked.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _say(settings: Settings, started: Mapping[str, str] | None) -> None:
    public = settings.public_url or f"http://{_reachable(settings.host)}:{settings.port}"
    lines = [f"Goldwright runs at {public} (Ctrl-C stops it)"]
    if started:
        lines += [
            "",
            "Shown only this once:",
            f"  sign in      {page_url(public, 'sign-in', started['link_token'])}",
            f"  organisation {started['organisation']}",
            f"  live key     {started['live_key']}",
            f"  test key     {started['test_key']}",
        ]
    os.write(sys.stdout.fileno(), ("\n".join(lines) + "\n").encode())


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
