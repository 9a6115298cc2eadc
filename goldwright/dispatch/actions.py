"""The verbs of dispatch: lease, show, extend, skip, release, reopen, expire."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

import orjson

from goldwright.api.turns import Turn, Turns
from goldwright.clock import now
from goldwright.db import Connection, load
from goldwright.db.identity import Environment
from goldwright.errors import IllegalMoveError, LeaseExpiredError, NotFoundError
from goldwright.intake.files.links import sign
from goldwright.task_types import registry
from goldwright.workforce import actions as workforce

SQL = load(__package__ or "")


async def act_as_worker(conn: Connection, token: bytes) -> str:
    """The worker whose session token has this SHA-256, who acts for the rest of the transaction."""
    row = await (await conn.execute(SQL["act_as_worker"], {"token": token})).fetchone()
    assert row is not None
    return str(row["worker_id"])


@dataclass(frozen=True, slots=True)
class Wish:
    """What to hold: so many assignments, of one project if named; those in `have` are known."""

    project: str | None
    hold: int
    have: list[str]


async def lease(turns: Turns, token: bytes, wish: Wish) -> list[str]:
    """What the worker now holds, up to `hold` assignments, oldest first, as JSON texts.

    Those in `have` come without content. Asking again after a lost answer gives the same
    assignments.
    """
    taken = await turns(SQL["lease"], Turn(token, asdict(wish)))
    return taken.get("held", [])


async def assignment_content(conn: Connection, token: bytes, assignment_id: str) -> str:
    """One own assignment with its content, as JSON text."""
    row = await (
        await conn.execute(
            SQL["assignment_content"], {"token": token, "assignment_id": assignment_id}
        )
    ).fetchone()
    assert row is not None
    return str(row["shown"])


async def attachment_place(
    conn: Connection, token: bytes, assignment_id: str, *, url: str, secret: bytes
) -> str:
    """A signed link to our copy of an attachment of an own assignment, else its own address."""
    shown = orjson.loads(await assignment_content(conn, token, assignment_id))
    async with conn.transaction():
        await act_as_worker(conn, token)
        cursor = await conn.execute(
            SQL["kept_attachment"], {"assignment_id": assignment_id, "url": url}
        )
        kept = await cursor.fetchone()
    if kept is not None:
        return sign(secret, kept["storage_key"], media_type=kept["mime_type"], now=now())
    _refuse_unnamed(shown, assignment_id, url)
    return url


async def attachment_of_live(
    conn: Connection, token: bytes, assignment_id: str, *, url: str
) -> str | None:
    """The key of our copy of an attachment of an assignment held now; None: it is elsewhere."""
    shown = orjson.loads(await assignment_content(conn, token, assignment_id))
    ends_at = datetime.fromisoformat(shown["lease_expires_at"])
    if shown["status"] != "leased" or ends_at <= now():
        raise LeaseExpiredError(f"The lease of {assignment_id} ended; ask for a new task.")
    async with conn.transaction():
        await act_as_worker(conn, token)
        cursor = await conn.execute(
            SQL["kept_attachment"], {"assignment_id": assignment_id, "url": url}
        )
        kept = await cursor.fetchone()
    if kept is None:
        _refuse_unnamed(shown, assignment_id, url)
        return None
    return str(kept["storage_key"])


def _refuse_unnamed(shown: dict[str, Any], assignment_id: str, url: str) -> None:  # Any: JSON
    """NotFoundError unless the task names this address and it is one of the web."""
    is_named = url in registry()[shown["type"]].attachments(shown["params"])
    if not is_named or not url.startswith(("https://", "http://")):
        raise NotFoundError(f"Assignment {assignment_id} has no attachment {url!r} to show.")


@dataclass(frozen=True, slots=True)
class Instructed:
    """Which version of its project's instruction an assignment shows, and what its worker knows."""

    version: int | None
    """None when the instruction is the task's own."""
    is_read: bool
    before: str | None
    """What was read last, where it is another text than `after`."""
    after: str | None


NOT_OF_PROJECT = Instructed(version=None, is_read=False, before=None, after=None)


