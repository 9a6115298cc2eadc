"""`/api` for customers: audit and decide tasks, add tasks whose answer is known, see quality."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import customer
from goldwright.quality import audit, gold, report
from goldwright.quality.records import Audit
from goldwright.quality.scope import Scope

router = APIRouter(prefix="/api", tags=["quality"], route_class=JsonRoute)


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
    """The response of a task that no method could settle."""

    response: dict[str, JsonValue]


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


class KnownTaskMade(BaseModel):
    """The id of the new task."""

    task_id: str


class AuditedTask(BaseModel):
    """Which task was audited or decided."""

    task_id: str


class WorkerQuality(BaseModel):
    """One worker in a project."""

    model_config = ConfigDict(from_attributes=True)

    worker_id: str
    accuracy: Annotated[float, Field(description="what answers are weighted by: all evidence")]
    gold_accuracy: Annotated[float | None, Field(description="on known tasks alone")]
    gold_right: int
    gold_total: int


class ProjectQuality(BaseModel):
    """How far a project is, what it bought and how sure its answers are."""

    model_config = ConfigDict(from_attributes=True)

    tasks: Annotated[dict[str, int], Field(description="by status")]
    settlements: Annotated[dict[str, int], Field(description="tasks of several answers, by state")]
    annotations: int
    annotations_counted: int
    gold_annotations: int
    paid_micros: int
    active_seconds: float
    confidence: Annotated[float | None, Field(description="mean over settled tasks")]
    agreement: Annotated[
        float | None, Field(description="mean agreement of answers with the settled response")
    ]
    workers: list[WorkerQuality]
    next_after: Annotated[str | None, Field(description="asks for the next workers")]


@router.post("/tasks/{task_id}/audit")
async def audit_task(request: Request, task_id: str, body: AuditRequest) -> AuditedTask:
    """Accept, fix or reject a completed task; a rejected one goes back to other workers."""
    caller = await customer(request)
    remark = audit.Remark(body.result, body.response, body.comments, body.seconds)
    async with services(request).db.transaction(caller.identity) as conn:
        await audit.audit(conn, caller, task_id, remark)
    return AuditedTask(task_id=task_id)


@router.post("/tasks/{task_id}/decide")
async def decide_task(request: Request, task_id: str, body: Decision) -> AuditedTask:
    """Settle a task whose answers no method could join; for managers."""
    caller = await customer(request)
    caller.must_be("manager")
    async with services(request).db.transaction(caller.identity) as conn:
        await audit.decide(conn, caller, task_id, body.response)
    return AuditedTask(task_id=task_id)


@router.post("/projects/{name}/gold")
async def add_known_task(request: Request, name: str, body: KnownTask) -> KnownTaskMade:
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
            known=gold.KnownAnswer(body.expected_response, None),
            keeps_attachments=services(request).settings.fetch_attachments,
        )
    return KnownTaskMade(task_id=row["id"])


@router.get("/projects/{name}/quality")
async def show_quality(
    request: Request,
    name: str,
    after: Annotated[str, Query(max_length=100, description="a worker's id")] = "",
    limit: Annotated[int, Query(ge=1, le=1000, description="how many workers")] = 100,
) -> ProjectQuality:
    """Progress, annotations bought, confidence, agreement and worker accuracy of a project."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await report.project_report(conn, scope, name, after=after, limit=limit)
    return ProjectQuality.model_validate(found)
