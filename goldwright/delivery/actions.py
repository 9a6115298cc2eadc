"""Looking at callbacks, and sending ended ones again."""

from typing import Any

from goldwright.db import Connection, load
from goldwright.db.identity import Identity
from goldwright.errors import IllegalMoveError, NotFoundError
from goldwright.events import append

SQL = load(__package__ or "")
RESEND_MAX = 10_000
_LAST = "cbk_g"  # ids go on in hexadecimal digits, so this comes after every one

Row = dict[str, Any]  # a row of `callback`


async def list_callbacks(
    conn: Connection, identity: Identity, *, state: str | None, before: str | None, limit: int
) -> list[Row]:
    """Callbacks, newest first, older than the id `before`."""
    name = "list_callbacks" if state is None else "list_callbacks_in_state"
    found = await conn.execute(
        SQL[name],
        {**_scope(identity), "state": state, "before": before or _LAST, "limit": limit},
    )
    return await found.fetchall()


async def find_callback(conn: Connection, identity: Identity, callback_id: str) -> Row:
    """One callback."""
    found = await conn.execute(SQL["callback"], {**_scope(identity), "id": callback_id})
    row = await found.fetchone()
    if row is None:
        raise NotFoundError(f"There is no callback {callback_id}.")
    return row


async def resend(conn: Connection, identity: Identity, callback_id: str) -> Row:
    """Send a delivered or dead callback anew, or one that failed now, under its old id."""
    callback = await find_callback(conn, identity, callback_id)
    again = await conn.execute(SQL["resend"], {**_scope(identity), "id": callback_id})
    if await again.fetchone() is None:
        raise IllegalMoveError(
            f"Callback {callback_id} is being tried, at "
            f"{callback['next_attempt_at']:%H:%M:%S} UTC; wait for what becomes of it."
        )
    await append(
        conn,
        "callback.resent",
        **_scope(identity),
        task_id=callback["task_id"],
        batch_id=callback["batch_id"],
        details={"callback_id": callback_id},
    )
    return await find_callback(conn, identity, callback_id)


async def resend_dead(conn: Connection, identity: Identity) -> int:
    """Start the tries of dead callbacks anew; how many, `RESEND_MAX` at most."""
    again = await conn.execute(SQL["resend_dead"], {**_scope(identity), "limit": RESEND_MAX})
    count = len(await again.fetchall())
    if count:
        await append(conn, "callback.resent", **_scope(identity), details={"callbacks": count})
    return count


async def list_dead(conn: Connection, *, before: str | None, limit: int) -> list[Row]:
    """Dead callbacks of every organisation, newest first; acts as operator."""
    found = await conn.execute(SQL["dead"], {"before": before or _LAST, "limit": limit})
    return await found.fetchall()


async def resend_as_operator(conn: Connection, ids: list[str], *, by: str) -> int:
    """Start the tries of these callbacks anew where they are dead; how many were."""
    again = await (await conn.execute(SQL["resend_any"], {"ids": ids})).fetchall()
    for row in again:
        await append(
            conn,
            "callback.resent",
            organisation_id=row["organisation_id"],
            environment=row["environment"],
            task_id=row["task_id"],
            batch_id=row["batch_id"],
            details={"callback_id": row["id"], "by": by},
        )
    return len(again)


def _scope(identity: Identity) -> dict[str, Any]:  # key columns
    return {"organisation_id": identity.organisation_id, "environment": identity.environment}
