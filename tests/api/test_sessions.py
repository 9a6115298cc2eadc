import httpx
import psycopg

from goldwright.db import Database
from tests.support.factories import Organisation, make_member, make_organisation, make_person

PASSWORD = "correct horse battery"


async def sign_up(client: httpx.AsyncClient, email: str) -> httpx.Response:
    return await client.post("/api/sign-up", json={"email": email, "password": PASSWORD})


async def test_sign_up_makes_a_worker_who_is_signed_in(client: httpx.AsyncClient) -> None:
    made = await sign_up(client, "ada@example.com")

    me = await client.get(
        "/api/session", headers={"Authorization": f"Bearer {made.json()['token']}"}
    )
    assert made.status_code == 200
    assert me.json()["email"] == "ada@example.com"
    assert me.json()["worker_id"] == made.json()["worker_id"]
    assert me.json()["memberships"] == []


async def test_password_is_kept_as_argon2id(client: httpx.AsyncClient, database_url: str) -> None:
    await sign_up(client, "argon@example.com")

    with psycopg.connect(database_url) as conn:
        row = conn.execute(
            "SELECT password_hash FROM goldwright.app_user WHERE email = 'argon@example.com'"
        ).fetchone()
    assert row is not None
    assert row[0].startswith("$argon2id$")


async def test_taken_email_is_refused(client: httpx.AsyncClient) -> None:
    await sign_up(client, "twice@example.com")

    again = await sign_up(client, "Twice@Example.com")

    assert (again.status_code, again.json()["code"]) == (409, "duplicate_key")


async def test_right_password_signs_in_and_wrong_ones_do_not(client: httpx.AsyncClient) -> None:
    await sign_up(client, "grace@example.com")

    right = await client.post(
        "/api/session", json={"email": " Grace@example.com", "password": PASSWORD}
    )
    wrong = await client.post("/api/session", json={"email": "grace@example.com", "password": "x"})
    nobody = await client.post(
        "/api/session", json={"email": "no@example.com", "password": PASSWORD}
    )

    assert [one.status_code for one in (right, wrong, nobody)] == [200, 401, 401]
    assert wrong.json()["detail"] == nobody.json()["detail"]


async def test_guessing_a_password_is_slowed_down(client: httpx.AsyncClient) -> None:
    guesses = [
        await client.post("/api/session", json={"email": "guess@example.com", "password": str(one)})
        for one in range(12)
    ]

    assert guesses[-1].status_code == 429
    assert int(guesses[-1].headers["retry-after"]) > 0


async def test_signed_out_session_is_refused(client: httpx.AsyncClient, db: Database) -> None:
    person = await make_person(db)

    ended = await client.delete("/api/session", headers=person.headers)

    after = await client.get("/api/session", headers=person.headers)
    assert (ended.status_code, after.status_code) == (204, 401)


async def test_ended_session_is_refused(
    client: httpx.AsyncClient, db: Database, database_url: str
) -> None:
    person = await make_person(db)
    with psycopg.connect(database_url) as conn:
        conn.execute(
            "UPDATE goldwright.session SET expires_at = now() WHERE user_id = %s", (person.user_id,)
        )

    answer = await client.get("/api/session", headers=person.headers)

    assert answer.status_code == 401


async def test_cookie_is_hidden_from_scripts_and_other_sites(client: httpx.AsyncClient) -> None:
    answer = await sign_up(client, "cookie@example.com")

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


async def test_cookie_reads_but_writes_only_from_our_own_pages(client: httpx.AsyncClient) -> None:
    await sign_up(client, "csrf@example.com")  # the client now has the cookie
    change = {"languages": ["en"]}

    read = await client.get("/api/session")
    bare = await client.put("/api/worker/languages", json=change)
    foreign = await client.put(
        "/api/worker/languages", json=change, headers={"Origin": "https://evil.example"}
    )
    own = await client.put(
        "/api/worker/languages", json=change, headers={"Origin": "http://goldwright.test"}
    )

    assert [one.status_code for one in (read, bare, foreign, own)] == [200, 403, 403, 200]


async def test_link_signs_in_once(client: httpx.AsyncClient, db: Database) -> None:
    boss = await make_person(db, is_operator=True)
    person = await make_person(db)
    link = (
        await client.post(f"/api/operator/users/{person.user_id}/link", headers=boss.headers)
    ).json()
    token = link["url"].partition("#")[2]

    as_session = await client.get("/api/session", headers={"Authorization": f"Bearer {token}"})
    first = await client.post("/api/session/link", json={"token": token})
    second = await client.post("/api/session/link", json={"token": token})

    assert [one.status_code for one in (as_session, first, second)] == [401, 200, 401]
    assert first.json()["user_id"] == person.user_id


async def test_disabled_user_is_out_at_once(client: httpx.AsyncClient, db: Database) -> None:
    boss = await make_person(db, is_operator=True)
    person = await make_person(db)

    await client.post(f"/api/operator/users/{person.user_id}/disable", headers=boss.headers)

    assert (await client.get("/api/session", headers=person.headers)).status_code == 401


async def test_operators_pages_are_closed_to_everybody_else(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    admin = await make_member(db, organisation)

    answers = [
        await client.get(f"/api/operator/{page}", headers=admin.headers)
        for page in ("users", "workers", "organisations")
    ]

    assert [one.status_code for one in answers] == [403, 403, 403]


async def test_member_of_two_organisations_names_one(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    person = await make_member(db, organisation)
    other = await make_organisation(db)
    third = await make_organisation(db)
    await client.post(
        "/api/members/invite",
        headers=(await make_member(db, other)).headers,
        json={"email": person.email, "role": "member"},
    )

    def name(header: str) -> dict[str, str]:
        return {**person.headers, "Goldwright-Organisation": header}

    unnamed = await client.get("/api/members", headers=person.headers)
    named = await client.get("/api/members", headers=name(str(other.id)))
    foreign = await client.get("/api/members", headers=name(str(third.id)))
    nonsense = await client.get("/api/members", headers=name("99999999999"))

    assert [one.status_code for one in (unnamed, named, foreign, nonsense)] == [422, 200, 403, 422]
