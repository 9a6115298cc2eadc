"""When a callback is tried again, where it goes, and how it is signed."""

import base64
import hashlib
import hmac
import re
from datetime import datetime
from urllib.parse import urlsplit

from goldwright.delivery.records import Secrets

# After each failed try but the last; 20 tries in 24 hours. Close together at first, for a receiver
# that restarts; far apart later, for one that is being repaired.
RETRY_SECONDS = (
    *(5, 10, 20, 40, 60),
    *(120, 180, 300, 600, 900),
    *(1800, 2700, 3600, 5400, 7200),
    *(10800, 14400, 18000, 20265),
)
ATTEMPTS_MAX = len(RETRY_SECONDS) + 1

_MAILBOX = re.compile(r"(?:mailto:)?[^@\s/]+@(?P<host>[^@\s/:]+)")


def retry_seconds(attempt: int) -> int | None:
    """How long to wait after failed try number `attempt` (1 the first); None: it was the last."""
    return RETRY_SECONDS[attempt - 1] if attempt < ATTEMPTS_MAX else None


def mailbox(target: str) -> str | None:
    """The address when a target is an e-mail address, else None."""
    return target.removeprefix("mailto:") if _MAILBOX.fullmatch(target) else None


def host_of(target: str) -> str:
    """Who receives at a target, "?" when it names nobody: a slow host must hold up no other."""
    mail = _MAILBOX.fullmatch(target)
    if mail is not None:
        return mail["host"].lower()
    try:
        return urlsplit(target).netloc.rpartition("@")[2].lower() or "?"
    except ValueError:
        return "?"


def headers(callback_id: str, body: bytes, *, secrets: Secrets, now: datetime) -> dict[str, str]:
    """What a callback carries: the customers' shared secret and a Standard Webhooks signature."""
    timestamp = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        "scale-callback-auth": secrets.auth_key,
        "webhook-id": callback_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": sign(callback_id, timestamp, body, secret=secrets.webhook_secret),
    }


def sign(callback_id: str, timestamp: str, body: bytes, *, secret: str) -> str:
    """The signature `v1,…` over id, time and body, as Standard Webhooks has it.

    A secret `whsec_…` is the key in base64; any other is the key itself.
    """
    if secret.startswith("whsec_"):
        key = base64.b64decode(secret.removeprefix("whsec_"))
    else:
        key = secret.encode()
    signed = b".".join((callback_id.encode(), timestamp.encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
