"""Tasks that want several answers: fixed overlap, adaptive redundancy, and undecided ones."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from psycopg.types.json import Jsonb

from goldwright.clock import now
from goldwright.db.identity import member
from goldwright.intake.projects import change_settings
from goldwright.jobs.outbox import Event
from goldwright.quality import jobs
from goldwright.quality.outlook import read_outlook
from goldwright.task_types import registry
from tests.support.crowd import Crowd, crowd

CAT = {"category": "cat"}
DOG = {"category": "dog"}
UNDECIDABLE = [one for one in registry().values() if one.aggregate is None and not one.collects_all]


@pytest.fixture
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(database_url) as found:
        yield found


async def test_fixed_overlap_settles_on_the_majority_when_the_last_answer_came(
    people: Crowd,
) -> None:
    project = await people.project(annotations_wanted=3)
    task = await people.task(project, wanted=3)

    await people.answer("ann", project, CAT)
    await people.answer("bob", project, DOG)
    await people.settle()
    before = await people.task_row(task)
    await people.answer("cleo", project, DOG)
    await people.settle()

    after = await people.task_row(task)
    assert before["status"] == "pending"
    assert (after["status"], after["response"]) == ("completed", DOG)
    assert 0.5 < after["confidence"] < 1
    (settlement,) = await people.rows("SELECT * FROM settlement")
    assert (settlement["state"], settlement["annotations"]) == ("settled", 3)
    assert settlement["margin"] == 1
    assert settlement["agreement"] == pytest.approx(2 / 3)
    assert await _kinds(people, "task.completed", pending_for="delivery") == 1


async def test_adaptive_project_stops_at_the_margin_when_all_agree(people: Crowd) -> None:
    project = await _adaptive(people, most=7)
    task = await people.task(project, wanted=2)

    for name in ("ann", "bob", "cleo"):
        await people.answer(name, project, CAT)
        await people.settle()

    assert (await people.task_row(task))["response"] == CAT
    assert await people.lease("dan", project) is None


async def test_adaptive_project_asks_more_people_while_they_disagree(people: Crowd) -> None:
    project = await _adaptive(people, most=7)
    task = await people.task(project, wanted=2)

    for name, response in zip("abcdefg", (CAT, DOG, CAT, CAT, CAT, DOG, DOG), strict=True):
        if (await people.task_row(task))["status"] == "completed":
            break
        await people.answer(name, project, response)
        await people.settle()

    (settlement,) = await people.rows("SELECT * FROM settlement")
    assert (settlement["annotations"], settlement["margin"]) == (5, 3)
    assert (await people.task_row(task))["response"] == CAT


async def test_adaptive_project_never_buys_more_than_its_most(people: Crowd) -> None:
    project = await _adaptive(people, most=4)
    task = await people.task(project, wanted=2)

    for name, response in zip("abcd", (CAT, DOG, CAT, DOG), strict=True):
        await people.answer(name, project, response)
        await people.settle()

    row = await people.task_row(task)
    assert row["status"] == "completed"
    assert row["confidence"] < 0.98
    assert await people.lease("e", project) is None


@pytest.mark.parametrize("most", [2, None])
async def test_other_rules_hold_for_tasks_that_wait_for_people_who_are_not_there(
    people: Crowd, most: int | None
) -> None:
    project = await _adaptive(people, most=7)
    task = await people.task(project, wanted=2)
    for name in ("ann", "bob"):
        await people.answer(name, project, CAT)
    await people.settle()
    assert (await people.task_row(task))["status"] == "pending"
    async with people.db.transaction(people.identity) as conn:
        ahead = await read_outlook(conn, people.scope, project, now=now())
    assert any("2 people may answer here" in note for note in ahead.notes)

    async with people.db.transaction(member(people.organisation_id, "live")) as conn:
        identity = member(people.organisation_id, "live")
        await change_settings(conn, identity, project, {"annotations_max": most})
    await people.settle()

    row = await people.task_row(task)
    assert (row["status"], row["response"]) == ("completed", CAT)
    assert await people.lease("cleo", project) is None
    (opening,) = await people.rows("SELECT slots_left FROM opening WHERE task_id = %s", task)
    assert opening["slots_left"] == 0


async def test_stricter_rules_ask_open_tasks_further_and_those_at_work_are_waited_for(
    people: Crowd,
) -> None:
    project = await _adaptive(people, most=3)
    tasks = [await people.task(project, wanted=2) for _ in range(2)]
    for name, says in (("ann", CAT), ("bob", DOG)):
        for _ in tasks:
            await people.answer(name, project, says)
    await people.settle()
    held = await people.lease("cleo", project)
    assert held is not None

    async with people.db.transaction(member(people.organisation_id, "live")) as conn:
        identity = member(people.organisation_id, "live")
        await change_settings(conn, identity, project, {"annotations_max": 5})
    await people.settle()

    asked = await people.rows("SELECT asked FROM settlement ORDER BY asked")
    assert [row["asked"] for row in asked] == [3, 5], "the margin lacks three"
    await people.submit("cleo", held["assignment_id"], CAT)
    await people.settle()
    asked = await people.rows("SELECT asked FROM settlement ORDER BY asked")
    assert [row["asked"] for row in asked] == [5, 5]


async def test_adaptive_project_buys_at_once_what_the_margin_surely_needs(people: Crowd) -> None:
    project = await _adaptive(people, most=9)
    await people.task(project, wanted=2)

    await people.answer("ann", project, CAT)
    await people.answer("bob", project, DOG)
    await people.settle()

    (opening,) = await people.rows("SELECT slots_left FROM opening")
    assert opening["slots_left"] == 3


async def test_task_that_was_asked_again_weighs_all_answers_though_one_is_enough_by_now(
    people: Crowd,
) -> None:
    project = await people.project(annotations_wanted=1, annotations_max=5)
    task = await people.task(project)
    await people.answer("ann", project, CAT)
    await people.settle()
    await people.run("UPDATE project SET annotations_max = NULL WHERE id = %s", project)

    await people.answer("bob", project, DOG)
    await people.answer("cleo", project, CAT)
    await people.settle()

    row = await people.task_row(task)
    (settlement,) = await people.rows("SELECT state, annotations FROM settlement")
    assert (row["status"], row["response"]) == ("completed", CAT)
    assert settlement == {"state": "settled", "annotations": 3}


async def test_handling_an_event_twice_changes_nothing(people: Crowd) -> None:
    project = await _adaptive(people, most=9)
    await people.task(project, wanted=2)
    await people.answer("ann", project, CAT)
    await people.answer("bob", project, DOG)
    *_, event = await _pending(people)

    await people.settle()
    before = await _state(people)
    async with people.db.transaction(people.identity) as conn:
        await jobs.handle(conn, [event, event])

    assert await _state(people) == before


async def test_workers_who_agree_with_others_come_to_count_more(people: Crowd) -> None:
    project = await people.project(annotations_wanted=3)
    for _ in range(4):
        await people.task(project, wanted=3)
        await people.answer("ann", project, CAT)
        await people.answer("bob", project, CAT)
        await people.answer("rob", project, DOG)
        await people.settle()

    skills = {
        row["worker_id"]: (row["right_count"], row["wrong_count"])
        for row in await people.rows("SELECT * FROM worker_skill")
    }
    right, wrong = skills[people.workers["ann"].id]
    assert right > 1
    assert wrong == 0
    assert skills[people.workers["rob"].id][1] > 1
    assert right < 4, "an answer must not prove itself right"


@pytest.mark.skipif(not UNDECIDABLE, reason="every registered task type settles by itself")
async def test_answers_that_no_method_joins_wait_for_a_person(people: Crowd) -> None:
    task_type = UNDECIDABLE[0]
    project = await people.project(task_type.name, annotations_wanted=2)
    task = await people.task(
        project, wanted=2, params=task_type.example["params"], task_type=task_type.name
    )

    await people.answer("ann", project, {"answer": 1})
    await people.answer("bob", project, {"answer": 2})
    await people.settle()

    assert (await people.task_row(task))["status"] == "pending"
    (settlement,) = await people.rows("SELECT state FROM settlement")
    assert settlement["state"] == "needs_review"
    assert await _kinds(people, "task.needs_review") == 1


async def _adaptive(people: Crowd, *, most: int) -> str:
    return await people.project(
        annotations_wanted=2, annotations_max=most, target_confidence=0.98, target_margin=3
    )


async def _kinds(people: Crowd, kind: str, pending_for: str | None = None) -> int:
    rows = await people.rows("SELECT pending_for FROM event WHERE kind = %s", kind)
    return sum(row["pending_for"] == pending_for for row in rows)


async def _pending(people: Crowd) -> list[Event]:
    """What waits for quality, as the outbox would hand it over."""
    rows = await people.rows("SELECT * FROM event WHERE pending_for = 'quality' ORDER BY id")
    return [Event(**{name: row[name] for name in Event._fields}) for row in rows]


async def _state(people: Crowd) -> list[object]:
    tables = ("opening", "worker_skill", "task", "gold_result")
    return [await people.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in tables]  # noqa: S608


async def test_runners_that_settle_side_by_side_settle_every_task_once(people: Crowd) -> None:
    project = await people.project(annotations_wanted=2)
    tasks = [await people.task(project, wanted=2) for _ in range(6)]
    for name in ("ann", "bob"):
        for _ in tasks:
            await people.answer(name, project, CAT)
    events = await _pending(people)

    async def handle(some: list[Event]) -> None:
        async with people.db.transaction(people.identity) as conn:
            await jobs.handle(conn, some)

    await asyncio.gather(handle(events), handle(events[::-1]), handle(events[3:9]))

    assert await _kinds(people, "task.completed", pending_for="delivery") == len(tasks)
    skills = await people.rows("SELECT right_count FROM worker_skill")
    assert len({row["right_count"] for row in skills}) == 1
    assert skills[0]["right_count"] < len(tasks)


async def test_revised_answer_is_what_counts(people: Crowd) -> None:
    project = await people.project(annotations_wanted=2)
    task = await people.task(project, wanted=2)
    held = await people.lease("ann", project)
    await people.submit("ann", held["assignment_id"], CAT)
    await people.settle()

    async with people.db.connection() as conn:
        await conn.execute(
            "SELECT revise_annotation(%s, %s, %s, 'key')",
            (people.workers["ann"].token, held["assignment_id"], Jsonb(DOG)),
        )
    await people.settle()
    await people.answer("bob", project, DOG)
    await people.settle()

    assert (await people.task_row(task))["response"] == DOG
