"""Lost and changed passwords, sign-up by mail, and where one is signed in."""

import secrets
from collections.abc import AsyncGenerator

import httpx
import psycopg
import pytest

from goldwright.db import Database
from tests.support.app import ADDRESS, application
from tests.support.factories import Human, Organisation, basic, make_person
from tests.support.mailbox import Mailbox, link_in, receiving_mail

OLD, NEW = "correct horse battery", "a new staple for it"


@pytest.fixture(scope="module")
async def mailbox() -> AsyncGenerator[Mailbox]:
    async with receiving_mail() as found:
        yield found


@pytest.fixture(scope="module")
async def site(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox
) -> AsyncGenerator[httpx.AsyncClient]:
    """An application that sends mail and lets anybody sign up."""
    async with application(
        database_url,
        tmp_path_factory.mktemp("data"),
        sign_up=True,
        smtp_url=mailbox.smtp_url,
        public_url=ADDRESS,
    ) as found:
        yield found


@pytest.fixture(autouse=True)
def _empty(site: httpx.AsyncClient, mailbox: Mailbox) -> None:
    site.cookies.clear()
    mailbox.letters.clear()


@pytest.fixture
async def person(db: Database, site: httpx.AsyncClient) -> Human:
    """Somebody with a password."""
    found = await make_person(db)
    await change(site, found, None, OLD)
    return found


async def change(
    site: httpx.AsyncClient, person: Human, current: str | None, new: str
) -> httpx.Response:
    body = {"current_password": current, "password": new}
    return await site.put("/api/session/password", headers=person.headers, json=body)


