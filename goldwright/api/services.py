"""What every route can reach: settings, the database, the file store. Made once in `app.py`."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from goldwright.db import Database
from goldwright.settings import Settings
from goldwright.storage import Storage


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one server process."""

    settings: Settings
    db: Database
    storage: Storage


def services(request: HTTPConnection) -> Services:
    """The services of the application that handles this request."""
    found: Services = request.app.state.services
    return found
