"""Tasks are found by what they say, page by page, and a page looks at so many and no more."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import psycopg
import pytest

from goldwright.db import Database
from goldwright.intake import browsing, listing
from tests.support.factories import Organisation, basic, make_organisation, make_project


async def set_up(db: Database, organisation: Organisation) -> list[str]:
    """Twelve tasks in two projects, oldest first; every third is completed as `cat`."""
    ids: list[str] = []
    for name in ("one", "two"):
        await make_project(db, organisation, name=name)
    async with db.transaction(organisation.identity()) as conn:
        for number in range(12):
            ids.append(f"65a0c0ffee{number:014x}")
            await conn.execute(
                "INSERT INTO task (organisation_id, environment, id, project_id, type, status,"
                " params, metadata, unique_id, response, confidence, created_at, updated_at)"
                " SELECT organisation_id, environment, %(id)s, id, task_type, %(status)s, '{}',"
                " jsonb_build_object('shop', %(shop)s::text), %(unique_id)s, %(response)s,"
                " %(confidence)s, now(), now() FROM project"
                " WHERE organisation_id = %(organisation_id)s AND name = %(project)s",
                {
                    "id": ids[-1],
                    "organisation_id": organisation.id,
                    "project": "one" if number % 2 else "two",
                    "status": "completed" if number % 3 == 0 else "pending",
                    "shop": f"Löwe {number}",
                    "unique_id": f"item-{number}",
                    "response": '{"category": ["cat", "dog"]}' if number % 3 == 0 else None,
                    "confidence": number / 12 if number % 3 == 0 else None,
                },
            )
    return ids


async def found(
    client: httpx.AsyncClient, organisation: Organisation, **sought: object
) -> dict[str, object]:
    """The page's body, with the numbers of its tasks in place of them."""
    answer = await client.get("/api/tasks", params=sought, auth=basic(organisation.live_key))
    body = answer.json()
    assert answer.status_code == 200, body
    return {**body, "tasks": [int(one["id"][10:], 16) for one in body["tasks"]]}


@pytest.mark.parametrize(
    ("sought", "expected", "total"),
    [
        ({}, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 12),
        ({"status": "completed"}, [9, 6, 3, 0], 4),
        ({"status": "completed", "project": "one"}, [9, 3], 2),
        ({"label": "dog"}, [9, 6, 3, 0], None),
        ({"label": "do"}, [], None),
        ({"created_from": "0001-01-01T00:00:00", "status": "completed"}, [9, 6, 3, 0], None),
        ({"label": "cat", "confidence_from": 0.5, "status": "completed"}, [9, 6], None),
        ({"confidence_until": 0.3}, [3, 0], None),
        ({"text": "LöWE 1", "project": "one"}, [11, 1], None),
        ({"text": "item-10"}, [10], None),
        ({"text": "100%"}, [], None),
        ({"field": "shop", "value": "Löwe 4"}, [4], None),
        ({"field": "shop", "status": "completed"}, [9, 6, 3, 0], None),
        ({"field": "town"}, [], None),
        ({"unique_id": "item-7"}, [7], 1),
        ({"worker": "wrk_nobody"}, [], None),
    ],
)
async def test_tasks_are_found_by(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    sought: dict[str, object],
    expected: list[int],
    total: int | None,
) -> None:
    await set_up(db, organisation)

    page = await found(client, organisation, **sought)

    assert (page["tasks"], page["total"], page["is_cut"]) == (expected, total, False)


@pytest.mark.parametrize(
    "sought",
    [
        {"label": "cat"},
        {"label": "cat", "status": "completed"},
        {"label": "cat", "project": "one"},
        {"status": "completed"},
    ],
)
async def test_pages_that_are_cut_go_on_to_the_end_and_miss_none(
    client: httpx.AsyncClient,
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
    sought: dict[str, object],
) -> None:
    organisation = await make_organisation(db)
    await set_up(db, organisation)
    monkeypatch.setattr(browsing, "LOOKED_AT", 20)  # two of each project where only status chooses
    whole = (await found(client, organisation, **sought))["tasks"]
    monkeypatch.setattr(browsing, "LOOKED_AT", 10)
    gathered: list[int] = []
    token: object = None

    for _ in range(20):
        page = await found(
            client, organisation, **sought, limit=2, **({"next_token": token} if token else {})
        )
        gathered += page["tasks"]
        token = page["next_token"]
        if token is None:
            break

    assert token is None
    assert gathered == [one for one in (9, 6, 3, 0) if "project" not in sought or one % 2]
    assert whole[: len(gathered)] == gathered[: len(whole)]


