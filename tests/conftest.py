"""Fixtures for all tests; what they are made of is in tests/support."""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.databases import TestDatabases, run_databases


@pytest.fixture(scope="session")
def databases() -> Generator[TestDatabases]:
    """The run's PostgreSQL, shared by all its processes."""
    with run_databases(os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))) as found:
        yield found


@pytest.fixture(scope="module")
def database_url(databases: TestDatabases) -> Generator[str]:
    """A migrated database of the test file's own.

    Its tests share it, for a clone costs more than most tests; each makes an organisation of its
    own, as customers do, and sees nothing else.
    """
    with databases.clone() as url:
        yield url


@pytest.fixture
def fresh_database_url(databases: TestDatabases) -> Generator[str]:
    """A migrated database for one test alone, which counts everything or breaks things."""
    with databases.clone() as url:
        yield url


@pytest.fixture
def reachable_folder() -> Generator[Path]:
    """A folder for a PostgreSQL of the test's own; root's pytest folder is closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="goldwright-"))
    folder.chmod(0o755)
    yield folder
    placed = [link.resolve().parent for link in folder.glob("*/pg") if link.is_symlink()]
    shutil.rmtree(folder)
    for path in placed:
        if path.parent == Path("/var/lib/goldwright"):
            shutil.rmtree(path)
