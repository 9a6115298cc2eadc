"""A project's tasks, or receipts for its annotations, as a stream of JSON lines, CSV or Parquet.

PostgreSQL writes the lines (`COPY`) while they are read, so a million tasks take no more memory
than a hundred. Plain blocking code: it runs in a thread, on a connection of its own.
"""

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, LiteralString, get_args

import orjson
import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row

from goldwright.db import load
from goldwright.db.identity import Environment
from goldwright.delivery.pieces import gathered, table
from goldwright.errors import Fault, InvalidInputError, NotFoundError, UnavailableError
from goldwright.task_types import registry
from goldwright.task_types.contract import Exported, Exporter, TaskType

SQL = load(__package__ or "")
Format = Literal["jsonl", "csv", "parquet", "json"]
Status = Literal["pending", "completed", "cancelled", "error"]
MEDIA_TYPES: dict[Format, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
TABLES: tuple[Format, ...] = ("jsonl", "csv", "parquet")
"""What tasks and receipts are written as; a task type's own formats: `formats_of`."""
COUNTING_SECONDS = 3
"""How long counting what an export will hold may take before it is given up."""

# JSON holds no control characters, so lines are never quoted and come out as they are.
_AS_LINES = sql.SQL(
    "COPY (SELECT row_to_json(line) FROM ({}) AS line) TO STDOUT"
    " (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01', ESCAPE E'\\x01')"
)
_AS_CSV = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER true)")

_ONLY: dict[str, LiteralString] = {
    "batch": " AND task.batch_id = (SELECT id FROM batch WHERE organisation_id ="
    " %(organisation_id)s AND environment = %(environment)s AND name = %(batch)s)",
    "status": " AND task.status = %(status)s",
}
_TASKS_SINCE: LiteralString = " AND task.updated_at >= %(since)s"
_RECEIPTS_SINCE: LiteralString = " AND annotation.submitted_at >= %(since)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What to export, for whom; `exporter` names a format of the project's task type."""

    organisation_id: int
    environment: Environment
    project: str
    format: Format = "jsonl"
    is_receipts: bool = False
    exporter: str | None = None
    batch: str | None = None
    status: Status | None = None
    since: datetime | None = None
    """Tasks that changed, or answers that were given, then or later; without a zone: UTC."""


def read_format(word: str) -> Format:
    """The format that a word names."""
    for known in MEDIA_TYPES:
        if known == word:
            return known
    raise InvalidInputError(f"There is no format {word!r}; it is one of {', '.join(MEDIA_TYPES)}.")


def read_status(word: str) -> Status:
    """The status that a word names."""
    for known in get_args(Status):
        if known == word:
            return known
    names = ", ".join(get_args(Status))
    raise InvalidInputError(f"There is no status {word!r}; it is one of {names}.")


def formats_of(exporter: Exporter) -> tuple[Format, ...]:
    """What the rows of a task type's own format can be written as."""
    return ("jsonl", "csv") if exporter.document is None else ("json", "jsonl", "csv")


@contextmanager
def opened(database_url: str, export: Export) -> Generator[Iterator[bytes]]:
    """The export as pieces of bytes, inside one transaction that sees one moment.

    NotFoundError or InvalidInputError before the first piece, so that they can still be told.
    """
    with _found(database_url, export) as (conn, values, exporter):
        statement = SQL["export_receipts" if export.is_receipts else "export_tasks"]
        order: LiteralString = (
            " ORDER BY annotation.id" if export.is_receipts else " ORDER BY task.id"
        )
        query = statement + _which(export) + order
        yield _pieces(conn, query, values, exporter=exporter, written=export.format)


def count(database_url: str, export: Export) -> int | None:
    """How many tasks or annotations an export will hold; None when that cannot be told soon."""
    with _found(database_url, export) as (conn, values, _):
        statement = SQL["count_receipts" if export.is_receipts else "count_tasks"]
        if not export.is_receipts and export.since is None:
            statement = SQL["sum_counts"]
        conn.execute("SELECT set_config('statement_timeout', %s, true)", (f"{COUNTING_SECONDS}s",))
        try:
            found = conn.execute(statement + _which(export), values).fetchone()
        except psycopg.errors.QueryCanceled:
            return None
        assert found is not None
        return int(found["found"])