@pytest.mark.parametrize(
    "sought",
    [
        {},
        {"created_until": datetime(2099, 1, 1, tzinfo=UTC)},
        {"project": "large"},
        {"project": "large", "status": "pending"},
        {"batch": "all of it"},
    ],
)
async def test_page_after_a_bulk_load_reads_a_page_and_not_the_table(
    db: Database, organisation: Organisation, database_url: str, sought: dict[str, object]
) -> None:
    await _bulk_loaded(db, organisation, database_url, tasks=3_000)

    async with db.transaction(organisation.identity()) as conn:
        found = await browsing.browse(
            conn, organisation.identity(), browsing.Sought(**sought), limit=20, token=None
        )
        read = await (await conn.execute(_TASKS_READ)).fetchone()

    assert len(found.rows) == 20
    assert read is not None
    assert read["tasks"] < 1_000


async def test_list_of_the_wire_after_a_bulk_load_reads_a_page(
    db: Database, organisation: Organisation, database_url: str
) -> None:
    await _bulk_loaded(db, organisation, database_url, tasks=3_000)

    async with db.transaction(organisation.identity()) as conn:
        page = await listing.list_tasks(
            conn, organisation.identity(), listing.TaskFilter(project="large"), limit=20
        )
        read = await (await conn.execute(_TASKS_READ)).fetchone()

    assert (len(page.rows), page.total) == (20, 3_000)
    assert read is not None
    assert read["tasks"] < 1_000


_TASKS_READ = """
SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) AS tasks
  FROM pg_stat_xact_user_tables
 WHERE relname = 'task'
"""


async def _bulk_loaded(
    db: Database, organisation: Organisation, database_url: str, *, tasks: int
) -> None:
    """A project whose tasks came at once, which the planner takes for many of unknown kinds."""
    project_id = await make_project(db, organisation, name="large")
    async with db.transaction(organisation.identity()) as conn:
        values = (organisation.id, project_id)
        await conn.execute(
            "INSERT INTO batch (organisation_id, environment, id, project_id, name, status,"
            " created_at) VALUES (%s, 'live', 'bat_' || %s, %s, 'all of it', 'in_progress', now())",
            (organisation.id, *[project_id] * 2),
        )
        await conn.execute(
            "INSERT INTO task (organisation_id, environment, id, project_id, batch_id, type,"
            " status, params, created_at, updated_at) SELECT %s, 'live',"
            " lpad(to_hex(number), 24, '0'), %s, 'bat_' || %s, 'categorization', 'pending', '{}',"
            " now(), now() FROM generate_series(1, %s) AS number",
            (*values, project_id, tasks),
        )
    async with await psycopg.AsyncConnection.connect(database_url) as owner:
        if owner.info.server_version < 180_000:
            pytest.skip("only PostgreSQL 18 and later can be told how large a table is")
        await owner.execute(
            "SELECT pg_restore_relation_stats('schemaname', 'goldwright', 'relname', 'task',"
            " 'relpages', 10, 'reltuples', 100000::real)"
        )


async def test_value_without_its_field_is_refused(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    answer = await client.get(
        "/api/tasks", params={"value": "x"}, auth=basic(organisation.live_key)
    )

    assert answer.status_code == 422
    assert answer.json()["faults"][0]["pointer"] == "/value"


async def test_status_is_read_in_order_without_statistics(
    db: Database, organisation: Organisation
) -> None:
    await set_up(db, organisation)
    values = {
        "organisation_id": organisation.id,
        "environment": "live",
        "status": "pending",
        "before": browsing.LAST,
        "since": "",
        "looked_at": 2,
    }

    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "INSERT INTO task (organisation_id, environment, id, project_id, type, status, params,"
            " created_at, updated_at) SELECT organisation_id, environment,"
            " '75a0c0ffee' || lpad(to_hex(n), 14, '0'), id, task_type, 'pending', '{}', now(),"
            " now() FROM project CROSS JOIN generate_series(1, 2000) AS n WHERE name = 'one'"
        )
        await listing.read_in_order(conn)
        explained = await conn.execute(
            "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + listing.SQL["newest_of_status"], values
        )
        found = await explained.fetchone()
    assert found is not None
    scans = [one for one in _nodes(found["QUERY PLAN"][0]["Plan"]) if one.get("Alias") == "t"]
    assert {one["Node Type"] for one in scans} <= {"Index Scan", "Index Only Scan"}
    assert [one["Actual Rows"] for one in scans] == [2]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)
