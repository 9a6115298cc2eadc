"""`/api/operator`: what waits for workers, and what they hold."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import Person, operator
from goldwright.db.identity import Environment
from goldwright.dispatch import actions

router = APIRouter(prefix="/api/operator", tags=["operator"], route_class=JsonRoute)

Operator = Annotated[Person, Depends(operator)]
_ID_MAX = 2**63 - 1  # PostgreSQL's bigint


class Queue(BaseModel):
    """Tasks of one project, batch, stage and priority that wait or are held."""

    id: int
    organisation_id: int
    organisation: str
    environment: Environment
    project: Annotated[str | None, Field(description="null: tasks sent without one")]
    task_type: str
    batch_id: str | None
    stage: str
    priority: int
    is_open: Annotated[bool, Field(description="false while its batch is held back")]
    workers: Annotated[int, Field(description="to whom the project is offered")]
    waiting: Annotated[int, Field(description="tasks with a free place, counted to 10,000")]
    leased: int
    oldest_at: Annotated[
        datetime | None, Field(description="when the task that waits at the front was created")
    ]


class QueuePage(BaseModel):
    """Queues that are not empty, the oldest queue first; `next_after` asks for the next page."""

    queues: list[Queue]
    next_after: int | None


@router.get("/queues")
async def list_queues(
    request: Request,
    me: Operator,
    after: Annotated[int, Query(ge=0, le=_ID_MAX)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
) -> QueuePage:
    """Queues in which a task waits or is held."""
    async with services(request).db.transaction(me.operator_identity) as conn:
        cursor = await conn.execute(actions.SQL["queues"], {"after": after, "limit": limit})
        queues = [Queue.model_validate(row) for row in await cursor.fetchall()]
    return QueuePage(queues=queues, next_after=queues[-1].id if len(queues) == limit else None)
