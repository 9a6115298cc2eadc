"""`/api`: a worker's earnings and an organisation's cost."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from goldwright.api.services import services
from goldwright.api.who import customer, worker_token
from goldwright.db import Connection
from goldwright.ledger import actions

router = APIRouter(prefix="/api", tags=["ledger"])


class Earning(BaseModel):
    """What has been accrued in one currency, in millionths of its unit."""

    currency: str
    amount_micros: int
    entries: int


class DayEarning(BaseModel):
    """What has been accrued on one day for one project; no project: tasks sent without one."""

    day: date
    project: str | None
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
        rows = await actions.earnings(conn, await _worker(conn, request))
    return [Earning.model_validate(one) for one in rows]


@router.get("/earnings/days")
async def read_earnings_by_day(
    request: Request,
    days: Annotated[int, Query(ge=1, le=366, description="how many, today the last")] = 30,
    zone: Annotated[str, Query(max_length=64, description="whose days, as in Asia/Manila")] = "UTC",
) -> list[DayEarning]:
    """What the worker who asks has earned lately, by day and project; days without are left out."""
    async with services(request).db.connection() as conn, conn.transaction():
        rows = await actions.earnings_by_day(
            conn, await _worker(conn, request), days=days, zone=zone
        )
    return [DayEarning.model_validate(one) for one in rows]


@router.get("/cost")
async def read_cost(request: Request) -> list[Cost]:
    """What the organisation's annotations cost so far, by project."""
    caller = await customer(request)
    async with services(request).db.transaction(caller.identity) as conn:
        rows = await actions.cost(
            conn, organisation_id=caller.organisation_id, environment=caller.environment
        )
    return [Cost.model_validate(row) for row in rows]


async def _worker(conn: Connection, request: Request) -> str:
    row = await (
        await conn.execute("SELECT act_as_worker(%s) AS worker_id", (worker_token(request),))
    ).fetchone()
    assert row is not None
    return str(row["worker_id"])
