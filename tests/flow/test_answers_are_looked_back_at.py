"""What all answers of a project tell together: what is taken for what, what to look at again."""

from collections.abc import AsyncGenerator

import pytest

from goldwright.quality.command import report, told
from tests.support.crowd import Crowd
from tests.support.crowd import crowd as crowd_of

CAT = {"category": "cat"}
DOG = {"category": "dog"}


@pytest.fixture
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd_of(database_url) as found:
        yield found


async def test_a_wrong_answer_delivered_early_is_doubted_later(crowd: Crowd) -> None:
    project = await crowd.project(annotations_wanted=3, rate_micros=50_000)
    truths = [CAT, DOG] * 8
    tasks = [await crowd.task(project, wanted=3) for _ in truths]
    for place, truth in enumerate(truths):
        # Cats are told by all but one; of the very first task a majority gets it wrong.
        mistaken = DOG if truth == CAT else CAT
        for name in ("ada", "ben", "cyd"):
            is_wrong = name == "cyd" or (place == 0 and name == "ben")
            await crowd.answer(name, project, mistaken if is_wrong else truth)
    await crowd.settle()

    found = await report(crowd.db, crowd.organisation_id, project, limit=5)

    (question,) = found["questions"]
    assert (question["answers"], question["tasks"]) == (48, 16)
    assert question["classes"] == ["cat", "dog"]
    assert sum(map(sum, question["confusion"])) == pytest.approx(48, abs=0.3)
    assert [one["task_id"] for one in found["doubts"]] == [tasks[0]]
    assert found["doubts"][0]["delivered"] == "dog"
    assert found["doubts"][0]["likely"] == "cat"
    assert len(found["hardest"]) == 5
    assert found["cost"]["micros_per_answer"] == 50_000
    assert found["cost"]["answers_per_completed_task"] == 3
    text = told(found)
    assert "Question 'category': 48 answers to 16 tasks" in text
    assert f"{tasks[0]}  category: 'dog'" in text


async def test_savings_and_costs_are_of_the_completed_tasks(crowd: Crowd) -> None:
    project = await crowd.project(annotations_wanted=2, annotations_max=5, rate_micros=50_000)
    for _ in range(4):
        await crowd.task(project, wanted=2)
    # Two tasks get three answers each that are alike and stop there; the others have fewer yet.
    for name, count in (("ada", 3), ("ben", 2), ("cyd", 4)):
        for _ in range(count):
            await crowd.answer(name, project, CAT)
        await crowd.settle()

    found = await report(crowd.db, crowd.organisation_id, project, limit=5)

    assert found["delivered"] == {
        "tasks": 2,
        "answers": 6,
        "paid_micros": 300_000,
        "fixed_answers": 10,
        "saved_share": pytest.approx(0.4),
        "saved_micros": 200_000,
    }
    assert found["annotations_counted"] == 9
    assert found["cost"]["answers_per_completed_task"] == 3
    assert found["cost"]["micros_per_completed_task"] == 150_000
    assert "saved       40.0% of 10 answers" in told(found)


async def test_a_project_without_answers_is_reported_as_such(crowd: Crowd) -> None:
    project = await crowd.project()

    found = await report(crowd.db, crowd.organisation_id, project, limit=5)

    assert (found["questions"], found["doubts"], found["hardest"]) == ([], [], [])
    assert found["gold"]["share"] is None
    assert "accuracy is not known" in told(found)


async def test_report_tells_where_a_project_is_going_and_what_is_missing(crowd: Crowd) -> None:
    project = await crowd.project(
        annotations_wanted=2,
        annotations_max=4,
        rate_micros=50_000,
        budget_micros=1_000_000,
        target_wrong_share=0.05,
    )
    for _ in range(4):
        await crowd.task(project, wanted=2)

    text = told(await report(crowd.db, crowd.organisation_id, project, limit=5))

    assert "in the end  12 answers (8 to 16), 0.60 (0.40 to 0.80), by the settings alone" in text
    assert "budget      1.00: 0 answers bought beyond the first, 12 more can be; 0 tasks" in text
    assert "promise     cannot be told yet: at most 5.0% wrong; 0 of 0 gold tasks" in text
    assert "It takes 59 gold tasks with answers" in text
