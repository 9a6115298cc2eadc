"""A worker looks at an answer again, at an instruction's version, and keeps keys of their own."""

import httpx
import pytest

from goldwright.db import Database
from tests.support.factories import (
    Human,
    Organisation,
    make_member,
    make_project,
    make_task,
    make_worker,
)

CAT = {"category": "cat"}


async def answered(client: httpx.AsyncClient, worker: Human, project: str) -> str:
    """The id of an assignment that the worker has answered."""
    asked = await client.post(
        "/api/assignments/next", headers=worker.headers, json={"project": project}
    )
    (held,) = asked.json()["assignments"]
    path = f"/api/assignments/{held['assignment_id']}"
    sent = {"response": CAT}
    assert (await client.post(f"{path}/submit", headers=worker.headers, json=sent)).is_success
    return path


@pytest.mark.parametrize(("wanted", "may_revise"), [(1, False), (2, True)])
async def test_an_answer_may_be_revised_until_its_task_is_decided(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    wanted: int,
    *,
    may_revise: bool,
) -> None:
    project = await make_project(db, organisation, annotations_wanted=wanted)
    await make_task(db, organisation, project, slots=wanted)
    worker = await make_worker(db, organisation)
    path = await answered(client, worker, project)

    read = await client.get(f"{path}/answer", headers=worker.headers)

    assert read.json() == {"response": CAT, "may_revise": may_revise}
    again = {"response": {"category": "dog"}}
    revised = await client.post(f"{path}/revise", headers=worker.headers, json=again)
    assert revised.is_success == may_revise


async def test_an_answer_of_somebody_else_is_not_shown(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    project = await make_project(db, organisation)
    await make_task(db, organisation, project)
    path = await answered(client, await make_worker(db, organisation), project)
    other = await make_worker(db, organisation)

    read = await client.get(f"{path}/answer", headers=other.headers)

    assert read.status_code == 404


async def test_instruction_has_the_last_version_with_its_text(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    key = (organisation.live_key, "")
    project = {"name": "cats", "type": "categorization", "params": {"instruction": "Look."}}
    await client.post("/v1/projects", auth=key, json=project)
    task = {
        "project": "cats",
        "attachment_type": "text",
        "attachment": "A.",
        "categories": ["a", "b"],
    }
    for instruction in ("Look twice.", "Look."):
        sent = await client.post("/v1/task/categorization", auth=key, json=task)
        assert sent.is_success, sent.text
        await client.post(
            "/v1/projects/cats/setParams", auth=key, json={"instruction": instruction}
        )
    worker = await make_worker(db, organisation)
    held = await client.post("/api/assignments/next", headers=worker.headers, json={"hold": 2})

    versions = {}
    for one in held.json()["assignments"]:
        path = f"/api/assignments/{one['assignment_id']}/instruction"
        read = await client.get(path, headers=worker.headers)
        versions[one["instruction"]] = read.json()["version"]

    assert versions["Look."] == versions["Look twice."] + 1


async def test_instruction_read_is_known_in_every_browser_until_it_changes(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    key = (organisation.live_key, "")
    project = {"name": "dogs", "type": "categorization", "params": {"instruction": "Look."}}
    await client.post("/v1/projects", auth=key, json=project)
    task = {"attachment_type": "text", "attachment": "A.", "categories": ["a", "b"]}
    await client.post("/v1/task/categorization", auth=key, json={"project": "dogs", **task})
    await client.post("/v1/projects/dogs/setParams", auth=key, json={"instruction": "Look twice."})
    await client.post("/v1/task/categorization", auth=key, json={"project": "dogs", **task})
    worker, other = await make_worker(db, organisation), await make_worker(db, organisation)
    held = await client.post("/api/assignments/next", headers=worker.headers, json={"hold": 2})
    paths = {
        one["instruction"]: f"/api/assignments/{one['assignment_id']}/instruction"
        for one in held.json()["assignments"]
    }

    first = await client.get(paths["Look."], headers=worker.headers)
    kept = await client.put(paths["Look."], headers=worker.headers)
    changed = await client.get(paths["Look twice."], headers=worker.headers)
    read = await client.put(paths["Look twice."], headers=worker.headers)
    theirs = await client.put(paths["Look."], headers=other.headers)

    assert (first.json()["is_read"], first.json()["before"]) == (False, None)
    assert kept.json()["is_read"] is True
    told = changed.json()
    assert (told["is_read"], told["before"], told["after"]) == (False, "Look.", "Look twice.")
    assert (read.json()["is_read"], read.json()["before"]) == (True, None)
    assert theirs.json()["version"] is None, "somebody else's assignment tells nothing"


async def test_keys_of_ones_own_go_with_the_person(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    person = await make_member(db, organisation)
    chosen = {"shortcuts": {"frame.submit": "F9", "frame.skip": ""}}

    kept = await client.put("/api/session/shortcuts", headers=person.headers, json=chosen)
    me = await client.get("/api/session", headers=person.headers)

    assert kept.json() == chosen
    assert me.json()["shortcuts"] == chosen["shortcuts"]


async def test_too_many_or_nameless_keys_are_refused(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    person = await make_member(db, organisation)
    many = {f"action {number}": "a" for number in range(501)}

    answers = [
        await client.put(
            "/api/session/shortcuts", headers=person.headers, json={"shortcuts": shortcuts}
        )
        for shortcuts in (many, {"": "a"}, {"a": "x" * 101})
    ]

    assert [one.status_code for one in answers] == [422, 422, 422]
