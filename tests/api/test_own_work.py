"""What workers learn of their own work: earnings by day, and quality that gives no gold away."""

from collections.abc import Sequence
from datetime import timedelta

import httpx
import pytest

from goldwright.clock import now
from goldwright.db import Database
from goldwright.ids import new_id
from tests.support.factories import Human, Organisation, make_project, make_task, make_worker

CAT = {"category": "cat"}


@pytest.fixture
async def project(db: Database, organisation: Organisation) -> str:
    return await make_project(db, organisation, name="birds", rate_micros=50_000)


@pytest.fixture
async def worker(db: Database, organisation: Organisation, project: str) -> Human:
    return await make_worker(db, organisation)


async def answered(
    db: Database,
    organisation: Organisation,
    project: str,
    worker: Human,
    *,
    days_ago: int,
    answers: int,
    gold: Sequence[float] = (),
) -> None:
    """So many answers of a day, the first of them to gold tasks that they met so well."""
    moment = now() - timedelta(days=days_ago)
    for number in range(answers):
        task = await make_task(db, organisation, project)
        assignment, annotation = new_id("asg"), new_id("ann")
        purpose = "gold" if number < len(gold) else "work"
        async with db.transaction(organisation.identity()) as conn:
            await conn.execute(
                "INSERT INTO assignment (organisation_id, environment, id, task_id, project_id,"
                " purpose, worker_id, status, price_micros, currency, lease_seconds, leased_at,"
                " lease_expires_at, ended_at) VALUES (%s, 'live', %s, %s, %s, %s, %s, 'submitted',"
                " 0, 'USD', 60, %s, %s, %s)",
                (
                    *(organisation.id, assignment, task, project, purpose, worker.worker_id),
                    *(moment, moment, moment),
                ),
            )
            await conn.execute(
                "INSERT INTO annotation (organisation_id, environment, id, is_counted,"
                " assignment_id, task_id, project_id, stage, purpose, worker_id, response,"
                " idempotency_key, active_seconds, paid_micros, currency, submitted_at)"
                " VALUES (%s, 'live', %s, true, %s, %s, %s, 'annotate', %s, %s, '{}', '', 1, 0,"
                " 'USD', %s)",
                (
                    *(organisation.id, annotation, assignment, task, project, purpose),
                    *(worker.worker_id, moment),
                ),
            )
            if purpose == "gold":
                await conn.execute(
                    "INSERT INTO gold_result (organisation_id, environment, annotation_id,"
                    " assignment_id, task_id, project_id, worker_id, purpose, agreement)"
                    " VALUES (%s, 'live', %s, %s, %s, %s, %s, 'gold', %s)",
                    (
                        *(organisation.id, annotation, assignment, task, project),
                        *(worker.worker_id, gold[number]),
                    ),
                )


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
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "WITH made AS (INSERT INTO transfer (organisation_id, environment, kind, worker_id,"
            " annotation_id, created_at) VALUES (%(org)s, 'live', 'accrual', %(worker)s, 'old',"
            " now() - interval '40 days') RETURNING id) INSERT INTO entry (organisation_id,"
            " environment, transfer_id, account, worker_id, project_id, amount_micros, currency)"
            " SELECT %(org)s, 'live', id, side.account, %(worker)s, %(project)s, side.amount, 'USD'"
            " FROM made, (VALUES ('worker', 7), ('organisation', -7)) AS side (account, amount)",
            {"org": organisation.id, "worker": worker.worker_id, "project": project},
        )

    days = await client.get("/api/earnings/days?zone=Asia/Manila", headers=worker.headers)
    more = await client.get("/api/earnings/days?days=60", headers=worker.headers)
    nowhere = await client.get("/api/earnings/days?zone=Mars/Base", headers=worker.headers)

    (today,) = days.json()
    assert (today["project"], today["amount_micros"], today["entries"]) == ("birds", 100_000, 2)
    assert [one["amount_micros"] for one in more.json()] == [7, 100_000]
    assert (nowhere.status_code, "Mars/Base" in nowhere.json()["detail"]) == (422, True)
