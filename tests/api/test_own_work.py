"""What workers learn of their own work: earnings by day, and quality that gives no gold away."""

import httpx
import pytest

from goldwright.db import Database
from tests.support.factories import Human, Organisation, make_project, make_task, make_worker
from tests.support.own_work import accrued, answered

CAT = {"category": "cat"}


@pytest.fixture
async def project(db: Database, organisation: Organisation) -> str:
    return await make_project(db, organisation, name="birds", rate_micros=50_000)


@pytest.fixture
async def worker(db: Database, organisation: Organisation, project: str) -> Human:
    return await make_worker(db, organisation)


async def quality(client: httpx.AsyncClient, worker: Human) -> list[dict[str, object]]:
    return (await client.get("/api/worker/quality", headers=worker.headers)).json()


async def test_quality_counts_only_days_that_are_over_and_were_full(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    project: str,
    worker: Human,
) -> None:
    nine_of_twelve = [1.0] * 9 + [0.0] * 3
    await answered(db, organisation, project, worker, days_ago=2, answers=20, gold=nine_of_twelve)
    known = await quality(client, worker)

    await answered(db, organisation, project, worker, days_ago=0, answers=20, gold=[0.0] * 12)
    await answered(db, organisation, project, worker, days_ago=3, answers=5, gold=[0.0] * 5)

    assert known == [
        {
            "project": "birds",
            "type": "categorization",
            "accuracy": 0.75,
            "low": 0.47,
            "high": 0.91,
        }
    ]
    assert await quality(client, worker) == known


async def test_quality_is_not_told_of_few_known_answers(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    project: str,
    worker: Human,
) -> None:
    await answered(db, organisation, project, worker, days_ago=1, answers=20, gold=[1.0] * 9)

    (told,) = await quality(client, worker)

    assert (told["accuracy"], told["low"], told["high"]) == (None, None, None)


async def test_earnings_are_told_by_day_and_project(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    project: str,
    worker: Human,
) -> None:
    for _ in range(2):
        await make_task(db, organisation, project)
        held = await client.post("/api/assignments/next", headers=worker.headers, json={})
        (assignment,) = held.json()["assignments"]
        await client.post(
            f"/api/assignments/{assignment['assignment_id']}/submit",
            headers=worker.headers,
            json={"response": CAT},
        )
    await accrued(db, organisation, project, worker, days_ago=40, micros=7)

    days = await client.get("/api/earnings/days?zone=Asia/Manila", headers=worker.headers)
    more = await client.get("/api/earnings/days?days=60", headers=worker.headers)
    nowhere = await client.get("/api/earnings/days?zone=Mars/Base", headers=worker.headers)

    (today,) = days.json()
    assert (today["project"], today["amount_micros"], today["entries"]) == ("birds", 100_000, 2)
    assert [one["amount_micros"] for one in more.json()] == [7, 100_000]
    assert (nowhere.status_code, "Mars/Base" in nowhere.json()["detail"]) == (422, True)


async def test_work_is_begun_once_it_was_shown_and_no_more_when_it_is_given_back(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    project_id = await make_project(db, organisation)
    await make_task(db, organisation, project_id)
    worker = await make_worker(db, organisation)

    async def has_begun() -> bool:
        offers = (await client.get("/api/offers", headers=worker.headers)).json()
        return next(one["has_begun"] for one in offers if one["project_id"] == project_id)

    wish = {"project": project_id}
    leased = await client.post("/api/assignments/next", headers=worker.headers, json=wish)
    (held,) = leased.json()["assignments"]
    path = f"/api/assignments/{held['assignment_id']}"
    begun = [await has_begun()]
    for step in ("show", "release"):
        await client.post(f"{path}/{step}", headers=worker.headers)
        begun.append(await has_begun())

    assert begun == [False, True, False]
