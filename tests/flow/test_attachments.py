"""What a task points at is fetched and kept; what cannot be fetched makes the task an error."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from goldwright.db import Database
from goldwright.intake.files.jobs import Fetcher
from goldwright.intake.files.rules import ATTEMPTS_MAX
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings
from goldwright.storage import Storage
from tests.support.factories import Organisation, make_organisation, make_project, make_task, opened
from tests.support.receiver import Answer, Receiver, receiving

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)


class Desk:
    """One organisation whose tasks point at a receiver."""

    def __init__(
        self, db: Database, jobs_db: Database, organisation: Organisation, data: Path
    ) -> None:
        self.db = db
        self.jobs_db = jobs_db
        self.organisation = organisation
        self.data = data

    async def rows(self, query: str, *values: object) -> list[dict[str, object]]:
        async with self.db.transaction(self.organisation.identity()) as conn:
            return await (await conn.execute(query, values)).fetchall()

    async def task(self, *urls: str) -> str:
        project = await make_project(self.db, self.organisation)
        task_id = await make_task(self.db, self.organisation, project)
        await self.rows(
            "UPDATE task SET unique_id = 'mine', clears_unique_id_on_error = true"
            " WHERE id = %s RETURNING id",
            task_id,
        )
        for position, url in enumerate(urls):
            await self.rows(
                "INSERT INTO attachment (organisation_id, environment, task_id, position, url)"
                " VALUES (%s, 'live', %s, %s, %s) RETURNING position",
                self.organisation.id,
                task_id,
                position,
                url,
            )
        return task_id

    async def one(self, query: str, task_id: str) -> dict[str, object]:
        (row,) = await self.rows(query, task_id)
        return row

    @asynccontextmanager
    async def fetcher(self, **settings: object) -> AsyncGenerator[Fetcher]:
        chosen = Settings(**({"allow_private_addresses": True, "data": self.data} | settings))
        async with Outgoing(chosen) as outgoing:
            yield Fetcher(self.jobs_db, Storage.open(chosen), outgoing, chosen)

    async def fetch(self, **settings: object) -> None:
        async with self.fetcher(**settings) as fetcher:
            await fetcher.tick()
            await fetcher.end()


@pytest.fixture
async def desk(fresh_database_url: str, tmp_path: Path) -> AsyncGenerator[Desk]:
    async with (
        opened(fresh_database_url) as db,
        Database(fresh_database_url, role="goldwright_runner", size=4) as jobs_db,
    ):
        yield Desk(db, jobs_db, await make_organisation(db), tmp_path)


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    async with receiving() as found:
        yield found


async def test_attachment_is_kept_under_the_type_its_bytes_have(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answer = lambda _: Answer(body=PNG, headers={"Content-Type": "text/html"})
    task_id = await desk.task(f"{receiver.address}/kitten.png")

    await desk.fetch()

    kept = await desk.one("SELECT * FROM attachment WHERE task_id = %s", task_id)
    assert (kept["status"], kept["mime_type"], kept["size_bytes"]) == ("fetched", "image/png", 56)
    assert (desk.data / "files" / str(kept["storage_key"])).read_bytes() == PNG


async def test_forbidden_attachment_makes_the_task_an_error_that_names_it(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answer = lambda one: Answer(403 if one.path == "/gone" else 200, body=PNG)
    task_id = await desk.task(f"{receiver.address}/here", f"{receiver.address}/gone")

    await desk.fetch()

    task = await desk.one("SELECT * FROM task WHERE id = %s", task_id)
    opening = await desk.one("SELECT slots_left FROM opening WHERE task_id = %s", task_id)
    told = await desk.one(
        "SELECT pending_for FROM event WHERE kind = 'task.error' AND task_id = %s", task_id
    )
    assert task["status"] == "error"
    assert task["response"] == {
        "error": "One or more attachments could not be downloaded.",
        "attachments": [{"statusCode": 403, "url": f"{receiver.address}/gone"}],
    }
    assert task["unique_id"] is None
    assert opening["slots_left"] == 0
    assert told["pending_for"] == "delivery"


async def test_passing_failure_is_tried_again_and_the_last_one_is_an_error(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answer = lambda _: Answer(503)
    task_id = await desk.task(f"{receiver.address}/busy")

    await desk.fetch()
    first = await desk.one("SELECT status FROM task WHERE id = %s", task_id)
    await desk.rows(
        "UPDATE attachment SET attempts = %s, next_attempt_at = now()"
        " WHERE task_id = %s RETURNING url",
        ATTEMPTS_MAX - 1,
        task_id,
    )
    await desk.fetch()

    last = await desk.one("SELECT status, response FROM task WHERE id = %s", task_id)
    assert first["status"] == "pending"
    assert last["status"] == "error"
    assert last["response"]["attachments"][0]["statusCode"] == 503


async def test_private_attachment_is_refused(desk: Desk, receiver: Receiver) -> None:
    task_id = await desk.task(f"{receiver.address}/secret")

    await desk.fetch(allow_private_addresses=False)

    assert receiver.received == []
    task = await desk.one("SELECT status FROM task WHERE id = %s", task_id)
    assert task["status"] == "error"


async def test_redirect_to_a_private_address_is_refused(
    desk: Desk, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.answer = lambda _: Answer(302, headers={"Location": "http://169.254.169.254/latest"})
    task_id = await desk.task(f"{receiver.address}/moved")
    # The receiver stands for a public machine, which it cannot be on loopback.
    monkeypatch.setattr("goldwright.outgoing.is_public", lambda one: str(one) == "127.0.0.1")

    await desk.fetch(allow_private_addresses=False)

    kept = await desk.one("SELECT failure FROM attachment WHERE task_id = %s", task_id)
    assert len(receiver.received) == 1
    assert "169.254.169.254, which is not a public address" in str(kept["failure"])


async def test_too_large_attachment_is_an_error_and_leaves_no_file(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answer = lambda _: Answer(body=PNG * 100)
    task_id = await desk.task(f"{receiver.address}/large.png")

    await desk.fetch(file_bytes_max=1000)

    kept = await desk.one("SELECT status, status_code FROM attachment WHERE task_id = %s", task_id)
    assert kept == {"status": "failed", "status_code": 413}
    assert [one for one in (desk.data / "files").rglob("*") if one.is_file()] == []


async def test_cancelled_task_needs_no_copy(desk: Desk, receiver: Receiver) -> None:
    task_id = await desk.task(f"{receiver.address}/late")
    await desk.rows("UPDATE task SET status = 'cancelled' WHERE id = %s RETURNING id", task_id)

    await desk.fetch()

    assert receiver.received == []
    kept = await desk.one("SELECT status FROM attachment WHERE task_id = %s", task_id)
    assert kept["status"] == "skipped"
