"""Fetching what tasks point at.

The rows of `attachment` are the queue: a row is claimed for a while, and whoever claimed it and was
killed leaves it to be claimed again.
"""

from dataclasses import dataclass
from typing import Any

from goldwright.db import Connection, Database, load
from goldwright.db.identity import Environment, runner
from goldwright.errors import FetchFailedError, StorageUnavailableError, TooLargeError
from goldwright.events import append
from goldwright.intake.files.actions import find_files, stream_in
from goldwright.intake.files.rules import (
    ATTEMPTS_MAX,
    is_file_address,
    read_file_address,
    wait_seconds,
)
from goldwright.jobs.in_flight import InFlight
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings
from goldwright.storage import Storage, storage_key

SQL = load(__package__ or "")
_AT_ONCE = 24
_VISIBLE_SECONDS = 600
# What is told as `statusCode` when the other side gave none.
_REFUSED, _TOO_LARGE, _SILENT = 400, 413, 504


@dataclass(frozen=True, slots=True)
class _Claim:
    organisation_id: int
    environment: Environment
    task_id: str
    position: int
    url: str
    attempts: int


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How an attempt ended; with a failure and not lasting, it is tried again."""

    mime_type: str | None = None
    size_bytes: int | None = None
    storage_key: str | None = None
    failure: str | None = None
    status_code: int | None = None
    is_lasting: bool = False


class Fetcher:
    """Fetches due attachments of every organisation, so many at once."""

    def __init__(
        self, db: Database, storage: Storage, outgoing: Outgoing, settings: Settings
    ) -> None:
        self._db = db
        self._storage = storage
        self._outgoing = outgoing
        self._bytes_max = settings.file_bytes_max
        self._in_flight = InFlight(_AT_ONCE)

    async def tick(self) -> int:
        """Start fetching what is due and fits; how many were started."""
        if self._in_flight.room <= 0:
            return 0
        async with self._db.transaction(runner()) as conn:
            pairs = await (await conn.execute(SQL["pairs_with_attachments"])).fetchall()
        started = 0
        for pair in pairs:
            # Each organisation gets its share of the room, however much another one has waiting.
            share = max(1, self._in_flight.room // len(pairs))
            if self._in_flight.room <= 0:
                break
            for claim in await self._claim(pair["organisation_id"], pair["environment"], share):
                self._in_flight.start(self._fetch(claim), units=1)
                started += 1
        return started

    async def end(self) -> None:
        """Let what is under way finish, for a little while."""
        await self._in_flight.end(patience_seconds=5)

    async def _claim(
        self, organisation_id: int, environment: Environment, limit: int
    ) -> list[_Claim]:
        scope = {"organisation_id": organisation_id, "environment": environment}
        async with self._db.transaction(runner(organisation_id, environment)) as conn:
            rows = await (
                await conn.execute(
                    SQL["claim_attachments"],
                    {**scope, "limit": limit, "visible_seconds": _VISIBLE_SECONDS},
                )
            ).fetchall()
            wanted = [row for row in rows if _is_wanted(row, environment)]
            for row in rows:
                if row not in wanted:
                    await _end(conn, {**scope, **row}, _Outcome(), status="skipped")
        return [
            _Claim(
                organisation_id,
                environment,
                row["task_id"],
                row["position"],
                row["url"],
                row["attempts"],
            )
            for row in wanted
        ]

    async def _fetch(self, claim: _Claim) -> None:
        outcome = await self._attempt(claim)
        async with self._db.transaction(runner(claim.organisation_id, claim.environment)) as conn:
            await _record(conn, claim, outcome)

    async def _attempt(self, claim: _Claim) -> _Outcome:
        if is_file_address(claim.url):
            return await self._look_up(claim)
        key = storage_key(
            claim.organisation_id,
            claim.environment,
            "attachments",
            f"{claim.task_id}-{claim.position}",
        )
        try:
            async with self._outgoing.fetch(claim.url) as fetched:
                mime_type, stored = await stream_in(
                    self._storage,
                    key,
                    fetched.chunks,
                    file_name=fetched.file_name,
                    bytes_max=self._bytes_max,
                )
        except FetchFailedError as error:
            code = error.status_code or (_REFUSED if error.is_lasting else _SILENT)
            return _Outcome(failure=error.message, status_code=code, is_lasting=error.is_lasting)
        except TooLargeError as error:
            return _Outcome(failure=error.message, status_code=_TOO_LARGE, is_lasting=True)
        except StorageUnavailableError as error:
            return _Outcome(failure=error.message, status_code=_SILENT)
        return _Outcome(mime_type=mime_type, size_bytes=stored.size_bytes, storage_key=key)

    async def _look_up(self, claim: _Claim) -> _Outcome:
        """A file of ours needs no copy."""
        file_id = read_file_address(claim.url, organisation_id=claim.organisation_id)
        async with self._db.transaction(runner(claim.organisation_id, claim.environment)) as conn:
            found = await find_files(
                conn,
                [file_id or ""],
                organisation_id=claim.organisation_id,
                environment=claim.environment,
            )
        if file_id not in found:
            return _Outcome(failure="There is no such file.", status_code=404, is_lasting=True)
        file = found[file_id]
        return _Outcome(
            mime_type=file.mime_type, size_bytes=file.size_bytes, storage_key=file.storage_key
        )


def _is_wanted(row: dict[str, Any], environment: Environment) -> bool:  # a row
    # Test tasks are answered at once and need no copy; what was given up needs none any more.
    return environment == "live" and row["task_status"] in {"pending", "completed"}


async def _record(conn: Connection, claim: _Claim, outcome: _Outcome) -> None:
    scope = {
        "organisation_id": claim.organisation_id,
        "environment": claim.environment,
        "task_id": claim.task_id,
    }
    place = {**scope, "position": claim.position}
    if outcome.failure is None:
        await _end(conn, place, outcome, status="fetched")
    elif outcome.is_lasting or claim.attempts >= ATTEMPTS_MAX:
        await _end(conn, place, outcome, status="failed")
        await _fail_task(conn, scope)
    else:
        await conn.execute(
            SQL["delay_attachment"],
            {
                **place,
                "status_code": outcome.status_code,
                "failure": outcome.failure,
                "wait_seconds": wait_seconds(claim.attempts),
            },
        )


async def _end(
    conn: Connection,
    place: dict[str, Any],
    outcome: _Outcome,
    *,
    status: str,  # key columns
) -> None:
    await conn.execute(
        SQL["end_attachment"],
        {
            **place,
            "status": status,
            "status_code": outcome.status_code,
            "failure": outcome.failure,
            "mime_type": outcome.mime_type,
            "size_bytes": outcome.size_bytes,
            "storage_key": outcome.storage_key,
        },
    )


async def _fail_task(conn: Connection, scope: dict[str, Any]) -> None:  # key columns
    failed = await (await conn.execute(SQL["fail_task"], scope)).fetchone()
    if failed is None:
        return
    await conn.execute(SQL["close_openings"], scope)
    await append(
        conn,
        "task.error",
        **scope,
        project_id=failed["project_id"],
        batch_id=failed["batch_id"],
        pending_for="delivery" if failed["purpose"] == "work" else None,
    )
