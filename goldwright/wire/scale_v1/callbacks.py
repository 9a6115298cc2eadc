"""How tasks and batches look in callbacks: the same as when they are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldwright.db import Connection
from goldwright.db.identity import Environment, runner
from goldwright.intake.tasks import SQL, find_tasks, scope
from goldwright.task_types.contract import JsonObject
from goldwright.wire.scale_v1.addresses import ResultLinks
from goldwright.wire.scale_v1.objects import TaskRenderer, show_batch


@dataclass(frozen=True, slots=True)
class CallbackRenderer:
    """Delivery's `Renderer` in the words of this API."""

    links: ResultLinks

    async def tasks(
        self,
        conn: Connection,
        ids: Sequence[str],
        *,
        organisation_id: int,
        environment: Environment,
    ) -> Mapping[str, JsonObject]:
        """The task objects by id."""
        if not ids:
            return {}
        show = TaskRenderer(self.links)
        rows = await find_tasks(conn, runner(organisation_id, environment), ids)
        return {row["id"]: show(row) for row in rows}

    async def batches(
        self,
        conn: Connection,
        ids: Sequence[str],
        *,
        organisation_id: int,
        environment: Environment,
    ) -> Mapping[str, JsonObject]:
        """The batch objects by id."""
        if not ids:
            return {}
        identity = runner(organisation_id, environment)
        found = await conn.execute(
            SQL["list_batches"] + " AND b.id = ANY (%(ids)s)", {**scope(identity), "ids": list(ids)}
        )
        return {row["id"]: show_batch(row) for row in await found.fetchall()}
