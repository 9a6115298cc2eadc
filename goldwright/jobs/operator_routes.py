"""`/api/operator`: how the installation does, what fails behind requests, and trying it anew."""

import asyncio
import platform
import shutil
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

import goldwright
from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import Person, operator
from goldwright.db import load
from goldwright.db.identity import Environment
from goldwright.events import append
from goldwright.jobs.heartbeat import PATIENCE_SECONDS

SQL = load(__package__ or "")
router = APIRouter(prefix="/api/operator", tags=["operator"], route_class=JsonRoute)

Operator = Annotated[Person, Depends(operator)]
_ID_MAX = 2**63 - 1  # PostgreSQL's bigint
EventId = Annotated[int, Field(ge=0, le=_ID_MAX)]


class DatabaseHealth(BaseModel):
    """The database as the server sees it."""

    version: str
    size_bytes: int
    connections: int
    connections_max: int
    last_migration: str


class FailingLoop(BaseModel):
    """A job that a runner does over and over, and that failed at its last round."""

    name: str
    failure: str


class RunnerHealth(BaseModel):
    """A process that runs jobs; dead when it has not been heard of for a while."""

    id: str
    host: str
    version: str
    started_at: datetime
    seen_at: datetime
    is_alive: bool
    failing: list[FailingLoop]


class DiskHealth(BaseModel):
    """The disk under the data folder of this server process."""

    path: str
    free_bytes: int
    total_bytes: int


class Health(BaseModel):
    """How the installation does: versions, database, disk, runners, what was given up."""

    version: str
    python_version: str
    database: DatabaseHealth
    disk: DiskHealth
    storage: Annotated[str, Field(description="where files are kept: folder, s3, gs or az")]
    has_mail: bool
    runners: list[RunnerHealth]
    failing_events: Annotated[int, Field(description="counted to 10,000")]
    dead_callbacks: Annotated[int, Field(description="counted to 10,000")]


class FailingEvent(BaseModel):
    """An event that a stage failed at; parked once it was given up."""

    id: int
    organisation_id: int
    organisation: str
    environment: Environment
    stage: str
    kind: str
    task_id: str | None
    is_parked: bool
    attempts: int
    failure: str | None
    created_at: datetime


class FailingEventPage(BaseModel):
    """Failing events, newest first; `next_before` asks for the next page."""

    events: list[FailingEvent]
    next_before: int | None


class EventIds(BaseModel):
    """Which events to try anew."""

    ids: Annotated[list[EventId], Field(max_length=1000)]


class Retried(BaseModel):
    """How many were handed on; those that were not parked stay as they are."""

    retried: int


@router.get("/health")
async def read_health(request: Request, me: Operator) -> Health:
    """How the installation does, for whoever keeps it running."""
    found = services(request)
    disk = await asyncio.to_thread(_disk, found.settings.data)
    async with found.db.transaction(me.operator_identity) as conn:
        facts = await (await conn.execute(SQL["database_health"])).fetchone()
        cursor = await conn.execute(SQL["runners"], {"patience_seconds": PATIENCE_SECONDS})
        runners = await cursor.fetchall()
    assert facts is not None
    return Health(
        version=goldwright.__version__,
        python_version=platform.python_version(),
        database=DatabaseHealth.model_validate(facts),
        disk=disk,
        storage=found.settings.storage_url.partition(":")[0] or "folder",
        has_mail=bool(found.settings.smtp_url),
        runners=[
            RunnerHealth.model_validate(
                row
                | {
                    "failing": [
                        {"name": name, "failure": failure}
                        for name, failure in zip(row["failing"], row["failures"], strict=True)
                    ]
                }
            )
            for row in runners
        ],
        failing_events=facts["failing_events"],
        dead_callbacks=facts["dead_callbacks"],
    )


@router.get("/events/failing")
async def list_failing_events(
    request: Request,
    me: Operator,
    before: Annotated[int, Query(ge=0, le=_ID_MAX)] = _ID_MAX,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
) -> FailingEventPage:
    """Events that a stage failed at, newest first. What they are about stays with the customer."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        cursor = await conn.execute(SQL["failing_events"], {"before": before, "limit": limit})
        events = [FailingEvent.model_validate(row) for row in await cursor.fetchall()]
    return FailingEventPage(
        events=events, next_before=events[-1].id if len(events) == limit else None
    )


@router.post("/events/retry")
async def retry_events(request: Request, me: Operator, which: EventIds) -> Retried:
    """Hand events that were given up to their stages anew, as if they had never been tried."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        retried = await (await conn.execute(SQL["retry_events"], {"ids": which.ids})).fetchall()
        for event in retried:
            await append(
                conn,
                "event.retried",
                organisation_id=event["organisation_id"],
                environment=event["environment"],
                task_id=event["task_id"],
                details={"event_id": event["id"], "kind": event["kind"], "by": me.user_id},
            )
    return Retried(retried=len(retried))


def _disk(folder: Path) -> DiskHealth:
    place = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    usage = shutil.disk_usage(place)
    return DiskHealth(path=str(place), free_bytes=usage.free, total_bytes=usage.total)
