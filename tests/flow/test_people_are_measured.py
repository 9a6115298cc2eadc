"""What answers tell of who gave them: their record over time, and signs that they do not look."""

import json
from collections.abc import AsyncGenerator
from datetime import datetime

import pytest

from goldwright.errors import NotFoundError
from goldwright.quality import people
from goldwright.quality.command import as_json, report, told
from goldwright.quality.signals import Kind
from tests.support.crowd import Crowd
from tests.support.crowd import crowd as crowd_of

CAT = {"category": "cat"}
DOG = {"category": "dog"}


@pytest.fixture
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd_of(database_url) as found:
        yield found


async def work(crowd: Crowd, project: str, tasks: int = 36) -> list[str]:
    """Three people answer every task: ada and ben rightly, cyd always with the first option."""
    names = ("ada", "ben", "cyd")
    for place in range(tasks):
        await crowd.task(project, wanted=3)
        for name in names:
            await crowd.answer(name, project, DOG if place % 2 and name != "cyd" else CAT)
    await crowd.settle()
    return [crowd.workers[name].id for name in names]


async def test_record_and_signals_of_workers_are_told(crowd: Crowd) -> None:
    project = await crowd.project(annotations_wanted=3)
    ada, _, cyd = await work(crowd, project)
    other = await crowd.project(annotations_wanted=3)
    await work(crowd, other, tasks=2)

    async with crowd.db.transaction(crowd.identity) as conn:
        good = await people.worker_record(conn, crowd.scope, project, ada)
        poor = await people.worker_record(conn, crowd.scope, project, cyd)
        found = await people.project_signals(conn, crowd.scope, project)
        with pytest.raises(NotFoundError):
            await people.worker_record(conn, crowd.scope, project, "wrk_nobody")

    assert good.record.overall.accuracy == 1.0
    assert good.record.overall.low > 0.7
    assert sum(one.answers for one in good.record.over_time) == 36
    assert [one.project for one in good.elsewhere] == [other]
    assert {one.name: one.accuracy for one in poor.record.by_label} == {"cat": 1.0, "dog": 0.0}
    assert found.answers == 108
    assert {one.worker_id for one in found.signals} == {cyd}
    leaning = next(one for one in found.signals if one.kind is Kind.LEANING)
    assert (leaning.option, leaning.seen) == ("cat", 1.0)


async def test_gold_tells_more_than_what_was_settled(crowd: Crowd) -> None:
    project = await crowd.project(annotations_wanted=3, gold_share=1.0)
    for _ in range(4):
        await crowd.known_task(project, DOG)
    await crowd.task(project, wanted=3)  # gold comes in the place of work only
    for _ in range(4):
        await crowd.answer("ada", project, CAT)
    await crowd.settle()

    async with crowd.db.transaction(crowd.identity) as conn:
        found = await people.worker_record(conn, crowd.scope, project, crowd.workers["ada"].id)

    assert (found.record.on_gold.answers, found.record.on_gold.accuracy) == (4, 0.0)
    assert found.record.overall.answers == 4


async def test_an_only_answer_proves_nothing_until_somebody_looks(crowd: Crowd) -> None:
    project = await crowd.project()
    await crowd.task(project)
    await crowd.answer("ada", project, CAT)
    await crowd.settle()

    async with crowd.db.transaction(crowd.identity) as conn:
        found = await people.worker_record(conn, crowd.scope, project, crowd.workers["ada"].id)

    assert (found.answers, found.record.overall.answers) == (1, 0)


async def test_the_report_tells_of_people(crowd: Crowd) -> None:
    project = await crowd.project(annotations_wanted=3)
    ada, _, cyd = await work(crowd, project)

    found = await report(crowd.db, crowd.organisation_id, project, limit=3)
    text = told(found)

    windows = json.loads(as_json(found))["people"][ada]["over_time"]
    assert datetime.fromisoformat(windows[0]["since"]).tzinfo is not None
    assert f"{ada}  100.0% of 36 answers" in text
    assert f"{cyd}  leaning: took 'cat' in 100% of 36 answers" in text
