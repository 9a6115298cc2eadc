"""`/api` for reviewers: what to look at, the verdict, what was said; customers see it too."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from goldwright.algorithms.intervals import share_interval
from goldwright.api.bodies import JsonRoute
from goldwright.api.paths import PathName
from goldwright.api.services import services
from goldwright.api.who import customer, worker_token
from goldwright.db.connect import DictRow
from goldwright.dispatch.actions import act_as_worker
from goldwright.intake.projects import find_project
from goldwright.intake.tasks import find_task
from goldwright.quality.scope import Scope
from goldwright.review import actions
from goldwright.review.records import Stage, Verdict
from goldwright.review.statements import SQL

router = APIRouter(prefix="/api", tags=["review"], route_class=JsonRoute)

Reason = Annotated[str | None, Field(max_length=10_000)]


class Comment(BaseModel):
    """A remark on the whole, on a place that its editor shows again, or the verdict on a thing."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[
        str,
        Field(max_length=5000, description="may be empty beside a verdict that is no rejection"),
    ]
    verdict: Annotated[
        Verdict | None,
        Field(
            description="of this one thing, which `pointer` names in what was judged; `rejected`: "
            "it is not in the fixed response, or why the whole was rejected"
        ),
    ] = None
    pointer: Annotated[
        str | None,
        Field(
            max_length=500,
            description="JSON pointer into the response: the fixed one, or else what was judged; "
            "with a verdict always into what was judged",
        ),
    ] = None
    position: Annotated[
        dict[str, float] | None,
        Field(
            max_length=10,
            description="a place in what is shown, such as x and y of the image, or start and end",
        ),
    ] = None
    about: Annotated[
        str | None, Field(max_length=200, description="what stands there, in the reviewer's words")
    ] = None


class Rejection(BaseModel):
    """Why earlier answers to a task were rejected."""

    reason: str | None
    comments: list[Comment]
    response: Annotated[
        dict[str, JsonValue] | None, Field(description="what was rejected; null: nothing settled")
    ]
    created_at: datetime


class SubjectShown(BaseModel):
    """What an assignment looks at; to annotators only `rejections` are told."""

    stage: Literal["annotate", "review", "second_review"]
    response: Annotated[
        dict[str, JsonValue] | None,
        Field(description="what is judged; null: no method could join the answers"),
    ]
    is_blind: Annotated[
        bool, Field(description="a second review that is not told what the first one said")
    ]
    confidence: float | None
    answers: Annotated[
        list[dict[str, JsonValue]],
        Field(description="the annotators' own, without names, in the order they came"),
    ]
    rejections: list[Rejection]


class VerdictForm(BaseModel):
    """What a reviewer says of a task."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    reason: Annotated[
        Reason, Field(description="needed when rejected; who answered and who answers next read it")
    ] = None
    response: Annotated[
        dict[str, JsonValue] | None, Field(description="replaces the task's own; only when fixed")
    ] = None
    comments: Annotated[list[Comment], Field(max_length=1000)] = []
    key: Annotated[
        str | None,
        Field(
            max_length=200,
            description="makes repeating this request harmless; absent: the content itself",
        ),
    ] = None
    active_seconds: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] = 0.0


class VerdictKept(BaseModel):
    """What became of a verdict: a late one may not be counted."""

    annotation_id: str
    assignment_id: str
    verdict: Verdict
    is_counted: bool
    paid_micros: int
    currency: str
    active_seconds: float
    submitted_at: datetime


class Given(BaseModel):
    """One of the worker's own reviews."""

    model_config = ConfigDict(extra="ignore")

    assignment_id: str
    stage: Stage
    type: str
    project: str | None
    verdict: Verdict
    reason: str | None
    comments: list[Comment]
    is_counted: bool
    active_seconds: float
    paid_micros: int
    currency: str
    submitted_at: datetime


class GivenPage(BaseModel):
    """A page of own reviews, newest first; `next_before` asks for the next page."""

    reviews: list[Given]
    next_before: str | None


class Received(BaseModel):
    """What a reviewer said of one of the worker's own answers."""

    assignment_id: str
    stage: Stage
    verdict: Verdict
    reason: str | None
    comments: list[Comment]
    created_at: datetime


