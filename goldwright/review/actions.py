"""The verbs of review: look at an answered task, send a verdict; and what was said of whom."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import orjson
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from goldwright.db import Connection, Database
from goldwright.db.identity import Environment, member
from goldwright.dispatch.actions import act_as_worker
from goldwright.errors import (
    Fault,
    IllegalMoveError,
    InvalidInputError,
    NotFoundError,
)
from goldwright.quality.scope import Scope
from goldwright.review.records import Verdict
from goldwright.review.rules import comment_faults
from goldwright.review.statements import SQL
from goldwright.task_types import registry
from goldwright.task_types.answer_rules import refuse_unsound
from goldwright.task_types.contract import JsonObject


@dataclass(frozen=True, slots=True)
class Subject:
    """What an assignment looks at; an annotator is told only why earlier answers were rejected."""

    stage: str
    type: str
    params: JsonObject
    rules: list[JsonObject]
    response: JsonObject | None
    confidence: float | None
    answers: list[JsonObject]
    rejections: list[DictRow]
    is_judged: bool
    """Whether this assignment's verdict was sent before."""
    is_blind: bool
    """Whether somebody reviewed it before, and this reviewer is not told what they said."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One verdict: the response only when it is fixed, the reason always when it is rejected."""

    verdict: Verdict
    reason: str | None
    response: JsonObject | None
    comments: list[JsonObject]
    key: str | None
    active_seconds: float


@dataclass(frozen=True, slots=True)
class Feedback:
    """One's own answer, and the verdicts on it, the first one first; of practice, what is right."""

    response: JsonObject
    known: JsonObject | None
    verdicts: list[DictRow]


async def look(db: Database, token: bytes, assignment_id: str) -> Subject:
    """What to review, and the answers it was made of, without their authors.

    The worker's own identity says that the assignment is theirs; others' answers to that one task
    are then read as its organisation's.
    """
    own = await _own_assignment(db, token, assignment_id)
    async with _as_its_organisation(db, own) as (conn, scope):
        return await _read_subject(conn, scope, own)


async def feedback(db: Database, token: bytes, assignment_id: str) -> Feedback:
    """An own answer, what reviewers said of it and put in its place, or the right one."""
    own = await _own_assignment(db, token, assignment_id)
    async with _as_its_organisation(db, own) as (conn, scope):
        wanted = scope.with_(assignment_id=assignment_id)
        answer = await (await conn.execute(SQL["read_own_answer"], wanted)).fetchone()
        verdicts = await (await conn.execute(SQL["read_feedback"], wanted)).fetchall()
    if own["stage"] != "annotate" or answer is None:
        raise IllegalMoveError(f"Assignment {assignment_id} has no answer of yours.")
    return Feedback(answer["response"], answer["known"], verdicts)


async def send(db: Database, token: bytes, assignment_id: str, opinion: Opinion) -> str:
    """The kept review as JSON text; sent again with the same key or content, the same answer."""
    subject = await look(db, token, assignment_id)
    if subject.stage == "annotate":
        raise IllegalMoveError(f"Assignment {assignment_id} is no review; submit a response.")
    await asyncio.to_thread(check, subject, opinion)
    async with db.connection() as conn:
        cursor = await conn.execute(
            SQL["submit_review"],
            {
                "token": token,
                "assignment_id": assignment_id,
                "verdict": opinion.verdict.value,
                "reason": opinion.reason,
                "comments": Jsonb(opinion.comments),
                "judged": None if subject.response is None else Jsonb(subject.response),
                "response": None if opinion.response is None else Jsonb(opinion.response),
                "key": opinion.key or _digest(opinion),
                "active_seconds": opinion.active_seconds,
            },
        )
        row = await cursor.fetchone()
    assert row is not None
    return str(row["shown"])


