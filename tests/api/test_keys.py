import asyncio
import base64

import httpx

from goldwright.db import Database
from tests.support.factories import Organisation, basic, make_member, make_organisation


async def test_key_opens_the_door_as_basic_and_as_bearer(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    by_basic = await client.get("/api/members", auth=basic(organisation.live_key))
    by_bearer = await client.get(
        "/api/members", headers={"Authorization": f"Bearer {organisation.test_key}"}
    )

    assert (by_basic.status_code, by_bearer.status_code) == (200, 200)


async def test_unknown_missing_and_mangled_keys_are_refused(client: httpx.AsyncClient) -> None:
    headers = [
        {},
        {"Authorization": "Bearer live_0000"},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic " + base64.b64encode(b"\xff\xfe:").decode()},
        {"Authorization": "Basic " + base64.b64encode(b":").decode()},
        {"Authorization": "Digest x"},
        {"Authorization": "Bearer"},
    ]

    answers = [await client.get("/api/members", headers=one) for one in headers]

    assert {one.status_code for one in answers} == {401}
    assert {one.json()["code"] for one in answers} == {"unauthenticated"}


async def test_key_is_shown_once_and_only_its_digest_is_kept(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)

    made = (await client.post("/api/keys", headers=admin.headers, json={"name": "CI"})).json()

    listed = (await client.get("/api/keys", headers=admin.headers)).json()
    assert made["secret"].startswith("live_")
    assert [one["name"] for one in listed] == ["CI", None]
    assert made["secret"] not in str(listed)
    async with db.transaction(organisation.identity()) as conn:
        rows = await (await conn.execute("SELECT k::text FROM api_key AS k")).fetchall()
    assert len(rows) == 2
    assert made["secret"] not in str(rows)


async def test_revoked_key_is_refused_at_once(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)
    made = (await client.post("/api/keys", headers=admin.headers, json={})).json()

    revoked = await client.post(f"/api/keys/{made['id']}/revoke", headers=admin.headers)

    answer = await client.get("/api/members", auth=basic(made["secret"]))
    assert (revoked.status_code, answer.status_code) == (204, 401)


async def test_last_use_is_noted_at_most_once_a_minute(
    client: httpx.AsyncClient, organisation: Organisation, db: Database
) -> None:
    async def noted() -> object:
        async with db.transaction(organisation.identity()) as conn:
            cursor = await conn.execute("SELECT last_used_at FROM api_key")
            return await cursor.fetchall()

    unused = await noted()
    await client.get("/api/members", auth=basic(organisation.live_key))
    first = await noted()
    await client.get("/api/members", auth=basic(organisation.live_key))
    second = await noted()

    assert unused == [{"last_used_at": None}]
    assert first != unused
    assert second == first


async def test_one_key_may_be_used_by_many_requests_at_once(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    asked = [client.get("/api/members", auth=basic(organisation.live_key)) for _ in range(20)]

    answers = await asyncio.gather(*asked)

    assert {one.status_code for one in answers} == {200}


async def test_members_and_workers_may_not_make_keys(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    refused = [
        await client.post(
            "/api/keys", headers=(await make_member(db, organisation, role)).headers, json={}
        )
        for role in ("worker", "member")
    ]

    assert [one.status_code for one in refused] == [403, 403]


async def test_a_key_cannot_make_keys(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    answer = await client.post("/api/keys", auth=basic(organisation.live_key), json={})

    assert answer.status_code == 403


async def test_another_organisations_key_cannot_be_revoked(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)
    stranger = await make_member(db, await make_organisation(db))
    key = (await client.get("/api/keys", headers=admin.headers)).json()[0]

    answer = await client.post(f"/api/keys/{key['id']}/revoke", headers=stranger.headers)

    still = await client.get("/api/members", auth=basic(organisation.live_key))
    assert (answer.status_code, still.status_code) == (404, 200)


async def test_keys_of_the_other_environment_are_not_listed(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)

    listed = await client.get(
        "/api/keys", headers={**admin.headers, "Goldwright-Environment": "test"}
    )

    assert [one["environment"] for one in listed.json()] == ["test"]
