"""Workers of an organisation with open sessions, made with the application's own actions."""

import secrets
from collections.abc import Sequence

from goldwright.db import Database
from goldwright.db.identity import member, user
from goldwright.dispatch.offers import refresh_offers
from goldwright.intake.organisations import actions as organisations
from goldwright.workforce import actions as workforce

ORGANISATION_ID = 1  # the first organisation of a new installation


async def sign_in_workers(database_url: str, count: int) -> Sequence[str]:
    """Session tokens of so many new workers, offered everything the organisation has."""
    async with Database(database_url, role="goldwright_app", size=1) as db:
        return [await _sign_in(db) for _ in range(count)]


async def _sign_in(db: Database) -> str:
    async with db.transaction(user("")) as conn:
        email = f"worker-{secrets.token_hex(6)}@example.com"
        user_id = await workforce.add_user(conn, workforce.NewUser(email))
        worker_id = await workforce.add_worker(conn, user_id)
        opened = await workforce.open_session(conn, user_id, hours=24)
    async with db.transaction(member(ORGANISATION_ID, "live")) as conn:
        await organisations.add_member(conn, ORGANISATION_ID, user_id, "worker")
        await refresh_offers(conn, ORGANISATION_ID, "live", worker_id=worker_id)
    return opened.token
