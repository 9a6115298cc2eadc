"""The time, in one place: aware UTC, and milliseconds, the precision customers are shown."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC, cut to milliseconds so that what is stored is what is shown."""
    return from_milliseconds(milliseconds())


def milliseconds() -> int:
    """Milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000


def from_milliseconds(value: int) -> datetime:
    """The moment `value` milliseconds after 1970-01-01 UTC."""
    return datetime.fromtimestamp(value // 1000, UTC).replace(microsecond=value % 1000 * 1000)
