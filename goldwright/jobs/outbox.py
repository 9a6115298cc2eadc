"""The outbox: events that a stage has yet to act on, handed to it in batches.

The events and what the stage does about them are one transaction, so that an event is acted on
exactly once however many runners there are and whenever one is killed. Events are claimed as rows
and not by a cursor over their ids: an id drawn early may commit late, and a cursor would miss it.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, NamedTuple

import structlog
from prometheus_client import Counter
from psycopg.rows import tuple_row

from goldwright.db import Connection, Database, load
from goldwright.db.identity import Environment, Identity, runner
from goldwright.errors import UnavailableError
from goldwright.jobs.loops import in_a_line

SQL = load(__package__ or "")
ATTEMPTS_MAX = 5
BATCH_EVENTS = 1000
_log = structlog.stdlib.get_logger(__name__)
_handled = Counter(
    "goldwright_outbox_events",
    "Events a stage has acted on, failed at, or parked",
    ["stage", "outcome"],
)


class Event(NamedTuple):
    """Something that happened, as a stage is told of it."""

    organisation_id: int
    environment: Environment
    id: int
    kind: str
    task_id: str | None
    project_id: str | None
    batch_id: str | None
    details: dict[str, object] | None


Handler = Callable[[Connection, Sequence[Event]], Awaitable[None]]
"""What a stage does about events of one organisation and environment, in their transaction."""


async def drain(db: Database, stage: str, handle: Handler) -> int:
    """Hand each organisation's next batch of events to a stage; how many events were claimed."""
    async with db.transaction(runner()) as conn:
        found = await conn.execute(SQL["pairs_with_events"], {"stage": stage})
        pairs = [(row["organisation_id"], row["environment"]) for row in await found.fetchall()]
    return sum([await _hand_over(db, stage, handle, runner(*pair)) for pair in pairs])


async def _hand_over(db: Database, stage: str, handle: Handler, identity: Identity) -> int:
    events: list[Event] = []
    try:
        async with db.transaction(identity) as conn:
            given = {**_scope(identity, stage), "limit": BATCH_EVENTS}
            events = await _claim(conn, identity, "claim_events", given)
            if events:
                await handle(conn, events)
    except UnavailableError:
        raise
    except Exception:  # noqa: BLE001  whatever a stage may raise
        # Nothing of the batch was kept; each by itself shows which one is at fault.
        _log.exception("events_failed_together", stage=stage, events=len(events))
        for event in events:
            await _hand_over_alone(db, stage, handle, identity, event.id)
    else:
        _handled.labels(stage, "handled").inc(len(events))
    return len(events)


async def _hand_over_alone(
    db: Database, stage: str, handle: Handler, identity: Identity, event_id: int
) -> None:
    scope = {**_scope(identity, stage), "id": event_id}
    try:
        async with db.transaction(identity) as conn:
            events = await _claim(conn, identity, "claim_event", scope)
            if events:
                await handle(conn, events)
        _handled.labels(stage, "handled").inc()
    except UnavailableError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a stage may raise
        async with db.transaction(identity) as conn:
            failed = await conn.execute(
                SQL["fail_event"],
                {
                    **scope,
                    "failure": in_a_line(error),
                    "attempts_max": ATTEMPTS_MAX,
                },
            )
            row = await failed.fetchone()
        is_parked = row is not None and row["attempts"] >= ATTEMPTS_MAX
        _handled.labels(stage, "parked" if is_parked else "failed").inc()
        _log.exception("event_failed", stage=stage, event_id=event_id, is_parked=is_parked)


async def _claim(
    conn: Connection,
    identity: Identity,
    statement: Literal["claim_events", "claim_event"],
    given: dict[str, object],
) -> list[Event]:
    """Events that are acted on if this commits, in the order in which they happened."""
    assert identity.organisation_id is not None
    assert identity.environment is not None
    async with conn.cursor(row_factory=tuple_row) as cursor:
        await cursor.execute(SQL[statement], given)
        rows = await cursor.fetchall()
    return [Event(identity.organisation_id, identity.environment, *row) for row in sorted(rows)]


def _scope(identity: Identity, stage: str) -> dict[str, object]:
    return {
        "organisation_id": identity.organisation_id,
        "environment": identity.environment,
        "stage": stage,
    }
