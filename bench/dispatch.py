"""Lease and submit: latencies and loops per second with many tasks queued, nobody given one twice.

    python -m bench.dispatch [--tasks 100000] [--seconds 8] [--workers 1,8,32,64]

Sends the tasks as one NDJSON stream, then lets workers ask for the next task, answer it and ask
again without thinking: in two calls, as the web app does, which fetches tasks before it submits,
and in one, as a program may, whose submit says what to hold next. Beside it, in the same run, what
the database does bare: one-row durable inserts, and our own SQL functions called without HTTP, for
one worker each; the server, which serves together who asks in the same moment, may do more.
"""

import argparse
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import orjson
import uvloop
from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from bench.support.client import Client
from bench.support.load import Measured, Step, closed_loop
from bench.support.machine import foreign_load
from bench.support.people import sign_in_workers
from bench.support.report import save, say
from bench.support.tasks import CATEGORIES, PROJECT, count, lines
from bench.support.tree import Tree, running_tree
from goldwright.api.who import session_digest

RATE_MICROS = 30_000


@dataclass
class HandedOut:
    """Which task each worker was given; params carry a number of their own."""

    by_task: dict[str, int] = field(default_factory=dict[str, int])
    twice: int = 0

    def note(self, shown: dict[str, object], worker: int) -> None:
        """Count a task that somebody else has been given before."""
        params = shown["params"]
        assert isinstance(params, dict)
        task = str(params["attachment"]).split(" ", 1)[0]
        self.twice += self.by_task.setdefault(task, worker) != worker


Working = Callable[[list[Client], HandedOut], Step]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each measurement")
    parser.add_argument("--workers", default="1,8,32,64", help="how many at once, in turn")
    given = parser.parse_args()
    workers = [int(one) for one in given.workers.split(",")]
    with running_tree() as tree:
        figures = uvloop.run(_measure(tree, given.tasks, given.seconds, workers))
        say("verify")
        figures["verify"] = tree.command("verify").strip()
    suffix = "" if given.tasks == 100_000 else f"-{given.tasks}"
    save(f"dispatch{suffix}", {"tasks": given.tasks, **figures})


async def _measure(tree: Tree, tasks: int, seconds: float, workers: list[int]) -> dict[str, object]:
    figures: dict[str, object] = {"ingest_per_second": await _send(tree, tasks)}
    tokens = await sign_in_workers(tree.database_url, max(workers))
    handed_out = HandedOut()
    await _loop(tree, _in_two_calls, tokens[:4], handed_out, 2.0)  # plans made, pages read
    loops: dict[str, object] = {}
    in_one_call: dict[str, object] = {}
    for at_once in workers:
        say(f"{at_once} workers")
        some = tokens[:at_once]
        loops[str(at_once)] = await _loop(tree, _in_two_calls, some, handed_out, seconds)
        in_one_call[str(at_once)] = await _loop(tree, _in_one_call, some, handed_out, seconds)
    say("bare database")
    bare = await _bare(tree, tokens, seconds / 2)
    figures |= {"loops": loops, "loops_in_one_call": in_one_call, "bare": bare}
    figures |= {"handed_out": len(handed_out.by_task), "handed_out_twice": handed_out.twice}
    assert not handed_out.twice, f"{handed_out.twice} tasks were given to two workers"
    return figures


async def _send(tree: Tree, tasks: int) -> int:
    client = Client.with_key(tree.address, tree.live_key)
    await client.call("POST", "/v1/projects", {"type": "categorization", "name": PROJECT})
    await client.call("PATCH", f"/api/projects/{PROJECT}", {"rate_micros": RATE_MICROS})
    say(f"sending {tasks:,} tasks")
    began = time.perf_counter()
    answers = client.stream("POST", f"/api/projects/{PROJECT}/tasks", lines(0, tasks))
    created = await count(answers, b'"created"')
    seconds = time.perf_counter() - began
    assert created == tasks, f"{created} tasks were created, not {tasks}"
    return round(tasks / seconds)


