"""Where a worker's page loads what a task points at."""

import httpx
import pytest

from goldwright.db import Database
from tests.support.factories import Human, Organisation, make_project, make_task, make_worker

KEPT = "https://example.com/kept.png"
ELSEWHERE = "https://example.com/elsewhere.png"


@pytest.fixture
async def worker(db: Database, organisation: Organisation) -> Human:
    """A worker of the organisation, whose project has one task with two pictures."""
    found = await make_worker(db, organisation)
    project_id = await make_project(db, organisation)
    params = {
        "attachments": [KEPT, ELSEWHERE],
        "attachment_type": "image",
        "categories": ["cat", "dog"],
    }
    task_id = await make_task(db, organisation, project_id, params=params)
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "INSERT INTO attachment (organisation_id, environment, task_id, position, url,"
            " status, mime_type, storage_key)"
            " VALUES (%s, 'live', %s, 0, %s, 'fetched', 'image/png', 'a/b')",
            (organisation.id, task_id, KEPT),
        )
    return found


async def ask(client: httpx.AsyncClient, person: Human, assignment_id: str, url: str) -> str:
    """Where a person is sent for an attachment, or the status of the refusal."""
    path = f"/api/assignments/{assignment_id}/attachment"
    answer = await client.get(path, params={"url": url}, headers=person.headers)
    return answer.headers.get("location", str(answer.status_code))


async def lease(client: httpx.AsyncClient, worker: Human) -> str:
    """The id of the worker's next assignment."""
    answer = await client.post("/api/assignments/next", json={}, headers=worker.headers)
    return str(answer.json()["assignments"][0]["assignment_id"])


async def test_page_loads_our_copy_or_else_the_original(
    client: httpx.AsyncClient, worker: Human
) -> None:
    assignment_id = await lease(client, worker)

    ours = await ask(client, worker, assignment_id, KEPT)
    theirs = await ask(client, worker, assignment_id, ELSEWHERE)

    assert ours.startswith("/files/a/b?")
    assert "signature=" in ours
    assert theirs == ELSEWHERE


async def test_nothing_else_is_redirected_to(client: httpx.AsyncClient, worker: Human) -> None:
    assignment_id = await lease(client, worker)

    assert await ask(client, worker, assignment_id, "https://evil.example/") == "404"


async def test_attachment_is_only_for_who_holds_the_task(
    client: httpx.AsyncClient, db: Database, worker: Human
) -> None:
    assignment_id = await lease(client, worker)

    assert await ask(client, await make_worker(db), assignment_id, KEPT) == "404"
