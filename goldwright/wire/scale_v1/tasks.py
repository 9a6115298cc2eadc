"""Tasks: rows 1 to 3 and 5 to 11 of the contract; the audit has a file of its own."""

from collections.abc import Awaitable, Callable

from psycopg.rows import DictRow
from starlette.routing import Route

from goldwright.db import Connection
from goldwright.db.identity import Identity
from goldwright.errors import InvalidInputError
from goldwright.intake import tasks
from goldwright.intake.batches import complete_batch
from goldwright.intake.listing import TaskFilter, list_tasks
from goldwright.intake.rules import read_metadata, read_tags, read_unique_id
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject, TaskType
from goldwright.wire.scale_v1.attachments import attachment_links
from goldwright.wire.scale_v1.kit import Call, route
from goldwright.wire.scale_v1.links import result_links
from goldwright.wire.scale_v1.objects import STATUSES, TaskRenderer
from goldwright.wire.scale_v1.queries import Query

_OUR_STATUS = {theirs: ours for ours, theirs in STATUSES.items()}
_REVIEW_STATUSES = {"pending", "accepted", "fixed", "commented", "rejected"}


async def create(call: Call) -> JsonObject:
    """Row 1: a task; in test mode it is completed already."""
    task_type = find_type(call.name("task_id"))
    body = await call.object()
    return await _shown(call, await call.services.make_task(call.caller.identity, task_type, body))


async def get(call: Call) -> JsonObject:
    """Row 2: a task."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        row = await tasks.find_task(conn, identity, call.name("task_id"))
    return await _shown(call, row)


async def cancel(call: Call) -> JsonObject:
    """Row 3: stop the work; cancelling again changes nothing."""
    clears = call.query.flag("clear_unique_id")

    async def change(conn: Connection, identity: Identity, task_id: str) -> DictRow:
        return await tasks.cancel_task(conn, identity, task_id, clears_unique_id=clears)

    row = await _changed(call, change)
    if row["batch_id"] is not None:
        async with call.services.db.transaction(call.caller.identity) as conn:
            await complete_batch(conn, call.caller.identity, row["batch_id"])
    return await _shown(call, row)


async def set_unique_id(call: Call) -> JsonObject:
    """Row 5: give another unique_id."""
    unique_id = read_unique_id((await call.object()).get("unique_id"))

    async def change(conn: Connection, identity: Identity, task_id: str) -> DictRow:
        return await tasks.set_unique_id(conn, identity, task_id, unique_id)

    return await _shown(call, await _changed(call, change))


async def clear_unique_id(call: Call) -> JsonObject:
    """Row 6: take the unique_id away, if there is one."""

    async def change(conn: Connection, identity: Identity, task_id: str) -> DictRow:
        return await tasks.set_unique_id(conn, identity, task_id, None)

    return await _shown(call, await _changed(call, change))


async def set_metadata(call: Call) -> JsonObject:
    """Row 7: replace the metadata; the body is the metadata."""
    metadata = read_metadata(await call.object())

    async def change(conn: Connection, identity: Identity, task_id: str) -> DictRow:
        return await tasks.set_metadata(conn, identity, task_id, metadata)

    return await _shown(call, await _changed(call, change))


async def set_tags(call: Call) -> JsonObject:
    """Row 8: replace the tags."""
    return await _retag(call, lambda _, sent: sent)


async def add_tags(call: Call) -> JsonObject:
    """Row 9: add tags; those there already keep their place."""
    return await _retag(call, lambda present, sent: [*present, *sent])


async def delete_tags(call: Call) -> JsonObject:
    """Row 10: take tags away; the body of this DELETE lists them."""
    return await _retag(call, lambda present, sent: [tag for tag in present if tag not in sent])


async def list_page(call: Call) -> JsonObject:
    """Row 11: a page of tasks, newest first."""
    query = call.query
    limit = query.whole("limit", default=100, least=1, most=100)
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        page = await list_tasks(
            conn,
            identity,
            _filter(query),
            limit=limit,
            token=query.text("next_token"),
            offset=query.whole("offset", default=0, least=0, most=10_000_000),
        )
        downloads = (
            await attachment_links(call, conn, page.rows)
            if query.flag("include_attachment_url")
            else {}
        )
    render = TaskRenderer(await result_links(call.request))
    is_limited = query.flag("limited_response")
    shown: JsonObject = {
        "docs": [
            render.limited(row) if is_limited else {**render(row), **downloads.get(row["id"], {})}
            for row in page.rows
        ],
        "total": page.total,
        "limit": limit,
        "offset": page.offset,
        "has_more": page.has_more,
    }
    if page.next_token is not None:
        shown["next_token"] = page.next_token
    return shown


def find_type(name: str) -> TaskType:
    """The task type of that name."""
    task_type = registry().get(name)
    if task_type is None:
        raise InvalidInputError(
            f"There is no task type {name!r}; use one of {', '.join(registry())}."
        )
    return task_type


async def _shown(call: Call, row: DictRow) -> JsonObject:
    return TaskRenderer(await result_links(call.request))(row)


async def _changed(
    call: Call, change: Callable[[Connection, Identity, str], Awaitable[DictRow]]
) -> DictRow:
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return await change(conn, identity, call.name("task_id"))


async def _retag(call: Call, change: Callable[[list[str], list[str]], list[str]]) -> JsonObject:
    sent = read_tags(await call.array(), most=None)

    async def retag(conn: Connection, identity: Identity, task_id: str) -> DictRow:
        return await tasks.change_tags(
            conn, identity, task_id, lambda present: change(present, sent)
        )

    return await _shown(call, await _changed(call, retag))


def _filter(query: Query) -> TaskFilter:
    reviews = [
        one for text in query.texts("customer_review_status") for one in text.split(",") if one
    ]
    for one in reviews:
        if one not in _REVIEW_STATUSES:
            raise InvalidInputError(
                f"Parameter customer_review_status is {one!r};"
                f" give some of {', '.join(sorted(_REVIEW_STATUSES))}."
            )
    return TaskFilter(
        project=query.text("project"),
        batch=query.text("batch"),
        type=query.text("type"),
        status=query.choice("status", _OUR_STATUS),
        unique_ids=query.texts("unique_id"),
        tags=query.texts("tags"),
        review_statuses=reviews,
        created_from=query.moment("start_time"),
        created_until=query.moment("end_time"),
        updated_from=query.moment("updated_after"),
        updated_until=query.moment("updated_before"),
        completed_from=query.moment("completed_after"),
        completed_until=query.moment("completed_before"),
    )


routes: list[Route] = [
    # The official client uses one shape of path for a type (POST) and for an id (GET).
    route("POST", "/task/{task_id}", create, may_conflict=True),
    route("GET", "/task/{task_id}", get),
    route("GET", "/tasks", list_page),
    route("POST", "/task/{task_id}/cancel", cancel),
    route("POST", "/task/{task_id}/unique_id", set_unique_id, may_conflict=True),
    route("DELETE", "/task/{task_id}/unique_id", clear_unique_id),
    route("POST", "/task/{task_id}/setMetadata", set_metadata),
    route("POST", "/task/{task_id}/tags", set_tags),
    route("PUT", "/task/{task_id}/tags", add_tags),
    route("DELETE", "/task/{task_id}/tags", delete_tags),
]
