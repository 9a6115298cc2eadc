"""Workers who ask in the same moment are served in one call; none fails by another."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Sequence
from typing import LiteralString

import orjson
import psycopg
import pytest

from goldwright.annotation.actions import SQL as ANNOTATION
from goldwright.api.turns import Turn, Turns
from goldwright.db import Database
from goldwright.dispatch import actions as dispatch
from goldwright.errors import NotFoundError, NotQualifiedError, UnauthenticatedError
from goldwright.verify import verify
from tests.support.crowd import Crowd, Worker
from tests.support.crowd import crowd as crowd_of

Told = Sequence[tuple[int, str, str]]


@pytest.fixture
async def app(database_url: str) -> AsyncGenerator[Database]:
    async with Database(database_url, role="goldwright_app", size=4) as found:
        yield found


@pytest.fixture
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd_of(database_url) as found:
        yield found


async def ask(app: Database, statement: LiteralString, turns: list[Turn]) -> Told:
    """What one call answers these turns: the number of each, a kind and a text."""
    async with app.connection() as conn:
        cursor = await conn.execute(
            statement,
            {
                "tokens": [turn.token for turn in turns],
                "asked": orjson.dumps([turn.asked for turn in turns]).decode(),
            },
        )
        return [(row["number"], row["kind"], row["shown"]) for row in await cursor.fetchall()]


def wish(worker: Worker, project: str, hold: int = 1) -> Turn:
    return Turn(worker.token, {"project": project, "hold": hold, "have": []})


def response(worker: Worker, assignment_id: str, **more: object) -> Turn:
    sent = {"assignment_id": assignment_id, "response": {"category": "cat"}, "key": assignment_id}
    return Turn(worker.token, {**sent, "active_seconds": 1, **more})


def held(told: Told) -> dict[int, list[str]]:
    """The assignments by the number of the turn that they were given to."""
    found: dict[int, list[str]] = {}
    for number, kind, shown in told:
        assert kind == "held", shown
        found.setdefault(number, []).append(orjson.loads(shown)["assignment_id"])
    return found


async def test_each_is_given_tasks_of_their_own(app: Database, crowd: Crowd) -> None:
    project = await crowd.project()
    tasks = [await crowd.task(project) for _ in range(6)]
    people = [await crowd.worker(name, project) for name in ("ada", "bo", "cy")]

    given = held(
        await ask(
            app, dispatch.SQL["lease"], [wish(one, project, n) for n, one in enumerate(people, 1)]
        )
    )

    rows = await crowd.rows("SELECT id, worker_id, task_id FROM assignment")
    owners = {row["id"]: row["worker_id"] for row in rows}
    assert {number: len(some) for number, some in given.items()} == {1: 1, 2: 2, 3: 3}
    for number, some in given.items():
        assert {owners[one] for one in some} == {people[number - 1].id}
    assert sorted(str(row["task_id"]) for row in rows) == sorted(tasks)


async def test_several_answers_to_one_task_come_from_several(app: Database, crowd: Crowd) -> None:
    project = await crowd.project(annotations_wanted=2)
    tasks = [await crowd.task(project, wanted=2) for _ in range(2)]
    people = [await crowd.worker(name, project) for name in ("ada", "bo", "cy")]

    told = await ask(app, dispatch.SQL["lease"], [wish(one, project, 2) for one in people])

    assert sum(len(some) for some in held(told).values()) == 4
    rows = await crowd.rows("SELECT task_id, worker_id FROM assignment")
    assert len({(row["task_id"], row["worker_id"]) for row in rows}) == len(rows)
    assert sorted({str(row["task_id"]) for row in rows}) == sorted(tasks)
    assert await crowd.rows("SELECT FROM opening WHERE slots_left > 0") == []


async def test_nobody_reaches_what_another_in_the_same_call_holds(
    app: Database, crowd: Crowd
) -> None:
    project = await crowd.project(rate_micros=1000)
    await crowd.task(project)
    ada, bo = await crowd.worker("ada", project), await crowd.worker("bo", project)
    ((assignment_id,),) = held(await ask(app, dispatch.SQL["lease"], [wish(ada, project)])).values()

    told = await ask(
        app,
        ANNOTATION["submit"],
        [response(bo, assignment_id, project=None, hold=1, have=[]), response(ada, "asg_none")],
    )

    assert told == [
        (1, "GW404", f"You have no assignment {assignment_id}."),
        (2, "GW404", "You have no assignment asg_none."),
    ]
    assert await crowd.rows("SELECT FROM annotation") == []


async def test_who_may_not_act_stops_nobody_else(app: Database, crowd: Crowd) -> None:
    project = await crowd.project()
    await crowd.task(project)
    ada, bo = await crowd.worker("ada", project), await crowd.worker("bo", project)
    unknown = Worker("wrk_unknown", secrets.token_bytes(32))
    await crowd.run("UPDATE worker SET status = 'suspended' WHERE id = %s", bo.id)
    turns = Turns(app)
    some = [ada, unknown, bo]

    first, *told = await asyncio.gather(
        dispatch.lease(turns, unknown.token, dispatch.Wish(project, 1, [])),
        *(dispatch.lease(turns, one.token, dispatch.Wish(project, 1, [])) for one in some),
        return_exceptions=True,
    )

    assert isinstance(first, UnauthenticatedError)
    assert isinstance(told[0], list)
    assert len(told[0]) == 1
    assert isinstance(told[1], UnauthenticatedError)
    assert isinstance(told[2], NotQualifiedError)


async def test_two_turns_of_one_worker_are_taken_one_after_the_other(
    app: Database, crowd: Crowd
) -> None:
    project = await crowd.project()
    for _ in range(5):
        await crowd.task(project)
    ada = await crowd.worker("ada", project)
    turns = Turns(app)

    told = await asyncio.gather(
        *(dispatch.lease(turns, ada.token, dispatch.Wish(project, 2, [])) for _ in range(4))
    )

    assert [len(one) for one in told] == [2, 2, 2, 2]
    assert all(one == told[0] for one in told)


async def test_what_the_database_refuses_fails_its_sender_alone(
    app: Database, crowd: Crowd
) -> None:
    project = await crowd.project(rate_micros=1000)
    for _ in range(3):
        await crowd.task(project)
    people = [await crowd.worker(name, project) for name in ("ada", "bo", "cy")]
    given = held(await ask(app, dispatch.SQL["lease"], [wish(one, project) for one in people]))
    ada, bo, cy = (response(one, given[n][0]) for n, one in enumerate(people, 1))
    bo = Turn(bo.token, {**bo.asked, "active_seconds": "very long"})
    turns = Turns(app)

    _, *told = await asyncio.gather(
        turns(ANNOTATION["submit"], response(people[0], "asg_none")),
        *(turns(ANNOTATION["submit"], one) for one in (ada, bo, cy)),
        return_exceptions=True,
    )

    assert isinstance(told[1], psycopg.DataError)
    rows = await crowd.rows("SELECT worker_id FROM annotation ORDER BY worker_id")
    assert {row["worker_id"] for row in rows} == {people[0].id, people[2].id}
    assert not isinstance(told[0], BaseException)
    assert not isinstance(told[2], BaseException)
    assert await verify(crowd.db) == []


async def test_who_waits_for_a_lock_keeps_nobody_else_waiting(app: Database, crowd: Crowd) -> None:
    project = await crowd.project()
    for _ in range(4):
        await crowd.task(project)
    people = [await crowd.worker(name, project) for name in ("ada", "bo", "cy", "di")]
    given = held(await ask(app, dispatch.SQL["lease"], [wish(one, project) for one in people]))
    ada, bo, *others = (response(one, given[n][0]) for n, one in enumerate(people, 1))
    turns = Turns(app)
    async with asyncio.TaskGroup() as calls, crowd.db.transaction(crowd.identity) as elsewhere:
        await elsewhere.execute(
            "SELECT FROM assignment WHERE id = ANY (%s) FOR UPDATE", ([given[1][0], given[2][0]],)
        )
        # The first begins a call of its own, the second one with those that came meanwhile.
        waiting = [calls.create_task(turns(ANNOTATION["submit"], one)) for one in (ada, bo)]

        async with asyncio.timeout(60):
            await asyncio.gather(*(turns(ANNOTATION["submit"], one) for one in others))

        assert not any(one.done() for one in waiting)
        rows = await crowd.rows("SELECT worker_id FROM annotation")
        assert {row["worker_id"] for row in rows} == {one.id for one in people[2:]}
    assert len(await crowd.rows("SELECT FROM annotation")) == len(people)
    assert await verify(crowd.db) == []


async def test_a_refused_submit_leases_nothing(app: Database, crowd: Crowd) -> None:
    project = await crowd.project()
    await crowd.task(project)
    ada = await crowd.worker("ada", project)
    turns = Turns(app)

    with pytest.raises(NotFoundError):
        await turns(
            ANNOTATION["submit"], response(ada, "asg_none", project=project, hold=1, have=[])
        )

    assert await crowd.rows("SELECT FROM assignment") == []
