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
                "SELECT complete_task(%s, 'live', %s, '{\"category\": \"cat\"}', 0.75)",
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
    answer = await export(client, organisation, await _annotated(db, organisation), receipts="true")

    (receipt,) = [orjson.loads(line) for line in answer.content.splitlines()]
    assert receipt["pay_micros"] == 250_000
    assert receipt["currency"] == "USD"
    assert receipt["active_seconds"] == 12.5
    assert receipt["counted"] is True
    assert len(receipt["worker"]) == 64
    assert "wrk" not in receipt["worker"]
    assert receipt["reviews"] == []


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
    async with db.transaction(runner(organisation.id, "live")) as conn:
        await conn.execute(
            "INSERT INTO assignment (organisation_id, environment, id, task_id, project_id,"
            " worker_id, status, price_micros, currency, lease_seconds, leased_at,"
            " lease_expires_at) VALUES (%s, 'live', 'asg_1', %s, %s, %s, 'submitted', 250000,"
            " 'USD', 60, now(), now())",
            (organisation.id, task_id, project_id, worker.worker_id),
        )
        await conn.execute(
            "INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id,"
            " task_id, project_id, stage, purpose, worker_id, response, idempotency_key,"
            " active_seconds, paid_micros, currency, submitted_at) VALUES (%s, 'live', 'ann_1',"
            " true, 'asg_1', %s, %s, 'annotate', 'work', %s, '{\"category\": \"cat\"}', 'k', 12.5,"
            " 250000, 'USD', now())",
            (organisation.id, task_id, project_id, worker.worker_id),
        )
        await conn.execute(
            "SELECT accrue(%s, 'live', 'ann_1', %s, %s, 250000, 'USD')",
            (organisation.id, worker.worker_id, project_id),
        )
    return "paid"
