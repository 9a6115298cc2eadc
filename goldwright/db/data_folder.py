"""The folder an installation keeps on this machine: who owns it, where the database lies in it.

    <data>/lock                 held by whoever runs the database; names its process
    <data>/pg                   PostgreSQL's files
    <data>/pg.log               what PostgreSQL had to say; the run before in pg.log.1
    <data>/socket               where it listens, unless that path is too long for a socket
    <data>/postgresql-<version> a copy of the programs, only where root's home hides the originals

PostgreSQL refuses to run as root. For root it runs as an account without privileges, which has to
reach its files. Where a closed folder above (such as /root) hides them, `pg` is a link into
/var/lib/goldwright.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import structlog

from goldwright.errors import ConflictError, ForbiddenError, UnavailableError

_log = structlog.stdlib.get_logger(__name__)

# An operator who wants an account of the database's own creates `goldwright`; the others exist
# anyway.
_ACCOUNTS = ("goldwright", "postgres", "_postgres", "nobody")
_ROOT_HOME = Path("/var/lib/goldwright")
# A socket's path has room for 103 bytes on macOS and 107 on Linux; the name takes 14 of them.
_SOCKET_FOLDER_BYTES = 103 - len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Account:
    """The account the server runs as: numbers for the kernel, a name for people."""

    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether the server runs as we do, so that nothing has to be handed over."""
        return self.uid == os.geteuid()

    def can(self, *command: str | Path) -> bool:
        """Whether this account can run a command: the kernel's answer, access lists included."""
        try:
            tried = self.run(*command)
        except (PermissionError, FileNotFoundError):
            return False
        return tried.returncode == 0

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """The finished command, run as this account from `/` with no PG* variable of ours."""
        return subprocess.run(  # noqa: S603  commands of this package only
            command,
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=clean_environment(),
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else [],
        )

    def own(self, path: Path) -> None:
        """Give one file or folder to this account."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)


def clean_environment() -> dict[str, str]:
    """Our environment without PostgreSQL's own variables, which would redirect the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def choose_account(pg: Path) -> Account:
    """Ourselves; for root the owner of an existing database, else an account without privileges."""
    if os.geteuid() != 0:
        return Account(name="", uid=os.geteuid(), gid=os.getegid())
    if pg.exists() and (owner := pg.stat()).st_uid != 0:
        return Account(name=pg.owner(), uid=owner.st_uid, gid=owner.st_gid)
    for name in _ACCOUNTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=name, uid=found.pw_uid, gid=found.pw_gid)
    raise UnavailableError(
        f"PostgreSQL does not run as root, and none of the accounts {', '.join(_ACCOUNTS)} exists; "
        "create the account goldwright, or set GOLDWRIGHT_DATABASE_URL to a server of your own."
    )


def make_data_folder(data: Path) -> None:
    """Create the folder for its owner alone; for root, others may pass through but not list it."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UnavailableError(
            f"The data folder {data} cannot be made: {error.strerror}; choose another with --data."
        ) from error
    if os.geteuid() == 0:
        data.chmod(stat.S_IMODE(data.stat().st_mode) | 0o111)


def place_database(data: Path, account: Account) -> Path:
    """Where PostgreSQL's files lie or will lie, with every link resolved."""
    pg = data / "pg"
    if pg.is_symlink() and not pg.resolve().parent.is_dir():
        raise UnavailableError(
            f"The database of {data} was kept in {pg.resolve()}, which is gone; bring that folder "
            f"back, or remove the link {pg} to begin anew with an empty database."
        )
    if pg.is_symlink() or pg.exists() or account.is_ours or account.can("ls", "-d", data / "."):
        return pg.resolve()
    _ROOT_HOME.mkdir(mode=0o711, parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix=f"{data.name}-", dir=_ROOT_HOME))
    home.chmod(0o711)
    pg.symlink_to(home / "pg")
    _log.warning(
        "database_placed_elsewhere",
        reason=f"{account.name} cannot reach the data folder",
        data=str(data),
        database=str(home / "pg"),
    )
    return home / "pg"


