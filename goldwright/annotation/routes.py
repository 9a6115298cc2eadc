"""`/api` for workers: drafts, submits, revisions and what became of them."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema

from goldwright.annotation import actions
from goldwright.api.bodies import JsonRoute, described, read_body
from goldwright.api.services import services
from goldwright.api.who import worker_token
from goldwright.dispatch.actions import act_as_worker
from goldwright.dispatch.held import remember
from goldwright.dispatch.routes import Assignment, Lease

router = APIRouter(prefix="/api", tags=["work"], route_class=JsonRoute)


class Typing(BaseModel):
    """How the text of an answer came in: counts alone, never the text that was pasted."""

    typed_characters: Annotated[int, Field(ge=0, le=10_000_000)]
    pasted_characters: Annotated[
        int, Field(ge=0, le=10_000_000, description="from elsewhere: not from the task itself")
    ]
    pastes: Annotated[int, Field(ge=0, le=100_000)]


class Submission(BaseModel):
    """A response, how long it took and how its text came in."""

    # Bodies within are spelt out: no route takes them as bodies that FastAPI would describe.

    response: Annotated[
        dict[str, JsonValue], Field(description="an answer in the task type's shape")
    ]
    key: Annotated[
        str | None,
        Field(
            max_length=200,
            description="makes repeating this request harmless; absent: the response itself",
        ),
    ] = None
    active_seconds: Annotated[
        float,
        Field(
            ge=0, le=1e6, allow_inf_nan=False, description="time spent at it, by the editor's clock"
        ),
    ] = 0.0
    typing: Annotated[
        Typing | None,
        Field(description="how its text came in, as an editor counts; absent: not known"),
        WithJsonSchema({"anyOf": [Typing.model_json_schema(), {"type": "null"}]}),
    ] = None
    next: Annotated[
        Lease | None,
        Field(description="what to hold from then on: saves the call of `/assignments/next`"),
        WithJsonSchema({"anyOf": [Lease.model_json_schema(), {"type": "null"}]}),
    ] = None


class Submitted(BaseModel):
    """What became of a submit: a late one may not be counted."""

    annotation_id: str
    assignment_id: str
    version: int
    is_counted: bool
    paid_micros: int
    currency: str
    active_seconds: float
    submitted_at: datetime
    assignments: Annotated[
        list[Assignment] | None,
        Field(description="what `next` asked for, as `/assignments/next` answers; else absent"),
    ] = None


class Revision(BaseModel):
    """A response in place of the one submitted before."""

    response: dict[str, JsonValue]
    key: Annotated[str | None, Field(max_length=200)] = None


class OwnAnswer(BaseModel):
    """What was submitted, and whether it may still be replaced: its task is undecided."""

    response: dict[str, JsonValue]
    may_revise: bool


class Draft(BaseModel):
    """Unsent work, made on a revision of the stored draft (0 when there was none)."""

    content: dict[str, JsonValue]
    revision: Annotated[int, Field(ge=0, le=2**53)] = 0


class KeptDraft(BaseModel):
    """A stored draft; revision 0 without content where none was kept yet."""

    content: dict[str, JsonValue] | None = None
    revision: int
    saved_at: datetime | None


class Done(BaseModel):
    """One of the worker's own annotations; `agreement` with the known answer in onboarding."""

    model_config = ConfigDict(from_attributes=True)

    assignment_id: str
    annotation_id: str
    type: str
    project: str | None
    response: dict[str, JsonValue]
    is_counted: bool
    is_late: Annotated[bool, Field(description="not counted because its place had been taken")]
    is_onboarding: bool
    agreement: float | None
    verdict: Annotated[
        Literal["accepted", "fixed", "rejected"] | None,
        Field(description="what the worker said as a reviewer; null of an answer"),
    ]
    active_seconds: float
    typed_characters: Annotated[
        int | None, Field(description="what the editor told of its text; null: nothing")
    ]
    pasted_characters: int | None
    pastes: int | None
    paid_micros: int
    currency: str
    submitted_at: datetime