async def instruction(
    conn: Connection, worker_id: str, assignment_id: str, *, is_read: bool = False
) -> Instructed:
    """The version that an own assignment shows, and what changed since its worker read one.

    With `is_read` they have read this one now.
    """
    wanted = {"worker_id": worker_id, "assignment_id": assignment_id}
    row = await (await conn.execute(SQL["instruction_version"], wanted)).fetchone()
    if row is None:
        return NOT_OF_PROJECT
    project_id, version = row["project_id"], row["version"]
    if is_read:
        await workforce.keep_instruction_read(conn, worker_id, project_id, version=version)
    known = await workforce.instruction_read(conn, worker_id, project_id)
    if known is None or known == version:
        return Instructed(version, is_read=known == version, before=None, after=None)
    rows = await conn.execute(SQL["instructions_at"], {**wanted, "versions": [known, version]})
    texts = {one["version"]: one["text"] for one in await rows.fetchall()}
    before, after = texts.get(known), texts.get(version)
    if before is None or before == after:
        return Instructed(version, is_read=before == after, before=None, after=None)
    return Instructed(version, is_read=False, before=before, after=after)


async def show(conn: Connection, worker_id: str, assignment_id: str) -> None:
    """Start the clock of a lease; again, or once it ended, it does nothing."""
    await conn.execute(
        SQL["show_assignment"], {"worker_id": worker_id, "assignment_id": assignment_id}
    )


async def extend(conn: Connection, worker_id: str, assignment_id: str) -> datetime:
    """When the lease now ends: a full lease from now, at most a day after the task was shown."""
    row = await (
        await conn.execute(
            SQL["extend_lease"], {"worker_id": worker_id, "assignment_id": assignment_id}
        )
    ).fetchone()
    if row is None:
        await _refuse(conn, worker_id, assignment_id)
    assert row is not None
    ends: datetime = row["lease_expires_at"]
    return ends


async def give_back(
    conn: Connection,
    worker_id: str,
    assignment_id: str,
    *,
    status: Literal["skipped", "released"],
    reason: str | None = None,
) -> None:
    """End a lease unanswered; a skipped task never comes back to this worker, a released one may.

    Doing it twice does nothing more.
    """
    found = await (
        await conn.execute(
            SQL["find_own"], {"worker_id": worker_id, "assignment_id": assignment_id}
        )
    ).fetchone()
    if found is None:
        raise NotFoundError(f"You have no assignment {assignment_id}.")
    if found["status"] == status:
        return
    if found["status"] != "leased":
        raise IllegalMoveError(
            f"Assignment {assignment_id} was {found['status']} before; ask for a new task."
        )
    await conn.execute(
        SQL["end_lease"],
        {
            "organisation_id": found["organisation_id"],
            "environment": found["environment"],
            "assignment_id": assignment_id,
            "status": status,
            "reason": reason,
        },
    )


async def reopen(
    conn: Connection, *, organisation_id: int, environment: Environment, task_id: str, slots: int
) -> None:
    """Ask for `slots` further annotations of a task, at the end of its queue."""
    await conn.execute(
        SQL["reopen"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "task_id": task_id,
            "slots": slots,
        },
    )


async def add_gold(
    conn: Connection,
    *,
    organisation_id: int,
    environment: Environment,
    project_id: str,
    task_id: str,
    purpose: Literal["gold", "onboarding"],
    stage: Literal["annotate", "review"],
) -> None:
    """Let a task whose answer is known be drawn for annotators, or reviewers, of its project."""
    await conn.execute(
        SQL["add_gold"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "project_id": project_id,
            "task_id": task_id,
            "purpose": purpose,
            "stage": stage,
        },
    )


async def remove_gold(
    conn: Connection,
    *,
    organisation_id: int,
    environment: Environment,
    project_id: str,
    task_id: str,
) -> bool:
    """Draw a task whose answer is known for nobody any more; whether it was drawn until now."""
    cursor = await conn.execute(
        SQL["remove_gold"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "project_id": project_id,
            "task_id": task_id,
        },
    )
    return await cursor.fetchone() is not None


async def mark_onboarded(
    conn: Connection,
    *,
    organisation_id: int,
    environment: Environment,
    project_id: str,
    worker_id: str,
) -> None:
    """Let a worker who passed a project's onboarding at its real tasks."""
    await conn.execute(
        SQL["mark_onboarded"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "project_id": project_id,
            "worker_id": worker_id,
        },
    )


async def _refuse(conn: Connection, worker_id: str, assignment_id: str) -> None:
    found = await (
        await conn.execute(
            SQL["find_own"], {"worker_id": worker_id, "assignment_id": assignment_id}
        )
    ).fetchone()
    if found is None:
        raise NotFoundError(f"You have no assignment {assignment_id}.")
    if found["status"] in {"leased", "expired", "returned"}:
        ended = found["lease_expires_at"]
        raise LeaseExpiredError(
            f"The lease of {assignment_id} ended at {ended:%H:%M} UTC; ask for a new task."
        )
    raise IllegalMoveError(
        f"Assignment {assignment_id} was {found['status']} before; ask for a new task."
    )
