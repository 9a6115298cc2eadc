"""What a runner does over and over, until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from random import uniform

import psycopg
import structlog

from goldwright.errors import UnavailableError

_log = structlog.stdlib.get_logger(__name__)

# While there is work the next look follows soon; when there is none the looks grow rarer, so that
# an idle runner costs next to nothing. NOTIFY would be quicker still, but every commit that
# notifies waits in one line, and those commits are the hot path.
_SOON_SECONDS = 0.05
_SELDOM_SECONDS = 0.5
_GROWTH = 1.15

failing: dict[str, str] = {}
"""The loops of this process whose last round failed, and why."""


async def follow(name: str, work: Callable[[], Awaitable[int]], *, stop: asyncio.Event) -> None:
    """Call `work` at once again while it does something (returns > 0), else at a slowing pace."""
    pause = _SOON_SECONDS
    while not stop.is_set():
        try:
            done = await work()
        except Exception as error:  # noqa: BLE001  a runner outlives whatever goes wrong in one round
            await _complain(name, error, stop)
            continue
        failing.pop(name, None)
        pause = _SOON_SECONDS if done else min(pause * _GROWTH, _SELDOM_SECONDS)
        if not done:
            # Not all loops at once, which would keep a connection open for each.
            await rest(stop, pause * uniform(0.8, 1.2))  # noqa: S311  no secret


async def every(
    seconds: float, name: str, work: Callable[[], Awaitable[object]], *, stop: asyncio.Event
) -> None:
    """Call `work` now and then every so many seconds."""
    while not stop.is_set():
        try:
            await work()
            failing.pop(name, None)
        except Exception as error:  # noqa: BLE001  as above
            await _complain(name, error, stop)
        await rest(stop, seconds)


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until told to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def in_a_line(error: Exception) -> str:
    """What went wrong, for operators: further lines may quote rows, which they must not see."""
    said = (isinstance(error, psycopg.Error) and error.diag.message_primary) or str(error)
    return f"{type(error).__name__}: {said.partition(chr(10))[0]}"[:500]


async def _complain(name: str, error: Exception, stop: asyncio.Event) -> None:
    failing[name] = in_a_line(error)
    if isinstance(error, UnavailableError):
        _log.warning("runner_waits", loop=name, reason=error.message)
    else:
        _log.error("runner_failed", loop=name, exc_info=error)
    await rest(stop, 1.0)
