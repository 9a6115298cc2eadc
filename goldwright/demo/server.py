"""A server of the demo's own: `goldwright up` on a folder of its own and a free port."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goldwright.errors import UnavailableError

_PATIENCE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Running:
    """A running server, and what its first start gave: a link to sign in once, and a live key."""

    address: str
    data: Path
    sign_in_url: str
    live_key: str


@contextmanager
def running_server(data: Path, *, port: int) -> Generator[Running]:
    """`goldwright up` until the block ends; its log is `up.log` in the folder.

    Callbacks go to this machine, so private addresses are allowed for this server alone.
    """
    data.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "GOLDWRIGHT_ALLOW_PRIVATE_ADDRESSES": "true",
        "GOLDWRIGHT_DATABASE_URL": "",
    }
    command = [*_goldwright(), "up", "--data", str(data), "--port", str(port)]
    with (data / "up.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(  # noqa: S603  our own program
            command, stdout=subprocess.PIPE, stderr=log, env=environment
        )
    try:
        yield _wait_until_up(process, data)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_PATIENCE_SECONDS)


def run_command(*arguments: str) -> str:
    """What a `goldwright` command prints; its own error when it fails."""
    done = subprocess.run(  # noqa: S603  our own program
        [*_goldwright(), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise UnavailableError(
            f"`goldwright {' '.join(arguments)}` failed: {(done.stdout + done.stderr).strip()}"
        )
    return done.stdout.strip()


def _goldwright() -> list[str]:
    return [sys.executable, "-P", "-m", "goldwright.cli"]


def _wait_until_up(process: subprocess.Popen[bytes], data: Path) -> Running:
    """The server once it says where it is, and what a first start says beside.

    What it prints comes in one piece.
    """
    assert process.stdout is not None
    text = os.read(process.stdout.fileno(), 65_536).decode()
    said = re.search(r"runs at (\S+).*sign in\s+(\S+).*live key\s+(\S+)", text, re.DOTALL)
    if said is None:
        process.wait(_PATIENCE_SECONDS)
        *_, reason = (data / "up.log").read_text(encoding="utf-8").strip().splitlines() or [""]
        raise UnavailableError(f"The server did not start. {reason}".strip())
    return Running(said[1], data, sign_in_url=said[2], live_key=said[3])
