"""`/api/operator`: the operator's view of users and workers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request

from goldwright.api.bodies import JsonRoute
from goldwright.api.links import link_url
from goldwright.api.services import services
from goldwright.api.who import Person, operator
from goldwright.db import Connection
from goldwright.workforce import actions
from goldwright.workforce.passwords import hash_password
from goldwright.workforce.records import (
    ChangedWorker,
    Conflict,
    Grant,
    LinkShown,
    NewUserForm,
    NewWorker,
    QualificationName,
    User,
    UserPage,
    Worker,
    WorkerPage,
)

router = APIRouter(prefix="/api/operator", tags=["operator"], route_class=JsonRoute)

Operator = Annotated[Person, Depends(operator)]
After = Annotated[str, Query(max_length=100, description="`next_after` of the page before")]
Limit = Annotated[int, Query(ge=1, le=100)]
EmailPart = Annotated[str, Query(max_length=254, description="a part of the e-mail")]
# PostgreSQL's integer.
OrganisationId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/users")
async def list_users(
    request: Request,
    me: Operator,
    after: After = "",
    email: EmailPart = "",
    limit: Limit = 100,
) -> UserPage:
    """Users in the order they came."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        cursor = await conn.execute(
            actions.SQL["users"],
            {"after": after, "email": email.strip().lower(), "limit": limit},
        )
        users = [User.model_validate(row) for row in await cursor.fetchall()]
    return UserPage(users=users, next_after=users[-1].id if len(users) == limit else None)


@router.post("/users")
async def add_user(request: Request, me: Operator, new: NewUserForm) -> LinkShown:
    """Add a user; the answer is a link with which they can come in without a password."""
    password_hash = await hash_password(new.password) if new.password else None
    async with services(request).db.transaction(me.operator_identity) as conn:
        user_id = await actions.add_user(
            conn,
            actions.NewUser(
                new.email, password_hash, new.first_name, new.last_name, new.is_operator
            ),
        )
        return await _link(request, conn, user_id)


@router.post("/users/{user_id}/link")
async def make_link(request: Request, me: Operator, user_id: str) -> LinkShown:
    """A link that signs a user in once, for a first time or without a password."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        return await _link(request, conn, user_id)


@router.post("/users/{user_id}/password-reset")
async def make_reset_link(request: Request, me: Operator, user_id: str) -> LinkShown:
    """A link to choose a new password with, once and within a day; hand it to the user alone."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        opened = await actions.open_link(conn, user_id, kind="password_reset")
    url = link_url(request, "new-password", opened.token)
    return LinkShown(user_id=user_id, url=url, expires_at=opened.expires_at)


@router.post("/users/{user_id}/disable", status_code=204)
async def disable_user(request: Request, me: Operator, user_id: str) -> None:
    """Shut a user out; their sessions end at once."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        await actions.set_disabled(conn, user_id, is_disabled=True)


@router.post("/users/{user_id}/enable", status_code=204)
async def enable_user(request: Request, me: Operator, user_id: str) -> None:
    """Let a user in again."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        await actions.set_disabled(conn, user_id, is_disabled=False)


@router.get("/workers")
async def list_workers(
    request: Request,
    me: Operator,
    after: After = "",
    email: EmailPart = "",
    limit: Limit = 100,
) -> WorkerPage:
    """Workers in the order they came, with their qualifications."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        cursor = await conn.execute(
            actions.SQL["workers"],
            {"after": after, "email": email.strip().lower(), "limit": limit},
        )
        workers = await _with_qualifications(conn, await cursor.fetchall())
    return WorkerPage(workers=workers, next_after=workers[-1].id if len(workers) == limit else None)


@router.post("/workers")
async def add_worker(request: Request, me: Operator, new: NewWorker) -> Worker:
    """Make a user a worker, adding the user when the e-mail is new; a known one stays as it is."""
    password_hash = await hash_password(new.password) if new.password else None
    async with services(request).db.transaction(me.operator_identity) as conn:
        user_id, is_new = await actions.find_or_add_user(conn, new.email)
        if password_hash is not None and is_new:
            await actions.set_password(conn, user_id, password_hash)
        worker_id = await actions.add_worker(
            conn, user_id, is_marketplace=new.is_marketplace, languages=new.languages
        )
        worker = await _worker(conn, worker_id)
    await services(request).worker_changed(worker_id)
    return worker


@router.get("/workers/{worker_id}")
async def read_worker(request: Request, me: Operator, worker_id: str) -> Worker:
    """One worker with their qualifications."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        return await _worker(conn, worker_id)


