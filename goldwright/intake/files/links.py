"""Signed links to stored files: whoever holds one may read that one file for a short while."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from goldwright.db import Database
from goldwright.errors import NotFoundError

PATH = "/files/"
_EXPIRES = re.compile(r"[0-9]{1,11}")
_LIFETIME = timedelta(hours=1)


async def read_secret(db: Database) -> bytes:
    """The installation's secret, with which links are signed. Primary key."""
    async with db.connection() as conn:
        row = await (await conn.execute("SELECT secret FROM installation")).fetchone()
    assert row is not None, "the migrations make the one row"
    return bytes(row["secret"])


def sign(secret: bytes, storage_key: str, *, media_type: str, now: datetime) -> str:
    """A link's path and query, good for an hour; put the server's address in front."""
    expires = int((now + _LIFETIME).timestamp())
    signature = _signature(secret, storage_key, media_type, expires)
    query = urlencode({"type": media_type, "expires": expires, "signature": signature})
    return f"{PATH}{quote(storage_key)}?{query}"


def verify(
    secret: bytes, storage_key: str, *, media_type: str, expires: str, signature: str, now: datetime
) -> None:
    """Refuse a link that was not signed here, was changed, or has ended."""
    until = int(expires) if _EXPIRES.fullmatch(expires) else 0
    right = _signature(secret, storage_key, media_type, until)
    if not hmac.compare_digest(right.encode(), signature.encode()) or now.timestamp() > until:
        raise NotFoundError("This link has ended or was changed; ask for a new one.")


def _signature(secret: bytes, storage_key: str, media_type: str, expires: int) -> str:
    signed = f"file\n{storage_key}\n{media_type}\n{expires}".encode()
    return hmac.new(secret, signed, hashlib.sha256).hexdigest()
