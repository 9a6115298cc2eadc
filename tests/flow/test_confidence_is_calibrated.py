"""What confidence is worth: shown by gold, delivered with tasks, and what it may guarantee."""

from collections.abc import AsyncGenerator, Sequence
from random import Random

import numpy as np
import pytest

from goldwright.algorithms import ece, expected_reliability
from goldwright.algorithms.reliability import Reliability
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs, modelling, restating
from goldwright.task_types.contract import JsonObject
from tests.support.crowd import Crowd, crowd

CAT = {"category": "cat"}
DOG = {"category": "dog"}
NAMES = ("ann", "bob", "cleo", "dan", "eve")


@pytest.fixture
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(database_url) as found:
        yield found


async def test_delivered_confidence_means_how_often_such_answers_are_right(people: Crowd) -> None:
    # Everybody errs on the same tasks, which no model of independent workers expects.
    rng = Random(7)
    project = await people.project(annotations_wanted=3, gold_share=1.0)
    await _gold(people, project, 60, rng)
    await _learn(people, project)

    delivered = [await _settled(people, project, rng) for _ in range(60)]

    confidence = [one for one, _ in delivered]
    right = [one for _, one in delivered]
    share = sum(right) / len(right)
    assert share < 0.85, "the story is of a crowd that is wrong together"
    assert sum(confidence) / len(confidence) == pytest.approx(share, abs=0.1)
    assert ece(np.array(confidence), np.array(right), bins=5) < 0.12


async def test_before_much_gold_a_confidence_is_what_is_expected_of_such_votes(
    people: Crowd,
) -> None:
    rng = Random(8)
    expected = expected_reliability()
    without = await people.project(annotations_wanted=3)
    with_little = await people.project(annotations_wanted=3, gold_share=1.0)
    await _gold(people, with_little, 5, rng)
    await _learn(people, with_little)

    told = [(await _settled(people, one, rng))[0] for one in (without, with_little)]

    (calibration,) = await people.rows("SELECT * FROM calibration")
    assert calibration["gold_tasks"] == 5
    assert calibration["shares"] == []
    assert all(any(one == pytest.approx(share) for share in expected.shares) for one in told)
    (kept,) = await people.rows(
        "SELECT belief, confidence FROM settlement WHERE project_id = %s", without
    )
    assert kept["confidence"] == pytest.approx(expected.at(kept["belief"]), abs=1e-6)


async def test_settled_tasks_are_told_anew_when_gold_shows_more(
    people: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restating, "_TASKS_AT_ONCE", 2)
    rng = Random(10)
    project = await people.project(annotations_wanted=3, gold_share=1.0)
    for _ in range(5):
        await _settled(people, project, rng)
    decided = await people.task(project, wanted=3)
    for name in NAMES[:3]:
        await people.answer(name, project, CAT)
    await people.settle()
    await people.run("UPDATE settlement SET method = 'reviewed' WHERE task_id = %s", decided)
    fixed = await people.task(project, wanted=3)
    for name in NAMES[:3]:
        await people.answer(name, project, CAT)
    await people.settle()
    await people.run(
        "UPDATE task SET review_status = 'fixed', confidence = NULL WHERE id = %s", fixed
    )
    before = [await people.task_row(one) for one in (decided, fixed)]
    await _gold(people, project, 60, rng)
    await _learn(people, project)

    while await drain(people.db, "confidence", jobs.restate):
        pass

    ((shares, starts),) = [
        (row["shares"], row["starts"])
        for row in await people.rows("SELECT shares, starts FROM calibration")
    ]
    worth = Reliability(tuple(starts), tuple(shares))
    rows = await people.rows(
        "SELECT t.id, t.response, t.confidence, t.updated_at = t.completed_at AS is_same, s.belief,"
        " s.confidence AS settled FROM settlement AS s JOIN task AS t ON t.id = s.task_id"
        " WHERE s.state = 'settled' AND s.method = 'weighted' AND t.review_status IS NULL"
    )
    assert len(rows) >= 5
    for row in rows:
        assert row["confidence"] == pytest.approx(worth.at(row["belief"]), abs=0.006)
        assert row["settled"] == row["confidence"]
        assert row["is_same"], "what was delivered is as it was"
    after = [await people.task_row(one) for one in (decided, fixed)]
    assert after == before, "what a person decided is"


