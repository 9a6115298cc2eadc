"""An organisation with workers who lease and answer, straight on the database's own functions."""

import hashlib
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson
from psycopg.types.json import Json, Jsonb

from goldwright.clock import now
from goldwright.db import Connection, Database
from goldwright.db.identity import Identity, member, runner
from goldwright.ids import new_id, new_task_id
from goldwright.jobs.outbox import drain
from goldwright.quality import gold, jobs
from goldwright.quality.scope import Scope
from goldwright.review import jobs as reviews
from goldwright.review.actions import Opinion, send
from goldwright.review.records import Verdict
from goldwright.task_types.contract import JsonObject

CAT_OR_DOG: JsonObject = {
    "attachment": "https://example.com/1.png",
    "attachment_type": "image",
    "categories": ["cat", "dog"],
    "allow_multiple": False,
}


@dataclass(frozen=True)
class Worker:
    """Someone who does tasks, by their id and the digest of their session token."""

    id: str
    token: bytes


@dataclass
class Crowd:
    """One organisation in the live environment, and the people who work for it."""

    db: Database
    organisation_id: int
    workers: dict[str, Worker] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """What leads every key here."""
        return Scope(self.organisation_id, "live")

    @property
    def identity(self) -> Identity:
        """Who arranges and looks: it sees all of the organisation's rows."""
        return runner(self.organisation_id, "live")

    async def project(self, task_type: str = "categorization", **settings: object) -> str:
        """The id of a new project; `settings` are columns of it."""
        project_id = new_id("prj")
        columns = {
            "organisation_id": self.organisation_id,
            "environment": "live",
            "id": project_id,
            "name": project_id,
            "task_type": task_type,
            "created_at": now(),
            **settings,
        }
        async with self.db.transaction(self.identity) as conn:
            await conn.execute(_insert("project", columns), columns)
        return project_id

    async def task(
        self,
        project_id: str,
        *,
        wanted: int = 1,
        params: JsonObject = CAT_OR_DOG,
        task_type: str = "categorization",
    ) -> str:
        """The id of a new task that waits for this many answers."""
        async with self.db.transaction(self.identity) as conn:
            task_id = await self._task(conn, project_id, wanted, params, task_type, "work")
            await conn.execute(
                "INSERT INTO opening (organisation_id, environment, task_id, queue_id, project_id,"
                " slots_left) VALUES (%s, 'live', %s, queue_for(%s, 'live', %s, NULL, 'annotate',"
                " 20::smallint), %s, %s)",
                (
                    self.organisation_id,
                    task_id,
                    self.organisation_id,
                    project_id,
                    project_id,
                    wanted,
                ),
            )
        return task_id

    async def known_task(
        self,
        project_id: str,
        expected: JsonObject,
        *,
        purpose: gold.Purpose = "gold",
        initial: JsonObject | None = None,
        params: JsonObject = CAT_OR_DOG,
        task_type: str = "categorization",
    ) -> str:
        """The id of a new task whose answer is known."""
        async with self.db.transaction(self.identity) as conn:
            task_id = await self._task(conn, project_id, 1, params, task_type, purpose)
            await gold.add_known_answer(
                conn,
                self.scope,
                project_id=project_id,
                task_id=task_id,
                purpose=purpose,
                known=gold.KnownAnswer(expected, initial),
            )
        return task_id

    async def worker(self, name: str, *project_ids: str) -> Worker:
        """The worker of this name, offered these projects."""
        if name not in self.workers:
            self.workers[name] = await self._sign_up()
        async with self.db.transaction(self.identity) as conn:
            for project_id in project_ids:
                await conn.execute(
                    "INSERT INTO offer (organisation_id, environment, project_id, worker_id)"
                    " VALUES (%s, 'live', %s, %s) ON CONFLICT DO NOTHING",
                    (self.organisation_id, project_id, self.workers[name].id),
                )
        return self.workers[name]

    async def lease(self, name: str, project_id: str) -> JsonObject | None:
        """What a worker is given next, as shown to them; None when there is nothing."""
        worker = await self.worker(name, project_id)
        async with self.db.connection() as conn:
            cursor = await conn.execute(
                "SELECT lease_next(%s, %s, 1, '{}') AS shown", (worker.token, project_id)
            )
            row = await cursor.fetchone()
        return None if row is None else orjson.loads(row["shown"])

    async def submit(self, name: str, assignment_id: object, response: JsonObject) -> JsonObject:
        """What a worker is told who answers an assignment."""
        worker = await self.worker(name)
        async with self.db.connection() as conn:
            cursor = await conn.execute(
                "SELECT submit_annotation(%s, %s, %s, %s, 3) AS shown",
                (worker.token, assignment_id, Jsonb(response), secrets.token_hex(8)),
            )
            row = await cursor.fetchone()
        assert row is not None
        return orjson.loads(row["shown"])

    async def revise(self, name: str, assignment_id: object, response: JsonObject) -> None:
        """Put another answer in place of a worker's own."""
        worker = await self.worker(name)
        async with self.db.connection() as conn:
            await conn.execute(
                "SELECT revise_annotation(%s, %s, %s, %s)",
                (worker.token, assignment_id, Jsonb(response), secrets.token_hex(8)),
            )

    async def run(self, statement: str, *values: object) -> None:
        """Change rows of the organisation as a test needs them."""
        async with self.db.transaction(self.identity) as conn:
            await conn.execute(statement, values)

    async def answer(self, name: str, project_id: str, response: JsonObject) -> JsonObject:
        """What a worker is told who leases and answers the next task of a project."""
        held = await self.lease(name, project_id)
        assert held is not None, f"{name} was given nothing"
        return await self.submit(name, held["assignment_id"], response)

    async def reviewer(self, name: str, *project_ids: str) -> Worker:
        """The worker of this name, who may review these projects."""
        found = await self.worker(name, *project_ids)
        async with self.db.transaction(self.identity) as conn:
            await conn.execute(
                "UPDATE offer SET may_review = true WHERE worker_id = %s AND project_id = ANY (%s)",
                (found.id, list(project_ids)),
            )
        return found

    async def review(
        self,
        name: str,
        assignment_id: object,
        verdict: str,
        *,
        response: JsonObject | None = None,
        comments: list[JsonObject] | None = None,
        key: str | None = None,
    ) -> JsonObject:
        """What a reviewer is told who judges what they hold."""
        opinion = Opinion(Verdict(verdict), "see the rules", response, comments or [], key, 3)
        token = self.workers[name].token
        return orjson.loads(await send(self.db, token, str(assignment_id), opinion))

    async def settle(self) -> int:
        """How many waiting events quality acted on, and review after it; none may fail."""
        handled = await drain(self.db, "quality", jobs.handle)
        await drain(self.db, "review", reviews.handle)
        await drain(self.db, "reviewers", reviews.weigh_reviewers)
        assert not await self.rows("SELECT failure FROM event WHERE failure IS NOT NULL")
        return handled

    async def task_row(self, task_id: str) -> dict[str, object]:
        """The stored task."""
        (row,) = await self.rows("SELECT * FROM task WHERE id = %s", task_id)
        return row

    async def rows(self, query: str, *parameters: object) -> list[dict[str, object]]:
        """Whatever is asked of the organisation's rows."""
        # As a member: a runner also sees where other organisations have work to do.
        async with self.db.transaction(member(self.organisation_id, "live")) as conn:
            return await (await conn.execute(query, parameters)).fetchall()

    async def _task(
        self,
        conn: Connection,
        project_id: str,
        wanted: int,
        params: JsonObject,
        task_type: str,
        purpose: str,
    ) -> str:
        task_id = str(new_task_id())
        columns = {
            "organisation_id": self.organisation_id,
            "environment": "live",
            "id": task_id,
            "project_id": project_id,
            "type": task_type,
            "purpose": purpose,
            "params": Json(params),
            "annotations_wanted": wanted,
            "created_at": now(),
            "updated_at": now(),
        }
        await conn.execute(_insert("task", columns), columns)
        return task_id

    async def _sign_up(self) -> Worker:
        made = Worker(new_id("wrk"), hashlib.sha256(secrets.token_bytes()).digest())
        user_id = new_id("usr")
        async with self.db.transaction(self.identity) as conn:
            await conn.execute(
                "INSERT INTO app_user (id, email) VALUES (%s, %s)",
                (user_id, f"{user_id}@example.com"),
            )
            await conn.execute(
                "INSERT INTO worker (id, user_id) VALUES (%s, %s)", (made.id, user_id)
            )
            await conn.execute(
                "INSERT INTO session (token_hash, user_id, worker_id, expires_at)"
                " VALUES (%s, %s, %s, now() + interval '1 day')",
                (made.token, user_id, made.id),
            )
        return made


@asynccontextmanager
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    """A new organisation on a migrated database."""
    async with Database(database_url, role="goldwright_runner", size=4) as db:
        async with db.transaction(Identity("operator")) as conn:
            cursor = await conn.execute(
                "INSERT INTO organisation (name, callback_auth_key, webhook_secret, pseudonym_salt)"
                " VALUES (%s, 'key', 'secret', 'salt') RETURNING id",
                (f"Organisation {secrets.token_hex(6)}",),
            )
            row = await cursor.fetchone()
        assert row is not None
        yield Crowd(db, row["id"])


def _insert(table: str, columns: dict[str, object]) -> str:
    names = ", ".join(columns)
    values = ", ".join(f"%({name})s" for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608  names from this file
