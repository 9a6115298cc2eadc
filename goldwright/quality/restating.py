"""Confidences of settled tasks, told anew when gold shows better what beliefs are worth.

A response stays as it was delivered; how sure it is, is known better later than when it came.
"""

from goldwright.db import Connection
from goldwright.events import append
from goldwright.quality.calibrating import read_calibrations
from goldwright.quality.rules import LEAST_CONFIDENCE
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL

_TASKS_AT_ONCE = 5_000
# A smaller one would be written for nothing.
_DIFFERENCE = 0.005


async def restate(conn: Connection, scope: Scope, project_id: str, *, after: str) -> None:
    """Tell anew of the next tasks after this id, and of those behind them in another turn."""
    calibrated = (await read_calibrations(conn, scope, [project_id])).get(project_id)
    if calibrated is None or calibrated.reliability is None:
        return
    wanted = scope.with_(
        project_id=project_id,
        after=after,
        limit=_TASKS_AT_ONCE,
        starts=list(calibrated.reliability.starts),
        shares=list(calibrated.reliability.shares),
        least=LEAST_CONFIDENCE,
        difference=_DIFFERENCE,
    )
    row = await (await conn.execute(SQL["restate_confidences"], wanted)).fetchone()
    assert row is not None
    if row["tasks"]:
        told = scope.with_(tasks=row["tasks"], confidences=row["confidences"])
        await conn.execute(SQL["restate_tasks"], told)
    if row["seen"] == _TASKS_AT_ONCE:
        await ask_to_restate(conn, scope, project_id, after=row["last"])


async def ask_to_restate(
    conn: Connection, scope: Scope, project_id: str, *, after: str = ""
) -> None:
    """Let the settled tasks of this project be told anew, in their turn."""
    await append(
        conn,
        "project.calibrated",
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        project_id=project_id,
        details={"after": after},
        pending_for="confidence",
    )
