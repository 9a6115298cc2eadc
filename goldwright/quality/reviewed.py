"""What reviews make of held tasks: fix their responses, learn of who answered, or ask others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import orjson
from psycopg.rows import DictRow

from goldwright.algorithms import WorkerSkill
from goldwright.db import Connection
from goldwright.events import append
from goldwright.quality.audit import recall
from goldwright.quality.records import Answer
from goldwright.quality.rules import compare
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject

__all__ = [
    "Final",
    "ReviewerSkill",
    "Ruling",
    "finish",
    "leave_to_customer",
    "recall",
    "reject",
    "reweigh",
]


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whose verdict took effect on a task, and what it counts: 1 an ordinary reviewer's."""

    reviewer_id: str
    verdict: Literal["accepted", "fixed", "rejected"]
    weight: float


@dataclass(frozen=True, slots=True)
class Final:
    """The response that a held task is delivered with; without a ruling no reviewer had a look."""

    task: DictRow
    response: JsonObject
    confidence: float | None
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class ReviewerSkill:
    """What is known of a reviewer: the chances of refusing what is right, of passing what is wrong.

    The weights are what either verdict counts for that.
    """

    worker_id: str
    harshness: float
    leniency: float
    passing_weight: float
    refusing_weight: float


@dataclass(frozen=True, slots=True)
class _Told:
    """What one ruling tells of one answer: of `answers` it let `accepted` stand, and evidence."""

    project_id: str
    worker_id: str
    ruling: Ruling
    answers: int
    accepted: float
    skill: WorkerSkill


async def finish(conn: Connection, scope: Scope, finals: Sequence[Final]) -> None:
    """Complete these tasks, which are locked.

    Whoever answered one that reviewers judged is measured by how far they agree with what it
    became, also those whose answer was rejected on the way.
    """
    if not finals:
        return
    finals = sorted(finals, key=lambda one: str(one.task["id"]))
    answers = await _answers(conn, scope, [one.task["id"] for one in finals if one.ruling])
    told: list[_Told] = []
    compared = [_learn(one, answers.get(one.task["id"], []), told) for one in finals]
    ids = [one.task["id"] for one in finals]
    await conn.execute(
        SQL["close_settlements"],
        scope.with_(
            tasks=ids,
            confidences=[one.confidence for one in finals],
            margins=[margin for margin, _ in compared],
            agreements=[agreement for _, agreement in compared],
            are_judged=[one.ruling is not None for one in finals],
        ),
    )
    await conn.execute(
        SQL["complete_tasks"],
        scope.with_(
            tasks=ids,
            responses=[orjson.dumps(one.response).decode() for one in finals],
            confidences=[one.confidence for one in finals],
        ),
    )
    await _keep(conn, scope, told)


async def reject(conn: Connection, scope: Scope, task: DictRow, ruling: Ruling) -> None:
    """Keep that what was answered to this task, which is locked, was not accepted."""
    answers = (await _answers(conn, scope, [task["id"]])).get(task["id"], [])
    workers = [one.worker_id for one, is_counted in answers if is_counted]
    nothing = WorkerSkill()  # learnt of when it is known what the task became
    await _keep(
        conn,
        scope,
        [_Told(task["project_id"], worker, ruling, 1, 0.0, nothing) for worker in workers],
    )


async def reweigh(
    conn: Connection, scope: Scope, project_id: str, reviewers: Sequence[ReviewerSkill]
) -> None:
    """Let all verdicts of these reviewers, past and to come, count for what is known of them.

    What workers' figures owe to them moves by the difference; done again it changes nothing.
    """
    await conn.execute(
        SQL["reweigh"],
        scope.with_(
            project_id=project_id,
            workers=[one.worker_id for one in reviewers],
            harshness=[one.harshness for one in reviewers],
            leniency=[one.leniency for one in reviewers],
            passing_weights=[one.passing_weight for one in reviewers],
            refusing_weights=[one.refusing_weight for one in reviewers],
        ),
    )


async def leave_to_customer(conn: Connection, scope: Scope, task: DictRow) -> None:
    """Let the organisation decide this task, which is locked: its workers cannot."""
    await conn.execute(SQL["leave_to_customer"], scope.with_(task_id=task["id"]))
    await append(
        conn,
        "task.needs_review",
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        task_id=task["id"],
        project_id=task["project_id"],
        batch_id=task["batch_id"],
    )


async def _answers(
    conn: Connection, scope: Scope, tasks: Sequence[str]
) -> Mapping[str, list[tuple[Answer, bool]]]:
    """Each task's answers, and whether they count, or were rejected."""
    found: dict[str, list[tuple[Answer, bool]]] = {}
    if tasks:
        cursor = await conn.execute(
            SQL["read_answers_under_review"], scope.with_(tasks=list(tasks)), prepare=False
        )
        for row in await cursor.fetchall():
            answer = Answer(row["worker_id"], orjson.loads(row["response"]), 1.0)
            found.setdefault(row["task_id"], []).append((answer, row["is_counted"]))
    return found


async def _keep(conn: Connection, scope: Scope, told: Sequence[_Told]) -> None:
    """Add up what rulings told by reviewer and worker, and what it counts to what is known."""
    if not told:
        return
    sums: dict[tuple[str, str, str, str], list[float]] = {}
    for one in told:
        key = (one.project_id, one.worker_id, one.ruling.reviewer_id, one.ruling.verdict)
        row = sums.setdefault(key, [0, 0.0, 0.0, 0.0, one.ruling.weight])
        row[0] += one.answers
        row[1] += one.accepted
        row[2] += one.skill.correct
        row[3] += one.skill.wrong
    keys = sorted(sums)
    rows = [sums[key] for key in keys]
    await conn.execute(
        SQL["add_verdict_evidence"],
        scope.with_(
            projects=[key[0] for key in keys],
            workers=[key[1] for key in keys],
            reviewers=[key[2] for key in keys],
            verdicts=[key[3] for key in keys],
            answers=[int(row[0]) for row in rows],
            accepted=[row[1] for row in rows],
            right_counts=[row[2] for row in rows],
            wrong_counts=[row[3] for row in rows],
            weights=[row[4] for row in rows],
        ),
    )


def _learn(
    final: Final, answers: Sequence[tuple[Answer, bool]], told: list[_Told]
) -> tuple[float | None, float | None]:
    """The margin and mean agreement of the answers that count; what all tell goes to `told`."""
    task_type = registry()[final.task["type"]]
    counted = [one for one, is_counted in answers if is_counted]
    if task_type.collects_all and len(counted) > 1:  # the response is all of them, none agrees
        return None, None
    everyone = [one for one, _ in answers]
    params: JsonObject = final.task["params"]
    _, agreements = compare(task_type, params, final.response, everyone)
    for (answer, is_counted), agreement in zip(answers, agreements, strict=True):
        assert final.ruling is not None  # answers are read of those alone
        told.append(
            _Told(
                final.task["project_id"],
                answer.worker_id,
                final.ruling,
                answers=int(is_counted),
                accepted=agreement * is_counted,
                skill=WorkerSkill().learn(agreement),
            )
        )
    margin, kept = compare(task_type, params, final.response, counted)
    return (margin, sum(kept) / len(kept)) if kept else (None, None)
