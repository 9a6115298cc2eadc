"""A project's own rules for answers, from the settings to the refused submit."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from goldwright.db import Database
from tests.support.factories import (
    Organisation,
    basic,
    make_organisation,
    make_project,
    make_task,
    make_worker,
    opened,
)

ONE_BOX = {
    "message": "Draw at least one box.",
    "require": {">=": [{"count": {"var": "response.annotations"}}, 1]},
}
NO_TINY_BOX = {
    "message": "This box is too small to be meant.",
    "at": "/annotations/*",
    "require": {">=": [{"area": {"var": "value"}}, 16]},
}
PARAMS = {
    "attachment": "https://example.com/1.png",
    "attachment_type": "image",
    "geometries": {"box": {"objects_to_annotate": ["cat"]}},
}


@pytest.fixture
async def db(database_url: str) -> AsyncGenerator[Database]:
    async with opened(database_url) as found:
        yield found


@pytest.fixture
async def organisation(db: Database) -> Organisation:
    return await make_organisation(db)


def answer(*sides: int) -> dict[str, object]:
    return {
        "annotations": [
            {"type": "box", "label": "cat", "uuid": f"{side}", "left": 0, "top": 0}
            | {"width": side, "height": side}
            for side in sides
        ]
    }


async def set_rules(
    client: httpx.AsyncClient, db: Database, organisation: Organisation, rules: object
) -> tuple[str, httpx.Response]:
    """The id of a new project, and what the customer is told of its rules."""
    project = await make_project(db, organisation, task_type="imageannotation")
    changed = await client.patch(
        f"/api/projects/Project {project}",
        json={"rules": rules},
        auth=basic(organisation.live_key),
    )
    return project, changed


async def test_answers_that_break_a_rule_are_refused_at_the_place_and_kept_out(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    project, changed = await set_rules(client, db, organisation, [ONE_BOX, NO_TINY_BOX])
    await make_task(db, organisation, project, task_type="imageannotation", params=PARAMS)
    worker = await make_worker(db, organisation)
    leased = await client.post("/api/assignments/next", json={}, headers=worker.headers)
    (held,) = leased.json()["assignments"]
    path = f"/api/assignments/{held['assignment_id']}/submit"

    empty, tiny, sound = [
        await client.post(path, json={"response": response}, headers=worker.headers)
        for response in (answer(), answer(9, 3), answer(9, 4))
    ]

    assert changed.status_code == 200, changed.text
    assert [one["message"] for one in held["rules"]] == [
        "Draw at least one box.",
        "This box is too small to be meant.",
    ]
    assert (empty.status_code, tiny.status_code) == (422, 422)
    assert empty.json()["faults"] == [
        {"pointer": "/response", "message": "Draw at least one box."},
    ]
    assert tiny.json()["faults"] == [
        {"pointer": "/response/annotations/1", "message": "This box is too small to be meant."},
    ]
    assert sound.status_code == 200, sound.text


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ({"message": "m", "require": {"launch": 1}}, "/rules/0/require"),
        ({"message": "", "require": True}, "/rules/0/message"),
        ({"message": "m", "require": True, "at": "annotations"}, "/rules/0/at"),
        ({"message": "m", "require": {"var": "vlaue.left"}}, "/rules/0/require"),
        ({"message": "m", "require": {"matches": [{"var": "value"}, "("]}}, "/rules/0/require"),
        ({"message": "m", "require": "response.annotations"}, "/rules/0/require"),
    ],
)
async def test_a_rule_that_means_nothing_is_refused_with_its_place(
    client: httpx.AsyncClient,
    db: Database,
    organisation: Organisation,
    rule: dict[str, object],
    place: str,
) -> None:
    _, refused = await set_rules(client, db, organisation, [rule])

    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json()["faults"]] == [place]


async def test_a_rule_leads_only_to_words_that_the_instruction_has(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    project = await make_project(db, organisation, task_type="imageannotation")
    auth = basic(organisation.live_key)
    said = {
        "params": {"instruction": "## Size\n\nLeave out **tiny** [boxes](https://example.com)."}
    }
    path = f"/api/projects/Project {project}"
    await client.post(f"{path}/versions", json={**said, "seen_version": 0}, auth=auth)

    kept, refused = [
        await client.patch(path, json={"rules": [{**NO_TINY_BOX, "see": see}]}, auth=auth)
        for see in ("Tiny boxes", "small boxes")
    ]

    assert kept.status_code == 200
    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json()["faults"]] == ["/rules/0/see"]
