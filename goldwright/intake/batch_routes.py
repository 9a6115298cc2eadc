"""`/api` for members: batches, from being made to being finished or cancelled."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from goldwright.api.bodies import JsonRoute
from goldwright.api.paths import PathName
from goldwright.api.services import services
from goldwright.api.who import Caller, customer
from goldwright.db import Connection
from goldwright.db.identity import Identity
from goldwright.intake import batches
from goldwright.intake.routes import manager
from goldwright.intake.rules import read_name

router = APIRouter(prefix="/api", tags=["intake"], route_class=JsonRoute)

AnyCaller = Annotated[Caller, Depends(customer)]
Manager = Annotated[Caller, Depends(manager)]


class NewBatchForm(BaseModel):
    """A batch to be made."""

    model_config = ConfigDict(extra="forbid")

    name: str
    project: str
    is_staging: bool = Field(
        default=False, description="held back until it is finalised; test batches never are"
    )
    callback: Annotated[str | None, Field(max_length=2000)] = None
    metadata: dict[str, JsonValue] = {}


class BatchShown(BaseModel):
    """A batch and how far it has come."""

    id: str
    name: str
    project_name: str
    status: Literal["staging", "in_progress", "completed", "cancelled"]
    metadata: dict[str, JsonValue]
    tasks: dict[str, int] = Field(description="how many tasks by status; zeros are left out")
    created_at: datetime
    completed_at: datetime | None


class BatchPage(BaseModel):
    """Batches, newest first."""

    batches: list[BatchShown]
    total: int


@router.get("/batches")
async def list_batches(
    request: Request,
    caller: AnyCaller,
    project: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> BatchPage:
    """Batches with their counts, newest first."""
    identity = caller.identity
    async with services(request).db.transaction(identity) as conn:
        page = await batches.list_batches(
            conn, identity, batches.BatchFilter(project=project), limit=limit, offset=offset
        )
        shown = [await _shown(conn, identity, row) for row in page.rows]
    return BatchPage(batches=shown, total=page.total)


@router.post("/batches")
async def create_batch(request: Request, caller: Manager, new: NewBatchForm) -> BatchShown:
    """A batch of a project, to which tasks can then be sent."""
    batch = batches.NewBatch(
        name=read_name(new.name, "name"),
        project=new.project,
        callback=new.callback or None,
        is_staging=new.is_staging,
        metadata=new.metadata,
    )
    async with services(request).db.transaction(caller.identity) as conn:
        row = await batches.create_batch(conn, caller.identity, batch)
        return await _shown(conn, caller.identity, row)


@router.post("/batches/{name}/finalize")
async def finalize_batch(request: Request, caller: Manager, name: PathName) -> BatchShown:
    """Release a staging batch to workers; on any other it changes nothing."""
    async with services(request).db.transaction(caller.identity) as conn:
        row = await batches.finalize_batch(conn, caller.identity, name)
        return await _shown(conn, caller.identity, row)


@router.post("/batches/{name}/cancel")
async def cancel_batch(request: Request, caller: Manager, name: PathName) -> BatchShown:
    """Stop a batch: pending tasks are cancelled, completed ones stay; twice does no harm."""
    here, identity, has_more = services(request), caller.identity, True
    while has_more:  # some thousands of tasks at a time, so that no lock is held for long
        async with here.db.transaction(identity) as conn:
            has_more = await batches.cancel_some(conn, identity, name)
    async with here.db.transaction(identity) as conn:
        row = await batches.find_batch(conn, identity, name)
        return await _shown(conn, identity, row)


async def _shown(conn: Connection, identity: Identity, row: DictRow) -> BatchShown:
    counts = await batches.count_by_status(conn, identity, row["id"])
    return BatchShown(**row, tasks=counts)
