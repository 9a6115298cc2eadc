"""Seeds: tasks that all workers of a project are given, on which copied answers can be told."""

from collections import Counter

import numpy as np
import pytest

from goldwright.errors import IllegalMoveError
from goldwright.quality import people as told
from goldwright.quality.report import project_report
from goldwright.quality.signals import Kind
from goldwright.task_types.contract import JsonObject
from tests.support.crowd import CAT_OR_DOG, Crowd

pytestmark = pytest.mark.usefixtures("sound")

CAT: JsonObject = {"category": "cat"}
DOG: JsonObject = {"category": "dog"}
PENNY = 10_000


async def purposes(people: Crowd, project: str) -> Counter[object]:
    rows = await people.rows("SELECT purpose FROM assignment WHERE project_id = %s", project)
    return Counter(row["purpose"] for row in rows)


async def tasks_of(people: Crowd, name: str) -> list[object]:
    rows = await people.rows(
        "SELECT task_id FROM assignment WHERE worker_id = %s ORDER BY leased_at, id",
        people.workers[name].id,
    )
    return [row["task_id"] for row in rows]


async def test_two_who_copy_are_seen_on_seeds_and_nobody_else(people: Crowd) -> None:
    animals = ["cat", "dog", "eel", "fox"]
    project = await people.project(overlap_share=1, rate_micros=PENNY)
    params = {**CAT_OR_DOG, "categories": animals}
    for _ in range(75):
        await people.task(project, params=params)
    rng = np.random.default_rng(3)
    honest = ("ada", "ben", "cyd", "dee", "eva")
    said: dict[object, str] = {}

    for name in (*honest, "fay", "gus"):  # the last one has the answers of the one before
        for _ in range(60):
            held = await people.lease(name, project)
            assert held is not None
            (row,) = await people.rows(
                "SELECT task_id FROM assignment WHERE id = %s", held["assignment_id"]
            )
            truth = animals[int(str(row["task_id"]), 16) % 4]
            if name != "gus":
                said[row["task_id"]] = truth if rng.random() < 0.7 else str(rng.choice(animals))
            await people.submit(name, held["assignment_id"], {"category": said[row["task_id"]]})
    await people.settle()
    async with people.db.transaction(people.identity) as conn:
        found = await told.project_signals(conn, people.scope, project)
        report = await project_report(conn, people.scope, project, after="", limit=10)

    fay, gus = people.workers["fay"].id, people.workers["gus"].id
    assert {(one.kind, one.worker_id, *one.others) for one in found.signals} == {
        (Kind.COPYING, fay, gus),
        (Kind.COPYING, gus, fay),
    }
    assert found.signals[0].answers == 60
    # Delivered is what the first one said, and paid is each answer, each once.
    assert (report.annotations, report.overlap_annotations) == (60, 360)
    assert (report.paid_micros, report.overlap_paid_micros) == (420 * PENNY, 360 * PENNY)
    assert report.tasks == {"completed": 60, "pending": 15}
    wrong = await people.rows(
        "SELECT t.id FROM task AS t JOIN annotation AS n ON n.task_id = t.id AND n.worker_id = %s"
        " WHERE t.response IS DISTINCT FROM n.response AND t.status = 'completed'",
        people.workers["ada"].id,
    )
    assert wrong == []


async def test_all_meet_the_same_seeds_in_the_same_order(people: Crowd) -> None:
    project = await people.project(overlap_share=1, annotations_wanted=2)
    for _ in range(8):
        await people.task(project, wanted=2)

    for name in ("ada", "bob", "cyd"):
        for _ in range(4):
            await people.answer(name, project, CAT)
        await people.settle()

    assert await tasks_of(people, "ada") == await tasks_of(people, "bob")
    assert await tasks_of(people, "ada") == await tasks_of(people, "cyd")
    # The second one's are votes that were wanted anyway; only the third one's cost more.
    assert await purposes(people, project) == {"work": 8, "overlap": 4}


