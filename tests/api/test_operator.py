"""`/api/operator`: queues, what fails, what died, health; and nothing that customers keep."""

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime, timedelta

import httpx
import psycopg
import pytest

from goldwright.clock import now
from goldwright.db import Connection, Database
from goldwright.db.identity import operator
from goldwright.jobs import loops
from goldwright.jobs.heartbeat import Heartbeat
from goldwright.jobs.outbox import ATTEMPTS_MAX, Event, drain
from tests.support.factories import (
    Human,
    Organisation,
    make_member,
    make_person,
    make_project,
    make_task,
    make_worker,
)

SECRET_URL = "https://hooks.example.com/in?token=s3cret"


@pytest.fixture
async def boss(db: Database) -> Human:
    return await make_person(db, is_operator=True)


@pytest.fixture
async def jobs_db(database_url: str) -> AsyncGenerator[Database]:
    async with Database(database_url, role="goldwright_runner", size=2) as found:
        yield found


async def park_event(db: Database, jobs_db: Database, organisation: Organisation) -> None:
    """An event that its stage has failed at until it was given up."""
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "INSERT INTO event (organisation_id, environment, kind, created_at, pending_for)"
            " VALUES (%s, 'live', 'batch.noted', now() - interval '1 day', 'delivery')",
            (organisation.id,),
        )

    async def fail(_conn: Connection, found: Sequence[Event]) -> None:
        raise RuntimeError("The disk is full.\nresponse: {'label': 'secret'}")

    for _ in range(ATTEMPTS_MAX):
        await drain(jobs_db, "delivery", fail)


async def kill_callback(db: Database, organisation: Organisation, number: int) -> str:
    """The id of a callback that was given up."""
    callback_id = f"cbk_{number:024x}"
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "INSERT INTO callback (organisation_id, environment, id, kind, event_kind, target,"
            " host, state, attempts, next_attempt_at, last_failure, created_at)"
            " VALUES (%s, 'live', %s, 'task', 'task.completed', %s, 'hooks.example.com', 'dead',"
            " 20, now(), %s, now())",
            (organisation.id, callback_id, SECRET_URL, f"{SECRET_URL} did not answer in time."),
        )
    return callback_id


async def test_queue_tells_what_waits_is_held_and_since_when(
    client: httpx.AsyncClient, db: Database, organisation: Organisation, boss: Human
) -> None:
    project = await make_project(db, organisation, name="birds")
    for _ in range(3):
        await make_task(db, organisation, project)
    worker = await make_worker(db, organisation)
    await client.post("/api/assignments/next", headers=worker.headers, json={})

    answer = await client.get("/api/operator/queues", headers=boss.headers)

    (queue,) = [one for one in answer.json()["queues"] if one["organisation_id"] == organisation.id]
    told = {name: queue[name] for name in ("project", "waiting", "leased", "workers", "stage")}
    assert told == {
        "project": "birds",
        "waiting": 2,
        "leased": 1,
        "workers": 1,
        "stage": "annotate",
    }
    assert abs(now() - datetime.fromisoformat(queue["oldest_at"])) < timedelta(minutes=5)
    assert "dog" not in answer.text  # a category of its tasks


async def test_given_up_event_is_told_without_content_and_tried_anew(
    client: httpx.AsyncClient,
    db: Database,
    jobs_db: Database,
    organisation: Organisation,
    boss: Human,
) -> None:
    await park_event(db, jobs_db, organisation)
    handled: list[int] = []

    async def succeed(_conn: Connection, found: Sequence[Event]) -> None:
        handled.extend(event.id for event in found)

    async def failing() -> list[dict[str, object]]:
        answer = await client.get("/api/operator/events/failing", headers=boss.headers)
        found = answer.json()["events"]
        return [one for one in found if one["organisation_id"] == organisation.id]

    (event,) = await failing()
    retried = await client.post(
        "/api/operator/events/retry", headers=boss.headers, json={"ids": [event["id"]]}
    )
    again = await client.post(
        "/api/operator/events/retry", headers=boss.headers, json={"ids": [event["id"]]}
    )
    await drain(jobs_db, "delivery", succeed)

    assert event["failure"] == "RuntimeError: The disk is full."
    assert (event["is_parked"], event["attempts"]) == (True, ATTEMPTS_MAX)
    assert (retried.json(), again.json()) == ({"retried": 1}, {"retried": 0})
    assert handled == [event["id"]]
    assert await failing() == []
    async with db.transaction(organisation.identity()) as conn:
        cursor = await conn.execute("SELECT details FROM event WHERE kind = 'event.retried'")
        noted = await cursor.fetchone()
    assert noted is not None
    assert noted["details"]["by"] == boss.user_id


