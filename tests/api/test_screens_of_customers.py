"""What the screens that run projects ask for: making one, examples, finding, links of a page."""

import httpx

from goldwright.db import Database
from tests.support.factories import (
    Human,
    Organisation,
    basic,
    make_member,
    make_organisation,
    make_project,
    make_task,
)

PICTURE = "https://example.com/a.jpg"


async def create(client: httpx.AsyncClient, person: Human, **body: object) -> httpx.Response:
    """Make a project as a person."""
    return await client.post("/api/projects", json=body, headers=person.headers)


async def test_project_is_made_with_its_settings_and_params(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager = await make_member(db, organisation, "manager")
    asked = {
        "name": "cats",
        "task_type": "categorization",
        "params": {"categories": ["cat", "dog"]},
        "settings": {"rate_micros": 50_000, "annotations_wanted": 2, "annotations_max": 5},
    }

    made = await create(client, manager, **asked)
    again = await create(client, manager, **asked)

    shown = (await client.get("/api/projects/cats", headers=manager.headers)).json()
    assert (made.status_code, again.status_code) == (200, 409)
    assert shown == made.json()
    assert shown["params"] == asked["params"]
    assert {**shown, **asked["settings"]} == shown


async def test_refused_project_names_the_place_and_leaves_nothing(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager = await make_member(db, organisation, "manager")
    sound = {"name": "cats", "task_type": "categorization"}

    refused = [
        await create(client, manager, **sound | {"name": " "}),
        await create(client, manager, **sound | {"task_type": "nonsense"}),
        await create(client, manager, **sound, params={"instruction": 7}),
        await create(client, manager, **sound, settings={"annotations_wanted": 0}),
    ]

    places = [one.json()["faults"][0]["pointer"] for one in refused]
    assert places == ["/name", "/task_type", "/instruction", "/settings/annotations_wanted"]
    assert (await client.get("/api/projects", headers=manager.headers)).json() == []


async def test_member_below_manager_makes_no_project(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    person = await make_member(db, organisation, "member")

    refused = await create(client, person, name="cats", task_type="categorization")

    assert refused.status_code == 403


async def test_every_kind_of_work_has_an_example_to_start_from(client: httpx.AsyncClient) -> None:
    names = [one["name"] for one in (await client.get("/api/task-types")).json()]

    examples = [await client.get(f"/api/task-types/{name}/example") for name in names]
    unknown = await client.get("/api/task-types/nonsense/example")

    assert all(one.json()["params"] and "response" in one.json() for one in examples)
    assert unknown.status_code == 404


async def test_task_is_found_by_its_unique_id(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    task = {"attachment": "a", "attachment_type": "text", "categories": ["x", "y"]}
    auth = basic(organisation.live_key)
    for name in ("one", "two"):
        body = {**task, "unique_id": name}
        await client.post("/v1/task/categorization", json=body, auth=auth)

    found = (await client.get("/api/tasks", params={"unique_id": "two"}, auth=auth)).json()

    assert [one["unique_id"] for one in found["tasks"]] == ["two"]
    assert found["total"] == 1


async def test_page_loads_what_a_task_points_at_and_nothing_else(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    task_id = await make_task(db, organisation, await make_project(db, organisation))
    stranger = await make_organisation(db)
    path = f"/api/tasks/{task_id}/attachment"

    named = await client.get(path, params={"url": PICTURE}, auth=basic(organisation.live_key))
    other = await client.get(
        path, params={"url": "https://evil.example"}, auth=basic(organisation.live_key)
    )
    foreign = await client.get(path, params={"url": PICTURE}, auth=basic(stranger.live_key))

    assert (named.status_code, named.headers["location"]) == (302, PICTURE)
    assert (other.status_code, foreign.status_code) == (404, 404)


async def test_link_says_organisation_and_environment_in_its_address(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    person = await make_member(db, organisation)
    await make_project(db, organisation, environment="test")
    asked = {"goldwright-organisation": str(organisation.id), "goldwright-environment": "test"}

    test = await client.get("/api/projects", params=asked, headers=person.headers)
    live = await client.get("/api/projects", headers=person.headers)
    header_wins = await client.get(
        "/api/projects", params=asked, headers={**person.headers, "Goldwright-Environment": "live"}
    )

    assert [len(one.json()) for one in (test, live, header_wins)] == [1, 0, 0]


async def test_every_member_learns_what_their_organisation_is_called(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    person = await make_member(db, organisation, "member")

    told = (await client.get("/api/organisation/name", headers=person.headers)).json()

    assert told == {"id": organisation.id, "name": organisation.name, "currency": "USD"}


async def test_params_get_a_version_at_each_change_and_none_is_overwritten_unseen(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager = await make_member(db, organisation, "manager")
    first = {"categories": ["cat", "dog"]}
    await create(client, manager, name="cats", task_type="categorization", params=first)
    path = "/api/projects/cats/versions"
    second = {"categories": ["cat", "dog", "eel"], "instruction": "Look twice."}

    made = await client.post(
        path, json={"params": second, "seen_version": 0}, headers=manager.headers
    )
    stale = await client.post(
        path, json={"params": first, "seen_version": 0}, headers=manager.headers
    )

    versions = (await client.get(path, headers=manager.headers)).json()
    assert (made.json()["latest_version"], made.json()["params"]) == (1, second)
    assert stale.status_code == 409
    assert [(one["version"], one["params"]) for one in versions] == [(1, second), (0, first)]


async def test_secret_of_callbacks_is_drawn_anew_alone(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager = await make_member(db, organisation, "manager")
    before = (await client.get("/api/organisation", headers=manager.headers)).json()

    after = await client.post(
        "/api/organisation/secrets", json={"secret": "webhook_secret"}, headers=manager.headers
    )

    changed = {name for name, value in after.json().items() if value != before[name]}
    assert changed == {"webhook_secret"}
