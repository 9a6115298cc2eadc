"""Templates to begin projects from, and a check of params while they are typed."""

import httpx

from goldwright.db import Database
from goldwright.task_types import registry
from tests.support.factories import Organisation, basic


async def check(
    client: httpx.AsyncClient, organisation: Organisation, params: object
) -> httpx.Response:
    """What would be refused of a categorization with these params."""
    return await client.post(
        "/api/task-types/categorization/check",
        json={"params": params},
        auth=basic(organisation.live_key),
    )


async def test_every_kind_of_work_has_templates(client: httpx.AsyncClient) -> None:
    told = (await client.get("/api/templates")).json()

    assert [one["task_type"] for one in told] == list(registry())
    assert all(one["templates"] for one in told)


async def test_params_are_checked_place_by_place_for_customers_alone(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    sound = {"attachment": "A text.", "attachment_type": "text", "categories": ["a"]}

    good = await check(client, organisation, sound)
    bad = await check(client, organisation, sound | {"categories": []})
    stranger = await client.post("/api/task-types/categorization/check", json={"params": sound})

    assert good.json() == {"faults": []}
    assert [one["pointer"] for one in bad.json()["faults"]] == ["/categories"]
    assert stranger.status_code == 401
