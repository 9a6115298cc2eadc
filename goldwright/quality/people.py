"""What the answers of a project tell of the people who gave them: read, never written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.errors import NotFoundError
from goldwright.quality.acceptance import (
    NOT_JUDGED,
    Acceptance,
    JudgedBy,
    read_acceptance,
    read_judged_by,
)
from goldwright.quality.records import Method
from goldwright.quality.report import find_project
from goldwright.quality.rules import HONEST_PROJECTS_WITH_ANY, learnt
from goldwright.quality.scope import Scope
from goldwright.quality.statements import read_all
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject

if TYPE_CHECKING:
    from goldwright.quality.signals import Given, Signal
    from goldwright.quality.track_record import Judged, TrackRecord

__all__ = ["HONEST_PROJECTS_WITH_ANY", "project_people", "project_signals", "worker_record"]

RECORD_ANSWERS = 2_000
"""The latest answers of one worker that are judged, one by one by the measure of their type."""
SIGNAL_ANSWERS = 30_000
"""The latest answers of a project that are looked at for signals: it bounds the time."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same worker in one of the organisation's projects, by all evidence there."""

    project: str
    answers: float
    accuracy: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WorkerSeen:
    """A worker in a project, from their latest answers, and in the organisation's other projects.

    `answers` were looked at; of `record.overall.answers` of them something is known yet.
    """

    worker_id: str
    answers: int
    record: "TrackRecord"
    acceptance: Acceptance
    judged_by: list[JudgedBy]
    elsewhere: list[Elsewhere]


@dataclass(frozen=True, slots=True)
class Signals:
    """What was found in the latest `answers` of a project."""

    answers: int
    signals: "list[Signal]"


async def worker_record(conn: Connection, scope: Scope, name: str, worker_id: str) -> WorkerSeen:
    """How good a worker's answers in this project were, over time, by label and by batch."""
    project = await find_project(conn, scope, name)
    wanted = scope.with_(project_id=project["id"], worker_id=worker_id)
    rows = await read_all(conn, "read_record", {**wanted, "limit": RECORD_ANSWERS})
    if not rows:
        raise NotFoundError(f"Worker {worker_id!r} gave no answer in project {name!r}.")
    others = await read_all(conn, "read_skills_elsewhere", wanted)
    record = await asyncio.to_thread(_record, rows)
    accepted = await read_acceptance(conn, scope, project["id"], [worker_id])
    return WorkerSeen(
        worker_id,
        len(rows),
        record,
        accepted.get(worker_id, NOT_JUDGED),
        await read_judged_by(conn, scope, project["id"], worker_id),
        [_elsewhere(row) for row in others],
    )


async def project_people(
    conn: Connection, scope: Scope, project_id: str
) -> "dict[str, TrackRecord]":
    """The records of all workers of whose latest answers something is known, by their ids."""
    wanted = scope.with_(project_id=project_id, limit=RECORD_ANSWERS)
    workers = await read_all(conn, "list_answerers", wanted)
    found: dict[str, TrackRecord] = {}
    for one in workers:
        rows = await read_all(conn, "read_record", {**wanted, "worker_id": one["worker_id"]})
        record = await asyncio.to_thread(_record, rows)
        if record.overall.answers:
            found[one["worker_id"]] = record
    return found


async def project_signals(conn: Connection, scope: Scope, name: str) -> Signals:
    """Signs in a project's latest answers that somebody may not have looked; see `signals`."""
    project = await find_project(conn, scope, name)
    wanted = scope.with_(project_id=project["id"], limit=SIGNAL_ANSWERS)
    rows = await read_all(conn, "read_answers_for_signals", wanted)
    return Signals(len(rows), await asyncio.to_thread(_signals, rows))


def _elsewhere(row: DictRow) -> Elsewhere:
    from goldwright.algorithms import WorkerSkill  # noqa: PLC0415 - as below
    from goldwright.algorithms.intervals import share_interval  # noqa: PLC0415

    skill = WorkerSkill(row["right_count"], row["wrong_count"])
    total = skill.correct + skill.wrong
    low, high = share_interval(skill.correct, total)
    return Elsewhere(row["project"], total, skill.accuracy, low, high)


def _record(rows: Sequence[DictRow]) -> "TrackRecord":
    # It brings SciPy along, which a server that never asks for this can do without.
    from goldwright.quality.track_record import track_record  # noqa: PLC0415

    return track_record([one for row in reversed(rows) if (one := _judged(row)) is not None])


def _judged(row: DictRow) -> "Judged | None":
    """What is known of an answer by now: nothing, if it is the only one and nobody looked at it."""
    from goldwright.quality.track_record import Judged  # noqa: PLC0415

    if row["truth"] is None or row["method"] == Method.COLLECTED:
        return None
    if row["is_known"]:  # by a reviewer as far as what they say counts
        weight = 1.0 if row["ruled_weight"] is None else row["ruled_weight"]
    elif row["confidence"] is not None and row["answers"] > 1:
        told = learnt(1.0, confidence=row["confidence"], answers=row["answers"])
        weight = told.correct + told.wrong
    else:
        return None
    task_type = registry()[row["type"]]
    params: JsonObject = orjson.loads(row["params"])
    truth: JsonObject = orjson.loads(row["truth"])
    return Judged(
        submitted_at=row["submitted_at"],
        batch=row["batch"],
        labels=task_type.labels(params, truth),
        agreement=task_type.agree(params, orjson.loads(row["response"]), truth),
        weight=weight,
        is_gold=row["is_gold"],
    )


def _signals(rows: Sequence[DictRow]) -> "list[Signal]":
    from goldwright.quality.signals import find_signals  # noqa: PLC0415 - as above

    options: dict[str, tuple[str, ...]] = {}
    moved: set[str] = set()
    read: dict[str, JsonObject] = {}
    given: list[Given] = []
    for row in rows:
        task_type = registry()[row["type"]]
        params = read.get(row["params"]) or read.setdefault(
            row["params"], orjson.loads(row["params"])
        )
        for question, order in (task_type.classes(params) if task_type.classes else {}).items():
            if options.setdefault(question, order) != order:
                moved.add(question)
        given.append(_given(row, params))
    # Where the options of a question change from task to task, their places tell nothing.
    return find_signals(given, {one: options[one] for one in options.keys() - moved})


def _given(row: DictRow, params: JsonObject) -> "Given":
    from goldwright.algorithms.pasting import is_pasted  # noqa: PLC0415
    from goldwright.quality.signals import Given  # noqa: PLC0415 - as above

    votes = registry()[row["type"]].votes
    known = row["known"]
    return Given(
        task_id=row["task_id"],
        worker_id=row["worker_id"],
        seconds=row["active_seconds"],
        ballot={} if votes is None else votes(params, orjson.loads(row["response"])),
        known={} if votes is None or known is None else votes(params, orjson.loads(known)),
        is_pasted=is_pasted(row["typed_characters"], row["pasted_characters"]),
    )
