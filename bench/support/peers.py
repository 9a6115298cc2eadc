"""Who is measured side by side: Goldwright and Label Studio, each driven by its public HTTP API."""

import asyncio
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import orjson

import goldwright as ours
from bench.support.client import Client
from bench.support.people import sign_in_workers
from bench.support.tasks import CATEGORIES, PROJECT, count, lines, review
from bench.support.tree import Tree, running_tree
from goldwright.db.embedded import EmbeddedPostgres

_START_SECONDS = 300


class Contestant(Protocol):
    """Something that takes tasks, hands them out, takes answers and gives all of it back."""

    version: str

    async def prepare(self, workers: int) -> None:
        """Make a project and so many people."""
        ...

    async def ingest(self, tasks: int) -> None:
        """Create the tasks numbered from 0 in one call."""
        ...

    async def create(self, client: int, number: int) -> None:
        """Create one task by one of 8 clients."""
        ...

    async def lease(self, worker: int) -> str | None:
        """The id of the task a worker is given next."""
        ...

    async def submit(self, worker: int, task: str) -> None:
        """Answer it."""
        ...

    async def export(self) -> int:
        """How many tasks come out with everything about them."""
        ...


class Peer(Contestant, Protocol):
    """One with a page of its own, and how its owner signs in there."""

    address: str
    email: str
    password: str


class _Goldwright:
    def __init__(self, tree: Tree) -> None:
        self.version = ours.__version__
        self._tree = tree
        self._customers = [Client.with_key(tree.address, tree.live_key) for _ in range(8)]
        self._workers: list[Client] = []
        self._held: dict[str, str] = {}

    async def prepare(self, workers: int) -> None:
        project = {"type": "categorization", "name": PROJECT}
        await self._customers[0].call("POST", "/v1/projects", project)
        tokens = await sign_in_workers(self._tree.database_url, workers)
        self._workers = [Client.with_token(self._tree.address, token) for token in tokens]

    async def ingest(self, tasks: int) -> None:
        path = f"/api/projects/{PROJECT}/tasks"
        answers = self._customers[0].stream("POST", path, lines(0, tasks))
        created = await count(answers, b'"created"')
        assert created == tasks, f"{created} of {tasks} tasks were created"

    async def create(self, client: int, number: int) -> None:
        body = {**review(number), "project": PROJECT}
        await self._customers[client].call("POST", "/v1/task/categorization", body)

    async def lease(self, worker: int) -> str | None:
        found = await self._workers[worker].call("POST", "/api/assignments/next", {"hold": 1})
        if not found["assignments"]:
            return None
        (shown,) = found["assignments"]
        task = shown["params"]["attachment"].split(" ", 1)[0]
        self._held[task] = shown["assignment_id"]
        return str(task)

    async def submit(self, worker: int, task: str) -> None:
        answer = {"response": {"category": CATEGORIES[0]}, "active_seconds": 4.2}
        path = f"/api/assignments/{self._held.pop(task)}/submit"
        await self._workers[worker].call("POST", path, answer)

    async def export(self) -> int:
        path = f"/api/projects/{PROJECT}/export?format=jsonl"
        pieces = self._customers[0].stream("GET", path)
        return await count(pieces, b"\n")


@contextmanager
def goldwright() -> Generator[Contestant]:
    """`goldwright up` on a new folder, without fetching attachments (there are none)."""
    with running_tree() as tree:
        yield _Goldwright(tree)


_TOKEN = secrets.token_hex(20)
_LABELS = "".join(f'<Choice value="{name}"/>' for name in CATEGORIES)
_CONFIG = (
    '<View><Text name="text" value="$attachment"/>'
    f'<Choices name="sentiment" toName="text" choice="single">{_LABELS}</Choices></View>'
)
# Run inside the peer: as many further people as there are workers, each with a token.
_ADD_PEOPLE = """
import json, os, sys
import label_studio
sys.path.insert(0, os.path.dirname(label_studio.__file__))
os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings.label_studio"
import django
django.setup()
from organizations.models import Organization
from rest_framework.authtoken.models import Token
from users.models import User
company = Organization.objects.get()
company.jwt.legacy_api_tokens_enabled = True
company.jwt.save()
tokens = []
for number in range(int(sys.argv[1])):
    name = f"worker{number}"
    person = User.objects.create(email=f"{name}@example.com", username=name)
    person.active_organization = company
    person.save()
    company.add_user(person)
    tokens.append(Token.objects.get_or_create(user=person)[0].key)
print("tokens " + json.dumps(tokens))
"""


