import httpx

from goldwright.db import Database
from tests.support.factories import (
    Organisation,
    make_member,
    make_organisation,
    make_person,
    make_project,
    make_worker,
)


async def test_invited_worker_chooses_a_password_and_is_in(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager = await make_member(db, organisation, "manager")
    invited = (
        await client.post(
            "/api/members/invite",
            headers=manager.headers,
            json={"email": "New@Example.com", "role": "worker"},
        )
    ).json()
    token = invited["invitation_url"].partition("#")[2]
    accept = {"token": token, "password": "a long password"}

    accepted = await client.post("/api/invitations/accept", json=accept)
    again = await client.post("/api/invitations/accept", json=accept)
    signed_in = await client.post(
        "/api/session", json={"email": "new@example.com", "password": "a long password"}
    )

    assert [one.status_code for one in (accepted, again, signed_in)] == [200, 401, 200]
    assert accepted.json()["worker_id"] == invited["worker_id"]


async def test_lost_invitation_is_renewed_until_it_is_accepted(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)
    invite = {"email": "forgetful@example.com", "role": "worker"}

    async def link() -> str | None:
        answer = await client.post("/api/members/invite", headers=admin.headers, json=invite)
        return answer.json()["invitation_url"]

    first, second = await link(), await link()
    assert first is not None
    assert second is not None
    accept = {"token": second.partition("#")[2], "password": "a long password"}
    accepted = await client.post("/api/invitations/accept", json=accept)

    assert accepted.status_code == 200
    assert await link() is None


async def test_inviting_a_known_person_gives_no_link_into_their_account(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)
    boss = await make_person(db, is_operator=True)

    invited = await client.post(
        "/api/members/invite", headers=admin.headers, json={"email": boss.email, "role": "member"}
    )

    assert invited.status_code == 200
    assert invited.json()["invitation_url"] is None


async def test_only_admins_make_admins(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation, "admin")
    manager = await make_member(db, organisation, "manager")
    other = await make_member(db, organisation, "member")
    change = f"/api/members/{other.user_id}/role"

    invited = await client.post(
        "/api/members/invite",
        headers=manager.headers,
        json={"email": "boss@example.com", "role": "admin"},
    )
    by_manager = await client.put(change, headers=manager.headers, json={"role": "admin"})
    unmade = await client.put(
        f"/api/members/{admin.user_id}/role", headers=manager.headers, json={"role": "member"}
    )
    by_admin = await client.put(change, headers=admin.headers, json={"role": "admin"})

    assert [one.status_code for one in (invited, by_manager, unmade, by_admin)] == [
        403,
        403,
        403,
        200,
    ]


async def test_last_admin_stays(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation, "admin")
    owner = (await client.get("/api/members", headers=admin.headers)).json()[0]
    me = f"/api/members/{admin.user_id}"

    other = await client.delete(f"/api/members/{owner['user_id']}", headers=admin.headers)
    demoted = await client.put(f"{me}/role", headers=admin.headers, json={"role": "member"})
    removed = await client.delete(me, headers=admin.headers)

    assert other.status_code == 204
    assert [one.json()["code"] for one in (demoted, removed)] == ["illegal_move", "illegal_move"]


async def test_removed_member_is_out(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation, "admin")
    member = await make_member(db, organisation, "member")

    removed = await client.delete(f"/api/members/{member.user_id}", headers=admin.headers)

    after = await client.get("/api/members", headers=member.headers)
    assert (removed.status_code, after.status_code) == (204, 403)


async def test_members_see_their_own_organisation_only(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    member = await make_member(db, organisation, "member")
    stranger = await make_member(db, await make_organisation(db))

    listed = (await client.get("/api/members", headers=member.headers)).json()

    assert [one["email"] for one in listed][1:] == [member.email]
    assert stranger.email not in str(listed)


async def test_operator_founds_an_organisation_whose_admin_makes_keys(
    client: httpx.AsyncClient, db: Database
) -> None:
    boss = await make_person(db, is_operator=True)
    founded = await client.post(
        "/api/operator/organisations",
        headers=boss.headers,
        json={"name": "Ünïted Labels", "admin_email": "first@example.com"},
    )
    token = founded.json()["invitation_url"].partition("#")[2]
    admin = await client.post(
        "/api/invitations/accept", json={"token": token, "password": "a long password"}
    )

    made = await client.post(
        "/api/keys", headers={"Authorization": f"Bearer {admin.json()['token']}"}, json={}
    )

    assert made.json()["secret"].startswith("live_")


async def test_qualification_opens_and_closes_offers_at_once(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:

    boss = await make_person(db, is_operator=True)
    worker = await make_worker(db, organisation)
    await make_project(db, organisation, required_qualifications=["medical"])
    granting = f"/api/operator/workers/{worker.worker_id}/qualifications/medical"

    before = (await client.get("/api/offers", headers=worker.headers)).json()
    granted = await client.put(granting, headers=boss.headers, json={"score": 0.9})
    during = (await client.get("/api/offers", headers=worker.headers)).json()
    await client.delete(granting, headers=boss.headers)
    after = (await client.get("/api/offers", headers=worker.headers)).json()

    assert granted.json()["qualifications"][0]["name"] == "medical"
    assert [len(one) for one in (before, during, after)] == [0, 1, 0]


async def test_wall_hides_an_organisations_work(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:

    boss = await make_person(db, is_operator=True)
    worker = await make_worker(db, organisation)
    await make_project(db, organisation)
    wall = f"/api/operator/workers/{worker.worker_id}/conflicts/{organisation.id}"

    before = (await client.get("/api/offers", headers=worker.headers)).json()
    await client.put(wall, headers=boss.headers, json={"reason": "works for a competitor"})
    walled = (await client.get("/api/offers", headers=worker.headers)).json()
    await client.delete(wall, headers=boss.headers)
    after = (await client.get("/api/offers", headers=worker.headers)).json()

    assert [len(one) for one in (before, walled, after)] == [1, 0, 1]


async def test_manager_becomes_a_worker_and_is_offered_the_work(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    manager, member = [await make_member(db, organisation, role) for role in ("manager", "member")]
    await make_project(db, organisation)

    refused = await client.post("/api/worker", headers=member.headers)
    first, again = [await client.post("/api/worker", headers=manager.headers) for _ in range(2)]
    offers = (await client.get("/api/offers", headers=manager.headers)).json()
    members = (await client.get("/api/members", headers=manager.headers)).json()

    assert refused.status_code == 403
    assert first.json() == again.json()
    assert len(offers) == 1
    assert "manager" in {one["role"] for one in members}
