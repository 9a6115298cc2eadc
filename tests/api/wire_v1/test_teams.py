import json
from pathlib import Path

import httpx
import pytest
from scaleapi import ScaleClient
from scaleapi.exceptions import ScaleInvalidRequest
from scaleapi.teams import TeammateRole

from goldwright.db import Database
from tests.support.factories import Organisation, basic, make_member, make_project

FIXTURES = Path(__file__).parents[2] / "contract" / "fixtures" / "v1"


def roles(teammates: list) -> dict[str, str]:
    return {one.email: one.role for one in teammates}


def test_team_has_its_owner_from_the_start(live: ScaleClient) -> None:
    assert list(roles(live.list_teammates()).values()) == ["admin"]


def test_invited_people_are_listed_with_everybody_else(live: ScaleClient) -> None:
    invited = live.invite_teammates(["A@Example.com", "b@example.com"], TeammateRole.Labeler)

    assert roles(invited) | {"a@example.com": "labeler", "b@example.com": "labeler"} == roles(
        invited
    )
    assert len(invited) == 3
    assert roles(live.list_teammates()) == roles(invited)


def test_inviting_again_changes_nothing(live: ScaleClient) -> None:
    first = live.invite_teammates(["again@example.com"], TeammateRole.Manager)

    second = live.invite_teammates(["again@example.com"], TeammateRole.Member)

    assert roles(first) == roles(second)


def test_role_is_changed(live: ScaleClient) -> None:
    live.invite_teammates(["change@example.com"], TeammateRole.Member)

    changed = live.update_teammates_role(["change@example.com"], TeammateRole.Labeler)

    assert roles(changed)["change@example.com"] == "labeler"


def test_what_cannot_be_done_is_a_bad_request(live: ScaleClient) -> None:
    owner = live.list_teammates()[0].email
    live.invite_teammates(["member@example.com"], TeammateRole.Member)
    attempts = [
        lambda: live.invite_teammates(["new@example.com"], TeammateRole.Admin),
        lambda: live.invite_teammates(["not an address"], TeammateRole.Member),
        lambda: live.invite_teammates([], TeammateRole.Member),
        lambda: live.update_teammates_role(["nobody@example.com"], TeammateRole.Member),
        lambda: live.update_teammates_role(["member@example.com"], TeammateRole.Admin),
        lambda: live.update_teammates_role([owner], TeammateRole.Member),
    ]

    for attempt in attempts:
        with pytest.raises(ScaleInvalidRequest):
            attempt()

    assert roles(live.list_teammates())[owner] == "admin"


async def test_labeler_is_offered_work_at_once(
    server: str, db: Database, organisation: Organisation
) -> None:
    await make_project(db, organisation)
    person = await make_member(db, organisation, "member")

    async with httpx.AsyncClient(base_url=server) as client:
        await client.post(
            "/v1/teams/set_role",
            auth=basic(organisation.live_key),
            json={"emails": [person.email], "team_role": "labeler"},
        )
        offers = await client.get("/api/offers", headers=person.headers)

    assert len(offers.json()) == 1


def test_teammate_has_the_shape_of_the_fixture(live: ScaleClient) -> None:
    known = json.loads((FIXTURES / "teams.list.json").read_text())

    shown = live.list_teammates()[0].as_dict()

    assert set(shown) <= set(known[0])
    assert {"email", "role"} <= set(shown)
