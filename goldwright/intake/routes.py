"""`/api` for members: projects with their settings and versions, tasks, and bulk ingest."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator
from starlette.responses import RedirectResponse, Response

from goldwright.api.bodies import JsonRoute
from goldwright.api.paths import PathName
from goldwright.api.services import services
from goldwright.api.who import Caller, customer
from goldwright.errors import Fault, InvalidInputError, NotFoundError
from goldwright.intake import projects, tasks
from goldwright.intake.browsing import Found, Sought, browse
from goldwright.intake.files.actions import attachment_place
from goldwright.intake.files.routes import link_secret
from goldwright.intake.ingest import Ingest, ingest
from goldwright.intake.listing import TaskFilter, list_tasks
from goldwright.intake.records import Address
from goldwright.intake.rules import read_name
from goldwright.intake.streams import Answers, plain_body
from goldwright.task_types import registry
from goldwright.task_types.answer_rules import AnswerRule

router = APIRouter(prefix="/api", tags=["intake"], route_class=JsonRoute)


async def manager(request: Request) -> Caller:
    """A caller who manages the organisation."""
    caller = await customer(request)
    caller.must_be("manager")
    return caller


AnyCaller = Annotated[Caller, Depends(customer)]
Manager = Annotated[Caller, Depends(manager)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Share = Annotated[float, Field(ge=0, le=1)]
Names = Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=50)]


class Settings(BaseModel):
    """Who may work on a project, for what price and how long, and how sure its answers must be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workforce: Literal["organisation", "marketplace"] = "organisation"
    required_qualifications: Names = []
    required_languages: Names = []
    rate_micros: int = Field(default=0, ge=0, le=1 << 50, description="pay for one annotation")
    currency: Currency = "USD"
    lease_seconds: int = Field(default=1800, ge=10, le=604_800)
    annotations_wanted: int = Field(default=1, ge=1, le=100)
    annotations_max: int | None = Field(
        default=None, ge=1, le=100, description="above annotations_wanted: adaptive redundancy"
    )
    target_confidence: Share = 0.98
    target_margin: float = Field(default=3, ge=0, le=1000)
    target_wrong_share: float | None = Field(
        default=None,
        gt=0,
        lt=1,
        description="at most this share of the answers wrong, as gold shows; null: no promise",
    )
    target_certainty: float = Field(
        default=0.95, gt=0, lt=1, description="how surely no more than that are wrong"
    )
    budget_micros: int | None = Field(
        default=None,
        ge=0,
        le=1 << 60,
        description="for answers to work; needs annotations_max and a rate. Beyond the first"
        " answers, it buys them where they tell most until it is spent",
    )
    gold_share: Share = 0
    gold_showings_max: int | None = Field(
        default=None,
        ge=1,
        le=1_000_000,
        description="of one gold task, after which it rests for good; null: no limit",
    )
    gold_worker_share: Share = Field(
        default=1, description="no worker is given more than this share of the gold tasks"
    )
    overlap_share: Share = Field(
        default=0,
        description="how much of a worker's work all others are given, too, so that copied answers"
        " can be told; at most this share of the answers is bought beyond what tasks need",
    )
    onboarding_pass_share: Share = 0
    review_share: Share = Field(
        default=0, description="how many answered tasks other workers review before they are done"
    )
    review_below: Share | None = Field(
        default=None, description="besides, those whose confidence is lower, or not known"
    )
    second_review_share: Share = Field(
        default=0, description="how many reviewed tasks a further worker reviews"
    )
    second_review_is_blind: bool = Field(
        default=False,
        description="the second reviewer judges what the first one did, rejected or not, and is"
        " told nothing of it, which measures the first one",
    )
    differing_reviews: Literal["second_decides", "customer_decides"] = Field(
        default="second_decides", description="what follows where a blind second review differs"
    )
    review_qualifications: Names = Field(default=[], description="who may review; empty: everybody")
    review_rate_micros: int = Field(default=0, ge=0, le=1 << 50, description="pay for one review")
    rejections_max: int = Field(
        default=3, ge=0, le=20, description="how often a task goes back to annotators"
    )

    rules: list[AnswerRule] = Field(
        default=[],
        max_length=50,
        description="what answers must satisfy beside what their type asks",
    )

    @model_validator(mode="after")
    def _ordered(self) -> "Settings":
        if self.annotations_max is not None and self.annotations_max < self.annotations_wanted:
            raise ValueError("annotations_max is below annotations_wanted")
        if self.budget_micros is not None and self.annotations_max is None:
            raise ValueError("budget_micros needs annotations_max, the most a task may be asked")
        if self.budget_micros is not None and self.rate_micros == 0:
            raise ValueError("budget_micros needs rate_micros, what an answer costs")
        return self


class NewProjectForm(BaseModel):
    """A project to be made."""

    model_config = ConfigDict(extra="forbid")

    name: str
    task_type: str
    params: dict[str, JsonValue] = Field(default={}, description="what its tasks inherit")
    settings: Settings = Settings()