async def test_gold_lifts_the_confidence_of_answers_that_seldom_agree_in_every_part(
    people: Crowd,
) -> None:
    # Everybody overlooks other words, so no two answers are equal and all of them come out right.
    words = [f"Name{one}" for one in range(6)]
    params: JsonObject = {"text": " ".join(words), "labels": [{"name": "name"}]}
    asked = {"params": params, "task_type": "namedentityrecognition"}
    project = await people.project("namedentityrecognition", annotations_wanted=3, gold_share=1.0)
    await people.task(project, wanted=3, **asked)  # gold comes in the place of waiting work
    for _ in range(15):
        await people.known_task(project, _named(words, words), **asked)
        for name, missed in zip(NAMES[:3], range(3), strict=True):
            seen = [word for place, word in enumerate(words) if place % 3 != missed]
            await people.answer(name, project, _named(words, seen))
    await people.settle()
    await _learn(people, project)
    await people.run("UPDATE project SET gold_share = 0 WHERE id = %s", project)

    for name, missed in zip(NAMES[:3], range(3), strict=True):
        seen = [word for place, word in enumerate(words) if place % 3 != missed]
        await people.answer(name, project, _named(words, seen))
    await people.settle()

    (row,) = await people.rows(
        "SELECT belief, confidence FROM settlement WHERE project_id = %s", project
    )
    assert row["confidence"] > max(0.85, row["belief"])


async def test_gold_with_fewer_answers_than_work_shows_what_beliefs_are_worth(
    people: Crowd,
) -> None:
    project = await people.project(annotations_wanted=3, gold_share=1.0)
    await _gold(people, project, 30, Random(11), names=NAMES[:2])
    await _learn(people, project)

    (calibration,) = await people.rows("SELECT gold_tasks, shares, checked FROM calibration")

    assert calibration["gold_tasks"] == 30
    assert len(calibration["shares"]) > 1
    assert calibration["checked"] == 0, "a promise is of work as it is settled"


async def test_learning_again_from_the_same_gold_shows_the_same(people: Crowd) -> None:
    project = await people.project(annotations_wanted=3, gold_share=1.0)
    await _gold(people, project, 50, Random(9))
    await _learn(people, project)
    once = await people.rows("SELECT gold_tasks, starts, shares FROM calibration")

    await _learn(people, project)

    again = await people.rows("SELECT gold_tasks, starts, shares FROM calibration")
    assert again == once
    assert len(once[0]["shares"]) >= 1


async def _gold(
    people: Crowd, project: str, tasks: int, rng: Random, *, names: Sequence[str] = NAMES
) -> None:
    """Gold that all five people answered, or some, each by how hard it is for everybody."""
    await people.task(project, wanted=3)  # gold comes in the place of waiting work
    for _ in range(tasks):
        await people.known_task(project, CAT)
        is_hard = rng.random() < 0.3
        for name in names:
            await people.answer(name, project, _said(rng, is_hard))
    await people.settle()
    await people.run("UPDATE project SET gold_share = 0 WHERE id = %s", project)
    for name in NAMES[:3]:
        await people.answer(name, project, CAT)
    await people.settle()


async def _settled(people: Crowd, project: str, rng: Random) -> tuple[float, bool]:
    """Confidence of one more task that three people answered, and whether it came out right."""
    task = await people.task(project, wanted=3)
    is_hard = rng.random() < 0.3
    for name in rng.sample(NAMES, 3):
        await people.answer(name, project, _said(rng, is_hard))
    await people.settle()
    row = await people.task_row(task)
    return row["confidence"], row["response"] == CAT


def _named(words: list[str], seen: list[str]) -> JsonObject:
    """A mark on each of the words that were seen, in a text of all words."""
    text = " ".join(words)
    return {
        "annotations": [
            {
                "id": word,
                "start": text.index(word),
                "end": text.index(word) + len(word),
                "text": word,
                "label": "name",
            }
            for word in seen
        ]
    }


def _said(rng: Random, is_hard: bool) -> dict[str, str]:  # noqa: FBT001
    return CAT if rng.random() < (0.35 if is_hard else 0.95) else DOG


async def _learn(people: Crowd, project: str) -> None:
    await drain(people.db, "worker_model", jobs.model_workers)
    async with people.db.transaction(people.identity) as conn:
        await modelling.refresh(conn, people.scope, project)
