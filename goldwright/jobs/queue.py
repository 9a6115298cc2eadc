"""Coarse jobs by name: deferred in the caller's transaction, run later by a runner, tried again."""

from datetime import datetime

from procrastinate import App, PsycopgConnector, RetryStrategy
from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from goldwright.db import Connection, load
from goldwright.db.identity import Environment

SQL = load(__package__ or "")
ATTEMPTS_MAX = 6
# After 4, 16, 64, 256 and 1,024 seconds: outlasts a restart or a short outage of what failed.
RETRY = RetryStrategy(max_attempts=ATTEMPTS_MAX - 1, exponential_wait=4)


async def defer(
    conn: Connection,
    name: str,
    *,
    organisation_id: int,
    environment: Environment,
    run_at: datetime | None = None,
    **arguments: object,
) -> None:
    """Have the job `name` run once this transaction commits, or at `run_at`; arguments are JSON."""
    scope = {"organisation_id": organisation_id, "environment": environment}
    await conn.execute(
        SQL["defer"], {"name": name, "arguments": Jsonb({**arguments, **scope}), "run_at": run_at}
    )


def open_queue(url: str) -> App:
    """The queue of jobs on this database, acting as the runner; open it with `open_async`."""
    return App(
        connector=PsycopgConnector(conninfo=url, min_size=1, max_size=4, configure=_be_runner)
    )


async def _be_runner(conn: AsyncConnection) -> None:
    await conn.execute("SET ROLE goldwright_runner")
    await conn.execute("SET search_path = procrastinate, pg_temp")
    await conn.commit()
