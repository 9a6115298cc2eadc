"""`/api` for customers: audit and decide tasks, add tasks whose answer is known."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from goldwright.api.bodies import JsonRoute
from goldwright.api.paths import PathName
from goldwright.api.services import services
from goldwright.api.who import customer
from goldwright.quality import answers, audit, gold, report
from goldwright.quality.records import Audit
from goldwright.quality.scope import Scope

router = APIRouter(prefix="/api", tags=["quality"], route_class=JsonRoute)

TaskAfter = Annotated[str, Query(max_length=24, description="`next_after` of the page before")]
Limit = Annotated[int, Query(ge=1, le=100)]


class AuditRequest(BaseModel):
    """What the customer says of a completed task."""

    result: Audit
    response: Annotated[
        dict[str, JsonValue] | None, Field(description="replaces the task's own; only when fixed")
    ] = None
    comments: Annotated[str | None, Field(max_length=10_000)] = None
    seconds: Annotated[
        float, Field(ge=0, le=1e6, allow_inf_nan=False, description="how long the look took")
    ] = 0.0


class Decision(BaseModel):
    """What becomes of a task that no method could settle."""

    response: Annotated[
        dict[str, JsonValue] | None,
        Field(description="the task's own from now on; null: none stands, others are asked"),
    ]


class AnswerShown(BaseModel):
    """One answer to a task."""

    model_config = ConfigDict(extra="ignore")

    annotation_id: str
    worker_id: str
    stage: str
    purpose: Annotated[
        Literal["work", "gold", "onboarding", "overlap"],
        Field(description="overlap: given after the task was done, to compare workers; no vote"),
    ]
    is_counted: bool
    response: JsonValue
    active_seconds: float
    typed_characters: Annotated[
        int | None, Field(description="as the web app told it; null where nothing was told")
    ]
    pasted_characters: int | None
    pastes: int | None
    paid_micros: int
    currency: str
    submitted_at: datetime


class StandingShown(BaseModel):
    """How far and how sure a task is, and what was answered."""

    model_config = ConfigDict(extra="ignore")

    state: Annotated[
        Literal["open", "settled", "in_review", "needs_review", "ended"] | None,
        Field(description="of a task with several answers; needs_review waits for a decision"),
    ]
    annotations: int
    asked: int
    reason: Annotated[str | None, Field(description="why a person must decide, where one must")]
    confidence: float | None
    agreement: float | None
    method: str | None
    answers: list[AnswerShown]


class Undecided(BaseModel):
    """A task whose answers no method could join."""

    task_id: str
    unique_id: str | None
    annotations: int
    agreement: float | None
    updated_at: datetime


class UndecidedPage(BaseModel):
    """Tasks that wait for a decision, oldest first; `next_after` asks for the next page."""

    tasks: list[Undecided]
    next_after: str | None


class KnownTaskShown(BaseModel):
    """A task whose answer is known, and how workers met it."""

    task_id: str
    purpose: Literal["gold", "onboarding"]
    stage: Annotated[
        Literal["annotate", "review"], Field(description="review: given to reviewers to judge")
    ]
    unique_id: str | None
    params: dict[str, JsonValue]
    expected_response: dict[str, JsonValue]
    showings: Annotated[int, Field(description="how often gold was given to a worker")]
    answers: Annotated[int, Field(description="of stage review: verdicts")]
    agreement: Annotated[
        float | None,
        Field(
            description="mean with the known answer, of what verdicts left standing where they are"
            " judged; low: is it right?"
        ),
    ]
    created_at: datetime


class KnownTaskPage(BaseModel):
    """Known tasks, newest first; `next_after` asks for the next page."""

    tasks: list[KnownTaskShown]
    next_after: str | None


class KnownTask(BaseModel):
    """A task whose answer is known."""

    purpose: Annotated[
        Literal["gold", "onboarding"],
        Field(description="gold is mixed in unseen; onboarding is practice with feedback"),
    ] = "gold"
    task: Annotated[
        dict[str, JsonValue],
        Field(description="as in creating a task, without project and batch"),
    ]
    expected_response: dict[str, JsonValue]
    initial_response: Annotated[
        dict[str, JsonValue] | None,
        Field(description="gold for reviewers: what they are given to judge"),
    ] = None


class KnownTaskMade(BaseModel):
    """The id of the new task."""

    task_id: str


class AuditedTask(BaseModel):
    """Which task was audited or decided."""

    task_id: str


class NextToAudit(BaseModel):
    """Which task to look at next; null after the last."""

    task_id: str | None


@router.post("/tasks/{task_id}/audit")
async def audit_task(request: Request, task_id: str, body: AuditRequest) -> AuditedTask:
    """Accept, fix or reject a completed task; a rejected one goes back to other workers."""
    caller = await customer(request)
    remark = audit.Remark(body.result, body.response, body.comments, body.seconds)
    async with services(request).db.transaction(caller.identity) as conn:
        await audit.audit(conn, caller, task_id, remark)
    return AuditedTask(task_id=task_id)


@router.get("/tasks/{task_id}/next-to-audit")
async def show_next_to_audit(request: Request, task_id: str) -> NextToAudit:
    """The completed task of the same project, sent before this one, that nobody audited yet."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        return NextToAudit(task_id=await audit.next_to_audit(conn, scope, task_id))


