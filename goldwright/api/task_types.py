"""`GET /api/task-types`: the kinds of work this installation knows."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

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


@router.get("/task-types")
async def list_task_types() -> list[TaskTypeShown]:
    """Every kind of work by its name on the wire; the same for everybody."""
    return [TaskTypeShown.model_validate(one) for one in registry().values()]
