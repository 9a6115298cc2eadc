"""Known tasks come among others at the project's rate, and never where there is no other work."""

from collections.abc import AsyncGenerator

import pytest

from goldwright.ids import new_id
from tests.support.crowd import Crowd
from tests.support.crowd import crowd as crowd_of

CAT = {"category": "cat"}


@pytest.fixture
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd_of(database_url) as found:
        yield found


async def purposes(crowd: Crowd, project: str) -> list[object]:
    rows = await crowd.rows("SELECT purpose FROM assignment WHERE project_id = %s", project)
    return [row["purpose"] for row in rows]


async def test_who_asks_where_no_work_waits_is_not_given_gold(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1)
    await crowd.task(project)
    await crowd.answer("ada", project, CAT)
    await crowd.known_task(project, CAT)

    assert await crowd.lease("ada", project) is None
    assert await crowd.lease("bob", project) is None


async def test_gold_comes_in_the_place_of_waiting_work(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1)
    await crowd.known_task(project, CAT)
    await crowd.task(project)

    for _ in range(2):
        await crowd.answer("ada", project, CAT)

    assert sorted(await purposes(crowd, project)) == ["gold", "work"]
    assert await crowd.lease("ada", project) is None


async def test_rate_of_gold_does_not_grow_with_batches_that_are_done(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=0.05)
    for _ in range(10):
        await crowd.known_task(project, CAT)
    async with crowd.db.transaction(crowd.identity) as conn:
        for _ in range(100):  # before the queue of the work, as older batches stand
            await conn.execute(
                "SELECT queue_for(%s, 'live', %s, %s, 'annotate', 20::smallint)",
                (crowd.organisation_id, project, new_id("bat")),
            )
    for _ in range(10):
        await crowd.task(project)

    for _ in range(10):
        await crowd.answer("ada", project, CAT)

    # Of ten, more than five at one in twenty: once in a million runs.
    assert (await purposes(crowd, project)).count("gold") <= 5