class _LabelStudio:
    def __init__(self, venv: Path, address: str, environment: dict[str, str]) -> None:
        self._python = venv / "bin" / "python"
        self.address = address
        self.email = environment["LABEL_STUDIO_USERNAME"]
        self.password = environment["LABEL_STUDIO_PASSWORD"]
        self._environment = environment
        self._customers = [Client(address, f"Token {_TOKEN}") for _ in range(8)]
        self._workers: list[Client] = []
        self._project = 0
        self.version = _output(
            [self._python, "-c", "import label_studio; print(label_studio.__version__)"]
        ).strip()

    async def prepare(self, workers: int) -> None:
        said = await asyncio.to_thread(
            _output, [self._python, "-c", _ADD_PEOPLE, str(workers)], self._environment
        )
        tokens = next(line for line in said.splitlines() if line.startswith("tokens "))
        self._workers = [
            Client(self.address, f"Token {token}")
            for token in json.loads(tokens.removeprefix("tokens "))
        ]
        project = {"title": PROJECT, "label_config": _CONFIG, "maximum_annotations": 1}
        self._project = (await self._customers[0].call("POST", "/api/projects/", project))["id"]

    async def ingest(self, tasks: int) -> None:
        sent = [review(number) for number in range(tasks)]
        path = f"/api/projects/{self._project}/import"
        answer = await self._customers[0].call("POST", path, sent)
        assert answer["task_count"] == tasks, answer

    async def create(self, client: int, number: int) -> None:
        body = {"data": review(number), "project": self._project}
        await self._customers[client].call("POST", "/api/tasks/", body)

    async def lease(self, worker: int) -> str | None:
        found = await self._workers[worker].call("GET", f"/api/projects/{self._project}/next")
        return str(found["id"])

    async def submit(self, worker: int, task: str) -> None:
        choice = {"choices": [CATEGORIES[0]]}
        result = {"from_name": "sentiment", "to_name": "text", "type": "choices", "value": choice}
        path = f"/api/tasks/{task}/annotations/?project={self._project}"
        await self._workers[worker].call("POST", path, {"lead_time": 4.2, "result": [result]})

    async def export(self) -> int:
        path = f"/api/projects/{self._project}/export?exportType=JSON&download_all_tasks=true"
        return len(orjson.loads(await self._customers[0].call_raw("GET", path, b"")))


@contextmanager
def label_studio(venv: Path, database: str) -> Generator[Peer]:
    """`label-studio start` on a new folder; its log goes there too and is removed with it."""
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="label-studio-data-")))
        folder.chmod(0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        environment = {
            "LABEL_STUDIO_BASE_DATA_DIR": str(folder / "data"),
            "LABEL_STUDIO_HOST": address,
            "LABEL_STUDIO_USERNAME": "owner@example.com",
            "LABEL_STUDIO_PASSWORD": secrets.token_hex(8),
            "LABEL_STUDIO_USER_TOKEN": _TOKEN,
            "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
            "COLLECT_ANALYTICS": "false",
            "LATEST_VERSION_CHECK": "false",
            "SENTRY_DSN": "",
            "FRONTEND_SENTRY_DSN": "",
            "LOG_LEVEL": "ERROR",
        }
        if database == "postgres":
            environment |= _postgres(held, folder)
        command = [venv / "bin" / "label-studio", "start", "--no-browser", "--host", address]
        command += ["--internal-host", "127.0.0.1", "--port", str(port)]
        command += ["--enable-legacy-api-token"]
        log = held.enter_context((folder / "server.log").open("wb"))
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        held.callback(_end, process)
        _wait_for(f"{address}/user/login/", process, folder / "server.log")
        yield _LabelStudio(venv, address, environment)


def _postgres(held: ExitStack, folder: Path) -> dict[str, str]:
    """A PostgreSQL of its own, the same as ours but for more connections."""
    server = EmbeddedPostgres(folder / "postgres", settings={"max_connections": "200"})
    place = parse_qs(urlsplit(held.enter_context(server)).query)
    return {
        "DJANGO_DB": "default",
        "POSTGRE_NAME": "goldwright",
        "POSTGRE_USER": "goldwright",
        "POSTGRE_PASSWORD": "",
        "POSTGRE_HOST": place["host"][0],
        "POSTGRE_PORT": place["port"][0],
    }


@contextmanager
def label_studio_venv(there: Path | None) -> Generator[Path]:
    """The virtual environment that is there, or one with Label Studio for the block."""
    if there is not None:
        yield there
        return
    with tempfile.TemporaryDirectory(prefix="label-studio-") as folder:
        yield _install_label_studio(Path(folder))


def _install_label_studio(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "label-studio==1.23.*"], check=True)
    return folder


def _output(command: list[Path | str], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env={**os.environ, **(environment or {})},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            with urllib.request.urlopen(url, timeout=10):  # noqa: S310  our own address
                return
        except (urllib.error.HTTPError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer; {log.read_text()[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server and what it started: its process group, whose leader it is."""
    for way in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, way)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                continue
