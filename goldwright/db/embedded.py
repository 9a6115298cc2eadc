"""PostgreSQL without an installation: the programs of a wheel, run in the data folder as our child.

The same engine as in production, so that nothing behaves differently. One process owns a data
folder at a time; it starts the server, and whatever ends that process, the server ends too. Only
the programs of the wheel are used (`GOLDWRIGHT_POSTGRES_BIN` names others), so another build is a
change of one path.
"""

import os
import signal
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import structlog

from goldwright.db.cluster import (
    check_major_version,
    end_leftovers,
    find_programs,
    initialise,
    program_version,
    read_postmaster,
)
from goldwright.db.data_folder import (
    Account,
    DataFolderLock,
    choose_account,
    clean_environment,
    is_alive,
    make_data_folder,
    place_database,
    place_socket,
    reachable_programs,
)
from goldwright.errors import ConflictError, UnavailableError
from goldwright.watchdog import Watchdog

_log = structlog.stdlib.get_logger(__name__)

DATABASE = "goldwright"
ROLE = "goldwright"
ROOT_ROLE = "goldwright_root"

_PORT = 5432  # part of the socket's name; nothing listens on the network
_LOG_BYTES = 10 * 1024 * 1024
_SETTINGS = {
    "listen_addresses": "",
    "port": str(_PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    # Room for a million openings; a page is only taken from the machine when it is first used.
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "huge_pages": "off",
    # What a bulk load has changed is known to the planner seconds later, not a minute.
    "autovacuum_naptime": "5s",
    # Compiling a query costs more than any of ours takes.
    "jit": "off",
    # Its launcher would idle for nothing; copies of the database are taken in other ways.
    "max_logical_replication_workers": "0",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
_SETTINGS_SINCE_18 = {
    # The three I/O workers of PostgreSQL 18 cost memory that an idle installation wants back.
    "io_method": "sync",
}
# PostgreSQL's three ways to end: roll back what is open; drop everything and recover later; no way
# out.
_WAYS_TO_END = ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10))


