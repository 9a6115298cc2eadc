"""`goldwright up` on a data folder: durable PostgreSQL, server and runner as one tree."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from goldwright.db.embedded import shared_url

_PATIENCE_SECONDS = 120
_PLACED = Path("/var/lib/goldwright")  # where a database goes whose folder its account cannot enter


@dataclass(slots=True)
class Tree:
    """A running `goldwright up`: start it, kill parts of it or all, start it again."""

    data: Path
    port: int = 0
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    python: str = sys.executable  # that of another environment runs what is installed there
    address: str = ""
    live_key: str = ""  # known after the first start of a folder
    test_key: str = ""
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it serves; afterwards it keeps its port."""
        command = [self.python, "-m", "goldwright.cli", "up"]
        command += ["--data", str(self.data), "--port", str(self.port)]
        with (self.data / "up.log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.data,
                env={**os.environ, "GOLDWRIGHT_DATABASE_URL": "", **self.environment},
            )
        said = self._first_words()
        address = re.search(r"runs at (http://\S+)", said)
        assert address, f"goldwright up said {said!r} and {self._log_end()}"
        self.address = address[1]
        self.port = int(self.address.rpartition(":")[2])
        for name in ("live", "test"):
            key = re.search(rf"{name} key +(\S+)", said)
            if key:
                setattr(self, f"{name}_key", key[1])

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(_PATIENCE_SECONDS)
            self._ended()

    def kill(self) -> None:
        """SIGKILL to `goldwright up` itself; its watchdogs end what it had started."""
        assert self._process is not None
        children = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        self._process.wait()
        self._ended()
        psutil.wait_procs(children, timeout=_PATIENCE_SECONDS)

    def pid_of(self, role: str) -> int | None:
        """The process number of `serve`, `run-jobs` or `postgres`; None while there is none."""
        return next((pid for pid, name in self.roles().items() if name == role), None)

    def roles(self) -> dict[int, str]:
        """Process numbers of the tree with what each one is."""
        if self._process is None:
            return {}
        try:
            holder = psutil.Process(self._process.pid)
            children = holder.children(recursive=True)
        except psutil.NoSuchProcess:
            return {}
        found = {holder.pid: "up"}
        for child in children:
            try:
                found[child.pid] = _role(child, holder.pid)
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
        return found

    def cpu_seconds(self) -> dict[str, float]:
        """Processor time so far by role: up, serve, run-jobs, postgres with its backends."""
        found: dict[str, float] = {}
        for pid, role in self.roles().items():
            try:
                times = psutil.Process(pid).cpu_times()
            except psutil.NoSuchProcess:
                continue
            name = role.partition(" ")[0]
            used = times.user + times.system
            if role == "postgres":  # backends that have ended
                used += times.children_user + times.children_system
            found[name] = found.get(name, 0.0) + used
        return found

    def memory_mib(self) -> dict[str, float]:
        """Proportional memory (PSS) by role."""
        found: dict[str, float] = {}
        for pid, role in self.roles().items():
            try:
                pss = psutil.Process(pid).memory_full_info().pss
            except psutil.NoSuchProcess:
                continue
            name = role.partition(" ")[0]
            found[name] = found.get(name, 0.0) + pss / 2**20
        return {name: round(value, 1) for name, value in found.items()}

    @property
    def database_url(self) -> str:
        """The database, as its owner."""
        url = shared_url(self.data)
        assert url, "no database runs in the folder"
        return url

    def command(self, *arguments: str) -> str:
        """What a `goldwright` command on this folder prints; fails when the command does."""
        done = subprocess.run(
            [self.python, "-m", "goldwright.cli", *arguments, "--data", str(self.data)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "GOLDWRIGHT_DATABASE_URL": ""},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _ended(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    def _log_end(self) -> str:
        return (self.data / "up.log").read_text()[-3000:]

    def _first_words(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        return os.read(self._process.stdout.fileno(), 65_536).decode()


def _role(child: psutil.Process, holder: int) -> str:
    line = child.cmdline()
    if "goldwright.program" in line:
        return line[line.index("goldwright.program") + 1]
    name = child.name()
    if name.startswith("postgres"):
        return "postgres" if child.ppid() == holder else "postgres backend"
    return "watchdog"


@contextmanager
def running_tree(**environment: str) -> Generator[Tree]:
    """A tree on a new folder, which is removed at the end."""
    with data_folder() as data:
        tree = Tree(data, environment=environment)
        tree.start()
        try:
            yield tree
        finally:
            tree.stop()


@contextmanager
def data_folder() -> Generator[Path]:
    """A new folder that PostgreSQL's account can enter, removed with what was placed for it."""
    data = Path(tempfile.mkdtemp(prefix="goldwright-bench-"))
    data.chmod(0o755)
    try:
        yield data
    finally:
        placed = (data / "pg").resolve().parent if (data / "pg").is_symlink() else None
        shutil.rmtree(data, ignore_errors=True)
        if placed is not None and placed.parent == _PLACED:
            shutil.rmtree(placed, ignore_errors=True)