async def test_a_seed_that_may_still_want_answers_is_given_to_nobody_else(people: Crowd) -> None:
    project = await people.project(overlap_share=1)
    for _ in range(2):
        await people.task(project)
    held = await people.lease("ada", project)
    assert held is not None

    await people.lease("bob", project)

    assert await purposes(people, project) == {"work": 2}
    assert set(await tasks_of(people, "bob")).isdisjoint(await tasks_of(people, "ada"))


async def test_nobody_is_given_seeds_where_no_work_waits(people: Crowd) -> None:
    project = await people.project(overlap_share=1)
    await people.task(project)
    await people.answer("ada", project, CAT)

    assert await people.lease("bob", project) is None


async def test_no_seeds_are_drawn_where_none_are_asked_for(people: Crowd) -> None:
    project = await people.project()
    for _ in range(4):
        await people.task(project)
    for name in ("ada", "bob"):
        await people.answer(name, project, CAT)

    assert await people.rows("SELECT FROM seed WHERE project_id = %s", project) == []
    assert await purposes(people, project) == {"work": 2}


async def test_an_answer_to_compare_looks_like_work_to_its_worker(people: Crowd) -> None:
    project = await people.project(overlap_share=1, rate_micros=PENNY)
    for _ in range(3):
        await people.task(project)
    first = await people.answer("ada", project, CAT)
    held = await people.lease("bob", project)
    assert held is not None
    second = await people.submit("bob", held["assignment_id"], DOG)

    assert await purposes(people, project) == {"work": 1, "overlap": 1}
    for name in ("is_counted", "paid_micros", "version"):
        assert first[name] == second[name]
    with pytest.raises(IllegalMoveError):  # as it is of work that one answer completes
        await people.revise("bob", held["assignment_id"], CAT)
    (task,) = await people.rows("SELECT response FROM task WHERE status = 'completed'")
    assert task["response"] == CAT


async def test_an_answer_to_compare_may_be_revised_where_work_may(people: Crowd) -> None:
    project = await people.project(overlap_share=1, annotations_wanted=2)
    for _ in range(2):
        await people.task(project, wanted=2)
    for name in ("ada", "bob"):
        await people.answer(name, project, CAT)
    await people.settle()
    held = await people.lease("cyd", project)
    assert held is not None
    await people.submit("cyd", held["assignment_id"], CAT)

    await people.revise("cyd", held["assignment_id"], DOG)

    rows = await people.rows(
        "SELECT purpose, is_counted, response FROM annotation WHERE worker_id = %s AND is_current",
        people.workers["cyd"].id,
    )
    assert rows == [{"purpose": "overlap", "is_counted": False, "response": DOG}]


async def test_a_cancelled_or_recalled_seed_is_for_nobody(people: Crowd) -> None:
    project = await people.project(overlap_share=1)
    for _ in range(4):
        await people.task(project)
    for _ in range(2):
        await people.answer("ada", project, CAT)
    gone, back = await tasks_of(people, "ada")
    await people.run("UPDATE task SET status = 'cancelled' WHERE id = %s", gone)
    await people.run("UPDATE task SET status = 'pending' WHERE id = %s", back)

    await people.lease("bob", project)

    assert set(await tasks_of(people, "bob")).isdisjoint({gone, back})
    await people.run("UPDATE task SET status = 'completed' WHERE id = %s", back)


async def test_a_released_answer_to_compare_gives_back_no_place(people: Crowd) -> None:
    project = await people.project(overlap_share=1)
    for _ in range(3):
        await people.task(project)
    await people.answer("ada", project, CAT)
    held = await people.lease("bob", project)
    assert held is not None

    await people.run(
        "SELECT end_lease(%s, 'live', %s, 'released', NULL)",
        people.organisation_id,
        held["assignment_id"],
    )

    (row,) = await people.rows(
        "SELECT o.slots_left FROM opening AS o JOIN assignment AS a USING (task_id)"
        " WHERE a.id = %s",
        held["assignment_id"],
    )
    assert row["slots_left"] == 0
