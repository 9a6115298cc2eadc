"""One PostgreSQL for a test run, and databases cloned from a migrated template in it.

`GOLDWRIGHT_TEST_DATABASE_URL` names a server whose user may create databases; else the first
process that needs one starts an embedded server, and stops it when the last one is done.
"""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from goldwright.db.embedded import ROLE, EmbeddedPostgres, shared_url
from goldwright.db.migrate import migrate

# A test that asks whether anything survives a crash starts a server of its own.
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "300"}
_ENCODING = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"


class TestDatabases:
    """Databases on one server: `administrator_url` may create them, `url` connects as tests do."""

    __test__ = False

    def __init__(self, url: str, *, administrator_url: str, template: str) -> None:
        self._url = url
        self._administrator_url = administrator_url
        self._template = template

    def make_template(self) -> None:
        """Create and migrate the database that all others are copies of."""
        self._create(self._template, _ENCODING)
        migrate(_with_database(self._url, self._template))

    @contextmanager
    def clone(self) -> Generator[str]:
        """The URL of a migrated, empty database, dropped at the end, open connections or not."""
        name = f"goldwright_test_{secrets.token_hex(6)}"
        self._create(name, f"TEMPLATE {self._template}")
        try:
            yield _with_database(self._url, name)
        finally:
            self.drop(name)

    def drop_template(self) -> None:
        """Remove the template, on a server that outlives the run."""
        self.drop(self._template)

    def drop(self, name: str) -> None:
        """Remove a database, open connections or not."""
        self._execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def _create(self, name: str, how: str) -> None:
        user = urlsplit(self._url).username
        self._execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ").format(
                sql.Identifier(name), sql.Identifier(user) if user else sql.SQL("CURRENT_USER")
            )
            + sql.SQL(how)
        )

    def _execute(self, statement: sql.Composable) -> None:
        with psycopg.connect(self._administrator_url, autocommit=True) as conn:
            conn.execute(statement)


@contextmanager
def run_databases(run_id: str) -> Generator[TestDatabases]:
    """The databases of this run, the same server for every process that gives the same `run_id`."""
    given = os.environ.get("GOLDWRIGHT_TEST_DATABASE_URL")
    if given:
        # Each process makes a template of its own: only one server to share, nobody to clean up
        # last.
        template = f"goldwright_template_{secrets.token_hex(6)}"
        databases = TestDatabases(given, administrator_url=given, template=template)
        try:
            databases.make_template()
            yield databases
        finally:
            databases.drop_template()
        return
    # pytest's own folder is closed to the account that PostgreSQL runs as for root.
    folder = Path(tempfile.gettempdir()) / f"goldwright-tests-{run_id}"
    with _shared_server(folder) as found:
        yield found


@contextmanager
def _shared_server(folder: Path) -> Generator[TestDatabases]:
    """The run's server: every user holds `users` shared; who started it waits to hold it alone."""
    server = EmbeddedPostgres(folder / "data", settings=_SETTINGS)
    while True:
        folder.mkdir(exist_ok=True, mode=0o711)
        users = os.open(folder / "users", os.O_RDWR | os.O_CREAT, 0o600)
        # One process at a time looks for the server and, finding none, starts it with its template.
        with (folder / "start").open("w") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            url = server.try_start()
            if url:
                databases = _databases(url)
                databases.make_template()
                break
            # Waits while the server is being stopped; then the place is free for us.
            fcntl.flock(users, fcntl.LOCK_SH)
            url = shared_url(server.data)
            if url:
                databases = _databases(url)
                break
        os.close(users)
    try:
        yield databases
    finally:
        if server.is_running:
            fcntl.flock(users, fcntl.LOCK_EX)
            server.stop()
            shutil.rmtree(folder)
        os.close(users)


def _databases(url: str) -> TestDatabases:
    root = url.replace(f"//{ROLE}@", "//goldwright_root@")
    return TestDatabases(url, administrator_url=root, template="goldwright_template")


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
