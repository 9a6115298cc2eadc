"""What the outbox calls with events that review has yet to act on."""

from collections.abc import Sequence

import orjson
from psycopg.rows import DictRow

from goldwright.db import Connection
from goldwright.events import append
from goldwright.jobs.outbox import Event
from goldwright.quality import reviewed
from goldwright.quality.scope import Scope
from goldwright.review.measuring import score_gold
from goldwright.review.records import Next, Policy, Stage, Verdict
from goldwright.review.rules import follows, wants_review
from goldwright.review.statements import SQL


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
    await score_gold(conn, scope, [str(one["annotation_id"]) for one in known])
    held = await _all(conn, "lock_held", scope.with_(tasks=tasks))
    verdicts = {
        (row["task_id"], row["stage"]): row
        for row in await _all(conn, "read_verdicts", scope.with_(tasks=tasks))
    }
    finals: list[reviewed.Final] = []
    opening: dict[Stage, list[str]] = {stage: [] for stage in Stage}
    for task in held:
        told = verdicts.get((task["id"], task["stage"]))
        if told is not None:
            await _judge(conn, scope, task, told, finals, opening)
        elif _is_wanted(task):
            opening[Stage(task["stage"])].append(task["id"])
        else:
            response = orjson.loads(task["settled"])
            finals.append(reviewed.Final(task, response, task["confidence"], is_judged=False))
    await reviewed.finish(conn, scope, finals)
    for stage, ids in opening.items():
        if ids:
            await conn.execute(SQL["open_reviews"], scope.with_(tasks=ids, stage=stage.value))


async def _judge(
    conn: Connection,
    scope: Scope,
    task: DictRow,
    told: DictRow,
    finals: list[reviewed.Final],
    opening: dict[Stage, list[str]],
) -> None:
    verdict = Verdict(told["verdict"])
    following = follows(
        verdict,
        Stage(task["stage"]),
        _policy(task),
        project_id=task["project_id"],
        task_id=task["id"],
        rejections=task["rejections"],
    )
    if following is Next.COMPLETE:
        # How sure the answers were says nothing of a response that a reviewer wrote.
        is_untouched = orjson.loads(told["response"]) == orjson.loads(task["settled"] or "null")
        confidence = task["confidence"] if is_untouched else None
        response = orjson.loads(told["response"])
        finals.append(reviewed.Final(task, response, confidence, is_judged=True))
    elif following is Next.SECOND_REVIEW:
        opening[Stage.SECOND_REVIEW].append(task["id"])
    else:
        await _send_back(conn, scope, task, told, following)


async def _send_back(
    conn: Connection, scope: Scope, task: DictRow, told: DictRow, following: Next
) -> None:
    """Count a rejection; others answer, or the customer decides when there were too many."""
    await conn.execute(
        SQL["count_rejection"], scope.with_(task_id=task["id"], response=told["judged"])
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
    )


async def _all(conn: Connection, name: str, parameters: dict[str, object]) -> list[DictRow]:
    # Planned each time: a plan kept from when a table was small would read it whole ever after.
    return await (await conn.execute(SQL[name], parameters, prepare=False)).fetchall()
