"""Calls made as one: each item gets its own result, errors reach everybody, nothing is stale."""

import asyncio

import pytest

from goldwright.jobs.together import MOST_AT_ONCE, Together


class Square:
    """A call that can be held open; notes what it was called with."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[int]]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, key: str, items: list[int]) -> list[int]:
        """Squares; a negative number is an error of the whole call."""
        self.calls.append((key, items))
        await self.open.wait()
        if min(items) < 0:
            raise ValueError("negative")
        return [item * item for item in items]


async def asked(together: Together[str, int, int], key: str, *items: int) -> list[object]:
    """The results or errors of items that are sent at the same moment."""
    sent = [together(key, item) for item in items]
    return [*await asyncio.gather(*sent, return_exceptions=True)]


async def test_one_item_alone_is_called_at_once() -> None:
    square = Square()
    together = Together(square)

    assert await together("a", 3) == 9
    assert await together("a", 4) == 16
    assert square.calls == [("a", [3]), ("a", [4])]


async def test_items_that_come_during_a_call_go_together_in_the_next() -> None:
    square = Square()
    together = Together(square)
    square.open.clear()

    first = asyncio.create_task(together("a", 1))
    await asyncio.sleep(0)
    rest = asyncio.create_task(asked(together, "a", 2, 3))
    other = asyncio.create_task(together("b", 4))
    await asyncio.sleep(0.01)
    square.open.set()

    assert (await first, await rest, await other) == (1, [4, 9], 16)
    assert square.calls == [("a", [1]), ("b", [4]), ("a", [2, 3])]


async def test_an_error_reaches_the_items_of_its_call_only() -> None:
    square = Square()
    together = Together(square)

    results = [await asked(together, "a", -1, 2), await asked(together, "b", 3)]

    assert [type(one) for one in results[0]] == [ValueError, ValueError]
    assert results[1] == [9]
    assert await together("a", 5) == 25


async def test_one_who_goes_away_takes_nothing_from_the_others() -> None:
    square = Square()
    together = Together(square)
    square.open.clear()

    leaving = asyncio.create_task(together("a", 1))
    staying = asyncio.create_task(together("a", 2))
    await asyncio.sleep(0.01)
    leaving.cancel()
    square.open.set()

    assert await staying == 4
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_call_takes_no_more_than_its_share() -> None:
    square = Square()
    together = Together(square)

    results = await asked(together, "a", *range(2 * MOST_AT_ONCE + 1))

    assert results == [item * item for item in range(2 * MOST_AT_ONCE + 1)]
    assert [len(items) for _, items in square.calls] == [MOST_AT_ONCE, MOST_AT_ONCE, 1]
