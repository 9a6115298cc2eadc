"""What came of a task reaches its customer: once or more, under one id, or it is said why not."""

import asyncio
import base64
import hashlib
import hmac
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from goldwright.clock import now
from goldwright.db import Database
from goldwright.db.identity import Identity, runner
from goldwright.delivery import actions, jobs
from goldwright.delivery.rules import ATTEMPTS_MAX
from goldwright.delivery.sending import Sender
from goldwright.errors import IllegalMoveError
from goldwright.ids import new_id
from goldwright.jobs.outbox import drain
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings
from goldwright.wire.scale_v1.addresses import ResultLinks
from goldwright.wire.scale_v1.callbacks import CallbackRenderer
from tests.support.factories import Organisation, make_organisation, make_project, make_task, opened
from tests.support.receiver import Answer, Receiver, receiving


class Office:
    """One organisation, its receiver, and a runner that moves only when it is told."""

    def __init__(self, db: Database, jobs_db: Database, organisation: Organisation) -> None:
        self.db = db
        self.jobs_db = jobs_db
        self.organisation = organisation

    @property
    def identity(self) -> Identity:
        return runner(self.organisation.id, "live")

    async def rows(self, query: str, *values: object) -> list[dict[str, object]]:
        async with self.db.transaction(self.organisation.identity()) as conn:
            return await (await conn.execute(query, values)).fetchall()

    async def complete(self, task_id: str) -> None:
        async with self.jobs_db.transaction(self.identity) as conn:
            await conn.execute(
                "SELECT complete_tasks(%s, 'live', ARRAY[%s],"
                " ARRAY['{\"category\": \"cat\"}'::jsonb], '{0.9}')",
                (self.organisation.id, task_id),
            )

    async def finished_task(self, callback_url: str) -> str:
        project = await make_project(self.db, self.organisation)
        task_id = await make_task(self.db, self.organisation, project)
        await self.rows(
            "UPDATE task SET callback_url = %s WHERE id = %s RETURNING id", callback_url, task_id
        )
        await self.complete(task_id)
        return task_id

    async def callback_of(self, task_id: str) -> dict[str, object]:
        (row,) = await self.rows("SELECT * FROM callback WHERE task_id = %s", task_id)
        return row

    async def make_due(self, task_id: str, *, attempts: int | None = None) -> None:
        await self.rows(
            "UPDATE callback SET next_attempt_at = now() - interval '1 second',"
            " attempts = coalesce(%s, attempts) WHERE task_id = %s RETURNING id",
            attempts,
            task_id,
        )

    async def drain(self) -> None:
        while await drain(self.jobs_db, "delivery", jobs.handle):
            pass

    @asynccontextmanager
    async def sender(self, **settings: object) -> AsyncGenerator[Sender]:
        chosen = Settings(**({"allow_private_addresses": True} | settings))
        renderer = CallbackRenderer(ResultLinks(b"secret", "https://example.com"))
        async with Outgoing(chosen) as outgoing:
            sender = Sender(self.jobs_db, renderer, outgoing, chosen)
            try:
                yield sender
            finally:
                await sender.end()

    async def deliver(self, **settings: object) -> None:
        """Act on all events and make one attempt at every callback that is due."""
        await self.drain()
        async with self.sender(**settings) as sender:
            await sender.tick()


@pytest.fixture
async def office(fresh_database_url: str) -> AsyncGenerator[Office]:
    async with (
        opened(fresh_database_url) as db,
        Database(fresh_database_url, role="goldwright_runner", size=4) as jobs_db,
    ):
        yield Office(db, jobs_db, await make_organisation(db))


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    async with receiving() as found:
        yield found


async def test_completed_task_is_called_back_with_the_shared_secret(
    office: Office, receiver: Receiver
) -> None:
    task_id = await office.finished_task(f"{receiver.address}/done")

    await office.deliver()

    (received,) = receiver.received
    (secrets,) = await office.rows(
        "SELECT callback_auth_key FROM organisation WHERE id = %s", office.organisation.id
    )
    assert received.path == "/done"
    assert received.headers["scale-callback-auth"] == secrets["callback_auth_key"]
    assert received.json["task_id"] == task_id
    assert received.json["status"] == "completed"
    assert received.json["response"] == {"category": "cat"}
    assert received.json["task"]["task_id"] == task_id
    (task,) = await office.rows("SELECT callback_succeeded FROM task WHERE id = %s", task_id)
    assert task["callback_succeeded"] is True


