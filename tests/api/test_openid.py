"""Signing in with OpenID Connect, at a provider of our own that is as strict as real ones."""

import secrets
from collections.abc import AsyncGenerator, Generator
from typing import Any

import httpx
import jwt
import psycopg
import pytest
from cryptography.hazmat.primitives import serialization

from goldwright.db import Database
from goldwright.errors import InvalidInputError
from goldwright.openid import trusted_place
from tests.support.app import application
from tests.support.factories import Human, make_person
from tests.support.openid_provider import Provider, _key, providing, query_of

PASSWORD = "correct horse battery"
Claims = dict[str, Any]


@pytest.fixture
def provider() -> Generator[Provider]:
    with providing() as found:
        found.person["email"] = f"{secrets.token_hex(4)}@example.com"
        yield found


@pytest.fixture
async def site(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, provider: Provider
) -> AsyncGenerator[httpx.AsyncClient]:
    async with application(
        database_url, tmp_path_factory.mktemp("data"), **provider.settings
    ) as found:
        yield found


async def go_there(site: httpx.AsyncClient, place: str = "/history") -> str:
    """Where the provider sends the browser back to, once the person has said yes."""
    out = await site.get("/api/session/openid", params={"next": place})
    async with httpx.AsyncClient() as browser:
        return (await browser.get(out.headers["location"])).headers["location"]


async def sign_in(site: httpx.AsyncClient) -> dict[str, str]:
    """What the sign-in page is told in the end."""
    back = await site.get(await go_there(site))
    assert back.status_code == 302
    return query_of(back.headers["location"])


async def known(db: Database, provider: Provider) -> Human:
    return await make_person(db, email=provider.person["email"])


async def test_known_person_comes_in_and_lands_where_they_were_going(
    site: httpx.AsyncClient, db: Database, provider: Provider
) -> None:
    person = await known(db, provider)

    told = await sign_in(site)

    me = await site.get("/api/session")
    assert told == {"arrived": "yes", "next": "/history"}
    assert me.json()["user_id"] == person.user_id


async def test_subject_is_known_again_after_its_email_changed(
    site: httpx.AsyncClient, db: Database, provider: Provider
) -> None:
    person = await known(db, provider)
    await sign_in(site)
    provider.person |= {"email": "married@example.com", "email_verified": False}

    told = await sign_in(site)

    assert "arrived" in told
    assert (await site.get("/api/session")).json()["user_id"] == person.user_id


async def test_email_that_went_to_somebody_else_opens_no_old_account(
    site: httpx.AsyncClient, db: Database, provider: Provider
) -> None:
    await known(db, provider)
    await sign_in(site)
    provider.person["sub"] = "another"

    assert (await sign_in(site))["refused"] == "unverified"


async def test_password_and_sessions_from_before_end_when_the_account_is_found_by_email(
    site: httpx.AsyncClient, db: Database, provider: Provider, database_url: str
) -> None:
    squatter = await known(db, provider)

    await sign_in(site)

    with psycopg.connect(database_url) as conn:
        row = conn.execute(
            "SELECT password_hash FROM goldwright.app_user WHERE id = %s", (squatter.user_id,)
        ).fetchone()
    site.cookies.clear()
    old = await site.get("/api/session", headers=squatter.headers)
    assert row == (None,)
    assert old.status_code == 401


