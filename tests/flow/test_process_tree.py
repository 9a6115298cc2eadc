"""A tree of real processes: what dies is started again, and nothing outlives the holder."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from goldwright.db.embedded import EmbeddedPostgres
from goldwright.errors import UnavailableError
from goldwright.processes import ProcessTree, Program

ROOT = Path(__file__).parents[2]
SLEEPER = Program(name="sleeper", command=["sleep", "600"])
# Writes its name when it is asked to end, then ends; for the order in which that happens.
NOTING = "trap 'echo {name} >> {file}; exit 0' TERM; while :; do sleep 0.05; done"
HOLDER = """
import sys, time
from goldwright.processes import ProcessTree, Program, end_on_signals
end_on_signals()
sleeper = Program(name="sleeper", command=["sleep", "600"])
with ProcessTree([sleeper]) as tree:
    print(tree.pid("sleeper"), flush=True)
    if sys.argv[1] == "wait":
        tree.wait()
    else:
        time.sleep(600)
print("ended in order", flush=True)
"""


def wait_for(holds: Callable[[], bool], *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_programs_end_in_the_order_given(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    programs = [
        Program(name=name, command=["sh", "-c", NOTING.format(name=name, file=notes)])
        for name in ("serve", "run-jobs")
    ]

    with ProcessTree(programs):
        time.sleep(0.3)

    assert notes.read_text().split() == ["serve", "run-jobs"]


def test_program_that_will_not_end_is_killed_when_its_time_is_over() -> None:
    stubborn = "trap '' TERM; while :; do sleep 0.05; done"
    program = Program(name="stubborn", command=["sh", "-c", stubborn], grace_seconds=1)
    tree = ProcessTree([program])
    tree.start()
    pid = tree.pid("stubborn")
    time.sleep(0.2)

    tree.stop()

    assert pid
    assert not is_running(pid)


def test_program_that_dies_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldwright.processes._PROOF_SECONDS", 0.0)
    with ProcessTree([SLEEPER]) as tree:
        first = tree.pid("sleeper")
        assert first
        time.sleep(0.1)

        os.kill(first, signal.SIGKILL)

        assert wait_for(lambda: tree.pid("sleeper") not in {first, None})
        second = tree.pid("sleeper")
        assert second
        assert is_running(second)


def test_program_that_never_worked_fails_the_tree_and_is_named() -> None:
    broken = Program(name="serve", command=["sh", "-c", "exit 3"])

    with ProcessTree([SLEEPER, broken]) as tree:
        sleeper = tree.pid("sleeper")
        with pytest.raises(UnavailableError, match="serve ended with exit code 3"):
            tree.wait()

    assert sleeper
    assert not is_running(sleeper)


def test_program_that_does_not_exist_leaves_no_other_running() -> None:
    tree = ProcessTree([SLEEPER, Program(name="missing", command=["/does/not/exist"])])

    with pytest.raises(FileNotFoundError):
        tree.start()

    assert tree.pid("sleeper") is None


def test_program_sees_its_own_environment(tmp_path: Path) -> None:
    written = tmp_path / "written"
    command = ["sh", "-c", f'echo "$GOLDWRIGHT_DATABASE_URL" > {written}; exec sleep 600']
    program = Program(
        name="serve", command=command, environment={"GOLDWRIGHT_DATABASE_URL": "postgresql:///x"}
    )

    with ProcessTree([program]):
        has_written = wait_for(lambda: written.exists() and bool(written.read_text()))

    assert has_written
    assert written.read_text() == "postgresql:///x\n"


@pytest.mark.parametrize("asked_by", [signal.SIGINT, signal.SIGTERM])
def test_signal_to_the_waiting_holder_ends_everything_in_order(asked_by: signal.Signals) -> None:
    holder, sleeper = start_holder("wait")
    time.sleep(0.2)

    holder.send_signal(asked_by)
    output, _ = holder.communicate(timeout=30)

    assert "ended in order" in output
    assert holder.returncode == 0
    assert not is_running(sleeper)


def test_ctrl_c_ends_what_a_script_started_in_the_background() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what a shell hands on to `command &`
    try:
        holder, sleeper = start_holder("wait")
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)

    holder.send_signal(signal.SIGINT)
    holder.communicate(timeout=30)

    assert not is_running(sleeper)


def test_signal_to_the_busy_holder_ends_its_programs() -> None:
    holder, sleeper = start_holder("work")

    holder.send_signal(signal.SIGTERM)
    holder.communicate(timeout=30)

    assert holder.returncode != 0
    assert not is_running(sleeper)


def test_kill_of_the_holder_leaves_nothing_running() -> None:
    holder, _ = start_holder("wait")
    family = [process.pid for process in psutil.Process(holder.pid).children(recursive=True)]

    holder.kill()
    holder.communicate()

    assert family
    assert [pid for pid in family if not wait_for(lambda pid=pid: not is_running(pid))] == []


def test_database_that_dies_recovers_under_the_same_url(reachable_folder: Path) -> None:
    postgres = EmbeddedPostgres(reachable_folder / "data")
    url = postgres.start()
    with psycopg.connect(url) as conn:
        conn.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with ProcessTree([SLEEPER], postgres=postgres):
        first = postgres.pid

        os.kill(first, signal.SIGKILL)

        assert wait_for(lambda: can_connect(url), seconds=60)
        with psycopg.connect(url) as conn:
            kept = conn.execute("SELECT number FROM kept").fetchone()

    assert kept == (7,)
    assert not (reachable_folder / "data" / "pg" / "postmaster.pid").exists()


def can_connect(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def start_holder(does: str) -> tuple[subprocess.Popen[str], int]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, does],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert holder.stdout
    return holder, int(holder.stdout.readline())


def test_threads_of_a_stopped_tree_have_ended() -> None:
    before = threading.active_count()

    with ProcessTree([SLEEPER]):
        during = threading.active_count()

    assert during == before + 1
    assert threading.active_count() == before