async def _loop(
    tree: Tree, working: Working, tokens: Sequence[str], handed_out: HandedOut, seconds: float
) -> dict[str, object]:
    clients = [Client.with_token(tree.address, token) for token in tokens]
    before = tree.cpu_seconds()
    with foreign_load() as foreign:
        measured = await closed_loop(len(clients), seconds, working(clients, handed_out))
    after = tree.cpu_seconds()
    loops = max(1, len(measured.latencies.get("submit", [])))
    return {
        "loops_per_second": round(loops / measured.seconds, 1),
        **measured.figures(),
        "cpu_ms_per_loop": {
            role: round((after[role] - before.get(role, 0.0)) / loops * 1000, 3) for role in after
        },
        **foreign.figures(),
    }


def _in_two_calls(clients: list[Client], handed_out: HandedOut) -> Step:
    """Ask for the next task, answer it."""

    async def step(number: int, measured: Measured) -> bool:
        began = time.perf_counter()
        found = await clients[number].call("POST", "/api/assignments/next", {"hold": 1})
        measured.add("next", began)
        if not found["assignments"]:
            return False
        (shown,) = found["assignments"]
        handed_out.note(shown, number)
        began = time.perf_counter()
        await _submit(clients[number], shown, number)
        measured.add("submit", began)
        return True

    return step


def _in_one_call(clients: list[Client], handed_out: HandedOut) -> Step:
    """Answer a task and be given the next one with it; ask for it only at the start."""
    held: dict[int, dict[str, object]] = {}

    async def step(number: int, measured: Measured) -> bool:
        if number not in held:
            found = await clients[number].call("POST", "/api/assignments/next", {"hold": 1})
        else:
            began = time.perf_counter()
            found = await _submit(clients[number], held[number], number, next={"hold": 1})
            measured.add("submit", began)
        if not found["assignments"]:
            return False
        (held[number],) = found["assignments"]
        handed_out.note(held[number], number)
        return True

    return step


async def _submit(
    client: Client, shown: dict[str, object], number: int, **wish: object
) -> dict[str, list[dict[str, object]]]:
    answer = {
        "response": {"category": CATEGORIES[number % len(CATEGORIES)]},
        "key": shown["assignment_id"],
        "active_seconds": 3.5,
        **wish,
    }
    path = f"/api/assignments/{shown['assignment_id']}/submit"
    taken: dict[str, list[dict[str, object]]] = await client.call("POST", path, answer)
    return taken


async def _bare(tree: Tree, tokens: Sequence[str], seconds: float) -> dict[str, object]:
    """What one process gets from the database without HTTP, by 8 connections."""
    connections = [await _connection(tree) for _ in range(8)]
    await connections[0].execute(
        "CREATE TABLE IF NOT EXISTS public.bench_insert (id bigint PRIMARY KEY, value jsonb)"
    )
    value = Jsonb({"text": "x" * 540})
    numbers = itertools.count()

    async def insert(number: int, measured: Measured) -> bool:
        began = time.perf_counter()
        await connections[number].execute(
            "INSERT INTO public.bench_insert VALUES (%s, %s)", (next(numbers), value)
        )
        measured.add("insert", began)
        return True

    with foreign_load() as foreign:
        inserted = await closed_loop(8, seconds, insert)
        for conn in connections:
            await conn.execute("SET ROLE goldwright_app")
            await conn.execute("SET search_path = goldwright")
        called = await closed_loop(8, seconds, _calling(connections, tokens))
    for conn in connections:
        await conn.close()
    return {**inserted.figures(), **called.figures(), **foreign.figures()}


def _calling(connections: list[AsyncConnection], tokens: Sequence[str]) -> Step:
    digests = [session_digest(token) for token in tokens]

    async def step(number: int, measured: Measured) -> bool:
        began = time.perf_counter()
        cursor = await connections[number].execute(
            "SELECT lease_next(%s, NULL, 1, '{}')", (digests[number],)
        )
        row = await cursor.fetchone()
        measured.add("lease_next", began)
        if row is None:
            return False
        assignment = orjson.loads(row[0])["assignment_id"]
        began = time.perf_counter()
        await connections[number].execute(
            "SELECT submit_annotation(%s, %s, %s, %s, 3.5)",
            (digests[number], assignment, Jsonb({"category": CATEGORIES[0]}), assignment),
        )
        measured.add("submit_annotation", began)
        return True

    return step


async def _connection(tree: Tree) -> AsyncConnection:
    return await AsyncConnection.connect(tree.database_url, autocommit=True)


if __name__ == "__main__":
    main()