@contextmanager
def _found(
    database_url: str, export: Export
) -> Generator[tuple[psycopg.Connection[DictRow], dict[str, object], Exporter | None]]:
    """A connection for the export's organisation, the values that choose its rows, its exporter."""
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
        values: dict[str, object] = {
            "organisation_id": export.organisation_id,
            "environment": export.environment,
        }
        project = conn.execute(SQL["find_project"], {**values, "name": export.project}).fetchone()
        if project is None:
            raise NotFoundError(f"There is no project named {export.project!r}.")
        exporter = _find_exporter(export, registry()[project["task_type"]])
        since = export.since
        values |= {
            "project_id": project["id"],
            "batch": export.batch,
            "status": export.status if exporter is None else "completed",
            "since": since.replace(tzinfo=UTC) if since and since.tzinfo is None else since,
        }
        if export.batch is not None and conn.execute(SQL["has_batch"], values).fetchone() is None:
            raise _wrong("batch", f"names none of {export.project!r}: {export.batch!r}")
        yield conn, values, exporter


def _which(export: Export) -> LiteralString:
    """The conditions that choose rows."""
    chosen: LiteralString = _ONLY["batch"] if export.batch is not None else ""
    if export.status is not None or export.exporter is not None:
        chosen += _ONLY["status"]
    if export.since is not None:
        chosen += _RECEIPTS_SINCE if export.is_receipts else _TASKS_SINCE
    return chosen


def _find_exporter(export: Export, task_type: TaskType) -> Exporter | None:
    if export.exporter is None:
        if export.format not in TABLES:
            raise _wrong("format", f"is one of {', '.join(TABLES)} for tasks and receipts")
        return None
    if export.is_receipts:
        raise _wrong("as", "goes with tasks; leave `receipts` out")
    if export.status not in {None, "completed"}:
        raise _wrong("status", "is 'completed' in a task type's own formats, or left out")
    known = task_type.exporters
    if export.exporter not in known:
        names = ", ".join(sorted(known)) or "none"
        raise _wrong("as", f"is one of {names} for {task_type.name}, not {export.exporter!r}")
    exporter = known[export.exporter]
    if export.format not in formats_of(exporter):
        names = ", ".join(formats_of(exporter))
        raise _wrong("format", f"is one of {names} for {export.exporter!r}")
    return exporter


def _wrong(name: str, sentence: str) -> InvalidInputError:
    return InvalidInputError(f"Parameter {name} {sentence}.", faults=[Fault(f"/{name}", sentence)])


def _pieces(
    conn: psycopg.Connection[DictRow],
    statement: LiteralString,
    values: Mapping[str, Any],  # parameters
    *,
    exporter: Exporter | None,
    written: Format,
) -> Iterator[bytes]:
    shape = _AS_CSV if exporter is None and written != "jsonl" else _AS_LINES
    query = shape.format(sql.SQL(statement))
    with conn.cursor().copy(query, values) as copy:
        lines: Iterator[bytes] = (bytes(one) for one in copy)
        if exporter is not None:
            yield from gathered(_as_written(_exported(lines, exporter), exporter, written))
        elif written == "parquet":
            # Arrow costs half a second and 20 MiB, which only who wants this should pay.
            from goldwright.delivery.parquet import write_parquet  # noqa: PLC0415

            yield from write_parquet(lines)
        else:
            yield from gathered(lines)


def _exported(lines: Iterator[bytes], exporter: Exporter) -> Iterator[Exported]:
    """The completed tasks that have a response, with their rows in a task type's own format."""
    for line in lines:
        task = orjson.loads(line)
        if task["response"] is not None:
            rows = exporter.rows(task["params"], task["response"])
            yield Exported(task["task_id"], task["unique_id"], task["params"], rows)


def _as_written(tasks: Iterator[Exported], exporter: Exporter, written: Format) -> Iterator[bytes]:
    if written == "json":
        assert exporter.document is not None, "_find_exporter lets no other pass"
        return exporter.document(tasks)
    rows = (
        {"task_id": task.task_id, "unique_id": task.unique_id} | row
        for task in tasks
        for row in task.rows
    )
    if written == "csv":
        return table(rows)
    return (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