class ReceivedWhole(Received):
    """The same with the responses it is about."""

    judged: Annotated[dict[str, JsonValue] | None, Field(description="what was looked at")]
    response: Annotated[
        dict[str, JsonValue] | None, Field(description="what took its place; null: not fixed")
    ]


class FeedbackShown(BaseModel):
    """One of the worker's own answers, and what reviewers said of it, the first verdict first."""

    response: dict[str, JsonValue]
    known: Annotated[
        dict[str, JsonValue] | None, Field(description="the right answer, where it was practice")
    ]
    verdicts: list[ReceivedWhole]


class Happened(BaseModel):
    """One thing that happened to a task."""

    model_config = ConfigDict(extra="ignore")

    kind: str
    at: datetime
    worker: Annotated[str | None, Field(description="a pseudonym, as in receipts")]
    details: JsonValue


class Said(BaseModel):
    """What one reviewer said of a task; `is_counted` while the answers it is about stand."""

    model_config = ConfigDict(extra="ignore")

    stage: Stage
    verdict: Verdict
    reason: str | None
    comments: list[Comment]
    judged: Annotated[dict[str, JsonValue] | None, Field(description="what was looked at")]
    response: Annotated[dict[str, JsonValue], Field(description="what the verdict left standing")]
    is_counted: bool
    is_blind: Annotated[bool, Field(description="a second one that did not know the first")]
    reviewer: Annotated[str, Field(description="a pseudonym, as in receipts")]
    active_seconds: float
    paid_micros: int
    currency: str
    created_at: datetime


class TaskHistory(BaseModel):
    """What happened to a task, and what reviewers said of it, the first first."""

    events: list[Happened]
    reviews: list[Said]


class Reviewer(BaseModel):
    """One reviewer in a project; `upheld` of `second_reviews` were left as they were.

    `blind_reviews` were judged again by somebody who did not know of them: verdicts agreed by
    `blind_share`, between `blind_low` and `blind_high` with 95 % certainty. `gold_reviews` were of
    responses whose worth is known, mixed in unseen: verdicts met a share of it, between `gold_low`
    and `gold_high` likewise.
    """

    worker_id: str
    reviews: int
    accepted: int
    fixed: int
    rejected: int
    second_reviews: int
    upheld: int
    blind_reviews: int
    blind_share: float | None
    blind_low: float
    blind_high: float
    harsher: Annotated[int, Field(description="of those refused what the second one passed")]
    more_lenient: Annotated[int, Field(description="of those passed what the second one refused")]
    paid_micros: int
    gold_reviews: int
    gold_share: float | None
    gold_low: float
    gold_high: float
    gold_right: Annotated[int, Field(description="of those were right as they were given")]
    refused_right: Annotated[int, Field(description="of the right ones were rejected: harshness")]
    passed_wrong: Annotated[int, Field(description="of the wrong ones were accepted")]
    harshness: Annotated[
        float | None,
        Field(description="chance of refusing a right answer, by all of this; null: not measured"),
    ]
    leniency: Annotated[float | None, Field(description="chance of letting a wrong one stand")]
    passing_weight: Annotated[
        float, Field(description="what accepting counts for workers' figures; 1: an ordinary one's")
    ]
    refusing_weight: Annotated[float, Field(description="what fixing and rejecting counts")]


@router.get("/assignments/{assignment_id}/review")
async def read_subject(request: Request, assignment_id: str) -> SubjectShown:
    """What an own assignment looks at: the response to judge and the answers it was made of.

    For an annotation, why earlier answers to its task were rejected.
    """
    subject = await actions.look(services(request).db, worker_token(request), assignment_id)
    return SubjectShown(
        stage=subject.stage,  # pyright: ignore[reportArgumentType]: one of three, by the schema
        response=subject.response,  # pyright: ignore[reportArgumentType]: JSON is JSON
        is_blind=subject.is_blind,
        confidence=subject.confidence,
        answers=subject.answers,  # pyright: ignore[reportArgumentType]: the same
        rejections=[Rejection.model_validate(one) for one in subject.rejections],
    )


