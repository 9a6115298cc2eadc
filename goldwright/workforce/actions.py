"""What changes people: users, sessions and links, workers, qualifications, walls.

A link (to sign in once, to accept an invitation, to choose a new password) is kept like a session,
under a prefix that opens nothing else; following it takes it away, so it works once.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from psycopg.types.json import Jsonb

from goldwright.api.who import SESSION_PREFIX, session_digest
from goldwright.db import Connection, load
from goldwright.errors import (
    DuplicateKeyError,
    ForbiddenError,
    NotFoundError,
    UnauthenticatedError,
)
from goldwright.ids import new_id
from goldwright.openid import Claims

SQL = load("goldwright.workforce")

LinkKind = Literal["sign_in", "invitation", "password_reset"]
_LINK_PREFIXES: dict[LinkKind, str] = {
    "sign_in": "lnk_",
    "invitation": "inv_",
    "password_reset": "rst_",
}
LINK_HOURS: dict[LinkKind, int] = {"sign_in": 24, "invitation": 24 * 7, "password_reset": 24}
MAILED_RESET_HOURS = 1
_USER_AGENT_CHARACTERS = 300


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


async def open_session(
    conn: Connection, user_id: str, *, hours: int, user_agent: str | None = None
) -> Opened:
    """A new session of a user; UnauthenticatedError when they are shut out."""
    opened = await _open(
        conn, user_id, kind="session", prefix=SESSION_PREFIX, hours=hours, user_agent=user_agent
    )
    await conn.execute(SQL["enter"], {"user_id": user_id})
    return opened


async def open_link(
    conn: Connection, user_id: str, *, kind: LinkKind, hours: int | None = None
) -> Opened:
    """A token that lets a user in once, for a day, or for a week with an invitation."""
    return await _open(
        conn,
        user_id,
        kind=kind,
        prefix=_LINK_PREFIXES[kind],
        hours=LINK_HOURS[kind] if hours is None else hours,
    )


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


async def close_own_session(conn: Connection, user_id: str, session_id: str) -> None:
    """End one session of a user; NotFoundError when it is not theirs or has ended."""
    cursor = await conn.execute(SQL["close_own_session"], {"user_id": user_id, "id": session_id})
    if await cursor.fetchone() is None:
        raise NotFoundError(f"You have no session {session_id}.")


async def close_sessions(conn: Connection, user_id: str, *, but: bytes | None = None) -> None:
    """End every session and link of a user, except the one of a digest."""
    await conn.execute(SQL["close_sessions"], {"user_id": user_id, "but": but})


async def enter_with_openid(
    conn: Connection, claims: Claims, *, may_sign_up: bool
) -> tuple[str, str | None]:
    """The user whom the provider vouches for, by its own subject or, the first time, by e-mail.

    And the worker that was made for them just now, if any.

    An account that is found by e-mail loses its password and its sessions: whoever chose that
    password may not be who has the e-mail. Who is new becomes a worker where `may_sign_up`.
    """
    who = {"issuer": claims.issuer, "subject": claims.subject}
    known = await (await conn.execute(SQL["user_by_openid"], who)).fetchone()
    if known is not None:
        return str(known["user_id"]), None
    worker_id: str | None = None
    if claims.email is None or not claims.is_email_verified:
        raise ForbiddenError("The provider does not say that it has verified your e-mail.")
    found = await (await conn.execute(SQL["user_by_email"], {"email": claims.email})).fetchone()
    if found is not None:
        user_id = str(found["id"])
        await conn.execute(SQL["forget_password"], {"user_id": user_id})
        await close_sessions(conn, user_id)
    elif may_sign_up:
        user_id = await add_user(
            conn,
            NewUser(claims.email, first_name=claims.first_name, last_name=claims.last_name),
        )
        worker_id = await add_worker(conn, user_id, is_marketplace=True)
    else:
        raise NotFoundError(f"Nobody here has the e-mail {claims.email}; ask for an invitation.")
    linked = await conn.execute(SQL["link_openid"], who | {"user_id": user_id})
    if await linked.fetchone() is None:
        raise ForbiddenError("Another account of the provider comes in with this e-mail.")
    return user_id, worker_id


async def set_password(
    conn: Connection,
    user_id: str,
    password_hash: str,
    *,
    first_name: str | None = None,
    last_name: str | None = None,
    but: bytes | None = None,
) -> None:
    """Give a user a new password; whoever was in with the old one is out, `but` one session."""
    await conn.execute(
        SQL["set_password"],
        {
            "user_id": user_id,
            "password_hash": password_hash,
            "first_name": first_name,
            "last_name": last_name,
        },
    )
    await close_sessions(conn, user_id, but=but)


async def set_disabled(conn: Connection, user_id: str, *, is_disabled: bool) -> None:
    """Shut a user out, ending their sessions, or let them in again."""
    cursor = await conn.execute(
        SQL["set_disabled"], {"user_id": user_id, "is_disabled": is_disabled}
    )
    if await cursor.fetchone() is None:
        raise NotFoundError(f"There is no user {user_id}.")
    if is_disabled:
        await close_sessions(conn, user_id)


async def shortcuts(conn: Connection, user_id: str) -> dict[str, str]:
    """The keys a person chose, by the action's name."""
    row = await (await conn.execute(SQL["shortcuts"], {"user_id": user_id})).fetchone()
    return row["shortcuts"] if row else {}


async def instruction_read(conn: Connection, worker_id: str, project_id: str) -> int | None:
    """The version of a project's instruction that a worker read last, on any machine."""
    wanted = {"worker_id": worker_id, "project_id": project_id}
    row = await (await conn.execute(SQL["instruction_read"], wanted)).fetchone()
    return row["version"] if row else None


async def keep_instruction_read(
    conn: Connection, worker_id: str, project_id: str, *, version: int
) -> None:
    """Remember that a worker has read this version of a project's instruction."""
    await conn.execute(
        SQL["keep_instruction_read"],
        {"worker_id": worker_id, "project_id": project_id, "version": version},
    )


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


async def _open(
    conn: Connection,
    user_id: str,
    *,
    kind: str,
    prefix: str,
    hours: int,
    user_agent: str | None = None,
) -> Opened:
    token = prefix + secrets.token_urlsafe(32)
    cursor = await conn.execute(
        SQL["open_session"],
        {
            "token_hash": session_digest(token),
            "user_id": user_id,
            "kind": kind,
            "user_agent": user_agent and user_agent[:_USER_AGENT_CHARACTERS],
            "hours": hours,
        },
    )
    opened = await cursor.fetchone()
    if opened is None:
        raise UnauthenticatedError("This user may not sign in; ask the operator.")
    return Opened(token, opened["expires_at"])


def _no_worker(worker_id: str) -> NotFoundError:
    return NotFoundError(f"There is no worker {worker_id}.")
