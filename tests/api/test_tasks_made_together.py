"""Tasks that many clients create at the same moment: each stored once, each told its own."""

import asyncio

import httpx

from goldwright.db import Database
from tests.support.factories import Organisation, basic

PATH = "/v1/task/categorization"


def body(**more: object) -> dict[str, object]:
    """A task that is complete without a project."""
    return {
        "attachment": "a text",
        "attachment_type": "text",
        "categories": ["a", "b"],
        "instruction": "Choose.",
        **more,
    }


async def sent(client: httpx.AsyncClient, bodies: list[dict[str, object]]) -> list[httpx.Response]:
    """The answers to calls made at once."""
    return [*await asyncio.gather(*(client.post(PATH, json=one) for one in bodies))]


async def test_each_of_many_at_once_is_stored_with_its_own_content(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    client.auth = basic(organisation.live_key)

    told = await sent(client, [body(metadata={"n": place}) for place in range(40)])

    assert {one.status_code for one in told} == {200}
    ids = [one.json()["task_id"] for one in told]
    assert len(set(ids)) == 40
    for place, task_id in enumerate(ids):
        task = (await client.get(f"/v1/task/{task_id}")).json()
        assert task["metadata"] == {"n": place}


async def test_a_unique_id_sent_at_once_is_stored_once(
    client: httpx.AsyncClient, organisation: Organisation, db: Database
) -> None:
    client.auth = basic(organisation.live_key)
    bodies = [body(unique_id=f"u{place % 5}") for place in range(30)]

    told = await sent(client, bodies)

    stored = [one.json()["task_id"] for one in told if one.status_code == 200]
    assert sorted(one.status_code for one in told) == [200] * 5 + [409] * 25
    async with db.transaction(organisation.identity()) as conn:
        rows = await (await conn.execute("SELECT id FROM task")).fetchall()
    assert sorted(row["id"] for row in rows) == sorted(stored)


async def test_a_bad_task_among_good_ones_is_refused_alone(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    client.auth = basic(organisation.live_key)

    told = await sent(client, [body(), body(categories=[]), body(), body(project="none")])

    assert [one.status_code for one in told] == [200, 400, 200, 404]


async def test_keys_asked_at_once_stay_apart(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    keys = [organisation.live_key, organisation.test_key, "live_none"] * 5

    told = await asyncio.gather(*(client.post(PATH, json=body(), auth=basic(key)) for key in keys))

    assert [one.status_code for one in told] == [200, 200, 401] * 5
    live = [one.json()["is_test"] for one in told[::3]]
    test = [one.json()["is_test"] for one in told[1::3]]
    assert (set(live), set(test)) == ({False}, {True})