@router.post("/assignments/{assignment_id}/verdict", responses={200: {"model": VerdictKept}})
async def send_verdict(request: Request, assignment_id: str, form: VerdictForm) -> Response:
    """Accept, fix or reject the task under review: kept, paid and counted once however often sent.

    Accepted and fixed complete the task, after a second review where the project draws one; a
    rejected one goes to other annotators, who read the reason. Where second reviews are blind,
    that one comes first and decides.
    """
    opinion = actions.Opinion(
        verdict=form.verdict,
        reason=form.reason,
        response=form.response,  # pyright: ignore[reportArgumentType]: JSON is JSON
        comments=[one.model_dump(mode="json", exclude_none=True) for one in form.comments],
        key=form.key,
        active_seconds=form.active_seconds,
    )
    shown = await actions.send(services(request).db, worker_token(request), assignment_id, opinion)
    return Response(shown, media_type="application/json")


@router.get("/reviews")
async def list_given(
    request: Request,
    before: Annotated[str | None, Query(description="`next_before` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> GivenPage:
    """The worker's own reviews, newest first."""
    moment, last_id = _place(before)
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, worker_token(request))
        cursor = await conn.execute(
            SQL["given"],
            {"worker_id": worker_id, "before": moment, "before_id": last_id, "limit": limit},
        )
        rows = await cursor.fetchall()
    last = rows[-1] if len(rows) == limit else None
    return GivenPage(
        reviews=[Given.model_validate(row) for row in rows],
        next_before=f"{last['submitted_at'].isoformat()}~{last['annotation_id']}" if last else None,
    )


@router.get("/feedback")
async def list_received(
    request: Request,
    assignment: Annotated[
        list[str], Query(max_length=100, description="ids of own annotations' assignments")
    ],
) -> list[Received]:
    """What reviewers said of these own answers; nothing where they accepted without a comment."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, worker_token(request))
        cursor = await conn.execute(
            SQL["received"], {"worker_id": worker_id, "assignments": assignment}
        )
        return [Received.model_validate(row) for row in await cursor.fetchall()]


@router.get("/assignments/{assignment_id}/feedback")
async def read_feedback(request: Request, assignment_id: str) -> FeedbackShown:
    """One of the worker's own answers, what reviewers said of it, and the response they fixed.

    Of practice, the right answer; of no other work is it told whether that is known.
    """
    found = await actions.feedback(services(request).db, worker_token(request), assignment_id)
    return FeedbackShown(
        response=found.response,  # pyright: ignore[reportArgumentType]: JSON is JSON
        known=found.known,  # pyright: ignore[reportArgumentType]: JSON is JSON
        verdicts=[ReceivedWhole.model_validate(one) for one in found.verdicts],
    )


@router.get("/tasks/{task_id}/history")
async def read_history(request: Request, task_id: str) -> TaskHistory:
    """What happened to a task: its events and what reviewers said, the first first."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        await find_task(conn, caller.identity, task_id)
        happened, said = await actions.task_history(conn, scope, task_id)
    return TaskHistory(
        events=[Happened.model_validate(row) for row in happened],
        reviews=[Said.model_validate(row) for row in said],
    )


@router.get("/projects/{name}/reviewers")
async def list_reviewers(request: Request, name: PathName) -> list[Reviewer]:
    """Who reviewed in a project, their verdicts, and how far second reviewers agreed."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        project = await find_project(conn, caller.identity, name)
        cursor = await conn.execute(SQL["reviewers"], scope.with_(project_id=project["id"]))
        return [_reviewer(row) for row in await cursor.fetchall()]


def _reviewer(row: DictRow) -> Reviewer:
    return Reviewer.model_validate(
        {
            **row,
            **_share("gold", row["gold_met"], row["gold_reviews"]),
            **_share("blind", row["blind_agreed"], row["blind_reviews"]),
        }
    )


def _share(name: str, met: float, total: int) -> dict[str, float | None]:
    """A share by this name and where it lies with 95 % certainty."""
    low, high = share_interval(min(met, total), total)
    return {
        f"{name}_share": met / total if total else None,
        f"{name}_low": low,
        f"{name}_high": high,
    }


def _place(before: str | None) -> tuple[datetime, str]:
    """Where a page begins; a token that is not ours begins at the newest."""
    moment, _, last_id = (before or "").partition("~")
    try:
        return datetime.fromisoformat(moment).astimezone(UTC), last_id
    except (ValueError, OverflowError):  # the last also for a moment beyond the calendar
        return datetime(9999, 1, 1, tzinfo=UTC), ""
