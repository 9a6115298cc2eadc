"""Open tasks under other rules: what nobody has begun is asked no more, and each is judged anew.

Without it tasks that were asked further under the old rules would wait for people whom the new ones
do not ask for, or who do not exist.
"""

from collections.abc import Mapping, Sequence

from goldwright.db import Connection
from goldwright.events import append
from goldwright.jobs.outbox import Event
from goldwright.quality.scope import Scope
from goldwright.quality.settling import settle
from goldwright.quality.skill import Evidence
from goldwright.quality.statements import SQL, read_all

_RULES = {"annotations_max", "target_confidence", "target_margin", "budget_micros"}
_GOES_ON = "project.rejudged"
_TASKS_AT_ONCE = 1000


def rejudged_projects(events: Sequence[Event]) -> dict[str, str]:
    """Projects whose rules these events changed, and after which task to go on in each."""
    found: dict[str, str] = {}
    for one in events:
        details = one.details or {}
        if one.project_id is None:
            continue
        if one.kind == _GOES_ON:
            after = str(details["after"])
            found[one.project_id] = min(after, found.get(one.project_id, after))
        elif one.kind == "project.settings_changed" and _RULES & details.keys():
            found[one.project_id] = ""
    return found


async def asked_further(
    conn: Connection, scope: Scope, rejudged: Mapping[str, str]
) -> dict[str, list[str]]:
    """The next open tasks of these projects that were asked further, after a task of each."""
    found: dict[str, list[str]] = {}
    for project_id, after in sorted(rejudged.items()):
        wanted = scope.with_(project_id=project_id, after=after, limit=_TASKS_AT_ONCE)
        rows = await read_all(conn, "asked_further", wanted)
        if rows:
            found[project_id] = [row["task_id"] for row in rows]
    return found


async def judge_anew(
    conn: Connection, scope: Scope, project_id: str, tasks: Sequence[str], evidence: Evidence
) -> set[str]:
    """Judge these tasks of a project, which are locked, by its rules of now.

    Gives the project, if its budget decides further. A task that somebody is at work on is judged
    when their answer is there.
    """
    wanted = scope.with_(project_id=project_id)
    await conn.execute(SQL["take_back"], {**wanted, "tasks": tasks})
    spending = await settle(conn, scope, tasks, evidence, is_anew=True)
    if len(tasks) == _TASKS_AT_ONCE:
        await append(
            conn,
            _GOES_ON,
            organisation_id=scope.organisation_id,
            environment=scope.environment,
            project_id=project_id,
            details={"after": tasks[-1]},
            pending_for="quality",
        )
    return spending
