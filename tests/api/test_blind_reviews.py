"""Before a blind second review is in, no call tells the second reviewer of the first verdict."""

import re
from collections.abc import AsyncGenerator

import httpx
import pytest

from goldwright.db import Database
from goldwright.db.identity import user
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs as quality
from goldwright.review import jobs as review
from goldwright.workforce import actions as workforce
from tests.support.factories import (
    Human,
    Organisation,
    basic,
    make_member,
    make_project,
    make_task,
    make_worker,
)

CAT = {"category": "cat"}
SECRETS = (
    "secret-reason",
    "secret-remark",
    '"category":"dog"',
    '"fixed":1',
    '"verdict":"fixed"',
)


@pytest.fixture
async def runners(database_url: str) -> AsyncGenerator[Database]:
    async with Database(database_url, role="goldwright_runner", size=2) as found:
        yield found


async def settle(runners: Database) -> None:
    for stage, handle in (
        ("quality", quality.handle),
        ("review", review.handle),
        ("reviewers", review.weigh_reviewers),
    ):
        await drain(runners, stage, handle)


async def held(client: httpx.AsyncClient, one: Human) -> str:
    """Where the one assignment is that this worker has now."""
    found = await client.post("/api/assignments/next", headers=one.headers, json={"hold": 1})
    (first,) = found.json()["assignments"]
    return f"/api/assignments/{first['assignment_id']}"


async def make_reviewing_admin(db: Database, organisation: Organisation) -> Human:
    """Somebody who works for the organisation and may see all of it."""
    person = await make_member(db, organisation, "admin")
    async with db.transaction(user("")) as conn:
        worker_id = await workforce.add_worker(conn, person.user_id)
    return Human(person.user_id, person.email, person.token, worker_id)


async def everything(client: httpx.AsyncClient, one: Human, key: str, known: dict[str, str]) -> str:
    """All that the calls that read answer to somebody, without blanks."""
    document = (await client.get("/api/openapi.json")).json()
    told: list[str] = []
    for path, calls in document["paths"].items():
        if "get" not in calls:
            continue
        place = re.sub(r"{(\w+)}", lambda name: known.get(name[1], known["task_id"]), path)
        query = {
            each["name"]: known[each["name"]]
            for each in calls["get"].get("parameters", [])
            if each["in"] == "query" and each["name"] in known
        }
        for caller in ({"headers": one.headers}, {"auth": basic(key)}):
            answer = await client.get(place, params=query, **caller)
            assert answer.status_code < 500, answer.text
            told.append(answer.text)
    return re.sub(r"\s", "", "".join(told))


async def test_no_call_tells_the_first_verdict_before_the_second(
    client: httpx.AsyncClient, db: Database, organisation: Organisation, runners: Database
) -> None:
    project = await make_project(
        db, organisation, review_share=1, second_review_share=1, second_review_is_blind=True
    )
    task = await make_task(db, organisation, project)
    ann, rita = [await make_worker(db, organisation) for _ in range(2)]
    answered = await held(client, ann)
    sent = await client.post(f"{answered}/submit", headers=ann.headers, json={"response": CAT})
    assert sent.is_success
    await settle(runners)
    first = await held(client, rita)
    said = {
        "verdict": "fixed",
        "response": {"category": "dog"},
        "reason": "secret-reason",
        "comments": [{"text": "secret-remark"}],
    }
    sent = await client.post(f"{first}/verdict", headers=rita.headers, json=said)
    assert sent.is_success
    await settle(runners)
    sam = await make_reviewing_admin(db, organisation)
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute("SELECT refresh_offers(%s, 'live', NULL, NULL)", (organisation.id,))
    second = await held(client, sam)

    shown = (await client.get(f"{second}/review", headers=sam.headers)).json()
    heard = ""
    for assignment in (answered, first, second):
        known = {
            "assignment_id": assignment.rsplit("/", 1)[-1],
            "assignment": assignment.rsplit("/", 1)[-1],
            "task_id": task,
            "name": f"Project {project}",
            "project": f"Project {project}",
            "worker_id": str(rita.worker_id),
        }
        heard += await everything(client, sam, organisation.live_key, known)

    assert (shown["response"], shown["is_blind"]) == (CAT, True)
    assert task in heard
    assert [one for one in SECRETS if one in heard] == []
    kept = await client.post(f"{second}/verdict", headers=sam.headers, json={"verdict": "accepted"})
    assert kept.is_success
    await settle(runners)
    after = await everything(client, sam, organisation.live_key, known)
    assert [one for one in SECRETS if one not in after] == [], "who looks after is told all"
    reviewers = await client.get(
        f"/api/projects/Project {project}/reviewers", auth=basic(organisation.live_key)
    )
    one = next(each for each in reviewers.json() if each["worker_id"] == rita.worker_id)
    assert (one["blind_reviews"], one["blind_share"], one["harsher"]) == (1, 0, 1)
