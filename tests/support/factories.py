"""Valid rows with few words: an organisation, its keys and people, projects, tasks.

Each writes through the application's own role and actions and commits. Names are drawn, so that the
tests of one file can share a database.
"""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import orjson

from goldwright.api.who import Role
from goldwright.clock import now
from goldwright.db import Database
from goldwright.db.identity import Environment, Identity, member, operator, user
from goldwright.dispatch.offers import refresh_offers
from goldwright.ids import new_id, new_task_id
from goldwright.intake.organisations import actions as organisations
from goldwright.workforce import actions as workforce


@dataclass(frozen=True)
class Organisation:
    """An organisation with a live and a test key."""

    id: int
    name: str
    live_key: str
    test_key: str

    def identity(self, environment: Environment = "live") -> Identity:
        """A member's identity."""
        return member(self.id, environment)


@dataclass(frozen=True)
class Human:
    """A user with an open session; `worker_id` when they are one."""

    user_id: str
    email: str
    token: str
    worker_id: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Sent by their programs."""
        return {"Authorization": f"Bearer {self.token}"}


@asynccontextmanager
async def opened(database_url: str) -> AsyncGenerator[Database]:
    """The database under the application's role."""
    async with Database(database_url, role="goldwright_app", size=4) as db:
        yield db


async def make_organisation(db: Database, name: str | None = None) -> Organisation:
    """An organisation with an owner who never signs in, and its keys."""
    name = name or f"Organisation {secrets.token_hex(4)}"
    async with db.transaction(operator("")) as conn:
        organisation_id = await organisations.create_organisation(conn, name)
        owner = organisations.placeholder_owner(f"{name} {secrets.token_hex(4)}")
        await organisations.invite(conn, organisation_id, owner, "admin")
        live = await organisations.create_key(conn, organisation_id, "live")
        test = await organisations.create_key(conn, organisation_id, "test")
    return Organisation(organisation_id, name, live.secret, test.secret)


async def make_person(
    db: Database, *, email: str | None = None, is_operator: bool = False
) -> Human:
    """A signed-in user who is nothing else yet."""
    email = email or f"person-{secrets.token_hex(4)}@example.com"
    async with db.transaction(user("")) as conn:
        user_id = await workforce.add_user(conn, workforce.NewUser(email, is_operator=is_operator))
        opened = await workforce.open_session(conn, user_id, hours=1)
    return Human(user_id, email, opened.token)


async def make_member(db: Database, organisation: Organisation, role: Role = "admin") -> Human:
    """A signed-in member of an organisation."""
    person = await make_person(db)
    async with db.transaction(organisation.identity()) as conn:
        await organisations.add_member(conn, organisation.id, person.user_id, role)
    return person


async def make_worker(db: Database, organisation: Organisation | None = None) -> Human:
    """A signed-in worker: of an organisation, offered what it has, or else of the marketplace."""
    person = await make_person(db)
    async with db.transaction(user("")) as conn:
        worker_id = await workforce.add_worker(
            conn, person.user_id, is_marketplace=organisation is None
        )
    if organisation is not None:
        async with db.transaction(organisation.identity()) as conn:
            await organisations.add_member(conn, organisation.id, person.user_id, "worker")
            await refresh_offers(conn, organisation.id, "live", worker_id=worker_id)
    return Human(person.user_id, person.email, person.token, worker_id)


async def make_project(
    db: Database,
    organisation: Organisation,
    *,
    environment: Environment = "live",
    task_type: str = "categorization",
    **columns: object,
) -> str:
    """The id of a project, offered to whoever qualifies; `columns` are those of its table."""
    project_id = new_id("prj")
    values = {
        "organisation_id": organisation.id,
        "environment": environment,
        "id": project_id,
        "name": f"Project {project_id}",
        "task_type": task_type,
        "created_at": now(),
    } | columns
    names = ", ".join(values)
    async with db.transaction(organisation.identity(environment)) as conn:
        await conn.execute(
            f"INSERT INTO project ({names}) VALUES ({', '.join(['%s'] * len(values))})",  # noqa: S608  names are ours
            list(values.values()),
        )
        await conn.execute(
            "INSERT INTO project_version VALUES (%s, %s, %s, 0, '{}', %s)",
            (organisation.id, environment, project_id, now()),
        )
        await refresh_offers(conn, organisation.id, environment)
    return project_id


async def make_task(
    db: Database,
    organisation: Organisation,
    project_id: str,
    *,
    environment: Environment = "live",
    task_type: str = "categorization",
    params: dict[str, object] | None = None,
    slots: int = 1,
) -> str:
    """The id of a pending task with an opening of `slots` places."""
    task_id = new_task_id()
    shown = params or {"attachment": "https://example.com/a.jpg", "categories": ["cat", "dog"]}
    async with db.transaction(organisation.identity(environment)) as conn:
        await conn.execute(
            "INSERT INTO task (organisation_id, environment, id, project_id, type, params,"
            " annotations_wanted, created_at, updated_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (
                organisation.id,
                environment,
                task_id,
                project_id,
                task_type,
                orjson.dumps(shown).decode(),
                slots,
                now(),
                now(),
            ),
        )
        await conn.execute(
            "INSERT INTO opening"
            " (organisation_id, environment, task_id, queue_id, project_id, slots_left)"
            " VALUES (%(org)s, %(env)s, %(task)s,"
            " queue_for(%(org)s, %(env)s, %(project)s, NULL, 'annotate', 20::smallint),"
            " %(project)s, %(slots)s)",
            {
                "org": organisation.id,
                "env": environment,
                "task": task_id,
                "project": project_id,
                "slots": slots,
            },
        )
    return task_id


def basic(key: str) -> httpx.BasicAuth:
    """An API key as the official client sends it."""
    return httpx.BasicAuth(key, "")
