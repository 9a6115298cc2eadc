"""Batches: rows 12 to 17 of the contract."""

from starlette.routing import Route

from goldwright.intake import batches
from goldwright.intake.rules import read_flag, read_metadata, read_name, read_target
from goldwright.task_types.contract import JsonObject
from goldwright.wire.scale_v1.kit import Call, route
from goldwright.wire.scale_v1.objects import STATUSES, show_batch

_OUR_STATUSES = {
    "staging": ["staging"],
    "in_progress": ["in_progress"],
    "completed": ["completed", "cancelled"],
}
"""The customers' word for a batch's status → ours; what they were never told of is over."""


async def create(call: Call) -> JsonObject:
    """Row 12: a batch; an empty callback means none."""
    body = await call.object()
    batch = batches.NewBatch(
        name=read_name(body.get("name"), "name"),
        project=read_name(body.get("project"), "project"),
        callback=read_target(body.get("callback"), "callback"),
        is_calibration=read_flag(body, "calibration_batch"),
        is_self_label=read_flag(body, "self_label_batch"),
        metadata=read_metadata(body.get("metadata")),
    )
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return show_batch(await batches.create_batch(conn, identity, batch))


async def list_page(call: Call) -> JsonObject:
    """Row 13: a page of batches, newest first."""
    query = call.query
    wanted = batches.BatchFilter(
        project=query.text("project"),
        statuses=query.choice("status", _OUR_STATUSES),
        created_from=query.moment("start_time"),
        created_until=query.moment("end_time"),
        completed_from=query.moment("completed_after"),
        completed_until=query.moment("completed_before"),
        is_unarchived_only=query.flag("exclude_archived"),
    )
    limit = query.whole("limit", default=100, least=1, most=100)
    offset = query.whole("offset", default=0, least=0, most=10_000_000)
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        page = await batches.list_batches(conn, identity, wanted, limit=limit, offset=offset)
    return {
        "docs": [show_batch(row) for row in page.rows],
        "totalDocs": page.total,
        "total": page.total,
        "limit": limit,
        "offset": offset,
        "has_more": page.has_more,
    }


async def get(call: Call) -> JsonObject:
    """Row 14: a batch."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return show_batch(await batches.find_batch(conn, identity, call.name("batch")))


async def get_status(call: Call) -> JsonObject:
    """Row 15: how many tasks are in each status; zeros are left out."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        batch = await batches.find_batch(conn, identity, call.name("batch"))
        counts = await batches.count_by_status(conn, identity, batch["id"])
    return {
        "status": show_batch(batch)["status"],
        **{STATUSES[status]: tasks for status, tasks in counts.items()},
    }


async def finalize(call: Call) -> JsonObject:
    """Row 16: release a staging batch; on any other it changes nothing."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return show_batch(await batches.finalize_batch(conn, identity, call.name("batch")))


async def set_metadata(call: Call) -> JsonObject:
    """Row 17: replace the metadata; the body is the metadata."""
    metadata = read_metadata(await call.object())
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return show_batch(await batches.set_metadata(conn, identity, call.name("batch"), metadata))


routes: list[Route] = [
    route("POST", "/batches", create, may_conflict=True),
    route("GET", "/batches", list_page),
    route("GET", "/batches/{batch}", get),
    route("GET", "/batches/{batch}/status", get_status),
    route("POST", "/batches/{batch}/finalize", finalize),
    route("POST", "/batches/{batch}/setMetadata", set_metadata),
]
