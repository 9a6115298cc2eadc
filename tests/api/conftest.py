"""The application for the tests of a file."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from goldwright.db import Database
from tests.support.app import application
from tests.support.factories import Organisation, make_organisation, opened


@pytest.fixture(scope="module")
async def client(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[httpx.AsyncClient]:
    """A client without any identity; factories give others."""
    async with application(database_url, tmp_path_factory.mktemp("data"), sign_up=True) as found:
        yield found


@pytest.fixture(autouse=True)
async def _no_cookies(client: httpx.AsyncClient) -> None:
    """One test's sign-in is not another's."""
    client.cookies.clear()


@pytest.fixture(scope="module")
async def db(database_url: str) -> AsyncGenerator[Database]:
    """The database under the application's role, for factories."""
    async with opened(database_url) as found:
        yield found


@pytest.fixture
async def organisation(db: Database) -> Organisation:
    """An organisation of the test's own."""
    return await make_organisation(db)
