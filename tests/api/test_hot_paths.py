"""The calls answered past the framework behave as their declared routes."""

from pathlib import Path

import pytest

from tests.support.app import application
from tests.support.factories import (
    Human,
    make_organisation,
    make_project,
    make_task,
    make_worker,
    opened,
)


@pytest.fixture
async def worker(database_url: str) -> Human:
    async with opened(database_url) as db:
        organisation = await make_organisation(db)
        project = await make_project(db, organisation)
        await make_task(db, organisation, project)
        return await make_worker(db, organisation)


async def test_a_worker_leases_and_submits(
    database_url: str, tmp_path: Path, worker: Human
) -> None:
    async with application(database_url, tmp_path) as client:
        leased = await client.post("/api/assignments/next", headers=worker.headers)
        (assignment,) = leased.json()["assignments"]
        done = await client.post(
            f"/api/assignments/{assignment['assignment_id']}/submit",
            headers=worker.headers,
            json={"response": {"category": "cat"}},
        )

    assert done.status_code == 200, done.text
    assert done.json()["is_counted"]
    assert done.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/assignments/next", {"hold": 0}, 422, "invalid_input"),
        ("/api/assignments/asg_none/submit", {"response": {}}, 404, "not_found"),
        ("/api/assignments/asg_none/submit", {}, 422, "invalid_input"),
    ],
)
async def test_what_is_wrong_is_answered_as_a_problem(
    database_url: str,
    tmp_path: Path,
    worker: Human,
    path: str,
    body: dict[str, object],
    status: int,
    code: str,
) -> None:
    async with application(database_url, tmp_path) as client:
        answer = await client.post(path, headers=worker.headers, json=body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_who_is_not_signed_in_is_told_so(database_url: str, tmp_path: Path) -> None:
    async with application(database_url, tmp_path) as client:
        answer = await client.post("/api/assignments/next")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_requests_are_counted_under_their_route(
    database_url: str, tmp_path: Path, worker: Human
) -> None:
    async with application(database_url, tmp_path) as client:
        await client.post("/api/assignments/asg_none/submit", headers=worker.headers, json={})
        figures = (await client.get("/metrics")).text

    assert 'route="/api/assignments/{assignment_id}/submit"' in figures


async def test_a_submit_brings_what_is_held_next(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url) as db:
        organisation = await make_organisation(db)
        project = await make_project(db, organisation)
        for _ in range(2):
            await make_task(db, organisation, project)
        worker = await make_worker(db, organisation)
    async with application(database_url, tmp_path) as client:
        leased = await client.post("/api/assignments/next", headers=worker.headers)
        path = f"/api/assignments/{leased.json()['assignments'][0]['assignment_id']}/submit"
        sent = {"response": {"category": "cat"}, "next": {"project": project}}
        done = await client.post(path, headers=worker.headers, json=sent)
        again = await client.post(path, headers=worker.headers, json=sent)
        held = await client.post("/api/assignments/next", headers=worker.headers)
        (following,) = held.json()["assignments"]
        path = f"/api/assignments/{following['assignment_id']}/submit"
        last = await client.post(path, headers=worker.headers, json=sent)
        refused = await client.post(
            path, headers=worker.headers, json={**sent, "response": {"category": "dog"}}
        )

    assert done.status_code == 200, done.text
    assert done.json()["is_counted"]
    assert done.json()["assignments"] == again.json()["assignments"] == [following]
    assert following["params"]
    assert (last.json()["is_counted"], last.json()["assignments"]) == (True, [])
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_move")
