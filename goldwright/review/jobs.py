"""What the outbox calls with events that review has yet to act on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import orjson
from psycopg.rows import DictRow

from goldwright.db import Connection
from goldwright.events import append
from goldwright.jobs.outbox import Event
from goldwright.quality import reviewed
from goldwright.quality.rules import RIGHT_AGREEMENT
from goldwright.quality.scope import Scope
from goldwright.review import measuring
from goldwright.review.records import Next, Opposed, Policy, Stage, Verdict
from goldwright.review.rules import compare, follows, wants_review
from goldwright.review.statements import SQL, read_all
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject


async def handle(conn: Connection, events: Sequence[Event]) -> None:
    """Open reviews of tasks that quality holds, and do what verdicts ask for.

    Events, all of one organisation and environment, only say where to look: what is decided is read
    from the tables, so a repeated one does no harm.
    """
    tasks = sorted({one.task_id for one in events if one.task_id is not None})
    if not tasks:
        return
    scope = Scope(events[0].organisation_id, events[0].environment)
    known = [one.details for one in events if one.details and one.details.get("purpose") == "gold"]
    await measuring.score_gold(conn, scope, [str(one["annotation_id"]) for one in known])
    held = await read_all(conn, "lock_held", scope.with_(tasks=tasks))
    verdicts = {
        (row["task_id"], row["stage"]): row
        for row in await read_all(conn, "read_verdicts", scope.with_(tasks=tasks))
    }
    rulings = await _rulings(conn, scope, held, verdicts)
    found = _Found()
    for task in held:
        told = verdicts.get((task["id"], task["stage"]))
        if told is not None:
            first = verdicts.get((task["id"], Stage.REVIEW))
            met = _met(task, first, told)
            await _judge(conn, scope, _Judged(task, told, rulings[task["id"]], met), found)
        elif _is_wanted(task):
            found.opening[Stage(task["stage"])].append(task)
        else:
            response = orjson.loads(task["settled"])
            found.finals.append(reviewed.Final(task, response, task["confidence"], ruling=None))
    await reviewed.finish(conn, scope, found.finals)
    await measuring.keep_blind(conn, scope, found.met)
    for stage, opened in found.opening.items():
        if opened:
            are_blind = [_policy(one).is_second_blind for one in opened]
            await conn.execute(
                SQL["open_reviews"],
                scope.with_(
                    tasks=[one["id"] for one in opened],
                    stage=stage.value,
                    are_blind=[stage is Stage.SECOND_REVIEW and one for one in are_blind],
                ),
            )


async def weigh_reviewers(conn: Connection, events: Sequence[Event]) -> None:
    """Learn what the reviewers of these events' projects are worth, and re-weigh their verdicts.

    An outbox stage of its own: reviews never wait for it.
    """
    scope = Scope(events[0].organisation_id, events[0].environment)
    for project_id in sorted({one.project_id for one in events if one.project_id is not None}):
        await measuring.weigh(conn, scope, project_id)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a batch of events comes to: tasks to complete and to open, blind pairs to keep."""

    finals: list[reviewed.Final] = field(default_factory=list[reviewed.Final])
    opening: dict[Stage, list[DictRow]] = field(
        default_factory=lambda: {stage: list[DictRow]() for stage in Stage}
    )
    met: list[measuring.Met] = field(default_factory=list[measuring.Met])


def _met(task: DictRow, first: DictRow | None, told: DictRow) -> measuring.Met | None:
    """How a blind second verdict met the first one; None where it is no such."""
    if first is None or not told["is_blind"]:
        return None
    agree = registry()[task["type"]].agree
    judged = orjson.loads(told["judged"] or "null")
    opposed = Opposed(judged, *(_standing(one) for one in (first, told)))
    compared = compare(lambda one, two: agree(task["params"], one, two), opposed)
    return measuring.Met(task, first, told, compared)


def _standing(told: DictRow) -> JsonObject | None:
    return None if told["verdict"] == Verdict.REJECTED else orjson.loads(told["response"])


