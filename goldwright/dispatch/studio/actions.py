"""The verbs of studio: assign workers, group them, rank batches, give a batch to groups."""

from collections.abc import Sequence

from psycopg.rows import DictRow

from goldwright import events
from goldwright.db import Connection, load
from goldwright.db.identity import Identity
from goldwright.dispatch.offers import refresh_offers
from goldwright.errors import DuplicateKeyError, InvalidInputError, NotFoundError
from goldwright.ids import new_id
from goldwright.intake.batches import find_batch
from goldwright.intake.tasks import scope
from goldwright.workforce.actions import add_worker

SQL = load(__package__ or "")


async def list_assignments(conn: Connection, identity: Identity) -> dict[str, list[str]]:
    """The names of each worker's projects, by e-mail; some have none."""
    found = await conn.execute(SQL["list_assignments"], scope(identity))
    return {row["email"]: row["projects"] for row in await found.fetchall()}


async def assign(
    conn: Connection, identity: Identity, emails: Sequence[str], projects: Sequence[str]
) -> None:
    """Give people projects; who never worked before becomes a worker."""
    workers = await _workers(conn, identity, emails)
    await _change_assignments(conn, identity, "assign", workers, projects)


async def unassign(
    conn: Connection, identity: Identity, emails: Sequence[str], projects: Sequence[str]
) -> None:
    """Take projects from people; what they hold now they may finish."""
    workers = await _workers(conn, identity, emails)
    await _change_assignments(conn, identity, "unassign", workers, projects)


async def list_groups(conn: Connection, identity: Identity, project: str) -> list[DictRow]:
    """The groups of a project: id, name, workers [{id, email}]."""
    project_id = (await _projects(conn, identity, [project]))[project]
    return await _groups(conn, identity, project_id)


async def create_group(
    conn: Connection, identity: Identity, project: str, name: str, emails: Sequence[str]
) -> DictRow:
    """A new group of a project. Raises DuplicateKeyError when the project has one of that name."""
    project_id = (await _projects(conn, identity, [project]))[project]
    workers = await _workers(conn, identity, emails)
    group_id = new_id("grp")
    created = await conn.execute(
        SQL["create_group"],
        {**scope(identity), "id": group_id, "project_id": project_id, "name": name},
    )
    if await created.fetchone() is None:
        raise DuplicateKeyError(f"Project {project!r} already has a group named {name!r}.")
    joining = {**scope(identity), "group_id": group_id, "worker_ids": workers}
    await conn.execute(SQL["join_group"], joining)
    return await _group(conn, identity, project_id, name)


async def change_group(
    conn: Connection,
    identity: Identity,
    project: str,
    name: str,
    *,
    joining: Sequence[str],
    leaving: Sequence[str],
) -> DictRow:
    """The group with people added, then people taken out."""
    project_id = (await _projects(conn, identity, [project]))[project]
    group = await _group(conn, identity, project_id, name)
    added = await _workers(conn, identity, joining)
    removed = await _workers(conn, identity, leaving)
    where = {**scope(identity), "group_id": group["id"]}
    await conn.execute(SQL["join_group"], {**where, "worker_ids": added})
    await conn.execute(SQL["leave_group"], {**where, "worker_ids": removed})
    return await _group(conn, identity, project_id, name)


async def list_batches(conn: Connection, identity: Identity) -> list[DictRow]:
    """Batches still to be done in the order in which they are given out."""
    found = await conn.execute(SQL["pending_batches"], scope(identity))
    return await found.fetchall()


async def rank_batches(conn: Connection, identity: Identity, names: Sequence[str]) -> list[DictRow]:
    """Give batches out in this order, which must name every pending one once."""
    pending = {row["name"]: row["id"] for row in await list_batches(conn, identity)}
    unknown = [name for name in names if name not in pending]
    if unknown:
        raise NotFoundError(f"Batch {unknown[0]!r} is not pending.")
    missing = [name for name in pending if name not in names]
    if missing or len(set(names)) < len(names):
        raise InvalidInputError(
            f"Name every pending batch once; {missing[0]!r} is missing."
            if missing
            else "Name every pending batch once; one is named twice."
        )
    return await _rank(conn, identity, [pending[name] for name in names])


