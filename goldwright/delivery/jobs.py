"""What the outbox calls with events that delivery has yet to act on."""

from collections.abc import Sequence
from typing import LiteralString

from goldwright.db import Connection, load
from goldwright.delivery.rules import host_of
from goldwright.ids import new_id
from goldwright.jobs.outbox import Event

SQL = load(__package__ or "")
_TOLD = frozenset({"task.completed", "task.error", "task.audited", "task.recalled"})


async def handle(conn: Connection, events: Sequence[Event]) -> None:
    """Make the callbacks that these events, all of one organisation and environment, call for.

    A task's event is handled after its own commit, so whichever event of a batch comes last sees
    every task of the batch at its end, and completes the batch.
    """
    if not events:
        return
    scope: dict[str, object] = {
        "organisation_id": events[0].organisation_id,
        "environment": events[0].environment,
    }
    tasks = [(one.task_id, one.kind) for one in events if one.task_id and one.kind in _TOLD]
    await _call_back(conn, scope, "task", "targets", tasks)
    batches = [(one.batch_id, one.kind) for one in events if one.batch_id and not one.task_id]
    await _call_back(conn, scope, "batch", "batch_targets", batches)
    # In order, so that two runners never wait for each other's batches.
    for batch_id in sorted({one.batch_id for one in events if one.batch_id and one.task_id}):
        await conn.execute(SQL["complete_batch"], {**scope, "batch_id": batch_id})


async def _call_back(
    conn: Connection,
    scope: dict[str, object],
    kind: LiteralString,
    targets: LiteralString,
    happened: Sequence[tuple[str, str]],
) -> None:
    """One callback for each thing that happened to a task or batch with a target."""
    if not happened:
        return
    ids = [one_id for one_id, _ in happened]
    found = await conn.execute(SQL[targets], {**scope, f"{kind}_ids": ids})
    target_of = {row["id"]: row["target"] for row in await found.fetchall()}
    told = [(one_id, event) for one_id, event in happened if one_id in target_of]
    if not told:
        return
    is_task = kind == "task"
    await conn.execute(
        SQL["add_callbacks"],
        {
            **scope,
            "ids": [new_id("cbk") for _ in told],
            "kinds": [kind for _ in told],
            "task_ids": [one_id if is_task else None for one_id, _ in told],
            "batch_ids": [None if is_task else one_id for one_id, _ in told],
            "event_kinds": [event for _, event in told],
            "targets": [target_of[one_id] for one_id, _ in told],
            "hosts": [host_of(target_of[one_id]) for one_id, _ in told],
        },
    )
