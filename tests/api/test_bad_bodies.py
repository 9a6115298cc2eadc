"""Bodies that no client should send: refused in the caller's own error shape, harming nobody.

They go over a socket to a real server, since a client library would not send most of them.
"""

import gzip
import zlib
from collections.abc import AsyncGenerator

import pytest

from tests.support.site import BODY_BYTES_MAX, JSON, Site, is_problem, is_wire_error, running_site

MALFORMED = {
    "cut off": b'{"name": ',
    "closed twice": b"{}}",
    "two values": b"{} {}",
    "a comma too many": b'{"name": "x",}',
    "a comment": b'{"name": "x" /* y */}',
    "single quotes": b"{'name': 'x'}",
    "no quotes": b"{name: 1}",
    "a raw line end in a text": b'{"name": "a\nb"}',
    "a leading zero": b'{"name": 01}',
    "not a number": b'{"name": NaN}',
    "infinity": b'{"name": Infinity}',
    "minus infinity": b'{"name": -Infinity}',
    "a number too great": b'{"name": 1e999}',
    "4,000 digits": b"1" * 4000,
    "a form": b"name=x&role=y",
    "Latin-1": b'{"name": "\xe4"}',
    "UTF-16": '{"name": "x"}'.encode("utf-16"),
    "an overlong byte pair": b'{"name": "\xc0\x80"}',
    "a raw surrogate": b'{"name": "\xed\xa0\x80"}',
    "a lone high surrogate": b'{"name": "\\ud800"}',
    "a lone low surrogate": b'{"name": "\\udfff x"}',
    "a surrogate as a key": b'{"\\ud800": 1}',
    "NUL in a text": b'{"name": "a\\u0000b"}',
    "NUL as a key": b'{"\\u0000": 1}',
    "NUL deep down": b'{"params": {"list": [{"text": "\\\\\\u0000"}]}}',
    "a raw NUL": b'{"name": "\0"}',
    "nothing but NUL": b"\0",
    "nothing but a byte": b"\xff",
    "100,000 brackets": b"[" * 100_000,
    "100,000 brackets closed": b"[" * 100_000 + b"]" * 100_000,
    "100,000 objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "201 levels": b'{"name": ' + b"[" * 201 + b"]" * 201 + b"}",
    "gzip": gzip.compress(b'{"name": "x"}'),
}
NO_OBJECT = {
    "an array": b"[]",
    "an array of objects": b"[{}]",
    "a text": b'"name"',
    "null": b"null",
    "true": b"true",
    "a number": b"7",
    "a negative zero": b"-0.0",
}
TOO_LARGE = {
    "one text": b'{"name": "' + b"x" * BODY_BYTES_MAX + b'"}',
    "spaces": b" " * (BODY_BYTES_MAX + 1),
    "brackets": b"[" * (BODY_BYTES_MAX + 1),
    "many keys": b"{" + b'"a":1,' * (BODY_BYTES_MAX // 6) + b'"a":1}',
}


OURS = [
    "POST /api/keys",
    "PATCH /api/projects/bad",
    "POST /api/assignments/next",
    "POST /api/assignments/{assignment}/submit",
    "PUT /api/assignments/{assignment}/draft",
    "POST /api/tasks/{task}/audit",
]
WIRE = [
    "POST /v1/task/categorization",
    "POST /v1/task/{task}/audit",
    "POST /v1/projects",
    "POST /v1/batches",
    "POST /v1/files/import",
    "POST /v1/teams/invite",
]
BULK = "POST /api/projects/bad/tasks"


@pytest.fixture(scope="module")
async def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Site]:
    """A real server with something to work on."""
    async with running_site(database_url, tmp_path_factory.mktemp("site")) as found:
        yield found


def without(bodies: dict[str, bytes], name: str) -> dict[str, bytes]:
    """All but one."""
    return {one: body for one, body in bodies.items() if one != name}