class ProjectShown(Settings):
    """A project with its settings."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    name: str
    task_type: str
    is_rapid: bool
    is_studio: bool
    latest_version: int
    params: dict[str, JsonValue] = Field(description="the latest version, which new tasks inherit")
    created_at: datetime
    archived_at: datetime | None


class ProjectListed(ProjectShown):
    """A project among others, with how far it is."""

    tasks: dict[str, int] = Field(description="how many tasks by status; zeros are left out")


class TaskShown(BaseModel):
    """A task with its answer."""

    id: str
    type: str
    status: Literal["pending", "completed", "cancelled", "error"]
    project_name: str | None
    batch_name: str | None
    unique_id: str | None
    instruction: str
    params: dict[str, JsonValue]
    response: JsonValue
    confidence: float | None
    metadata: dict[str, JsonValue]
    tags: list[str] | None
    priority: int
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None


class TaskPage(BaseModel):
    """Tasks, newest first; `next_token` asks for those after them."""

    tasks: list[TaskShown]
    total: int | None = Field(description="null where only looking at them all would tell")
    next_token: str | None
    is_cut: bool = Field(description="whether looking stopped before the page was full")


class TaskQuery(BaseModel):
    """Which tasks to list; bounds include what they name."""

    model_config = ConfigDict(extra="forbid")

    project: Annotated[str | None, Field(max_length=1000)] = None
    batch: Annotated[str | None, Field(max_length=1000)] = None
    status: Literal["pending", "completed", "cancelled", "error"] | None = None
    unique_id: Annotated[
        str | None, Field(max_length=1000, description="the filters after `status` are not for it")
    ] = None
    worker: Annotated[str | None, Field(max_length=100, description="who answered it")] = None
    label: Annotated[
        str | None, Field(max_length=1000, description="a value in the response, such as a class")
    ] = None
    confidence_from: Share | None = None
    confidence_until: Share | None = None
    created_from: datetime | None = None
    created_until: datetime | None = None
    text: Annotated[
        str | None,
        Field(max_length=1000, description="part of unique_id or metadata; A to Z match a to z"),
    ] = None
    field: Annotated[
        str | None,
        Field(max_length=1000, description="a field of the metadata, or else of the params"),
    ] = None
    value: Annotated[
        str | None, Field(max_length=1000, description="what that field holds, as text")
    ] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 100
    next_token: str | None = None

    def read(self) -> Sought:
        """The same for browsing; an empty text seeks nothing."""
        if self.value and not self.field:
            sentence = "is of no field; name one with field"
            raise InvalidInputError(f"value {sentence}.", faults=[Fault("/value", sentence)])
        names = set(Sought.__slots__)
        return Sought(**{name: one for name, one in self if name in names and one != ""})


class ProjectVersion(BaseModel):
    """One version of the params that a project's tasks inherit."""

    version: int
    params: dict[str, JsonValue]
    created_at: datetime


class NewParams(BaseModel):
    """The next version of what a project's tasks inherit."""

    model_config = ConfigDict(extra="forbid")

    params: dict[str, JsonValue]
    seen_version: int = Field(
        ge=0, description="the version that was edited; 409 when another came since"
    )


@router.post(
    "/projects/{name}/tasks",
    response_class=Answers,
    status_code=200,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
        }
    },
)
async def ingest_tasks(
    request: Request, caller: AnyCaller, name: PathName, batch: str | None = None
) -> Response:
    """Create tasks in bulk: NDJSON in, one task with a `unique_id` a line; NDJSON out.

    A stored line answers `{"unique_id", "task_id", "status": "created" | "existing"}`, a refused
    one `{"line", "error", "faults"}`. Sending lines again is safe. The body may be gzip.
    """
    here = services(request)
    async with here.db.transaction(caller.identity) as conn:
        project = await projects.find_project(conn, caller.identity, name)
    task_type = registry().get(project["task_type"])
    if task_type is None:
        raise NotFoundError(f"The task type {project['task_type']} is not installed any more.")
    address = Address(name, batch, None)
    async with here.db.connection() as conn:
        context = await tasks.look_up(conn, caller.identity, task_type, address)
    to = Ingest(
        db=here.db,
        identity=caller.identity,
        task_type=task_type,
        destination=tasks.settle_destination(context, address, task_type),
        address=address,
        line_bytes_max=here.settings.body_bytes_max,
        keeps_attachments=here.settings.fetch_attachments,
    )
    return Answers(ingest(to, plain_body(request)))


@router.get("/projects")
async def list_projects(request: Request, caller: AnyCaller) -> list[ProjectListed]:
    """The organisation's projects, oldest first, and how far each is."""
    async with services(request).db.transaction(caller.identity) as conn:
        rows = await projects.list_projects(conn, caller.identity)
        counts = await projects.count_by_status(conn, caller.identity)
    return [
        ProjectListed(**_project(row).model_dump(), tasks=counts.get(row["id"], {})) for row in rows
    ]