async def sign_in(site: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    return await site.post("/api/session", json={"email": email, "password": password})


async def test_mailed_link_sets_a_new_password_once_and_ends_old_sessions(
    site: httpx.AsyncClient, mailbox: Mailbox, person: Human
) -> None:
    asked = await site.post("/api/password-reset", json={"email": person.email})
    (letter,) = await mailbox.until(1)
    page, _, token = link_in(letter).partition("#")
    reset = {"token": token, "password": NEW}

    first = await site.post("/api/password-reset/confirm", json=reset)
    second = await site.post("/api/password-reset/confirm", json=reset)

    site.cookies.clear()
    assert (asked.status_code, asked.content) == (204, b"")
    assert letter["To"] == person.email
    assert page.endswith("/new-password")
    assert [first.status_code, second.status_code] == [200, 401]
    assert (await site.get("/api/session", headers=person.headers)).status_code == 401
    assert (await sign_in(site, person.email, NEW)).status_code == 200
    assert (await sign_in(site, person.email, OLD)).status_code == 401


async def test_who_asks_does_not_choose_where_the_mailed_link_leads(
    site: httpx.AsyncClient, mailbox: Mailbox, person: Human
) -> None:
    asked = await site.post(
        "/api/password-reset",
        json={"email": person.email},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )

    assert asked.status_code == 204
    (letter,) = await mailbox.until(1)
    assert link_in(letter).startswith(f"{ADDRESS}/new-password#")
    assert "evil" not in letter.get_content()


async def test_no_link_is_mailed_before_the_installation_knows_its_address(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox, person: Human
) -> None:
    async with application(
        database_url, tmp_path_factory.mktemp("data"), smtp_url=mailbox.smtp_url
    ) as nameless:
        asked = await nameless.post("/api/password-reset", json={"email": person.email})

    assert asked.status_code == 403
    assert "GOLDWRIGHT_PUBLIC_URL" in asked.json()["detail"]
    assert mailbox.letters == []


async def test_nobody_learns_who_has_an_account(
    site: httpx.AsyncClient, mailbox: Mailbox, person: Human
) -> None:
    unknown = f"{secrets.token_hex(4)}@example.com"

    resets = [
        await site.post("/api/password-reset", json={"email": email})
        for email in (unknown, person.email)
    ]
    sign_ups = [
        await site.post("/api/sign-up/mail", json={"email": f"x{email}"})
        for email in (unknown, unknown + ".org")
    ]

    letters = await mailbox.until(3)
    assert {(one.status_code, one.content) for one in (*resets, *sign_ups)} == {(204, b"")}
    assert unknown not in {one["To"] for one in letters}


async def test_link_of_another_kind_or_too_old_sets_no_password(
    site: httpx.AsyncClient, db: Database, person: Human, database_url: str
) -> None:
    boss = await make_person(db, is_operator=True)
    links = [
        (await site.post(f"/api/operator/users/{person.user_id}/{kind}", headers=boss.headers))
        .json()["url"]
        .partition("#")[2]
        for kind in ("link", "password-reset", "password-reset")
    ]
    with psycopg.connect(database_url) as conn:
        conn.execute(
            "UPDATE goldwright.session SET expires_at = now() WHERE kind = 'password_reset'"
            " AND token_hash = sha256(%s)",
            (links[1].encode(),),
        )

    answers = [
        await site.post("/api/password-reset/confirm", json={"token": token, "password": NEW})
        for token in links
    ]

    assert [one.status_code for one in answers] == [401, 401, 200]


async def test_tokens_are_stored_as_digests_alone(
    site: httpx.AsyncClient, mailbox: Mailbox, person: Human, database_url: str
) -> None:
    await site.post("/api/password-reset", json={"email": person.email})
    (letter,) = await mailbox.until(1)
    token = link_in(letter).partition("#")[2]

    with psycopg.connect(database_url) as conn:
        rows = conn.execute(
            "SELECT s::text, token_hash = sha256(%s) FROM goldwright.session AS s"
            " WHERE user_id = %s AND kind = 'password_reset'",
            (token.encode(), person.user_id),
        ).fetchall()
    assert [is_digest for _, is_digest in rows] == [True]
    assert token not in rows[0][0]


async def test_letters_to_one_address_are_few(site: httpx.AsyncClient) -> None:
    email = f"{secrets.token_hex(4)}@example.com"

    asked = [await site.post("/api/password-reset", json={"email": email}) for _ in range(2)]

    assert [one.status_code for one in asked] == [204, 429]


async def test_without_mail_an_operator_is_named(client: httpx.AsyncClient) -> None:
    asked = await client.post("/api/password-reset", json={"email": "ada@example.com"})

    assert asked.status_code == 403
    assert "operators" in asked.json()["detail"]


async def test_mailed_sign_up_makes_a_worker_who_chooses_a_password(
    site: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    email = f"{secrets.token_hex(4)}@example.com"
    at_once = await site.post("/api/sign-up", json={"email": email, "password": NEW})
    await site.post("/api/sign-up/mail", json={"email": email})
    (letter,) = await mailbox.until(1)
    page, _, token = link_in(letter).partition("#")

    entered = await site.post("/api/invitations/accept", json={"token": token, "password": NEW})

    assert at_once.status_code == 403
    assert page.endswith("/invitation")
    assert entered.json()["worker_id"] is not None


async def test_asking_for_somebody_elses_e_mail_keeps_nothing_of_them(
    site: httpx.AsyncClient, mailbox: Mailbox, db: Database, organisation: Organisation
) -> None:
    email = f"{secrets.token_hex(4)}@example.com"
    await site.post("/api/sign-up/mail", json={"email": email})
    (letter,) = await mailbox.until(1)
    token = link_in(letter).partition("#")[2]
    boss = await make_person(db, is_operator=True)

    known = await site.get(f"/api/operator/users?email={email}", headers=boss.headers)
    invited = await site.post(
        "/api/members/invite",
        json={"email": email, "role": "worker"},
        auth=basic(organisation.live_key),
    )
    forged = [f"{token[:-1]}{'0' if token[-1] != '0' else '1'}", "new_", "new_1.zz.00"]
    accept = "/api/invitations/accept"
    refused = [await site.post(accept, json={"token": one, "password": NEW}) for one in forged]
    entered = await site.post(accept, json={"token": token, "password": NEW})
    again = await site.post(accept, json={"token": token, "password": OLD})

    # An organisation can still let them in, and the link in their mail still works, once.
    assert known.json()["users"] == []
    assert invited.json()["invitation_url"] is not None
    assert [one.status_code for one in (*refused, entered, again)] == [401, 401, 401, 200, 401]
    assert entered.json()["worker_id"] == invited.json()["worker_id"]


async def test_known_person_who_signs_up_is_told_by_mail(
    site: httpx.AsyncClient, mailbox: Mailbox, person: Human
) -> None:
    await site.post("/api/sign-up/mail", json={"email": person.email})

    (letter,) = await mailbox.until(1)

    assert "have an account" in letter["Subject"]
    assert (await sign_in(site, person.email, OLD)).status_code == 200


async def test_password_is_changed_by_who_knows_it_and_other_sessions_end(
    site: httpx.AsyncClient, person: Human
) -> None:
    elsewhere = (await sign_in(site, person.email, OLD)).json()["token"]
    site.cookies.clear()

    wrong = await change(site, person, "not it, not at all", NEW)
    right = await change(site, person, OLD, NEW)

    there = await site.get("/api/session", headers={"Authorization": f"Bearer {elsewhere}"})
    here = await site.get("/api/session", headers=person.headers)
    assert [wrong.status_code, right.status_code] == [403, 204]
    assert (here.status_code, there.status_code) == (200, 401)


async def test_sessions_are_listed_and_ended_one_by_one_and_all_at_once(
    site: httpx.AsyncClient, db: Database, person: Human
) -> None:
    stranger = await make_person(db)
    others = [
        (
            await site.post(
                "/api/session",
                json={"email": person.email, "password": OLD},
                headers={"User-Agent": f"Browser {number}"},
            )
        ).json()["token"]
        for number in range(3)
    ]
    site.cookies.clear()

    listed = (await site.get("/api/sessions", headers=person.headers)).json()
    foreign = await site.delete(f"/api/sessions/{listed[0]['id']}", headers=stranger.headers)
    one = await site.delete(f"/api/sessions/{listed[0]['id']}", headers=person.headers)
    left = (await site.get("/api/sessions", headers=person.headers)).json()
    rest = await site.delete("/api/sessions", headers=person.headers)

    open_ones = [
        (await site.get("/api/session", headers={"Authorization": f"Bearer {token}"})).status_code
        for token in (*others, person.token)
    ]
    assert [one["user_agent"] for one in listed][:3] == ["Browser 2", "Browser 1", "Browser 0"]
    assert [one["is_current"] for one in listed] == [False, False, False, True]
    assert [foreign.status_code, one.status_code, rest.status_code] == [404, 204, 204]
    assert len(left) == 3
    assert open_ones == [401, 401, 401, 200]


async def test_guesses_over_many_accounts_from_one_address_are_slowed_down(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    statuses = set()
    async with application(database_url, tmp_path_factory.mktemp("data")) as fresh:
        for number in range(200):  # tokens come back while it tries
            statuses.add((await sign_in(fresh, f"guess-{number}@example.com", OLD)).status_code)
            if 429 in statuses:
                break

    assert statuses == {401, 429}


async def test_person_is_called_what_they_say(site: httpx.AsyncClient, person: Human) -> None:
    names = {"first_name": "Ada", "last_name": "Lovelace"}

    await site.put("/api/session/names", headers=person.headers, json=names)

    me = (await site.get("/api/session", headers=person.headers)).json()
    assert (me["first_name"], me["last_name"], me["has_password"]) == ("Ada", "Lovelace", True)