@pytest.mark.parametrize("target", OURS)
def test_malformed_body_is_a_problem(site: Site, target: str) -> None:
    answers = {name: site.call(target, body) for name, body in MALFORMED.items()}

    assert {name: one.status for name, one in answers.items()} == dict.fromkeys(MALFORMED, 400)
    assert all(is_problem(one) for one in answers.values())
    assert site.is_alive()


@pytest.mark.parametrize("target", WIRE)
def test_malformed_body_is_a_bad_request_on_the_wire(site: Site, target: str) -> None:
    answers = {name: site.call(target, body) for name, body in MALFORMED.items()}

    assert {name: one.status for name, one in answers.items()} == dict.fromkeys(MALFORMED, 400)
    assert all(is_wire_error(one) for one in answers.values())
    assert site.is_alive()


@pytest.mark.parametrize("target", OURS)
def test_body_that_is_no_object_is_a_problem(site: Site, target: str) -> None:
    sent = NO_OBJECT if target != "POST /api/assignments/next" else without(NO_OBJECT, "null")

    answers = {name: site.call(target, body) for name, body in sent.items()}

    assert {name: one.status for name, one in answers.items()} == dict.fromkeys(sent, 422)
    assert all(is_problem(one) for one in answers.values())


@pytest.mark.parametrize("target", WIRE)
def test_body_that_is_no_object_is_a_bad_request_on_the_wire(site: Site, target: str) -> None:
    answers = {name: site.call(target, body) for name, body in NO_OBJECT.items()}

    assert {name: one.status for name, one in answers.items()} == dict.fromkeys(NO_OBJECT, 400)
    assert all(is_wire_error(one) for one in answers.values())


@pytest.mark.parametrize("target", [*OURS, *WIRE])
def test_body_over_the_limit_is_refused_by_its_length(site: Site, target: str) -> None:
    answers = [site.call(target, body) for body in TOO_LARGE.values()]

    told = is_wire_error if target in WIRE else is_problem
    assert [one.status for one in answers] == [413] * len(TOO_LARGE)
    assert all(told(one) for one in answers)


@pytest.mark.parametrize("target", [*OURS, *WIRE])
def test_body_over_the_limit_is_refused_without_its_length(site: Site, target: str) -> None:
    head = [*site.head(target), f"Content-Type: {JSON}", "Transfer-Encoding: chunked"]
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"

    answer = site.send(head, [chunk] * 40)

    told = is_wire_error if target in WIRE else is_problem
    assert answer.status == 413
    assert told(answer)


@pytest.mark.parametrize("target", WIRE)
@pytest.mark.parametrize("form", [b"name=%ff", b"name=%00", b"\xff=1", b"a=1&" * 1001])
def test_bad_form_is_a_bad_request_on_the_wire(site: Site, target: str, form: bytes) -> None:
    answer = site.call(target, form, "application/x-www-form-urlencoded")

    assert answer.status == 400
    assert is_wire_error(answer)


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/plain", "application/xml", "application/json-seq", "%", "a/b/c"],
)
def test_body_of_another_type_is_a_problem(site: Site, content_type: str | None) -> None:
    answer = site.call("POST /api/keys", b'{"name": "x"}', content_type)

    assert answer.status == 422
    assert is_problem(answer)


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/xml", "%"])
def test_wire_reads_json_whatever_its_type_says(site: Site, content_type: str | None) -> None:
    answer = site.call("POST /v1/projects", b'{"name": 7, "type": "categorization"}', content_type)

    assert answer.status == 400
    assert b"name" in answer.body


def test_of_a_key_given_twice_the_last_counts(site: Site) -> None:
    last = [b'{"name": 7, "name": "x"}', b'{"name": "x", "name": 7}']

    answers = [site.call("POST /api/keys", body) for body in last]

    assert [one.status for one in answers] == [200, 422]


def test_body_without_a_length_is_read(site: Site) -> None:
    head = [*site.head("POST /api/keys"), f"Content-Type: {JSON}", "Transfer-Encoding: chunked"]

    answer = site.send(head, [b'9\r\n{"name": \r\n', b'a\r\n"chunked"}\r\n0\r\n\r\n'])

    assert answer.status == 200


