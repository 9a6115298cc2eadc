"""A row for any table, made from what the catalogue says of its columns and checks."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

_COLUMNS = """
SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, a.attidentity = 'a' AS is_identity,
       a.attnotnull AND NOT a.atthasdef AS is_required
  FROM pg_attribute AS a
 WHERE a.attrelid = %(table)s::regclass AND a.attnum > 0 AND NOT a.attisdropped
"""
_CHECKS = """
SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint
 WHERE conrelid = %(table)s::regclass AND contype = 'c'
"""
_TABLES = """
SELECT n.nspname || '.' || c.relname AS name,
       c.relforcerowsecurity AND c.relrowsecurity AS is_isolated,
       bool_or(a.attname = 'organisation_id') AS is_owned,
       bool_or(a.attname = 'environment') AS has_environment
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_attribute AS a ON a.attrelid = c.oid
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
   AND c.relkind IN ('r', 'p', 'm', 'f')
 GROUP BY 1, 2
 ORDER BY 1
"""
_BY_TYPE: dict[str, object] = {
    "smallint": 1,
    "integer": 1,
    "real": 0.5,
    "double precision": 0.5,
    "boolean": True,
    "json": "{}",
    "jsonb": "{}",
    "bytea": b"bytes",
    "timestamp with time zone": "2026-01-31T09:30:00Z",
}
# What policies ask about is filled even where it may be null: no row is a stranger's by luck.
_ALWAYS = {"worker_id", "user_id", "pending_for"}


@dataclass(frozen=True)
class Table:
    """A table of the database."""

    name: str
    is_isolated: bool
    is_owned: bool
    has_environment: bool

    @property
    def identifier(self) -> sql.Identifier:
        """Its name, schema first, quoted."""
        return sql.Identifier(*self.name.split("."))


def tables(url: str) -> list[Table]:
    """Every table of every schema that is ours."""
    with psycopg.connect(url, row_factory=dict_row) as conn:
        return [Table(**row) for row in conn.execute(_TABLES).fetchall()]


def any_row(conn: psycopg.Connection[Any], table: Table, **known: object) -> dict[str, object]:
    """Columns and values that the table's checks accept; `known` wins where a column exists."""
    columns = conn.execute(_COLUMNS, {"table": table.name}).fetchall()
    checks = [row["text"] for row in conn.execute(_CHECKS, {"table": table.name}).fetchall()]
    return {
        one["name"]: known.get(one["name"], _value(one["name"], one["type"], checks))
        for one in columns
        if one["name"] in known
        or ((one["is_required"] or one["name"] in _ALWAYS) and not one["is_identity"])
    }


def insert(conn: psycopg.Connection[Any], table: Table, row: dict[str, object]) -> None:
    """Insert a row."""
    conn.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            table.identifier,
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        ),
        list(row.values()),
    )


def _value(name: str, kind: str, checks: list[str]) -> object:
    for check in checks:
        choices = re.search(rf"\(\(?{name} = ANY \(ARRAY\['(\w+)'", check)
        if choices:
            return choices.group(1)
    if name == "currency":
        return "USD"
    if kind == "bigint":
        return secrets.randbelow(10**9) + 1
    # As long as the id of a task, and of no two rows the same.
    return [] if kind.endswith("[]") else _BY_TYPE.get(kind, secrets.token_hex(12))
