"""Checks of what callers send, done aside where they would keep everybody else waiting.

A check of three megabytes of shapes takes a second. In a thread it takes as long, but the server
answers others meanwhile.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import orjson

Result = TypeVar("Result")

_BYTES_AT_ONCE = 30_000
"""Checked in ten milliseconds at most."""


async def checked(check: Callable[[], Result], *sent: object) -> Result:
    """What `check` returns; `sent` is the JSON that it goes through."""
    if sum(len(orjson.dumps(one)) for one in sent) <= _BYTES_AT_ONCE:
        return check()
    return await asyncio.to_thread(check)
