"""The migrations give the schema that is written down, and running them again changes nothing."""

import psycopg
import pytest
from psycopg import sql

from goldwright.db import schema
from goldwright.db.migrate import migrate


def test_written_schema_is_what_the_migrations_give(database_url: str) -> None:
    with psycopg.connect(database_url) as conn:
        if conn.info.server_version < 180000:
            pytest.skip("schema.sql is written as PostgreSQL 18 dumps it; this server is older")

    dumped = schema.dump(database_url)

    assert dumped == schema.FILE.read_text(encoding="utf-8"), "run `make schema`"


def test_migrating_twice_changes_nothing(fresh_database_url: str) -> None:
    assert migrate(fresh_database_url) == []


def test_showings_of_gold_before_they_were_counted_are_counted(fresh_database_url: str) -> None:
    with psycopg.connect(fresh_database_url, autocommit=True) as conn:
        conn.execute("SET ROLE goldwright_owner")
        conn.execute("SET search_path = goldwright")
        conn.execute("DROP POLICY worker_counts ON gold_opening")
        conn.execute("ALTER TABLE gold_opening DROP COLUMN showings")
        conn.execute("DELETE FROM migration WHERE name = '0011_gold_showings.sql'")
        for table in ("gold_opening", "assignment"):
            _let_anything_in(conn, table)
        conn.execute(
            "INSERT INTO gold_opening (organisation_id, environment, project_id, task_id, purpose)"
            " VALUES (1, 'live', 'p', 'shown', 'gold'), (1, 'test', 'p', 'shown', 'gold'),"
            " (1, 'live', 'p', 'fresh', 'gold'), (1, 'live', 'p', 'lesson', 'onboarding')"
        )
        conn.execute(
            "INSERT INTO assignment (organisation_id, environment, id, task_id, project_id,"
            " purpose, worker_id, price_micros, currency, lease_seconds, leased_at,"
            " lease_expires_at) SELECT 1, 'live', worker || task, task, 'p', purpose, worker, 0,"
            " 'USD', 1, now(), now() FROM (VALUES ('ada', 'shown', 'gold'),"
            " ('bob', 'shown', 'gold'), ('ada', 'lesson', 'onboarding'))"
            " AS given (worker, task, purpose)"
        )

        assert migrate(fresh_database_url) == ["0011_gold_showings.sql"]

        forced = conn.execute(
            "SELECT bool_and(relforcerowsecurity) FROM pg_class"
            " WHERE oid IN ('gold_opening'::regclass, 'assignment'::regclass)"
        ).fetchone()
        assert forced == (True,)
        conn.execute("ALTER TABLE gold_opening NO FORCE ROW LEVEL SECURITY")
        counted = conn.execute("SELECT environment, task_id, showings FROM gold_opening").fetchall()
        assert sorted(counted) == [
            ("live", "fresh", 0),
            ("live", "lesson", 0),
            ("live", "shown", 2),
            ("test", "shown", 0),
        ]


def _let_anything_in(conn: psycopg.Connection, table: str) -> None:
    """Rows that refer to nothing, whoever's they are."""
    name = sql.Identifier(table)
    conn.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(name))
    references = conn.execute(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
        (table,),
    ).fetchall()
    for (reference,) in references:
        drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
        conn.execute(drop.format(name, sql.Identifier(reference)))
