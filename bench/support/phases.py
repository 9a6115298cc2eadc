"""The same phases for whoever is measured side by side."""

import itertools
import time
from collections.abc import Sequence

from bench.support.load import Measured, closed_loop, percentile
from bench.support.peers import Contestant
from bench.support.report import say


async def run_phases(
    contestant: Contestant, tasks: int, workers: Sequence[int], seconds: float
) -> dict[str, object]:
    """Rates and latencies of bulk ingest, single creates, work loops and an export."""
    await contestant.prepare(max(workers))
    figures: dict[str, object] = {}
    began = time.perf_counter()
    await contestant.ingest(tasks)
    figures["ingest_per_second"] = round(tasks / (time.perf_counter() - began), 1)
    say(f"ingest {figures['ingest_per_second']}/s")
    for count in (1, 8):
        created = await closed_loop(count, seconds, _creating(contestant))
        figures[f"create_{count}_per_second"] = round(created.rate("create"), 1)
        say(f"create by {count}: {created.rate('create'):.1f}/s")
    given_to: dict[str, int] = {}
    for count in workers:
        figures |= await _loop(contestant, count, seconds, given_to)
    began = time.perf_counter()
    rows = await contestant.export()
    figures["export_rows"] = rows
    figures["export_per_second"] = round(rows / (time.perf_counter() - began), 1)
    say(f"export {figures['export_per_second']} rows/s")
    return figures


def _creating(contestant: Contestant):  # noqa: ANN202  a Step
    numbers = itertools.count(10_000_000)

    async def step(number: int, measured: Measured) -> bool:
        began = time.perf_counter()
        await contestant.create(number, next(numbers))
        measured.add("create", began)
        return True

    return step


async def _loop(
    contestant: Contestant, count: int, seconds: float, given_to: dict[str, int]
) -> dict[str, object]:
    twice = 0

    async def step(number: int, measured: Measured) -> bool:
        nonlocal twice
        began = time.perf_counter()
        task = await contestant.lease(number)
        measured.add("next", began)
        if task is None:
            return False
        twice += given_to.setdefault(task, number) != number
        began = time.perf_counter()
        await contestant.submit(number, task)
        measured.add("submit", began)
        return True

    measured = await closed_loop(count, seconds, step)
    say(f"loops by {count}: {measured.rate('submit'):.1f}/s")
    waits = measured.latencies["next"]
    return {
        f"loop_{count}_per_second": round(measured.rate("submit"), 1),
        f"loop_{count}_next_p50_ms": round(percentile(waits, 50) * 1000, 1),
        f"loop_{count}_next_p99_ms": round(percentile(waits, 99) * 1000, 1),
        f"loop_{count}_given_twice": twice,
        f"loop_{count}_failures": measured.failures[:3],
    }
