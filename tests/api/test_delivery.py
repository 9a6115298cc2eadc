"""`/api/callbacks` and `/api/projects/{name}/export`."""

import csv
import io
from datetime import datetime

import httpx
import orjson
import pytest
from pyarrow import parquet

from goldwright.db import Database
from goldwright.db.identity import runner
from goldwright.ids import new_id
from tests.support.factories import (
    Organisation,
    basic,
    make_organisation,
    make_project,
    make_task,
    make_worker,
)

AWKWARD = 'quote " backslash \\ newline \n tab \t comma , ü 漢 \u2028'


@pytest.fixture
async def project(db: Database, organisation: Organisation) -> str:
    """The name of a project with five tasks, three of them completed."""
    project_id = await make_project(db, organisation, name="a b/c")
    tasks = [
        await make_task(
            db,
            organisation,
            project_id,
            params={"attachment": AWKWARD, "categories": ["cat", "dog"], "number": number},
        )
        for number in range(5)
    ]
    async with db.transaction(organisation.identity()) as conn:
        await conn.execute(
            "UPDATE task SET unique_id = '', tags = '{a,\"b c\"}' WHERE id = %s", (tasks[0],)
        )
        for task_id in tasks[:3]:
            await conn.execute(
                "SELECT complete_tasks(%s, 'live', ARRAY[%s],"
                " ARRAY['{\"category\": \"cat\"}'::jsonb], '{0.75}')",
                (organisation.id, task_id),
            )
    return "a b/c"


async def export(
    client: httpx.AsyncClient, organisation: Organisation, project: str, **query: str
) -> httpx.Response:
    name = project.replace("/", "%2F").replace(" ", "%20")
    return await client.get(
        f"/api/projects/{name}/export", params=query, auth=basic(organisation.live_key)
    )


async def test_json_lines_hold_every_task_unchanged(
    client: httpx.AsyncClient, organisation: Organisation, project: str
) -> None:
    answer = await export(client, organisation, project)

    tasks = [orjson.loads(line) for line in answer.content.splitlines() if line]
    assert answer.status_code == 200
    assert [one["params"]["number"] for one in tasks] == [0, 1, 2, 3, 4]
    assert {one["params"]["attachment"] for one in tasks} == {AWKWARD}
    assert [one["status"] for one in tasks] == ["completed"] * 3 + ["pending"] * 2
    assert tasks[0]["tags"] == ["a", "b c"]
    assert tasks[0]["unique_id"] == ""
    assert tasks[1]["unique_id"] is None


async def test_parquet_and_csv_say_the_same_as_json_lines(
    client: httpx.AsyncClient, organisation: Organisation, project: str
) -> None:
    lines = (await export(client, organisation, project)).content.splitlines()
    wanted = [orjson.loads(line) for line in lines if line]

    table = parquet.read_table(
        io.BytesIO((await export(client, organisation, project, format="parquet")).content)
    )
    text = (await export(client, organisation, project, format="csv")).text

    rows = table.to_pylist()
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    for one, row, line in zip(wanted, rows, read, strict=True):
        assert row["task_id"] == line["task_id"] == one["task_id"]
        assert orjson.loads(row["params"]) == orjson.loads(line["params"]) == one["params"]
        assert (row["response"] and orjson.loads(row["response"])) == one["response"]
        assert row["confidence"] == one["confidence"]
        assert row["unique_id"] == one["unique_id"]
        assert row["created_at"] == datetime.fromisoformat(one["created_at"])


