"""What charts of a project show: answers over time, labels, confidence, gold."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldwright.algorithms.intervals import share_interval
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.pace import DAYS, first_day, read_hours
from goldwright.quality.report import find_project
from goldwright.quality.scope import Scope
from goldwright.quality.statements import read_all
from goldwright.task_types import registry

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
    by_hour = await read_hours(conn, scope, project["id"], now=now)
    gold = (await read_all(conn, "statistics_gold", wanted))[0]
    settled = await read_all(conn, "statistics_bins", wanted)
    newest = await read_all(conn, "statistics_answers", {**wanted, "limit": LABELS_FROM})
    labels = await asyncio.to_thread(_count_labels, newest)  # it is some tens of milliseconds
    right, total = gold["gold_right"], gold["gold_total"]
    return Statistics(
        gold=GoldShare(right, total, *share_interval(right, total)),
        days=_days(by_hour, first_day(now)),
        labels=labels,
        labels_from=len(newest),
        confidence_bins=_bins(settled, "confidence_bin"),
        agreement_bins=_bins(settled, "agreement_bin"),
    )


def _days(by_hour: list[DictRow], first: datetime) -> list[tuple[datetime, int, int]]:
    days = [first + timedelta(days=one) for one in range(DAYS)]
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
