"""Housekeeping that no request waits for. Several runners may do it at once without harm."""

from goldwright.db import Database, load
from goldwright.db.identity import runner

SQL = load(__package__ or "")


async def fold_task_counts(db: Database) -> None:
    """Put the deltas of task counts together wherever they have piled up."""
    async with db.transaction(runner()) as conn:
        pairs = await (await conn.execute(SQL["pairs_to_fold"])).fetchall()
    for pair in pairs:
        async with db.transaction(runner(pair["organisation_id"], pair["environment"])) as conn:
            await conn.execute(SQL["fold_task_counts"], pair)


async def purge_sessions(db: Database) -> None:
    """Forget sign-ins that have ended."""
    async with db.transaction(runner()) as conn:
        await conn.execute(SQL["purge_sessions"])
