"""`/api/callbacks/test`: trying a receiver before work depends on it."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest

from goldwright.db import Database
from goldwright.delivery.rules import sign
from tests.support.app import application
from tests.support.factories import Organisation, make_member
from tests.support.receiver import Answer, receiving


@pytest.fixture
async def reaching(database_url: str, tmp_path: Path) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of an application that may reach this machine."""
    async with application(database_url, tmp_path, allow_private_addresses=True) as found:
        yield found


async def test_trial_callback_is_signed_like_any_other_and_its_answer_told(
    reaching: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager = await make_member(db, organisation, "manager")
    known = (await reaching.get("/api/organisation", headers=manager.headers)).json()
    async with receiving() as receiver:
        await reaching.put(
            "/api/organisation/default-callback",
            json={"url": f"{receiver.address}/hook"},
            headers=manager.headers,
        )

        taken = await reaching.post("/api/callbacks/test", json={}, headers=manager.headers)
        receiver.answer = lambda _: Answer(status=500)
        refused = await reaching.post("/api/callbacks/test", json={}, headers=manager.headers)

        sent = receiver.received[0]
    assert (taken.json()["is_taken"], taken.json()["status_code"]) == (True, 200)
    assert (refused.json()["is_taken"], refused.json()["status_code"]) == (False, 500)
    assert sent.headers["scale-callback-auth"] == known["callback_auth_key"]
    assert sent.headers["webhook-signature"] == sign(
        sent.headers["webhook-id"],
        sent.headers["webhook-timestamp"],
        sent.body,
        secret=known["webhook_secret"],
    )


async def test_trial_without_any_address_says_so(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager = await make_member(db, organisation, "manager")

    nowhere = await client.post("/api/callbacks/test", json={}, headers=manager.headers)
    private = await client.post(
        "/api/callbacks/test", json={"url": "http://127.0.0.1:1/"}, headers=manager.headers
    )

    assert nowhere.status_code == 422
    assert private.json()["is_taken"] is False
    assert private.json()["status_code"] is None
