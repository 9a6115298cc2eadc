"""Who is offered a project, and which of its tasks come first."""

from collections.abc import AsyncGenerator

import pytest

from goldwright.db.identity import operator
from goldwright.dispatch.offers import refresh_offers
from goldwright.ids import new_id
from tests.support.crowd import Crowd
from tests.support.crowd import crowd as crowd_of

CAT = {"category": "cat"}


@pytest.fixture
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd_of(database_url) as found:
        yield found


async def run(crowd: Crowd, statement: str, *values: object) -> None:
    async with crowd.db.transaction(crowd.identity) as conn:
        await conn.execute(statement, values)


async def join(crowd: Crowd, name: str) -> str:
    """Make someone a worker of the organisation; their worker id."""
    worker = await crowd.worker(name)
    await run(
        crowd,
        "INSERT INTO member (organisation_id, user_id, role)"
        " SELECT %s, user_id, 'worker' FROM worker WHERE id = %s",
        crowd.organisation_id,
        worker.id,
    )
    return worker.id


async def offered(crowd: Crowd, project_id: str) -> set[str]:
    """Names of the workers with an open offer, after it was worked out again."""
    async with crowd.db.transaction(crowd.identity) as conn:
        await refresh_offers(conn, crowd.organisation_id, "live", project_id)
    rows = await crowd.rows(
        "SELECT worker_id FROM offer WHERE project_id = %s AND is_open", project_id
    )
    names = {worker.id: name for name, worker in crowd.workers.items()}
    return {names[str(row["worker_id"])] for row in rows if row["worker_id"] in names}


async def batch(crowd: Crowd, project_id: str, **columns: object) -> str:
    batch_id = new_id("bat")
    await run(
        crowd,
        "INSERT INTO batch (organisation_id, environment, id, project_id, name, status, created_at)"
        " VALUES (%s, 'live', %s, %s, %s, %s, now())",
        crowd.organisation_id,
        batch_id,
        project_id,
        batch_id,
        columns.get("status", "in_progress"),
    )
    return batch_id


async def into(
    crowd: Crowd, task_id: str, *, batch_id: str | None = None, priority: int = 20
) -> None:
    """Move a task's opening to the queue of a batch and priority."""
    await run(
        crowd,
        "UPDATE opening SET queue_id = queue_for(%s, 'live', project_id, %s, 'annotate',"
        " %s::smallint)"
        " WHERE organisation_id = %s AND task_id = %s",
        crowd.organisation_id,
        batch_id,
        priority,
        crowd.organisation_id,
        task_id,
    )


async def order_of_work(crowd: Crowd, name: str, project_id: str, count: int) -> list[object]:
    """The tasks a worker is given one after the other."""
    for _ in range(count):
        await crowd.answer(name, project_id, CAT)
    rows = await crowd.rows(
        "SELECT task_id FROM annotation WHERE project_id = %s ORDER BY submitted_at", project_id
    )
    return [row["task_id"] for row in rows]


async def test_only_the_organisations_own_workers_are_offered_its_projects(crowd: Crowd) -> None:
    project = await crowd.project()
    await join(crowd, "ada")
    await crowd.worker("stranger")

    names = await offered(crowd, project)

    assert names == {"ada"}


async def test_marketplace_project_reaches_marketplace_workers_too(crowd: Crowd) -> None:
    project = await crowd.project(workforce="marketplace")
    await join(crowd, "ada")
    stranger = await crowd.worker("stranger")
    await crowd.worker("private")
    async with crowd.db.transaction(operator("")) as conn:
        await conn.execute("UPDATE worker SET is_marketplace = true WHERE id = %s", (stranger.id,))

    names = await offered(crowd, project)

    assert names == {"ada", "stranger"}


async def test_conflict_wall_keeps_a_worker_out(crowd: Crowd) -> None:
    project = await crowd.project()
    worker_id = await join(crowd, "ada")
    await run(
        crowd,
        "INSERT INTO worker_conflict (organisation_id, worker_id, reason) VALUES (%s, %s, 'rival')",
        crowd.organisation_id,
        worker_id,
    )

    names = await offered(crowd, project)

    assert names == set()


async def test_missing_or_expired_qualification_closes_the_offer(crowd: Crowd) -> None:
    project = await crowd.project(required_qualifications=["birds"])
    ada, bob = await join(crowd, "ada"), await join(crowd, "bob")
    await join(crowd, "cyd")
    await run(crowd, "INSERT INTO qualification (worker_id, name) VALUES (%s, 'birds')", ada)
    await run(
        crowd,
        "INSERT INTO qualification (worker_id, name, expires_at)"
        " VALUES (%s, 'birds', now() - interval '1 day')",
        bob,
    )

    first = await offered(crowd, project)
    await run(crowd, "DELETE FROM qualification WHERE worker_id = %s", ada)
    later = await offered(crowd, project)

    assert first == {"ada"}
    assert later == set()
    assert await crowd.rows("SELECT FROM offer WHERE project_id = %s AND NOT is_open", project), (
        "a closed offer is kept, so that its worker can still read their history"
    )


