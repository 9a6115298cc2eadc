"""How a server or a runner comes to its database: wait until it is there and migrated."""

import time
from collections.abc import Callable
from dataclasses import replace

import psycopg
import structlog

from goldwright.db.embedded import shared_url
from goldwright.db.migrate import migration_names
from goldwright.errors import UnavailableError
from goldwright.settings import Settings

_log = structlog.stdlib.get_logger(__name__)

_PATIENCE_SECONDS = 60.0


def attach(settings: Settings, *, patience_seconds: float = _PATIENCE_SECONDS) -> Settings:
    """The settings with the URL of a database that has this version's schema.

    Without a URL it is the server that `goldwright up` runs in the data folder. UnavailableError
    says what is missing when the patience is over.
    """
    deadline = time.monotonic() + patience_seconds
    url = _patiently(lambda: _url(settings), deadline)
    _patiently(lambda: _is_migrated(url), deadline)
    return replace(settings, database_url=url)


def _url(settings: Settings) -> str:
    url = settings.database_url or shared_url(settings.data.absolute())
    if not url:
        raise UnavailableError(
            f"No database runs in the folder {settings.data}; start goldwright up, or set"
            " GOLDWRIGHT_DATABASE_URL."
        )
    return url


def _is_migrated(url: str) -> str:
    try:
        with psycopg.connect(url, connect_timeout=5) as conn:
            done = {row[0] for row in conn.execute("SELECT name FROM goldwright.migration")}
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        done = set[str]()
    except psycopg.Error as error:  # an address that is none, too
        raise UnavailableError(f"The database cannot be reached: {error}".strip()) from error
    missing = migration_names() - done
    if missing:
        raise UnavailableError(
            f"The database lacks {', '.join(sorted(missing))}; run goldwright migrate."
        )
    return url


def _patiently(ask: Callable[[], str], deadline: float) -> str:
    is_told = False
    while True:
        try:
            return ask()
        except UnavailableError as error:
            if time.monotonic() > deadline:
                raise
            if not is_told:
                _log.info("waiting_for_database", reason=error.message)
                is_told = True
            time.sleep(0.02)
