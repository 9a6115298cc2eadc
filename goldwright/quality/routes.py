"""`/api` for customers: audit and decide tasks, add tasks whose answer is known, see quality."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import customer
from goldwright.clock import now
from goldwright.quality import answers, audit, gold, hindsight, outlook, people, report
from goldwright.quality.records import Audit
from goldwright.quality.scope import Scope
from goldwright.quality.statistics import project_statistics

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
    is_counted: bool
    response: JsonValue
    active_seconds: float
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
    answers: int
    agreement: Annotated[
        float | None, Field(description="mean with the known answer; low: is it right?")
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


class ShareShown(BaseModel):
    """Some answers, how right they were, and where that lies with 95 % certainty."""

    model_config = ConfigDict(from_attributes=True)

    answers: int
    accuracy: float | None
    low: float
    high: float


class AcceptanceShown(BaseModel):
    """How much of the reviewed answers stood; a fixed one counts as far as the fix agrees."""

    model_config = ConfigDict(from_attributes=True)

    raw: Annotated[ShareShown, Field(description="as reviewers judged")]
    weighed: Annotated[
        ShareShown,
        Field(description="by what their verdicts count"),
    ]


class JudgedByShown(BaseModel):
    """What one reviewer said of a worker's answers, what either verdict counts, and why."""

    model_config = ConfigDict(from_attributes=True)

    reviewer_id: str
    accepted: int
    fixed: int
    rejected: int
    passing_weight: Annotated[float, Field(description="of accepting; 1: an ordinary reviewer's")]
    refusing_weight: Annotated[float, Field(description="of fixing and rejecting")]
    harshness: Annotated[
        float | None, Field(description="chance of refusing a right answer; null: not measured")
    ]
    leniency: Annotated[float | None, Field(description="chance of letting a wrong one stand")]


class WorkerQuality(BaseModel):
    """One worker in a project."""

    model_config = ConfigDict(from_attributes=True)

    worker_id: str
    accuracy: Annotated[float, Field(description="what answers are weighted by: all evidence")]
    gold_accuracy: Annotated[float | None, Field(description="on known tasks alone")]
    gold_low: Annotated[float, Field(description="where it lies with 95 % certainty")]
    gold_high: float
    gold_right: int
    gold_total: int
    answers: int
    active_seconds: float
    acceptance: AcceptanceShown


class GoldShown(BaseModel):
    """How right the workers were on known tasks, and where that lies with 95 % certainty."""

    model_config = ConfigDict(from_attributes=True)

    right: float
    total: float
    low: float
    high: float


class DayShown(BaseModel):
    """Answers of one day, by UTC."""

    since: datetime
    answers: int
    paid_micros: int


class LabelShown(BaseModel):
    """In how many answers a label stands, and how often."""

    label: str
    tasks: int
    times: int


class ProjectStatistics(BaseModel):
    """What the charts of a project show."""

    gold: GoldShown
    days: Annotated[list[DayShown], Field(description="the last 30, oldest first")]
    labels: Annotated[list[LabelShown], Field(description="most frequent first, 50 at most")]
    labels_from: Annotated[int, Field(description="newest settled answers they are counted in")]
    confidence_bins: Annotated[list[int], Field(description="settled tasks by tenths")]
    agreement_bins: list[int]


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


class QuestionShown(BaseModel):
    """One question that answers are votes on."""

    model_config = ConfigDict(from_attributes=True)

    question: str
    tasks: int
    answers: int
    alpha: Annotated[float | None, Field(description="Krippendorff's, nominal")]
    classes: list[str]
    confusion: Annotated[
        list[list[float]],
        Field(description="expected answers by true class, then given; empty: too many classes"),
    ]


class DoubtShown(BaseModel):
    """A delivered answer that a model of all answers does not believe."""

    model_config = ConfigDict(from_attributes=True)

    task_id: str
    question: str
    delivered: str
    likely: str
    probability: Annotated[float, Field(description="of what was delivered")]


class HardTaskShown(BaseModel):
    """A task on which answers agree little."""

    model_config = ConfigDict(from_attributes=True)

    task_id: str
    unique_id: str | None
    state: str
    annotations: int
    confidence: float | None
    agreement: float | None


class HindsightShown(BaseModel):
    """What all answers of a project tell together; the most doubtful and the hardest first."""

    model_config = ConfigDict(from_attributes=True)

    questions: list[QuestionShown]
    doubts: list[DoubtShown]
    hardest: list[HardTaskShown]


