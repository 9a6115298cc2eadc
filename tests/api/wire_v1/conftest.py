"""A running server and the official client, unmodified, for live and for test keys."""

from collections.abc import Generator

import pytest
from scaleapi import ScaleClient

from goldwright.db import Database
from tests.support.factories import Organisation, make_organisation
from tests.support.server import running_server


@pytest.fixture(scope="module")
def server(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a server of the test file's own."""
    with running_server(database_url, tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.fixture
async def organisation(db: Database) -> Organisation:
    """An organisation of the test's own."""
    return await make_organisation(db)


@pytest.fixture
def live(server: str, organisation: Organisation) -> ScaleClient:
    """The official client with a live key."""
    return ScaleClient(organisation.live_key, api_instance_url=f"{server}/v1")


@pytest.fixture
def trial(server: str, organisation: Organisation) -> ScaleClient:
    """The official client with a test key."""
    return ScaleClient(organisation.test_key, api_instance_url=f"{server}/v1")
