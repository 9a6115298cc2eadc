"""`/api/operator`: callbacks that were given up, and sending them again."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import Person, operator
from goldwright.db.identity import Environment
from goldwright.delivery import actions

router = APIRouter(prefix="/api/operator", tags=["operator"], route_class=JsonRoute)

Operator = Annotated[Person, Depends(operator)]
CallbackId = Annotated[str, Field(pattern="^cbk_[0-9a-f]{24}$")]


class DeadCallback(BaseModel):
    """A callback that nobody took within a day: to which host, and how its last try went."""

    id: str
    organisation_id: int
    organisation: str
    environment: Environment
    kind: Literal["task", "batch"]
    event_kind: str
    host: str
    attempts: int
    last_status_code: int | None
    last_failure: str | None
    created_at: datetime


class DeadCallbackPage(BaseModel):
    """Dead callbacks, newest first; `next_before` asks for the next page."""

    callbacks: list[DeadCallback]
    next_before: str | None


class CallbackIds(BaseModel):
    """Which callbacks to send again."""

    ids: Annotated[list[CallbackId], Field(max_length=1000)]


class Resent(BaseModel):
    """How many are tried anew; those that were not dead stay as they are."""

    resent: int


@router.get("/callbacks/dead")
async def list_dead(
    request: Request,
    me: Operator,
    before: Annotated[str | None, Query(pattern="^cbk_[0-9a-f]{24}$")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
) -> DeadCallbackPage:
    """Callbacks of every organisation that were given up; of their addresses only the host."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        rows = await actions.list_dead(conn, before=before, limit=limit)
    shown = [DeadCallback.model_validate(row) for row in rows]
    return DeadCallbackPage(
        callbacks=shown, next_before=shown[-1].id if len(shown) == limit else None
    )


@router.post("/callbacks/resend")
async def resend(request: Request, me: Operator, which: CallbackIds) -> Resent:
    """Start the tries of dead callbacks anew, under their old ids."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        return Resent(resent=await actions.resend_as_operator(conn, which.ids, by=me.user_id))
