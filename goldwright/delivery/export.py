"""A project's tasks, or receipts for its annotations, as a stream of JSON lines, CSV or Parquet.

PostgreSQL writes the lines (`COPY`) while they are read, so a million tasks take no more memory
than a hundred. Plain blocking code: it runs in a thread, on a connection of its own.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, LiteralString

import orjson
import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row

from goldwright.db import load
from goldwright.db.identity import Environment
from goldwright.delivery.pieces import gathered
from goldwright.errors import InvalidInputError, NotFoundError, UnavailableError
from goldwright.task_types import registry
from goldwright.task_types.contract import Exporter

SQL = load(__package__ or "")
Format = Literal["jsonl", "csv", "parquet"]
MEDIA_TYPES: dict[Format, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}

# JSON holds no control characters, so lines are never quoted and come out as they are.
_AS_LINES = sql.SQL(
    "COPY (SELECT row_to_json(line) FROM ({}) AS line) TO STDOUT"
    " (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01', ESCAPE E'\\x01')"
)
_AS_CSV = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER true)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What to export, for whom; `exporter` names a format of the project's task type."""

    organisation_id: int
    environment: Environment
    project: str
    format: Format
    is_receipts: bool = False
    exporter: str | None = None


def read_format(word: str) -> Format:
    """The format that a word names."""
    for known in MEDIA_TYPES:
        if known == word:
            return known
    raise InvalidInputError(f"There is no format {word!r}; it is one of {', '.join(MEDIA_TYPES)}.")


@contextmanager
def opened(database_url: str, export: Export) -> Generator[Iterator[bytes]]:
    """The export as pieces of bytes, inside one transaction that sees one moment.

    NotFoundError or InvalidInputError before the first piece, so that they can still be told.
    """
    try:
        connection = psycopg.Connection[DictRow].connect(
            database_url,
            row_factory=dict_row,  # pyright: ignore[reportArgumentType]: it makes such rows
        )
    except psycopg.OperationalError as error:
        raise UnavailableError("The database is not answering; try again shortly.") from error
    with connection as conn:
        conn.execute("SET ROLE goldwright_app")
        conn.execute("SET search_path = goldwright, pg_temp")
        conn.execute("SET TIME ZONE 'UTC'")
        conn.execute(
            "SELECT act_as('member', %s, %s, NULL, NULL)",
            (export.organisation_id, export.environment),
        )
        scope = {"organisation_id": export.organisation_id, "environment": export.environment}
        project = conn.execute(SQL["find_project"], {**scope, "name": export.project}).fetchone()
        if project is None:
            raise NotFoundError(f"There is no project named {export.project!r}.")
        exporter = _find_exporter(export, project["task_type"])
        statement = SQL["export_receipts" if export.is_receipts else "export_tasks"]
        scope["project_id"] = project["id"]
        yield _pieces(conn, statement, scope, exporter=exporter, written=export.format)


def _find_exporter(export: Export, task_type: str) -> Exporter | None:
    if export.exporter is None:
        return None
    if export.format != "jsonl" or export.is_receipts:
        raise InvalidInputError("A task type's own format comes as JSON lines of tasks only.")
    known = registry()[task_type].exporters
    if export.exporter not in known:
        names = ", ".join(sorted(known)) or "none"
        raise InvalidInputError(f"{task_type} has no format {export.exporter!r}; it has: {names}.")
    return known[export.exporter]


def _pieces(
    conn: psycopg.Connection[DictRow],
    statement: LiteralString,
    scope: dict[str, Any],  # parameters
    *,
    exporter: Exporter | None,
    written: Format,
) -> Iterator[bytes]:
    shape = _AS_LINES if written == "jsonl" else _AS_CSV
    # The statement ends in a semicolon, which has no place inside another.
    query = shape.format(sql.SQL(statement.rstrip(";")))
    with conn.cursor().copy(query, scope) as copy:
        lines: Iterator[bytes] = (bytes(one) for one in copy)
        if exporter is not None:
            yield from gathered(_exported(lines, exporter))
        elif written == "parquet":
            # Arrow costs half a second and 20 MiB, which only who wants this should pay.
            from goldwright.delivery.parquet import write_parquet  # noqa: PLC0415

            yield from write_parquet(lines)
        else:
            yield from gathered(lines)


def _exported(lines: Iterator[bytes], exporter: Exporter) -> Iterator[bytes]:
    """The rows of a task type's own format, for tasks that have a response."""
    for line in lines:
        task = orjson.loads(line)
        if task["status"] == "completed" and task["response"] is not None:
            for row in exporter(task["params"], task["response"]):
                yield orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
