"""A few programs as one: started together, started again when one dies, ended in order.

`goldwright up` is such a tree: PostgreSQL, the server, the runner. Whatever ends the process that
holds it, down to SIGKILL, ends its programs (see `watchdog`).
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Self

import structlog

from goldwright.db.embedded import EmbeddedPostgres
from goldwright.errors import GoldwrightError, UnavailableError
from goldwright.watchdog import Watchdog

_log = structlog.stdlib.get_logger(__name__)

# A program that ends sooner than this never worked; starting it again would only repeat the
# message.
_PROOF_SECONDS = 3.0
_FIRST_PAUSE_SECONDS = 0.2
_LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Program:
    """A child to keep running: its command, additions to its environment, its time to end."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    grace_seconds: int = 20


class ProcessTree:
    """Programs and, with `postgres`, their database, running inside a `with` block.

    They start in the order given and end in that order, the database last. A program that dies is
    started again after a pause that doubles up to half a minute; one that dies in its first
    seconds, before it ever worked, fails the tree. The database server starts last, unless the
    caller has started it, so that programs load meanwhile; the tree restarts and stops it.
    """

    def __init__(
        self, programs: Sequence[Program], *, postgres: EmbeddedPostgres | None = None
    ) -> None:
        self._over = threading.Event()
        self._failure: str | None = None
        self._programs = {one.name: _ProgramKeeper(one, self._failed) for one in programs}
        database = [_DatabaseKeeper(postgres, self._failed)] if postgres else []
        self._in_order_of_end: list[_ProgramKeeper | _DatabaseKeeper] = [
            *self._programs.values(),
            *database,
        ]

    def start(self) -> None:
        """Start every program; one that cannot be started at all ends the others."""
        try:
            for keeper in self._in_order_of_end:
                keeper.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the programs one after the other, then the database; each has a bounded time to."""
        with _undisturbed():
            for keeper in self._in_order_of_end:
                keeper.stop()

    def wait(self) -> None:
        """Return at Ctrl-C or SIGTERM (see `end_on_signals`); raise UnavailableError on failure."""
        try:
            self._over.wait()
        except KeyboardInterrupt:
            _log.info("stopping")
            return
        self.check()

    def check(self) -> None:
        """Raise UnavailableError when a program ended before it ever worked."""
        if self._failure:
            raise UnavailableError(self._failure)

    def pid(self, name: str) -> int | None:
        """The process number of a program, None while it is being started again."""
        return self._programs[name].pid

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _failed(self, sentence: str) -> None:
        self._failure = self._failure or sentence
        self._over.set()


def end_on_signals() -> None:
    """Make SIGTERM what Ctrl-C is, a KeyboardInterrupt in the main thread, so `with` blocks end.

    And SIGINT too: a script that starts us with `&` has its shell ignore it for us.
    """
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.default_int_handler)


@contextmanager
def _undisturbed() -> Generator[None]:
    # Every wait in here is bounded; a second Ctrl-C would only leave work to the watchdogs.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, _ignore) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _ignore(number: int, frame: FrameType | None) -> None:
    # Not SIG_IGN, which a child started meanwhile would inherit.
    pass


class _ProgramKeeper:
    """One program: a thread that starts it, waits for its end and starts it again."""

    def __init__(self, program: Program, failed: Callable[[str], None]) -> None:
        self._program = program
        self._failed = failed
        self._stopping = threading.Event()
        self._lock = threading.Lock()  # between starting the next process and stopping
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: Watchdog | None = None
        self._thread: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """The process number, None while there is no process."""
        process = self._process
        return process.pid if process else None

    def start(self) -> None:
        """Start the program; an error of the first start is the caller's."""
        self._launch()
        self._thread = threading.Thread(target=self._keep, name=f"keep {self._program.name}")
        self._thread.start()

    def stop(self) -> None:
        """End the program by SIGTERM and, when its time is over, by SIGKILL."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if self._thread is None:
            return
        if process is not None:
            process.terminate()
            self._thread.join(self._program.grace_seconds)
            if self._thread.is_alive():
                seconds = self._program.grace_seconds
                _log.warning("program_does_not_end", program=self._program.name, seconds=seconds)
                process.kill()
        self._thread.join()
        self._thread = None

    def _launch(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  commands of this package
            self._program.command,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **self._program.environment},
            # A Ctrl-C in the terminal is for us; we then end things in order.
            start_new_session=True,
        )
        self._watchdog = Watchdog(
            self._process.pid, signal_name="TERM", grace_seconds=self._program.grace_seconds
        )

    def _keep(self) -> None:
        began, pause, has_worked = time.monotonic(), _FIRST_PAUSE_SECONDS, False
        while True:
            code = self._wait()
            lived_seconds = time.monotonic() - began
            if self._stopping.is_set():
                return
            has_worked = has_worked or lived_seconds > _PROOF_SECONDS
            if not has_worked:
                self._failed(
                    f"{self._program.name} ended with exit code {code} after "
                    f"{lived_seconds:.1f} s; its message is above. Mend that and start again."
                )
                return
            if lived_seconds > _LONGEST_PAUSE_SECONDS:
                pause = _FIRST_PAUSE_SECONDS
            _log.error("program_died", program=self._program.name, code=code, again_in=pause)
            if self._stopping.wait(pause):
                return
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._launch()
            began = time.monotonic()

    def _wait(self) -> int:
        assert self._process is not None
        assert self._watchdog is not None
        code = self._process.wait()
        self._watchdog.dismiss()
        self._process = self._watchdog = None
        return code


class _DatabaseKeeper:
    """The database server: a thread that waits for its end and has it recover."""

    def __init__(self, postgres: EmbeddedPostgres, failed: Callable[[str], None]) -> None:
        self._postgres = postgres
        self._failed = failed
        self._stopping = threading.Event()
        self._lock = threading.Lock()  # the server is not for two threads at once
        self._thread = threading.Thread(target=self._keep, name="keep postgresql")

    def start(self) -> None:
        """Start the server unless it runs already, and watch it; its database is the caller's."""
        if not self._postgres.is_running:
            self._postgres.launch()
        self._thread.start()

    def stop(self) -> None:
        """End the server in order."""
        self._stopping.set()
        with self._lock:
            self._postgres.stop()
        if self._thread.is_alive():
            self._thread.join()

    def _keep(self) -> None:
        while True:
            code = self._postgres.wait()
            with self._lock:
                if self._stopping.is_set():
                    return
                _log.error("postgresql_died", code=code)
                try:
                    self._postgres.restart()
                except (GoldwrightError, OSError) as error:
                    self._failed(f"PostgreSQL died and could not be started again: {error}")
                    return
