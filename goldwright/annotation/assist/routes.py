"""`/api` for workers: the outline of what they point at."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from goldwright.annotation.assist.desk import Desk
from goldwright.annotation.assist.records import Click, Prompt
from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import worker_token
from goldwright.dispatch.actions import attachment_of_live
from goldwright.errors import TooLargeError
from goldwright.outgoing import Outgoing

router = APIRouter(prefix="/api", tags=["work"], route_class=JsonRoute)

_CLICKS_MAX = 64
Pixels = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class Place(BaseModel):
    """A pixel of the picture."""

    model_config = ConfigDict(extra="forbid")

    x: Pixels
    y: Pixels


class ClickedPlace(Place):
    """A place that belongs to the object, or does not."""

    is_inside: bool = True


class Box(BaseModel):
    """Roughly where the object is, in pixels of the picture."""

    model_config = ConfigDict(extra="forbid")

    left: Pixels
    top: Pixels
    width: Annotated[float, Field(gt=0, le=1e6)]
    height: Annotated[float, Field(gt=0, le=1e6)]


class Pointing(BaseModel):
    """What the worker points at in one picture of the task."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(description="the attachment, as the task names it")]
    box: Box | None = None
    clicks: Annotated[list[ClickedPlace], Field(max_length=_CLICKS_MAX)] = []

    @model_validator(mode="after")
    def _points_at_something(self) -> "Pointing":
        if self.box is None and not any(one.is_inside for one in self.clicks):
            msg = "give a box or a click inside the object"
            raise ValueError(msg)
        return self

    def prompt(self) -> Prompt:
        """As the finder takes it."""
        box = self.box and (
            self.box.left,
            self.box.top,
            self.box.left + self.box.width,
            self.box.top + self.box.height,
        )
        return Prompt(box, tuple(Click(one.x, one.y, one.is_inside) for one in self.clicks))


class FoundOutline(BaseModel):
    """The border of the object and of the holes in it; no vertices when none was found."""

    vertices: list[Place]
    holes: list[list[Place]]


class Assist(BaseModel):
    """What this server can find for workers."""

    method: Annotated[str, Field(description="`grabcut`, `segment_anything` or `none`")]
    is_available: bool
    problem: Annotated[str, Field(description="why there is none; empty when there is")]


@router.get("/assist")
async def read_assist(request: Request) -> Assist:
    """Whether and how outlines are found here."""
    method = _desk(request).method
    return Assist(method=method.name, is_available=not method.problem, problem=method.problem)


@router.post("/assignments/{assignment_id}/assist")
async def find_outline(request: Request, assignment_id: str, pointing: Pointing) -> FoundOutline:
    """The outline of what the worker points at in a picture of a task that they hold.

    Nothing is stored. 503 where the extra `goldwright[assist]` is missing or too much is asked.
    """
    here = services(request)
    async with here.db.connection() as conn:
        kept = await attachment_of_live(
            conn, worker_token(request), assignment_id, url=pointing.url
        )

    async def read() -> bytes:
        if kept is not None:
            reading = await here.storage.get(kept)
            return await _whole(reading.chunks, bytes_max=here.settings.file_bytes_max)
        async with Outgoing(here.settings) as outgoing, outgoing.fetch(pointing.url) as fetched:
            return await _whole(fetched.chunks, bytes_max=here.settings.file_bytes_max)

    # Pictures of several organisations may have one address and be different.
    key = kept or f"{assignment_id} {pointing.url}"
    found = await _desk(request).outline(key, read, pointing.prompt())
    return FoundOutline(
        vertices=_ring(found["vertices"]), holes=[_ring(hole) for hole in found["holes"]]
    )


def _desk(request: Request) -> Desk:
    """Made in `app.py`, as the services are."""
    found: Desk = request.app.state.desk
    return found


def _ring(places: list[tuple[float, float]]) -> list[Place]:
    return [Place(x=x, y=y) for x, y in places]


async def _whole(chunks: AsyncIterator[bytes], *, bytes_max: int) -> bytes:
    found = bytearray()
    async for chunk in chunks:
        found += chunk
        if len(found) > bytes_max:
            raise TooLargeError(f"The picture is larger than {bytes_max:,} bytes.")
    return bytes(found)