@dataclass(frozen=True, slots=True)
class _Judged:
    """A task with the verdict on it as a row, whose that was, and how a blind one met the first."""

    task: DictRow
    told: DictRow
    ruling: reviewed.Ruling
    met: measuring.Met | None


async def _rulings(
    conn: Connection,
    scope: Scope,
    held: Sequence[DictRow],
    verdicts: Mapping[tuple[str, str], DictRow],
) -> dict[str, reviewed.Ruling]:
    """Whose verdict stands on each of these tasks, and what it counts by what is known of them."""
    given = [(task, told) for task in held if (told := verdicts.get((task["id"], task["stage"])))]
    if not given:
        return {}
    rows = await read_all(
        conn,
        "read_reviewer_skills",
        scope.with_(
            projects=[task["project_id"] for task, _ in given],
            workers=[told["worker_id"] for _, told in given],
        ),
    )
    known = {(row["project_id"], row["worker_id"]): row for row in rows}
    found: dict[str, reviewed.Ruling] = {}
    for task, told in given:
        skill = known.get((task["project_id"], told["worker_id"]))
        verdict = _effect(task, told)
        kind = "passing_weight" if verdict == "accepted" else "refusing_weight"
        weight = 1.0 if skill is None else skill[kind]
        found[task["id"]] = reviewed.Ruling(told["worker_id"], verdict, weight)
    return found


def _effect(task: DictRow, told: DictRow) -> Literal["accepted", "fixed", "rejected"]:
    """What a verdict says of the answers: a second reviewer may accept what the first one fixed."""
    if told["verdict"] == Verdict.REJECTED:
        return "rejected"
    is_untouched = orjson.loads(told["response"]) == orjson.loads(task["settled"] or "null")
    return "accepted" if is_untouched else "fixed"


async def _judge(conn: Connection, scope: Scope, judged: _Judged, found: _Found) -> None:
    task, told, met = judged.task, judged.told, judged.met
    if met is not None:
        found.met.append(met)
    following = follows(
        Verdict(told["verdict"]),
        Stage(task["stage"]),
        _policy(task),
        project_id=task["project_id"],
        task_id=task["id"],
        rejections=task["rejections"],
        differs=met is not None and met.compared.agreement < RIGHT_AGREEMENT,
    )
    if following is Next.COMPLETE:
        # How sure the answers were says nothing of a response that a reviewer wrote.
        confidence = task["confidence"] if judged.ruling.verdict == "accepted" else None
        response = orjson.loads(told["response"])
        found.finals.append(reviewed.Final(task, response, confidence, judged.ruling))
    elif following is Next.SECOND_REVIEW:
        found.opening[Stage.SECOND_REVIEW].append(task)
    elif following is Next.CUSTOMER_DIFFERS:
        await reviewed.leave_to_customer(conn, scope, task)
    else:
        await _send_back(conn, scope, judged, following)


async def _send_back(conn: Connection, scope: Scope, judged: _Judged, following: Next) -> None:
    """Count a rejection; others answer, or the customer decides when there were too many."""
    task = judged.task
    await reviewed.reject(conn, scope, task, judged.ruling)
    await conn.execute(
        SQL["count_rejection"], scope.with_(task_id=task["id"], response=judged.told["judged"])
    )
    await append(
        conn,
        "task.rejected",
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        task_id=task["id"],
        project_id=task["project_id"],
        batch_id=task["batch_id"],
        details={"stage": task["stage"], "rejections": task["rejections"] + 1},
    )
    if following is Next.ANNOTATE:
        await reviewed.recall(conn, scope, task)
    else:
        await reviewed.leave_to_customer(conn, scope, task)


def _is_wanted(task: DictRow) -> bool:
    return task["stage"] != Stage.REVIEW or wants_review(
        _policy(task),
        project_id=task["project_id"],
        task_id=task["id"],
        confidence=task["confidence"],
        is_settled=task["settled"] is not None,
        rejections=task["rejections"],
    )


def _policy(task: DictRow) -> Policy:
    return Policy(
        task["review_share"],
        task["review_below"],
        task["second_review_share"],
        task["rejections_max"],
        is_second_blind=task["second_review_is_blind"],
        are_differences_customers=task["differing_reviews"] == "customer_decides",
    )
