"""Known tasks come among others at the project's rate, and never where there is no other work."""

import asyncio
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


async def test_gold_task_that_was_shown_often_enough_rests(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1, gold_showings_max=2)
    gold = await crowd.known_task(project, CAT)
    for _ in range(4):
        await crowd.task(project)

    for name in ("ada", "bob", "cyd", "dee"):
        await crowd.answer(name, project, CAT)

    shown = await crowd.rows("SELECT task_id FROM assignment WHERE purpose = 'gold'")
    assert [row["task_id"] for row in shown] == [gold, gold]
    (row,) = await crowd.rows("SELECT showings FROM gold_opening WHERE task_id = %s", gold)
    assert row["showings"] == 2


async def test_showings_before_there_was_a_limit_count(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1)
    await crowd.known_task(project, CAT)
    await crowd.task(project)
    await crowd.answer("ada", project, CAT)
    await crowd.run("UPDATE project SET gold_showings_max = 1 WHERE id = %s", project)

    await crowd.answer("bob", project, CAT)

    assert sorted(await purposes(crowd, project)) == ["gold", "work"]


async def test_workers_who_ask_at_once_do_not_pass_the_limit(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1, gold_showings_max=2)
    await crowd.known_task(project, CAT)
    names = [f"worker {number}" for number in range(8)]
    for name in names:
        await crowd.task(project)
        await crowd.worker(name, project)

    held = await asyncio.gather(*(crowd.lease(name, project) for name in names))

    assert all(held)
    assert (await purposes(crowd, project)).count("gold") <= 2


async def test_no_worker_is_shown_more_than_the_share_of_gold(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1, gold_worker_share=0.3)
    for _ in range(10):
        await crowd.known_task(project, CAT)
        await crowd.task(project, wanted=2)

    for name in ("ada", "bob"):
        held = await crowd.lease(name, project)
        assert held is not None
        await crowd.run(  # who lets gold go has seen it all the same
            "UPDATE assignment SET status = 'released' WHERE id = %s", held["assignment_id"]
        )
        for _ in range(8):
            await crowd.answer(name, project, CAT)

    met = await crowd.rows(
        "SELECT worker_id, count(DISTINCT task_id) AS tasks FROM assignment"
        " WHERE purpose = 'gold' GROUP BY worker_id"
    )
    # Nobody meets more than three; who meets the one let go again, two others: then one fewer.
    assert {row["tasks"] for row in met} <= {2, 3}


async def test_fresh_gold_lets_a_worker_meet_more(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1, gold_worker_share=0.5)
    for _ in range(2):
        await crowd.known_task(project, CAT)
    for _ in range(6):
        await crowd.task(project)
    for _ in range(3):
        await crowd.answer("ada", project, CAT)
    assert (await purposes(crowd, project)).count("gold") == 1

    for _ in range(2):
        await crowd.known_task(project, CAT)
    for _ in range(3):
        await crowd.answer("ada", project, CAT)

    assert (await purposes(crowd, project)).count("gold") == 2
