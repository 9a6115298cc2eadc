"""Times as customers read them."""

from datetime import UTC, datetime


def wire_time(moment: datetime | str) -> str:
    """UTC with milliseconds, `2026-01-31T09:30:00.000Z`; PostgreSQL's JSON gives times as text."""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{read.astimezone(UTC).isoformat(timespec='milliseconds')[:23]}Z"
