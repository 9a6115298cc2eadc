"""`/api` for customers: how good a project's answers and people are, and what is to be expected."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from goldwright.api.bodies import JsonRoute
from goldwright.api.paths import PathName
from goldwright.api.services import services
from goldwright.api.who import customer
from goldwright.clock import now
from goldwright.quality import hindsight, outlook, people, report
from goldwright.quality.scope import Scope
from goldwright.quality.statistics import project_statistics

router = APIRouter(prefix="/api", tags=["quality"], route_class=JsonRoute)

Limit = Annotated[int, Query(ge=1, le=100)]


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
    overlap_annotations: Annotated[
        int, Field(description="further answers to tasks that were done, to compare workers")
    ]
    overlap_paid_micros: Annotated[int, Field(description="what those cost; part of `paid_micros`")]
    paid_micros: int
    active_seconds: float
    confidence: Annotated[float | None, Field(description="mean over settled tasks")]
    agreement: Annotated[
        float | None, Field(description="mean agreement of answers with the settled response")
    ]
    workers: list[WorkerQuality]
    next_after: Annotated[str | None, Field(description="asks for the next workers")]


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
    cut_short: Annotated[
        int,
        Field(description="of those had fewer answers than work gets; they break no promise"),
    ]
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
    cost_micros: Annotated[
        RangeShown, Field(description="of those answers and their reviews, without gold")
    ]
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
    `option`; `guessing`, Cohen's kappa with what all others' answers say, and the least ordinary;
    `pasting`, the share of answers of which most was pasted, as far as the web app told.
    """

    model_config = ConfigDict(from_attributes=True)

    kind: Literal["rapid", "copying", "leaning", "guessing", "pasting"]
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


@router.get("/projects/{name}/quality")
async def show_quality(
    request: Request,
    name: PathName,
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
async def show_worker(request: Request, name: PathName, worker_id: str) -> WorkerSeenShown:
    """How good a worker's answers were: over time, by label, by batch, and when that changed."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await people.worker_record(conn, scope, name, worker_id)
    return WorkerSeenShown.model_validate(found)


@router.get("/projects/{name}/signals")
async def show_signals(request: Request, name: PathName) -> SignalsShown:
    """Signs that somebody did not look at the tasks: speed, copying, leaning, guessing, pasting.

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
async def show_hindsight(
    request: Request, name: PathName, limit: Limit = 20
) -> hindsight.Hindsight:
    """What all answers of a project tell together: agreement, confusion, answers in doubt.

    Reads every answer of the project: seconds for a million.
    """
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with hindsight.in_turn():
        async with services(request).db.transaction(caller.identity) as conn:
            project = await report.find_project(conn, scope, name)
            answers = await hindsight.read_answers(conn, scope, project["id"], limit=limit)
        return await hindsight.look_back(answers, limit=limit)


@router.get("/projects/{name}/outlook")
async def show_outlook(request: Request, name: PathName) -> ProjectOutlook:
    """Forecast of answers, cost and time, what gold shows of the target, and the budget."""
    caller = await customer(request)
    scope = Scope(caller.organisation_id, caller.environment)
    async with services(request).db.transaction(caller.identity) as conn:
        found = await outlook.read_outlook(conn, scope, name, now=now())
    return ProjectOutlook.model_validate(found)


@router.get("/projects/{name}/statistics")
async def show_statistics(request: Request, name: PathName) -> ProjectStatistics:
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