class RangeShown(BaseModel):
    """What to expect, and between what it lies 19 times in 20."""

    model_config = ConfigDict(from_attributes=True)

    expected: float
    low: float
    high: float


class HoursShown(BaseModel):
    """What to expect, and between what it lies; `high` is null where answers come too unevenly."""

    model_config = ConfigDict(from_attributes=True)

    expected: float
    low: float
    high: float | None


class PromiseShown(BaseModel):
    """What gold shows of the target, at most so many wrong."""

    model_config = ConfigDict(from_attributes=True)

    standing: Annotated[
        Literal["held", "broken", "unshown"],
        Field(description="unshown: gold tells neither yet, or there is no target"),
    ]
    wrong_at_most: Annotated[
        float, Field(description="no larger share of the delivered answers is wrong, so surely:")
    ]
    certainty: float
    checked: Annotated[int, Field(description="gold tasks with enough answers, settled as work is")]
    wrong: Annotated[int, Field(description="of those came out wrong")]
    needed: Annotated[
        int | None,
        Field(description="gold tasks that show the target, if they go on so; null: none would"),
    ]


class FundsShown(BaseModel):
    """What a budget has bought and can buy, in answers at the price of the moment."""

    model_config = ConfigDict(from_attributes=True)

    budget_micros: int
    first_answers: Annotated[int, Field(description="that all tasks get before any gets more")]
    beyond: Annotated[int, Field(description="further answers that the budget buys")]
    granted_answers: Annotated[int, Field(description="further answers that were bought")]
    waiting: Annotated[int, Field(description="tasks not sure enough that wait for money")]
    is_spent: bool


class PointShown(BaseModel):
    """What so many answers a task, on average, would buy."""

    model_config = ConfigDict(from_attributes=True)

    answers_each: float
    cost_micros: int
    wrong_share: RangeShown


class ProjectOutlook(BaseModel):
    """When a project will be done, for how much, how sure, and whether what it promises holds."""

    model_config = ConfigDict(from_attributes=True)

    tasks: int
    delivered: int
    answers_given: int
    answers: Annotated[RangeShown, Field(description="in the end, for the tasks there are now")]
    cost_micros: Annotated[RangeShown, Field(description="of those answers, without gold")]
    paid_micros: Annotated[int, Field(description="of that, until now")]
    hours: Annotated[
        HoursShown | None, Field(description="until all are there; null before ten answers")
    ]
    basis: Annotated[
        Literal["tasks", "gold", "settings"], Field(description="what the forecast rests on")
    ]
    wrong_share: Annotated[RangeShown | None, Field(description="as gold shows")]
    target_wrong_share: float | None
    promise: PromiseShown
    funds: Annotated[FundsShown | None, Field(description="of a project with a budget")]
    curve: Annotated[list[PointShown], Field(description="what more or less money would buy")]
    learnt_at: Annotated[datetime | None, Field(description="when gold was looked at last")]
    notes: Annotated[list[str], Field(description="sentences on what is missing")]


class SliceShown(ShareShown):
    """The answers to tasks of one label or batch."""

    name: str


class WindowShown(ShareShown):
    """Answers that followed each other."""

    since: datetime
    until: datetime


class ChangeShown(BaseModel):
    """From then on the answers were better or worse than before."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    before: ShareShown
    after: ShareShown


class TrackRecordShown(BaseModel):
    """How good a worker's answers were: by gold, and by what tasks became, as far as it is sure."""

    model_config = ConfigDict(from_attributes=True)

    overall: ShareShown
    on_gold: ShareShown
    over_time: Annotated[list[WindowShown], Field(description="parts of equal numbers, in order")]
    changes: Annotated[
        list[ChangeShown],
        Field(description="1 in 100 unchanging workers shows one; harder tasks look like it too"),
    ]
    by_label: Annotated[list[SliceShown], Field(description="by the right label, 50 at most")]
    by_batch: list[SliceShown]


class ElsewhereShown(BaseModel):
    """The same worker in another project, by all evidence there."""

    model_config = ConfigDict(from_attributes=True)

    project: str
    answers: Annotated[float, Field(description="what the evidence is worth in known answers")]
    accuracy: float
    low: float
    high: float


class WorkerSeenShown(BaseModel):
    """A worker in a project, from their latest 2,000 answers to it."""

    model_config = ConfigDict(from_attributes=True)

    worker_id: str
    answers: Annotated[int, Field(description="looked at; of some nothing may be known yet")]
    record: TrackRecordShown
    acceptance: AcceptanceShown
    judged_by: Annotated[list[JudgedByShown], Field(description="most first, 50 at most")]
    elsewhere: list[ElsewhereShown]


