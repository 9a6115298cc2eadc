"""Request lines and headers that no client should send: refused, or passed over, never a 5xx."""

from collections.abc import AsyncGenerator
from itertools import product

import pytest

from tests.support.site import Site, is_problem, is_wire_error, running_site

PATHS = ["/api/members", "/v1/tasks", "/api/assignments/next", "/healthz", "/files/x", "/"]


@pytest.fixture(scope="module")
async def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Site]:
    """A real server with something to work on."""
    async with running_site(database_url, tmp_path_factory.mktemp("site")) as found:
        yield found


def statuses(site: Site, heads: list[list[str]]) -> dict[str, int]:
    """What each head is answered with."""
    return {"\n".join(head): site.send([*head, "Connection: close"]).status for head in heads}


def failed(answers: dict[str, int]) -> dict[str, int]:
    """What is our own fault."""
    return {head: status for head, status in answers.items() if status >= 500}


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "CONNECT", "PURGE", "OPTIONS", "HEAD"])
def test_unforeseen_method_is_refused(site: Site, method: str) -> None:
    answers = statuses(site, [site.head(f"{method} {path}")[:2] for path in PATHS])

    assert failed(answers) == {}
    assert site.is_alive()


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "PROPFIND"])
def test_wrong_method_is_told_in_the_shape_of_its_api(site: Site, method: str) -> None:
    ours = site.send(site.head(f"{method} /api/members"))
    wire = site.send(site.head(f"{method} /v1/tasks"))

    assert (ours.status, wire.status) == (405, 405)
    assert is_problem(ours)
    assert is_wire_error(wire)


@pytest.mark.parametrize(
    "line",
    [
        "GET",
        "GET /",
        "get /healthz HTTP/1.1",
        "FOO /healthz HTTP/1.1",
        "GET /healthz HTTP/9.9",
        "GET healthz HTTP/1.1",
        "GET /heal\0thz HTTP/1.1",
        "GET /healthz\xff HTTP/1.1",
        "GET  /healthz  HTTP/1.1",
        "PRI * HTTP/2.0",
        "OPTIONS * HTTP/1.1",
        "GET http://elsewhere.example/healthz HTTP/1.1",
        "GET /" + "a" * 60_000 + " HTTP/1.1",
        "GET /?" + "a=b&" * 20_000 + " HTTP/1.1",
    ],
    ids=lambda line: ascii(line[:30]),
)
def test_odd_request_line_harms_nobody(site: Site, line: str) -> None:
    status = site.hang_up([line], b"")

    assert status is None or status < 500
    assert site.is_alive()


@pytest.mark.parametrize("prefix", ["/api/projects/", "/v1/projects/", "/v1/task/", "/api/tasks/"])
def test_odd_name_in_a_path_is_not_found_or_invalid(site: Site, prefix: str) -> None:
    names = [
        "%00",
        "%ff",
        "%ED%A0%80",
        "%F4%90%80%80",
        "%",
        "%zz",
        "..",
        ".",
        "%2e%2e%2f",
        "%0d%0a",
    ]
    names += ["'", '"', "%27%20OR%201=1--", "%E2%80%AE", "%F0%9F%92%A9", "a" * 5000, "9" * 400]

    answers = statuses(site, [site.head(f"GET {prefix}{name}")[:2] for name in names])

    assert {head: one for head, one in answers.items() if one not in {200, 404, 422}} == {}


@pytest.mark.parametrize(
    "path",
    [
        "/v1/tasks?limit={}",
        "/v1/tasks?offset={}",
        "/v1/tasks?next_token={}",
        "/v1/tasks?start_time={}",
        "/v1/tasks?project={}",
        "/v1/batches?limit={}",
        "/api/tasks?limit={}",
        "/api/tasks?next_token={}",
        "/api/batches?offset={}",
        "/api/history?before={}",
        "/api/callbacks?after={}",
        "/api/callbacks?state={}",
    ],
)
def test_odd_value_in_a_query_is_refused_or_passed_over(site: Site, path: str) -> None:
    values = ["", "-1", "0", "9" * 30, "1e9", "NaN", "%00", "%ff", "%ED%A0%80", "%", "true", "[]"]
    values += ["0001-01-01", "9999-12-31T23:59:59%2B00:00~", "2026-13-45", "a" * 5000, "%D9%A1"]
    values += ["-262000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59~x", "1%002"]

    answers = statuses(site, [site.head(f"GET {path.format(one)}")[:2] for one in values])

    assert failed(answers) == {}


