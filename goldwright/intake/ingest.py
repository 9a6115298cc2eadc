"""Bulk ingest: one task a line in, one answer a line out, in memory that does not grow.

A chunk of lines is one statement and is committed before its lines are answered. While the database
stores two chunks the next is read and checked. Every line carries a `unique_id`, so whoever loses
the connection sends the same lines again: those stored already answer with the id they have.
"""

from asyncio import Task, create_task, gather, to_thread
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import cast

import orjson
from psycopg.errors import DeadlockDetected

from goldwright.api.bodies import parse_json
from goldwright.db import Connection, Database
from goldwright.db.identity import Identity
from goldwright.errors import GoldwrightError, InvalidInputError, TooLargeError
from goldwright.intake.records import Address, Destination, NewTask
from goldwright.intake.rules import invalid, read_address, read_task
from goldwright.intake.tasks import Stored, find_lacking, store_tasks
from goldwright.task_types.contract import JsonObject, TaskType

CHUNK_LINES = 500
"""Checking this many takes about ten milliseconds, in which the server answers nobody else."""
CHUNK_BYTES = 4_000_000
_BYTES_AT_ONCE = 1_000_000
CHUNKS_STORED_AT_ONCE = 2
"""One would leave a core idle; tasks are queued in the order of their lines to within these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingest:
    """Where the lines of one stream go."""

    db: Database
    identity: Identity
    task_type: TaskType
    destination: Destination
    address: Address
    line_bytes_max: int
    keeps_attachments: bool


@dataclass(slots=True)
class _Chunk:
    """Lines that passed their check, and answers for those that did not."""

    numbers: list[int] = field(default_factory=list[int])
    tasks: list[NewTask] = field(default_factory=list[NewTask])
    answers: list[bytes] = field(default_factory=list[bytes])


async def ingest(to: Ingest, body: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """Answers as NDJSON, a chunk at a time, the refused lines of a chunk last.

    `{"unique_id", "task_id", "status"}`, or `{"line", "error", "faults"}` for what is refused.
    """
    storing: deque[Task[bytes]] = deque()
    try:
        async with aclosing(_chunks(body, line_bytes_max=to.line_bytes_max)) as chunks:
            async for number, lines in chunks:
                # A chunk of ordinary lines takes no longer than changing threads for it.
                is_large = sum(map(len, lines)) > _BYTES_AT_ONCE
                chunk = (
                    await to_thread(_check, to, number, lines)
                    if is_large
                    else _check(to, number, lines)
                )
                if not chunk.tasks and not chunk.answers:
                    continue
                if len(storing) == CHUNKS_STORED_AT_ONCE:
                    yield await storing.popleft()
                storing.append(create_task(_store(to, chunk)))
        while storing:
            yield await storing.popleft()
    except GoldwrightError as error:
        for one in await gather(*storing, return_exceptions=True):
            if isinstance(one, bytes):  # what was stored is told, whatever came before or after it
                yield one
        yield _answer({"error": error.message, "faults": []})
    finally:
        for one in storing:
            one.cancel()


async def _store(to: Ingest, chunk: _Chunk) -> bytes:
    if not chunk.tasks:
        return b"".join(chunk.answers)
    async with to.db.connection() as conn:
        lacking = await find_lacking(conn, to.identity, to.task_type, chunk.tasks)
        for place in sorted(lacking, reverse=True):
            chunk.answers.append(_refusal(chunk.numbers.pop(place), lacking[place]))
            del chunk.tasks[place]
        if not chunk.tasks:
            return b"".join(chunk.answers)
        stored = await _store_anyway(to, conn, chunk.tasks)
    return b"".join(
        [
            *(
                _told(task.unique_id or "", task_id, stored.taken)
                for task, task_id in zip(chunk.tasks, stored.ids, strict=True)
            ),
            *chunk.answers,
        ]
    )


async def _store_anyway(to: Ingest, conn: Connection, tasks: list[NewTask]) -> Stored:
    """Once more when two chunks met each other's ids in opposite order and this one gave way."""
    while True:
        try:
            return await store_tasks(
                conn,
                to.identity,
                to.task_type,
                to.destination,
                tasks,
                keeps_attachments=to.keeps_attachments,
            )
        except DeadlockDetected:
            continue


def _told(unique_id: str, task_id: str, taken: dict[str, str]) -> bytes:
    stored_id = taken.get(unique_id, task_id)
    status = "created" if stored_id == task_id else "existing"
    return _answer({"unique_id": unique_id, "task_id": stored_id, "status": status})


def _check(to: Ingest, number: int, lines: list[bytes]) -> _Chunk:
    """Read the lines, of which the first has that number; empty ones are passed over."""
    chunk = _Chunk()
    for place, line in enumerate(lines, start=number):
        if not line or line.isspace():
            continue
        try:
            task = _read(to, line)
        except GoldwrightError as error:
            chunk.answers.append(_refusal(place, error))
        else:
            chunk.numbers.append(place)
            chunk.tasks.append(task)
    return chunk


def _read(to: Ingest, line: bytes) -> NewTask:
    body = parse_json(line)
    if not isinstance(body, dict):
        raise InvalidInputError("The line should be a JSON object.")
    sent = cast("JsonObject", body)  # parsed JSON
    inherited = to.destination.inherited
    if "project" in sent or "batch" in sent or "project_version" in sent:
        inherited = _check_address(to, read_address(sent)).inherited
    task = read_task(
        to.task_type,
        sent,
        inherited=inherited,
        annotations_wanted=to.destination.annotations_wanted,
    )
    if task.unique_id is None:
        raise invalid("unique_id", "is required, so that a line sent twice makes one task")
    return task


def _check_address(to: Ingest, named: Address) -> Destination:
    """All lines of a stream go to one place; what a line says of it must agree."""
    if named.project not in {None, to.address.project}:
        raise invalid("project", f"differs from {to.address.project!r}, where this stream goes")
    if named.batch not in {None, to.address.batch}:
        raise invalid("batch", f"differs from {to.address.batch!r}, where this stream goes")
    if named.version not in {None, to.destination.version, to.address.version}:
        raise invalid("project_version", "differs from the stream's; send it as a query value")
    return to.destination


def _refusal(number: int, error: GoldwrightError) -> bytes:
    faults = [{"pointer": one.pointer, "message": one.message} for one in error.faults]
    return _answer({"line": number, "error": error.message, "faults": faults})


def _answer(content: object) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


async def _chunks(
    body: AsyncIterable[bytes], *, line_bytes_max: int
) -> AsyncGenerator[tuple[int, list[bytes]]]:
    """Runs of lines, each with the number of its first."""
    number = 1
    held: list[bytes] = []
    size = 0
    rest = b""
    async for piece in body:
        lines = (rest + piece).split(b"\n") if b"\n" in piece else [rest + piece]
        rest = lines.pop()
        if len(rest) > line_bytes_max:
            raise TooLargeError(f"A line is longer than {line_bytes_max} bytes; send less in one.")
        held += lines
        size += len(piece)
        ready = len(held) if size >= CHUNK_BYTES else len(held) - len(held) % CHUNK_LINES
        for start in range(0, ready, CHUNK_LINES):
            yield number + start, held[start : min(start + CHUNK_LINES, ready)]
        if ready:
            held, size, number = held[ready:], 0, number + ready
    if rest:
        held.append(rest)
    for start in range(0, len(held), CHUNK_LINES):
        yield number + start, held[start : start + CHUNK_LINES]
