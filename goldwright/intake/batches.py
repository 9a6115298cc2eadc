"""Batches: tasks sent together, held back in staging where the project is self-served."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import LiteralString

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from goldwright import events
from goldwright.clock import now
from goldwright.db import Connection
from goldwright.db.identity import Identity
from goldwright.errors import DuplicateKeyError, IllegalMoveError, NotFoundError
from goldwright.ids import new_id
from goldwright.intake.listing import Page, fetch_total, page_by_offset
from goldwright.intake.projects import find_project
from goldwright.intake.tasks import SQL, scope
from goldwright.task_types.contract import Json, JsonObject

CANCELLED_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """What a customer decides when making a batch."""

    name: str
    project: str
    callback: str | None = None
    is_calibration: bool = False
    is_self_label: bool = False
    is_staging: bool = False
    metadata: JsonObject = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFilter:
    """Which batches to list; None is any."""

    project: str | None = None
    statuses: list[str] | None = None
    created_from: datetime | None = None
    created_until: datetime | None = None
    completed_from: datetime | None = None
    completed_until: datetime | None = None
    is_unarchived_only: bool = False


async def create_batch(conn: Connection, identity: Identity, batch: NewBatch) -> DictRow:
    """The row of a new batch: live ones of self-served projects, or if asked, begin in staging."""
    project = await find_project(conn, identity, batch.project)
    created = await (
        await conn.execute(
            SQL["create_batch"],
            {
                **scope(identity),
                "id": new_id("bat"),
                "project_id": project["id"],
                "name": batch.name,
                "callback": batch.callback,
                "is_calibration": batch.is_calibration,
                "is_self_label": batch.is_self_label,
                "is_staging": batch.is_staging,
                "metadata": Jsonb(batch.metadata),
                "created_at": now(),
            },
        )
    ).fetchone()
    if created is None:
        raise DuplicateKeyError(f"A batch named {batch.name!r} already exists.")
    await _tell(conn, identity, "batch.created", project["id"], created["id"])
    return await find_batch(conn, identity, batch.name)


async def find_batch(conn: Connection, identity: Identity, name: str) -> DictRow:
    """One batch's row with its `project_name`."""
    found = await (
        await conn.execute(
            SQL["list_batches"] + " AND b.name = %(name)s", {**scope(identity), "name": name}
        )
    ).fetchone()
    if found is None:
        raise NotFoundError(f"Batch {name!r} not found.")
    return found


async def list_batches(
    conn: Connection, identity: Identity, wanted: BatchFilter, *, limit: int, offset: int
) -> Page:
    """Batches, newest first."""
    where, values = _conditions(wanted)
    values |= scope(identity)
    total = await fetch_total(conn, SQL["count_batches"] + where, values)
    found = await conn.execute(
        SQL["list_batches"]
        + where
        + " ORDER BY b.created_at DESC, b.id DESC LIMIT %(limit)s + 1 OFFSET %(offset)s",
        {**values, "limit": limit, "offset": offset},
    )
    return page_by_offset(await found.fetchall(), total=total, limit=limit, offset=offset)


async def count_by_status(conn: Connection, identity: Identity, batch_id: str) -> dict[str, int]:
    """How many tasks of a batch there are in each status, exactly; zeros are left out."""
    found = await conn.execute(SQL["batch_counts"], {**scope(identity), "batch_id": batch_id})
    return {row["status"]: row["tasks"] for row in await found.fetchall() if row["tasks"]}


async def finalize_batch(conn: Connection, identity: Identity, name: str) -> DictRow:
    """Release a staging batch to workers; on any other it does nothing.

    One whose tasks have all ended meanwhile, cancelled or without their attachments, is complete.
    """
    released = await (
        await conn.execute(SQL["finalize_batch"], {**scope(identity), "name": name})
    ).fetchone()
    if released is not None:
        where = {"project_id": released["project_id"], "batch_id": released["id"]}
        await conn.execute(SQL["open_queues"], {**scope(identity), **where})
        await _tell(conn, identity, "batch.finalized", released["project_id"], released["id"])
        # A task that ends just now waits for the batch, which is locked, and then completes it.
        await complete_batch(conn, identity, released["id"])
    return await find_batch(conn, identity, name)


async def cancel_some(conn: Connection, identity: Identity, name: str) -> bool:
    """Cancel a batch and some thousands of its pending tasks; whether there are more of these."""
    batch = await find_batch(conn, identity, name)
    if batch["status"] == "completed":
        raise IllegalMoveError(f"Batch {name!r} is completed; there is nothing left to cancel.")
    values = {**scope(identity), "batch_id": batch["id"], "limit": CANCELLED_AT_ONCE}
    found = await (await conn.execute(SQL["cancel_batch"], values)).fetchone()
    assert found is not None
    if batch["status"] != "cancelled":
        await _tell(conn, identity, "batch.cancelled", batch["project_id"], batch["id"])
    return found["tasks"] == CANCELLED_AT_ONCE


async def complete_batch(conn: Connection, identity: Identity, batch_id: str) -> bool:
    """Complete a batch in which nothing is pending; in a transaction after the last task's own."""
    found = await (
        await conn.execute(SQL["complete_batch"], {**scope(identity), "batch_id": batch_id})
    ).fetchone()
    return bool(found and found["is_completed"])


async def set_metadata(
    conn: Connection, identity: Identity, name: str, metadata: JsonObject
) -> DictRow:
    """Replace a batch's metadata."""
    await conn.execute(
        SQL["set_batch_metadata"], {**scope(identity), "name": name, "metadata": Jsonb(metadata)}
    )
    return await find_batch(conn, identity, name)


def _conditions(wanted: BatchFilter) -> tuple[LiteralString, dict[str, object]]:
    fragments: list[tuple[LiteralString, object]] = [
        (" AND p.name = %(project)s AND NOT p.is_implicit", wanted.project),
        (" AND b.status = ANY (%(statuses)s)", wanted.statuses),
        (" AND b.created_at >= %(created_from)s", wanted.created_from),
        (" AND b.created_at <= %(created_until)s", wanted.created_until),
        (" AND b.completed_at >= %(completed_from)s", wanted.completed_from),
        (" AND b.completed_at <= %(completed_until)s", wanted.completed_until),
        (" AND b.archived_at IS NULL", wanted.is_unarchived_only or None),
    ]
    where: LiteralString = ""
    for fragment, value in fragments:
        if value is not None:
            where += fragment
    return where, asdict(wanted)


async def _tell(
    conn: Connection, identity: Identity, kind: str, project_id: str, batch_id: str
) -> None:
    await events.append(
        conn,
        kind,
        organisation_id=identity.organisation_id or 0,
        environment=identity.environment or "test",
        project_id=project_id,
        batch_id=batch_id,
    )
