"""The embedded server's promises, each shown on a real one in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from goldwright.db.cluster import find_programs
from goldwright.db.data_folder import copy_programs, is_alive
from goldwright.db.embedded import EmbeddedPostgres, attach_or_start
from goldwright.errors import ConflictError, UnavailableError

ROOT = Path(__file__).parents[2]
# Runs a server until it is killed; for tests in which the owner dies.
OWNER = """
import sys, time
from pathlib import Path
from goldwright.db.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
print(server.start(), server.pid, sep="\\n", flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def initialised() -> Generator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="goldwright-"))
    folder.chmod(0o755)
    with EmbeddedPostgres(folder / "data"):
        pass
    yield folder / "data"
    shutil.rmtree(folder)


@pytest.fixture
def data(initialised: Path, reachable_folder: Path) -> Path:
    """A data folder in which a server ran before; to copy one is faster than to make it."""
    subprocess.run(["cp", "-a", initialised, reachable_folder / "data"], check=True)
    return reachable_folder / "data"


@pytest.fixture
def new_data(reachable_folder: Path) -> Path:
    return reachable_folder / "data"


def start_owner(data: Path) -> tuple[subprocess.Popen[str], str, int]:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, data],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert owner.stdout
    for line in owner.stdout:
        # Log lines come before; the URL and the server's process number come last.
        if line.startswith("postgresql://"):
            return owner, line.strip(), int(owner.stdout.readline())
    raise AssertionError(f"the owner ended with {owner.wait()} before its server was ready")


def end_owner(owner: subprocess.Popen[str]) -> None:
    owner.kill()
    owner.wait()
    assert owner.stdout
    owner.stdout.close()


def wait_until_gone(pid: int, *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(psutil.NoSuchProcess):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.05)
                continue
        return True
    return False


def test_first_start_gives_the_owners_role_a_durable_utf8_database(new_data: Path) -> None:
    with EmbeddedPostgres(new_data) as url, psycopg.connect(url) as conn:
        row = conn.execute(
            """
            SELECT current_user, current_database(), current_setting('server_encoding'),
                   current_setting('fsync'), current_setting('data_checksums'),
                   current_setting('listen_addresses'), rolsuper, rolcreatedb, rolcreaterole,
                   pg_get_userbyid(datdba)
              FROM pg_roles, pg_database
             WHERE rolname = current_user AND datname = current_database()
            """
        ).fetchone()

    assert row == (
        *("goldwright", "goldwright", "UTF8", "on", "on", ""),
        *(False, False, True, "goldwright"),
    )


def test_second_start_finds_what_the_first_left(data: Path) -> None:
    with EmbeddedPostgres(data) as first_url, psycopg.connect(first_url) as conn:
        conn.execute("CREATE TABLE kept AS SELECT 7 AS number")

    with EmbeddedPostgres(data) as second_url, psycopg.connect(second_url) as conn:
        number = conn.execute("SELECT number FROM kept").fetchone()

    assert number == (7,)
    assert second_url == first_url


def test_stop_leaves_no_process_and_no_lock_behind(data: Path) -> None:
    server = EmbeddedPostgres(data)
    server.start()
    pid = server.pid

    server.stop()

    assert not is_alive(pid)
    assert not (data / "pg" / "postmaster.pid").exists()
    with EmbeddedPostgres(data):
        pass


def test_second_owner_is_refused_by_the_name_of_the_first(data: Path) -> None:
    with EmbeddedPostgres(data) as url:
        with pytest.raises(ConflictError, match=f"in use by process {os.getpid()}"):
            EmbeddedPostgres(data).start()

        with psycopg.connect(url) as conn:
            assert conn.execute("SELECT 1").fetchone() == (1,)


def test_command_beside_a_running_owner_uses_its_server(data: Path) -> None:
    server = EmbeddedPostgres(data)
    with server as url:
        with attach_or_start(data) as attached:
            assert attached == url

        assert is_alive(server.pid)


def test_command_alone_starts_a_server_and_ends_it(data: Path) -> None:
    with attach_or_start(data) as url, psycopg.connect(url) as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)

    assert not (data / "pg" / "postmaster.pid").exists()