@router.patch("/workers/{worker_id}")
async def change_worker(
    request: Request, me: Operator, worker_id: str, changed: ChangedWorker
) -> Worker:
    """Suspend a worker or let them work again; change languages or the marketplace."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        await actions.change_worker(
            conn,
            worker_id,
            status=changed.status,
            is_marketplace=changed.is_marketplace,
            languages=changed.languages,
        )
        worker = await _worker(conn, worker_id)
    await services(request).worker_changed(worker_id)
    return worker


@router.put("/workers/{worker_id}/qualifications/{name}")
async def grant_qualification(
    request: Request, me: Operator, worker_id: str, name: QualificationName, grant: Grant
) -> Worker:
    """Grant a qualification, or renew it with a new score and end."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        await actions.grant_qualification(
            conn, worker_id, name, score=grant.score, expires_at=grant.expires_at
        )
        worker = await _worker(conn, worker_id)
    await services(request).worker_changed(worker_id)
    return worker


@router.delete("/workers/{worker_id}/qualifications/{name}")
async def revoke_qualification(
    request: Request, me: Operator, worker_id: str, name: QualificationName
) -> Worker:
    """Take a qualification away."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        await actions.revoke_qualification(conn, worker_id, name)
        worker = await _worker(conn, worker_id)
    await services(request).worker_changed(worker_id)
    return worker


@router.put("/workers/{worker_id}/conflicts/{organisation_id}", status_code=204)
async def add_conflict(
    request: Request, me: Operator, worker_id: str, organisation_id: OrganisationId, why: Conflict
) -> None:
    """Put a wall between a worker and an organisation: they are never offered its work."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        await actions.add_conflict(conn, worker_id, organisation_id, reason=why.reason)
    await services(request).worker_changed(worker_id, organisation_id)


@router.delete("/workers/{worker_id}/conflicts/{organisation_id}", status_code=204)
async def remove_conflict(
    request: Request, me: Operator, worker_id: str, organisation_id: OrganisationId
) -> None:
    """Take a wall down."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        await actions.remove_conflict(conn, worker_id, organisation_id)
    await services(request).worker_changed(worker_id, organisation_id)


async def _link(request: Request, conn: Connection, user_id: str) -> LinkShown:
    opened = await actions.open_link(conn, user_id, kind="sign_in")
    url = link_url(request, "sign-in", opened.token)
    return LinkShown(user_id=user_id, url=url, expires_at=opened.expires_at)


async def _worker(conn: Connection, worker_id: str) -> Worker:
    await actions.require_worker(conn, worker_id)
    cursor = await conn.execute(actions.SQL["worker"], {"worker_id": worker_id})
    return (await _with_qualifications(conn, await cursor.fetchall()))[0]


async def _with_qualifications(conn: Connection, rows: list[dict[str, Any]]) -> list[Worker]:
    # Any: rows of the database, checked by the model.
    cursor = await conn.execute(
        actions.SQL["qualifications"], {"worker_ids": [row["id"] for row in rows]}
    )
    granted = await cursor.fetchall()
    return [
        Worker.model_validate(
            row | {"qualifications": [one for one in granted if one["worker_id"] == row["id"]]}
        )
        for row in rows
    ]
