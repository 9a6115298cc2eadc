"""What customers do with tasks: create, read, cancel, rename, tag.

The row of a task is its table's with `project_name` and `batch_name`, as `find_tasks` selects it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import NamedTuple

import orjson
from psycopg.errors import UniqueViolation
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from goldwright.api.checking import checked
from goldwright.clock import from_milliseconds, milliseconds
from goldwright.db import Connection, load
from goldwright.db.identity import Identity, act_as
from goldwright.errors import (
    DuplicateKeyError,
    IllegalMoveError,
    NotEnabledError,
    NotFoundError,
    ParamsInvalidError,
)
from goldwright.ids import TaskId, new_task_ids
from goldwright.intake.records import Address, Destination, NewTask
from goldwright.intake.rules import (
    NO_INHERITANCE,
    STANDARD_URGENCY,
    bad,
    invalid,
    read_address,
    read_tags,
    read_task,
)
from goldwright.task_types.contract import Json, JsonObject, TaskType

SQL = load(__package__ or "")
NO_TASK = "Task with that ID not found."
"""The words customers know for it."""

SCALEDATA = "scaledata://"


class StoredOne(NamedTuple):
    """A task that is stored; with its response in the test environment."""

    id: TaskId
    created_at: datetime
    response: JsonObject | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of tasks: their ids in order, and for each `unique_id` that existed its task."""

    ids: list[TaskId]
    created_at: datetime
    responses: list[JsonObject | None]
    unique_ids: list[str | None]
    taken: dict[str, str] = field(default_factory=dict[str, str])

    def one(self, place: int) -> StoredOne:
        """What became of one of them; DuplicateKeyError where its `unique_id` is another's."""
        taken = self.taken.get(self.unique_ids[place] or "", self.ids[place])
        if taken != self.ids[place]:
            raise DuplicateKeyError("A task with that unique_id already exists.")
        return StoredOne(self.ids[place], self.created_at, self.responses[place])


async def create_task(
    conn: Connection,
    identity: Identity,
    task_type: TaskType,
    body: JsonObject,
    *,
    keeps_attachments: bool = False,
    purpose: str = "work",
) -> DictRow:
    """The row of a new task, inside the caller's transaction; `TaskMaker` makes those of many.

    Raises DuplicateKeyError when the `unique_id` is taken. `keeps_attachments` leaves word that
    what the task points at is to be fetched.
    """
    address = read_address(body)
    context = await look_up(conn, identity, task_type, address)
    task = await checked(partial(read_new_task, task_type, body, context), body)
    destination = settle_destination(context, address, task_type, purpose=purpose)
    faults = await find_lacking(conn, identity, task_type, [task])
    if faults:
        raise faults[0]
    stored = await store_tasks(
        conn,
        identity,
        task_type,
        destination,
        [task],
        keeps_attachments=keeps_attachments,
        purpose=purpose,
    )
    return new_row(identity, task_type, destination, task, stored.one(0))


def read_new_task(task_type: TaskType, body: JsonObject, context: DictRow) -> NewTask:
    """A task as sent, checked, with what it inherits."""
    return read_task(
        task_type,
        body,
        inherited=context["inherited"] or {},
        annotations_wanted=context["annotations_wanted"] or 1,
    )


async def look_up(
    conn: Connection, identity: Identity, task_type: TaskType, address: Address
) -> DictRow:
    """What the database knows of the address; NotEnabledError where the type is switched off.

    A version that does not exist is told before what tasks then lack, for want of inheriting it.
    """
    found = await (
        await conn.execute(
            SQL["intake_context"],
            {
                **scope(identity),
                "user_id": identity.user_id,
                "type": task_type.name,
                "project": address.project,
                "batch": address.batch,
                "version": address.version,
            },
        )
    ).fetchone()
    assert found is not None
    if found["is_disabled"]:
        raise NotEnabledError("This task type is not enabled for your account.")
    wanted = address.version
    if wanted not in {None, NO_INHERITANCE, found["version"]} and found["project_name"]:
        bad("project_version", f"{wanted} does not exist")
    return found


def settle_destination(
    context: DictRow, address: Address, task_type: TaskType, *, purpose: str = "work"
) -> Destination:
    """Where the tasks go, once project, batch and version are known to exist and to agree."""
    if address.project is not None and context["project_id"] is None:
        raise NotFoundError(f"Project {address.project!r} not found; create it first.")
    if address.batch is not None and context["batch_id"] is None:
        raise NotFoundError(f"Batch {address.batch!r} not found; create it first.")
    if address.batch is not None and context["batch_project_id"] != context["project_id"]:
        bad("batch", f"{address.batch!r} is not a batch of project {address.project!r}")
    if context["task_type"] != task_type.name:
        bad("project", f"takes tasks of type {context['task_type']}, not {task_type.name}")
    # Tasks with a known answer belong to the project whatever its batches do.
    if context["is_rapid"] and address.batch is None and purpose == "work":
        bad("batch", "is required in this project")
    return Destination(
        project_id=context["project_id"],
        project_name=context["project_name"],
        version=context["version"],
        inherited=context["inherited"] or {},
        annotations_wanted=context["annotations_wanted"],
        batch_id=context["batch_id"],
        batch_name=context["batch_name"],
    )


