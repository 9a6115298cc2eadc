"""Events reach their stage once, in batches; one that cannot be handled is set aside."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

import psycopg
import pytest

from goldwright import events
from goldwright.db import Connection, Database
from goldwright.db.identity import runner
from goldwright.jobs.outbox import ATTEMPTS_MAX, SQL, Event, drain
from goldwright.jobs.upkeep import fold_task_counts
from tests.support.factories import Organisation, make_organisation, make_project, make_task, opened

Databases = tuple[Database, Database]


@pytest.fixture
async def databases_open(fresh_database_url: str) -> AsyncGenerator[Databases]:
    async with (
        opened(fresh_database_url) as db,
        Database(fresh_database_url, role="goldwright_runner", size=4) as jobs_db,
    ):
        yield db, jobs_db


async def add_events(db: Database, organisation: Organisation, count: int) -> None:
    async with db.transaction(organisation.identity()) as conn:
        for number in range(count):
            await events.append(
                conn,
                "batch.noted",
                organisation_id=organisation.id,
                environment="live",
                details={"number": number},
                pending_for="delivery",
            )


async def waiting(db: Database, organisation: Organisation) -> list[dict[str, object]]:
    async with db.transaction(organisation.identity()) as conn:
        found = await conn.execute(
            "SELECT * FROM event WHERE organisation_id = %s AND pending_for IS NOT NULL",
            (organisation.id,),
        )
        return await found.fetchall()


async def test_each_event_is_handled_once_by_several_runners(databases_open: Databases) -> None:
    db, jobs_db = databases_open
    one, two = await make_organisation(db), await make_organisation(db)
    await add_events(db, one, 700)
    await add_events(db, two, 30)
    seen: list[int] = []

    async def handle(conn: Connection, found: Sequence[Event]) -> None:
        seen.extend(event.id for event in found)
        await asyncio.sleep(0.01)

    await asyncio.gather(*(drain(jobs_db, "delivery", handle) for _ in range(4)))
    while await drain(jobs_db, "delivery", handle):
        pass

    assert len(seen) == len(set(seen)) == 730


async def test_claiming_passes_over_nothing_that_was_handled(
    databases_open: Databases, fresh_database_url: str
) -> None:
    db, jobs_db = databases_open
    organisation = await make_organisation(db)
    await add_events(db, organisation, 300)
    with psycopg.connect(fresh_database_url, autocommit=True) as owner:
        owner.execute("ANALYZE goldwright.event")  # which says that every event waits

    async with jobs_db.transaction(runner(organisation.id, "live")) as conn:
        told = await conn.execute(
            f"EXPLAIN {SQL['claim_events']}",
            {
                "organisation_id": organisation.id,
                "environment": "live",
                "stage": "delivery",
                "limit": 100,
            },
        )
        plan = str(await told.fetchall())

    assert "Index Scan using event_pending" in plan
    assert "event_pkey" not in plan


async def test_events_of_two_organisations_never_meet(databases_open: Databases) -> None:
    db, jobs_db = databases_open
    for _ in range(3):
        await add_events(db, await make_organisation(db), 5)
    met: list[set[int]] = []

    async def handle(conn: Connection, found: Sequence[Event]) -> None:
        met.append({event.organisation_id for event in found})

    await drain(jobs_db, "delivery", handle)

    assert [len(one) for one in met] == [1, 1, 1]


async def test_poison_event_is_parked_and_holds_up_no_other(
    databases_open: Databases, fresh_database_url: str
) -> None:
    db, jobs_db = databases_open
    organisation = await make_organisation(db)
    await add_events(db, organisation, 9)
    handled: list[object] = []

    async def handle(conn: Connection, found: Sequence[Event]) -> None:
        numbers = [(event.details or {})["number"] for event in found]
        await conn.execute("SELECT 1")
        if 4 in numbers:
            raise ValueError("four cannot be handled")
        handled.extend(numbers)

    await drain(jobs_db, "delivery", handle)
    # After the fourth failure the next wait is minutes; here it is made to be over.
    with psycopg.connect(fresh_database_url, autocommit=True) as owner:
        owner.execute("SET ROLE goldwright_owner")
        owner.execute("ALTER TABLE goldwright.event NO FORCE ROW LEVEL SECURITY")
        owner.execute(
            "UPDATE goldwright.event SET attempts = %s, created_at = created_at - interval '1 day'"
            " WHERE attempts = 1",
            (ATTEMPTS_MAX - 1,),
        )
    await drain(jobs_db, "delivery", handle)
    again = await drain(jobs_db, "delivery", handle)

    (left,) = await waiting(db, organisation)
    assert sorted(handled) == [0, 1, 2, 3, 5, 6, 7, 8]
    assert left["failure"] == "ValueError: four cannot be handled"
    assert left["pending_for"] == "delivery:parked"
    assert again == 0


async def test_what_a_failing_stage_did_is_undone(databases_open: Databases) -> None:
    db, jobs_db = databases_open
    organisation = await make_organisation(db)
    await add_events(db, organisation, 1)

    async def handle(conn: Connection, found: Sequence[Event]) -> None:
        await events.append(
            conn, "batch.half_done", organisation_id=organisation.id, environment="live"
        )
        raise ValueError("after the half")

    await drain(jobs_db, "delivery", handle)

    async with db.transaction(organisation.identity()) as conn:
        found = await conn.execute("SELECT id FROM event WHERE kind = 'batch.half_done'")
        assert await found.fetchall() == []


async def test_folding_counts_changes_no_sum(databases_open: Databases) -> None:
    db, jobs_db = databases_open
    organisation = await make_organisation(db)
    project = await make_project(db, organisation)
    for _ in range(110):
        await make_task(db, organisation, project)

    await asyncio.gather(*(fold_task_counts(jobs_db) for _ in range(3)))

    async with db.transaction(organisation.identity()) as conn:
        found = await conn.execute("SELECT count(*) AS rows, sum(tasks) AS tasks FROM task_count")
        assert await found.fetchone() == {"rows": 1, "tasks": 110}