async def reset_ranks(conn: Connection, identity: Identity) -> list[DictRow]:
    """Give batches out oldest first again."""
    return await _rank(conn, identity, [])


async def give_batch(
    conn: Connection, identity: Identity, name: str, groups: Sequence[str]
) -> DictRow:
    """Leave a batch to groups of its project; to everyone when none is named."""
    batch = await find_batch(conn, identity, name)
    known = {row["name"]: row["id"] for row in await _groups(conn, identity, batch["project_id"])}
    unknown = [group for group in groups if group not in known]
    if unknown:
        raise NotFoundError(f"Project {batch['project_name']!r} has no group {unknown[0]!r}.")
    where = {
        **scope(identity),
        "project_id": batch["project_id"],
        "batch_id": batch["id"],
        "group_ids": [known[group] for group in groups] or None,
    }
    await conn.execute(SQL["give_batch"], where)
    await conn.execute(SQL["give_queues"], where)
    await _tell(conn, identity, "batch.given", batch_id=batch["id"], details={"groups": [*groups]})
    for row in await list_batches(conn, identity):
        if row["id"] == batch["id"]:
            return row
    raise InvalidInputError(f"Batch {name!r} is {batch['status']}; only pending ones are given.")


async def _change_assignments(
    conn: Connection,
    identity: Identity,
    statement: str,
    workers: Sequence[str],
    projects: Sequence[str],
) -> None:
    found = await _projects(conn, identity, projects)
    await conn.execute(
        SQL[statement],
        {**scope(identity), "project_ids": [*found.values()], "worker_ids": [*workers]},
    )
    for project_id in found.values():
        await _tell(
            conn,
            identity,
            f"project.{statement}ed",
            project_id=project_id,
            details={"workers": [*workers]},
        )
        # Nobody works in the test environment, so nothing is offered there.
        if identity.environment == "live" and identity.organisation_id is not None:
            await refresh_offers(conn, identity.organisation_id, "live", project_id=project_id)


async def _rank(conn: Connection, identity: Identity, ids: Sequence[str]) -> list[DictRow]:
    await conn.execute(SQL["rank_batches"], {**scope(identity), "ids": [*ids]})
    await conn.execute(SQL["rank_queues"], scope(identity))
    await _tell(conn, identity, "batch.ranked", details={"batches": [*ids]})
    return await list_batches(conn, identity)


async def _projects(conn: Connection, identity: Identity, names: Sequence[str]) -> dict[str, str]:
    found = await conn.execute(SQL["find_projects"], {**scope(identity), "names": [*names]})
    known = {row["name"]: row["id"] for row in await found.fetchall()}
    for name in names:
        if name not in known:
            raise NotFoundError(f"Project {name!r} not found.")
    return known


async def _workers(conn: Connection, identity: Identity, emails: Sequence[str]) -> list[str]:
    wanted = [email.strip().lower() for email in emails]
    found = await conn.execute(SQL["find_people"], {**scope(identity), "emails": wanted})
    people = {row["email"]: row for row in await found.fetchall()}
    for email in wanted:
        if email not in people:
            raise InvalidInputError(f"{email!r} is nobody of your organisation; invite them first.")
    return [
        row["worker_id"] or await add_worker(conn, row["user_id"], is_marketplace=False)
        for row in people.values()
    ]


async def _groups(conn: Connection, identity: Identity, project_id: str) -> list[DictRow]:
    found = await conn.execute(SQL["list_groups"], {**scope(identity), "project_id": project_id})
    return await found.fetchall()


async def _group(conn: Connection, identity: Identity, project_id: str, name: str) -> DictRow:
    for group in await _groups(conn, identity, project_id):
        if group["name"] == name:
            return group
    raise NotFoundError(f"Group {name!r} not found.")


async def _tell(
    conn: Connection,
    identity: Identity,
    kind: str,
    *,
    project_id: str | None = None,
    batch_id: str | None = None,
    details: dict[str, object],
) -> None:
    await events.append(
        conn,
        kind,
        organisation_id=identity.organisation_id or 0,
        environment=identity.environment or "test",
        project_id=project_id,
        batch_id=batch_id,
        details=details,
    )
