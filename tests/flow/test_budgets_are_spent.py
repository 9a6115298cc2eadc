"""A project's money: further answers go where they tell most, and it is never spent twice."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from psycopg.types.json import Json

from goldwright.clock import now
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs, modelling
from goldwright.quality.budgets import Funds, read_funds
from goldwright.quality.outlook import read_outlook
from goldwright.quality.stopping import Standing
from tests.support.crowd import Crowd, crowd

CAT = {"category": "cat"}
DOG = {"category": "dog"}
DOLLAR = 1_000_000
PEOPLE = [f"person {number}" for number in range(12)]
_TEXT = "Ada met Bob in Rome."
_IMAGE = {"attachment": "https://example.com/1.png", "attachment_type": "image"}
# By kind: task type, params, the answer that is right, and another.
KINDS = {
    "several classes": (
        "categorization",
        {**_IMAGE, "categories": ["cat", "dog", "eel"], "allow_multiple": True},
        {"category": ["cat", "dog"]},
        {"category": ["eel"]},
    ),
    "ranking": (
        "textcollection",
        {
            "attachments": [{"type": "text", "content": _TEXT}],
            "fields": [
                {
                    "type": "ranking_order",
                    "field_id": "order",
                    "title": "Which is best?",
                    "options": ["truth", "tone", "length"],
                }
            ],
        },
        {"annotations": {"order": ["truth", "tone", "length"]}},
        {"annotations": {"order": ["length", "tone", "truth"]}},
    ),
    "spans": (
        "namedentityrecognition",
        {"text": _TEXT, "labels": [{"name": "person"}, {"name": "place"}]},
        {"annotations": [{"id": "s1", "start": 0, "end": 3, "text": "Ada", "label": "person"}]},
        {"annotations": [{"id": "s1", "start": 15, "end": 19, "text": "Rome", "label": "place"}]},
    ),
    "boxes": (
        "annotation",
        {**_IMAGE, "objects_to_annotate": ["cow"]},
        {"annotations": [{"left": 0, "top": 0, "width": 100, "height": 100, "label": "cow"}]},
        {"annotations": [{"left": 300, "top": 300, "width": 90, "height": 90, "label": "cow"}]},
    ),
}


@pytest.fixture
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(database_url) as found:
        yield found


async def test_further_answers_go_to_the_task_on_which_people_disagree(people: Crowd) -> None:
    project = await _project(people, answers=7, wanted=2)
    agreed, torn, clear = [await people.task(project, wanted=2) for _ in range(3)]

    for name, says in (("ann", DOG), ("bob", CAT)):
        for task in (agreed, torn, clear):
            await people.answer(name, project, says if task == torn else CAT)
    await people.settle()

    asked = await _asked(people)
    assert asked[torn] == 3
    assert sum(asked.values()) == 7
    await _finish(people, project)
    assert await _answers_bought(people) == 7
    assert {row["status"] for row in await people.rows("SELECT status FROM task")} == {"completed"}


@pytest.mark.parametrize("kind", ["several classes", "ranking", "spans", "boxes"])
async def test_budget_goes_to_the_dispute_whatever_is_asked(people: Crowd, kind: str) -> None:
    task_type, params, one, other = KINDS[kind]
    project = await _project(people, answers=5, wanted=2, task_type=task_type)
    agreed, torn = [
        await people.task(project, wanted=2, params=params, task_type=task_type) for _ in range(2)
    ]

    for name, says in (("ann", other), ("bob", one)):
        await people.answer(name, project, one)
        await people.answer(name, project, says)
    await people.settle()

    asked = await _asked(people)
    assert (asked[agreed], asked[torn]) == (2, 3)
    await people.answer("cleo", project, one)
    await people.settle()
    settled = [await people.task_row(task) for task in (agreed, torn)]
    assert [_without_ids(row["response"]) for row in settled] == [_without_ids(one)] * 2
    assert settled[0]["confidence"] > settled[1]["confidence"] > 0
    assert await _answers_bought(people) == 5


@pytest.mark.parametrize("kind", ["several classes", "ranking", "spans", "boxes"])
async def test_promise_is_checked_on_gold_whatever_is_asked(people: Crowd, kind: str) -> None:
    task_type, params, one, _ = KINDS[kind]
    project = await people.project(
        task_type,
        annotations_wanted=2,
        annotations_max=3,
        gold_share=1.0,
        target_wrong_share=0.5,
    )
    await people.task(project, wanted=2, params=params, task_type=task_type)
    for _ in range(12):
        await people.known_task(project, one, params=params, task_type=task_type)

    for name, gold in (("ann", 12), ("bob", 12), ("cleo", 9)):
        for _ in range(gold):
            await people.answer(name, project, one)
    await people.settle()
    async with people.db.transaction(people.identity) as conn:
        await modelling.refresh(conn, people.scope, project)
        promise = (await read_outlook(conn, people.scope, project, now=now())).promise

    assert (promise.checked, promise.wrong) == (12, 0)
    assert promise.cut_short == 3, "which two answered as one, and a third one has yet to"
    assert promise.standing is Standing.HELD


async def test_lower_budget_takes_back_what_nobody_has_begun(people: Crowd) -> None:
    project = await _project(people, answers=20, wanted=2)
    tasks = [await people.task(project, wanted=2) for _ in range(3)]
    for name in ("ann", "bob"):
        for _ in tasks:
            await people.answer(name, project, CAT)
    await people.settle()
    held = await people.lease("cleo", project)
    assert held is not None
    assert await people.lease("ann", project) is None, "two tasks wait for a third person"

    await people.run("UPDATE project SET budget_micros = %s WHERE id = %s", 7 * DOLLAR, project)
    await _settings_changed(people, project, budget_micros=7 * DOLLAR)
    await people.settle()

    rows = await people.rows("SELECT status FROM task ORDER BY status")
    assert [row["status"] for row in rows] == ["completed", "completed", "pending"]
    funds = await _funds(people, project)
    assert (funds.granted_answers, funds.beyond) == (1, 1)
    await people.submit("cleo", held["assignment_id"], CAT)
    await people.settle()
    assert {row["status"] for row in await people.rows("SELECT status FROM task")} == {"completed"}
    assert await _answers_bought(people) == 7


async def test_budget_is_never_exceeded_by_runners_side_by_side(people: Crowd) -> None:
    project = await _project(people, answers=30, wanted=1)
    for _ in range(10):
        await people.task(project)

    for name in PEOPLE:
        while (held := await people.lease(name, project)) is not None:
            await people.submit(name, held["assignment_id"], CAT if name < "person 5" else DOG)
        await asyncio.gather(*(drain(people.db, "quality", jobs.handle) for _ in range(3)))
    await people.settle()

    assert await _answers_bought(people) == 30
    assert {row["status"] for row in await people.rows("SELECT status FROM task")} == {"completed"}


async def test_budget_that_buys_first_answers_only_settles_from_those(people: Crowd) -> None:
    project = await _project(people, answers=2, wanted=1)
    tasks = [await people.task(project) for _ in range(2)]

    for _ in tasks:
        await people.answer("ann", project, CAT)
    await people.settle()

    rows = [await people.task_row(task) for task in tasks]
    assert [row["response"] for row in rows] == [CAT, CAT]
    assert all(0.5 < row["confidence"] < 0.98 for row in rows)


async def test_money_is_kept_for_tasks_that_nobody_has_met_yet(people: Crowd) -> None:
    project = await _project(people, answers=16, wanted=1)
    for _ in range(8):
        await people.task(project)

    for _ in range(2):
        await people.answer("ann", project, CAT)
    await people.settle()

    (budget,) = await people.rows("SELECT granted_answers FROM budget")
    assert budget["granted_answers"] == 2, "8 are left beyond the first, for 8 tasks"


async def test_more_money_buys_more_for_what_still_waits(people: Crowd) -> None:
    project = await _project(people, answers=100, wanted=1)
    tasks = [await people.task(project) for _ in range(2)]
    await people.run("UPDATE project SET budget_micros = %s WHERE id = %s", 6 * DOLLAR, project)
    await people.answer("ann", project, CAT)
    await people.settle()
    before = await _asked(people)

    await people.run("UPDATE project SET budget_micros = %s WHERE id = %s", 100 * DOLLAR, project)
    await _settings_changed(people, project)
    await people.settle()
    await _finish(people, project)

    assert before == {tasks[0]: 2}
    assert await _answers_bought(people) == 6, "three who agree are enough for each"
    funds = await _funds(people, project)
    assert (funds.granted_answers, funds.unasked, funds.waiting) == (4, 0, 0)


async def test_a_lower_rate_does_not_spend_the_budget_twice(people: Crowd) -> None:
    project = await _project(people, answers=4, wanted=2)
    for _ in range(2):
        await people.task(project, wanted=2)
    for name, says in (("ann", DOG), ("bob", CAT)):
        for _ in range(2):
            await people.answer(name, project, says)
    await people.run(
        "UPDATE project SET rate_micros = %s, budget_micros = budget_micros + %s WHERE id = %s",
        *(DOLLAR // 4, 3 * DOLLAR // 4, project),
    )
    await _settings_changed(people, project)
    await people.settle()
    await _finish(people, project)

    (paid,) = await people.rows("SELECT sum(paid_micros) AS micros FROM annotation")
    assert paid["micros"] == 4 * DOLLAR + 3 * DOLLAR // 4


async def test_task_that_is_cancelled_while_it_waits_leaves_its_money_to_others(
    people: Crowd,
) -> None:
    project = await _project(people, answers=7, wanted=2)
    tasks = [await people.task(project, wanted=2) for _ in range(3)]
    await people.run("UPDATE project SET budget_micros = %s WHERE id = %s", 6 * DOLLAR, project)
    for says in (CAT, DOG):
        await people.answer("ann" if says is CAT else "bob", project, says)
    await people.settle()
    await people.run("UPDATE task SET status = 'cancelled' WHERE id = %s", tasks[0])
    await people.run("UPDATE project SET budget_micros = %s WHERE id = %s", 20 * DOLLAR, project)

    await _finish(people, project)

    states = [(await people.task_row(task))["status"] for task in tasks]
    assert states == ["cancelled", "completed", "completed"]
    assert not await people.rows("SELECT FROM settlement WHERE urgency IS NOT NULL")


async def test_project_without_a_budget_any_more_settles_what_waited(people: Crowd) -> None:
    project = await _project(people, answers=8, wanted=1)
    task = await people.task(project)
    for _ in range(7):
        await people.task(project)
    await people.run("UPDATE project SET budget_micros = %s WHERE id = %s", 8 * DOLLAR, project)
    await people.run("UPDATE project SET budget_micros = 9000000 WHERE id = %s", project)
    await people.answer("ann", project, CAT)
    await people.settle()
    waited = await people.task_row(task)

    await people.run("UPDATE project SET budget_micros = NULL WHERE id = %s", project)
    await _settings_changed(people, project)
    await people.settle()

    assert waited["status"] == "pending"
    assert (await people.task_row(task))["response"] == CAT


async def test_budget_counts_what_was_asked_before_there_was_one(people: Crowd) -> None:
    project = await _project(people, answers=8, wanted=2)
    await people.run("UPDATE project SET budget_micros = NULL WHERE id = %s", project)
    await _settings_changed(people, project)
    await people.settle()
    for _ in range(6):
        await people.task(project, wanted=2)
    for name, says in zip(PEOPLE, (CAT, DOG, CAT, DOG), strict=False):
        for _ in range(4):
            await people.answer(name, project, says)
        await people.settle()
    assert sum((await _asked(people)).values()) > 2 * 4, "some were asked further"

    await people.run("UPDATE project SET budget_micros = %s WHERE id = %s", 20 * DOLLAR, project)
    await _settings_changed(people, project, budget_micros=20 * DOLLAR)
    await people.settle()
    await _finish(people, project)

    assert await _answers_bought(people) <= 20


async def test_settings_of_a_project_that_nobody_has_answered_yet_may_change(
    people: Crowd,
) -> None:
    project = await _project(people, answers=8, wanted=2)
    await people.task(project, wanted=2)

    await _settings_changed(people, project)
    await people.settle()
    await drain(people.db, "worker_model", jobs.model_workers)

    assert not await people.rows("SELECT failure FROM event WHERE failure IS NOT NULL")
    (calibration,) = await people.rows("SELECT checked, curve_answers FROM calibration")
    assert calibration == {"checked": 0, "curve_answers": []}


def _without_ids(value: object) -> object:
    """Marks that several people set alike are given ids of their own."""
    if isinstance(value, list):
        return [_without_ids(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_ids(one) for key, one in value.items() if key != "id"}
    return value


async def _settings_changed(people: Crowd, project: str, **settings: int | None) -> None:
    """Tell of it, as a change of settings through the API does."""
    await people.run(
        "INSERT INTO event (organisation_id, environment, kind, project_id, details, pending_for)"
        " VALUES (%s, 'live', 'project.settings_changed', %s, %s, 'quality')",
        people.organisation_id,
        project,
        Json(settings),
    )


async def _project(
    people: Crowd, *, answers: int, wanted: int, task_type: str = "categorization"
) -> str:
    """A project whose budget buys so many answers, at a dollar each."""
    return await people.project(
        task_type,
        annotations_wanted=wanted,
        annotations_max=7,
        rate_micros=DOLLAR,
        budget_micros=answers * DOLLAR,
    )


async def _finish(people: Crowd, project: str) -> None:
    """Everybody says cat to whatever is asked, until nothing is."""
    for _ in range(3):
        for name in PEOPLE:
            while (held := await people.lease(name, project)) is not None:
                await people.submit(name, held["assignment_id"], CAT)
                await people.settle()


async def _asked(people: Crowd) -> dict[str, int]:
    rows = await people.rows("SELECT task_id, asked FROM settlement")
    return {str(row["task_id"]): int(str(row["asked"])) for row in rows}


async def _answers_bought(people: Crowd) -> int:
    (row,) = await people.rows("SELECT count(*) AS answers FROM annotation WHERE is_counted")
    return int(str(row["answers"]))


async def _funds(people: Crowd, project: str) -> Funds:
    async with people.db.transaction(people.identity) as conn:
        found = await read_funds(conn, people.scope, project)
    assert found is not None
    return found
