"""Studio: rows 30 to 39 of the contract."""

from psycopg.rows import DictRow
from starlette.routing import Route

from goldwright.dispatch.studio import actions
from goldwright.intake.rules import bad, read_name
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.kit import Call, route

NAMES_MAX = 1_000


async def list_assignments(call: Call) -> dict[str, list[str]]:
    """Row 30: the projects of each person by e-mail."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return await actions.list_assignments(conn, identity)


async def add_assignments(call: Call) -> dict[str, list[str]]:
    """Row 31: give people projects."""
    emails, projects = await _whom_and_what(call)
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        await actions.assign(conn, identity, emails, projects)
        return await actions.list_assignments(conn, identity)


async def remove_assignments(call: Call) -> dict[str, list[str]]:
    """Row 32: take projects from people, who may then have none."""
    emails, projects = await _whom_and_what(call)
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        await actions.unassign(conn, identity, emails, projects)
        shown = await actions.list_assignments(conn, identity)
    return {**{email.strip().lower(): [] for email in emails}, **shown}


async def list_groups(call: Call) -> list[JsonObject]:
    """Row 33: the groups of a project."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        rows = await actions.list_groups(conn, identity, call.name("project"))
    return [_group(row) for row in rows]


async def create_group(call: Call) -> JsonObject:
    """Row 34: a group of people."""
    body = await call.object()
    name, emails = read_name(body.get("name"), "name"), _names(body, "emails")
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return _group(
            await actions.create_group(conn, identity, call.name("project"), name, emails)
        )


async def change_group(call: Call) -> JsonObject:
    """Row 35: add people to a group and take people out."""
    body = await call.object()
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return _group(
            await actions.change_group(
                conn,
                identity,
                call.name("project"),
                call.name("group"),
                joining=_names(body, "add_emails"),
                leaving=_names(body, "remove_emails"),
            )
        )


async def list_batches(call: Call) -> list[JsonObject]:
    """Row 36: batches still to be done, by priority."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return [_batch(row) for row in await actions.list_batches(conn, identity)]


async def give_batch(call: Call) -> JsonObject:
    """Row 37: leave a batch to groups."""
    groups = _names(await call.object(), "groups")
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return _batch(await actions.give_batch(conn, identity, call.name("batch"), groups))


async def set_priorities(call: Call) -> list[JsonObject]:
    """Row 38: the order of all batches still to be done."""
    listed = (await call.object()).get("batches")
    if not isinstance(listed, list):
        bad("batches", "should be an array of objects with a name")
    names = [
        read_name(one.get("name") if isinstance(one, dict) else one, f"batches/{place}/name")
        for place, one in enumerate(listed)
    ]
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return [_batch(row) for row in await actions.rank_batches(conn, identity, names)]


async def reset_priorities(call: Call) -> list[JsonObject]:
    """Row 39: oldest first again."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return [_batch(row) for row in await actions.reset_ranks(conn, identity)]


async def _whom_and_what(call: Call) -> tuple[list[str], list[str]]:
    body = await call.object()
    return _names(body, "emails"), _names(body, "projects")


def _names(body: JsonObject, field: str) -> list[str]:
    """A list of texts, each once; absent is empty."""
    value: Json = body.get(field)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > NAMES_MAX:
        bad(field, f"should be an array of at most {NAMES_MAX} texts")
    return list(
        dict.fromkeys(read_name(one, f"{field}/{place}") for place, one in enumerate(value))
    )


def _group(row: DictRow) -> JsonObject:
    return {
        "id": _digits(row["id"]),
        "name": row["name"],
        "numWorkers": len(row["workers"]),
        "isSingleton": False,
        "workers": [
            {"id": _digits(worker["id"]), "email": worker["email"]} for worker in row["workers"]
        ],
    }


def _batch(row: DictRow) -> JsonObject:
    shown: JsonObject = {
        "id": _digits(row["id"]),
        "name": row["name"],
        "projectId": _digits(row["project_id"]),
        "projectName": row["project_name"],
        "batchType": "Calibration" if row["is_calibration"] else "Production",
        "total": row["total"],
        "completed": row["completed"],
        "groups": row["groups"],
    }
    if row["studio_priority"] is not None:
        shown["studioPriority"] = row["studio_priority"]
    return shown


def _digits(own_id: str) -> str:
    """The customers' ids are our ids without the kind in front."""
    return own_id.rpartition("_")[2]


routes: list[Route] = [
    route("GET", "/studio/assignments", list_assignments),
    route("POST", "/studio/assignments/add", add_assignments),
    route("POST", "/studio/assignments/remove", remove_assignments),
    route("GET", "/studio/projects/{project}/groups", list_groups),
    route("POST", "/studio/projects/{project}/groups", create_group),
    route("PUT", "/studio/projects/{project}/groups/{group}", change_group),
    route("GET", "/studio/batches", list_batches),
    route("POST", "/studio/batches/set_priorities", set_priorities),
    route("POST", "/studio/batches/reset_priorities", reset_priorities),
    route("PUT", "/studio/batches/{batch}", give_batch),
]
