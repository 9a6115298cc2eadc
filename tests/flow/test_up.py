"""`goldwright up` as a user runs it: a first start, a key made beside it, an orderly end."""

import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

import goldwright

GOLDWRIGHT = [str(Path(sys.executable).with_name("goldwright"))]
PATIENCE_SECONDS = 60
_CRITIC = ["--server", "x", "--email", "a@b.c", "--models", "x", "--model", "x"]


@pytest.fixture(scope="module")
def data() -> Generator[Path]:
    # pytest's own folder is closed to the account that PostgreSQL runs as for root.
    with tempfile.TemporaryDirectory(prefix="goldwright-up-") as folder:
        yield Path(folder) / "data"


@contextmanager
def running(data: Path) -> Generator[tuple[subprocess.Popen[bytes], str]]:
    """A running tree and what it printed before it was ready."""
    said = data.with_suffix(".stdout")
    # Whatever lies in the folder it is started in is not its own.
    data.with_name("structlog.py").write_text("raise SystemExit('a stranger')")
    with said.open("w") as output:
        process = subprocess.Popen(
            [*GOLDWRIGHT, "up", "--port", "0", "--data", str(data)],
            cwd=data.parent,
            stdout=output,
            stderr=subprocess.DEVNULL,
        )
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not said.read_text():
            assert process.poll() is None, "it ended"
            assert time.monotonic() < deadline, "it did not start"
            time.sleep(0.01)
        yield process, said.read_text()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE_SECONDS)


def address_in(printed: str) -> str:
    found = re.search(r"http://\S+", printed)
    assert found
    return found.group()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*GOLDWRIGHT, *arguments], capture_output=True, text=True, check=False, timeout=120
    )


def test_installation_starts_stops_and_starts_again(data: Path) -> None:
    with running(data) as (process, printed):
        address = address_in(printed)
        key = re.search(r"live_[0-9a-f]+", printed)
        token = re.search(r"lnk_\S+", printed)
        assert key and token  # noqa: PT018  both are printed at the first start
        team = httpx.get(f"{address}/v1/teams", auth=(key.group(), ""))
        signed_in = httpx.post(f"{address}/api/session/link", json={"token": token.group()})
        made = run("keys", "create", "--organisation", "Beside", "--test", "--data", str(data))
        beside = httpx.get(f"{address}/v1/teams", auth=(made.stdout.strip(), ""))
        refused = run("up", "--port", "0", "--data", str(data))
        nobody = run("operator", "create", "ada", "--data", str(data))
        children = psutil.Process(process.pid).children(recursive=True)

    _, alive = psutil.wait_procs(children, timeout=10)
    assert (team.status_code, signed_in.status_code, beside.status_code) == (200, 200, 200)
    assert re.fullmatch(r"test_[0-9a-f]{48}\n", made.stdout)
    assert refused.returncode == 1
    assert "in use by process" in refused.stderr
    assert "'ada' is not an e-mail address such as ada@example.com." in nobody.stderr
    assert alive == []
    assert process.returncode == 0
    with running(data) as (_, printed):
        again = httpx.get(f"{address_in(printed)}/v1/teams", auth=(key.group(), ""))
        assert "live_" not in printed
    assert again.status_code == 200


def test_settings_are_listed_for_people_and_programs() -> None:
    table = run("settings")
    as_json = run("settings", "--json")

    assert "GOLDWRIGHT_DATABASE_URL" in table.stdout
    assert '"name": "GOLDWRIGHT_PORT"' in as_json.stdout


def test_mistake_is_one_sentence_on_stderr() -> None:
    answer = run(
        "keys",
        "create",
        "--organisation",
        "X",
        "--database-url",
        "postgresql://nobody@127.0.0.1:1/x",
    )

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "cannot be reached" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["up", "--port", "99999"], "There is no port 99999"),
        (["up", "--port", "0", "--data", "FILE"], "cannot be made: File exists"),
        (["migrate", "--database-url", "nonsense"], "cannot be reached"),
        (["verify", "--data", "NOWHERE"], "There is no database in"),
        (["quality", "cats", "--data", "NOWHERE"], "There is no database in"),
        (["export", "cats", "--data", "NOWHERE"], "There is no database in"),
        (["keys", "create", "--organisation", "X", "--data", "NOWHERE"], "There is no database in"),
        (["operator", "create", "a@b.c", "--data", "NOWHERE"], "There is no database in"),
        (["demo", "--once", "--data", "FILE"], "is no empty folder"),
        (["critic", "cats", *_CRITIC], "Say the worker's password in GOLDWRIGHT_CRITIC_PASSWORD"),
    ],
    ids=lambda one: " ".join(one[:2]) if isinstance(one, list) else "",
)
def test_wrong_port_folder_or_address_is_told_and_makes_nothing(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    nowhere, file = tmp_path / "typing-error", tmp_path / "file"
    file.touch()
    places = {"NOWHERE": str(nowhere), "FILE": str(file)}

    answer = run(*(places.get(one, one) for one in arguments))

    assert answer.returncode == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not nowhere.exists()


def test_version_is_told() -> None:
    assert run("--version").stdout.strip() == goldwright.__version__


def test_port_in_use_is_refused_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        refused = run("up", "--port", str(port), "--data", str(tmp_path / "data"))

    assert refused.returncode == 1
    assert f"port {port}: Address already in use; choose another" in refused.stderr
    assert not (tmp_path / "data").exists()
