"""What customers, workers and runners do to one task at the same moment leaves it in one state."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from goldwright.db.identity import worker
from goldwright.delivery import jobs as delivery
from goldwright.dispatch import actions as dispatch
from goldwright.ids import new_id
from goldwright.intake import batches, tasks
from goldwright.intake.files.jobs import Fetcher
from goldwright.jobs.outbox import drain
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings
from goldwright.storage import Storage
from tests.support.crowd import Crowd
from tests.support.crowd import crowd as crowd_of

CAT = {"category": "cat"}


@pytest.fixture
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd_of(database_url) as found:
        yield found


async def until_it_waits(crowd: Crowd) -> None:
    """Return once some statement waits for a lock."""
    for _ in range(500):
        waiting = await crowd.rows(
            "SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        if waiting:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nothing waits")


async def cancel(crowd: Crowd, task_id: str) -> None:
    async with crowd.db.transaction(crowd.identity) as conn:
        await tasks.cancel_task(conn, crowd.identity, task_id, clears_unique_id=False)


async def fail_attachments(crowd: Crowd, task_id: str) -> None:
    async with crowd.db.transaction(crowd.identity) as conn:
        await conn.execute(
            "INSERT INTO attachment (organisation_id, environment, task_id, position, url)"
            " VALUES (%s, 'live', %s, 0, 'http://127.0.0.1/a-private-address')",
            (crowd.organisation_id, task_id),
        )
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        async with Outgoing(settings) as outgoing:
            fetcher = Fetcher(crowd.db, Storage.open(settings), outgoing, settings)
            assert await fetcher.tick() == 1
            await fetcher.end()


async def test_lease_given_back_while_its_task_is_cancelled_opens_nothing(crowd: Crowd) -> None:
    project = await crowd.project()
    task = await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None
    me = (await crowd.worker("ada")).id

    async def release() -> None:
        async with crowd.db.transaction(worker(me)) as conn:
            await dispatch.give_back(conn, me, str(held["assignment_id"]), status="released")

    async with crowd.db.transaction(crowd.identity) as conn:
        await tasks.cancel_task(conn, crowd.identity, task, clears_unique_id=False)
        releasing = asyncio.create_task(release())
        await until_it_waits(crowd)
    await releasing

    assert await crowd.lease("bob", project) is None


@pytest.mark.parametrize("end", [cancel, fail_attachments])
async def test_task_that_ends_while_more_answers_are_asked_for_ends_without_a_deadlock(
    crowd: Crowd, end: Callable[[Crowd, str], Awaitable[None]]
) -> None:
    project = await crowd.project()
    task = await crowd.task(project)

    async with crowd.db.transaction(crowd.identity) as conn:
        # As settling and a late answer do: the task, then its opening.
        await conn.execute("SELECT 1 FROM task WHERE id = %s FOR NO KEY UPDATE", (task,))
        ending = asyncio.ensure_future(end(crowd, task))
        await until_it_waits(crowd)
        await dispatch.reopen(
            conn,
            organisation_id=crowd.organisation_id,
            environment="live",
            task_id=task,
            slots=1,
        )
    await ending

    assert (await crowd.task_row(task))["status"] in {"cancelled", "error"}
    assert await crowd.lease("ada", project) is None


async def batch_of(crowd: Crowd, status: str) -> tuple[str, str]:
    """The name of a batch in this status and the id of its one, pending task."""
    project = await crowd.project()
    task = await crowd.task(project)
    batch = new_id("bat")
    place = {"org": crowd.organisation_id, "project": project, "batch": batch, "status": status}
    async with crowd.db.transaction(crowd.identity) as conn:
        await conn.execute(
            "INSERT INTO batch (organisation_id, environment, id, project_id, name, status,"
            " created_at) VALUES (%(org)s, 'live', %(batch)s, %(project)s, %(batch)s, %(status)s,"
            " now())",
            place,
        )
        await conn.execute("UPDATE task SET batch_id = %s WHERE id = %s", (batch, task))
        await conn.execute(
            "INSERT INTO task_count VALUES (%(org)s, 'live', %(project)s, %(batch)s, 'pending', 1)",
            place,
        )
    return batch, task


async def status_of(crowd: Crowd, batch: str) -> object:
    async with crowd.db.transaction(crowd.identity) as conn:
        return (await batches.find_batch(conn, crowd.identity, batch))["status"]


async def test_batch_whose_last_task_was_cancelled_by_a_server_killed_next_completes(
    crowd: Crowd,
) -> None:
    batch, task = await batch_of(crowd, "in_progress")
    await cancel(crowd, task)  # and never the call that would complete the batch

    await drain(crowd.db, "delivery", delivery.handle)

    assert await status_of(crowd, batch) == "completed"


async def test_batch_released_when_nothing_of_it_is_left_to_do_is_complete(crowd: Crowd) -> None:
    batch, task = await batch_of(crowd, "staging")
    await fail_attachments(crowd, task)
    await drain(crowd.db, "delivery", delivery.handle)
    assert await status_of(crowd, batch) == "staging"

    async with crowd.db.transaction(crowd.identity) as conn:
        await batches.finalize_batch(conn, crowd.identity, batch)

    assert await status_of(crowd, batch) == "completed"


async def test_queues_of_a_batch_are_closed_while_it_is_complete(crowd: Crowd) -> None:
    batch, task = await batch_of(crowd, "in_progress")
    where = (crowd.organisation_id, batch)
    async with crowd.db.transaction(crowd.identity) as conn:
        await conn.execute(
            "SELECT queue_for(organisation_id, environment, project_id, id, 'annotate', 20::int2)"
            " FROM batch WHERE organisation_id = %s AND id = %s",
            where,
        )

    await cancel(crowd, task)
    await drain(crowd.db, "delivery", delivery.handle)
    complete = await crowd.rows("SELECT is_open FROM queue WHERE batch_id = %s", batch)
    async with crowd.db.transaction(crowd.identity) as conn:
        await conn.execute("SELECT reopen_batch(%s, 'live', %s)", where)
    reopened = await crowd.rows("SELECT is_open FROM queue WHERE batch_id = %s", batch)

    assert (complete, reopened) == ([{"is_open": False}], [{"is_open": True}])
