"""What every route can reach: settings, the database, the file store. Made once in `app.py`."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import HTTPConnection

from goldwright.api.limits import RateLimiter
from goldwright.db import Database
from goldwright.settings import Settings
from goldwright.storage import Storage


class WorkerChanged(Protocol):
    """Lets dispatch decide anew what a worker is offered, for stages that stand before it."""

    def __call__(self, worker_id: str, organisation_id: int | None = None) -> Awaitable[None]:
        """Call after the commit; without an organisation the change matters to all of them."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one server process."""

    settings: Settings
    db: Database
    storage: Storage
    limiter: RateLimiter
    sign_ins: RateLimiter
    worker_changed: WorkerChanged


def services(request: HTTPConnection) -> Services:
    """The services of the application that handles this request."""
    found: Services = request.scope["goldwright.services"]
    return found