@router.post("/projects")
async def create_project(request: Request, caller: Manager, new: NewProjectForm) -> ProjectShown:
    """A new project with its settings."""
    task_type = registry().get(new.task_type)
    if task_type is None:
        raise InvalidInputError(
            f"There is no task type {new.task_type!r}; see /api/task-types.",
            faults=[Fault("/task_type", "is not known here")],
        )
    project = projects.NewProject(
        name=read_name(new.name, "name"), task_type=task_type, params=new.params
    )
    async with services(request).db.transaction(caller.identity) as conn:
        await projects.create_project(conn, caller.identity, project)
        settings = new.settings.model_dump(exclude_unset=True)
        return _project(
            await projects.change_settings(conn, caller.identity, project.name, settings)
        )


@router.get("/projects/{name}")
async def read_project(request: Request, caller: AnyCaller, name: PathName) -> ProjectShown:
    """One project with its settings."""
    async with services(request).db.transaction(caller.identity) as conn:
        return _project(await projects.find_project(conn, caller.identity, name))


@router.patch("/projects/{name}")
async def change_project(
    request: Request, caller: Manager, name: PathName, change: dict[str, JsonValue]
) -> ProjectShown:
    """Change the settings that are given; leases that workers hold keep their price."""
    async with services(request).db.transaction(caller.identity) as conn:
        present = await projects.find_project(conn, caller.identity, name)
        known = {field: present[field] for field in Settings.model_fields}
        whole = _read_settings({**known, **change})
        changed = {field: value for field, value in whole.items() if field in change}
        row = await projects.change_settings(conn, caller.identity, name, changed)
    return _project(row)


@router.get("/projects/{name}/versions")
async def list_versions(
    request: Request, caller: AnyCaller, name: PathName
) -> list[ProjectVersion]:
    """Every version of what the project's tasks inherit, newest first."""
    async with services(request).db.transaction(caller.identity) as conn:
        row = await projects.find_project(conn, caller.identity, name)
    return [ProjectVersion.model_validate(one) for one in reversed(row["history"])]


@router.post("/projects/{name}/versions")
async def add_version(
    request: Request, caller: Manager, name: PathName, new: NewParams
) -> ProjectShown:
    """The next version of what new tasks inherit; tasks that exist keep theirs."""
    async with services(request).db.transaction(caller.identity) as conn:
        return _project(
            await projects.set_params(
                conn,
                caller.identity,
                name,
                new.params,
                is_patch=False,
                seen_version=new.seen_version,
            )
        )


@router.get("/tasks")
async def list_page_of_tasks(
    request: Request,
    caller: AnyCaller,
    sought: Annotated[TaskQuery, Query()],
) -> TaskPage:
    """Tasks, newest first. A page looks at 10,000 tasks at most; `is_cut` says that it stopped."""
    token, limit = sought.next_token, sought.limit
    async with services(request).db.transaction(caller.identity) as conn:
        if sought.unique_id:
            wanted = TaskFilter(
                project=sought.project,
                batch=sought.batch,
                status=sought.status,
                unique_ids=[sought.unique_id],
            )
            page = await list_tasks(conn, caller.identity, wanted, limit=limit, token=token)
            found = Found(
                rows=page.rows, next_token=page.next_token, total=page.total, is_cut=False
            )
        else:
            found = await browse(conn, caller.identity, sought.read(), limit=limit, token=token)
    return TaskPage(
        tasks=[TaskShown(**row) for row in found.rows],
        total=found.total,
        next_token=found.next_token,
        is_cut=found.is_cut,
    )


@router.get("/tasks/{task_id}")
async def read_task(request: Request, caller: AnyCaller, task_id: str) -> TaskShown:
    """One task with its answer."""
    async with services(request).db.transaction(caller.identity) as conn:
        return TaskShown(**await tasks.find_task(conn, caller.identity, task_id))


@router.get("/tasks/{task_id}/attachment", status_code=302, response_class=RedirectResponse)
async def open_attachment(
    request: Request, caller: AnyCaller, task_id: str, url: str
) -> RedirectResponse:
    """Where a page loads one of the task's attachments: our copy, or the original without one."""
    here = services(request)
    secret = await link_secret(here.db)
    async with here.db.transaction(caller.identity) as conn:
        task = await tasks.find_task(conn, caller.identity, task_id)
        place = await attachment_place(conn, caller.identity, task, url=url, secret=secret)
    return RedirectResponse(place, 302, {"Cache-Control": "private, max-age=1800"})


def _read_settings(values: dict[str, object]) -> dict[str, object]:
    try:
        return Settings.model_validate(values).model_dump()
    except ValidationError as error:
        faults = [
            Fault("".join(f"/{step}" for step in one["loc"]), one["msg"]) for one in error.errors()
        ]
        raise InvalidInputError("The settings are not sound.", faults=faults) from None


def _project(row: DictRow) -> ProjectShown:
    return ProjectShown(**row, params=row["history"][-1]["params"])
