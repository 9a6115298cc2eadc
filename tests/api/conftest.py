"""The application for the tests of a file."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from tests.support.app import application


@pytest.fixture(scope="module")
async def client(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[httpx.AsyncClient]:
    """A client without any identity; factories give others."""
    folder = tmp_path_factory.mktemp("data")
    async with application(database_url, folder, sign_up=True) as found:
        yield found
