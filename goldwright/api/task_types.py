"""`GET /api/task-types`: the kinds of work this installation knows, with examples and templates."""

from functools import cache
from typing import Annotated, Literal

import orjson
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from goldwright.api.bodies import JsonRoute
from goldwright.api.who import customer
from goldwright.errors import NotFoundError, ParamsInvalidError
from goldwright.task_types import registry
from goldwright.task_types.contract import TaskType

router = APIRouter(prefix="/api", tags=["task types"], route_class=JsonRoute)


class TaskTypeShown(BaseModel):
    """One kind of work; `family` names its editor."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    family: str
    title: str
    summary: str
    default_instruction: str
    is_gold_supported: bool


class Example(BaseModel):
    """A task of a kind as it may be sent, and an answer to it."""

    params: dict[str, JsonValue]
    response: dict[str, JsonValue]


class FormField(BaseModel):
    """A place in params that people edit without writing JSON; shown where its parent exists."""

    model_config = ConfigDict(extra="forbid")

    pointer: Annotated[str, Field(pattern="^/")]
    title: str
    kind: Annotated[
        Literal["text", "switch", "choices", "labels", "named_labels", "questions", "descriptions"],
        Field(
            description="choices: texts; labels: texts and {choice, subchoices}; named_labels: "
            "{name, children}; questions: {name: {choices}}; descriptions: {name: text}"
        ),
    ]


class Template(BaseModel):
    """A project to start from: what its tasks share, and one task to try it with."""

    model_config = ConfigDict(extra="forbid")

    title: str
    summary: str
    shared: dict[str, JsonValue]
    task: dict[str, JsonValue]


class Templates(BaseModel):
    """How projects of a kind of work are begun."""

    model_config = ConfigDict(extra="forbid")

    form: list[FormField]
    templates: list[Template]


class TypeTemplates(Templates):
    """The same, saying of which kind."""

    task_type: str


class ParamsToCheck(BaseModel):
    """Params as a whole task would have them."""

    model_config = ConfigDict(extra="forbid")

    params: dict[str, JsonValue]


class ParamsFault(BaseModel):
    """One place of params that is not sound."""

    model_config = ConfigDict(from_attributes=True)

    pointer: str
    message: str


class ParamsChecked(BaseModel):
    """What is wrong with params; nothing: a task may have them."""

    faults: list[ParamsFault]


@router.get("/task-types")
async def list_task_types() -> list[TaskTypeShown]:
    """Every kind of work by its name on the wire; the same for everybody."""
    return [TaskTypeShown.model_validate(one) for one in registry().values()]


@router.get("/task-types/{name}/example")
async def read_example(name: str) -> Example:
    """An example to start from; the same for everybody."""
    return Example.model_validate(_find(name).example, extra="ignore")


@router.get("/templates")
async def list_templates() -> list[TypeTemplates]:
    """Projects to start from, by kind of work; the same for everybody."""
    return _templates()


@router.post("/task-types/{name}/check")
async def check_params(request: Request, name: str, body: ParamsToCheck) -> ParamsChecked:
    """What would be refused of a task with these params, place by place; nothing is stored."""
    await customer(request)
    task_type = _find(name)
    try:
        task_type.read_params(body.params)
    except ParamsInvalidError as error:
        faults = [ParamsFault.model_validate(one) for one in error.faults]
        return ParamsChecked(faults=faults or [ParamsFault(pointer="", message=error.message)])
    return ParamsChecked(faults=[])


def _find(name: str) -> TaskType:
    task_type = registry().get(name)
    if task_type is None:
        raise NotFoundError(f"There is no task type {name!r}; see /api/task-types.")
    return task_type


@cache
def _templates() -> list[TypeTemplates]:
    whole = TypeAdapter(dict[str, Templates])
    paths = {one.templates for one in registry().values() if one.templates is not None}
    read = {path: whole.validate_python(orjson.loads(path.read_bytes())) for path in paths}
    return [
        TypeTemplates(task_type=name, **dict(read[one.templates][name]))
        for name, one in registry().items()
        if one.templates is not None and name in read[one.templates]
    ]
