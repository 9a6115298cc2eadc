"""`/api` for members: their organisation, its API keys, its people.

A session names the organisation and environment in the headers Goldwright-Organisation and
Goldwright-Environment. Keys are managed by people only: a leaked key must not be able to make more.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from goldwright.api.bodies import JsonRoute
from goldwright.api.links import link_url
from goldwright.api.services import services
from goldwright.api.who import Caller, customer
from goldwright.errors import ForbiddenError
from goldwright.intake.organisations import actions
from goldwright.intake.organisations.records import (
    DefaultCallback,
    Invitation,
    Invited,
    KeyShown,
    Member,
    NewKeyForm,
    NewKeyShown,
    NewRole,
    OrganisationNamed,
    OrganisationShown,
    OwnWorker,
    RenewedSecret,
)

router = APIRouter(prefix="/api", tags=["organisation"], route_class=JsonRoute)


async def manager(request: Request) -> Caller:
    """A caller who manages the organisation."""
    caller = await customer(request)
    caller.must_be("manager")
    return caller


async def managing_person(request: Request) -> Caller:
    """A manager who signed in, not a key."""
    caller = await manager(request)
    if caller.user_id is None:
        raise ForbiddenError("An API key cannot manage keys or people's roles; sign in.")
    return caller


AnyCaller = Annotated[Caller, Depends(customer)]
Manager = Annotated[Caller, Depends(manager)]
ManagingPerson = Annotated[Caller, Depends(managing_person)]


@router.get("/organisation")
async def read_organisation(request: Request, caller: ManagingPerson) -> OrganisationShown:
    """The organisation with the secrets that its receivers of callbacks need."""
    async with services(request).db.transaction(caller.identity) as conn:
        cursor = await conn.execute(
            actions.SQL["organisation"], {"organisation_id": caller.organisation_id}
        )
        return OrganisationShown.model_validate(await cursor.fetchone())


@router.get("/organisation/name")
async def name_organisation(request: Request, caller: AnyCaller) -> OrganisationNamed:
    """What the organisation is called, for those who work in several."""
    async with services(request).db.transaction(caller.identity) as conn:
        cursor = await conn.execute(
            actions.SQL["organisation"], {"organisation_id": caller.organisation_id}
        )
        return OrganisationNamed.model_validate(await cursor.fetchone())


@router.put("/organisation/default-callback")
async def set_default_callback(
    request: Request, caller: ManagingPerson, target: DefaultCallback
) -> DefaultCallback:
    """Say where callbacks go for tasks that name no address."""
    async with services(request).db.transaction(caller.identity) as conn:
        await conn.execute(
            actions.SQL["set_default_callback"],
            {"organisation_id": caller.organisation_id, "url": target.url},
        )
    return target


@router.post("/organisation/secrets")
async def renew_secret(
    request: Request, caller: ManagingPerson, which: RenewedSecret
) -> OrganisationShown:
    """Draw a secret of callbacks anew; from the next callback on the old one is gone."""
    async with services(request).db.transaction(caller.identity) as conn:
        await actions.renew_secret(conn, caller.organisation_id, which.secret)
        cursor = await conn.execute(
            actions.SQL["organisation"], {"organisation_id": caller.organisation_id}
        )
        return OrganisationShown.model_validate(await cursor.fetchone())


@router.get("/keys")
async def list_keys(request: Request, caller: ManagingPerson) -> list[KeyShown]:
    """The API keys of this environment, newest first, revoked ones included."""
    async with services(request).db.transaction(caller.identity) as conn:
        cursor = await conn.execute(
            actions.SQL["keys"],
            {"organisation_id": caller.organisation_id, "environment": caller.environment},
        )
        return [KeyShown.model_validate(row) for row in await cursor.fetchall()]


@router.post("/keys")
async def create_key(request: Request, caller: ManagingPerson, new: NewKeyForm) -> NewKeyShown:
    """A new API key of this environment; the secret is shown only now."""
    async with services(request).db.transaction(caller.identity) as conn:
        key = await actions.create_key(
            conn,
            caller.organisation_id,
            caller.environment,
            name=new.name,
            created_by=caller.user_id,
        )
    return NewKeyShown(id=key.id, secret=key.secret)


@router.post("/keys/{key_id}/revoke", status_code=204)
async def revoke_key(request: Request, caller: ManagingPerson, key_id: str) -> None:
    """End a key of this environment for good."""
    async with services(request).db.transaction(caller.identity) as conn:
        await actions.revoke_key(conn, caller.organisation_id, caller.environment, key_id)


@router.get("/members")
async def list_members(request: Request, caller: AnyCaller) -> list[Member]:
    """Everybody of the organisation."""
    async with services(request).db.transaction(caller.identity) as conn:
        cursor = await conn.execute(
            actions.SQL["members"], {"organisation_id": caller.organisation_id}
        )
        return [Member.model_validate(row) for row in await cursor.fetchall()]


@router.post("/members/invite")
async def invite_member(request: Request, caller: Manager, invitation: Invitation) -> Invited:
    """Let somebody in; who is new gets a link to choose a password, which you pass on to them."""
    if invitation.role == "admin":
        caller.must_be("admin")
    async with services(request).db.transaction(caller.identity) as conn:
        joined = await actions.invite(
            conn, caller.organisation_id, invitation.email, invitation.role
        )
    if joined.worker_id is not None:
        await services(request).worker_changed(joined.worker_id, caller.organisation_id)
    token = joined.invitation
    return Invited(
        user_id=joined.user_id,
        worker_id=joined.worker_id,
        invitation_url=link_url(request, "invitation", token) if token else None,
    )


@router.post("/worker")
async def become_worker(request: Request, caller: ManagingPerson) -> OwnWorker:
    """Be offered the organisation's work yourself: whoever manages it may answer tasks too."""
    assert caller.user_id is not None  # a person, not a key
    async with services(request).db.transaction(caller.identity) as conn:
        worker_id = await actions.add_worker(conn, caller.user_id)
    await services(request).worker_changed(worker_id, caller.organisation_id)
    return OwnWorker(worker_id=worker_id)


@router.put("/members/{user_id}/role")
async def set_role(request: Request, caller: ManagingPerson, user_id: str, new: NewRole) -> NewRole:
    """Change a member's role; only admins make or unmake admins."""
    async with services(request).db.transaction(caller.identity) as conn:
        worker_id = await actions.set_role(
            conn, caller.organisation_id, user_id, new.role, by=caller.role
        )
    if worker_id is not None:
        await services(request).worker_changed(worker_id, caller.organisation_id)
    return new


@router.delete("/members/{user_id}", status_code=204)
async def remove_member(request: Request, caller: ManagingPerson, user_id: str) -> None:
    """Put a member out; what they did stays."""
    async with services(request).db.transaction(caller.identity) as conn:
        worker_id = await actions.remove_member(
            conn, caller.organisation_id, user_id, by=caller.role
        )
    if worker_id is not None:
        await services(request).worker_changed(worker_id, caller.organisation_id)
