"""Sending due callbacks: claimed, rendered, sent side by side, their ends noted together."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import aiosmtplib
import orjson
import prometheus_client

from goldwright.clock import now
from goldwright.db import Connection, Database, load
from goldwright.db.identity import Environment, runner
from goldwright.delivery.records import Callback, Renderer, Result, Secrets
from goldwright.delivery.rules import headers, mailbox, retry_seconds
from goldwright.errors import FetchFailedError
from goldwright.events import append
from goldwright.jobs.in_flight import InFlight
from goldwright.mail import Mailer
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings
from goldwright.task_types.contract import JsonObject

SQL = load(__package__ or "")
_AT_ONCE = 96
_AT_ONCE_PER_HOST = 16
_attempts = prometheus_client.Counter(
    "goldwright_callback_attempts", "Attempts at callbacks by how they ended", ["outcome"]
)


class Sender:
    """Sends due callbacks of every organisation: so many at once, so many of them to one host."""

    def __init__(
        self, db: Database, renderer: Renderer, outgoing: Outgoing, settings: Settings
    ) -> None:
        self._db = db
        self._renderer = renderer
        self._outgoing = outgoing
        self._mailer = Mailer(settings)
        self._timeout_seconds = settings.callback_timeout_seconds
        self._in_flight = InFlight(_AT_ONCE)
        self._per_host: Counter[str] = Counter()
        self._last_host = ""

    async def tick(self) -> int:
        """Start sending what is due and fits; how many were started."""
        if self._in_flight.room <= 0:
            return 0
        started = 0
        for (organisation_id, environment), ids in (await self._due()).items():
            started += await self._start(organisation_id, environment, ids)
        return started

    async def end(self) -> None:
        """Let what is under way finish, for a little while; the rest is sent again later."""
        await self._in_flight.end(patience_seconds=5)

    async def _due(self) -> dict[tuple[int, Environment], list[str]]:
        """Ids of due callbacks that there is room for, by whose they are; each host in its turn."""
        async with self._db.transaction(runner()) as conn:
            found = await conn.execute(
                SQL["due_callbacks"],
                {
                    "after": self._last_host,
                    "limit": _AT_ONCE_PER_HOST,
                    "limit_total": self._in_flight.room,
                },
            )
            rows = await found.fetchall()
        self._last_host = rows[-1]["host"] if rows else ""
        chosen: dict[tuple[int, Environment], list[str]] = defaultdict(list)
        taken = Counter(self._per_host)
        for row in rows:
            if taken[row["host"]] < _AT_ONCE_PER_HOST:
                taken[row["host"]] += 1
                chosen[row["organisation_id"], row["environment"]].append(row["id"])
        return chosen

    async def _start(self, organisation_id: int, environment: Environment, ids: list[str]) -> int:
        scope: dict[str, Any] = {  # key columns
            "organisation_id": organisation_id,
            "environment": environment,
        }
        async with self._db.transaction(runner(organisation_id, environment)) as conn:
            claimed = await conn.execute(
                SQL["claim_callbacks"],
                # Longer than an attempt can take, or two runners would make it at once.
                {**scope, "ids": ids, "visible_seconds": self._timeout_seconds + 30},
            )
            rows = await claimed.fetchall()
            if not rows:
                return 0
            callbacks = await self._render(conn, scope, rows)
            asked = await (await conn.execute(SQL["secrets"], scope)).fetchone()
        assert asked is not None, "a callback's organisation exists"
        secrets = Secrets(asked["callback_auth_key"], asked["webhook_secret"])
        hosts = Counter(row["host"] for row in rows)
        self._per_host += hosts
        self._in_flight.start(self._send_all(scope, callbacks, secrets, hosts), units=len(rows))
        return len(rows)

    async def _render(
        self,
        conn: Connection,
        scope: dict[str, Any],
        rows: Sequence[Mapping[str, Any]],  # rows
    ) -> list[Callback]:
        task_ids = [row["task_id"] for row in rows if row["kind"] == "task"]
        batch_ids = [row["batch_id"] for row in rows if row["kind"] == "batch"]
        tasks = await self._renderer.tasks(conn, task_ids, **scope)
        batches = await self._renderer.batches(conn, batch_ids, **scope)
        return [
            Callback(
                id=row["id"],
                kind=row["kind"],
                task_id=row["task_id"],
                batch_id=row["batch_id"],
                target=row["target"],
                attempt=row["attempts"],
                body=orjson.dumps(
                    _task_body(tasks[row["task_id"]])
                    if row["kind"] == "task"
                    else {"batch": batches[row["batch_id"]], "status": "completed"}
                ),
            )
            for row in rows
        ]

    async def _send_all(
        self,
        scope: dict[str, Any],  # key columns
        callbacks: Sequence[Callback],
        secrets: Secrets,
        hosts: Counter[str],
    ) -> None:
        waiting = {asyncio.create_task(self._send(one, secrets)) for one in callbacks}
        try:
            while waiting:
                # While one group is being noted the next one gathers, so that quick receivers cost
                # few transactions and a slow one holds up nobody.
                ended, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                await self._note(scope, [one.result() for one in ended])
        finally:
            for one in waiting:
                one.cancel()
            self._per_host -= hosts

    async def _send(self, callback: Callback, secrets: Secrets) -> Result:
        address = mailbox(callback.target)
        if address is not None:
            return await self._mail(callback, address)
        try:
            status_code = await self._outgoing.post(
                callback.target,
                body=callback.body,
                headers=headers(callback.id, callback.body, secrets=secrets, now=now()),
                seconds=self._timeout_seconds,
            )
        except FetchFailedError as error:
            return Result(callback, failure=error.message)
        failure = None if 200 <= status_code < 300 else f"The receiver answered {status_code}."  # noqa: PLR2004  2xx
        return Result(callback, status_code=status_code, failure=failure)

    async def _mail(self, callback: Callback, address: str) -> Result:
        if not self._mailer.is_ready:
            failure = "No mail server is set; set GOLDWRIGHT_SMTP_URL, then send it again."
            return Result(callback, failure=failure, is_final=True)
        try:
            await self._mailer.send(
                address,
                subject=f"{callback.kind.capitalize()} {callback.task_id or callback.batch_id}",
                body=callback.body.decode(),
                message_id=callback.id,
            )
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return Result(callback, failure=f"The mail could not be sent: {error}")
        return Result(callback, status_code=250)

    async def _note(self, scope: dict[str, Any], results: Sequence[Result]) -> None:  # key columns
        waits = [None if one.is_final else retry_seconds(one.callback.attempt) for one in results]
        states = [
            "delivered" if one.is_delivered else "dead" if wait is None else "pending"
            for one, wait in zip(results, waits, strict=True)
        ]
        async with self._db.transaction(
            runner(scope["organisation_id"], scope["environment"])
        ) as conn:
            ended = await conn.execute(
                SQL["end_attempts"],
                {
                    **scope,
                    "ids": [one.callback.id for one in results],
                    "attempts": [one.callback.attempt for one in results],
                    "states": states,
                    "status_codes": [one.status_code for one in results],
                    "failures": [one.failure and one.failure[:2000] for one in results],
                    "waits_seconds": waits,
                },
            )
            rows = [row for row in await ended.fetchall() if row["state"] != "pending"]
            await self._tell(conn, scope, rows)
        for state in states:
            _attempts.labels("failed" if state == "pending" else state).inc()

    async def _tell(
        self, conn: Connection, scope: dict[str, Any], rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Note on tasks, and for a dead callback as an event, what became of their callbacks."""
        told = sorted(
            {row["task_id"]: row["state"] == "delivered" for row in rows if row["task_id"]}.items()
        )
        if told:
            await conn.execute(
                SQL["tell_tasks"],
                {
                    **scope,
                    "task_ids": [one for one, _ in told],
                    "delivered": [is_ok for _, is_ok in told],
                },
            )
        for row in rows:
            if row["state"] == "dead":
                await append(
                    conn,
                    "callback.dead",
                    **scope,
                    task_id=row["task_id"],
                    batch_id=row["batch_id"],
                    details={"callback_id": row["id"]},
                )


def _task_body(task: JsonObject) -> JsonObject:
    return {
        "task_id": task["task_id"],
        "status": task["status"],
        "response": task.get("response"),
        "task": task,
    }