class EmbeddedPostgres:
    """The server of one data folder, from `start` to `stop`; as a context manager it gives its URL.

    `is_shared` lets other commands use the server while it runs (see `attach_or_start`). `settings`
    are PostgreSQL's and win over ours. Not for several threads at once, but for `wait`.
    """

    def __init__(
        self,
        data: Path,
        *,
        programs: Path | None = None,
        is_shared: bool = True,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.data = data.absolute()
        self._programs = programs or find_programs()
        self._is_shared = is_shared
        self._settings = dict(settings or {})
        self._lock = DataFolderLock(self.data)
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: Watchdog | None = None
        self._socket: Path | None = None

    def start(self, *, patience_seconds: float = 600) -> str:
        """The URL of the database, ready for connections.

        Makes the database when there is none and recovers one that was killed, which is what the
        patience is for. Raises ConflictError when another process owns the folder or its files are
        of another major version, UnavailableError when the server does not come up.
        """
        self.launch(patience_seconds=patience_seconds)
        return self._with_database()

    def launch(self, *, patience_seconds: float = 600) -> None:
        """The same, but the database is made by who calls `ensure_database` with `root_url`."""
        make_data_folder(self.data)
        self._lock.take_or_refuse(is_shared=self._is_shared)
        self._start_locked(patience_seconds=patience_seconds)

    def try_start(self, *, patience_seconds: float = 600) -> str | None:
        """The same, but None while another process owns the folder."""
        make_data_folder(self.data)
        if not self._lock.take(is_shared=self._is_shared):
            return None
        self._start_locked(patience_seconds=patience_seconds)
        return self._with_database()

    def restart(self, *, patience_seconds: float = 600) -> str:
        """The URL, unchanged, of the server started again after it ended by itself."""
        self._end_server()
        self._start_locked(patience_seconds=patience_seconds)
        return self.url

    def stop(self) -> None:
        """End the server in order: open transactions are rolled back, everything else is kept."""
        self._end_server()
        self._lock.release()

    def wait(self) -> int:
        """The exit code of the server, once it has ended for whatever reason."""
        assert self._process is not None
        return self._process.wait()

    @property
    def is_running(self) -> bool:
        """Whether it was started here and not stopped since; it may have ended by itself."""
        return self._process is not None

    @property
    def pid(self) -> int:
        """The process number of the running server."""
        assert self._process is not None
        return self._process.pid

    @property
    def url(self) -> str:
        """The database under the role that owns it."""
        return self.url_for(role=ROLE, database=DATABASE)

    @property
    def root_url(self) -> str:
        """The URL under which everything may be done."""
        return self.url_for(role=ROOT_ROLE, database="postgres")

    def url_for(self, *, role: str, database: str) -> str:
        """Any database under any role; `goldwright_root` may do everything (tests, recovery)."""
        assert self._socket is not None
        return _url(self._socket, role=role, database=database)

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _with_database(self) -> str:
        try:
            ensure_database(self.root_url)
        except BaseException:
            self.stop()
            raise
        return self.url

    def _start_locked(self, *, patience_seconds: float) -> None:
        assert self._process is None
        began = time.monotonic()
        try:
            pg = self._launch()
            self._wait_until_ready(pg, deadline=began + patience_seconds)
        except BaseException:
            self.stop()
            raise
        _log.info(
            "postgresql_started", seconds=round(time.monotonic() - began, 2), database=str(pg)
        )

    def _launch(self) -> Path:
        version = program_version(self._programs)
        account = choose_account(self.data / "pg")
        if not account.is_ours:
            _log.info("postgresql_account", account=account.name, reason="PostgreSQL refuses root")
        pg = place_database(self.data, account)
        programs = reachable_programs(self._programs, version=version, pg=pg, account=account)
        if (pg / "PG_VERSION").exists():
            check_major_version(pg, programs=programs, version=version)
            end_leftovers(pg)
        else:
            initialise(pg, programs=programs, account=account, superuser=ROOT_ROLE)
        self._socket = place_socket(pg, account)

        settings = _SETTINGS | {"unix_socket_directories": str(self._socket)}
        if int(version.partition(".")[0]) >= 18:  # noqa: PLR2004  the setting came with that version
            settings |= _SETTINGS_SINCE_18
        options = [f"-c{name}={value}" for name, value in (settings | self._settings).items()]
        self._run([str(programs / "postgres"), "-D", str(pg), *options], account)
        return pg

    def _run(self, command: list[str], account: Account) -> None:
        with _open_log(self.data / "pg.log") as log:
            self._process = subprocess.Popen(  # noqa: S603  programs chosen by the operator
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=clean_environment(),
                user=None if account.is_ours else account.uid,
                group=None if account.is_ours else account.gid,
                extra_groups=None if account.is_ours else [],
                umask=0o077,
                # A Ctrl-C in the terminal is for us; we then end things in order.
                start_new_session=True,
            )
        self._watchdog = Watchdog(
            self._process.pid,
            signal_name="INT",
            grace_seconds=60,
            keep_open=[self._lock.descriptor],
        )

    def _wait_until_ready(self, pg: Path, *, deadline: float) -> None:
        assert self._process is not None
        while True:
            postmaster = read_postmaster(pg)
            if postmaster and postmaster.is_ready and postmaster.pid == self._process.pid:
                return
            ended = self._process.poll()
            if ended is not None or time.monotonic() > deadline:
                how = (
                    "did not come up in time" if ended is None else f"ended with exit code {ended}"
                )
                raise UnavailableError(
                    f"PostgreSQL {how}; the end of {self.data / 'pg.log'} says:\n"
                    + _last_lines(self.data / "pg.log")
                )
            time.sleep(0.01)

    def _end_server(self) -> None:
        if self._process is not None:
            for way, seconds in _WAYS_TO_END:
                if self._process.poll() is None:
                    self._process.send_signal(way)
                try:
                    self._process.wait(seconds)
                    break
                except subprocess.TimeoutExpired:
                    _log.warning("postgresql_does_not_end", after=way.name, seconds=seconds)
            self._process = None
        if self._watchdog is not None:
            self._watchdog.dismiss()
            self._watchdog = None
        if self._socket is not None and self._socket.parent != (self.data / "pg").resolve().parent:
            # A short-named stand-in in the folder for temporary files.
            with suppress(OSError):
                self._socket.rmdir()


@contextmanager
def attach_or_start(data: Path, *, patience_seconds: float = 120) -> Generator[str]:
    """The URL of a data folder's database for one short command.

    Beside a running `up` it is the URL of its server; otherwise a server of our own, ended with the
    block. A server that another short command started ends with that command, so we wait and start
    our own.
    """
    server = EmbeddedPostgres(data, is_shared=False)
    deadline = time.monotonic() + patience_seconds
    while not server.try_start():
        url = shared_url(server.data)
        if url:
            yield url
            return
        if time.monotonic() > deadline:
            pid, _ = DataFolderLock(server.data).owner()
            raise ConflictError(
                f"The data folder {data} was in use by process {pid} for {patience_seconds:.0f} s "
                "without a server to share; wait for that process to end and try again."
            )
        time.sleep(0.05)
    try:
        yield server.url
    finally:
        server.stop()


def shared_url(data: Path) -> str | None:
    """The URL of a folder's database where a process runs it for others too and it is ready."""
    owner, is_shared = DataFolderLock(data).owner()
    postmaster = read_postmaster((data / "pg").resolve())
    if not (is_shared and is_alive(owner) and postmaster and postmaster.is_ready):
        return None
    if not is_alive(postmaster.pid):
        return None
    return _url(postmaster.socket, role=ROLE, database=DATABASE)


def _url(socket: Path, *, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={quote(str(socket), safe='')}&port={_PORT}"


def ensure_database(root_url: str) -> None:
    """Make our role and database where they are missing.

    Looked at on every start, so that a first start that was interrupted is finished by the next.
    """
    import psycopg  # noqa: PLC0415  8 MiB that `goldwright up` leaves to a process that ends
    from psycopg import sql  # noqa: PLC0415

    with psycopg.connect(root_url, autocommit=True) as conn:
        if not conn.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
            conn.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB CREATEROLE").format(
                    sql.Identifier(ROLE)
                )
            )
        if not conn.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            conn.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(ROLE)
                )
            )


def _open_log(path: Path) -> BinaryIO:
    if path.exists() and path.stat().st_size > _LOG_BYTES:
        path.replace(path.with_name("pg.log.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def _last_lines(path: Path) -> str:
    with path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - 2000))
        return "\n".join(log.read().decode(errors="replace").splitlines()[-8:])
