"""Migrations that change rows, run on a database that has some."""

from collections.abc import AsyncGenerator

import psycopg
import pytest

from goldwright.db.migrate import migrate
from tests.support.crowd import Crowd, crowd

CAT = {"category": "cat"}


@pytest.fixture
async def people(fresh_database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd(fresh_database_url) as found:
        yield found


def undo(url: str, migration: str, *statements: str) -> None:
    """Take a migration back by hand, so that it runs again on the rows that are there."""
    with psycopg.connect(url) as conn:
        conn.execute("SET search_path = goldwright")
        conn.execute("SET ROLE goldwright_owner")
        for statement in (*statements, "DELETE FROM migration WHERE name = %(name)s"):
            conn.execute(statement.encode(), {"name": migration})


async def test_gold_shown_before_showings_were_counted_is_counted(
    people: Crowd, fresh_database_url: str
) -> None:
    project = await people.project(gold_share=1)
    for _ in range(3):
        await people.known_task(project, CAT)
        await people.task(project, wanted=2)
    for name in ("ada", "ada", "bob"):
        await people.answer(name, project, CAT)
    await people.known_task(project, CAT, purpose="onboarding")
    counted = await people.rows("SELECT task_id, showings FROM gold_opening ORDER BY task_id")
    assert sum(row["showings"] for row in counted) == 3
    name = "0011_gold_showings.sql"
    undo(
        fresh_database_url,
        name,
        "DROP POLICY worker_counts ON gold_opening",
        "ALTER TABLE gold_opening DROP COLUMN showings",
    )

    run = migrate(fresh_database_url)

    assert run == [name]
    again = await people.rows("SELECT task_id, showings FROM gold_opening ORDER BY task_id")
    assert again == counted
    forced = await people.rows(
        "SELECT DISTINCT relforcerowsecurity AS forced FROM pg_class"
        " WHERE relname IN ('gold_opening', 'assignment')"
    )
    assert forced == [{"forced": True}]


async def test_settlements_left_behind_end_with_their_tasks(
    people: Crowd, fresh_database_url: str
) -> None:
    project = await people.project()
    states = {
        "cancelled": "open",
        "error": "needs_review",
        "completed": "open",
        "pending": "open",
    }
    tasks = {status: await people.task(project) for status in states}
    tasks["done"] = await people.task(project)
    for name, task in tasks.items():
        status = "completed" if name == "done" else name
        await people.run("UPDATE task SET status = %s WHERE id = %s", status, task)
        await people.run(
            "INSERT INTO settlement (organisation_id, environment, task_id, project_id, state,"
            " annotations, asked) VALUES (%s, 'live', %s, %s, %s, 1, 1)",
            people.organisation_id,
            task,
            project,
            states.get(name, "settled"),
        )
    name = "0014_settlements_end_with_their_tasks.sql"
    undo(fresh_database_url, name)

    run = migrate(fresh_database_url)

    assert run == [name]
    left = await people.rows("SELECT task_id, state FROM settlement")
    assert {row["task_id"]: row["state"] for row in left} == {
        tasks["cancelled"]: "ended",
        tasks["error"]: "ended",
        tasks["pending"]: "open",
        tasks["done"]: "settled",
    }
