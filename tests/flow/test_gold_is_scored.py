"""Tasks whose answer is known: unseen among others, scored, and the gate of onboarding."""

from collections.abc import AsyncGenerator

import pytest

from goldwright.review.actions import Feedback, feedback
from tests.support.crowd import Crowd, crowd

CAT = {"category": "cat"}
DOG = {"category": "dog"}


@pytest.fixture
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(database_url) as found:
        yield found


async def test_gold_looks_like_other_work(people: Crowd) -> None:
    project = await people.project(gold_share=1)
    await people.task(project)
    await people.known_task(project, CAT)

    gold_shown = await people.lease("ann", project)
    (assignment,) = await people.rows("SELECT purpose FROM assignment")
    await people.submit("ann", gold_shown["assignment_id"], CAT)
    work_shown = await people.lease("ann", project)

    assert assignment["purpose"] == "gold"
    assert gold_shown.keys() == work_shown.keys()
    assert {
        key: value for key, value in gold_shown.items() if not key.endswith(("_at", "_id"))
    } == {key: value for key, value in work_shown.items() if not key.endswith(("_at", "_id"))}


async def test_gold_answers_teach_how_accurate_a_worker_is(people: Crowd) -> None:
    project = await people.project(gold_share=1)
    await people.task(project)
    for _ in range(3):
        await people.known_task(project, CAT)

    for response in (CAT, CAT, DOG):
        await people.answer("ann", project, response)
    await people.settle()

    (skill,) = await people.rows("SELECT * FROM worker_skill")
    assert (skill["gold_right"], skill["gold_total"]) == (2, 3)
    assert (skill["right_count"], skill["wrong_count"]) == (2, 1)
    results = await people.rows("SELECT agreement FROM gold_result")
    assert sorted(row["agreement"] for row in results) == [0, 1, 1]


async def test_gold_task_never_becomes_the_customers(people: Crowd) -> None:
    project = await people.project(gold_share=1)
    await people.task(project)
    gold = await people.known_task(project, CAT)

    await people.answer("ann", project, CAT)
    await people.settle()

    assert (await people.task_row(gold))["response"] is None
    assert not await people.rows("SELECT FROM event WHERE pending_for = 'delivery'")


async def test_worker_who_passes_onboarding_is_let_at_real_tasks(people: Crowd) -> None:
    project = await people.project(onboarding_pass_share=0.5)
    work = await people.task(project)
    for _ in range(2):
        await people.known_task(project, CAT, purpose="onboarding")

    first = await people.lease("ann", project)
    await people.submit("ann", first["assignment_id"], CAT)
    await people.settle()
    await people.answer("ann", project, DOG)
    await people.settle()
    await people.answer("ann", project, CAT)

    assert first["is_onboarding"] is True
    assert (await people.task_row(work))["status"] == "completed"
    assert len(await people.rows("SELECT FROM event WHERE kind = 'worker.onboarded'")) == 1


async def test_practice_tells_the_right_answer_and_gold_does_not(people: Crowd) -> None:
    project = await people.project(onboarding_pass_share=0.5, gold_share=1)
    await people.task(project)
    await people.known_task(project, CAT, purpose="onboarding")
    await people.known_task(project, CAT)

    told: list[Feedback] = []
    for _ in range(3):
        held = await people.lease("ann", project)
        await people.submit("ann", held["assignment_id"], CAT if not told else DOG)
        await people.settle()
        token = people.workers["ann"].token
        told.append(await feedback(people.db, token, held["assignment_id"]))

    purposes = await people.rows("SELECT purpose FROM assignment ORDER BY leased_at, id")
    assert [row["purpose"] for row in purposes] == ["onboarding", "gold", "work"]
    assert [one.known for one in told] == [CAT, None, None]
    assert all(one.verdicts == [] for one in told)


async def test_worker_who_fails_onboarding_is_given_no_real_tasks(people: Crowd) -> None:
    project = await people.project(onboarding_pass_share=0.75)
    await people.task(project)
    for _ in range(2):
        await people.known_task(project, CAT, purpose="onboarding")

    await people.answer("ann", project, CAT)
    await people.answer("ann", project, DOG)
    await people.settle()

    assert await people.lease("ann", project) is None
