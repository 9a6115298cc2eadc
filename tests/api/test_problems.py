from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request

from goldwright.api.bodies import JsonRoute
from goldwright.app import build_app
from goldwright.db import Database
from goldwright.settings import Settings
from tests.support.app import application
from tests.support.factories import (
    Human,
    Organisation,
    basic,
    make_member,
    make_organisation,
    make_person,
)


def framework(app: object) -> FastAPI:
    """FastAPI's part of the application, which layers of ours surround."""
    while not isinstance(app, FastAPI):
        app = app.app  # type: ignore[attr-defined]
    return app


def routes_of(app: FastAPI) -> list[APIRoute]:
    included = [one.original_router for one in app.routes if hasattr(one, "original_router")]
    return [
        one
        for router in [app.router, *included]
        for one in router.routes
        if isinstance(one, APIRoute)
    ]


async def make_operator(db: Database) -> Human:
    return await make_person(db, is_operator=True)


@pytest.fixture
async def admin(db: Database) -> Human:
    return await make_member(db, await make_organisation(db))


async def post(client: httpx.AsyncClient, admin: Human, body: bytes) -> httpx.Response:
    return await client.post(
        "/api/keys", content=body, headers={**admin.headers, "Content-Type": "application/json"}
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"name": ', 400, "malformed_body"),
        (b"\xff\xfe{}", 400, "malformed_body"),
        (b'{"name": "\\ud800"}', 400, "malformed_body"),
        (b'{"name": "a\\u0000b"}', 400, "malformed_body"),
        (b'{"name": ' + b"[" * 500 + b"]" * 500 + b"}", 400, "malformed_body"),
        (b"[" * 100_000, 400, "malformed_body"),
        (b'{"name": 1e999}', 400, "malformed_body"),
        (b'{"name": NaN}', 400, "malformed_body"),
        (b'{"name": "' + b"x" * 10_000_001 + b'"}', 413, "too_large"),
        (b'{"name": 7}', 422, "invalid_input"),
        (b"[]", 422, "invalid_input"),
        (b"null", 422, "invalid_input"),
    ],
    ids=lambda one: one[:20] if isinstance(one, bytes) else None,
)
async def test_bad_body_is_refused_in_words(
    client: httpx.AsyncClient, admin: Human, body: bytes, status: int, code: str
) -> None:
    answer = await post(client, admin, body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_backslashes_that_only_spell_nul_are_text(
    client: httpx.AsyncClient, admin: Human
) -> None:
    answer = await post(client, admin, b'{"name": "\\\\u0000"}')

    assert answer.status_code == 200


async def test_body_without_its_type_is_refused(client: httpx.AsyncClient, admin: Human) -> None:
    answer = await client.post(
        "/api/keys",
        content=b'{"name": "x"}',
        headers={**admin.headers, "Content-Type": "text/plain"},
    )

    assert answer.status_code == 422


async def test_fault_points_at_the_place(client: httpx.AsyncClient, admin: Human) -> None:
    answer = await client.post(
        "/api/members/invite", headers=admin.headers, json={"email": "x", "role": "boss"}
    )

    assert [one["pointer"] for one in answer.json()["faults"]] == ["/email", "/role"]


async def test_fault_in_the_query_says_so(client: httpx.AsyncClient, db: Database) -> None:
    boss = await make_operator(db)

    answer = await client.get("/api/operator/users?limit=0", headers=boss.headers)

    assert answer.json()["faults"][0]["pointer"] == "/query/limit"


async def test_nul_in_path_and_query_is_refused(client: httpx.AsyncClient, db: Database) -> None:
    boss = await make_operator(db)

    in_path = await client.get("/api/operator/workers/a%00b", headers=boss.headers)
    in_query = await client.get("/api/operator/users?after=a%00b", headers=boss.headers)

    assert [one.status_code for one in (in_path, in_query)] == [422, 422]


async def test_unknown_paths_and_methods_are_problems(client: httpx.AsyncClient) -> None:
    unknown = await client.get("/api/nothing")
    wrong = await client.delete("/api/keys")

    assert [one.json()["code"] for one in (unknown, wrong)] == ["not_found", "method_not_allowed"]
    assert all("/api/openapi.json" in one.json()["detail"] for one in (unknown, wrong))


async def test_unforeseen_error_shows_nothing_of_its_insides(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with application(database_url, tmp_path_factory.mktemp("data")) as client:
        transport = client._transport  # noqa: SLF001  the application behind a client
        assert isinstance(transport, httpx.ASGITransport)
        inner = framework(transport.app)

        async def fail(request: Request) -> None:
            raise RuntimeError("the password is swordfish")

        inner.add_route("/fail", fail)
        answer = await client.get("/fail", headers={"X-Request-Id": "mine-1"})

    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    assert "mine-1" in answer.json()["detail"]
    assert "swordfish" not in answer.text


async def test_lost_database_is_unavailable_not_unforeseen(
    databases: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with databases.clone() as url:  # type: ignore[attr-defined]
        async with application(url, tmp_path_factory.mktemp("data")) as client:
            databases.drop(urlsplit(url).path.strip("/"))  # type: ignore[attr-defined]

            answer = await client.get("/api/members", auth=basic("live_x"))
            ready = await client.get("/readyz")

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert ready.status_code == 503


async def test_busy_caller_is_told_how_long_to_wait(
    database_url: str,
    organisation: Organisation,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("data")
    async with application(database_url, folder, requests_per_minute=3) as client:
        asked = [
            await client.get("/api/members", auth=basic(organisation.live_key)) for _ in range(4)
        ]
        other = await client.get("/api/members", auth=basic(organisation.test_key))

    assert [one.status_code for one in asked] == [200, 200, 200, 429]
    assert 1 <= int(asked[-1].headers["retry-after"]) <= 20
    assert other.status_code == 200


async def test_answers_carry_safe_headers_and_a_request_id(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    refused = await client.get("/api/members")

    for answer in (page, refused):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-request-id"].startswith("req_")
    assert refused.headers["cache-control"] == "no-store"
    assert refused.headers["www-authenticate"] == "Bearer"


def test_every_route_with_a_body_reads_it_strictly() -> None:
    app = framework(build_app(Settings()))
    loose = [
        f"{route.methods} {route.path}"
        for route in routes_of(app)
        if route.body_field is not None and not isinstance(route, JsonRoute)
    ]

    assert loose == []


async def test_openapi_tells_ways_in_and_shape_of_errors(client: httpx.AsyncClient) -> None:
    document = (await client.get("/api/openapi.json")).json()

    keys = document["paths"]["/api/keys"]["post"]["responses"]
    assert set(document["components"]["securitySchemes"]) == {"key", "bearer", "cookie"}
    assert "application/problem+json" in keys["4XX"]["content"]
    assert "422" not in keys
    assert "Problem" in document["components"]["schemas"]
