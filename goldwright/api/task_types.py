"""`GET /api/task-types`: the kinds of work this installation knows, each with an example."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, JsonValue

from goldwright.errors import NotFoundError
from goldwright.task_types import registry

router = APIRouter(prefix="/api", tags=["task types"])


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


@router.get("/task-types")
async def list_task_types() -> list[TaskTypeShown]:
    """Every kind of work by its name on the wire; the same for everybody."""
    return [TaskTypeShown.model_validate(one) for one in registry().values()]


@router.get("/task-types/{name}/example")
async def read_example(name: str) -> Example:
    """An example to start from; the same for everybody."""
    task_type = registry().get(name)
    if task_type is None:
        raise NotFoundError(f"There is no task type {name!r}; see /api/task-types.")
    return Example.model_validate(task_type.example, extra="ignore")
