"""Recorded requests are accepted for both kinds of key; test mode answers in the recorded shape."""

import json
from pathlib import Path

import httpx
import pytest
from scaleapi.tasks import Task

from goldwright.db import Database
from goldwright.ids import new_task_id
from tests.support.factories import Organisation, basic, make_project

FIXTURES = Path(__file__).parents[2] / "contract" / "fixtures" / "v1"
REQUESTS = sorted(path.name for path in FIXTURES.glob("*.request.json"))
PER_TASK = {"updated_at", "completed_at", "customer_review_status"}
# What the recorded answers hold and a sample does not: questions that are asked of certain labels
# alone, labels without pixels, and ids and names that are the response's own.
UNASKED = {"count", "road", "numPixels"}


async def send(
    client: httpx.AsyncClient, key: str, request: dict[str, object]
) -> dict[str, object]:
    """Make what the request refers to, then send it."""
    client.auth = basic(key)
    body = request["body"]
    task_type = request["path"].rpartition("/")[2]
    if "project" in body:
        project = {"type": task_type, "name": body["project"]}
        await client.post("/v1/projects", json=project)
    if "batch" in body:
        await client.post("/v1/batches", json={"project": body["project"], "name": body["batch"]})
    answer = await client.request(request["method"], request["path"], json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def recorded() -> dict[str, dict[str, object]]:
    """The recorded requests by file."""
    return {name: json.loads((FIXTURES / name).read_text()) for name in REQUESTS}


@pytest.mark.parametrize("name", REQUESTS)
async def test_recorded_request_is_accepted(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    recorded: dict[str, dict[str, object]],
    name: str,
) -> None:
    request = recorded[name]
    for environment, key in (("live", organisation.live_key), ("test", organisation.test_key)):
        if "lidar_task" in request["body"]:
            request["body"]["lidar_task"] = await _completed_lidar(db, organisation, environment)

        task = await send(client, key, request)

        for field in ("instruction", "callback_url", "project", "batch", "unique_id", "tags"):
            if field in request["body"]:
                assert task[field] == request["body"][field]
        assert Task(task, None).status == ("pending" if environment == "live" else "completed")


@pytest.mark.parametrize("name", REQUESTS)
async def test_test_mode_answers_in_the_recorded_shape(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    recorded: dict[str, dict[str, object]],
    name: str,
) -> None:
    request = recorded[name]
    if "lidar_task" in request["body"]:
        request["body"]["lidar_task"] = await _completed_lidar(db, organisation, "test")
    completed = json.loads((FIXTURES / name.replace("request", "completed")).read_text())

    task = await send(client, organisation.test_key, request)

    # Some were recorded in a project that their request did not name.
    unnamed = {"project"} - set(request["body"])
    assert set(completed) - PER_TASK - unnamed - set(task) <= {"response"}
    if "response" in completed and "response" in task:
        assert set(task["response"]) <= set(completed["response"]) | {"relationships", "links"}
        assert keys(completed["response"]) - UNASKED <= keys(task["response"])
    if "document_pages" in completed:
        assert keys(completed["document_pages"]) == keys(task["document_pages"])
    for link in _links(task.get("response", {})):
        client.auth = None
        answer = await client.get(link.replace("http://goldwright.test", ""))
        assert answer.status_code == 200
        forged = await client.get(link.replace("http://goldwright.test", "")[:-1] + "x")
        assert forged.status_code == 404


def keys(value: object) -> set[str]:
    """Every key of a JSON value, however deep."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = set(value) if isinstance(value, dict) else set()
    return own.union(*map(keys, parts))


def _links(value: object) -> list[str]:
    if isinstance(value, dict):
        return [link for inner in value.values() for link in _links(inner)]
    if isinstance(value, list):
        return [link for inner in value for link in _links(inner)]
    return [value] if isinstance(value, str) and "/v1/results/" in value else []


async def _completed_lidar(db: Database, organisation: Organisation, environment: str) -> str:
    project_id = await make_project(
        db, organisation, environment=environment, task_type="lidarannotation"
    )
    task_id = new_task_id()
    async with db.transaction(organisation.identity(environment)) as conn:
        await conn.execute(
            "INSERT INTO task (organisation_id, environment, id, project_id, type, status, params,"
            " response, created_at, updated_at) VALUES"
            " (%s, %s, %s, %s, 'lidarannotation', 'completed', '{}', '[]', now(), now())",
            (organisation.id, environment, task_id, project_id),
        )
    return task_id
