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
from goldwright.api.services import services
from goldwright.api.who import customer
from goldwright.delivery import actions, trial
from goldwright.delivery.export import MEDIA_TYPES, Export, Format, opened

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


@router.get("/projects/{name:path}/export", response_class=StreamingResponse)
async def export_project(
    request: Request,
    name: str,
    format: Format = "jsonl",  # noqa: A002  the customers' word
    *,
    receipts: bool = False,
    exporter: Annotated[str | None, Query(alias="as")] = None,
) -> StreamingResponse:
    """A project's tasks, or a receipt for each annotation, as one stream."""
    caller = await customer(request)
    caller.must_be("manager")
    pieces = _pieces(
        services(request).settings.database_url,
        Export(
            organisation_id=caller.organisation_id,
            environment=caller.environment,
            project=name,
            format=format,
            is_receipts=receipts,
            exporter=exporter,
        ),
    )
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
