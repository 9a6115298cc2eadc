"""`/api/operator`: the operator founds organisations and switches task types off."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from goldwright.api.bodies import JsonRoute
from goldwright.api.links import link_url
from goldwright.api.services import services
from goldwright.api.who import Person, operator
from goldwright.errors import NotFoundError
from goldwright.intake.organisations import actions
from goldwright.intake.organisations.records import (
    DisabledTaskTypes,
    Founded,
    NewOrganisation,
    OrganisationListed,
    OrganisationPage,
)

router = APIRouter(prefix="/api/operator", tags=["operator"], route_class=JsonRoute)

Operator = Annotated[Person, Depends(operator)]
_INTEGER_MAX = 2**31 - 1  # PostgreSQL's


@router.get("/organisations")
async def list_organisations(
    request: Request,
    me: Operator,
    after: Annotated[int, Query(ge=0, le=_INTEGER_MAX)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
) -> OrganisationPage:
    """Organisations in the order they came."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        cursor = await conn.execute(actions.SQL["organisations"], {"after": after, "limit": limit})
        found = [OrganisationListed.model_validate(row) for row in await cursor.fetchall()]
    return OrganisationPage(
        organisations=found, next_after=found[-1].id if len(found) == limit else None
    )


@router.post("/organisations")
async def found_organisation(request: Request, me: Operator, new: NewOrganisation) -> Founded:
    """A new organisation and its first admin, who makes keys and invites the others."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        organisation_id = await actions.create_organisation(conn, new.name, currency=new.currency)
        joined = await actions.invite(conn, organisation_id, new.admin_email, "admin")
    token = joined.invitation
    return Founded(
        id=organisation_id,
        admin_user_id=joined.user_id,
        invitation_url=link_url(request, "invitation", token) if token else None,
    )


@router.put("/organisations/{organisation_id}/disabled-task-types")
async def disable_task_types(
    request: Request,
    me: Operator,
    organisation_id: Annotated[int, Path(ge=1, le=_INTEGER_MAX)],
    disabled: DisabledTaskTypes,
) -> DisabledTaskTypes:
    """Switch task types off for an organisation; their creation answers 402."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        cursor = await conn.execute(
            actions.SQL["set_disabled_task_types"],
            {"organisation_id": organisation_id, "types": disabled.types},
        )
        if await cursor.fetchone() is None:
            raise NotFoundError(f"There is no organisation {organisation_id}.")
    return disabled