@pytest.mark.parametrize(
    "header",
    [
        "Authorization: ",
        "Authorization: Bearer ",
        "Authorization: Bearer \xff",
        "Authorization: Bearer " + "x" * 50_000,
        "Authorization: Basic /w==",
        "Authorization: Basic AAA=",
        "Authorization: Basic ====",
        "Authorization: \xe4 \xe4",
        "Cookie: goldwright_session=\xff\xfe",
        "Cookie: goldwright_session=",
        "Cookie: ;;;===;\x7f",
    ],
    ids=lambda header: ascii(header[:30]),
)
def test_odd_credentials_are_not_accepted(site: Site, header: str) -> None:
    paths = ["GET /api/members", "GET /v1/tasks", "POST /api/assignments/next", "GET /api/session"]

    answers = statuses(site, [[f"{path} HTTP/1.1", header] for path in paths])

    assert set(answers.values()) <= {400, 401, 403}


@pytest.mark.parametrize(
    "header",
    [
        "Goldwright-Organisation: \xb2",
        "Goldwright-Organisation: 99999999999",
        "Goldwright-Organisation: -1",
        "Goldwright-Environment: prod",
        "X-Request-Id: " + "x" * 9000,
        "X-Request-Id: a\xffb",
        "Accept: \xff",
        "Accept-Encoding: \xff, gzip;q=nan",
        "Range: bytes=9-1",
        "Range: bytes=" + "0-1," * 5000,
        "If-None-Match: \xff",
        "If-Modified-Since: never",
        "Content-Encoding: gzip",
        "Expect: 100-continue",
        "Upgrade: websocket",
        "Upgrade: h2c",
        "Transfer-Encoding: identity",
        "Host: a/b\xff",
        "Origin: http://[::1",
        "Sec-Fetch-Site: \xff",
        "A bad name: x",
        ": x",
    ],
    ids=lambda header: ascii(header[:30]),
)
def test_odd_header_harms_nobody(site: Site, header: str) -> None:
    paths = ["GET /api/members", "GET /v1/tasks", "GET /", "GET /files/x", "POST /api/keys"]

    answers = statuses(site, [[*site.head(path)[:2], header] for path in paths])

    assert failed(answers) == {}
    assert site.is_alive()


def test_foreign_origin_that_cannot_be_read_is_refused(site: Site) -> None:
    session = site.member.removeprefix("Bearer ")
    heads = [
        ["POST /api/keys HTTP/1.1", f"Cookie: goldwright_session={session}", origin]
        for origin in ("Origin: http://[", "Origin: null", "Origin: \xff", "Origin: http://x:y")
    ]

    assert set(statuses(site, heads).values()) == {403}


@pytest.mark.parametrize(
    "key",
    ["Basic \xff", "Basic /w==", "Basic Og==", "Basic a", "Basic ", "Bearer \xff", "Bearer "],
    ids=ascii,
)
def test_key_that_cannot_be_read_is_told(site: Site, key: str) -> None:
    heads = [[f"GET {path} HTTP/1.1", f"Authorization: {key}"] for path in PATHS[:2]]

    assert set(statuses(site, heads).values()) == {401}


def test_thousand_headers_harm_nobody(site: Site) -> None:
    heads = [
        [*site.head(f"GET {path}")[:2], *(f"X-{place}: x" for place in range(1000))]
        for path in PATHS
    ]

    assert failed(statuses(site, heads)) == {}


def test_requests_sent_at_once_on_one_connection_are_answered_in_order(site: Site) -> None:
    heads = list(product(("GET /healthz HTTP/1.1", "GET /nothing HTTP/1.1"), repeat=2))

    answers = [
        site.send([first, "Host: x", "", second, "Connection: close"]) for first, second in heads
    ]

    assert [one.status for one in answers] == [200, 200, 404, 404]