async def test_signature_follows_standard_webhooks(office: Office, receiver: Receiver) -> None:
    task_id = await office.finished_task(receiver.address)

    await office.deliver()

    (received,) = receiver.received
    (row,) = await office.rows(
        "SELECT webhook_secret FROM organisation WHERE id = %s", office.organisation.id
    )
    key = base64.b64decode(row["webhook_secret"].removeprefix("whsec_"))
    message_id, moment = received.headers["webhook-id"], received.headers["webhook-timestamp"]
    signed = f"{message_id}.{moment}.".encode() + received.body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert received.headers["webhook-signature"] == f"v1,{expected}"
    assert message_id == (await office.callback_of(task_id))["id"]


async def test_failing_receiver_is_tried_again_under_the_same_id(
    office: Office, receiver: Receiver
) -> None:
    receiver.answer = lambda _: Answer(500 if len(receiver.received) == 1 else 204, b"")
    task_id = await office.finished_task(receiver.address)

    await office.deliver()
    waiting = await office.callback_of(task_id)
    await office.make_due(task_id)
    await office.deliver()

    first, second = receiver.received
    assert waiting["state"] == "pending"
    assert waiting["last_failure"] == "The receiver answered 500."
    assert 0 < (waiting["next_attempt_at"] - now()).total_seconds() < 10
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert (await office.callback_of(task_id))["state"] == "delivered"


async def test_last_failure_is_a_dead_letter_and_resending_delivers_it(
    office: Office, receiver: Receiver
) -> None:
    receiver.answer = lambda _: Answer(503)
    task_id = await office.finished_task(receiver.address)
    await office.drain()
    await office.make_due(task_id, attempts=ATTEMPTS_MAX - 1)

    await office.deliver()
    dead = await office.callback_of(task_id)
    (task,) = await office.rows("SELECT callback_succeeded FROM task WHERE id = %s", task_id)
    receiver.answer = lambda _: Answer(200)
    async with office.db.transaction(office.organisation.identity()) as conn:
        await actions.resend(conn, office.organisation.identity(), dead["id"])
    await office.deliver()

    assert dead["state"] == "dead"
    assert task["callback_succeeded"] is False
    assert receiver.received[-1].headers["webhook-id"] == dead["id"]
    assert (await office.callback_of(task_id))["state"] == "delivered"


async def test_callback_that_failed_and_waits_is_tried_at_once_when_asked(
    office: Office, receiver: Receiver
) -> None:
    receiver.answer = lambda _: Answer(500)
    task_id = await office.finished_task(receiver.address)
    await office.deliver()
    failed = await office.callback_of(task_id)
    receiver.answer = lambda _: Answer(200)

    await office.deliver()
    untouched = await office.callback_of(task_id)
    async with office.db.transaction(office.organisation.identity()) as conn:
        await actions.resend(conn, office.organisation.identity(), failed["id"])
    await office.deliver()

    assert (failed["state"], untouched["attempts"]) == ("pending", 1)
    delivered = await office.callback_of(task_id)
    assert (delivered["state"], delivered["attempts"]) == ("delivered", 2)


async def test_callback_that_is_still_tried_is_not_resent(
    office: Office, receiver: Receiver
) -> None:
    task_id = await office.finished_task(receiver.address)
    await office.drain()
    waiting = await office.callback_of(task_id)

    with pytest.raises(IllegalMoveError, match="being tried"):
        async with office.db.transaction(office.organisation.identity()) as conn:
            await actions.resend(conn, office.organisation.identity(), waiting["id"])


async def test_private_address_is_not_called(office: Office, receiver: Receiver) -> None:
    task_id = await office.finished_task(receiver.address)

    await office.deliver(allow_private_addresses=False)

    assert receiver.received == []
    assert "not a public address" in (await office.callback_of(task_id))["last_failure"]


async def test_target_that_is_no_address_holds_up_no_other_callback(
    office: Office, receiver: Receiver
) -> None:
    broken = await office.finished_task("http://[::1")
    sound = await office.finished_task(receiver.address)

    await office.deliver()

    assert "cannot be requested" in (await office.callback_of(broken))["last_failure"]
    assert (await office.callback_of(sound))["state"] == "delivered"


