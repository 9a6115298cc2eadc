"""Calls under way beside the loop that starts them, never more than so many."""

import asyncio
from collections.abc import Coroutine

import structlog

_log = structlog.stdlib.get_logger(__name__)


class InFlight:
    """Room for so many units of work; each call takes some until it ends."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken: dict[asyncio.Task[None], int] = {}

    @property
    def room(self) -> int:
        """How many more units may be started now."""
        return self._limit - sum(self._taken.values())

    def start(self, call: Coroutine[None, None, None], *, units: int) -> None:
        """Run a call beside us. What it raises is logged: its work is claimed again by and by."""
        task = asyncio.create_task(call)
        self._taken[task] = units
        task.add_done_callback(self._ended)

    async def end(self, *, patience_seconds: float) -> None:
        """Wait for what is under way, then cut off the rest."""
        if not self._taken:
            return
        _, late = await asyncio.wait(self._taken, timeout=patience_seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._taken[task]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _log.error("call_failed", exc_info=error)