@pytest.mark.parametrize("target", ["POST /api/keys", "POST /v1/projects", BULK])
@pytest.mark.parametrize(
    "lie",
    [
        ["Content-Length: -1"],
        ["Content-Length: many"],
        ["Content-Length: 2", "Content-Length: 3"],
        ["Content-Length: 99999999999999999999999"],
        ["Content-Length: 2", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked"],
        ["Transfer-Encoding: gzip"],
    ],
    ids=" ".join,
)
def test_body_with_an_impossible_length_is_refused(site: Site, target: str, lie: list[str]) -> None:
    answer = site.send([*site.head(target), *lie, f"Content-Type: {JSON}"], [b"{x}\r\n"])

    assert 400 <= answer.status < 500
    assert site.is_alive()


@pytest.mark.parametrize("target", ["POST /api/keys", "POST /v1/projects", BULK])
def test_body_that_ends_before_its_length_harms_nobody(site: Site, target: str) -> None:
    head = [*site.head(target), "Content-Length: 100", f"Content-Type: {JSON}"]

    status = site.hang_up(head, b'{"name": "x"}')

    assert status is None or status < 500
    assert site.is_alive()


def test_body_longer_than_its_length_is_cut(site: Site) -> None:
    head = [*site.head("POST /api/keys"), "Content-Length: 9", f"Content-Type: {JSON}"]

    answer = site.send(head, [b'{"name": "longer"}'])

    assert answer.status == 400
    assert site.is_alive()


BOMBS = {
    "one line": b"x" * 50_000_000,
    "empty lines": b"\n" * 10_000_000,
    "brackets": b"[" * 50_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_packed_bomb_is_taken_apart_in_pieces(site: Site, bomb: str) -> None:
    packer = zlib.compressobj(9, wbits=31)
    packed = packer.compress(BOMBS[bomb]) + packer.flush()
    head = [*site.head(BULK), f"Content-Length: {len(packed)}", "Content-Encoding: gzip"]

    answer = site.send(head, [packed])

    assert len(packed) < 250_000
    assert answer.lines() == ([] if bomb == "empty lines" else [["error", "faults"]])
    assert site.is_alive()


PART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no part",
        b"--b--\r\n",
        b"--c\r\n\r\nx\r\n--c--\r\n",
        PART + b"\r\nnever ends",
        PART + b"\xff\0: x\r\n\r\nx\r\n--b--\r\n",
        PART + b"X: " + b"x" * 200_000,
        (PART + b"\r\nx\r\n") * 60 + b"--b--\r\n",
        PART.replace(b"file", b"\xff") + b"\r\nx\r\n--b--\r\n",
        PART.replace(b"file", b"reference_id") + b"\r\n\xff\r\n--b--\r\n",
        PART.replace(b"file", b"metadata") + b"\r\n" + b"[" * 100_000 + b"\r\n--b--\r\n",
        (PART + b"\r\nx\r\n") + PART.replace(b"file", b"metadata") + b"\r\n[\r\n--b--\r\n",
        (PART + b"\r\nx\r\n") + PART.replace(b"file", b"display_name") + b"\r\n\0\r\n--b--\r\n",
    ],
    ids=lambda body: ascii(body[-30:]),
)
def test_broken_multipart_is_a_bad_request(site: Site, body: bytes) -> None:
    answer = site.call("POST /v1/files/upload", body, "multipart/form-data; boundary=b")

    assert answer.status == 400
    assert is_wire_error(answer)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        JSON,
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "b" * 5000,
        "multipart/form-data; boundary=\xff",
        "multipart/mixed; boundary=b",
    ],
)
def test_upload_of_another_type_is_a_bad_request(site: Site, content_type: str | None) -> None:
    answer = site.call("POST /v1/files/upload", PART + b"\r\nx\r\n--b--\r\n", content_type)

    assert answer.status == 400
    assert is_wire_error(answer)
