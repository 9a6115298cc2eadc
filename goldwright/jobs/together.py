"""Calls of many requests made as one, where the database is asked the same kind of thing for each.

As a commit waits for others to share one write to the disk, a call waits for the one before it to
end and then goes with all that came meanwhile. Alone it does not wait at all.
"""

from asyncio import Future, Task, create_task, get_running_loop
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key")
Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_AT_ONCE = 100


class Together(Generic[Key, Item, Result]):
    """Items of one key go to `call` together, at most one call of a key at a time.

    A call begins after each of its items came, so what it reads is never older than the request. An
    error of the call is the error of every item in it; of its own an item fails by its result.
    """

    def __init__(self, call: Callable[[Key, list[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._call = call
        self._waiting: dict[Key, list[tuple[Item, Future[Result]]]] = {}
        self._running: set[Task[None]] = set()

    async def __call__(self, key: Key, item: Item) -> Result:
        """The result for this item."""
        future: Future[Result] = get_running_loop().create_future()
        waiting = self._waiting.get(key)
        if waiting is not None:
            waiting.append((item, future))
        else:
            self._waiting[key] = [(item, future)]
            running = create_task(self._run(key))
            self._running.add(running)
            running.add_done_callback(self._running.discard)
        return await future

    async def _run(self, key: Key) -> None:
        while waiting := self._waiting[key]:
            batch, self._waiting[key] = waiting[:MOST_AT_ONCE], waiting[MOST_AT_ONCE:]
            try:
                results = await self._call(key, [item for item, _ in batch])
            except Exception as error:  # noqa: BLE001  it is raised where each item waits
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for (_, future), result in zip(batch, results, strict=True):
                    if not future.done():
                        future.set_result(result)
        del self._waiting[key]
