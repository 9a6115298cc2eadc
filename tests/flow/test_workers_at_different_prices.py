"""Workers of one project at different prices: doubts go to the dearer, and it costs less."""

from collections.abc import AsyncGenerator, Mapping

import pytest

from goldwright.db.identity import member
from goldwright.dispatch import rates
from goldwright.errors import NotFoundError
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs
from tests.support.crowd import Crowd, crowd

CAT = {"category": "cat"}
DOG = {"category": "dog"}
USUAL, DEAR = 1_000_000, 4_000_000
CHEAP_PEOPLE = [f"person {number}" for number in range(8)]
EXPERTS = [f"expert {number}" for number in range(4)]
TASKS, HARD = 8, 2


@pytest.fixture
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(database_url) as found:
        yield found


async def test_same_answers_cost_less_when_experts_are_asked_what_others_doubt(
    people: Crowd,
) -> None:
    """Everybody asks in turn; two tasks of eight are such that half of the people are wrong."""
    unrouted, routed = [await _project(people) for _ in range(2)]
    await _pay_experts(people, routed)

    for project in (unrouted, routed):
        await _work(people, project)

    rows = await people.rows("SELECT response, status FROM task")
    assert {(row["status"], str(row["response"])) for row in rows} == {("completed", str(CAT))}
    (paid,) = await people.rows(
        "SELECT sum(paid_micros) AS micros FROM annotation WHERE project_id = %s", routed
    )
    by_experts, by_others = await _answers(people, routed)
    assert paid["micros"] == by_experts * DEAR + by_others * USUAL
    # At the same prices. The answers of experts to what nobody doubted are what is saved.
    experts_unrouted, others_unrouted = await _answers(people, unrouted)
    cost_unrouted = experts_unrouted * DEAR + others_unrouted * USUAL
    assert int(str(paid["micros"])) < 0.75 * cost_unrouted


async def test_experts_get_everything_when_nobody_else_is_at_work(people: Crowd) -> None:
    project = await _project(people)
    await _pay_experts(people, project)
    await people.answer("person 0", project, CAT)
    await people.settle()
    while_others_work = await people.lease("expert 0", project)

    await people.run("UPDATE queue SET kept_until = now() - interval '1 second'")

    assert while_others_work is None
    assert await people.lease("expert 0", project) is not None


async def test_dear_worker_who_is_no_better_is_an_expert_no_more(people: Crowd) -> None:
    project = await _project(people)
    await _pay_experts(people, project)
    for _ in range(30):
        await people.known_task(project, CAT)
    await people.run("UPDATE project SET gold_share = 1 WHERE id = %s", project)
    for name, says in (("person 0", CAT), ("person 1", CAT), ("person 2", CAT), ("expert 0", DOG)):
        for _ in range(30):
            await people.answer(name, project, says)
    await people.settle()

    await drain(people.db, "worker_model", jobs.model_workers)

    experts = await people.rows("SELECT worker_id FROM offer WHERE is_expert ORDER BY 1")
    assert people.workers["expert 0"].id not in {row["worker_id"] for row in experts}
    assert await people.lease("expert 0", project) is not None, "they work as others do"


async def test_budget_knows_what_the_dearer_answers_cost(people: Crowd) -> None:
    project = await _project(people, annotations_max=7, budget_micros=30 * USUAL)
    await _pay_experts(people, project)

    await _work(people, project)

    (paid,) = await people.rows("SELECT sum(paid_micros) AS micros FROM annotation")
    (row,) = await people.rows("SELECT count(*) AS n FROM task WHERE status = 'completed'")
    by_experts, _ = await _answers(people, project)
    assert by_experts > 0
    assert row["n"] == TASKS
    assert int(str(paid["micros"])) <= 30 * USUAL


async def test_rates_name_people_and_groups_of_the_project(people: Crowd) -> None:
    project = await _project(people)
    identity = member(people.organisation_id, "live")
    (row,) = await people.rows("SELECT name FROM project WHERE id = %s", project)
    name = str(row["name"])
    ada = people.workers["expert 0"].id
    await people.run(
        "INSERT INTO worker_group (organisation_id, environment, id, project_id, name)"
        " VALUES (%s, 'live', 'grp_1', %s, 'seniors')",
        *(people.organisation_id, project),
    )
    await people.run(
        "INSERT INTO worker_group_member (organisation_id, environment, group_id, worker_id)"
        " VALUES (%s, 'live', 'grp_1', %s)",
        *(people.organisation_id, people.workers["expert 1"].id),
    )
    async with people.db.transaction(identity) as conn:
        await rates.set_rate(conn, identity, name, DEAR, workers=[ada], groups=["seniors"])
        listed = await rates.list_rates(conn, identity, name)
        await rates.set_rate(conn, identity, name, None, workers=[ada])
        left = await rates.list_rates(conn, identity, name)
        with pytest.raises(NotFoundError, match=r"nobody@example\.com"):
            await rates.set_rate(conn, identity, name, DEAR, workers=["nobody@example.com"])

    assert {one["rate_micros"] for one in listed} == {DEAR}
    assert {one["worker_id"] for one in left} == {people.workers["expert 1"].id}


async def _project(people: Crowd, **settings: object) -> str:
    """A project of some tasks, offered to everybody."""
    wanted = {"annotations_wanted": 2, "annotations_max": 9, "rate_micros": USUAL, **settings}
    project = await people.project(**wanted)
    for _ in range(TASKS):
        await people.task(project, wanted=2)
    for name in (*CHEAP_PEOPLE, *EXPERTS):
        await people.worker(name, project)
    return project


async def _pay_experts(people: Crowd, project: str) -> None:
    identity = member(people.organisation_id, "live")
    (row,) = await people.rows("SELECT name FROM project WHERE id = %s", project)
    async with people.db.transaction(identity) as conn:
        workers = [people.workers[name].id for name in EXPERTS]
        await rates.set_rate(conn, identity, str(row["name"]), DEAR, workers=workers)
    await people.settle()


async def _work(people: Crowd, project: str) -> None:
    """Everybody asks in turn until nobody is given anything."""
    rows = await people.rows("SELECT id FROM task WHERE project_id = %s ORDER BY id", project)
    hard = {str(row["id"]) for row in rows[:HARD]}
    # Two at the usual rate, then an expert, and so on.
    order = [
        name
        for place, expert in enumerate(EXPERTS)
        for name in (*CHEAP_PEOPLE[2 * place : 2 * place + 2], expert)
    ]
    while True:
        given = 0
        for name in order:
            held = await people.lease(name, project)
            if held is None:
                continue
            given += 1
            await people.submit(name, held["assignment_id"], await _says(people, held, name, hard))
            await people.settle()
        if not given:
            return


async def _says(people: Crowd, held: Mapping[str, object], name: str, hard: set[str]) -> dict:
    (row,) = await people.rows(
        "SELECT task_id FROM assignment WHERE id = %s", held["assignment_id"]
    )
    is_wrong = row["task_id"] in hard and name in CHEAP_PEOPLE[1::2]
    return DOG if is_wrong else CAT


async def _answers(people: Crowd, project: str) -> tuple[int, int]:
    """Answers of the experts, and of the others."""
    experts = [people.workers[name].id for name in EXPERTS]
    (row,) = await people.rows(
        "SELECT count(*) FILTER (WHERE worker_id = ANY (%s)) AS theirs, count(*) AS total"
        " FROM annotation WHERE project_id = %s",
        *(experts, project),
    )
    theirs, total = int(str(row["theirs"])), int(str(row["total"]))
    return theirs, total - theirs