async def test_required_language_must_be_spoken(crowd: Crowd) -> None:
    project = await crowd.project(required_languages=["fr", "it"])
    ada = await join(crowd, "ada")
    await join(crowd, "bob")
    async with crowd.db.transaction(operator("")) as conn:
        await conn.execute("UPDATE worker SET languages = '{en,fr}' WHERE id = %s", (ada,))

    names = await offered(crowd, project)

    assert names == {"ada"}


async def test_studio_assignment_leaves_a_project_to_who_is_assigned(crowd: Crowd) -> None:
    project = await crowd.project()
    ada = await join(crowd, "ada")
    await join(crowd, "bob")
    await run(
        crowd,
        "INSERT INTO studio_assignment VALUES (%s, 'live', %s, %s)",
        crowd.organisation_id,
        project,
        ada,
    )

    names = await offered(crowd, project)

    assert names == {"ada"}


async def test_batch_with_groups_is_for_their_members(crowd: Crowd) -> None:
    project = await crowd.project()
    batch_id = await batch(crowd, project)
    task = await crowd.task(project)
    await into(crowd, task, batch_id=batch_id)
    group_id = new_id("grp")
    await run(
        crowd,
        "INSERT INTO worker_group VALUES (%s, 'live', %s, %s, 'night shift')",
        crowd.organisation_id,
        group_id,
        project,
    )
    await run(
        crowd,
        "INSERT INTO worker_group_member VALUES (%s, 'live', %s, %s)",
        crowd.organisation_id,
        group_id,
        (await crowd.worker("ada", project)).id,
    )
    await run(
        crowd,
        "UPDATE queue SET group_ids = ARRAY[%s] WHERE organisation_id = %s AND batch_id = %s",
        group_id,
        crowd.organisation_id,
        batch_id,
    )

    bob, ada = await crowd.lease("bob", project), await crowd.lease("ada", project)

    assert bob is None
    assert ada is not None


async def test_tasks_of_a_staging_batch_are_not_shown(crowd: Crowd) -> None:
    project = await crowd.project()
    batch_id = await batch(crowd, project, status="staging")
    await into(crowd, await crowd.task(project), batch_id=batch_id)

    held = await crowd.lease("ada", project)

    assert held is None


async def test_work_comes_by_batch_rank_then_priority_then_age(crowd: Crowd) -> None:
    project = await crowd.project()
    tasks = [await crowd.task(project) for _ in range(5)]
    ranked = await batch(crowd, project)
    await into(crowd, tasks[1], priority=30)
    await into(crowd, tasks[4], batch_id=ranked, priority=10)
    await into(crowd, tasks[3], batch_id=ranked)
    await run(
        crowd,
        "UPDATE queue SET batch_rank = 1 WHERE organisation_id = %s AND batch_id = %s",
        crowd.organisation_id,
        ranked,
    )

    order = await order_of_work(crowd, "ada", project, 5)

    assert order == [tasks[3], tasks[4], tasks[1], tasks[0], tasks[2]]


async def test_returned_task_comes_at_the_end_even_for_who_has_passed_it(crowd: Crowd) -> None:
    project = await crowd.project()
    tasks = [await crowd.task(project, wanted=2) for _ in range(3)]
    await order_of_work(crowd, "ada", project, 3)
    await run(
        crowd,
        "SELECT reopen_task(%s, 'live', %s, 1::smallint)",
        crowd.organisation_id,
        tasks[0],
    )

    order = await order_of_work(crowd, "bob", project, 3)

    assert order[3:] == [tasks[1], tasks[2], tasks[0]]
    assert await crowd.lease("ada", project) is None


async def test_places_in_a_queue_rise_whichever_connection_draws_them(crowd: Crowd) -> None:
    project = await crowd.project()
    draw = "SELECT nextval('opening_position') AS position"

    async with crowd.db.transaction(crowd.identity) as one:
        await one.execute(draw)
        task = await crowd.task(project)  # by another connection
        (stored,) = await crowd.rows("SELECT position FROM opening WHERE task_id = %s", task)
        later = await (await one.execute(draw)).fetchone()

    assert later is not None
    assert later["position"] > stored["position"]
