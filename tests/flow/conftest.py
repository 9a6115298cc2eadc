"""What several stories of the river begin with."""

import asyncio
from collections.abc import AsyncGenerator, Generator

import pytest

from goldwright.db import Database
from goldwright.verify import Finding, verify
from tests.support.crowd import Crowd, crowd


@pytest.fixture
async def people(database_url: str) -> AsyncGenerator[Crowd]:
    """An organisation of the test's own, with people to work for it."""
    async with crowd(database_url) as found:
        yield found


@pytest.fixture(scope="module")
def sound(database_url: str) -> Generator[None]:
    """Whatever the tests of this file did, `goldwright verify` finds nothing wrong at their end."""

    async def findings() -> list[Finding]:
        async with Database(database_url, role="goldwright_runner", size=1) as db:
            return await verify(db)

    yield
    assert asyncio.run(findings()) == []
