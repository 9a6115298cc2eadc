"""What changes people: users, sessions and links, workers, qualifications, walls.

A link (to sign in once, or to accept an invitation) is kept like a session, under a prefix that
opens nothing else; following it takes it away, so it works once.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from psycopg.types.json import Jsonb

from goldwright.api.who import SESSION_PREFIX, session_digest
from goldwright.db import Connection, load
from goldwright.errors import DuplicateKeyError, NotFoundError, UnauthenticatedError
from goldwright.ids import new_id

SQL = load("goldwright.workforce")

LinkKind = Literal["sign_in", "invitation"]
_LINK_PREFIXES: dict[LinkKind, str] = {"sign_in": "lnk_", "invitation": "inv_"}
LINK_HOURS: dict[LinkKind, int] = {"sign_in": 24, "invitation": 24 * 7}


@dataclass(frozen=True, slots=True)
class Opened:
    """A fresh secret, shown once, and when it ends."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewUser:
    """Who comes; without a password they come in by a link."""

    email: str
    password_hash: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_operator: bool = False
    invited_by: int | None = None


async def add_user(conn: Connection, user: NewUser) -> str:
    """The id of a new user; DuplicateKeyError when the e-mail is taken."""
    cursor = await conn.execute(
        SQL["add_user"],
        {
            "id": new_id("usr"),
            "email": user.email.lower(),
            "password_hash": user.password_hash,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "is_operator": user.is_operator,
            "invited_by": user.invited_by,
        },
    )
    added = await cursor.fetchone()
    if added is None:
        raise DuplicateKeyError(f"The e-mail {user.email} is taken; sign in instead.")
    return str(added["id"])


async def find_or_add_user(
    conn: Connection, email: str, *, invited_by: int | None = None
) -> tuple[str, bool]:
    """The user of an e-mail, and whether they are new.

    To the organisation that invited them, they are new until they first come in.
    """
    for _ in range(2):  # a second look, when somebody else added them in between
        found = await (
            await conn.execute(SQL["user_by_email"], {"email": email.lower()})
        ).fetchone()
        if found is not None:
            is_awaited = invited_by is not None and found["invited_by"] == invited_by
            return str(found["id"]), is_awaited and found["entered_at"] is None
        try:
            return await add_user(conn, NewUser(email, invited_by=invited_by)), True
        except DuplicateKeyError:
            continue
    raise NotFoundError(f"The user {email} cannot be added now; try again.")


async def find_first_operator(conn: Connection) -> str | None:
    """Who has run this installation longest; None before its first start."""
    found = await (await conn.execute(SQL["first_operator"])).fetchone()
    return None if found is None else str(found["id"])


async def make_operator(conn: Connection, email: str) -> str:
    """The operator of an e-mail: a known user becomes one, a new one comes in by a link."""
    found = await (await conn.execute(SQL["user_by_email"], {"email": email.lower()})).fetchone()
    if found is None:
        return await add_user(conn, NewUser(email, is_operator=True))
    await conn.execute(SQL["make_operator"], {"user_id": found["id"]})
    return str(found["id"])


async def add_worker(
    conn: Connection, user_id: str, *, is_marketplace: bool = False, languages: Sequence[str] = ()
) -> str:
    """The worker that a user is, made when missing; their open sessions may work at once."""
    cursor = await conn.execute(
        SQL["add_worker"],
        {
            "id": new_id("wrk"),
            "user_id": user_id,
            "is_marketplace": is_marketplace,
            "languages": list(languages),
        },
    )
    added = await cursor.fetchone()
    if added is None:
        added = await (await conn.execute(SQL["worker_of_user"], {"user_id": user_id})).fetchone()
        assert added is not None
        return str(added["id"])
    await conn.execute(SQL["work_in_sessions"], {"user_id": user_id, "worker_id": added["id"]})
    return str(added["id"])


async def open_session(conn: Connection, user_id: str, *, hours: int) -> Opened:
    """A new session of a user; UnauthenticatedError when they are shut out."""
    opened = await _open(conn, user_id, prefix=SESSION_PREFIX, hours=hours)
    await conn.execute(SQL["enter"], {"user_id": user_id})
    return opened


async def open_link(conn: Connection, user_id: str, *, kind: LinkKind) -> Opened:
    """A token that lets a user in once, for a day (sign-in) or a week (invitation)."""
    return await _open(conn, user_id, prefix=_LINK_PREFIXES[kind], hours=LINK_HOURS[kind])


async def follow_link(conn: Connection, token: str, *, kind: LinkKind) -> str:
    """The user a link lets in; it works once. UnauthenticatedError when used up or too old."""
    found = None
    if token.startswith(_LINK_PREFIXES[kind]):
        cursor = await conn.execute(SQL["close_session"], {"token_hash": session_digest(token)})
        found = await cursor.fetchone()
    if found is None or not found["is_live"]:
        raise UnauthenticatedError("This link was used or has ended; ask for a new one.")
    return str(found["user_id"])


