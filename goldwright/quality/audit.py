"""What people of the organisation say of a task: the customer's audit, and a manager's decision."""

from dataclasses import dataclass
from functools import partial
from typing import assert_never

import orjson
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from goldwright import events
from goldwright.api.checking import checked
from goldwright.api.who import Caller
from goldwright.clock import now
from goldwright.db import Connection
from goldwright.dispatch import actions as dispatch
from goldwright.errors import (
    Fault,
    IllegalMoveError,
    InvalidInputError,
    NotFoundError,
    ResponseInvalidError,
)
from goldwright.intake.tasks import NO_TASK
from goldwright.quality.records import Answer, Audit
from goldwright.quality.rules import compare
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject


@dataclass(frozen=True, slots=True)
class Remark:
    """One audit: the response only when it is fixed; `seconds` is how long the customer looked."""

    result: Audit
    response: JsonObject | None = None
    comments: str | None = None
    seconds: float = 0.0


async def audit(conn: Connection, caller: Caller, task_id: str, remark: Remark) -> None:
    """Write what the customer says on a completed task; a rejected one goes back to work.

    Its answers then no longer count, though they stay paid, and others are asked. In the test
    environment nobody works, so a rejected task keeps its response there.
    """
    scope = Scope(caller.organisation_id, caller.environment)
    task = await _locked(conn, scope, task_id)
    if task["status"] != "completed":
        raise IllegalMoveError(
            f"Task {task_id} is {task['status']}; only completed tasks can be audited."
        )
    await _check_remark(task, remark)
    recalls = remark.result is Audit.REJECTED and scope.environment == "live"
    await conn.execute(
        SQL["write_audit"],
        scope.with_(
            task_id=task_id,
            result=remark.result.value,
            comments=remark.comments,
            audit=Jsonb(await _entry(conn, scope, caller, remark)),
            response=None if remark.response is None else Jsonb(remark.response),
            recalls=recalls,
        ),
    )
    await _tell(conn, scope, task, "task.audited", result=remark.result.value)
    if recalls:
        await recall(conn, scope, task)


async def next_to_audit(conn: Connection, scope: Scope, task_id: str) -> str | None:
    """The completed task of the same project to look at after this one; None after the last."""
    row = await (await conn.execute(SQL["next_to_audit"], scope.with_(task_id=task_id))).fetchone()
    return None if row is None else str(row["id"])


async def ask_others(conn: Connection, caller: Caller, task_id: str) -> None:
    """Let none of the answers stand to a task that no method could settle: others are asked.

    What was answered then no longer counts, though it stays paid.
    """
    scope = Scope(caller.organisation_id, caller.environment)
    task = await _locked(conn, scope, task_id)
    cursor = await conn.execute(SQL["read_settlements"], scope.with_(tasks=[task_id]))
    found = await cursor.fetchone()
    if task["status"] != "pending" or found is None or found["state"] != "needs_review":
        raise _waits_for_none(task)
    await recall(conn, scope, task)


async def decide(conn: Connection, caller: Caller, task_id: str, response: JsonObject) -> None:
    """Settle a task that no method could, with this response."""
    scope = Scope(caller.organisation_id, caller.environment)
    task = await _locked(conn, scope, task_id)
    await _check_response(task, response)
    found = await conn.execute(SQL["read_answers"], scope.with_(tasks=[task_id]))
    answers = [
        Answer(worker_id, orjson.loads(text), 1.0)
        for row in await found.fetchall()
        for worker_id, text in zip(row["workers"], row["responses"], strict=True)
    ]
    margin, agreements = compare(registry()[task["type"]], task["params"], response, answers)
    cursor = await conn.execute(
        SQL["settle_by_person"],
        scope.with_(
            task_id=task_id,
            margin=margin,
            agreement=sum(agreements) / len(agreements) if agreements else None,
        ),
    )
    if cursor.rowcount == 0:
        raise _waits_for_none(task)
    await conn.execute(
        SQL["complete_tasks"],
        scope.with_(
            tasks=[task_id], responses=[orjson.dumps(response).decode()], confidences=[None]
        ),
    )


def _waits_for_none(task: DictRow) -> IllegalMoveError:
    return IllegalMoveError(
        f"Task {task['id']} is {task['status']} and waits for no decision; audit it instead."
    )


async def _locked(conn: Connection, scope: Scope, task_id: str) -> DictRow:
    cursor = await conn.execute(SQL["lock_task"], scope.with_(task_id=task_id))
    task = await cursor.fetchone()
    if task is None or task["purpose"] != "work":
        raise NotFoundError(NO_TASK)
    return task


async def _check_remark(task: DictRow, remark: Remark) -> None:
    match remark.result:
        case Audit.FIXED:
            if remark.response is None:
                raise InvalidInputError("A fixed task needs the response that replaces its own.")
            await _check_response(task, remark.response)
        case Audit.ACCEPTED | Audit.REJECTED:
            if remark.response is not None:
                raise InvalidInputError("A response is given only where the audit says fixed.")
        case _:
            assert_never(remark.result)


async def _check_response(task: DictRow, response: JsonObject) -> None:
    await checked(partial(_refuse_unsound, task, response), task["params"], response)


def _refuse_unsound(task: DictRow, response: JsonObject) -> None:
    task_type = registry()[task["type"]]
    sentences = task_type.check(task["params"], response)
    if sentences and task_type.check_collected and task["annotations_wanted"] > 1:
        sentences = task_type.check_collected(task["params"], response)
    if sentences:
        raise ResponseInvalidError(
            sentences[0], faults=[Fault("/response", one) for one in sentences]
        )


async def _entry(
    conn: Connection, scope: Scope, caller: Caller, remark: Remark
) -> dict[str, object]:
    """One entry of the task's list of audits, as customers read it."""
    cursor = await conn.execute(
        SQL["auditor"], scope.with_(user_id=caller.user_id, key_id=caller.key_id)
    )
    row = await cursor.fetchone()
    return {
        "audited_by": row and row["name"],
        "audited_at": f"{now().isoformat(timespec='milliseconds')[:23]}Z",
        "audit_time_secs": round(remark.seconds),
        "audit_result": remark.result.value,
        "audit_source": "customer",
    }


async def recall(conn: Connection, scope: Scope, task: DictRow) -> None:
    """Ask other people: nobody who answered or reviewed before is asked for an answer again."""
    wanted = task["annotations_wanted"]
    await conn.execute(SQL["discount_annotations"], scope.with_(task_id=task["id"]))
    if task["stage"] != "annotate":
        await conn.execute(SQL["supersede_reviews"], scope.with_(task_id=task["id"]))
        await conn.execute(SQL["back_to_annotate"], scope.with_(task_id=task["id"]))
    await conn.execute(SQL["forget_settlement"], scope.with_(task_id=task["id"]))
    await conn.execute(
        SQL["count_as_granted"], scope.with_(project_id=task["project_id"], answers=wanted)
    )
    await dispatch.reopen(
        conn,
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        task_id=task["id"],
        slots=wanted,
    )
    if task["batch_id"] is not None:
        await conn.execute(SQL["reopen_batch"], scope.with_(batch_id=task["batch_id"]))
    await _tell(conn, scope, task, "task.recalled")


async def _tell(
    conn: Connection, scope: Scope, task: DictRow, kind: str, **details: object
) -> None:
    await events.append(
        conn,
        kind,
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        task_id=task["id"],
        project_id=task["project_id"],
        batch_id=task["batch_id"],
        details=details or None,
        pending_for="delivery",
    )
