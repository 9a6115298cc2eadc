"""Tasks created per second in bulk: one NDJSON stream of about 560 bytes a line.

    python -m bench.ingest [--tasks 100000] [--repeats 3]

Every line has a `unique_id` and is answered with the id of its task once that is durable; all
answers are read and counted. The lines are made before the clock starts: drawing their words costs
as much as storing them. Beside it, the bare limit of the same run: COPY of rows of the same
size into a table with a primary key and a unique text.
"""

import argparse
import time
from collections.abc import AsyncGenerator
from contextlib import closing
from statistics import median

import psutil
import psycopg
import uvloop

from bench.support.client import Client
from bench.support.machine import foreign_load
from bench.support.report import save, say
from bench.support.tasks import PROJECT, count, line, lines
from bench.support.tree import Tree, running_tree


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=100_000, help="lines of one stream")
    parser.add_argument("--repeats", type=int, default=3, help="runs; the median is told")
    given = parser.parse_args()
    with running_tree() as tree:
        save("ingest", uvloop.run(_measure(tree, given.tasks, given.repeats)))


async def _measure(tree: Tree, tasks: int, repeats: int) -> dict[str, object]:
    say("making the lines")
    warm_up = [piece async for piece in lines(0, 1000, "warm-up")]
    made = [[piece async for piece in lines(0, tasks, f"run-{run}")] for run in range(repeats)]
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        await client.call("POST", "/v1/projects", {"type": "categorization", "name": PROJECT})
        serve = psutil.Process(tree.pid_of("serve"))
        await _send(client, serve, 1000, warm_up)
        memory_before = serve.memory_info().rss
        before = tree.cpu_seconds()
        with foreign_load() as foreign:
            runs = [await _send(client, serve, tasks, pieces) for pieces in made]
        after = tree.cpu_seconds()
        page = await client.call("GET", f"/v1/tasks?limit=1&project={PROJECT}")
    stored = 1000 + tasks * repeats
    assert page["total"] == stored, f"{page['total']} tasks are stored, not {stored}"
    rate = median(tasks / seconds for seconds, _ in runs)
    bare = _copy(tree, tasks, repeats)
    return {
        "tasks": tasks,
        "line_bytes": len(line(0)),
        "tasks_per_second": round(rate),
        "runs": [round(tasks / seconds) for seconds, _ in runs],
        "bare_copy_per_second": round(bare),
        "share_of_bare": round(rate / bare, 3),
        "cpu_ms_per_thousand": {
            role: round((after[role] - before.get(role, 0.0)) / tasks / repeats * 1e6, 1)
            for role in after
        },
        "server_mib_before": memory_before >> 20,
        "server_mib_peak": max(peak for _, peak in runs) >> 20,
        **foreign.figures(),
    }


async def _send(
    client: Client, serve: psutil.Process, tasks: int, pieces: list[bytes]
) -> tuple[float, int]:
    """Seconds of one stream, and the server's greatest memory meanwhile."""
    say(f"sending {tasks:,} tasks")
    path = f"/api/projects/{PROJECT}/tasks"
    peak = 0

    async def answers() -> AsyncGenerator[bytes]:
        nonlocal peak
        async for piece in client.stream("POST", path, _given(pieces)):
            peak = max(peak, serve.memory_info().rss)
            yield piece

    began = time.perf_counter()
    created = await count(answers(), b'"created"')
    seconds = time.perf_counter() - began
    assert created == tasks, f"{created} tasks were created, not {tasks}"
    return seconds, peak


async def _given(pieces: list[bytes]) -> AsyncGenerator[bytes]:
    for piece in pieces:
        yield piece


def _copy(tree: Tree, tasks: int, repeats: int) -> float:
    """Rows per second of a bare COPY, committed."""
    rows = [(f"row-{n:08d}", line(n).decode()) for n in range(tasks)]
    rates: list[float] = []
    with psycopg.connect(tree.database_url) as conn:
        for _ in range(repeats):
            conn.execute(
                "CREATE TABLE public.bench_copy (id bigint GENERATED ALWAYS AS IDENTITY"
                " PRIMARY KEY, unique_id text UNIQUE, params jsonb)"
            )
            conn.commit()
            began = time.perf_counter()
            with conn.cursor().copy("COPY public.bench_copy (unique_id, params) FROM STDIN") as to:
                for row in rows:
                    to.write_row(row)
            conn.commit()
            rates.append(tasks / (time.perf_counter() - began))
            conn.execute("DROP TABLE public.bench_copy")
            conn.commit()
    return median(rates)


if __name__ == "__main__":
    main()
