"""Keeping files: the bytes first, then, in a transaction, the record that makes them a file."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from goldwright.clock import now
from goldwright.db import Connection, load
from goldwright.db.identity import Environment, Identity
from goldwright.errors import (
    DuplicateKeyError,
    Fault,
    InvalidInputError,
    NotFoundError,
    ParamsInvalidError,
)
from goldwright.ids import new_id
from goldwright.intake.files.links import sign
from goldwright.intake.files.rules import (
    HEAD_BYTES,
    is_file_address,
    read_file_address,
    sniff,
)
from goldwright.storage import Storage, Stored, storage_key
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject

SQL = load(__package__ or "")


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes in the store that are not yet anybody's file."""

    id: str
    storage_key: str
    mime_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What a customer says of a file."""

    project_name: str | None = None
    display_name: str | None = None
    reference_id: str | None = None
    metadata: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file of an organisation."""

    id: str
    reference_id: str | None
    display_name: str | None
    mime_type: str
    size_bytes: int
    storage_key: str
    project_names: tuple[str, ...]
    metadata: JsonObject
    created_at: datetime


async def keep(
    storage: Storage,
    chunks: AsyncIterator[bytes],
    *,
    organisation_id: int,
    environment: Environment,
    file_name: str,
    bytes_max: int,
) -> Kept:
    """Stream bytes into the store; TooLargeError above the limit, and then nothing is kept."""
    file_id = new_id("fil")
    key = storage_key(organisation_id, environment, "files", file_id)
    mime_type, stored = await stream_in(
        storage, key, chunks, file_name=file_name, bytes_max=bytes_max
    )
    if stored.size_bytes == 0:
        await storage.remove(key)
        raise InvalidInputError("The file is empty; send one that holds something.")
    return Kept(file_id, key, mime_type, stored.size_bytes, stored.sha256)


async def stream_in(
    storage: Storage, key: str, chunks: AsyncIterator[bytes], *, file_name: str, bytes_max: int
) -> tuple[str, Stored]:
    """Store a stream under a key; its media type by its first bytes, and what was stored."""
    head = bytearray()
    async for chunk in chunks:
        head += chunk
        if len(head) >= HEAD_BYTES:
            break
    mime_type = sniff(bytes(head[:HEAD_BYTES]), file_name=file_name)

    async def whole() -> AsyncIterator[bytes]:
        yield bytes(head)
        async for chunk in chunks:
            yield chunk

    stored = await storage.put(key, whole(), bytes_max=bytes_max, media_type=mime_type)
    return mime_type, stored


async def register(
    conn: Connection,
    kept: Kept,
    about: About,
    *,
    organisation_id: int,
    environment: Environment,
) -> File:
    """Make kept bytes a file; when it is refused, the caller takes the bytes away.

    DuplicateKeyError when the reference id is taken, NotFoundError when the project does not exist.
    """
    scope = {"organisation_id": organisation_id, "environment": environment}
    if about.project_name is not None:
        asked = await conn.execute(SQL["project_exists"], {**scope, "name": about.project_name})
        row = await asked.fetchone()
        if row is None or not row["is_there"]:
            raise NotFoundError(f"There is no project named {about.project_name!r}.")
    added = await conn.execute(
        SQL["add_file"],
        {
            **scope,
            "id": kept.id,
            "reference_id": about.reference_id,
            "display_name": about.display_name,
            "mime_type": kept.mime_type,
            "size_bytes": kept.size_bytes,
            "sha256": kept.sha256,
            "storage_key": kept.storage_key,
            "project_names": [about.project_name] if about.project_name is not None else [],
            "metadata": Jsonb(about.metadata or {}),
            "created_at": now(),
        },
    )
    row = await added.fetchone()
    if row is None:
        raise DuplicateKeyError(
            f"A file with the reference_id {about.reference_id!r} exists; choose another."
        )
    return _file(row)


async def register_once(
    conn: Connection,
    kept: Kept,
    about: About,
    *,
    organisation_id: int,
    environment: Environment,
) -> tuple[File, bool]:
    """The file of the reference id and whether it is new: the same bytes sent again make no other.

    DuplicateKeyError when the file of that reference id holds other bytes. Unless it is new, the
    caller takes the kept bytes away.
    """
    scope = {"organisation_id": organisation_id, "environment": environment}
    try:
        file = await register(
            conn, kept, about, organisation_id=organisation_id, environment=environment
        )
    except DuplicateKeyError:
        asked = await conn.execute(
            SQL["file_by_reference"], {**scope, "reference_id": about.reference_id}
        )
        row = await asked.fetchone()
        if row is None or row["sha256"] != kept.sha256:
            raise
        return _file(row), False
    return file, True


async def find_by_reference(
    conn: Connection, reference_id: str, *, organisation_id: int, environment: Environment
) -> File | None:
    """The file of a reference id, if there is one."""
    asked = await conn.execute(
        SQL["file_by_reference"],
        {
            "organisation_id": organisation_id,
            "environment": environment,
            "reference_id": reference_id,
        },
    )
    row = await asked.fetchone()
    return None if row is None else _file(row)


async def find_files(
    conn: Connection, ids: Sequence[str], *, organisation_id: int, environment: Environment
) -> dict[str, File]:
    """The files that exist among these ids, by id."""
    found = await conn.execute(
        SQL["files"],
        {"organisation_id": organisation_id, "environment": environment, "ids": list(ids)},
    )
    return {row["id"]: _file(row) for row in await found.fetchall()}


async def attachment_place(
    conn: Connection, identity: Identity, task: DictRow, *, url: str, secret: bytes
) -> str:
    """A signed link to our copy of what a task points at, else its own address."""
    found = await conn.execute(
        SQL["attachments"],
        {
            "organisation_id": identity.organisation_id,
            "environment": identity.environment,
            "task_ids": [task["id"]],
        },
    )
    for kept in await found.fetchall():
        if kept["url"] == url and kept["storage_key"] is not None:
            return sign(secret, kept["storage_key"], media_type=kept["mime_type"], now=now())
    is_named = url in registry()[task["type"]].attachments(task["params"])
    if not is_named or not url.startswith(("https://", "http://")):
        raise NotFoundError(f"Task {task['id']} has no attachment {url!r} to show.")
    return url


async def check_addresses(
    conn: Connection, urls: Sequence[str], *, organisation_id: int, environment: Environment
) -> None:
    """Refuse `scaledata://` addresses that name no file of this organisation and environment."""
    claimed = [url for url in urls if is_file_address(url)]
    if not claimed:
        return
    named = {url: read_file_address(url, organisation_id=organisation_id) for url in claimed}
    found = await find_files(
        conn,
        [one for one in named.values() if one is not None],
        organisation_id=organisation_id,
        environment=environment,
    )
    for url, file_id in named.items():
        if file_id not in found:
            sentence = f"{url} names no file of yours; upload it first."
            raise ParamsInvalidError(sentence, faults=[Fault("/attachment", sentence)])


def _file(row: dict[str, Any]) -> File:  # a row: the database holds the types
    return File(
        id=row["id"],
        reference_id=row["reference_id"],
        display_name=row["display_name"],
        mime_type=row["mime_type"],
        size_bytes=row["size_bytes"],
        storage_key=row["storage_key"],
        project_names=tuple(row["project_names"]),
        metadata=row["metadata"],
        created_at=row["created_at"],
    )
