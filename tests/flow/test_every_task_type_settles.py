"""Several answers to a task of every type: joined with a probability, or given to a person."""

from collections.abc import AsyncGenerator
from random import Random
from statistics import fmean

import pytest

from bench.support.imagined import WORLDS, task
from goldwright.quality.answers import Standing, read_standing
from goldwright.task_types import registry
from goldwright.task_types.contract import TaskType
from tests.support.crowd import Crowd, crowd

SEVERAL = [one for one in registry().values() if not one.collects_all]


@pytest.fixture(scope="module")
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(database_url) as found:
        yield found


@pytest.mark.parametrize("task_type", SEVERAL, ids=lambda one: one.name)
async def test_answers_that_agree_settle_and_those_that_do_not_are_never_passed_off_as_one(
    people: Crowd, task_type: TaskType
) -> None:
    params = dict(task_type.example["params"])
    good = dict(task_type.example["response"])
    other = task_type.sample(params)
    project = await people.project(task_type.name, annotations_wanted=3)
    same, split = [
        await people.task(project, wanted=3, params=params, task_type=task_type.name)
        for _ in range(2)
    ]

    for name, says in (("ann", good), ("bob", good), ("cleo", other)):
        await people.answer(name, project, good)
        await people.answer(name, project, says)
    await people.settle()

    alike = await _standing(people, same)
    torn = await _standing(people, split)
    if task_type.aggregate is None:
        assert alike.row["state"] == "needs_review"
        assert "cannot be joined" in str(alike.reason)
        return
    row = await people.task_row(same)
    assert (row["status"], row["response"]) == ("completed", good)
    assert alike.reason is None
    assert 0.7 < alike.row["confidence"] <= 1
    if torn.row["state"] == "needs_review":
        assert torn.reason is not None
    else:
        assert torn.row["state"] == "settled"
        assert 0 < torn.row["confidence"] <= alike.row["confidence"]
        assert other == good or torn.row["margin"] < 3


@pytest.mark.parametrize("name", WORLDS)
async def test_what_five_people_give_together_is_worth_more_than_one_of_them(
    people: Crowd, name: str
) -> None:
    world = WORLDS[name]
    task_type = registry()[world.task_type]
    params, truth, answers = task(Random(name), world, 5)
    # With a most, so that a form is settled too and not collected.
    project = await people.project(task_type.name, annotations_wanted=5, annotations_max=5)
    made = await people.task(project, wanted=5, params=params, task_type=task_type.name)

    for who, said in zip(("ann", "bob", "cleo", "dan", "eve"), answers, strict=True):
        await people.answer(who, project, said)
    await people.settle()

    row = await people.task_row(made)
    assert row["status"] == "completed"
    alone = [task_type.agree(params, one, truth) for one in answers]
    assert task_type.agree(params, row["response"], truth) > fmean(alone)


async def test_boxes_that_have_nothing_in_common_go_to_a_person_with_the_reason(
    people: Crowd,
) -> None:
    params = dict(registry()["annotation"].example["params"])
    good = dict(registry()["annotation"].example["response"])
    moved = {
        "annotations": [
            {**one, "left": 0, "top": 0, "width": 3, "height": 3}
            for one in good["annotations"]
            if "width" in one
        ]
    }
    project = await people.project("annotation", annotations_wanted=2)
    task = await people.task(project, wanted=2, params=params, task_type="annotation")

    await people.answer("dan", project, good)
    await people.answer("eve", project, moved)
    await people.settle()

    found = await _standing(people, task)
    assert found.row["state"] == "needs_review"
    assert "do not agree" in str(found.reason)
    assert (await people.task_row(task))["status"] == "pending"


async def _standing(people: Crowd, task_id: str) -> Standing:
    async with people.db.transaction(people.identity) as conn:
        return await read_standing(conn, people.scope, task_id)