async def test_empty_project_is_an_empty_export(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    await make_project(db, organisation, name="empty")

    answers = {
        name: await export(client, organisation, "empty", format=name)
        for name in ("jsonl", "csv", "parquet")
    }

    assert answers["jsonl"].content == b""
    assert len(answers["csv"].text.splitlines()) == 1
    assert parquet.read_table(io.BytesIO(answers["parquet"].content)).num_rows == 0


async def test_receipts_sum_to_what_the_ledger_says(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    paid = await _annotated(db, organisation)

    answer = await export(client, organisation, paid, receipts="true")
    table = await export(client, organisation, paid, receipts="true", format="csv")

    (receipt,) = [orjson.loads(line) for line in answer.content.splitlines()]
    assert receipt["pay_micros"] == 250_000
    assert receipt["currency"] == "USD"
    assert receipt["active_seconds"] == 12.5
    assert receipt["counted"] is True
    assert len(receipt["worker"]) == 64
    assert "wrk" not in receipt["worker"]
    assert receipt["reviews"] == []
    (row,) = csv.DictReader(io.StringIO(table.text))
    assert (row["counted"], row["prelabel_shown"], row["active_seconds"]) == (
        "true",
        "false",
        "12.5",
    )


async def test_unknown_project_and_format_are_told(
    client: httpx.AsyncClient, db: Database, organisation: Organisation, project: str
) -> None:
    other = await make_organisation(db)

    assert (await export(client, organisation, "missing")).status_code == 404
    assert (await export(client, other, project)).status_code == 404
    assert (await export(client, organisation, project, format="xml")).status_code == 422
    assert (await export(client, organisation, project, **{"as": "xml"})).status_code == 422


async def test_dead_callbacks_are_listed_and_sent_again(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    key = basic(organisation.live_key)
    async with db.transaction(organisation.identity()) as conn:
        for number, state in enumerate(("dead", "dead", "delivered")):
            await conn.execute(
                "INSERT INTO callback (organisation_id, environment, id, kind, event_kind, target,"
                " host, state, next_attempt_at, created_at) VALUES (%s, 'live', %s, 'task',"
                " 'task.completed', 'https://example.com', 'example.com', %s, now(), now())",
                (organisation.id, f"cbk_{number:024x}", state),
            )

    dead = (await client.get("/api/callbacks?state=dead", auth=key)).json()
    one = await client.post(f"/api/callbacks/cbk_{0:024x}/resend", auth=key)
    again = await client.post(f"/api/callbacks/cbk_{0:024x}/resend", auth=key)
    rest = await client.post("/api/callbacks/resend", auth=key)
    missing = await client.post(f"/api/callbacks/cbk_{9:024x}/resend", auth=key)
    page = (await client.get("/api/callbacks?limit=2", auth=key)).json()

    assert [row["id"][-1] for row in dead["callbacks"]] == ["1", "0"]
    assert one.json()["state"] == "pending"
    assert again.status_code == 409
    assert rest.json() == {"resent": 1}
    assert missing.status_code == 404
    assert [row["id"][-1] for row in page["callbacks"]] == ["2", "1"]
    assert page["next"] == page["callbacks"][-1]["id"]


async def _annotated(db: Database, organisation: Organisation) -> str:
    """The name of a project with one paid annotation."""
    project_id = await make_project(db, organisation, name="paid")
    task_id = await make_task(db, organisation, project_id)
    worker = await make_worker(db, organisation)
    assignment, annotation = new_id("asg"), new_id("ann")
    async with db.transaction(runner(organisation.id, "live")) as conn:
        await conn.execute(
            "INSERT INTO assignment (organisation_id, environment, id, task_id, project_id,"
            " worker_id, status, price_micros, currency, lease_seconds, leased_at,"
            " lease_expires_at) VALUES (%s, 'live', %s, %s, %s, %s, 'submitted', 250000,"
            " 'USD', 60, now(), now())",
            (organisation.id, assignment, task_id, project_id, worker.worker_id),
        )
        await conn.execute(
            "INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id,"
            " task_id, project_id, stage, purpose, worker_id, response, idempotency_key,"
            " active_seconds, paid_micros, currency, submitted_at) VALUES (%s, 'live', %s,"
            " true, %s, %s, %s, 'annotate', 'work', %s, '{\"category\": \"cat\"}', 'k', 12.5,"
            " 250000, 'USD', now())",
            (organisation.id, annotation, assignment, task_id, project_id, worker.worker_id),
        )
        await conn.execute(
            "SELECT accrue(%s, 'live', %s, %s, %s, 250000, 'USD')",
            (organisation.id, annotation, worker.worker_id, project_id),
        )
    return "paid"


async def counted(
    client: httpx.AsyncClient, organisation: Organisation, project: str, **query: str
) -> httpx.Response:
    name = project.replace("/", "%2F").replace(" ", "%20")
    return await client.get(
        f"/api/projects/{name}/export/count", params=query, auth=basic(organisation.live_key)
    )


async def test_export_holds_what_was_asked_for_and_its_count_says_how_much(
    client: httpx.AsyncClient, db: Database, organisation: Organisation, project: str
) -> None:
    async with db.transaction(organisation.identity()) as conn:
        found = await conn.execute("SELECT id FROM task ORDER BY id")
        ids = [row["id"] for row in await found.fetchall()]
        await conn.execute(
            "INSERT INTO batch (organisation_id, environment, id, project_id, name, status,"
            " created_at) SELECT organisation_id, environment, 'bat_1', id, 'monday',"
            " 'in_progress', now() FROM project WHERE name = 'a b/c'"
        )
        await conn.execute("UPDATE task SET batch_id = 'bat_1' WHERE id = ANY (%s)", (ids[2:],))
        await conn.execute("UPDATE task_count SET batch_id = 'bat_1' WHERE status = 'pending'")
        await conn.execute(
            "UPDATE task SET updated_at = '2020-01-01Z' WHERE id = ANY (%s)", (ids[1:],)
        )

    async def held(**query: str) -> list[int]:
        answer = await export(client, organisation, project, **query)
        return [ids.index(orjson.loads(line)["task_id"]) for line in answer.content.splitlines()]

    async def said(**query: str) -> int:
        return (await counted(client, organisation, project, **query)).json()["count"]

    assert await held() == [0, 1, 2, 3, 4]
    assert await said() == 5
    assert await held(batch="monday") == [2, 3, 4]
    assert await held(status="completed") == [0, 1, 2]
    assert await said(status="completed") == 3
    assert await held(batch="monday", status="pending") == [3, 4]
    assert await said(batch="monday", status="pending") == 2
    assert await held(since="2020-01-02T00:00:00") == [0]
    assert await said(since="2020-01-02T00:00:00") == 1
    assert await said(since="2020-01-01T00:00:00Z") == 5
    assert await said(**{"as": "csv"}) == 3
    assert await said(receipts="true") == 0


async def test_counting_receipts_counts_answers(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    project = await _annotated(db, organisation)

    counts = [
        (await counted(client, organisation, project, receipts="true", **more)).json()["count"]
        for more in ({}, {"status": "pending"}, {"status": "error"}, {"since": "2999-01-01"})
    ]

    assert counts == [1, 1, 0, 0]


async def test_what_does_not_go_together_is_told_with_its_place(
    client: httpx.AsyncClient, organisation: Organisation, project: str
) -> None:
    wrong = {
        "/format": [{"format": "json"}, {"as": "csv", "format": "parquet"}, {"format": "xml"}],
        "/as": [{"as": "coco"}, {"as": "csv", "receipts": "true"}],
        "/status": [{"as": "csv", "status": "pending"}, {"status": "done"}],
        "/since": [{"since": "yesterday"}],
        "/batch": [{"batch": "tuesday"}],
    }

    for pointer, queries in wrong.items():
        for query in queries:
            for ask in (export, counted):
                answer = await ask(client, organisation, project, **query)
                assert answer.status_code == 422, query
                assert pointer in answer.text, (query, answer.text)


async def test_rows_of_a_task_types_own_format_say_whose_they_are(
    client: httpx.AsyncClient, organisation: Organisation, project: str
) -> None:
    lines = (await export(client, organisation, project, **{"as": "csv"})).content.splitlines()
    text = (await export(client, organisation, project, **{"as": "csv"}, format="csv")).text
    tasks = (await export(client, organisation, project, status="completed")).content.splitlines()

    rows = [orjson.loads(line) for line in lines]
    assert [row["task_id"] for row in rows] == [orjson.loads(one)["task_id"] for one in tasks]
    assert [row["category"] for row in rows] == ["cat"] * 3
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["task_id"] for row in read] == [row["task_id"] for row in rows]
    assert text.splitlines()[0] == "task_id,unique_id,category"


async def test_coco_comes_as_one_file_that_joins_images_and_categories(
    client: httpx.AsyncClient, db: Database, organisation: Organisation
) -> None:
    project_id = await make_project(db, organisation, name="streets", task_type="imageannotation")
    box = {"type": "box", "uuid": "a", "left": 1, "top": 2, "width": 3, "height": 4}
    answers = [
        [box | {"label": "car"}, box | {"label": "bus", "uuid": "b"}],
        [],
        [box | {"label": "car"}],
    ]
    for number, annotations in enumerate(answers):
        task_id = await make_task(
            db,
            organisation,
            project_id,
            task_type="imageannotation",
            params={
                "attachment": f"https://example.com/{number}.jpg?signed",
                "geometries": {"box": {"objects_to_annotate": ["car", "bus"]}},
            },
        )
        async with db.transaction(organisation.identity()) as conn:
            await conn.execute(
                "SELECT complete_tasks(%s, 'live', ARRAY[%s], ARRAY[%s]::jsonb[], '{0.75}')",
                (organisation.id, task_id, orjson.dumps({"annotations": annotations}).decode()),
            )

    answer = await export(client, organisation, "streets", **{"as": "coco"}, format="json")

    coco = answer.json()
    assert answer.headers["content-type"] == "application/json"
    names = {one["id"]: one["name"] for one in coco["categories"]}
    files = {one["id"]: one["file_name"] for one in coco["images"]}
    assert sorted(files.values()) == ["0.jpg", "1.jpg", "2.jpg"]
    assert [(files[one["image_id"]], names[one["category_id"]]) for one in coco["annotations"]] == [
        ("0.jpg", "car"),
        ("0.jpg", "bus"),
        ("2.jpg", "car"),
    ]
    assert [one["id"] for one in coco["annotations"]] == [1, 2, 3]
    shown = (await client.get("/api/task-types/imageannotation/export-formats")).json()
    assert [(one["name"], one["formats"]) for one in shown if one["name"] == "coco"] == [
        ("coco", ["json", "jsonl", "csv"])
    ]
