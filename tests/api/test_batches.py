"""Batches from the screens: made, held back, released, put in order, cancelled."""

import httpx
import pytest

from goldwright.db import Database
from goldwright.intake import batches
from tests.support.factories import Organisation, basic, make_member, make_project, make_worker

TASK = {"attachment": "a", "attachment_type": "text", "categories": ["x", "y"]}


class Site:
    """An organisation with one project, reached by its key."""

    def __init__(self, client: httpx.AsyncClient, organisation: Organisation, name: str) -> None:
        self.client, self.project = client, name
        self.auth = basic(organisation.live_key)

    async def post(self, path: str, body: object = None) -> httpx.Response:
        return await self.client.post(f"/api/{path}", json=body, auth=self.auth)

    async def make(self, name: str, **body: object) -> httpx.Response:
        return await self.post("batches", {"name": name, "project": self.project, **body})

    async def send(self, batch: str, count: int) -> None:
        for _ in range(count):
            body = {**TASK, "project": self.project, "batch": batch}
            answer = await self.client.post("/v1/task/categorization", json=body, auth=self.auth)
            assert answer.status_code == 200, answer.text

    async def order(self) -> list[str]:
        found = (await self.client.get("/api/batch-order", auth=self.auth)).json()
        return [one["name"] for one in found]


@pytest.fixture
async def site(client: httpx.AsyncClient, db: Database, organisation: Organisation) -> Site:
    await make_project(db, organisation, name="cats")
    return Site(client, organisation, "cats")


async def test_batch_is_held_back_until_it_is_finalised(
    site: Site, client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    worker = await make_worker(db, organisation)
    made = await site.make("held", is_staging=True)
    await site.send("held", 1)

    before = await client.post("/api/assignments/next", json={}, headers=worker.headers)
    released = await site.post("batches/held/finalize")
    after = await client.post("/api/assignments/next", json={}, headers=worker.headers)

    assert (made.json()["status"], released.json()["status"]) == ("staging", "in_progress")
    assert [len(one.json()["assignments"]) for one in (before, after)] == [0, 1]


async def test_cancelled_batch_stops_its_pending_tasks_and_takes_no_more(
    site: Site, client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    worker = await make_worker(db, organisation)
    await site.make("wrong")
    await site.send("wrong", 3)
    held = (await client.post("/api/assignments/next", json={}, headers=worker.headers)).json()
    assignment = held["assignments"][0]["assignment_id"]
    await client.post(
        f"/api/assignments/{assignment}/submit",
        json={"response": {"category": "x"}},
        headers=worker.headers,
    )

    cancelled = await site.post("batches/wrong/cancel")
    again = await site.post("batches/wrong/cancel")

    late = {**TASK, "project": "cats", "batch": "wrong"}
    refused = await client.post("/v1/task/categorization", json=late, auth=site.auth)
    nothing = await client.post("/api/assignments/next", json={}, headers=worker.headers)
    assert cancelled.json()["status"] == "cancelled"
    assert cancelled.json()["tasks"] == {"completed": 1, "cancelled": 2}
    assert again.json() == cancelled.json()
    assert refused.status_code >= 400
    assert nothing.json()["assignments"] == []


async def test_large_batch_is_cancelled_some_tasks_at_a_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "CANCELLED_AT_ONCE", 2)
    await site.make("large")
    await site.send("large", 5)

    cancelled = await site.post("batches/large/cancel")

    assert cancelled.json()["tasks"] == {"cancelled": 5}


async def test_batches_are_given_out_in_the_order_that_was_set(site: Site) -> None:
    for name in ("one", "two", "three"):
        await site.make(name)

    first = await site.order()
    await site.client.put(
        "/api/batch-order", json={"names": ["three", "one", "two"]}, auth=site.auth
    )
    ranked = await site.order()
    lacking = await site.client.put("/api/batch-order", json={"names": ["two"]}, auth=site.auth)
    await site.client.put("/api/batch-order", json={"names": []}, auth=site.auth)

    assert first == ["one", "two", "three"]
    assert ranked == ["three", "one", "two"]
    assert lacking.status_code == 422
    assert await site.order() == first


async def test_who_is_no_manager_looks_and_changes_nothing(
    site: Site, client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    await site.make("one")
    person = await make_member(db, organisation, "member")

    statuses = [
        (await client.get("/api/batch-order", headers=person.headers)).status_code,
        (
            await client.put("/api/batch-order", json={"names": []}, headers=person.headers)
        ).status_code,
        (await client.post("/api/batches/one/cancel", headers=person.headers)).status_code,
    ]

    assert statuses == [200, 403, 403]
