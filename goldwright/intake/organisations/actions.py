"""Verbs of organisations: found one, make and revoke keys, invite members and set their roles."""

import base64
import re
import secrets
from dataclasses import dataclass
from typing import Literal

from psycopg.rows import DictRow

from goldwright.api.who import Role, key_digest
from goldwright.db import Connection, load
from goldwright.db.identity import Environment
from goldwright.errors import DuplicateKeyError, ForbiddenError, IllegalMoveError, NotFoundError
from goldwright.ids import new_id
from goldwright.workforce.actions import add_worker, find_or_add_user, open_link

SQL = load("goldwright.intake.organisations")

CallbackSecret = Literal["callback_auth_key", "webhook_secret"]

_SHOWN_CHARACTERS = 9  # of a key, to tell it from others: `live_` and four more


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as it is shown once."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Who was added; `invitation` is the token with which a new user chooses a password."""

    user_id: str
    worker_id: str | None
    invitation: str | None


async def create_organisation(conn: Connection, name: str, *, currency: str = "USD") -> int:
    """The id of a new organisation, its secrets freshly drawn; acts as operator."""
    cursor = await conn.execute(
        SQL["add_organisation"],
        {
            "name": name,
            "currency": currency,
            "callback_auth_key": _auth_key(),
            "webhook_secret": _webhook_secret(),
            "pseudonym_salt": secrets.token_hex(16),
        },
    )
    added = await cursor.fetchone()
    if added is None:
        raise DuplicateKeyError(f"An organisation {name!r} exists already; choose another name.")
    return int(added["id"])


async def find_or_create_organisation(conn: Connection, name: str) -> tuple[int, bool]:
    """The organisation of a name, and whether it was made just now; acts as operator."""
    found = await (await conn.execute(SQL["organisation_by_name"], {"name": name})).fetchone()
    if found is not None:
        return int(found["id"]), False
    return await create_organisation(conn, name), True


async def organisation_ids(conn: Connection) -> dict[str, int]:
    """Every organisation's id by its name, in the order of names; acts as operator."""
    rows = await (await conn.execute(SQL["organisation_ids"])).fetchall()
    return {row["name"]: row["id"] for row in rows}


async def create_key(
    conn: Connection,
    organisation_id: int,
    environment: Environment,
    *,
    name: str | None = None,
    created_by: str | None = None,
) -> NewKey:
    """A new API key; its secret begins with `live_` or `test_`."""
    key = NewKey(new_id("key"), f"{environment}_{secrets.token_hex(24)}")
    await conn.execute(
        SQL["add_key"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "id": key.id,
            "hash": key_digest(key.secret),
            "shown_prefix": key.secret[:_SHOWN_CHARACTERS],
            "name": name,
            "created_by": created_by,
        },
    )
    return key


async def revoke_key(
    conn: Connection, organisation_id: int, environment: Environment, key_id: str
) -> None:
    """End a key for good, from the next request on."""
    cursor = await conn.execute(
        SQL["revoke_key"],
        {"organisation_id": organisation_id, "environment": environment, "key_id": key_id},
    )
    if await cursor.fetchone() is None:
        raise NotFoundError(f"There is no {environment} key {key_id}.")


async def add_member(conn: Connection, organisation_id: int, user_id: str, role: Role) -> None:
    """Let a known user in; who belongs already keeps their role."""
    await conn.execute(
        SQL["add_member"],
        {"organisation_id": organisation_id, "user_id": user_id, "role": role},
    )


async def invite(conn: Connection, organisation_id: int, email: str, role: Role) -> Joined:
    """Let whoever has this e-mail in; a worker of the organisation can be given work at once."""
    user_id, is_new = await find_or_add_user(conn, email, invited_by=organisation_id)
    await add_member(conn, organisation_id, user_id, role)
    worker_id = await add_worker(conn, user_id) if role == "worker" else None
    # Never for a user whom somebody else brought here, or who has come in: the link would let the
    # inviter in as them.
    link = await open_link(conn, user_id, kind="invitation") if is_new else None
    return Joined(user_id, worker_id, link.token if link else None)


async def set_role(
    conn: Connection, organisation_id: int, who: str, role: Role, *, by: Role
) -> str | None:
    """Give a member, named by id or e-mail, another role; the worker they are, if any.

    Only an admin makes or unmakes admins, and the last one stays.
    """
    found = await find_member(conn, organisation_id, who)
    if "admin" in (role, found["role"]) and role != found["role"]:
        await _refuse_losing_admins(conn, organisation_id, found, by=by, stays=role == "admin")
    await conn.execute(
        SQL["set_role"],
        {"organisation_id": organisation_id, "user_id": found["user_id"], "role": role},
    )
    return await add_worker(conn, found["user_id"]) if role == "worker" else found["worker_id"]


async def remove_member(
    conn: Connection, organisation_id: int, who: str, *, by: Role
) -> str | None:
    """Put a member out; what they did stays. The worker they are, if any."""
    found = await find_member(conn, organisation_id, who)
    if found["role"] == "admin":
        await _refuse_losing_admins(conn, organisation_id, found, by=by, stays=False)
    await conn.execute(
        SQL["disable_member"], {"organisation_id": organisation_id, "user_id": found["user_id"]}
    )
    return found["worker_id"]


async def find_member(conn: Connection, organisation_id: int, who: str) -> DictRow:
    """A member by id or e-mail, locked until the end; NotFoundError for who is not one now."""
    cursor = await conn.execute(
        SQL["member"], {"organisation_id": organisation_id, "who": who.strip()}
    )
    found = await cursor.fetchone()
    if found is None or found["status"] == "disabled":
        raise NotFoundError(f"{who} is not a member; invite them first.")
    return found


async def renew_secret(conn: Connection, organisation_id: int, name: CallbackSecret) -> None:
    """Draw one of the secrets of callbacks anew; from the next callback on the old one is gone."""
    await conn.execute(
        SQL["renew_secrets"],
        {
            "organisation_id": organisation_id,
            "callback_auth_key": _auth_key() if name == "callback_auth_key" else None,
            "webhook_secret": _webhook_secret() if name == "webhook_secret" else None,
        },
    )


def _auth_key() -> str:
    return secrets.token_urlsafe(24)


def _webhook_secret() -> str:
    # The form that Standard Webhooks libraries read.
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def placeholder_owner(name: str) -> str:
    """The e-mail of an owner nobody can sign in as, for an organisation made without people."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or secrets.token_hex(4)
    return f"owner@{slug[:60]}.invalid"


async def _refuse_losing_admins(
    conn: Connection, organisation_id: int, about: DictRow, *, by: Role, stays: bool
) -> None:
    if by != "admin":
        raise ForbiddenError("Only an admin makes or unmakes admins; ask one of yours.")
    admins = await (
        await conn.execute(SQL["admins"], {"organisation_id": organisation_id})
    ).fetchall()
    if not stays and [one["user_id"] for one in admins] == [about["user_id"]]:
        raise IllegalMoveError(
            f"{about['email']} is the last admin; make somebody else one before."
        )
