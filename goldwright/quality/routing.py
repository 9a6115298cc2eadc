"""Sending what is in doubt to those who are worth their higher price, in the background."""

from collections.abc import Collection

from goldwright.algorithms import WorkerSkill
from goldwright.db import Connection
from goldwright.dispatch import rates
from goldwright.quality.rules import Paid, experts, weight
from goldwright.quality.scope import Scope
from goldwright.quality.statements import read_all


async def routed_projects(conn: Connection, scope: Scope, projects: Collection[str]) -> set[str]:
    """Those of these projects whose workers have different prices."""
    rows = await read_all(conn, "routed_projects", scope.with_(projects=sorted(projects)))
    return {row["project_id"] for row in rows}


async def keep_for_others(
    conn: Connection, scope: Scope, projects: Collection[str], tasks: Collection[str]
) -> None:
    """Where the cheaper have just answered these tasks, leave to them what is in no doubt."""
    await rates.keep_for_others(
        conn,
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        projects=projects,
        tasks=tasks,
    )


async def choose_experts(conn: Connection, scope: Scope, project_id: str) -> None:
    """Decide who of a project's workers is kept for doubts, by what is known of them now."""
    if not await routed_projects(conn, scope, [project_id]):
        return
    offered = await read_all(conn, "read_rated", scope.with_(project_id=project_id))
    people = [
        Paid(
            one["worker_id"],
            one["rate_micros"],
            weight(WorkerSkill(one["right_count"], one["wrong_count"])),
        )
        for one in offered
    ]
    usual = next((one["usual_micros"] for one in offered), 0)
    await rates.set_experts(
        conn,
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        project_id=project_id,
        workers=experts(people, usual_micros=usual),
    )