async def test_stranger_is_refused_unless_sign_up_is_open(
    site: httpx.AsyncClient,
    provider: Provider,
    database_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = await sign_in(site)

    async with application(
        database_url,
        tmp_path_factory.mktemp("data"),
        openid_sign_up=True,
        **provider.settings,
    ) as open_site:
        welcomed = await sign_in(open_site)
        me = (await open_site.get("/api/session")).json()
    assert told["refused"] == "unknown"
    assert "arrived" in welcomed
    assert (me["email"], me["worker_id"] is not None) == (provider.person["email"], True)


async def test_unverified_email_opens_nothing(
    site: httpx.AsyncClient, db: Database, provider: Provider
) -> None:
    await known(db, provider)
    provider.person["email_verified"] = False

    assert (await sign_in(site))["refused"] == "unverified"


async def test_email_may_come_from_the_user_info_instead_of_the_token(
    site: httpx.AsyncClient, db: Database, provider: Provider
) -> None:
    await known(db, provider)
    provider.in_token = False

    assert "arrived" in await sign_in(site)


def _none(provider: Provider, claims: Claims) -> str:
    return jwt.encode(claims, None, "none", headers={"kid": provider.key_name})


def _shared(provider: Provider, claims: Claims) -> str:
    """Signed with our public key as if it were a secret between us."""
    public = provider.key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return jwt.encode(claims, public, "HS256", headers={"kid": provider.key_name})


def _foreign(provider: Provider, claims: Claims) -> str:
    return jwt.encode(claims, _key(), "RS256", headers={"kid": provider.key_name})


@pytest.mark.parametrize("sign", [_none, _shared, _foreign])
async def test_token_under_any_signature_but_the_providers_is_refused(
    site: httpx.AsyncClient, db: Database, provider: Provider, sign: object
) -> None:
    await known(db, provider)
    provider.sign = sign

    assert (await sign_in(site))["refused"] == "failed"
    assert (await site.get("/api/session")).status_code == 401


@pytest.mark.parametrize(
    "bent",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another application"},
        {"aud": ["goldwright", "another"], "azp": "another"},
        {"exp": 1_000_000_000},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"sub": None},
        {"exp": None},
    ],
    ids=lambda one: str(one)[1:30],
)
async def test_token_that_is_not_for_this_sign_in_is_refused(
    site: httpx.AsyncClient, db: Database, provider: Provider, bent: Claims
) -> None:
    await known(db, provider)
    provider.bend_claims = lambda claims: {
        name: value for name, value in (claims | bent).items() if value is not None
    }

    assert (await sign_in(site))["refused"] == "failed"


async def test_new_key_of_the_provider_is_found(
    site: httpx.AsyncClient, db: Database, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    await known(db, provider)
    await sign_in(site)
    provider.rotate()

    too_soon = await sign_in(site)
    monkeypatch.setattr("goldwright.openid._KEYS_PAUSE_SECONDS", 0.0)
    later = await sign_in(site)

    assert (too_soon.get("refused"), later.get("arrived")) == ("failed", "yes")
    assert provider.keys_read == 2


async def test_answer_is_of_no_use_in_another_browser_nor_twice(
    site: httpx.AsyncClient, db: Database, provider: Provider
) -> None:
    await known(db, provider)
    back = await go_there(site)
    mine = dict(site.cookies)

    site.cookies.clear()
    without = await site.get(back)
    await go_there(site)
    with_another = await site.get(back)
    site.cookies.clear()
    site.cookies.update(mine)
    right = await site.get(back)
    site.cookies.update(mine)
    again = await site.get(back)

    told = [query_of(one.headers["location"]) for one in (without, with_another, right, again)]
    assert [one.get("refused") for one in told] == ["stale", "stale", None, "failed"]


@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "https://evil.example"])
async def test_nobody_is_led_elsewhere(
    site: httpx.AsyncClient, db: Database, provider: Provider, place: str
) -> None:
    await known(db, provider)

    back = await site.get(await go_there(site, place))

    assert query_of(back.headers["location"])["next"] == "/"


async def test_person_who_says_no_is_back_at_the_page(
    site: httpx.AsyncClient, provider: Provider
) -> None:
    out = await site.get("/api/session/openid")
    state = query_of(out.headers["location"])["state"]

    back = await site.get(f"/api/session/openid/callback?error=access_denied&state={state}")

    assert query_of(back.headers["location"])["refused"] == "cancelled"


async def test_provider_that_is_away_is_told(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with providing() as provider:
        settings = provider.settings
    async with application(database_url, tmp_path_factory.mktemp("data"), **settings) as site:
        out = await site.get("/api/session/openid")

    assert query_of(out.headers["location"]) == {"refused": "away", "next": "/"}


async def test_installation_without_a_provider_says_so(client: httpx.AsyncClient) -> None:
    options = await client.get("/api/sign-in/options")
    out = await client.get("/api/session/openid")

    assert options.json()["openid_name"] is None
    assert out.status_code == 404


@pytest.mark.parametrize("issuer", ["http://id.example.com", "id.example.com", "ftp://localhost"])
def test_issuer_without_https_is_refused(issuer: str) -> None:
    with pytest.raises(InvalidInputError, match="GOLDWRIGHT_OPENID_ISSUER"):
        trusted_place(issuer)
