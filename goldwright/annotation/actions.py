"""The verbs of annotation: submit, revise, keep a draft."""

import asyncio
import hashlib
from dataclasses import asdict
from functools import partial

import orjson
from psycopg.types.json import Jsonb

from goldwright.api.checking import checked
from goldwright.api.turns import Turn, Turns
from goldwright.db import Connection, Database, load
from goldwright.dispatch.actions import Wish, assignment_content
from goldwright.dispatch.held import take
from goldwright.errors import ConflictError, NotFoundError
from goldwright.task_types import registry
from goldwright.task_types.answer_rules import refuse_unsound
from goldwright.task_types.contract import JsonObject

SQL = load(__package__ or "")


async def check_response(
    db: Database, token: bytes, assignment_id: str, response: JsonObject
) -> None:
    """Refuse a response that its task type or its project's rules do not accept."""
    text = take(assignment_id)
    if text is None:
        async with db.connection() as conn:
            text = await assignment_content(conn, token, assignment_id)
    shown = orjson.loads(text)
    params, rules = shown["params"], shown["rules"]
    check = partial(refuse_unsound, registry()[shown["type"]], params, rules, response)
    if rules:  # a small answer may keep them busy for half a second
        await asyncio.to_thread(check)
    else:
        await checked(check, params, response)


async def submit(
    turns: Turns,
    token: bytes,
    assignment_id: str,
    *,
    response: JsonObject,
    key: str | None,
    active_seconds: float,
    wish: Wish | None,
    typing: dict[str, int] | None = None,
) -> tuple[str, list[str]]:
    """The kept annotation as JSON text; sent again with the same key or response, the same answer.

    Without a key the response itself is the key. With a wish, what `lease` answers to it is
    second: both happen, or neither.
    """
    sent = {
        "assignment_id": assignment_id,
        "response": response,
        "key": key or _digest(response),
        "active_seconds": active_seconds,
        **(typing or {}),
        **(asdict(wish) if wish else {}),
    }
    taken = await turns(SQL["submit"], Turn(token, sent))
    return taken["submitted"][0], taken.get("held", [])


async def revise(
    conn: Connection, token: bytes, assignment_id: str, *, response: JsonObject, key: str | None
) -> str:
    """The new version of an own annotation as JSON text, while its task is undecided."""
    row = await (
        await conn.execute(
            SQL["revise"],
            {
                "token": token,
                "assignment_id": assignment_id,
                "response": Jsonb(response),
                "key": key or _digest(response),
            },
        )
    ).fetchone()
    assert row is not None
    return str(row["shown"])


async def own_answer(conn: Connection, worker_id: str, assignment_id: str) -> dict[str, object]:
    """One's own current response to an assignment, and whether it may still be revised."""
    row = await (
        await conn.execute(
            SQL["own_answer"], {"worker_id": worker_id, "assignment_id": assignment_id}
        )
    ).fetchone()
    if row is None:
        raise NotFoundError(f"You have no submitted annotation for assignment {assignment_id}.")
    return row


async def read_draft(conn: Connection, worker_id: str, assignment_id: str) -> dict[str, object]:
    """Content, revision and time of the unsent work on an own assignment; revision 0 for none."""
    row = await (
        await conn.execute(
            SQL["read_draft"], {"worker_id": worker_id, "assignment_id": assignment_id}
        )
    ).fetchone()
    if row is None:
        raise NotFoundError(f"You have no assignment {assignment_id}.")
    return row


async def keep_draft(
    conn: Connection, worker_id: str, assignment_id: str, *, content: JsonObject, revision: int
) -> dict[str, object]:
    """The new revision and its time; `revision` is what the content was made on, 0 for the first.

    A draft is kept even when the lease has ended. Raises ConflictError when another window saved
    since.
    """
    row = await (
        await conn.execute(
            SQL["keep_draft"],
            {
                "worker_id": worker_id,
                "assignment_id": assignment_id,
                "content": Jsonb(content),
                "revision": revision,
            },
        )
    ).fetchone()
    if row is not None:
        return row
    stored = await read_draft(
        conn, worker_id, assignment_id
    )  # NotFoundError when the assignment is not theirs
    raise ConflictError(
        f"The draft is at revision {stored['revision']}, not {revision}; read it and merge."
    )


def _digest(response: JsonObject) -> str:
    return hashlib.sha256(orjson.dumps(response, option=orjson.OPT_SORT_KEYS)).hexdigest()