def place_socket(pg: Path, account: Account) -> Path:
    """A folder for the socket that only the server's account and root can enter."""
    folder = pg.parent / "socket"
    # A comma would make two hosts of it.
    if len(os.fsencode(folder)) > _SOCKET_FOLDER_BYTES or "," in str(folder):
        name = "goldwright-" + hashlib.sha256(os.fsencode(pg)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / name
        fits = len(os.fsencode(folder)) <= _SOCKET_FOLDER_BYTES
        if not fits or not (account.is_ours or account.can("ls", "-d", folder.parent / ".")):
            folder = Path("/tmp") / name  # noqa: S108  owner and mode are checked below
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        # Somebody else may have made it first in a folder open to all: take only what is surely
        # ours.
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
            raise UnavailableError(
                f"{folder} belongs to uid {found.st_uid}; the database's socket needs that name. "
                "Remove it, or choose a data folder with a shorter path."
            ) from None
        account.own(folder)
        folder.chmod(0o700)
    return folder


def reachable_programs(programs: Path, *, version: str, pg: Path, account: Account) -> Path:
    """A folder of programs that the account can run: the given one or a copy beside `pg`."""
    if account.is_ours or account.can(programs / "postgres", "--version"):
        return programs
    copy = pg.parent / f"postgresql-{version}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix=f"{copy.name}-", dir=pg.parent))
        copy_programs(programs, fresh)
        fresh.rename(copy)
        _log.info("postgresql_copied", reason=f"{account.name} cannot read it", to=str(copy))
    copied = copy / programs.relative_to(programs.parents[2])
    if not account.can(copied / "postgres", "--version"):
        raise UnavailableError(
            f"{account.name} can run neither {programs / 'postgres'} nor its copy in {copied}; "
            "point GOLDWRIGHT_POSTGRES_BIN at PostgreSQL programs that every user may run."
        )
    return copied


def copy_programs(programs: Path, target: Path) -> Path:
    """The folder of programs in a copy that everybody can read.

    A wheel's programs look for their libraries in `../../../<package>.libs` (Linux) or
    `../../.dylibs` (macOS), so the copy keeps the three levels above the programs.
    """
    prefix, package, site = programs.parents[0], programs.parents[1], programs.parents[2]
    parts = [prefix / "bin", prefix / "lib", prefix / "share"]
    parts += [package / ".dylibs", site / f"{package.name}.libs"]
    for part in parts:
        if part.is_dir():
            shutil.copytree(part, target / part.relative_to(site), symlinks=True)
    for folder, _, _ in os.walk(target):
        Path(folder).chmod(0o755)
    return target / programs.relative_to(site)


class DataFolderLock:
    """The right to run the database of a data folder, held while the file stays open.

    It is flock's, which belongs to the open file: whoever inherits it, as the watchdog does, keeps
    it until the database has ended. The file says which process holds it and whether others may use
    its server (a long-running one) or should wait for it to end (a short command).
    """

    def __init__(self, data: Path) -> None:
        self._path = data / "lock"
        self._file: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file, for a child that has to inherit the lock."""
        assert self._file is not None
        return self._file

    def take(self, *, is_shared: bool) -> bool:
        """Whether the lock is now ours; does not wait."""
        assert self._file is None
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError as error:
            raise ForbiddenError(
                f"{self._path} belongs to somebody else; run this as the user that `goldwright up` "
                "runs as, or choose another folder with --data."
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()} {'shared' if is_shared else 'alone'}\n".encode(), 0)
        self._file = file
        return True

    def take_or_refuse(self, *, is_shared: bool, patience_seconds: float = 90) -> None:
        """Take the lock; wait only for what a dead owner left behind, refuse beside a live one."""
        deadline = time.monotonic() + patience_seconds
        while not self.take(is_shared=is_shared):
            pid, _ = self.owner()
            if pid and is_alive(pid):
                raise ConflictError(
                    f"The data folder {self._path.parent} is in use by process {pid}; "
                    "stop that one first, or choose another folder with --data."
                )
            if time.monotonic() > deadline:
                raise ConflictError(
                    f"The data folder {self._path.parent} is still locked by what process {pid} "
                    f"left running, after {patience_seconds:.0f} s; end that folder's postgres."
                )
            time.sleep(0.05)

    def owner(self) -> tuple[int, bool]:
        """The owner's process and whether its server is shared; 0 while it is being written."""
        try:
            pid, _, manner = self._path.read_text().partition(" ")
            return int(pid), manner.strip() == "shared"
        except (FileNotFoundError, ValueError):
            return 0, False

    def release(self) -> None:
        """Give the lock up, unless a child that inherited it still holds it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def is_alive(pid: int) -> bool:
    """Whether a process of that number exists, anybody's."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
