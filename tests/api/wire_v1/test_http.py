"""What the wire promises for every call: keys, bodies, paths, statuses and the shape of errors."""

import random

import httpx
import pytest

from tests.support.factories import Organisation, basic

NO_TASK = "Task with that ID not found."
TASK = {"attachment": "a text", "attachment_type": "text", "categories": ["a"]}


@pytest.fixture
def wire(client: httpx.AsyncClient, organisation: Organisation) -> httpx.AsyncClient:
    """A client with a live key."""
    client.auth = basic(organisation.live_key)
    return client


def refused(answer: httpx.Response, status: int) -> str:
    """The message of an error in the one shape that the official client parses."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.json().keys() == {"status_code", "error"}
    assert answer.json()["status_code"] == status
    assert answer.json()["error"]
    return answer.json()["error"]


@pytest.mark.parametrize("path", ["/v1/tasks", "/v1/task/unknown", "/v1/no/such/path", "/v1/"])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
async def test_missing_key_is_told_before_anything_else(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    client.auth = None

    answer = await client.request(method, path, content=b"{bad")

    refused(answer, 401)


async def test_bearer_works_as_well_as_basic(
    client: httpx.AsyncClient, organisation: Organisation
) -> None:
    client.auth = None
    headers = {"Authorization": f"Bearer {organisation.live_key}"}

    answer = await client.get("/v1/projects", headers=headers)

    assert (answer.status_code, answer.json()) == (200, [])


async def test_unknown_paths_and_methods_have_the_shape_of_errors(
    wire: httpx.AsyncClient,
) -> None:
    refused(await wire.get("/v1/nothing"), 404)
    refused(await wire.get("/v1/task/a/b/c"), 404)
    refused(await wire.patch("/v1/tasks"), 405)
    refused(await wire.delete("/v1/projects"), 405)


async def test_doubled_and_trailing_slashes_are_no_matter(wire: httpx.AsyncClient) -> None:
    for path in ("/v1//projects", "/v1/projects/", "/v1///projects//"):
        answer = await wire.get(path)

        assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b'{"a": "\xff"}',
        b"\xff\xfe{}",
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}",
        b"[" * 100_000,
        b"[]",
        b'"text"',
        b"5",
        b"null []",
    ],
)
@pytest.mark.parametrize("path", ["/v1/task/categorization", "/v1/projects", "/v1/batches"])
async def test_malformed_bodies_are_invalid_requests(
    wire: httpx.AsyncClient, path: str, body: bytes
) -> None:
    refused(await wire.post(path, content=body), 400)


async def test_body_that_is_too_large_is_refused(wire: httpx.AsyncClient) -> None:
    answer = await wire.post("/v1/task/categorization", content=b" " * 10_000_001)

    refused(answer, 413)


async def test_escaped_backslash_before_u0000_is_text_like_any_other(
    wire: httpx.AsyncClient,
) -> None:
    body = b'{"attachment": "\\\\u0000", "attachment_type": "text", "categories": ["a"]}'

    answer = await wire.post("/v1/task/categorization", content=body)

    assert answer.json()["params"]["attachment"] == "\\u0000"


async def test_content_type_of_json_is_no_matter(wire: httpx.AsyncClient) -> None:
    for content_type in ("application/json", "text/plain", ""):
        answer = await wire.post(
            "/v1/projects",
            content=b'{"type": "categorization", "name": "n%s"}' % content_type.encode()[:3],
            headers={"content-type": content_type},
        )

        assert answer.status_code == 200


async def test_forms_are_read_too(wire: httpx.AsyncClient) -> None:
    answer = await wire.post(
        "/v1/task/annotation",
        data={
            "attachment": "https://example.com/a.jpg",
            "attachment_type": "image",
            "objects_to_annotate[]": ["cow", "barn"],
            "min_width": "30",
            "with_labels": "true",
        },
    )

    assert answer.status_code == 200, answer.text
    assert answer.json()["params"]["objects_to_annotate"] == ["cow", "barn"]
    assert answer.json()["params"]["min_width"] == 30


async def test_empty_bodies_stand_for_empty_objects_and_arrays(wire: httpx.AsyncClient) -> None:
    made = (await wire.post("/v1/task/categorization", json={**TASK, "tags": ["a"]})).json()
    task = f"/v1/task/{made['task_id']}"

    emptied = await wire.post(f"{task}/tags")
    unset = await wire.post(f"{task}/setMetadata", content=b"")
    missing = await wire.post("/v1/task/categorization")

    assert "tags" not in emptied.json()
    assert unset.json()["metadata"] == {}
    assert refused(missing, 400) == "Please include an attachment or attachments parameter."


async def test_conflicts_are_409_only_where_the_client_can_bear_them(
    wire: httpx.AsyncClient,
) -> None:
    first = (await wire.post("/v1/task/categorization", json={**TASK, "unique_id": "u"})).json()
    second = (await wire.post("/v1/task/categorization", json=TASK)).json()
    group = {"name": "task group", "emails": []}
    await wire.post("/v1/projects", json={"type": "categorization", "name": "task"})
    await wire.post("/v1/studio/projects/task/groups", json=group)

    create = await wire.post("/v1/task/categorization", json={**TASK, "unique_id": "u"})
    rename = await wire.post(f"/v1/task/{second['task_id']}/unique_id", json={"unique_id": "u"})
    project = await wire.post("/v1/projects", json={"type": "categorization", "name": "task"})
    again = await wire.post("/v1/studio/projects/task/groups", json=group)

    assert refused(create, 409) == "A task with that unique_id already exists."
    refused(rename, 409)
    refused(project, 409)
    refused(again, 400)
    assert first["unique_id"] == "u"


async def test_names_with_slashes_and_percent_signs_route_on_the_raw_path(
    wire: httpx.AsyncClient,
) -> None:
    for name in ("a/b", "a%2Fb", "a/b/setParams", "100%"):
        await wire.post("/v1/projects", json={"type": "categorization", "name": name})

    assert (await wire.get("/v1/projects/a%2Fb")).json()["name"] == "a/b"
    assert (await wire.get("/v1/projects/a%252Fb")).json()["name"] == "a%2Fb"
    assert (await wire.get("/v1/projects/a%2Fb%2FsetParams")).json()["name"] == "a/b/setParams"
    assert (await wire.get("/v1/projects/100%25")).json()["name"] == "100%"
    refused(await wire.get("/v1/projects/a/b"), 404)
    refused(await wire.get("/v1/projects/%ff"), 404)


async def test_every_answer_is_200_json_and_may_not_be_stored(wire: httpx.AsyncClient) -> None:
    answer = await wire.post("/v1/task/categorization", json=TASK)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


async def test_unknown_type_is_an_invalid_request_and_a_disabled_one_not_enabled(
    wire: httpx.AsyncClient, organisation: Organisation, db: object
) -> None:
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute("UPDATE organisation SET disabled_task_types = '{comparison}'")

    unknown = await wire.post("/v1/task/unknowntype", json=TASK)
    disabled = await wire.post("/v1/task/comparison", json=TASK)

    assert "unknowntype" in refused(unknown, 400)
    assert refused(disabled, 402) == "This task type is not enabled for your account."


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_unknown_task_is_not_found_in_the_known_words(
    wire: httpx.AsyncClient, method: str
) -> None:
    path = "/v1/task/000000000000000000000000"

    answer = await wire.request(method, path if method == "GET" else f"{path}/cancel")

    assert refused(answer, 404) == NO_TASK


async def test_websocket_path_and_odd_queries_do_no_harm(wire: httpx.AsyncClient) -> None:
    refused(await wire.get("/v1/tasks?status=%ff"), 400)
    refused(await wire.get("/v1/tasks?limit=%00"), 400)
    assert (await wire.get("/v1/tasks?&&=&unknown=1")).status_code == 200


async def test_keys_that_no_index_can_hold_are_refused(wire: httpx.AsyncClient) -> None:
    drawn = random.Random(7)  # varied, or the index would hold them packed
    long = "".join(chr(drawn.randrange(0x4E00, 0x9FFF)) for _ in range(1000))
    project = {"type": "categorization", "name": "short"}
    assert (await wire.post("/v1/projects", json=project)).status_code == 200

    answers = [
        await wire.post("/v1/task/categorization", json={**TASK, "unique_id": long}),
        await wire.post("/v1/projects", json={**project, "name": long}),
        await wire.post("/v1/batches", json={"project": "short", "name": long}),
    ]
    kept = await wire.post("/v1/task/categorization", json={**TASK, "unique_id": long[:833]})

    assert all("bytes" in refused(answer, 400) for answer in answers)
    assert kept.json()["unique_id"] == long[:833]
