"""`/api`: a worker's earnings and an organisation's cost."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from goldwright.api.services import services
from goldwright.api.who import customer, worker_token
from goldwright.ledger import actions

router = APIRouter(prefix="/api", tags=["ledger"])


class Earning(BaseModel):
    """What has been accrued in one currency, in millionths of its unit."""

    currency: str
    amount_micros: int
    entries: int


class Cost(BaseModel):
    """What a project's annotations cost in one currency; no project: tasks sent without one."""

    project: str | None
    currency: str
    amount_micros: int
    annotations: int


@router.get("/earnings")
async def read_earnings(request: Request) -> list[Earning]:
    """What the worker who asks has earned so far, by currency."""
    async with services(request).db.connection() as conn, conn.transaction():
        row = await (
            await conn.execute("SELECT act_as_worker(%s) AS worker_id", (worker_token(request),))
        ).fetchone()
        assert row is not None
        return [
            Earning.model_validate(one) for one in await actions.earnings(conn, row["worker_id"])
        ]


@router.get("/cost")
async def read_cost(request: Request) -> list[Cost]:
    """What the organisation's annotations cost so far, by project."""
    caller = await customer(request)
    async with services(request).db.transaction(caller.identity) as conn:
        rows = await actions.cost(
            conn, organisation_id=caller.organisation_id, environment=caller.environment
        )
    return [Cost.model_validate(row) for row in rows]
