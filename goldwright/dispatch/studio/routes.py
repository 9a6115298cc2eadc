"""`/api` for members: in which order batches are given out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field

from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import Caller, customer
from goldwright.dispatch.studio import actions
from goldwright.intake.routes import manager

router = APIRouter(prefix="/api", tags=["work"], route_class=JsonRoute)


class PendingBatch(BaseModel):
    """A batch still to be done."""

    model_config = ConfigDict(extra="ignore")

    id: str
    name: str
    project_name: str
    is_ranked: bool = Field(description="placed by a person; the others follow, oldest first")
    total: int
    completed: int


class BatchOrder(BaseModel):
    """The names of all batches still to be done, the first one first; empty: oldest first."""

    names: Annotated[list[str], Field(max_length=10_000)]


@router.get("/batch-order")
async def read_order(
    request: Request, caller: Annotated[Caller, Depends(customer)]
) -> list[PendingBatch]:
    """Batches still to be done in the order in which they are given out."""
    async with services(request).db.transaction(caller.identity) as conn:
        return _shown(await actions.list_batches(conn, caller.identity))


@router.put("/batch-order")
async def set_order(
    request: Request, caller: Annotated[Caller, Depends(manager)], order: BatchOrder
) -> list[PendingBatch]:
    """Give batches out in this order, which names every pending one once; none: oldest first."""
    async with services(request).db.transaction(caller.identity) as conn:
        if not order.names:
            return _shown(await actions.reset_ranks(conn, caller.identity))
        return _shown(await actions.rank_batches(conn, caller.identity, order.names))


def _shown(rows: list[DictRow]) -> list[PendingBatch]:
    return [
        PendingBatch.model_validate({**row, "is_ranked": row["studio_priority"] is not None})
        for row in rows
    ]
