"""What reviews make of held tasks: fix their responses, learn of who answered, or ask others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from psycopg.rows import DictRow

from goldwright.algorithms import WorkerSkill
from goldwright.db import Connection
from goldwright.events import append
from goldwright.quality.audit import recall
from goldwright.quality.records import Answer
from goldwright.quality.rules import compare
from goldwright.quality.scope import Scope
from goldwright.quality.skill import Evidence
from goldwright.quality.statements import SQL
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject

__all__ = ["Final", "finish", "leave_to_customer", "recall"]


@dataclass(frozen=True, slots=True)
class Final:
    """The response that a held task is delivered with; `is_judged` when reviewers had a look."""

    task: DictRow
    response: JsonObject
    confidence: float | None
    is_judged: bool


async def finish(conn: Connection, scope: Scope, finals: Sequence[Final]) -> None:
    """Complete these tasks, which are locked.

    Whoever answered one that reviewers judged is measured by how far they agree with what it
    became, also those whose answer was rejected on the way.
    """
    if not finals:
        return
    finals = sorted(finals, key=lambda one: str(one.task["id"]))
    answers = await _answers(conn, scope, [one.task["id"] for one in finals if one.is_judged])
    evidence = Evidence()
    compared = [_learn(one, answers.get(one.task["id"], []), evidence) for one in finals]
    ids = [one.task["id"] for one in finals]
    await conn.execute(
        SQL["close_settlements"],
        scope.with_(
            tasks=ids,
            confidences=[one.confidence for one in finals],
            margins=[margin for margin, _ in compared],
            agreements=[agreement for _, agreement in compared],
            are_judged=[one.is_judged for one in finals],
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
    await evidence.write(conn, scope)


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


def _learn(
    final: Final, answers: Sequence[tuple[Answer, bool]], evidence: Evidence
) -> tuple[float | None, float | None]:
    """The margin and mean agreement of the answers that count; what all tell goes to `evidence`."""
    task_type = registry()[final.task["type"]]
    counted = [one for one, is_counted in answers if is_counted]
    if task_type.collects_all and len(counted) > 1:  # the response is all of them, none agrees
        return None, None
    everyone = [one for one, _ in answers]
    params: JsonObject = final.task["params"]
    _, agreements = compare(task_type, params, final.response, everyone)
    for answer, agreement in zip(everyone, agreements, strict=True):
        learnt = WorkerSkill().learn(agreement)
        evidence.add(final.task["project_id"], answer.worker_id, learnt)
    margin, kept = compare(task_type, params, final.response, counted)
    return (margin, sum(kept) / len(kept)) if kept else (None, None)