async def test_cookie_of_a_receiver_is_not_sent_back(office: Office, receiver: Receiver) -> None:
    receiver.answer = lambda _: Answer(headers={"Set-Cookie": "whose=theirs; Path=/"})
    async with office.sender() as sender:
        for count in (1, 2):
            await office.finished_task(receiver.address)
            await office.drain()
            while not await sender.tick():  # each host in its turn
                pass
            await receiver.until(count)

    _, second = receiver.received
    assert "cookie" not in second.headers


async def test_redirect_is_not_success_and_not_followed(office: Office, receiver: Receiver) -> None:
    receiver.answer = lambda _: Answer(302, headers={"Location": f"{receiver.address}/else"})
    task_id = await office.finished_task(f"{receiver.address}/first")

    await office.deliver()

    assert [one.path for one in receiver.received] == ["/first"]
    assert (await office.callback_of(task_id))["last_status_code"] == 302


async def test_mail_without_a_server_is_dead_and_says_what_to_set(office: Office) -> None:
    task_id = await office.finished_task("ops@example.com")

    await office.deliver()

    callback = await office.callback_of(task_id)
    assert callback["state"] == "dead"
    assert "GOLDWRIGHT_SMTP_URL" in callback["last_failure"]


async def test_slow_receiver_does_not_hold_up_another(office: Office, receiver: Receiver) -> None:
    async with receiving() as slow:
        slow.answer = lambda _: Answer(seconds=30)
        for _ in range(40):
            await office.finished_task(slow.address)
        await office.finished_task(receiver.address)
        await office.drain()

        async with office.sender() as sender:
            for _ in range(3):
                await sender.tick()
            quick = await receiver.until(1, seconds=3)

            assert len(quick) == 1
            assert 0 < len(slow.received) <= 16


async def test_batch_completes_once_however_its_tasks_end(
    office: Office, receiver: Receiver
) -> None:
    batch_id = new_id("bat")
    project = await make_project(office.db, office.organisation)
    await office.rows(
        "INSERT INTO batch (organisation_id, environment, id, project_id, name, status, callback,"
        " created_at) VALUES (%s, 'live', %s, %s, 'b', 'in_progress', %s, now()) RETURNING id",
        office.organisation.id,
        batch_id,
        project,
        receiver.address,
    )
    tasks = [await make_task(office.db, office.organisation, project) for _ in range(12)]
    await office.rows(
        "UPDATE task SET batch_id = %s WHERE project_id = %s RETURNING id", batch_id, project
    )
    await office.rows(
        "INSERT INTO task_count SELECT organisation_id, environment, project_id, %s, status, tasks"
        " FROM task_count WHERE project_id = %s RETURNING tasks",
        batch_id,
        project,
    )

    async def end(task_id: str) -> None:
        await office.complete(task_id)
        await drain(office.jobs_db, "delivery", jobs.handle)

    await asyncio.gather(*(end(one) for one in tasks))
    await office.drain()
    await office.deliver()

    ended = await office.rows(
        "SELECT id FROM event WHERE kind = 'batch.completed' AND batch_id = %s", batch_id
    )
    (received,) = receiver.received
    assert len(ended) == 1
    assert received.json["status"] == "completed"
    assert received.json["batch"]["name"] == "b"


async def test_killed_runner_leaves_a_callback_to_be_delivered_under_the_same_id(
    office: Office, receiver: Receiver, fresh_database_url: str, tmp_path: Path
) -> None:
    receiver.answer = lambda _: Answer(seconds=30 if len(receiver.received) == 1 else 0)
    task_id = await office.finished_task(receiver.address)
    killed = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "goldwright.cli", "run-jobs"),
        *("--database-url", fresh_database_url, "--data", str(tmp_path)),
        env={"GOLDWRIGHT_ALLOW_PRIVATE_ADDRESSES": "true", "PATH": "/usr/bin:/bin"},
    )
    try:
        await receiver.until(1, seconds=60)
    finally:
        killed.kill()
        await killed.wait()
    claimed = await office.callback_of(task_id)
    await office.make_due(task_id)

    await office.deliver()

    first, second = receiver.received
    assert claimed["state"] == "pending"
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == claimed["id"]
    assert (await office.callback_of(task_id))["state"] == "delivered"
