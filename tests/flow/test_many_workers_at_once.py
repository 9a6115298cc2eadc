"""Sixty-four workers on one queue, some of whom skip, release and let leases run out."""

import asyncio
import random

import orjson

from goldwright.annotation.actions import submit
from goldwright.api.turns import Turns
from goldwright.db import Database
from goldwright.dispatch import actions, jobs
from goldwright.verify import verify
from tests.support.crowd import Crowd, Worker
from tests.support.crowd import crowd as crowd_of

WORKERS = 64
TASKS = 120
WANTED = 3


async def work(
    crowd: Crowd, worker: Worker, app: Database, servers: list[Turns], rng: random.Random
) -> None:
    """Lease and answer until nothing is left, now and then giving up as people do."""
    while True:
        wish = actions.Wish(None, rng.choice((1, 3)), [])
        held = await actions.lease(rng.choice(servers), worker.token, wish)
        if not held:
            return
        for shown in held:
            await finish(crowd, worker, app, servers, rng, orjson.loads(shown)["assignment_id"])


async def finish(
    crowd: Crowd,
    worker: Worker,
    app: Database,
    servers: list[Turns],
    rng: random.Random,
    assignment_id: str,
) -> None:
    choice = rng.random()
    async with app.connection() as conn:
        if choice < 0.1:
            async with conn.transaction():
                worker_id = await actions.act_as_worker(conn, worker.token)
                await actions.give_back(conn, worker_id, assignment_id, status="released")
            return
        if choice < 0.2:
            async with conn.transaction():
                await actions.act_as_worker(conn, worker.token)
                await conn.execute(
                    "UPDATE assignment SET lease_expires_at = now() - interval '1 second'"
                    " WHERE worker_id = %s AND id = %s",
                    (worker.id, assignment_id),
                )
            await jobs.expire_leases(crowd.db)
            if choice < 0.15:
                return
    for _ in range(2):  # every submit is sent twice, as over a bad network
        await submit(
            rng.choice(servers),
            worker.token,
            assignment_id,
            response={"category": "cat"},
            key=None,
            active_seconds=1,
            wish=None,
        )


async def test_no_task_is_given_twice_and_none_is_lost(fresh_database_url: str) -> None:
    async with (
        crowd_of(fresh_database_url) as crowd,
        Database(fresh_database_url, role="goldwright_app", size=16) as app,
    ):
        project = await crowd.project(
            rate_micros=1000, annotations_wanted=WANTED, overlap_share=0.1
        )
        tasks = [await crowd.task(project, wanted=WANTED) for _ in range(TASKS)]
        people = [await crowd.worker(f"worker {n}", project) for n in range(WORKERS)]
        servers = [Turns(app) for _ in range(3)]  # whose calls meet, as those of three processes
        rng = random.Random(7)

        for _ in range(20):  # who finds nothing looks again later, when others gave work back
            await asyncio.gather(
                *(work(crowd, one, app, servers, random.Random(rng.random())) for one in people)
            )
            if not await crowd.rows("SELECT FROM opening WHERE slots_left > 0"):
                break
            await asyncio.sleep(2.1)
        findings = await verify(crowd.db)
        answers = await crowd.rows(
            "SELECT task_id, count(*) AS answers, count(DISTINCT worker_id) AS people"
            " FROM annotation WHERE is_counted GROUP BY task_id"
        )

    assert findings == []
    assert {row["task_id"] for row in answers} == set(tasks)
    assert {(row["answers"], row["people"]) for row in answers} == {(WANTED, WANTED)}
