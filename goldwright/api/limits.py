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
        if not self._per_minute:
            return
        now = self._clock()
        left, since = self._buckets.pop(caller, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - since) * self._per_minute / 60)
        allowed = left >= 1
        self._buckets[caller] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _CALLERS_KEPT:
            self._buckets.popitem(last=False)
        if not allowed:
            wait = int((1 - left) * 60 / self._per_minute) + 1
            raise RateLimitedError(
                f"More than {self._per_minute} requests in a minute; wait {wait} s.",
                retry_after_seconds=wait,
            )
