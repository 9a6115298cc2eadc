"""Closed loops: so many workers, each calling again as soon as it was answered."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Measured:
    """Latencies by kind of call, over how many seconds, and what went wrong."""

    seconds: float = 0.0
    latencies: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    failures: list[str] = field(default_factory=list[str])

    def add(self, kind: str, began: float) -> None:
        """Note a call of this kind that began then and has just been answered."""
        self.latencies.setdefault(kind, []).append(time.perf_counter() - began)

    def rate(self, kind: str) -> float:
        """Calls of this kind per second."""
        return len(self.latencies.get(kind, [])) / self.seconds

    def figures(self) -> dict[str, object]:
        """For the result file: per kind of call the rate and the latencies in milliseconds."""
        found: dict[str, object] = {
            kind: {
                "calls": len(all_seconds),
                "per_second": round(self.rate(kind), 1),
                **{
                    f"p{share}_ms": round(percentile(all_seconds, share) * 1000, 2)
                    for share in (50, 95, 99)
                },
            }
            for kind, all_seconds in self.latencies.items()
        }
        if self.failures:
            found |= {"failures": len(self.failures), "first_failures": self.failures[:3]}
        return found


Step = Callable[[int, Measured], Awaitable[bool]]
"""One round of a worker, given its number; False when there is nothing left to do."""


async def closed_loop(workers: int, seconds: float, step: Step) -> Measured:
    """What `workers` met who each repeated `step` for so long, without thinking time."""
    measured = Measured()
    end = time.perf_counter() + seconds

    async def work(number: int) -> None:
        while time.perf_counter() < end:
            try:
                if not await step(number, measured):
                    return
            except Exception as error:  # noqa: BLE001  told with the figures
                measured.failures.append(repr(error)[:300])
                await asyncio.sleep(0.02)

    began = time.perf_counter()
    await asyncio.gather(*(work(number) for number in range(workers)))
    measured.seconds = time.perf_counter() - began
    return measured


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that `share` of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]
