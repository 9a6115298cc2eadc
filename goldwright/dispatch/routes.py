"""`/api` for workers: what is offered, the next task, its lease."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, JsonValue

from goldwright.api.bodies import JsonRoute, described, read_body
from goldwright.api.services import services
from goldwright.api.who import worker_token
from goldwright.dispatch import actions
from goldwright.dispatch.held import remember
from goldwright.intake.files.routes import link_secret
from goldwright.task_types.answer_rules import AnswerRule

router = APIRouter(prefix="/api", tags=["work"], route_class=JsonRoute)


class Lease(BaseModel):
    """What to hold, and what of it is known already."""

    project: Annotated[
        str | None, Field(description="name or id of a project; absent: any on offer")
    ] = None
    hold: Annotated[
        int,
        Field(
            ge=1,
            le=100,
            description="how many assignments to hold: a page 3 (two ahead), a program more",
        ),
    ] = 1
    have: Annotated[
        list[str],
        Field(max_length=100, description="assignments already here, to be sent without content"),
    ] = []

    def wish(self) -> actions.Wish:
        """The same for the actions."""
        return actions.Wish(self.project, self.hold, self.have)


class Offer(BaseModel):
    """A project a worker may work on."""

    project: str | None
    project_id: str
    type: str
    rate_micros: int
    review_rate_micros: int
    currency: str
    lease_seconds: int
    has_onboarding: bool
    is_onboarded: bool
    has_work: bool
    has_reviews: bool
    has_begun: bool


class Assignment(BaseModel):
    """One worker's hold on a task; content is absent where the caller has it already."""

    assignment_id: str
    stage: Literal["annotate", "review", "second_review"]
    status: str
    price_micros: int
    currency: str
    leased_at: datetime
    shown_at: datetime | None
    lease_expires_at: datetime
    lease_seconds: int
    is_onboarding: bool
    project: str | None = None
    type: str | None = None
    instruction: str | None = None
    rejections: Annotated[
        int, Field(description="how often reviewers sent the task back; why: /review")
    ] = 0
    rules: Annotated[
        list[AnswerRule], Field(description="what the project asks of answers beside their type")
    ] = []
    params: dict[str, JsonValue] | None = None


class Held(BaseModel):
    """What a worker holds, oldest first."""

    assignments: list[Assignment]


class Extended(BaseModel):
    """The new end of a lease."""

    lease_expires_at: datetime


class InstructionVersion(BaseModel):
    """Which instruction of the project an assignment shows, and what its worker read of it."""

    version: Annotated[
        int | None, Field(description="of the project's params; null: it is the task's own")
    ]
    is_read: Annotated[bool, Field(description="whether this worker read this one, anywhere")]
    before: Annotated[
        str | None, Field(description="what they read last; null: this one, or none before")
    ]
    after: Annotated[
        str | None, Field(description="the project's instruction now, beside `before`")
    ]


class Skip(BaseModel):
    """Why a task is passed over; the customer reads it."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]


@router.get("/offers")
async def list_offers(request: Request) -> list[Offer]:
    """What the worker who asks may work on, what it pays and whether there is work now."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        rows = await (
            await conn.execute(actions.SQL["offers"], {"worker_id": worker_id})
        ).fetchall()
    return [Offer.model_validate(row) for row in rows]


@router.post(
    "/assignments/next",
    responses={200: {"model": Held}},
    openapi_extra=described(Lease),
)
async def lease_next(request: Request) -> Response:
    """What the worker now holds, topped up to `hold`, oldest first; empty when nothing waits.

    Asking again after a lost answer gives the same assignments. An assignment carries its price,
    when its lease ends, and the task's type, instruction and params.
    """
    token, wish = worker_token(request), await read_body(request, Lease)
    held = await actions.lease(services(request).turns, token, wish.wish())
    remember(held)
    return _json(f'{{"assignments": [{", ".join(held)}]}}')


@router.get("/assignments", responses={200: {"model": Held}})
async def list_live(request: Request) -> Response:
    """Every assignment the worker holds now, with content, oldest first."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        rows = await (
            await conn.execute(actions.SQL["live_assignments"], {"worker_id": worker_id})
        ).fetchall()
    return _json(f'{{"assignments": [{", ".join(row["shown"] for row in rows)}]}}')


@router.get("/assignments/{assignment_id}", responses={200: {"model": Assignment}})
async def read_assignment(request: Request, assignment_id: str) -> Response:
    """One own assignment with its content, whatever became of it."""
    async with services(request).db.connection() as conn:
        return _json(await actions.assignment_content(conn, worker_token(request), assignment_id))


@router.get("/assignments/{assignment_id}/instruction")
async def read_instruction_version(request: Request, assignment_id: str) -> InstructionVersion:
    """Which version of its project's instruction an own assignment shows, and what changed."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        found = await actions.instruction(conn, worker_id, assignment_id)
    return InstructionVersion(**asdict(found))


@router.put("/assignments/{assignment_id}/instruction")
async def keep_instruction_read(request: Request, assignment_id: str) -> InstructionVersion:
    """The worker has read the instruction of an own assignment; kept for all their browsers."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        found = await actions.instruction(conn, worker_id, assignment_id, is_read=True)
    return InstructionVersion(**asdict(found))


@router.get(
    "/assignments/{assignment_id}/attachment", status_code=302, response_class=RedirectResponse
)
async def open_attachment(request: Request, assignment_id: str, url: str) -> Response:
    """Where a page loads one of the task's attachments: our copy, or the original without one."""
    here, token = services(request), worker_token(request)
    async with here.db.connection() as conn:
        place = await actions.attachment_place(
            conn, token, assignment_id, url=url, secret=await link_secret(here.db)
        )
    return RedirectResponse(place, 302, {"Cache-Control": "private, max-age=1800"})


@router.post("/assignments/{assignment_id}/show", responses={200: {"model": Assignment}})
async def show_assignment(request: Request, assignment_id: str) -> Response:
    """Say that the task is on screen now: its clock starts, once."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        await actions.show(conn, worker_id, assignment_id)
    return await read_assignment(request, assignment_id)


@router.post("/assignments/{assignment_id}/extend")
async def extend_lease(request: Request, assignment_id: str) -> Extended:
    """A full lease from now on, at most a day after the task was first shown."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        return Extended(lease_expires_at=await actions.extend(conn, worker_id, assignment_id))


@router.post("/assignments/{assignment_id}/skip", responses={200: {"model": Assignment}})
async def skip_assignment(request: Request, assignment_id: str, skip: Skip) -> Response:
    """Pass over a task for good, saying why; it goes to somebody else."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        await actions.give_back(
            conn, worker_id, assignment_id, status="skipped", reason=skip.reason
        )
    return await read_assignment(request, assignment_id)


@router.post("/assignments/{assignment_id}/release", responses={200: {"model": Assignment}})
async def release_assignment(request: Request, assignment_id: str) -> Response:
    """Give a task back without a reason; it may come again later."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, worker_token(request))
        await actions.give_back(conn, worker_id, assignment_id, status="released")
    return await read_assignment(request, assignment_id)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