def names_others(task_type: TaskType, task: NewTask) -> bool:
    """Whether a task names files or tasks of the customer's, which have to exist."""
    return any(task.params.get(name) for name in task_type.builds_on) or any(
        link.startswith(SCALEDATA) for link in _links(task)
    )


async def find_lacking(
    conn: Connection, identity: Identity, task_type: TaskType, tasks: Sequence[NewTask]
) -> dict[int, ParamsInvalidError]:
    """Which of the tasks name files, or tasks to build on, that this environment does not have."""
    files = {
        place: links
        for place, task in enumerate(tasks)
        if (links := [link for link in _links(task) if link.startswith(SCALEDATA)])
    }
    earlier = {
        (place, name): str(task_id)
        for place, task in enumerate(tasks)
        for name in task_type.builds_on
        if (task_id := task.params.get(name))
    }
    if not files and not earlier:
        return {}
    ids = {_last_part(link) for links in files.values() for link in links}
    async with conn.transaction():
        await act_as(conn, identity)
        found = await conn.execute(SQL["known_files"], {**scope(identity), "ids": list(ids)})
        known = {row["id"] for row in await found.fetchall()}
        done = {
            (row["id"], row["type"])
            for row in await find_tasks(conn, identity, list(earlier.values()))
            if row["status"] == "completed"
        }
    lacking: dict[int, ParamsInvalidError] = {}
    for place, links in files.items():
        for link in links:
            if _last_part(link) not in known:
                lacking[place] = invalid("attachment", f"{link} is not a file of yours")
    for (place, name), task_id in earlier.items():
        wanted = task_type.builds_on[name]
        if (task_id, wanted) not in done:
            sentence = f"{task_id[:100]!r} is not a completed {wanted} task of yours"
            lacking[place] = invalid(name, sentence)
    return lacking


async def store_tasks(
    conn: Connection,
    identity: Identity,
    task_type: TaskType,
    destination: Destination,
    tasks: Sequence[NewTask],
    *,
    keeps_attachments: bool,
    purpose: str = "work",
) -> Stored:
    """Commit the tasks; those whose `unique_id` exists are left out and named in `taken`."""
    moment = milliseconds()
    is_sample = identity.environment == "test" and purpose == "work"
    stored = Stored(
        ids=new_task_ids(len(tasks), at=moment),
        created_at=from_milliseconds(moment),
        responses=[_sample(task_type, task) if is_sample else None for task in tasks],
        unique_ids=[task.unique_id for task in tasks],
    )
    keeps = keeps_attachments and not is_sample
    found = await conn.execute(
        SQL["create_tasks"],
        {
            **scope(identity),
            "user_id": identity.user_id,
            "project_id": destination.project_id,
            "batch_id": destination.batch_id,
            "type": task_type.name,
            "purpose": purpose,
            "params_version": task_type.version,
            "created_at": stored.created_at,
            "ids": stored.ids,
            "unique_ids": stored.unique_ids,
            "params": [_json(task.params) for task in tasks],
            "project_version": destination.version,
            "instructions": [task.instruction for task in tasks],
            "annotations_wanted": [task.annotations_wanted for task in tasks],
            "priorities": [task.priority for task in tasks],
            "metadata": [_json(task.metadata) for task in tasks],
            "extras": [_extra(task, keeps_attachments=keeps) for task in tasks],
            "responses": [None if one is None else _json(one) for one in stored.responses],
        },
    )
    stored.taken.update({row["unique_id"]: row["id"] for row in await found.fetchall()})
    return stored


def _sample(task_type: TaskType, task: NewTask) -> JsonObject:
    """What test mode answers: where all answers are delivered, as many as were asked for."""
    one = task_type.sample(task.params)
    if not task_type.collects_all or task.annotations_wanted == 1:
        return one
    assert task_type.collect is not None
    return task_type.collect(task.params, [one] * task.annotations_wanted)


async def find_task(conn: Connection, identity: Identity, task_id: str) -> DictRow:
    """One task's row, in a transaction of `identity`."""
    rows = await find_tasks(conn, identity, [task_id])
    if not rows:
        raise NotFoundError(NO_TASK)
    return rows[0]


async def find_tasks(conn: Connection, identity: Identity, ids: Sequence[str]) -> list[DictRow]:
    """The rows of tasks that exist, in no order."""
    found = await conn.execute(SQL["find_tasks"], {**scope(identity), "ids": list(ids)})
    return await found.fetchall()


