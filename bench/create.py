"""Tasks created one by one per second, by 1 and by 8 clients.

    python -m bench.create [--seconds 6] [--clients 1,8]

Each `POST /v1/task/categorization` of about 560 bytes is answered when its task is durable. Beside
it, the bare limit of the same run: single-row inserts of the same size by as many connections.
"""

import argparse
import itertools
import time
from contextlib import closing

import uvloop
from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from bench.support.client import Client
from bench.support.load import Measured, closed_loop
from bench.support.machine import foreign_load
from bench.support.report import save, say
from bench.support.tasks import PROJECT, review
from bench.support.tree import Tree, running_tree


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=6.0, help="of each measurement")
    parser.add_argument("--clients", default="1,8", help="how many at once, in turn")
    given = parser.parse_args()
    with running_tree(GOLDWRIGHT_FETCH_ATTACHMENTS="false") as tree:
        clients = [int(one) for one in given.clients.split(",")]
        save("create", {"creates": uvloop.run(_measure(tree, clients, given.seconds))})


async def _measure(tree: Tree, clients: list[int], seconds: float) -> dict[str, object]:
    with closing(Client.with_key(tree.address, tree.live_key)) as client:
        await client.call("POST", "/v1/projects", {"type": "categorization", "name": PROJECT})
    await _create(tree, 4, 2.0)
    figures: dict[str, object] = {}
    for count in clients:
        say(f"{count} clients")
        figures[str(count)] = {
            **await _create(tree, count, seconds),
            "bare": await _insert(tree, count, seconds / 2),
        }
    return figures


async def _create(tree: Tree, count: int, seconds: float) -> dict[str, object]:
    clients = [Client.with_key(tree.address, tree.live_key) for _ in range(count)]
    numbers = itertools.count()

    async def step(number: int, measured: Measured) -> bool:
        body = {**review(next(numbers)), "project": PROJECT}
        began = time.perf_counter()
        await clients[number].call("POST", "/v1/task/categorization", body)
        measured.add("create", began)
        return True

    before = tree.cpu_seconds()
    with foreign_load() as foreign:
        measured = await closed_loop(count, seconds, step)
    after = tree.cpu_seconds()
    for client in clients:
        client.close()
    calls = len(measured.latencies["create"])
    return {
        **measured.figures(),
        "cpu_ms_per_create": {
            role: round((after[role] - before.get(role, 0.0)) / calls * 1000, 3) for role in after
        },
        **foreign.figures(),
    }


async def _insert(tree: Tree, count: int, seconds: float) -> dict[str, object]:
    connections = [
        await AsyncConnection.connect(tree.database_url, autocommit=True) for _ in range(count)
    ]
    await connections[0].execute(
        "CREATE TABLE IF NOT EXISTS public.bench_insert"
        " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, value jsonb)"
    )
    value = Jsonb(review(1))

    async def step(number: int, measured: Measured) -> bool:
        began = time.perf_counter()
        await connections[number].execute(
            "INSERT INTO public.bench_insert (value) VALUES (%s)", (value,)
        )
        measured.add("insert", began)
        return True

    measured = await closed_loop(count, seconds, step)
    for conn in connections:
        await conn.close()
    return measured.figures()


if __name__ == "__main__":
    main()