def test_two_commands_at_once_run_one_after_the_other(data: Path) -> None:
    answers: list[object] = []

    def second_command() -> None:
        with attach_or_start(data) as url, psycopg.connect(url) as conn:
            answers.append(conn.execute("SELECT 1").fetchone())

    second = threading.Thread(target=second_command)
    with attach_or_start(data) as url, psycopg.connect(url) as conn:
        second.start()
        time.sleep(0.3)
        answers_meanwhile = list(answers)
        first = conn.execute("SELECT 1").fetchone()
    second.join()

    assert first == (1,)
    assert answers_meanwhile == []
    assert answers == [(1,)]


def test_command_beside_one_that_does_not_end_gives_up_and_names_it(data: Path) -> None:
    with (
        attach_or_start(data),
        pytest.raises(ConflictError, match=f"in use by process {os.getpid()}"),
        attach_or_start(data, patience_seconds=0.2),
    ):
        pass


def test_kill_of_the_server_during_commits_loses_nothing_committed(data: Path) -> None:
    confirmed = [0]
    server = EmbeddedPostgres(data)
    url = server.start()
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE counted (number int PRIMARY KEY)")

    def commit_for_ever() -> None:
        with suppress(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as conn:
            for number in range(1, 1_000_000):
                conn.execute("INSERT INTO counted VALUES (%s)", [number])
                confirmed[0] = number

    writer = threading.Thread(target=commit_for_ever)
    writer.start()
    while confirmed[0] < 50:
        time.sleep(0.01)
    for process in [psutil.Process(server.pid), *psutil.Process(server.pid).children()]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    writer.join()

    with psycopg.connect(server.restart()) as conn:
        rows = conn.execute("SELECT count(*), max(number) FROM counted").fetchone()
    server.stop()

    assert rows
    assert rows[0] == rows[1]
    assert rows[1] >= confirmed[0] >= 50


def test_death_of_the_owner_ends_the_server_and_its_helpers(data: Path) -> None:
    owner, _, server_pid = start_owner(data)
    family = [process.pid for process in psutil.Process(owner.pid).children(recursive=True)]

    end_owner(owner)

    assert server_pid in family
    assert [pid for pid in family if not wait_until_gone(pid)] == []


def test_owner_killed_and_started_at_once_takes_over_in_order(data: Path) -> None:
    owner, url, _ = start_owner(data)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE kept AS SELECT 7 AS number")
    end_owner(owner)

    with EmbeddedPostgres(data) as url_after, psycopg.connect(url_after) as conn:
        number = conn.execute("SELECT number FROM kept").fetchone()

    assert number == (7,)


def test_server_that_lost_owner_and_watchdog_is_ended_by_the_next_start(data: Path) -> None:
    owner, _, server_pid = start_owner(data)
    family = psutil.Process(owner.pid).children()
    for process in [psutil.Process(owner.pid), *(one for one in family if one.pid != server_pid)]:
        process.kill()
    end_owner(owner)
    assert is_alive(server_pid)

    with EmbeddedPostgres(data) as url, psycopg.connect(url) as conn:
        answer = conn.execute("SELECT 1").fetchone()

    assert answer == (1,)
    assert wait_until_gone(server_pid)


def test_number_of_a_dead_server_taken_by_another_process_does_not_stop_us(data: Path) -> None:
    with EmbeddedPostgres(data):
        pid_file = (data / "pg" / "postmaster.pid").read_text()
    stranger = subprocess.Popen(["sleep", "600"])
    lines = [str(stranger.pid), *pid_file.splitlines()[1:]]
    (data / "pg" / "postmaster.pid").write_text("\n".join(lines) + "\n")

    with EmbeddedPostgres(data) as url, psycopg.connect(url) as conn:
        answer = conn.execute("SELECT 1").fetchone()
    stranger_lives = stranger.poll() is None
    stranger.kill()
    stranger.wait()

    assert answer == (1,)
    assert stranger_lives


def test_interrupted_first_start_is_finished_by_the_next(new_data: Path) -> None:
    (new_data / "pg.new").mkdir(parents=True)
    (new_data / "pg.new" / "PG_VERSION").write_text("18\n")

    with EmbeddedPostgres(new_data) as url, psycopg.connect(url) as conn:
        answer = conn.execute("SELECT 1").fetchone()

    assert answer == (1,)


def test_database_of_another_major_version_is_left_alone(new_data: Path) -> None:
    (new_data / "pg").mkdir(parents=True)
    (new_data / "pg" / "PG_VERSION").write_text("9\n")

    with pytest.raises(ConflictError, match=r"made by PostgreSQL 9.*upgrade-postgresql\.md"):
        EmbeddedPostgres(new_data).start()

    assert [path.name for path in (new_data / "pg").iterdir()] == ["PG_VERSION"]


def test_server_that_does_not_come_up_shows_its_log(data: Path) -> None:
    server = EmbeddedPostgres(data, settings={"max_wal_size": "nonsense"})

    with pytest.raises(UnavailableError, match="nonsense"):
        server.start()

    assert not server.is_running


def test_data_folder_with_a_long_path_gets_a_short_socket(new_data: Path) -> None:
    deep = new_data / ("x" * 120)

    with EmbeddedPostgres(deep) as url, psycopg.connect(url) as conn:
        socket = Path(conn.info.host)
        was_open = socket.is_dir()

    assert was_open
    assert not socket.exists()


def test_data_folder_may_have_any_name(new_data: Path) -> None:
    odd = new_data / "a folder, 'quoted' \"twice\" %41"

    with EmbeddedPostgres(odd) as url, psycopg.connect(url) as conn:
        answer = conn.execute("SELECT 1").fetchone()

    assert answer == (1,)


def test_database_that_was_placed_elsewhere_and_is_gone_is_not_made_anew(new_data: Path) -> None:
    new_data.mkdir()
    (new_data / "pg").symlink_to("/does/not/exist/pg")

    with pytest.raises(UnavailableError, match="/does/not/exist/pg, which is gone"):
        EmbeddedPostgres(new_data).start()


def test_programs_of_a_system_server_serve_as_well(
    new_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        pytest.skip("no PostgreSQL of the system in /usr/lib/postgresql")
    monkeypatch.setenv("GOLDWRIGHT_POSTGRES_BIN", str(found[0].parent))

    with EmbeddedPostgres(new_data) as url, psycopg.connect(url) as conn:
        version = conn.execute("SELECT current_setting('server_version_num')").fetchone()

    assert version
    assert version[0].startswith(found[0].parts[-3])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_ordinary_user_runs_the_server_as_themselves(new_data: Path) -> None:
    user = pwd.getpwnam("nobody")
    os.chown(new_data.parent, user.pw_uid, user.pw_gid)
    programs = copy_programs(find_programs(), new_data.parent / "programs")
    # The interpreter may lie in root's home too: become the user when everything is loaded.
    script = OWNER.replace(
        "server =",
        f"import os, psycopg\nos.setgroups([])\nos.setgid({user.pw_gid})\n"
        f"os.setuid({user.pw_uid})\nserver =",
    ).replace("time.sleep(600)", "server.stop()")

    run = subprocess.run(
        [sys.executable, "-c", script, new_data],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "GOLDWRIGHT_POSTGRES_BIN": str(programs)},
    )

    assert run.returncode == 0, run.stderr
    assert (new_data / "pg").stat().st_uid == user.pw_uid


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone has to hand the database over")
def test_data_in_roots_closed_home_is_placed_where_the_server_can_reach_it(new_data: Path) -> None:
    new_data.parent.chmod(0o700)

    with EmbeddedPostgres(new_data) as url, psycopg.connect(url) as conn:
        answer = conn.execute("SELECT 1").fetchone()
    with EmbeddedPostgres(new_data) as url_after:
        pass

    assert answer == (1,)
    assert url_after == url
    assert (new_data / "pg").is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone has to hand the database over")
def test_programs_in_roots_closed_home_are_copied_beside_the_database(new_data: Path) -> None:
    closed = new_data.parent / "closed"
    programs = copy_programs(find_programs(), closed)
    closed.chmod(0o700)

    with EmbeddedPostgres(new_data, programs=programs) as url, psycopg.connect(url) as conn:
        answer = conn.execute("SELECT 1").fetchone()

    assert answer == (1,)
    assert len(list(new_data.glob("postgresql-*"))) == 1