@router.post("/tasks/{task_id}/decide")
async def decide_task(request: Request, task_id: str, body: Decision) -> AuditedTask:
    """Settle a task whose answers no method could join, or ask others; for managers."""
    caller = await customer(request)
    caller.must_be("manager")
    async with services(request).db.transaction(caller.identity) as conn:
        if body.response is None:
            await audit.ask_others(conn, caller, task_id)
        else:
            await audit.decide(conn, caller, task_id, body.response)
    return AuditedTask(task_id=task_id)


@router.get("/tasks/{task_id}/answers")
async def show_answers(request: Request, task_id: str) -> StandingShown:
    """How far and how sure a task is, and every answer that was given to it."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await answers.read_standing(conn, scope, task_id)
    return StandingShown.model_validate(
        {**found.row, "reason": found.reason, "answers": found.answers}
    )


@router.get("/projects/{name}/undecided")
async def list_undecided(
    request: Request, name: PathName, after: TaskAfter = "", limit: Limit = 50
) -> UndecidedPage:
    """Tasks of a project whose answers no method could join, oldest first."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        project = await report.find_project(conn, scope, name)
        rows = await answers.list_undecided(conn, scope, project["id"], after=after, limit=limit)
    tasks = [Undecided.model_validate(row) for row in rows]
    return UndecidedPage(tasks=tasks, next_after=tasks[-1].task_id if len(rows) == limit else None)


@router.get("/projects/{name}/gold")
async def list_known_tasks(
    request: Request, name: PathName, after: TaskAfter = "", limit: Limit = 50
) -> KnownTaskPage:
    """The gold and onboarding tasks of a project, newest first; for managers."""
    caller = await customer(request)
    caller.must_be("manager")
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        project = await report.find_project(conn, scope, name)
        rows = await gold.list_known(conn, scope, project["id"], after=after, limit=limit)
    tasks = [KnownTaskShown.model_validate(row) for row in rows]
    return KnownTaskPage(tasks=tasks, next_after=tasks[-1].task_id if len(rows) == limit else None)


@router.delete("/projects/{name}/gold/{task_id}", status_code=204)
async def remove_known_task(request: Request, name: PathName, task_id: str) -> None:
    """Draw a gold or onboarding task for nobody any more; what it told of workers stays."""
    caller = await customer(request)
    caller.must_be("manager")
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        project = await report.find_project(conn, scope, name)
        await gold.remove_known(conn, scope, project["id"], task_id)


@router.post("/projects/{name}/gold")
async def add_known_task(request: Request, name: PathName, body: KnownTask) -> KnownTaskMade:
    """Add a gold or onboarding task to a project; for managers."""
    caller = await customer(request)
    caller.must_be("manager")
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        project = await report.find_project(conn, scope, name)
        row = await gold.create(
            conn,
            caller.identity,
            type_name=project["task_type"],
            body={**body.task, "project": name},
            purpose=body.purpose,
            known=gold.KnownAnswer(body.expected_response, body.initial_response),
            keeps_attachments=services(request).settings.fetch_attachments,
        )
    return KnownTaskMade(task_id=row["id"])
