"""How often one caller may ask: a bucket of tokens that refills steadily, kept in this process."""

import time
from collections import OrderedDict
from collections.abc import Callable

from goldwright.errors import RateLimitedError

_CALLERS_KEPT = 10_000


class RateLimiter:
    """Counts requests by caller; `per_minute` 0 is no limit. A quiet minute refills the bucket."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, caller: str) -> None:
        """Take one token of `caller`; RateLimitedError says how long to wait when none is left."""
        self.check(caller)
        if self._per_minute:
            self._buckets[caller] = (self._left(caller) - 1, self._clock())
            self._buckets.move_to_end(caller)
            if len(self._buckets) > _CALLERS_KEPT:
                self._buckets.popitem(last=False)

    def check(self, caller: str) -> None:
        """Raise as `count` does when no token of `caller` is left, but take none."""
        left = self._left(caller)
        if self._per_minute and left < 1:
            wait = int((1 - left) * 60 / self._per_minute) + 1
            raise RateLimitedError(
                f"More than {self._per_minute} requests in a minute; wait {wait} s.",
                retry_after_seconds=wait,
            )

    def _left(self, caller: str) -> float:
        full = float(self._per_minute)
        left, since = self._buckets.get(caller, (full, 0.0))
        return min(full, left + (self._clock() - since) * self._per_minute / 60)
