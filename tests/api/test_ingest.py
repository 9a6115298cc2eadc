"""Bulk ingest: every line answered, nothing twice, bad lines apart, streams that never block."""

import gzip
from collections.abc import AsyncIterator

import httpx
import orjson
import pytest

from goldwright.db import Database
from goldwright.intake.ingest import CHUNK_LINES
from tests.support.factories import Organisation, basic

PATH = "/api/projects/bulk/tasks"


@pytest.fixture
async def bulk(client: httpx.AsyncClient, organisation: Organisation) -> httpx.AsyncClient:
    """A client of an organisation with one project for bulk work."""
    client.auth = basic(organisation.live_key)
    params = {"categories": ["a", "b"], "instruction": "Rules."}
    project = {"type": "categorization", "name": "bulk", "params": params}
    assert (await client.post("/v1/projects", json=project)).status_code == 200
    return client


def line(unique_id: object, **changes: object) -> bytes:
    """One task a line."""
    body = {"unique_id": unique_id, "attachment": "a text", "attachment_type": "text", **changes}
    return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)


def answers(answer: httpx.Response) -> list[dict[str, object]]:
    """The lines of an answer."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [orjson.loads(one) for one in answer.text.splitlines()]


async def test_every_line_makes_one_task_and_repeats_answer_with_its_id(
    bulk: httpx.AsyncClient,
) -> None:
    count = 2 * CHUNK_LINES + 7
    body = b"".join(line(f"u{place}") for place in range(count))

    first = answers(await bulk.post(PATH, content=body))
    second = answers(await bulk.post(PATH, content=body + line("u0") + line("new")))

    ids = {one["unique_id"]: one["task_id"] for one in first}
    assert [one["status"] for one in first] == ["created"] * count
    assert len(set(ids.values())) == count
    assert [one["status"] for one in second] == ["existing"] * (count + 1) + ["created"]
    assert all(one["task_id"] == ids[one["unique_id"]] for one in second[:-1])
    page = (await bulk.get("/v1/tasks?limit=1")).json()
    assert (page["total"], page["docs"][0]["unique_id"]) == (count + 1, "new")


async def test_a_unique_id_twice_in_one_chunk_makes_one_task(bulk: httpx.AsyncClient) -> None:
    told = answers(await bulk.post(PATH, content=line("same") + line("same", attachment="b")))

    assert {one["task_id"] for one in told} == {told[0]["task_id"]}
    assert (await bulk.get("/v1/tasks")).json()["total"] == 1


async def test_tasks_are_like_those_created_one_by_one(bulk: httpx.AsyncClient) -> None:
    changes = {"tags": ["x"], "metadata": {"a": 1}, "priority": 30, "instruction": "Look."}

    told = answers(await bulk.post(PATH, content=line("bulk", **changes)))
    body = orjson.loads(line("one", **changes))
    one = (await bulk.post("/v1/task/categorization", json={**body, "project": "bulk"})).json()

    made = (await bulk.get(f"/v1/task/{told[0]['task_id']}")).json()
    differ = {"task_id", "unique_id", "created_at", "updated_at"}
    assert {k: v for k, v in made.items() if k not in differ} == {
        k: v for k, v in one.items() if k not in differ
    }


async def test_bad_lines_are_told_apart_by_number(bulk: httpx.AsyncClient) -> None:
    body = [
        line("good"),
        b"{bad\n",
        b"\n",
        b"[]\n",
        line(None),
        line("no type", attachment_type=None),
        line("elsewhere", project="other"),
        line("pic", attachment="scaledata://1/fil_none", attachment_type="image"),
        b'{"unique_id": "nul\\u0000"}\n',
        line("last").rstrip(),
    ]

    told = answers(await bulk.post(PATH, content=b"".join(body)))

    assert [one["unique_id"] for one in told if "status" in one] == ["good", "last"]
    assert {one["line"] for one in told if "error" in one} == {2, 4, 5, 6, 7, 8, 9}
    faults = {one["line"]: one["faults"] for one in told if "error" in one}
    assert faults[5][0]["pointer"] == "/unique_id"
    assert faults[8][0]["pointer"] == "/attachment"


async def test_gzip_is_unpacked_and_a_broken_one_told(bulk: httpx.AsyncClient) -> None:
    packed = gzip.compress(b"".join(line(place) for place in range(700)))
    headers = {"content-encoding": "gzip"}

    whole = answers(await bulk.post(PATH, content=packed, headers=headers))
    cut = answers(await bulk.post(PATH, content=packed[:-20], headers=headers))
    wrong = answers(await bulk.post(PATH, content=line("plain"), headers=headers))

    assert [one["status"] for one in whole] == ["created"] * 700
    assert "ended early" in cut[-1]["error"]
    assert "not gzip" in wrong[-1]["error"]


async def test_stored_lines_are_answered_though_the_rest_is_refused(
    bulk: httpx.AsyncClient,
) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"".join(line(f"early{place}") for place in range(CHUNK_LINES))
        while (await bulk.get("/v1/tasks?limit=1")).json()["total"] < CHUNK_LINES:
            pass
        yield b"x" * 10_000_001

    *stored, refusal = answers(await bulk.post(PATH, content=body()))

    assert [one["status"] for one in stored] == ["created"] * CHUNK_LINES
    assert "longer than" in str(refusal["error"])


async def test_pieces_may_end_anywhere(bulk: httpx.AsyncClient) -> None:
    body = b"".join(line(f"ä{place}") for place in range(50))

    async def dripping() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 7):
            yield body[start : start + 7]

    told = answers(await bulk.post(PATH, content=dripping()))

    assert [one["unique_id"] for one in told] == [f"ä{place}" for place in range(50)]


async def test_tasks_go_to_the_batch_of_the_stream(bulk: httpx.AsyncClient) -> None:
    await bulk.post("/v1/batches", json={"project": "bulk", "name": "b/1"})

    told = answers(await bulk.post(PATH, params={"batch": "b/1"}, content=line("u") + line("v")))

    assert [one["status"] for one in told] == ["created", "created"]
    assert (await bulk.get("/v1/batches/b%2F1/status")).json()["pending"] == 2
    missing = await bulk.post(PATH, params={"batch": "none"}, content=line("w"))
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


async def test_test_key_completes_bulk_tasks_at_once(
    bulk: httpx.AsyncClient, organisation: Organisation
) -> None:
    bulk.auth = basic(organisation.test_key)
    await bulk.post("/v1/projects", json={"type": "categorization", "name": "bulk"})

    told = answers(await bulk.post(PATH, content=line("u", categories=["a"])))

    task = (await bulk.get(f"/v1/task/{told[0]['task_id']}")).json()
    assert (task["status"], task["response"]) == ("completed", {"category": "a"})


async def test_stored_tasks_wait_in_order_with_one_event_each(
    bulk: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    told = answers(await bulk.post(PATH, content=b"".join(line(place) for place in range(1200))))

    async with db.transaction(organisation.identity()) as conn:
        waiting = await conn.execute("SELECT task_id FROM opening ORDER BY position")
        queued = [row["task_id"] for row in await waiting.fetchall()]
        events = await conn.execute("SELECT task_id FROM event WHERE kind = 'task.created'")
        created = [row["task_id"] for row in await events.fetchall()]
    ids = [one["task_id"] for one in told]
    place_of = {task_id: place for place, task_id in enumerate(ids)}
    # Two chunks are stored at once: a task may change places with those of the chunk beside.
    moved = [abs(place - place_of[task_id]) for place, task_id in enumerate(queued)]
    assert len(queued) == len(ids)
    assert max(moved) <= CHUNK_LINES
    assert sorted(created) == sorted(ids)


async def test_ids_met_in_opposite_order_by_two_chunks_make_one_task_each(
    bulk: httpx.AsyncClient,
) -> None:
    there = [line(f"w{place}") for place in range(CHUNK_LINES)]
    body = b"".join([*there, *reversed(there)]) * 6

    told = answers(await bulk.post(PATH, content=body))

    ids = {one["unique_id"]: one["task_id"] for one in told if one["status"] == "created"}
    assert len(told) == 12 * CHUNK_LINES
    assert len(ids) == CHUNK_LINES
    assert all(one["task_id"] == ids[one["unique_id"]] for one in told)


async def test_unknown_project_and_missing_key_are_problems(bulk: httpx.AsyncClient) -> None:
    unknown = await bulk.post("/api/projects/none/tasks", content=line("u"))
    bulk.auth = None
    anonymous = await bulk.post(PATH, content=line("u"))

    assert (unknown.status_code, anonymous.status_code) == (404, 401)


async def test_settings_of_a_project_are_checked_and_kept(bulk: httpx.AsyncClient) -> None:
    changed = await bulk.patch(
        "/api/projects/bulk",
        json={
            "rate_micros": 50_000,
            "annotations_max": 5,
            "gold_showings_max": 20,
            "gold_worker_share": 0.25,
            "overlap_share": 0.1,
        },
    )
    unsound = [
        await bulk.patch("/api/projects/bulk", json=body)
        for body in (
            {"rate_micros": -1},
            {"annotations_wanted": 6},
            {"gold_share": 2},
            {"gold_showings_max": 0},
            {"workforce": "everyone"},
            {"name": "other"},
        )
    ]

    read = (await bulk.get("/api/projects/bulk")).json()
    assert changed.json() == read
    assert (read["rate_micros"], read["annotations_max"]) == (50_000, 5)
    assert (read["gold_showings_max"], read["gold_worker_share"]) == (20, 0.25)
    assert {answer.status_code for answer in unsound} == {422}
    assert [one["name"] for one in (await bulk.get("/api/projects")).json()] == ["bulk"]
