"""A callback sent at once to see whether its receiver takes it."""

from dataclasses import dataclass
from time import monotonic

import orjson

from goldwright.clock import now
from goldwright.db import Database
from goldwright.db.identity import Identity
from goldwright.delivery.actions import SQL
from goldwright.delivery.records import Secrets
from goldwright.delivery.rules import headers, mailbox
from goldwright.errors import FetchFailedError, InvalidInputError
from goldwright.ids import new_id
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings
from goldwright.task_types.contract import JsonObject


@dataclass(frozen=True, slots=True)
class Trial:
    """How a receiver answered; without a status there was no answer, and `failure` says why."""

    target: str
    status_code: int | None
    failure: str | None
    seconds: float

    @property
    def is_taken(self) -> bool:
        """Whether a real callback would count as delivered."""
        return self.failure is None


async def send(db: Database, settings: Settings, identity: Identity, target: str | None) -> Trial:
    """Send a callback of a made-up task to a URL, or to the organisation's default."""
    async with db.transaction(identity) as conn:
        scope = {"organisation_id": identity.organisation_id}
        row = await (await conn.execute(SQL["secrets"], scope)).fetchone()
    assert row is not None, "the caller belongs to the organisation"
    target = target or row["default_callback_url"]
    if not target:
        raise InvalidInputError("There is no default callback; give the URL to try.")
    if mailbox(target) is not None:
        raise InvalidInputError(f"{target} is an e-mail address; only URLs can be tried.")
    body = orjson.dumps(_body())
    secrets = Secrets(row["callback_auth_key"], row["webhook_secret"])
    began = monotonic()
    status_code, failure = None, None
    async with Outgoing(settings) as outgoing:
        try:
            status_code = await outgoing.post(
                target,
                body=body,
                headers=headers(new_id("cbk"), body, secrets=secrets, now=now()),
                seconds=settings.callback_timeout_seconds,
            )
        except FetchFailedError as error:
            failure = error.message
    if status_code is not None and not 200 <= status_code < 300:  # noqa: PLR2004  2xx
        failure = f"The receiver answered {status_code}."
    return Trial(target, status_code, failure, monotonic() - began)


def _body() -> JsonObject:
    # The id of no task: made before there were any.
    task: JsonObject = {
        "task_id": "0" * 24,
        "type": "test",
        "status": "completed",
        "is_test": True,
        "params": {},
        "response": {},
    }
    return {"task_id": "0" * 24, "status": "completed", "response": {}, "task": task}
