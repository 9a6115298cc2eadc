"""What single workers are paid, over HTTP."""

import httpx

from goldwright.db import Database
from tests.support.factories import Organisation, basic, make_project, make_worker


async def test_rate_of_a_worker_is_set_shown_to_them_and_taken_back(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    await make_project(db, organisation, name="cats/of all kinds", rate_micros=1_000)
    worker = await make_worker(db, organisation)
    auth, path = basic(organisation.live_key), "/api/projects/cats%2Fof%20all%20kinds/rates"

    paid = await client.put(path, json={"workers": [worker.email], "rate_micros": 9_000}, auth=auth)

    assert paid.status_code == 200, paid.text
    assert (await client.get(path, auth=auth)).json() == paid.json()
    (shown,) = paid.json()
    assert (shown["worker_id"], shown["rate_micros"]) == (worker.worker_id, 9_000)
    assert shown["is_expert"]
    (offer,) = (await client.get("/api/offers", headers=worker.headers)).json()
    assert offer["rate_micros"] == 9_000
    unpaid = {"workers": [worker.worker_id], "rate_micros": None}
    back = await client.put(path, json=unpaid, auth=auth)
    assert back.json() == []


async def test_rate_for_nobody_is_refused(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    await make_project(db, organisation, name="cats")
    auth, path = basic(organisation.live_key), "/api/projects/cats/rates"

    nobody = await client.put(path, json={"rate_micros": 9_000}, auth=auth)
    unknown = await client.put(path, json={"workers": ["wrk_x"], "rate_micros": 1}, auth=auth)

    assert nobody.status_code == 422
    assert "name some workers or groups" in nobody.text
    assert unknown.status_code == 404
    assert "wrk_x" in unknown.text