def check(subject: Subject, opinion: Opinion) -> None:
    """Refuse a verdict that says too little or too much."""
    match opinion.verdict:
        case Verdict.FIXED:
            if opinion.response is None:
                raise InvalidInputError("A fixed task needs the response that replaces its own.")
            if opinion.response == subject.response:
                raise InvalidInputError("The response is as it was; accept it instead.")
            task_type = registry()[subject.type]
            refuse_unsound(task_type, subject.params, subject.rules, opinion.response)
        case Verdict.ACCEPTED:
            if subject.response is None:
                raise InvalidInputError(
                    "No response was settled that could be accepted; give yours, or reject."
                )
        case Verdict.REJECTED:
            if not opinion.reason:
                raise InvalidInputError(
                    "Say why the answers are rejected; who answers next reads it.",
                    faults=[Fault("/reason", "is needed")],
                )
    if opinion.verdict is not Verdict.FIXED and opinion.response is not None:
        raise InvalidInputError("A response is given only where the verdict is fixed.")
    faults = comment_faults(opinion.verdict, opinion.comments, subject.response)
    if faults:
        raise InvalidInputError("The comments do not fit; see each place.", faults=faults)


async def task_history(
    conn: Connection, scope: Scope, task_id: str
) -> tuple[list[DictRow], list[DictRow]]:
    """What happened to a task, and what reviewers said of it."""
    wanted = scope.with_(task_id=task_id)
    happened = await (await conn.execute(SQL["task_events"], wanted)).fetchall()
    said = await (await conn.execute(SQL["task_reviews"], wanted)).fetchall()
    return happened, said


async def _own_assignment(db: Database, token: bytes, assignment_id: str) -> DictRow:
    async with db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, token)
        cursor = await conn.execute(
            SQL["find_assignment"], {"worker_id": worker_id, "assignment_id": assignment_id}
        )
        own = await cursor.fetchone()
    if own is None:
        raise NotFoundError(f"You have no assignment {assignment_id}.")
    return own


@asynccontextmanager
async def _as_its_organisation(
    db: Database, own: DictRow
) -> AsyncGenerator[tuple[Connection, Scope]]:
    organisation_id: int = own["organisation_id"]
    environment: Environment = own["environment"]
    async with db.transaction(member(organisation_id, environment)) as conn:
        yield conn, Scope(organisation_id, environment)


async def _read_subject(conn: Connection, scope: Scope, own: DictRow) -> Subject:
    cursor = await conn.execute(SQL["read_subject"], scope.with_(assignment_id=own["id"]))
    found = await cursor.fetchone()
    assert found is not None
    is_review = own["stage"] != "annotate"
    if is_review and not found["is_judged"]:
        _must_stand(own, found)
    wanted = scope.with_(task_id=own["task_id"])
    given = await (await conn.execute(SQL["read_answers"], wanted)).fetchall()
    answers = [row["response"] for row in given]
    if own["purpose"] != "work":  # or having no answers would tell it from work
        answers = [found["response"]] * found["annotations_wanted"]
    rejections = await (await conn.execute(SQL["read_rejections"], wanted)).fetchall()
    return Subject(
        stage=own["stage"],
        type=found["type"],
        params=found["params"],
        rules=found["rules"],
        response=found["response"] if is_review else None,
        confidence=found["confidence"] if is_review else None,
        answers=answers if is_review else [],
        rejections=rejections,
        is_judged=found["is_judged"],
        is_blind=found["is_blind"],
    )


def _must_stand(own: DictRow, task: DictRow) -> None:
    """Refuse to show answers to who let the review go, or once others are being asked for."""
    if own["status"] in {"skipped", "released"}:
        raise IllegalMoveError(
            f"Assignment {own['id']} was {own['status']} before; ask for a new task."
        )
    if (
        own["purpose"] == "work"
        and task["status"] == "pending"
        and (task["stage"] != own["stage"] or own["status"] == "superseded")
    ):
        raise IllegalMoveError(
            f"The answers that {own['id']} is about stand no more; ask for a new task."
        )


def _digest(opinion: Opinion) -> str:
    said = [opinion.verdict, opinion.reason, opinion.response, opinion.comments]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
