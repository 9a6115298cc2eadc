"""Which class a worker takes for which: learnt from gold and agreement, used for later tasks."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from goldwright.jobs.outbox import drain
from goldwright.quality import jobs, modelling
from goldwright.quality.rules import FIRST_FIT_ANSWERS
from goldwright.quality.skill import Evidence
from goldwright.quality.unlearnt import learn_what_is_left
from tests.support.crowd import Crowd, crowd

CAT = {"category": "cat"}
DOG = {"category": "dog"}
SWAPPED = {"cat": DOG, "dog": CAT}


@pytest.fixture
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(database_url) as found:
        yield found


async def test_two_who_always_swap_the_classes_are_understood_through_gold(people: Crowd) -> None:
    project, task = await _met_gold(people, 30, wanted=3, right=("ann",), swapping=("sue", "sam"))

    for name, response in (("sue", DOG), ("sam", DOG), ("ann", CAT)):
        await people.answer(name, project, response)
    await people.settle()

    row = await people.task_row(task)
    assert (row["status"], row["response"]) == ("completed", CAT)
    assert row["confidence"] > 0.9


async def test_a_few_gold_answers_turn_nobody_round(people: Crowd) -> None:
    swapping = ("sue", "sam", "sol")
    project, task = await _met_gold(people, 2, wanted=4, right=(), swapping=swapping)

    for name, response in (*((name, DOG) for name in swapping), ("ann", CAT)):
        await people.answer(name, project, response)
    await people.settle()

    assert (await people.task_row(task))["response"] == DOG


async def test_what_everybody_says_is_delivered_however_they_erred_before(people: Crowd) -> None:
    project, task = await _met_gold(people, 30, wanted=2, right=(), swapping=("sue", "sam"))

    for name in ("sue", "sam"):
        await people.answer(name, project, DOG)
    await people.settle()

    row = await people.task_row(task)
    assert row["response"] == DOG
    assert row["confidence"] < 0.5


async def test_learning_changes_no_delivered_answer_and_again_teaches_the_same(
    people: Crowd,
) -> None:
    project = await people.project(annotations_wanted=3)
    for _ in range(4):
        await people.task(project, wanted=3)
        for name, response in (("ann", CAT), ("bob", CAT), ("rob", DOG)):
            await people.answer(name, project, response)
    await people.settle()
    delivered = await people.rows("SELECT * FROM task ORDER BY id")

    await _refresh(people, project)
    once = await _model(people)
    await _refresh(people, project)

    assert await people.rows("SELECT * FROM task ORDER BY id") == delivered
    assert await _model(people) == once
    (_, workers) = once
    assert len(workers) == 3


async def test_projects_are_learnt_from_when_enough_new_answers_came(people: Crowd) -> None:
    project = await people.project(annotations_wanted=2)
    tasks = FIRST_FIT_ANSWERS // 2
    for _ in range(tasks - 1):
        await _answered_by_both(people, project)
    await people.settle()
    early = await people.rows("SELECT FROM event WHERE pending_for = 'worker_model'")
    await _answered_by_both(people, project)
    await people.settle()

    await drain(people.db, "worker_model", jobs.model_workers)

    assert early == []
    (model,) = await people.rows("SELECT * FROM worker_model")
    assert (model["fitted_answers"], model["fresh_answers"]) == (FIRST_FIT_ANSWERS, 0)
    assert model["classes"] == ["cat"]
    assert model["tasks"] == pytest.approx([tasks])


async def test_project_that_was_learnt_from_waits_until_it_has_half_as_many_again(
    people: Crowd,
) -> None:
    project = await people.project(annotations_wanted=1)
    fresh = Evidence()
    fresh.add_answers(project, 200)
    more = Evidence()
    more.add_answers(project, 199)
    last = Evidence()
    last.add_answers(project, 1)
    async with people.db.transaction(people.identity) as conn:
        first = await fresh.write(conn, people.scope)
        await conn.execute(
            "UPDATE worker_model SET fitted_at = now(), fitted_answers = 800, fresh_answers = 200"
            " WHERE project_id = %s",
            (project,),
        )

        early = await more.write(conn, people.scope)
        due = await last.write(conn, people.scope)
        again = await last.write(conn, people.scope)

    assert (first, early, due, again) == ([project], [], [project], [])


async def test_last_answers_of_a_project_at_rest_are_learnt_from_once(people: Crowd) -> None:
    project = await people.project(annotations_wanted=2)
    for more in (FIRST_FIT_ANSWERS // 2, 1):
        for _ in range(more):
            await _answered_by_both(people, project)
        await people.settle()
        await drain(people.db, "worker_model", jobs.model_workers)
    await _answered_by_both(people, project)
    waiting = await people.task(project, wanted=2)
    await people.settle()

    await learn_what_is_left(people.db)
    assert await drain(people.db, "worker_model", jobs.model_workers) == 0, "not since just now"
    await people.run("UPDATE worker_model SET fitted_at = fitted_at - interval '1 hour'")
    await learn_what_is_left(people.db)
    assert await drain(people.db, "worker_model", jobs.model_workers) == 0, "nor while work waits"
    await people.run("UPDATE task SET status = 'cancelled' WHERE id = %s", waiting)
    for _ in range(2):
        await learn_what_is_left(people.db)

    assert await drain(people.db, "worker_model", jobs.model_workers) == 1
    (row,) = await people.rows("SELECT fitted_answers, fresh_answers FROM worker_model")
    assert row == {"fitted_answers": FIRST_FIT_ANSWERS + 4, "fresh_answers": 0}


async def test_tasks_are_settled_while_a_project_is_learnt_from(people: Crowd) -> None:
    project, task = await _met_gold(people, 30, wanted=2, right=("ann", "bob"), swapping=())
    for name in ("ann", "bob"):
        await people.answer(name, project, CAT)
    async with people.db.transaction(people.identity) as elsewhere:
        await elsewhere.execute("SELECT FROM calibration FOR UPDATE")
        learning = asyncio.create_task(_refresh(people, project))
        await _until_one_waits(people)

        async with asyncio.timeout(60):
            await people.settle()

        row = await people.task_row(task)
        assert not learning.done()
    await learning
    assert (row["status"], row["response"]) == ("completed", CAT)


async def _until_one_waits(people: Crowd) -> None:
    # Such a lock is of no database, but whoever waits for one has others, which are.
    waiting = """SELECT FROM pg_locks AS wanted JOIN pg_locks AS had USING (pid)
                  WHERE NOT wanted.granted AND had.database =
                        (SELECT oid FROM pg_database WHERE datname = current_database())"""
    while not await people.rows(waiting):  # noqa: ASYNC110  another backend's work
        await asyncio.sleep(0.01)


async def test_customers_word_on_a_task_teaches_as_gold_does(people: Crowd) -> None:
    project = await people.project(annotations_wanted=2)
    task = await people.task(project, wanted=2)
    for name in ("ann", "bob"):
        await people.answer(name, project, CAT)
    await people.settle()
    async with people.db.transaction(people.identity) as conn:
        await conn.execute(
            "UPDATE task SET review_status = 'fixed', response = '{\"category\": \"dog\"}'"
            " WHERE organisation_id = %s AND environment = 'live' AND id = %s",
            (people.organisation_id, task),
        )

    await _refresh(people, project)

    rows = await people.rows("SELECT truths, givens, answers FROM worker_confusion")
    assert rows == [{"truths": ["dog"], "givens": ["cat"], "answers": [1.0]}] * 2


async def test_types_without_votes_are_not_modelled(people: Crowd) -> None:
    project = await people.project("transcription", annotations_wanted=2)

    await _refresh(people, project)

    (model,) = await people.rows("SELECT questions FROM worker_model")
    assert model["questions"] == []
    assert not await people.rows("SELECT FROM worker_confusion")


async def _met_gold(
    people: Crowd,
    tasks: int,
    *,
    wanted: int,
    right: tuple[str, ...],
    swapping: tuple[str, ...],
) -> tuple[str, str]:
    """A project that learnt from these people's answers to its gold, and its one open task."""
    project = await people.project(annotations_wanted=wanted, gold_share=1)
    open_task = await people.task(project, wanted=wanted)
    expected = {
        await people.known_task(project, response): response
        for response in (CAT, DOG) * (tasks // 2)
    }
    for name in (*swapping, *right):
        for _ in expected:
            held = await people.lease(name, project)
            (shown,) = await people.rows(
                "SELECT task_id FROM assignment WHERE id = %s", held["assignment_id"]
            )
            response = expected[shown["task_id"]]
            answer = SWAPPED[response["category"]] if name in swapping else response
            await people.submit(name, held["assignment_id"], answer)
    await people.settle()
    await _refresh(people, project)
    async with people.db.transaction(people.identity) as conn:
        await conn.execute("UPDATE project SET gold_share = 0 WHERE id = %s", (project,))
    return project, open_task


async def _answered_by_both(people: Crowd, project: str) -> None:
    await people.task(project, wanted=2)
    for name in ("ann", "bob"):
        await people.answer(name, project, CAT)


async def _refresh(people: Crowd, project: str) -> None:
    async with people.db.transaction(people.identity) as conn:
        await modelling.refresh(conn, people.scope, project)


async def _model(people: Crowd) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    return (
        await people.rows("SELECT questions, classes, tasks, fitted_answers FROM worker_model"),
        await people.rows("SELECT * FROM worker_confusion ORDER BY worker_id"),
    )
