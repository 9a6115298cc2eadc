"""`/api` for customers: what became of callbacks, sending them again, and exports."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from goldwright.api.bodies import JsonRoute
from goldwright.api.paths import PathName
from goldwright.api.services import services
from goldwright.api.who import Caller, customer
from goldwright.delivery import actions, trial
from goldwright.delivery.export import (
    MEDIA_TYPES,
    Export,
    Format,
    Status,
    count,
    formats_of,
    opened,
)
from goldwright.errors import NotFoundError
from goldwright.task_types import registry

router = APIRouter(prefix="/api", tags=["delivery"], route_class=JsonRoute)
State = Literal["pending", "delivered", "dead"]


class CallbackShown(BaseModel):
    """A callback: what happened, where it goes, and how its tries went."""

    model_config = ConfigDict(extra="ignore")

    id: str
    kind: Literal["task", "batch"]
    task_id: str | None
    batch_id: str | None
    event_kind: str
    target: str
    state: State
    attempts: int
    next_attempt_at: datetime
    last_status_code: int | None
    last_failure: str | None
    created_at: datetime
    delivered_at: datetime | None


class CallbackPage(BaseModel):
    """Callbacks, newest first; `next` is given as `before` for those that follow."""

    callbacks: list[CallbackShown]
    next: str | None


class TrialTarget(BaseModel):
    """Where a trial callback goes; null: to the organisation's default."""

    url: Annotated[str | None, Field(max_length=2000)] = None


class TrialShown(BaseModel):
    """How the receiver of a trial callback answered."""

    model_config = ConfigDict(from_attributes=True)

    target: str
    is_taken: bool
    status_code: int | None
    failure: str | None
    seconds: float


class Resent(BaseModel):
    """How many callbacks are tried anew."""

    resent: int


@router.get("/callbacks")
async def list_callbacks(
    request: Request,
    state: State | None = None,
    before: Annotated[str | None, Query(pattern="^cbk_[0-9a-f]{24}$")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> CallbackPage:
    """Callbacks of the organisation, newest first."""
    caller = await customer(request)
    async with services(request).db.transaction(caller.identity) as conn:
        rows = await actions.list_callbacks(
            conn, caller.identity, state=state, before=before, limit=limit
        )
    shown = [CallbackShown.model_validate(row) for row in rows]
    return CallbackPage(callbacks=shown, next=shown[-1].id if len(shown) == limit else None)


@router.post("/callbacks/test")
async def test_callback(request: Request, to: TrialTarget) -> TrialShown:
    """Send a callback of a made-up task, signed like any other, and tell how it was answered."""
    caller = await customer(request)
    caller.must_be("manager")
    here = services(request)
    here.sign_ins.count(f"trial callback {caller.organisation_id}")
    found = await trial.send(here.db, here.settings, caller.identity, to.url)
    return TrialShown.model_validate(found)


@router.post("/callbacks/resend")
async def resend_dead(request: Request) -> Resent:
    """Try all dead callbacks anew, 10,000 at a time."""
    caller = await customer(request)
    caller.must_be("manager")
    async with services(request).db.transaction(caller.identity) as conn:
        return Resent(resent=await actions.resend_dead(conn, caller.identity))


@router.post("/callbacks/{callback_id}/resend")
async def resend(request: Request, callback_id: str) -> CallbackShown:
    """Try a delivered or dead callback anew, under its old id."""
    caller = await customer(request)
    caller.must_be("manager")
    async with services(request).db.transaction(caller.identity) as conn:
        row = await actions.resend(conn, caller.identity, callback_id)
    return CallbackShown.model_validate(row)


class ExportSought(BaseModel):
    """What an export holds; what is left out is any."""

    format: Format = "jsonl"
    receipts: bool = False
    exporter: Annotated[
        str | None, Field(alias="as", description="A format of the task type's own; its tasks.")
    ] = None
    batch: str | None = None
    status: Status | None = None
    since: Annotated[
        datetime | None,
        Field(description="Tasks that changed, or answers given, then or later; UTC by default."),
    ] = None

    def of(self, caller: Caller, project: str) -> Export:
        """The same, for a caller and a project."""
        return Export(
            organisation_id=caller.organisation_id,
            environment=caller.environment,
            project=project,
            format=self.format,
            is_receipts=self.receipts,
            exporter=self.exporter,
            batch=self.batch,
            status=self.status,
            since=self.since,
        )


class ExportCount(BaseModel):
    """How many tasks, or answers, an export would hold; null where counting takes too long."""

    count: int | None


class ExportFormat(BaseModel):
    """A format of a task type's own, which an export names in `as`."""

    name: str
    title: str
    formats: list[Format]


@router.get("/projects/{name}/export/count")
async def count_export(
    request: Request, name: PathName, sought: Annotated[ExportSought, Query()]
) -> ExportCount:
    """How much an export would hold, before it is begun."""
    caller = await customer(request)
    caller.must_be("manager")
    url = services(request).settings.database_url
    return ExportCount(count=await run_in_threadpool(count, url, sought.of(caller, name)))


@router.get("/task-types/{name}/export-formats")
async def list_export_formats(name: str) -> list[ExportFormat]:
    """What completed tasks of a kind can be exported as; the same for everybody."""
    known = registry().get(name)
    if known is None:
        raise NotFoundError(f"There is no task type {name!r}; see /api/task-types.")
    return [
        ExportFormat(name=word, title=one.title, formats=list(formats_of(one)))
        for word, one in known.exporters.items()
    ]


@router.get("/projects/{name}/export", response_class=StreamingResponse)
async def export_project(
    request: Request, name: PathName, sought: Annotated[ExportSought, Query()]
) -> StreamingResponse:
    """A project's tasks, or a receipt for each annotation, as one stream."""
    caller = await customer(request)
    caller.must_be("manager")
    format = sought.format  # noqa: A001  the customers' word
    pieces = _pieces(services(request).settings.database_url, sought.of(caller, name))
    # An unknown project is told before anything is sent.
    await run_in_threadpool(next, pieces)
    file_name = quote(f"{name}.{format}", safe="")
    return StreamingResponse(
        pieces,
        media_type=MEDIA_TYPES[format],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{file_name}"},
    )


def _pieces(database_url: str, export: Export) -> Iterator[bytes]:
    """An empty piece once the export stands, then its pieces; closing it ends the connection."""
    with opened(database_url, export) as pieces:
        yield b""
        yield from pieces
