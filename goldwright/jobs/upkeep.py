"""Housekeeping that no request waits for. Several runners may do it at once without harm."""

import structlog
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from goldwright.db import Database, load
from goldwright.db.identity import runner

SQL = load(__package__ or "")
_log = structlog.stdlib.get_logger(__name__)


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


async def wake_stalled_jobs(app: App) -> None:
    """Queue again what a runner was doing when it was killed; its heart has not beaten for 30 s."""
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except ConnectorException:
            # Another runner was quicker.
            continue
        _log.warning("job_woken", job=job.id, name=job.task_name)
