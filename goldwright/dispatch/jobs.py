"""Background work of dispatch: leases that ran out go back, offers follow what expired."""

from goldwright.db import Database
from goldwright.db.identity import runner
from goldwright.dispatch.actions import SQL
from goldwright.dispatch.offers import refresh_everywhere

_AT_ONCE = 500


async def expire_leases(db: Database) -> int:
    """Give back every lease that has run out; how many. Several runners may do this at once."""
    async with db.transaction(runner()) as conn:
        overdue = await (await conn.execute(SQL["overdue"], {"limit": _AT_ONCE})).fetchall()
    ended = 0
    for row in overdue:
        async with db.transaction(runner(row["organisation_id"], row["environment"])) as conn:
            found = await (
                await conn.execute(
                    SQL["expire_lease"],
                    {
                        "organisation_id": row["organisation_id"],
                        "environment": row["environment"],
                        "assignment_id": row["id"],
                    },
                )
            ).fetchone()
            assert found is not None
            ended += found["is_ended"]
    return ended


async def refresh_all_offers(db: Database) -> None:
    """Close offers whose qualification ran out, open those that became due."""
    await refresh_everywhere(db)