async def cancel_task(
    conn: Connection, identity: Identity, task_id: str, *, clears_unique_id: bool
) -> DictRow:
    """Stop the work on a task; twice does no harm. Call `complete_batch` after the commit."""
    found = await (
        await conn.execute(
            SQL["cancel_task"],
            {**scope(identity), "task_id": task_id, "clears": clears_unique_id},
        )
    ).fetchone()
    if found is None:
        raise NotFoundError(NO_TASK)
    if found["status"] not in {"pending", "cancelled"}:
        raise IllegalMoveError(
            f"Task {task_id} is {found['status']}; only pending tasks can be cancelled."
        )
    return await find_task(conn, identity, task_id)


async def set_unique_id(
    conn: Connection, identity: Identity, task_id: str, unique_id: str | None
) -> DictRow:
    """Give a task another `unique_id`, or none. Raises DuplicateKeyError when it is taken."""
    try:
        await _change(conn, identity, "set_unique_id", task_id, unique_id=unique_id)
    except UniqueViolation:
        raise DuplicateKeyError("A task with that unique_id already exists.") from None
    return await find_task(conn, identity, task_id)


async def set_metadata(
    conn: Connection, identity: Identity, task_id: str, metadata: JsonObject
) -> DictRow:
    """Replace a task's metadata."""
    await _change(conn, identity, "set_task_metadata", task_id, metadata=Jsonb(metadata))
    return await find_task(conn, identity, task_id)


async def change_tags(
    conn: Connection,
    identity: Identity,
    task_id: str,
    change: Callable[[list[str]], list[str]],
) -> DictRow:
    """Give a task the tags that `change` makes of those it has."""
    found = await (
        await conn.execute(SQL["lock_tags"], {**scope(identity), "task_id": task_id})
    ).fetchone()
    if found is None:
        raise NotFoundError(NO_TASK)
    tags = read_tags([*change(found["tags"])])
    await conn.execute(
        SQL["set_tags"], {**scope(identity), "task_id": task_id, "tags": tags or None}
    )
    return await find_task(conn, identity, task_id)


async def fetched_attachments(
    conn: Connection, identity: Identity, ids: Sequence[str]
) -> list[DictRow]:
    """Where the copies of what tasks point at are kept: task_id, storage_key, mime_type."""
    found = await conn.execute(SQL["fetched_attachments"], {**scope(identity), "ids": list(ids)})
    return await found.fetchall()


def scope(identity: Identity) -> dict[str, object]:
    """The two parameters that lead every customer table's key."""
    return {"organisation_id": identity.organisation_id, "environment": identity.environment}


async def _change(
    conn: Connection, identity: Identity, statement: str, task_id: str, **values: object
) -> None:
    changed = await conn.execute(SQL[statement], {**scope(identity), "task_id": task_id, **values})
    if await changed.fetchone() is None:
        raise NotFoundError(NO_TASK)


def _last_part(link: str) -> str:
    return link.rpartition("/")[2]


def _links(task: NewTask) -> list[str]:
    context = task.params.get("context_attachments")
    if not isinstance(context, list):
        return task.links
    return [*task.links, *(str(one["attachment"]) for one in context if isinstance(one, dict))]


def new_row(
    identity: Identity,
    task_type: TaskType,
    destination: Destination,
    task: NewTask,
    stored: StoredOne,
) -> DictRow:
    """What `find_tasks` would select, without asking again."""
    is_done = stored.response is not None
    return {
        **scope(identity),
        "id": stored.id,
        "project_id": destination.project_id,
        "project_name": destination.project_name,
        "batch_id": destination.batch_id,
        "batch_name": destination.batch_name,
        "type": task_type.name,
        "status": "completed" if is_done else "pending",
        "params": task.params,
        "params_version": task_type.version,
        "project_version": destination.version,
        "instruction": task.instruction,
        "annotations_wanted": task.annotations_wanted,
        "priority": task.priority,
        "urgency": task.urgency,
        "metadata": task.metadata,
        "unique_id": task.unique_id,
        "tags": task.tags,
        "callback_url": task.callback_url,
        "callback_succeeded": True if is_done else None,
        "is_started": False,
        "response": stored.response,
        "confidence": None,
        "review_status": None,
        "review_comments": None,
        "audits": None,
        "prior_responses": None,
        "created_at": stored.created_at,
        "updated_at": stored.created_at,
        "completed_at": stored.created_at if is_done else None,
    }


def _json(value: Json) -> str:
    return orjson.dumps(value).decode()


def _extra(task: NewTask, *, keeps_attachments: bool) -> str | None:
    """What few tasks have, as JSON; None for most."""
    extra: JsonObject = {}
    if task.callback_url is not None:
        extra["callback_url"] = task.callback_url
    if task.tags is not None:
        extra["tags"] = [*task.tags]
    if task.clears_unique_id_on_error:
        extra["clears_unique_id_on_error"] = True
    if task.urgency != STANDARD_URGENCY:
        extra["urgency"] = task.urgency
    if keeps_attachments and task.links:
        extra["attachments"] = [*task.links]
    return _json(extra) if extra else None
