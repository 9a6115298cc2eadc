"""Signing up by mail: until the link is opened, nothing is kept of whom it was sent to.

Whoever asks need not be who reads the mail. So the token itself says whose it is and until when,
signed with the installation's secret: nobody can take up somebody else's e-mail by asking.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from goldwright.db.connect import Connection
from goldwright.errors import UnauthenticatedError
from goldwright.workforce.actions import SQL, NewUser, add_user, add_worker

_PREFIX = "new_"
_LIFETIME = timedelta(weeks=1)


async def sign_up_token(conn: Connection, email: str, *, now: datetime) -> str:
    """What lets the reader of a mail in as a worker, once, within a week."""
    claim = f"{int((now + _LIFETIME).timestamp())}.{email.lower().encode().hex()}"
    return f"{_PREFIX}{claim}.{_proof(await _secret(conn), claim)}"


def is_sign_up(token: str) -> bool:
    """Whether somebody signs up with it; else it is an invitation's."""
    return token.startswith(_PREFIX)


async def enter_by_mail(conn: Connection, token: str, *, now: datetime) -> tuple[str, str]:
    """The user and the worker whom a token makes; it is used up when that user has come in.

    Somebody whom an organisation invited meanwhile keeps what they were invited to.
    """
    email = _email_of(token, await _secret(conn), now=now)
    found = await (await conn.execute(SQL["user_by_email"], {"email": email})).fetchone()
    if found is not None and (found["entered_at"] or found["disabled_at"]):
        raise _ended()
    user_id = await add_user(conn, NewUser(email)) if found is None else str(found["id"])
    return user_id, await add_worker(conn, user_id, is_marketplace=True)


def _email_of(token: str, secret: bytes, *, now: datetime) -> str:
    claim, _, proof = token.removeprefix(_PREFIX).rpartition(".")
    if not hmac.compare_digest(_proof(secret, claim).encode(), proof.encode()):
        raise _ended()
    until, _, email = claim.partition(".")
    if now.timestamp() > int(until):
        raise _ended()
    return bytes.fromhex(email).decode()


def _proof(secret: bytes, claim: str) -> str:
    return hmac.new(secret, f"sign-up\n{claim}".encode(), hashlib.sha256).hexdigest()


async def _secret(conn: Connection) -> bytes:
    row = await (await conn.execute(SQL["installation_secret"])).fetchone()
    assert row is not None, "the migrations make the one row"
    return bytes(row["secret"])


def _ended() -> UnauthenticatedError:
    return UnauthenticatedError("This link was used or has ended; ask for a new one.")
