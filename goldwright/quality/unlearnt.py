"""Answers that nothing was learnt from yet, as the last ones of a project that is done.

Apart from `jobs`, so that a runner that has nothing to learn does without arrays.
"""

from goldwright.db import Connection, Database
from goldwright.db.identity import runner
from goldwright.events import append
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL

# A project that gets a task now and then is at rest after each: it is learnt from no more often.
_REST_SECONDS = 300


async def learn_what_is_left(db: Database) -> None:
    """Learn from the last answers of projects that are done: what gold shows would stay old.

    While a project goes on, it is learnt from as often as answers have become half as many again.
    """
    async with db.transaction(runner()) as conn:
        wanted = {"rest_seconds": _REST_SECONDS}
        pairs = await (await conn.execute(SQL["pairs_to_learn_from"], wanted)).fetchall()
    for pair in pairs:
        scope = Scope(pair["organisation_id"], pair["environment"])
        async with db.transaction(runner(scope.organisation_id, scope.environment)) as conn:
            found = await conn.execute(
                SQL["claim_last_answers"], scope.with_(rest_seconds=_REST_SECONDS)
            )
            for row in await found.fetchall():
                await learn_anew(conn, scope, row["project_id"])


async def learn_anew(conn: Connection, scope: Scope, project_id: str) -> None:
    """Let the workers of this project be modelled, and its gold be looked at, in their turn."""
    await append(
        conn,
        "project.answered",
        organisation_id=scope.organisation_id,
        environment=scope.environment,
        project_id=project_id,
        pending_for="worker_model",
    )
