"""Workers of one project at different prices: who is paid what, and who is kept for doubts.

Who is dearer than the project's rate is an expert, as long as nothing shows that others are as
good: given first what is in doubt, and nothing else while somebody at the usual rate is at work.
"""

from collections.abc import Collection, Sequence

from goldwright import events
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.db.identity import Environment, Identity
from goldwright.dispatch.actions import SQL
from goldwright.errors import NotFoundError
from goldwright.intake.projects import find_project
from goldwright.intake.tasks import scope

AT_WORK_MINUTES = 5
"""Who answered so lately is at work."""


async def set_rate(
    conn: Connection,
    identity: Identity,
    project: str,
    rate_micros: int | None,
    *,
    workers: Sequence[str] = (),
    groups: Sequence[str] = (),
) -> None:
    """What these workers, by id or e-mail, and all in these groups are paid from the next lease on.

    None: the project's rate again.
    """
    project_id = (await find_project(conn, identity, project))["id"]
    wanted = {**scope(identity), "project_id": project_id, "rate_micros": rate_micros}
    found = await conn.execute(
        SQL["set_rates"], {**wanted, "workers": list(workers), "groups": list(groups)}
    )
    rows = await found.fetchall()
    known = {name for row in rows for name in (row["id"], row["email"])}
    unknown = [one for one in workers if one not in known]
    if unknown:
        raise NotFoundError(f"Project {project!r} is not offered to a worker {unknown[0]!r}.")
    if not rows:
        raise NotFoundError(f"Nobody in {', '.join(groups)} is offered project {project!r}.")
    await events.append(
        conn,
        "project.rates_changed",
        organisation_id=identity.organisation_id or 0,
        environment=identity.environment or "test",
        project_id=project_id,
        details={"rate_micros": rate_micros, "workers": sorted(row["id"] for row in rows)},
        pending_for="quality",
    )


async def list_rates(conn: Connection, identity: Identity, project: str) -> list[DictRow]:
    """Who is paid another rate than the project's, the dearest first."""
    project_id = (await find_project(conn, identity, project))["id"]
    found = await conn.execute(SQL["list_rates"], {**scope(identity), "project_id": project_id})
    return await found.fetchall()


async def keep_for_others(
    conn: Connection,
    *,
    organisation_id: int,
    environment: Environment,
    projects: Collection[str],
    tasks: Collection[str],
) -> None:
    """Keep what is in no doubt from experts where others have just answered these tasks."""
    await conn.execute(
        SQL["keep_for_others"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "projects": sorted(projects),
            "tasks": sorted(tasks),
            "minutes": AT_WORK_MINUTES,
        },
    )


async def set_experts(
    conn: Connection,
    *,
    organisation_id: int,
    environment: Environment,
    project_id: str,
    workers: Collection[str],
) -> None:
    """Keep exactly these for what is in doubt."""
    await conn.execute(
        SQL["set_experts"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "project_id": project_id,
            "workers": sorted(workers),
        },
    )
