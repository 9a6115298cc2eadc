"""Nothing is lost when server, runner and PostgreSQL are killed at random moments of a run.

Sixteen workers answer tasks over HTTP while parts of the tree, or all of it, get SIGKILL; whoever
is not answered asks again with the same key. `GOLDWRIGHT_SOAK_TASKS` sets how many tasks (5,000
is the long run, of ten minutes), `GOLDWRIGHT_SOAK_SEED` which moments.
"""

import asyncio
import json
import os
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote

import pytest

from bench.support.client import CallFailedError, Client
from bench.support.people import ORGANISATION_ID, sign_in_workers
from bench.support.tree import Tree, running_tree
from goldwright.db import Database
from goldwright.db.identity import member

TASKS = int(os.environ.get("GOLDWRIGHT_SOAK_TASKS", "300"))
SEED = int(os.environ.get("GOLDWRIGHT_SOAK_SEED", "1"))
WORKERS = 16
PATIENCE_SECONDS = 120 + TASKS * 0.4
KILLS = max(5, TASKS // 100)
VICTIMS = ("serve", "postgres", "run-jobs", "up")
# A program that dies within three seconds of its first start counts as never having worked.
PROOF_SECONDS = 3.5
PROJECTS: dict[str, dict[str, object]] = {
    "one answer": {"rate_micros": 10_000},
    "three answers": {"rate_micros": 20_000, "annotations_wanted": 3},
    "as many as it takes": {
        "rate_micros": 30_000,
        "annotations_wanted": 2,
        "annotations_max": 7,
        "target_confidence": 0.95,
        "target_margin": 2,
    },
}
Answered = TypeVar("Answered")


@dataclass
class Told:
    """What the clients were told with 200, and so must be true for ever."""

    created: dict[str, str] = field(default_factory=dict[str, str])  # task ids by unique_id
    submitted: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    given: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by worker
    kills: Counter[str] = field(default_factory=Counter[str])
    retries: int = 0


@dataclass
class Received:
    """Ids of the callbacks that a receiver answered with 200, by task."""

    url: str
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    turned_away: set[str] = field(default_factory=set[str])


@pytest.fixture
async def received() -> AsyncIterator[Received]:
    async with _receiver() as found:
        yield found


async def test_nothing_is_lost_by_killing_everything_in_turn(received: Received) -> None:
    told = Told()
    with running_tree(
        GOLDWRIGHT_ALLOW_PRIVATE_ADDRESSES="true", GOLDWRIGHT_CALLBACK_TIMEOUT_SECONDS="2"
    ) as tree:
        tokens = await sign_in_workers(tree.database_url, WORKERS)
        await _make_projects(tree)
        done = asyncio.Event()

        async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as everybody:
            sending = everybody.create_task(_send_and_kill(tree, received.url, told))
            for number, token in enumerate(tokens):
                everybody.create_task(_work(tree, number, token, told, done))
            await sending
            await _until(lambda: _until_answered(partial(_all_settled, tree), told))
            done.set()
            await _until(lambda: _all_called_back(told, received))
        earned = [await _earned(tree, token) for token in tokens]
        stored, tasks = await _stored(tree)
        findings = tree.command("verify")

    assert findings.strip() == "Every invariant holds."
    assert told.kills.keys() == set(VICTIMS)
    assert len(told.created) == TASKS
    assert tasks == dict.fromkeys(told.created.values(), "completed")
    # Every acknowledged submit is stored once, as it was told, and nothing else is stored.
    assert sorted(stored) == sorted(
        (assignment_id, told.submitted[assignment_id]["annotation_id"])
        for assignment_id in told.submitted
    )
    assert all(len(names) == len(set(names)) for names in told.given.values()), "a task given twice"
    # At least once, with one id each.
    assert {task: len(received.ids[task]) for task in tasks} == dict.fromkeys(tasks, 1)
    assert sum(earned) == sum(one["paid_micros"] for one in told.submitted.values())


async def _make_projects(tree: Tree) -> None:
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        for name, settings in PROJECTS.items():
            await client.call("POST", "/v1/projects", {"type": "categorization", "name": name})
            await client.call("PATCH", f"/api/projects/{quote(name)}", settings)


async def _send_and_kill(tree: Tree, callback_url: str, told: Told) -> None:
    """A share of the tasks, then a kill at a drawn moment while they are worked on, in turns.

    Victims come in a drawn order, each kind once before any comes again.
    """
    rng = random.Random(SEED)
    victims = [one for _ in range(KILLS) for one in rng.sample(VICTIMS, len(VICTIMS))][:KILLS]
    for place, victim in enumerate(victims):
        sending = asyncio.create_task(
            _send_tasks(tree, callback_url, told, range(place, TASKS, KILLS))
        )
        await asyncio.sleep(PROOF_SECONDS + rng.random() * 2)
        if victim == "up":
            await asyncio.to_thread(tree.kill)
            await asyncio.to_thread(tree.start)
        else:
            pid = await asyncio.to_thread(_find, tree, victim)
            os.kill(pid, signal.SIGKILL)
        told.kills[victim] += 1
        await sending


def _find(tree: Tree, role: str) -> int:
    """The process of a role; one that is just being started again is waited for."""
    deadline = time.monotonic() + 60
    while (pid := tree.pid_of(role)) is None:
        assert time.monotonic() < deadline, f"{role} does not come back"
        time.sleep(0.05)
    return pid


async def _send_tasks(tree: Tree, callback_url: str, told: Told, numbers: range) -> None:
    """Tasks of every project, each stream of lines sent again until it is answered whole."""
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        for place, name in enumerate(PROJECTS):
            path = f"/api/projects/{quote(name)}/tasks"
            lines = [_line(number, callback_url) for number in numbers[place :: len(PROJECTS)]]
            for answer in await _until_answered(partial(_stream, client, path, lines), told):
                task_id = told.created.setdefault(answer["unique_id"], answer["task_id"])
                assert task_id == answer["task_id"], "a repeated line made another task"


async def _stream(client: Client, path: str, lines: list[bytes]) -> list[dict[str, Any]]:
    pieces = [piece async for piece in client.stream("POST", path, _pieces(lines))]
    answers = [json.loads(line) for line in b"".join(pieces).splitlines()]
    stored = [one for one in answers if "task_id" in one]
    if len(stored) < len(lines):
        raise ConnectionError(f"{len(stored)} of {len(lines)} lines were stored")
    return stored


async def _work(tree: Tree, number: int, token: str, told: Told, done: asyncio.Event) -> None:
    """Ask for work and answer it, right nineteen times in twenty, until everything is done."""
    rng = random.Random(SEED * 1000 + number)
    with closing(Client.with_token(tree.address, token)) as client:
        ask = partial(client.call, "POST", "/api/assignments/next", {"hold": 2})
        while not done.is_set():
            found = await _until_answered(ask, told)
            for shown in found["assignments"]:
                await _answer(client, token, shown, rng, told)
            if not found["assignments"]:
                await asyncio.sleep(0.2)


async def _answer(
    client: Client, token: str, shown: dict[str, Any], rng: random.Random, told: Told
) -> None:
    text, assignment_id = shown["params"]["attachment"], shown["assignment_id"]
    right = int(text.removeprefix("task ")) % 2
    sent = {
        "response": {"category": "ab"[right if rng.random() < 0.95 else 1 - right]},
        "key": assignment_id,
        "active_seconds": 1.0,
    }
    submit = partial(client.call, "POST", f"/api/assignments/{assignment_id}/submit", sent)
    told.submitted[assignment_id] = await _until_answered(submit, told)
    told.given[token].append(text)
    if rng.random() < 0.1:
        again = await _until_answered(submit, told)
        assert again == told.submitted[assignment_id], "the same key was answered differently"


async def _until_answered(ask: Callable[[], Awaitable[Answered]], told: Told) -> Answered:
    """The answer to a call, asked again while nobody answers it."""
    while True:
        try:
            async with asyncio.timeout(30):
                return await ask()
        except CallFailedError as error:
            if error.status < 500:
                raise
        except (OSError, EOFError, TimeoutError):
            pass
        told.retries += 1
        await asyncio.sleep(0.1)


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    while not await holds():  # noqa: ASYNC110  other processes are waited for
        await asyncio.sleep(0.5)


async def _all_settled(tree: Tree) -> bool:
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        page = await client.call("GET", "/v1/tasks?limit=1&status=completed")
    return page["total"] == TASKS


async def _all_called_back(told: Told, received: Received) -> bool:
    return all(task_id in received.ids for task_id in told.created.values())


async def _earned(tree: Tree, token: str) -> int:
    with closing(Client.with_token(tree.address, token)) as client:
        rows = await client.call("GET", "/api/earnings")
    return sum(row["amount_micros"] for row in rows)


async def _stored(tree: Tree) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Every stored annotation by its assignment, and the status of every task."""
    async with (
        Database(tree.database_url, role="goldwright_app", size=1) as db,
        db.transaction(member(ORGANISATION_ID, "live")) as conn,
    ):
        annotations = await conn.execute("SELECT assignment_id, id FROM annotation")
        stored = [(row["assignment_id"], row["id"]) for row in await annotations.fetchall()]
        tasks = await conn.execute("SELECT id, status FROM task")
        return stored, {row["id"]: row["status"] for row in await tasks.fetchall()}


def _line(number: int, callback_url: str) -> bytes:
    return (
        json.dumps(
            {
                "unique_id": f"task-{number}",
                "attachment_type": "text",
                "attachment": f"task {number}",
                "categories": ["a", "b"],
                "callback_url": callback_url,
            }
        )
        + "\n"
    ).encode()


async def _pieces(lines: list[bytes]) -> AsyncGenerator[bytes]:
    for start in range(0, len(lines), 20):
        yield b"".join(lines[start : start + 20])


@asynccontextmanager
async def _receiver() -> AsyncGenerator[Received]:
    """A receiver on this machine that turns away the first try of every tenth callback."""
    received = Received("")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
                body = json.loads(await reader.readexactly(int(headers["content-length"])))
                callback_id, task_id = headers["webhook-id"], body["task_id"]
                if hash(task_id) % 10 == 0 and task_id not in received.turned_away:
                    received.turned_away.add(task_id)
                    writer.write(b"HTTP/1.1 500 Busy\r\nContent-Length: 0\r\n\r\n")
                else:
                    received.ids[task_id].add(callback_id)
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        except (EOFError, OSError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    received.url = f"http://127.0.0.1:{port}/done"
    try:
        yield received
    finally:
        server.close()
