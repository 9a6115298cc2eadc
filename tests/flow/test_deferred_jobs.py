"""A coarse job is deferred with the change that calls for it, or not at all."""

import psycopg
import pytest

from goldwright.db import Database
from goldwright.jobs.queue import defer, open_queue
from goldwright.jobs.upkeep import wake_stalled_jobs
from tests.support.factories import make_organisation, opened


async def test_deferred_job_runs_when_its_transaction_commits(fresh_database_url: str) -> None:
    queue = open_queue(fresh_database_url)
    seen: list[dict[str, object]] = []

    @queue.task(name="note")
    async def note(**arguments: object) -> None:
        seen.append(arguments)

    async def change(db: Database, number: int, *, fails: bool) -> None:
        organisation = await make_organisation(db)
        async with db.transaction(organisation.identity()) as conn:
            await defer(conn, "note", organisation_id=7, environment="live", number=number)
            if fails:
                raise ValueError("the change is undone")

    async with opened(fresh_database_url) as db, queue.open_async():
        await change(db, 1, fails=False)
        with pytest.raises(ValueError, match="undone"):
            await change(db, 2, fails=True)

        await queue.run_worker_async(wait=False, install_signal_handlers=False)

    assert seen == [{"number": 1, "organisation_id": 7, "environment": "live"}]


async def test_job_of_a_killed_runner_is_woken(fresh_database_url: str) -> None:
    queue = open_queue(fresh_database_url)
    seen: list[object] = []

    @queue.task(name="note")
    async def note(**arguments: object) -> None:
        seen.append(arguments["number"])

    async with opened(fresh_database_url) as db, queue.open_async():
        organisation = await make_organisation(db)
        async with db.transaction(organisation.identity()) as conn:
            await defer(conn, "note", organisation_id=7, environment="live", number=1)
        with psycopg.connect(fresh_database_url, autocommit=True) as killed:
            killed.execute("SET ROLE goldwright_runner")
            killed.execute("SET search_path = procrastinate")
            killed.execute("UPDATE procrastinate_jobs SET status = 'doing'")

        await wake_stalled_jobs(queue)
        await queue.run_worker_async(wait=False, install_signal_handlers=False)

    assert seen == [1]
