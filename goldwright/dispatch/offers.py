"""Who is offered which project: decided when something changes, not at each lease."""

from goldwright.db import Connection, Database
from goldwright.db.identity import Environment, operator, runner
from goldwright.dispatch.actions import SQL


async def refresh_offers(
    conn: Connection,
    organisation_id: int,
    environment: Environment,
    project_id: str | None = None,
    worker_id: str | None = None,
) -> None:
    """Offer a project to whoever qualifies, and close the offers of those who no longer do.

    Without a project, all of the organisation's; with a worker, only theirs. Rules: see
    `refresh_offers` in `functions.sql`.
    """
    await conn.execute(
        SQL["refresh_offers"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "project_id": project_id,
            "worker_id": worker_id,
        },
    )


async def refresh_everywhere(db: Database, worker_id: str | None = None) -> None:
    """Do the same in every organisation: after a worker changed, or a qualification ran out.

    Each organisation is a transaction of its own, so that none ever carries two identities.
    """
    async with db.transaction(operator("")) as conn:
        found = await (await conn.execute(SQL["organisations"])).fetchall()
    for row in found:
        async with db.transaction(runner(row["id"], "live")) as conn:
            await refresh_offers(conn, row["id"], "live", worker_id=worker_id)