class History(BaseModel):
    """A page of own annotations, newest first; `next_before` asks for the next page."""

    annotations: list[Done]
    next_before: str | None


@router.post(
    "/assignments/{assignment_id}/submit",
    responses={200: {"model": Submitted}},
    openapi_extra=described(Submission),
)
async def submit(request: Request, assignment_id: str) -> Response:
    """Submit a response: kept, paid and counted once however often it is sent.

    Answers the annotation's id, whether it counts (a late one may not) and what it earned; with
    `next`, in the same transaction, also what the worker holds from then on.
    """
    token, sent = worker_token(request), await read_body(request, Submission)
    here = services(request)
    await actions.check_response(here.db, token, assignment_id, sent.response)
    shown, held = await actions.submit(
        here.turns,
        token,
        assignment_id,
        response=sent.response,
        key=sent.key,
        active_seconds=sent.active_seconds,
        wish=sent.next and sent.next.wish(),
        typing=sent.typing and sent.typing.model_dump(),
    )
    if sent.next:
        remember(held)
        shown = f'{shown[:-1]}, "assignments": [{", ".join(held)}]}}'
    return Response(shown, media_type="application/json")


@router.post("/assignments/{assignment_id}/revise", responses={200: {"model": Submitted}})
async def revise(request: Request, assignment_id: str, revision: Revision) -> Response:
    """Replace an own submitted response while its task is undecided."""
    token, here = worker_token(request), services(request)
    await actions.check_response(here.db, token, assignment_id, revision.response)
    async with here.db.connection() as conn:
        shown = await actions.revise(
            conn, token, assignment_id, response=revision.response, key=revision.key
        )
    return Response(shown, media_type="application/json")


@router.get("/assignments/{assignment_id}/answer")
async def read_answer(request: Request, assignment_id: str) -> OwnAnswer:
    """An own submitted response, and whether it may still be revised."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, worker_token(request))
        return OwnAnswer.model_validate(await actions.own_answer(conn, worker_id, assignment_id))


@router.get("/assignments/{assignment_id}/draft")
async def read_draft(request: Request, assignment_id: str) -> KeptDraft:
    """The unsent work on an own assignment, also after its lease ended."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, worker_token(request))
        return KeptDraft.model_validate(await actions.read_draft(conn, worker_id, assignment_id))


@router.put("/assignments/{assignment_id}/draft")
async def keep_draft(request: Request, assignment_id: str, draft: Draft) -> KeptDraft:
    """Keep unsent work; 409 when another window saved a later revision."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, worker_token(request))
        kept = await actions.keep_draft(
            conn, worker_id, assignment_id, content=draft.content, revision=draft.revision
        )
    return KeptDraft.model_validate(kept)


@router.get("/history")
async def list_history(
    request: Request,
    before: Annotated[str | None, Query(description="`next_before` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> History:
    """The worker's own annotations, newest first."""
    moment, last_id = _place(before)
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, worker_token(request))
        rows = await (
            await conn.execute(
                actions.SQL["history"],
                {"worker_id": worker_id, "before": moment, "before_id": last_id, "limit": limit},
            )
        ).fetchall()
    last = rows[-1] if len(rows) == limit else None
    return History(
        annotations=[Done.model_validate(row) for row in rows],
        next_before=f"{last['submitted_at'].isoformat()}~{last['annotation_id']}" if last else None,
    )


def _place(before: str | None) -> tuple[datetime, str]:
    """Where a page begins; a token that is not ours begins at the newest."""
    moment, _, last_id = (before or "").partition("~")
    try:
        return datetime.fromisoformat(moment).astimezone(UTC), last_id
    except (ValueError, OverflowError):  # the last also for a moment beyond the calendar
        return datetime(9999, 1, 1, tzinfo=UTC), ""