class SignalShown(BaseModel):
    """What was seen of one worker beside what is expected; evidence, of no effect by itself.

    `seen` and `expected` are, by kind: `rapid`, the share of answers in less than a tenth of the
    time of others, and the one that anybody may have; `copying`, on how many of the tasks that both
    answered the first of `others` said the same; `leaning`, the share of answers that took
    `option`; `guessing`, Cohen's kappa with what all others' answers say, and the least ordinary.
    """

    model_config = ConfigDict(from_attributes=True)

    kind: Literal["rapid", "copying", "leaning", "guessing"]
    worker_id: str
    answers: Annotated[int, Field(description="it rests on; for copying, tasks in common")]
    seen: float
    expected: float
    chance: Annotated[float, Field(description="of seeing it where nothing is behind it")]
    question: str | None
    option: str | None
    others: Annotated[list[str], Field(description="workers, who they are most alike first")]


class SignalsShown(BaseModel):
    """Signs that somebody may not have looked at the tasks, the least likely by chance first."""

    answers: Annotated[int, Field(description="the latest, looked at")]
    honest_projects_with_any: Annotated[
        float, Field(description="the share of honest projects that shows any, at most")
    ]
    signals: list[SignalShown]


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
    request: Request, name: str, after: TaskAfter = "", limit: Limit = 50
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
    request: Request, name: str, after: TaskAfter = "", limit: Limit = 50
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
async def remove_known_task(request: Request, name: str, task_id: str) -> None:
    """Draw a gold or onboarding task for nobody any more; what it told of workers stays."""
    caller = await customer(request)
    caller.must_be("manager")
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        project = await report.find_project(conn, scope, name)
        await gold.remove_known(conn, scope, project["id"], task_id)


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
            known=gold.KnownAnswer(body.expected_response, body.initial_response),
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


@router.get("/projects/{name}/workers/{worker_id}")
async def show_worker(request: Request, name: str, worker_id: str) -> WorkerSeenShown:
    """How good a worker's answers were: over time, by label, by batch, and when that changed."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await people.worker_record(conn, scope, name, worker_id)
    return WorkerSeenShown.model_validate(found)


@router.get("/projects/{name}/signals")
async def show_signals(request: Request, name: str) -> SignalsShown:
    """Signs that somebody did not look at the tasks: speed, copying, leaning, guessing.

    They change neither pay nor weight. From the latest 30,000 answers: seconds for as many.
    """
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await people.project_signals(conn, scope, name)
    return SignalsShown(
        answers=found.answers,
        honest_projects_with_any=people.HONEST_PROJECTS_WITH_ANY,
        signals=[SignalShown.model_validate(one) for one in found.signals],
    )


@router.get("/projects/{name}/hindsight")
async def show_hindsight(request: Request, name: str, limit: Limit = 20) -> HindsightShown:
    """What all answers of a project tell together: agreement, confusion, answers in doubt.

    Reads every answer of the project: seconds for a million.
    """
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with hindsight.in_turn():
        async with services(request).db.transaction(caller.identity) as conn:
            project = await report.find_project(conn, scope, name)
            answers = await hindsight.read_answers(conn, scope, project["id"], limit=limit)
        found = await hindsight.look_back(answers, limit=limit)
    return HindsightShown.model_validate(found)


@router.get("/projects/{name}/outlook")
async def show_outlook(request: Request, name: str) -> ProjectOutlook:
    """Forecast of answers, cost and time, what gold shows of the target, and the budget."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await outlook.read_outlook(conn, scope, name, now=now())
    return ProjectOutlook.model_validate(found)


@router.get("/projects/{name}/statistics")
async def show_statistics(request: Request, name: str) -> ProjectStatistics:
    """What the charts of a project show: answers by day, labels, confidence, agreement, gold."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await project_statistics(conn, scope, name, now=now())
    return ProjectStatistics(
        gold=GoldShown.model_validate(found.gold),
        days=[
            DayShown(since=since, answers=answers, paid_micros=paid)
            for since, answers, paid in found.days
        ],
        labels=[
            LabelShown(label=label, tasks=tasks, times=times)
            for label, tasks, times in found.labels
        ],
        labels_from=found.labels_from,
        confidence_bins=found.confidence_bins,
        agreement_bins=found.agreement_bins,
    )
