"""What charts of a project show: answers over time, the end of it, labels, confidence, gold."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldwright.algorithms.intervals import share_interval
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.forecast import Forecast, Work, forecast
from goldwright.quality.report import find_project
from goldwright.quality.scope import Scope
from goldwright.quality.statements import read_all
from goldwright.task_types import registry

DAYS = 30
RATE_HOURS = 7 * 24
"""How far back the rate of answers is looked at."""
LABELS_FROM = 1_000
"""The newest answers that labels are counted in."""
LABELS_MAX = 50


@dataclass(frozen=True, slots=True)
class GoldShare:
    """How right workers were on known tasks, with Wilson's interval of 95 %."""

    right: int
    total: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the charts of a project show.

    `days` are (start, answers, paid_micros), oldest first; `labels` are (label, tasks, times) in
    the newest `labels_from` answers, most first; bins hold tasks by tenths of a share.
    """

    forecast: Forecast
    gold: GoldShare
    days: list[tuple[datetime, int, int]]
    labels: list[tuple[str, int, int]]
    labels_from: int
    confidence_bins: list[int]
    agreement_bins: list[int]


async def project_statistics(
    conn: Connection, scope: Scope, name: str, *, now: datetime
) -> Statistics:
    """What can be charted of the project of this name."""
    project = await find_project(conn, scope, name)
    wanted = scope.with_(project_id=project["id"])
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first_day = today - timedelta(days=DAYS - 1)
    by_hour = await read_all(conn, "statistics_hours", {**wanted, "first_id": _first_id(first_day)})
    work = (await read_all(conn, "statistics_work", wanted))[0]
    gold = (await read_all(conn, "statistics_gold", wanted))[0]
    settled = await read_all(conn, "statistics_bins", wanted)
    newest = await read_all(conn, "statistics_answers", {**wanted, "limit": LABELS_FROM})
    labels = await asyncio.to_thread(_count_labels, newest)  # it is some tens of milliseconds
    right, total = gold["gold_right"], gold["gold_total"]
    return Statistics(
        forecast=forecast(Work(**work), _hourly(by_hour, now)),
        gold=GoldShare(right, total, *share_interval(right, total)),
        days=_days(by_hour, first_day),
        labels=labels,
        labels_from=len(newest),
        confidence_bins=_bins(settled, "confidence_bin"),
        agreement_bins=_bins(settled, "agreement_bin"),
    )


def _first_id(since: datetime) -> str:
    """The first id of an annotation that was submitted since, for ids begin with their time."""
    return f"ann_{int(since.timestamp() * 1000):012x}"


def _hourly(by_hour: list[DictRow], now: datetime) -> list[int]:
    """Answers of each whole hour since the first, of the last `RATE_HOURS`."""
    answers = {row["since"]: row["answers"] for row in by_hour if row["answers"]}
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    first = max(min(answers, default=this_hour), this_hour - timedelta(hours=RATE_HOURS))
    hours = int((this_hour - first) / timedelta(hours=1))
    whole = [answers.get(first + timedelta(hours=one), 0) for one in range(hours)]
    # Of a project younger than an hour there is only the one that has begun.
    return whole or [answers.get(this_hour, 0)]


def _days(by_hour: list[DictRow], first_day: datetime) -> list[tuple[datetime, int, int]]:
    days = [first_day + timedelta(days=one) for one in range(DAYS)]
    answers: Counter[datetime] = Counter()
    paid: Counter[datetime] = Counter()
    for row in by_hour:
        day = row["since"].replace(hour=0)
        answers[day] += row["answers"]
        paid[day] += row["paid_micros"]
    return [(day, answers[day], paid[day]) for day in days]


def _count_labels(rows: list[DictRow]) -> list[tuple[str, int, int]]:
    tasks: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for row in rows:
        found = registry()[row["type"]].labels(row["params"], row["response"])
        times.update(found)
        tasks.update(set(found))
    return [(label, tasks[label], count) for label, count in times.most_common(LABELS_MAX)]


def _bins(rows: list[DictRow], name: str) -> list[int]:
    counts: Counter[int] = Counter()
    for row in rows:
        if row[name] is not None:
            counts[row[name]] += row["tasks"]
    return [counts[one] for one in range(10)]
