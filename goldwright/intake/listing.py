"""Pages of tasks: filters, exact totals, and places to go on from that inserts do not shift."""

import base64
import binascii
import re
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import LiteralString

from psycopg.rows import DictRow

from goldwright.db import Connection
from goldwright.db.identity import Identity
from goldwright.errors import Fault, InvalidInputError
from goldwright.ids import first_task_id
from goldwright.intake.tasks import SQL, scope


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks to list; None and empty are any. Bounds of time include their moment."""

    project: str | None = None
    batch: str | None = None
    type: str | None = None
    status: str | None = None
    unique_ids: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])
    review_statuses: list[str] = field(default_factory=list[str])
    created_from: datetime | None = None
    created_until: datetime | None = None
    updated_from: datetime | None = None
    updated_until: datetime | None = None
    completed_from: datetime | None = None
    completed_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some rows, how many match in all, and whether more follow."""

    rows: list[DictRow]
    total: int
    limit: int
    offset: int
    has_more: bool
    next_token: str | None = None


# How each filter reads, for tasks and, where it can, for their counts.
_TASKS: dict[str, LiteralString] = {
    "project": " AND t.project_id = (SELECT id FROM project"
    " WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s"
    " AND name = %(project)s AND NOT is_implicit)",
    "batch": " AND t.batch_id = (SELECT id FROM batch WHERE organisation_id = %(organisation_id)s"
    " AND environment = %(environment)s AND name = %(batch)s)",
    "status": " AND t.status = %(status)s",
}
_TYPE_OF_TASK: LiteralString = " AND t.type = %(type)s"
_TYPE_OF_COUNT: LiteralString = (
    " AND t.project_id IN (SELECT id FROM project WHERE organisation_id = %(organisation_id)s"
    " AND environment = %(environment)s AND task_type = %(type)s)"
)
_TASKS_ALONE: dict[str, LiteralString] = {
    "unique_ids": " AND t.unique_id = ANY (%(unique_ids)s)",
    "tags": " AND t.tags && %(tags)s",
    "review_statuses": " AND t.review_status = ANY (%(review_statuses)s)",
    # An id begins with the milliseconds of its making, so the primary key serves these two.
    "created_from": " AND t.id >= %(created_from)s",
    "created_until": " AND t.id < %(created_until)s",
    "updated_from": " AND t.updated_at >= %(updated_from)s",
    "updated_until": " AND t.updated_at <= %(updated_until)s",
    "completed_from": " AND t.completed_at >= %(completed_from)s",
    "completed_until": " AND t.completed_at <= %(completed_until)s",
}


async def list_tasks(
    conn: Connection,
    identity: Identity,
    wanted: TaskFilter,
    *,
    limit: int,
    token: str | None = None,
    offset: int = 0,
) -> Page:
    """Tasks, newest first, after the page whose `next_token` is given (or after `offset` tasks)."""
    values = _values(wanted) | scope(identity)
    shared = _chosen(_TASKS, values)
    alone = _chosen(_TASKS_ALONE, values)
    where = shared + alone + (_TYPE_OF_TASK if wanted.type else "")
    if alone:
        total = await fetch_total(conn, SQL["count_tasks"] + where, values)
    else:
        counted = shared + (_TYPE_OF_COUNT if wanted.type else "")
        total = await fetch_total(conn, SQL["sum_counts"] + counted, values)
    if token is not None:
        where += " AND t.id < %(after)s"
        values["after"] = read_token(token)
    if not alone or {"created_from", "created_until"} >= _TASKS_ALONE.keys() & values.keys():
        await read_in_order(conn)
    found = await conn.execute(
        SQL["list_tasks"] + where + " ORDER BY t.id DESC LIMIT %(limit)s + 1 OFFSET %(offset)s",
        {**values, "limit": limit, "offset": offset},
    )
    page = page_by_offset(await found.fetchall(), total=total, limit=limit, offset=offset)
    return replace(page, next_token=token_of(page.rows[-1]["id"])) if page.has_more else page


async def read_in_order(conn: Connection) -> None:
    """Until the transaction ends, tasks that an index holds in order are read from it, not sorted.

    PostgreSQL thinks a table without statistics small, and would sort a million tasks for a page
    that is asked for soon after they came in bulk.
    """
    await conn.execute("SELECT set_config('enable_sort', 'off', true)")


async def fetch_total(conn: Connection, statement: LiteralString, values: dict[str, object]) -> int:
    """The one number a counting statement gives."""
    found = await (await conn.execute(statement, values)).fetchone()
    assert found is not None
    return int(found["total"])


def page_by_offset(rows: list[DictRow], *, total: int, limit: int, offset: int) -> Page:
    """A page from rows of which one more than `limit` was asked for."""
    return Page(
        rows=rows[:limit], total=total, limit=limit, offset=offset, has_more=len(rows) > limit
    )


def _values(wanted: TaskFilter) -> dict[str, object]:
    values: dict[str, object] = {name: value for name, value in asdict(wanted).items() if value}
    return values | created_bounds(wanted.created_from, wanted.created_until)


def created_bounds(since: datetime | None, until: datetime | None) -> dict[str, object]:
    """The first id in a span of time and the first after it, as the fragments name them."""
    values: dict[str, object] = {}
    if since:
        values["created_from"] = first_task_id(_milliseconds(since))
    if until:
        values["created_until"] = first_task_id(_milliseconds(until) + 1)
    return values


def _chosen(fragments: dict[str, LiteralString], values: dict[str, object]) -> LiteralString:
    chosen: LiteralString = ""
    for name, fragment in fragments.items():
        if name in values:
            chosen += fragment
    return chosen


def _milliseconds(moment: datetime) -> int:
    # A time without a zone is UTC, wherever this server stands.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    # Before 1970 there are no tasks, and the digits of an id have no sign.
    return min(max(int(moment.timestamp() * 1000 + 0.5), 0), (1 << 48) - 2)


def token_of(task_id: str) -> str:
    """What asks for the page after a task."""
    return base64.urlsafe_b64encode(task_id.encode()).decode()


def read_token(token: str) -> str:
    """The task after which a page begins."""
    try:
        task_id = base64.urlsafe_b64decode(token).decode()
    except (binascii.Error, ValueError):
        task_id = ""
    if not re.fullmatch("[0-9a-f]{24}", task_id):
        sentence = "is not one that was given out; begin again without it"
        raise InvalidInputError(
            f"Parameter next_token {sentence}.", faults=[Fault("/next_token", sentence)]
        )
    return task_id
