"""Projects: rows 18 to 22 of the contract."""

from starlette.routing import Route

from goldwright.errors import InvalidInputError
from goldwright.intake import projects
from goldwright.intake.rules import bad, read_flag, read_name
from goldwright.task_types import registry
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.kit import Call, route
from goldwright.wire.scale_v1.objects import show_project
from goldwright.wire.scale_v1.tasks import find_type
from goldwright.wire.scale_v1.times import wire_time


async def create(call: Call) -> JsonObject:
    """Row 18: a project; the official client sends all six fields, nulls included."""
    body = await call.object()
    name = read_name(body.get("name"), "name")
    type_name = body.get("type")
    if not isinstance(type_name, str) or not type_name:
        bad("type", "is required" if type_name is None else "should be the name of a task type")
    identity = call.caller.identity
    project = projects.NewProject(
        name=name,
        task_type=find_type(type_name),
        params=_params(body.get("params")),
        is_rapid=read_flag(body, "rapid"),
        is_studio=read_flag(body, "studio"),
        dataset_id=_dataset(body.get("datasetId")),
    )
    async with call.services.db.transaction(identity) as conn:
        return show_project(await projects.create_project(conn, identity, project))


async def list_all(call: Call) -> list[JsonObject]:
    """Row 19: every project, as a bare array."""
    identity = call.caller.identity
    is_archived = call.query.flag("archived")
    async with call.services.db.transaction(identity) as conn:
        rows = await projects.list_projects(conn, identity, is_archived=is_archived)
    return [show_project(row) for row in rows]


async def get(call: Call) -> JsonObject:
    """Row 20: a project."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        return show_project(await projects.find_project(conn, identity, call.name("project")))


async def set_params(call: Call) -> JsonObject:
    """Row 21: the next version of a project's params; `patch` says whether to merge."""
    params = await call.object()
    is_patch = read_flag(params, "patch")
    params.pop("patch", None)
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        row = await projects.set_params(
            conn, identity, call.name("project"), params, is_patch=is_patch
        )
    return show_project(row)


async def get_template(call: Call) -> JsonObject:
    """Row 22: the template that the params of a project describe; one object, despite the path."""
    identity = call.caller.identity
    async with call.services.db.transaction(identity) as conn:
        row = await projects.find_project(conn, identity, call.name("project"))
    task_type = registry().get(row["task_type"])
    if task_type is None or not task_type.has_template:
        raise InvalidInputError(f"Projects of type {row['task_type']} have no template.")
    latest = row["history"][-1]
    return {
        "id": row["id"].partition("_")[2],
        "version": latest["version"],
        "created_at": wire_time(row["created_at"]),
        "updated_at": wire_time(latest["created_at"]),
        "template_variables": latest["params"].get("template_variables") or {},
        "response_schema": latest["params"].get("response_schema"),
        "auto_onboard_enabled": False,
    }


def _params(value: Json) -> JsonObject:
    if value is None:
        return {}
    if not isinstance(value, dict):
        bad("params", "should be an object")
    return value


def _dataset(value: Json) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        bad("datasetId", "should be text")
    return value


routes: list[Route] = [
    route("POST", "/projects", create, may_conflict=True),
    route("GET", "/projects", list_all),
    route("GET", "/projects/{project}", get),
    route("POST", "/projects/{project}/setParams", set_params),
    route("GET", "/projects/{project}/taskTemplates", get_template),
]
