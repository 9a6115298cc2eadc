"""What every route can reach: settings, the database, the file store. Made once in `app.py`."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from psycopg.rows import DictRow
from starlette.requests import HTTPConnection

from goldwright.api.limits import RateLimiter
from goldwright.api.turns import Turns
from goldwright.db import Database
from goldwright.db.identity import Identity
from goldwright.jobs.together import Together
from goldwright.mail import Mailer
from goldwright.openid import OpenId
from goldwright.settings import Settings
from goldwright.storage import Storage

if TYPE_CHECKING:  # `goldwright up` gets here too, and has no use for the task types
    from goldwright.task_types.contract import JsonObject, TaskType


class WorkerChanged(Protocol):
    """Lets dispatch decide anew what a worker is offered, for stages that stand before it."""

    def __call__(self, worker_id: str, organisation_id: int | None = None) -> Awaitable[None]:
        """Call after the commit; without an organisation the change matters to all of them."""
        ...


class TaskMade(Protocol):
    """Creates a task for a customer; intake's, which stands above the routes of the wire."""

    def __call__(
        self, identity: Identity, task_type: "TaskType", body: "JsonObject"
    ) -> Awaitable[DictRow]:
        """The row of the new task, committed."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one server process."""

    settings: Settings
    db: Database
    storage: Storage
    limiter: RateLimiter
    sign_ins: RateLimiter
    """Attempts to come in, by e-mail."""
    visitors: RateLimiter
    """Attempts that failed, by the address they came from."""
    letters: RateLimiter
    """Mails asked for by whoever may not be their receiver, by e-mail."""
    mailer: Mailer
    openid: OpenId | None
    worker_changed: WorkerChanged
    make_task: TaskMade
    keys: Together[str, None, DictRow | None] = field(init=False)
    """What each API key opens, by its digest; asked once for all requests of a moment."""
    turns: Turns = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", Together(self._use_key))
        object.__setattr__(self, "turns", Turns(self.db))

    async def _use_key(self, digest: str, asked: list[None]) -> Sequence[DictRow | None]:
        async with self.db.connection() as conn:
            found = await (await conn.execute("SELECT * FROM use_key(%s)", (digest,))).fetchone()
        return [found] * len(asked)


def services(request: HTTPConnection) -> Services:
    """The services of the application that handles this request."""
    found: Services = request.scope["goldwright.services"]
    return found
