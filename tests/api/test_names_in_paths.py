"""A name is what its customer chose: one with a slash or a percent sign is reached, too."""

import httpx
import pytest

from goldwright.db import Database
from tests.support.factories import Organisation, basic, make_project


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("cats / dogs", "cats%20%2F%20dogs"),
        ("a/b/export", "a%2fb%2Fexport"),
        ("100%2F", "100%252F"),
        ("Ärger?", "%C3%84rger%3F"),
    ],
)
async def test_project_is_reached_by_any_name(
    client: httpx.AsyncClient, db: Database, organisation: Organisation, name: str, segment: str
) -> None:
    await make_project(db, organisation, name=name)
    auth = basic(organisation.live_key)

    shown = await client.get(f"/api/projects/{segment}", auth=auth)
    below = [
        await client.get(f"/api/projects/{segment}/{call}", auth=auth)
        for call in ("quality", "statistics", "gold", "undecided", "rates", "export", "versions")
    ]

    assert shown.json()["name"] == name
    assert [one.status_code for one in below] == [200] * len(below)