async def test_nobody_else_in_the_server_touches_the_outbox(
    db: Database, jobs_db: Database, organisation: Organisation
) -> None:
    await park_event(db, jobs_db, organisation)

    async with db.transaction(organisation.identity()) as conn:
        changed = await conn.execute("UPDATE event SET pending_for = NULL")

    assert changed.rowcount == 0


async def test_operator_changes_nothing_of_an_event_but_its_retry(
    db: Database, jobs_db: Database, organisation: Organisation
) -> None:
    await park_event(db, jobs_db, organisation)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with db.transaction(operator("usr_boss")) as conn:
            await conn.execute("UPDATE event SET pending_for = NULL")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with db.transaction(operator("usr_boss")) as conn:
            await conn.execute("UPDATE event SET kind = 'other'")


async def test_dead_callback_is_told_by_its_host_and_sent_again(
    client: httpx.AsyncClient, db: Database, organisation: Organisation, boss: Human
) -> None:
    callback_id = await kill_callback(db, organisation, 1)
    resend = {"ids": [callback_id]}

    told = await client.get("/api/operator/callbacks/dead", headers=boss.headers)
    resent = await client.post("/api/operator/callbacks/resend", headers=boss.headers, json=resend)
    again = await client.post("/api/operator/callbacks/resend", headers=boss.headers, json=resend)

    (callback,) = told.json()["callbacks"]
    assert callback["host"] == "hooks.example.com"
    assert callback["last_failure"] == "hooks.example.com did not answer in time."
    assert "s3cret" not in told.text
    assert (resent.json(), again.json()) == ({"resent": 1}, {"resent": 0})
    async with db.transaction(organisation.identity()) as conn:
        cursor = await conn.execute("SELECT state, attempts FROM callback")
        assert await cursor.fetchone() == {"state": "pending", "attempts": 0}


async def test_health_names_the_runners_that_live_and_what_fails_there(
    client: httpx.AsyncClient,
    jobs_db: Database,
    boss: Human,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loops, "failing", {"callbacks": "OSError: no way out"})
    living, dead = Heartbeat(jobs_db), Heartbeat(jobs_db)
    await dead.beat()
    with psycopg.connect(database_url, autocommit=True) as conn:
        conn.execute("UPDATE goldwright.runner SET seen_at = now() - interval '2 minutes'")
    await living.beat()

    before = (await client.get("/api/operator/health", headers=boss.headers)).json()
    await living.end()
    after = (await client.get("/api/operator/health", headers=boss.headers)).json()

    assert [one["is_alive"] for one in before["runners"]] == [False, True]
    assert before["runners"][1]["failing"] == [
        {"name": "callbacks", "failure": "OSError: no way out"}
    ]
    assert [one["is_alive"] for one in after["runners"]] == [False]
    assert before["database"]["size_bytes"] > 1_000_000
    assert 0 < before["disk"]["free_bytes"] <= before["disk"]["total_bytes"]


async def test_people_are_found_by_a_part_of_their_email(
    client: httpx.AsyncClient, db: Database, boss: Human
) -> None:
    worker = await make_worker(db)
    part = worker.email[7:15].upper()

    users = await client.get(f"/api/operator/users?email={part}", headers=boss.headers)
    workers = await client.get(f"/api/operator/workers?email={part}", headers=boss.headers)

    assert [one["id"] for one in users.json()["users"]] == [worker.user_id]
    assert [one["id"] for one in workers.json()["workers"]] == [worker.worker_id]


async def test_nobody_but_operators_sees_any_of_it(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)

    answers = [
        await client.get(f"/api/operator/{page}", headers=admin.headers)
        for page in ("queues", "events/failing", "callbacks/dead", "health")
    ]
    tried = [
        await client.post(f"/api/operator/{page}", headers=admin.headers, json={"ids": []})
        for page in ("events/retry", "callbacks/resend")
    ]

    assert {one.status_code for one in (*answers, *tried)} == {403}
