"""`/api` for workers: how good their own answers are, as far as gold stays unseen."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from goldwright.algorithms.intervals import share_interval
from goldwright.api.services import services
from goldwright.api.who import worker_token
from goldwright.dispatch.actions import act_as_worker
from goldwright.quality.statements import SQL

router = APIRouter(prefix="/api/worker", tags=["work"])

# On a day with fewer answers a change of the figure would point at them.
_DAY_ANSWERS_MIN = 20
_ANSWERS_MIN = 10


class OwnQuality(BaseModel):
    """How often one's answers in a project met known ones; null while too little is known.

    It covers days that are over, in UTC, on which there were at least 20 answers, and is told in
    whole percent: so nobody learns from it which tasks had a known answer.
    """

    project: str | None
    type: str
    accuracy: float | None
    low: Annotated[float | None, Field(description="the interval that holds it 95 times of 100")]
    high: float | None


@router.get("/quality")
async def read_own_quality(request: Request) -> list[OwnQuality]:
    """How good the worker's answers are in each project, until yesterday."""
    async with services(request).db.connection() as conn, conn.transaction():
        worker_id = await act_as_worker(conn, worker_token(request))
        rows = await (
            await conn.execute(
                SQL["own_quality"], {"worker_id": worker_id, "day_answers_min": _DAY_ANSWERS_MIN}
            )
        ).fetchall()
    return [
        _shown(row["project"], row["type"], answers=row["answers"], met=row["agreement"])
        for row in rows
    ]


def _shown(project: str | None, task_type: str, *, answers: int, met: float) -> OwnQuality:
    if answers < _ANSWERS_MIN:
        return OwnQuality(project=project, type=task_type, accuracy=None, low=None, high=None)
    low, high = share_interval(met, answers)
    return OwnQuality(
        project=project,
        type=task_type,
        accuracy=round(met / answers, 2),
        low=round(low, 2),
        high=round(high, 2),
    )