async def close_session(conn: Connection, digest: bytes) -> None:
    """End one session; nothing happens when it has ended."""
    await conn.execute(SQL["close_session"], {"token_hash": digest})


async def set_password(
    conn: Connection,
    user_id: str,
    password_hash: str,
    *,
    first_name: str | None = None,
    last_name: str | None = None,
) -> None:
    """Give a user a new password; whoever was in with the old one is out."""
    await conn.execute(
        SQL["set_password"],
        {
            "user_id": user_id,
            "password_hash": password_hash,
            "first_name": first_name,
            "last_name": last_name,
        },
    )
    await conn.execute(SQL["close_sessions"], {"user_id": user_id})


async def set_disabled(conn: Connection, user_id: str, *, is_disabled: bool) -> None:
    """Shut a user out, ending their sessions, or let them in again."""
    cursor = await conn.execute(
        SQL["set_disabled"], {"user_id": user_id, "is_disabled": is_disabled}
    )
    if await cursor.fetchone() is None:
        raise NotFoundError(f"There is no user {user_id}.")
    if is_disabled:
        await conn.execute(SQL["close_sessions"], {"user_id": user_id})


async def shortcuts(conn: Connection, user_id: str) -> dict[str, str]:
    """The keys a person chose, by the action's name."""
    row = await (await conn.execute(SQL["shortcuts"], {"user_id": user_id})).fetchone()
    return row["shortcuts"] if row else {}


async def keep_shortcuts(conn: Connection, user_id: str, chosen: Mapping[str, str]) -> None:
    """Keep the keys a person chose."""
    await conn.execute(
        SQL["keep_shortcuts"], {"user_id": user_id, "shortcuts": Jsonb(dict(chosen))}
    )


async def change_worker(
    conn: Connection,
    worker_id: str,
    *,
    status: str | None = None,
    is_marketplace: bool | None = None,
    languages: Sequence[str] | None = None,
) -> None:
    """Change what is given of a worker."""
    cursor = await conn.execute(
        SQL["change_worker"],
        {
            "worker_id": worker_id,
            "status": status,
            "is_marketplace": is_marketplace,
            "languages": None if languages is None else list(languages),
        },
    )
    if await cursor.fetchone() is None:
        raise _no_worker(worker_id)


async def grant_qualification(
    conn: Connection,
    worker_id: str,
    name: str,
    *,
    score: float | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Grant a qualification, or renew it with a new score and end."""
    await require_worker(conn, worker_id)
    await conn.execute(
        SQL["grant_qualification"],
        {"worker_id": worker_id, "name": name, "score": score, "expires_at": expires_at},
    )


async def revoke_qualification(conn: Connection, worker_id: str, name: str) -> None:
    """Take a qualification away; NotFoundError when the worker does not have it."""
    cursor = await conn.execute(SQL["revoke_qualification"], {"worker_id": worker_id, "name": name})
    if await cursor.fetchone() is None:
        raise NotFoundError(f"Worker {worker_id} has no qualification {name}.")


async def add_conflict(
    conn: Connection, worker_id: str, organisation_id: int, *, reason: str
) -> None:
    """Put a wall between a worker and an organisation: they are never offered its work."""
    await require_worker(conn, worker_id)
    about = {"organisation_id": organisation_id, "worker_id": worker_id, "reason": reason}
    if await (await conn.execute(SQL["has_organisation"], about)).fetchone() is None:
        raise NotFoundError(f"There is no organisation {organisation_id}.")
    await conn.execute(SQL["add_conflict"], about)


async def remove_conflict(conn: Connection, worker_id: str, organisation_id: int) -> None:
    """Take a wall down."""
    about = {"organisation_id": organisation_id, "worker_id": worker_id}
    if await (await conn.execute(SQL["remove_conflict"], about)).fetchone() is None:
        raise NotFoundError(
            f"Worker {worker_id} has no conflict with organisation {organisation_id}."
        )


async def require_worker(conn: Connection, worker_id: str) -> None:
    """NotFoundError when there is no such worker."""
    if await (await conn.execute(SQL["worker"], {"worker_id": worker_id})).fetchone() is None:
        raise _no_worker(worker_id)


async def _open(conn: Connection, user_id: str, *, prefix: str, hours: int) -> Opened:
    token = prefix + secrets.token_urlsafe(32)
    cursor = await conn.execute(
        SQL["open_session"],
        {"token_hash": session_digest(token), "user_id": user_id, "hours": hours},
    )
    opened = await cursor.fetchone()
    if opened is None:
        raise UnauthenticatedError("This user may not sign in; ask the operator.")
    return Opened(token, opened["expires_at"])


def _no_worker(worker_id: str) -> NotFoundError:
    return NotFoundError(f"There is no worker {worker_id}.")
