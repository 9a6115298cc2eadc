"""The migrations give the schema that is written down, and running them again changes nothing."""

import psycopg
import pytest

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
