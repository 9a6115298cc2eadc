"""`/api` for members: what single workers are paid for an answer in a project."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from goldwright.api.bodies import JsonRoute
from goldwright.api.paths import PathName
from goldwright.api.services import services
from goldwright.db.connect import DictRow
from goldwright.dispatch import rates
from goldwright.intake.routes import AnyCaller, Manager

router = APIRouter(prefix="/api", tags=["work"], route_class=JsonRoute)
Names = Annotated[list[str], Field(max_length=1000)]


class WorkerRate(BaseModel):
    """What a worker is paid for an answer, where it is not the project's rate."""

    model_config = ConfigDict(extra="ignore")

    worker_id: str
    email: Annotated[str | None, Field(description="of the organisation's own people")]
    rate_micros: int
    is_expert: Annotated[
        bool, Field(description="given first, and while others are at work only, what is in doubt")
    ]


class RateChange(BaseModel):
    """A rate for some workers of a project."""

    model_config = ConfigDict(extra="forbid")

    workers: Names = Field(default=[], description="ids, or e-mails of the organisation's own")
    groups: Names = Field(default=[], description="names of groups of the project's workers")
    rate_micros: int | None = Field(
        ge=0, le=1 << 50, description="from their next lease on; null: the project's rate again"
    )

    @model_validator(mode="after")
    def _names_somebody(self) -> "RateChange":
        if not self.workers and not self.groups:
            raise ValueError("name some workers or groups")
        return self


@router.get("/projects/{name}/rates")
async def list_rates(request: Request, name: PathName, caller: AnyCaller) -> list[WorkerRate]:
    """Workers who are paid another rate than the project's, the dearest first."""
    async with services(request).db.transaction(caller.identity) as conn:
        return _shown(await rates.list_rates(conn, caller.identity, name))


@router.put("/projects/{name}/rates")
async def set_rate(
    request: Request, name: PathName, caller: Manager, change: RateChange
) -> list[WorkerRate]:
    """Pay some workers another rate than the project's, from their next lease on.

    Who is paid more than it is taken for an expert as long as their answers do not show that
    others are as good, and is then given what the others leave in doubt.
    """
    async with services(request).db.transaction(caller.identity) as conn:
        await rates.set_rate(
            conn,
            caller.identity,
            name,
            change.rate_micros,
            workers=change.workers,
            groups=change.groups,
        )
        return _shown(await rates.list_rates(conn, caller.identity, name))


def _shown(rows: list[DictRow]) -> list[WorkerRate]:
    return [WorkerRate.model_validate(row) for row in rows]
