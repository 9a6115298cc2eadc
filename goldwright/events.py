"""Events: every change of state, written in the transaction that makes it.

`pending_for` names the stage that has yet to act on an event; the runner takes those rows in
batches (`jobs/outbox.py`), so an event handled in a transaction is handled exactly once.
"""

from psycopg.types.json import Jsonb

from goldwright.db.connect import Connection
from goldwright.db.identity import Environment


async def append(
    conn: Connection,
    kind: str,
    *,
    organisation_id: int,
    environment: Environment,
    task_id: str | None = None,
    project_id: str | None = None,
    batch_id: str | None = None,
    assignment_id: str | None = None,
    worker_id: str | None = None,
    details: dict[str, object] | None = None,
    pending_for: str | None = None,
) -> None:
    """Record that `kind` (such as `batch.finalized`) happened, for `pending_for` to act on."""
    await conn.execute(
        "INSERT INTO event (organisation_id, environment, kind, task_id, project_id, batch_id,"
        " assignment_id, worker_id, details, pending_for)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            organisation_id,
            environment,
            kind,
            task_id,
            project_id,
            batch_id,
            assignment_id,
            worker_id,
            Jsonb(details) if details is not None else None,
            pending_for,
        ),
    )
