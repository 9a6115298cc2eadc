"""How fast a project goes: its answers and pay, hour by hour."""

from datetime import datetime, timedelta

from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.scope import Scope
from goldwright.quality.statements import read_all

DAYS = 30
RATE_HOURS = 7 * 24
"""How far back the rate of answers is looked at."""


def first_day(now: datetime) -> datetime:
    """The first of the last `DAYS` days, today included."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=DAYS - 1)


async def read_hours(
    conn: Connection, scope: Scope, project_id: str, *, now: datetime
) -> list[DictRow]:
    """The hours of the last `DAYS` days in which anything was submitted, with answers and pay."""
    # Ids of annotations begin with their time.
    first_id = f"ann_{int(first_day(now).timestamp() * 1000):012x}"
    wanted = scope.with_(project_id=project_id, first_id=first_id)
    return await read_all(conn, "statistics_hours", wanted)


def hourly(by_hour: list[DictRow], now: datetime) -> list[int]:
    """Answers of each whole hour since the first, of the last `RATE_HOURS`."""
    answers = {row["since"]: row["answers"] for row in by_hour if row["answers"]}
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    first = max(min(answers, default=this_hour), this_hour - timedelta(hours=RATE_HOURS))
    hours = int((this_hour - first) / timedelta(hours=1))
    whole = [answers.get(first + timedelta(hours=one), 0) for one in range(hours)]
    # Of a project younger than an hour there is only the one that has begun.
    return whole or [answers.get(this_hour, 0)]
