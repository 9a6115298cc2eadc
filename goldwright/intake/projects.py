"""Projects: one task type, versioned params that tasks inherit, settings of pay and quality."""

from dataclasses import dataclass
from typing import cast

from psycopg import sql
from psycopg.rows import DictRow
from psycopg.types.json import Json

from goldwright import events
from goldwright.clock import now
from goldwright.db import Connection
from goldwright.db.identity import Identity
from goldwright.errors import (
    ConflictError,
    DuplicateKeyError,
    NotFoundError,
    ParamsInvalidError,
)
from goldwright.ids import new_id
from goldwright.intake.rules import bad
from goldwright.intake.tasks import SQL, scope
from goldwright.task_types.answer_rules import unseen
from goldwright.task_types.contract import JsonObject, TaskType

HIDDEN_SUFFIX = " (no project)"
"""How `intake_context` names the hidden project of a type, for tasks sent without one."""


_OF_QUALITY = {
    "annotations_wanted",
    "annotations_max",
    "target_confidence",
    "target_margin",
    "target_wrong_share",
    "target_certainty",
    "budget_micros",
    "rate_micros",
}
"""Settings by which tasks that are open are asked further, and settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What a customer decides when making a project."""

    name: str
    task_type: TaskType
    params: JsonObject
    is_rapid: bool = False
    is_studio: bool = False
    dataset_id: str | None = None


async def create_project(conn: Connection, identity: Identity, project: NewProject) -> DictRow:
    """The row of a new project with its history, of which `params` are version 0."""
    check_params(project.params)
    if project.name.endswith(HIDDEN_SUFFIX):
        raise DuplicateKeyError(f"Names ending in {HIDDEN_SUFFIX!r} are taken; choose another.")
    created = await (
        await conn.execute(
            SQL["create_project"],
            {
                **scope(identity),
                "id": new_id("prj"),
                "name": project.name,
                "type": project.task_type.name,
                "created_at": now(),
                "is_rapid": project.is_rapid,
                "is_studio": project.is_studio,
                "dataset_id": project.dataset_id,
                "params": Json(project.params),
            },
        )
    ).fetchone()
    if created is None or not created["is_created"]:
        raise DuplicateKeyError(f"A project named {project.name!r} already exists.")
    return await find_project(conn, identity, project.name)


async def find_project(conn: Connection, identity: Identity, name: str) -> DictRow:
    """One project's row; `history` lists {version, params, created_at}, oldest first."""
    found = await (
        await conn.execute(SQL["find_project"], {**scope(identity), "name": name})
    ).fetchone()
    if found is None:
        raise NotFoundError(f"Project {name!r} not found.")
    return found


async def list_projects(
    conn: Connection, identity: Identity, *, is_archived: bool = False
) -> list[DictRow]:
    """Every project's row with its history, oldest first; the hidden ones are not among them."""
    found = await conn.execute(
        SQL["list_projects"], {**scope(identity), "is_archived": is_archived}
    )
    return await found.fetchall()


async def count_by_status(conn: Connection, identity: Identity) -> dict[str, dict[str, int]]:
    """How many tasks of each project there are in each status, exactly; zeros are left out."""
    found = await conn.execute(SQL["project_counts"], scope(identity))
    counts: dict[str, dict[str, int]] = {}
    for row in await found.fetchall():
        if row["tasks"]:
            counts.setdefault(row["project_id"], {})[row["status"]] = row["tasks"]
    return counts


async def set_params(
    conn: Connection,
    identity: Identity,
    name: str,
    params: JsonObject,
    *,
    is_patch: bool,
    seen_version: int | None = None,
) -> DictRow:
    """Store params as the next version: whole, or merged over the last one.

    ConflictError when the last one is not `seen_version`: somebody else changed it meanwhile.
    """
    check_params(params)
    version = await (
        await conn.execute(SQL["next_version"], {**scope(identity), "name": name})
    ).fetchone()
    if version is None:
        raise NotFoundError(f"Project {name!r} not found.")
    last = version["latest_version"] - 1
    if seen_version not in (None, last):
        raise ConflictError(
            f"Project {name!r} is at version {last} by now, not {seen_version};"
            " look at what changed, then save again."
        )
    await conn.execute(
        SQL["add_version"],
        {
            **scope(identity),
            "project_id": version["id"],
            "version": version["latest_version"],
            "params": Json({**version["params"], **params} if is_patch else params),
            "created_at": now(),
        },
    )
    await events.append(
        conn,
        "project.params_set",
        organisation_id=identity.organisation_id or 0,
        environment=identity.environment or "test",
        project_id=version["id"],
        details={"version": version["latest_version"], "is_patch": is_patch},
    )
    return await find_project(conn, identity, name)


async def change_settings(
    conn: Connection, identity: Identity, name: str, settings: dict[str, object]
) -> DictRow:
    """Set columns of the project that say who may work, for what price, and how sure we must be."""
    project = await find_project(conn, identity, name)
    rules = cast("list[JsonObject]", settings.get("rules") or [])  # as the route checked them
    instruction = project["history"][-1]["params"].get("instruction") if rules else None
    if instruction and (wrong := list(unseen(rules, instruction))):
        message = f"A rule leads to words that are not there: {wrong[0].message}."
        raise ParamsInvalidError(message, faults=wrong)
    if settings:
        assignments = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(column), sql.Placeholder(column))
            for column in settings
        )
        await conn.execute(
            sql.SQL(
                "UPDATE project SET {} WHERE organisation_id = %(organisation_id)s"
                " AND environment = %(environment)s AND id = %(id)s"
            ).format(assignments),
            {
                **settings,
                **({"rules": Json(settings["rules"])} if "rules" in settings else {}),
                **scope(identity),
                "id": project["id"],
            },
        )
        await events.append(
            conn,
            "project.settings_changed",
            organisation_id=identity.organisation_id or 0,
            environment=identity.environment or "test",
            project_id=project["id"],
            details=settings,
            pending_for="quality" if _OF_QUALITY & settings.keys() else None,
        )
    return await find_project(conn, identity, name)


def check_params(params: JsonObject) -> None:
    """Refuse params that no task could inherit; the rest is judged with each task."""
    instruction = params.get("instruction")
    if instruction is not None and not isinstance(instruction, str):
        bad("instruction", "should be text")
