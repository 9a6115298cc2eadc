"""Spending a project's budget: which of the tasks that are not sure enough get the next answer.

Every task gets the answers that its project gives to all. What the budget leaves beyond that goes,
one answer at a time, to the tasks where it tells most (`rules.urgency`). While tasks are still
coming in the money is paced (`Funds.may_buy`). When it is spent, what waits is settled from the
answers it has, with the confidence that those give.
"""

from collections.abc import Collection, Sequence

from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.events import append
from goldwright.quality.budgets import read_funds
from goldwright.quality.routing import routed_projects
from goldwright.quality.rules import DOUBT
from goldwright.quality.scope import Scope
from goldwright.quality.settling import settle
from goldwright.quality.skill import Evidence
from goldwright.quality.statements import SQL

_TASKS_AT_ONCE = 1000


async def allocate(
    conn: Connection,
    scope: Scope,
    projects: Collection[str],
    evidence: Evidence,
    *,
    changed: Collection[str] = (),
) -> None:
    """Buy answers for tasks that wait in these projects; settle them where no money is left.

    Of those that were `changed` the rate may be another.
    """
    for project_id in sorted({*projects, *changed}):
        await _allocate(conn, scope, project_id, evidence, is_changed=project_id in changed)


async def _allocate(
    conn: Connection, scope: Scope, project_id: str, evidence: Evidence, *, is_changed: bool
) -> None:
    wanted = scope.with_(project_id=project_id)
    # One at a time for each project, or two would spend the same money.
    held = await conn.execute(SQL["hold_budget"], wanted)
    if held.rowcount == 0:
        await conn.execute(SQL["open_budget"], wanted)
        await conn.execute(SQL["hold_budget"], wanted)
    routed = await routed_projects(conn, scope, [project_id])
    if is_changed or held.rowcount == 0 or routed:
        await conn.execute(SQL["count_overpaid"], wanted)
    funds = await read_funds(conn, scope, project_id)
    if funds is not None and funds.may_buy:
        await _buy(conn, scope, project_id, funds.may_buy, is_routed=bool(routed))
    elif funds is None or funds.is_spent:
        await _close(conn, scope, project_id, evidence)


async def _buy(
    conn: Connection, scope: Scope, project_id: str, answers: int, *, is_routed: bool
) -> None:
    rows = await _waiting(conn, scope, project_id, min(answers, _TASKS_AT_ONCE))
    if not rows:
        return
    tasks = [row["task_id"] for row in rows]
    await conn.execute(SQL["grant_answers"], scope.with_(project_id=project_id, tasks=tasks))
    await conn.execute(SQL["expect_several"], scope.with_(tasks=tasks))
    doubts = [is_routed and row["belief"] < DOUBT for row in rows]
    await conn.execute(
        SQL["reopen_tasks"], scope.with_(tasks=tasks, slots=[1] * len(tasks), doubts=doubts)
    )
    await conn.execute(
        SQL["append_events"],
        scope.with_(
            kinds=["task.reopened"] * len(tasks),
            tasks=tasks,
            projects=[project_id] * len(tasks),
            batches=[row["batch_id"] for row in rows],
        ),
    )
    if len(tasks) == _TASKS_AT_ONCE:
        await _go_on(conn, scope, project_id)


async def _close(conn: Connection, scope: Scope, project_id: str, evidence: Evidence) -> None:
    """Settle what waits from the answers it has."""
    rows = await _waiting(conn, scope, project_id, _TASKS_AT_ONCE)
    await settle(conn, scope, [row["task_id"] for row in rows], evidence, is_last=True)
    if len(rows) == _TASKS_AT_ONCE:
        await _go_on(conn, scope, project_id)


async def _waiting(
    conn: Connection, scope: Scope, project_id: str, limit: int
) -> Sequence[DictRow]:
    """Tasks to which an answer tells most, locked, in order of id."""
    wanted = scope.with_(project_id=project_id, limit=limit)
    cursor = await conn.execute(SQL["most_urgent"], wanted, prepare=False)
    return sorted(await cursor.fetchall(), key=lambda row: row["task_id"])


async def _go_on(conn: Connection, scope: Scope, project_id: str) -> None:
    """There may be more than one batch takes: the next one goes on."""
    await append(
        conn,
        "project.budget_moved",
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        project_id=project_id,
        pending_for="quality",
    )
