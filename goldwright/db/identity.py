"""Who acts in a transaction: exactly one of member, worker, operator or runner."""

from dataclasses import dataclass
from typing import Literal

from psycopg import AsyncConnection
from psycopg.rows import DictRow

Environment = Literal["live", "test"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What row-level security is told; make one with the functions below, never by hand."""

    kind: Literal["member", "worker", "operator", "runner", "user"]
    organisation_id: int | None = None
    environment: Environment | None = None
    worker_id: str | None = None
    user_id: str | None = None


def member(organisation_id: int, environment: Environment, user_id: str | None = None) -> Identity:
    """Someone of an organisation, from an API key or signed in: sees its one environment."""
    return Identity("member", organisation_id, environment, None, user_id)


def worker(worker_id: str) -> Identity:
    """Who does tasks: sees what their assignments and offers reach."""
    return Identity("worker", worker_id=worker_id)


def operator(user_id: str) -> Identity:
    """Who runs the installation: sees people, queues and health, never params or responses."""
    return Identity("operator", user_id=user_id)


def user(user_id: str) -> Identity:
    """A signed-in person before an organisation is chosen: sees only their own memberships."""
    return Identity("user", user_id=user_id)


def runner(organisation_id: int | None = None, environment: Environment | None = None) -> Identity:
    """A job working for one organisation, or (with none) looking for where there is work."""
    return Identity("runner", organisation_id, environment)


async def act_as(conn: AsyncConnection[DictRow], identity: Identity) -> None:
    """Declare who acts for the rest of this transaction."""
    await conn.execute(
        "SELECT act_as(%s, %s, %s, %s, %s)",
        (
            identity.kind,
            identity.organisation_id,
            identity.environment,
            identity.worker_id,
            identity.user_id,
        ),
    )
