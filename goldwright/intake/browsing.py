"""Looking for tasks by what no index holds: a page looks at so many, and the next goes on.

What an index serves (project, batch, status in a project, worker, time) chooses the tasks to look
at, newest first; the rest is asked of each. A page costs the same with ten tasks or ten million.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from psycopg.rows import DictRow

from goldwright.db import Connection
from goldwright.db.identity import Identity
from goldwright.intake.listing import (
    created_bounds,
    fetch_total,
    page_by_offset,
    read_in_order,
    read_token,
    token_of,
)
from goldwright.intake.tasks import SQL, scope

LOOKED_AT = 10_000
"""Tasks a page looks at when filters must be asked of each: some 50 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which tasks to look for; None is any. Bounds include what they name."""

    project: str | None = None
    batch: str | None = None
    status: str | None = None
    worker: str | None = None
    label: str | None = None
    """A text that stands in the response as a value, such as a class."""
    confidence_from: float | None = None
    confidence_until: float | None = None
    created_from: datetime | None = None
    created_until: datetime | None = None
    text: str | None = None
    """Part of the unique_id or of the metadata; A to Z match a to z."""
    field: str | None = None
    """What the metadata or else the params name."""
    value: str | None = None
    """What stands there, as text; only with `field`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found; its total is None where counting would be looking at them all."""

    rows: list[DictRow]
    next_token: str | None
    total: int | None
    is_cut: bool
    """Whether looking stopped before the page was full; `next_token` goes on."""


LAST = "g"  # ids are hexadecimal digits, so this comes after every one

_PROJECT: LiteralString = (
    " AND t.project_id = (SELECT id FROM project WHERE organisation_id = %(organisation_id)s"
    " AND environment = %(environment)s AND name = %(project)s AND NOT is_implicit)"
)
_BATCH: LiteralString = (
    " AND t.batch_id = (SELECT id FROM batch WHERE organisation_id = %(organisation_id)s"
    " AND environment = %(environment)s AND name = %(batch)s)"
)
_STATUS: LiteralString = " AND t.status = %(status)s"
_OF_WORKER: LiteralString = (
    " AND t.id IN (SELECT DISTINCT t.id FROM (SELECT a.task_id AS id FROM annotation AS a"
    " WHERE a.worker_id = %(worker)s AND a.organisation_id = %(organisation_id)s"
    " AND a.environment = %(environment)s AND a.purpose IN ('work', 'overlap')) AS t WHERE true"
)
_FIRST: LiteralString = " ORDER BY t.id DESC LIMIT %(looked_at)s)"
_ASKED_OF_EACH: dict[str, LiteralString] = {
    "label": " AND jsonb_path_exists(t.response, '$.** ? (@ == $label)',"
    " jsonb_build_object('label', %(label)s::text))",
    "confidence_from": " AND t.confidence >= %(confidence_from)s",
    "confidence_until": " AND t.confidence <= %(confidence_until)s",
    "text": " AND strpos(lower(concat(t.unique_id, ' ', t.metadata)), lower(%(text)s)) > 0",
    "field": " AND coalesce(t.metadata ->> %(field)s, t.params ->> %(field)s) IS NOT NULL",
    "value": " AND coalesce(t.metadata ->> %(field)s, t.params ->> %(field)s) = %(value)s",
}


async def browse(
    conn: Connection, identity: Identity, sought: Sought, *, limit: int, token: str | None
) -> Found:
    """Tasks that were sought, newest first, after the page whose `next_token` is given."""
    values: dict[str, object] = scope(identity) | {
        name: getattr(sought, name)
        for name in sought.__slots__
        if getattr(sought, name) is not None
    }
    values |= created_bounds(sought.created_from, sought.created_until)
    values |= {"limit": limit, "looked_at": LOOKED_AT}
    if token is not None:
        values["after"] = read_token(token)
    chosen, asked = _fragments(values)
    # Where ids are gathered first, the few tasks they name are sorted rather than all passed over.
    if "status" in values and not {"project", "batch", "worker"} & values.keys():
        chosen = " AND t.id = ANY (%(ids)s)"
        values["looked_at"] = LOOKED_AT // 10 if asked else limit + 1
        values["ids"] = ids = await _newest_of_status(conn, values)
        end = ids[-1] if asked and len(ids) == values["looked_at"] else None
    else:
        if "worker" not in values:
            await read_in_order(conn)
        end = await _last_looked_at(conn, chosen, values) if asked else None
    if end is not None:
        values["end"] = end
        asked += " AND t.id >= %(end)s"
    found = await conn.execute(
        SQL["list_tasks"] + chosen + asked + " ORDER BY t.id DESC LIMIT %(limit)s + 1", values
    )
    page = page_by_offset(await found.fetchall(), total=0, limit=limit, offset=0)
    following: str | None = page.rows[-1]["id"] if page.has_more else end
    return Found(
        rows=page.rows,
        next_token=None if following is None else token_of(following),
        total=await _total(conn, values),
        is_cut=following is not None and not page.has_more,
    )


async def _newest_of_status(conn: Connection, values: dict[str, object]) -> list[str]:
    """The tasks of a status that are looked at, whatever the project, newest first.

    They are read in order, whatever PostgreSQL thinks of the table; what follows sorts these few.
    """
    before = min(str(values.get(name, LAST)) for name in ("after", "created_until"))
    since = values.get("created_from", "")
    await read_in_order(conn)
    found = await conn.execute(
        SQL["newest_of_status"], {**values, "before": before, "since": since}
    )
    ids = [row["id"] for row in await found.fetchall()]
    await conn.execute("SELECT set_config('enable_sort', 'on', true)")
    return ids


async def _last_looked_at(
    conn: Connection, chosen: LiteralString, values: dict[str, object]
) -> str | None:
    """The last task that a page looks at; None when it gets to the end."""
    place: LiteralString = " ORDER BY t.id DESC LIMIT 1 OFFSET %(looked_at)s - 1"
    found = await (await conn.execute(SQL["task_ids"] + chosen + place, values)).fetchone()
    return None if found is None else found["id"]


def _fragments(values: dict[str, object]) -> tuple[LiteralString, LiteralString]:
    """What chooses the tasks to look at, and what is asked of each of them."""
    bounds: dict[str, LiteralString] = {
        "after": " AND t.id < %(after)s",
        "created_from": " AND t.id >= %(created_from)s",
        "created_until": " AND t.id < %(created_until)s",
    }
    where = _joined(bounds, values)
    asked = _joined(_ASKED_OF_EACH, values)
    project = _joined({"project": _PROJECT}, values)
    batch = _joined({"batch": _BATCH}, values)
    status = _joined({"status": _STATUS}, values)
    if "worker" in values:
        return where + _OF_WORKER + where + _FIRST, project + batch + status + asked
    if batch:
        return where + batch, project + status + asked
    return where + project + status, asked


def _joined(fragments: Mapping[str, LiteralString], values: dict[str, object]) -> LiteralString:
    found: LiteralString = ""
    for name, fragment in fragments.items():
        if name in values:
            found += fragment
    return found


async def _total(conn: Connection, values: dict[str, object]) -> int | None:
    """How many match, where the counts by project, batch and status say so."""
    if {"worker", "created_from", "created_until", *_ASKED_OF_EACH} & values.keys():
        return None
    counted = _joined({"project": _PROJECT, "batch": _BATCH, "status": _STATUS}, values)
    return await fetch_total(conn, SQL["sum_counts"] + counted, values)
