"""Params and responses of the video types."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import Field, JsonValue

from goldwright.task_types.attributes import Attributes, LinkDefinition
from goldwright.task_types.geometries import (
    BoxDefinition,
    Camera,
    CuboidDefinition,
    DrawnShape,
    Geometries,
    GeometryDefinition,
    Pixels,
)
from goldwright.task_types.labels import Labels
from goldwright.task_types.reading import (
    MOST_PARTS,
    Number,
    OpenResponseModel,
    ParamsModel,
    ResponseModel,
    StrictNumber,
    Text,
)
from goldwright.task_types.shapes import Outline, Shape, outline_of

MARGIN_SECONDS = 0.5


class VideoParams(ParamsModel):
    """What all video types take."""

    attachment: Text | None = Field(default=None, description="URL of a video: mp4, webm, ogg.")
    attachments: list[Text] | None = Field(
        default=None, description="URLs of the frames in order; instead of a video."
    )
    attachment_type: Text | None = Field(
        default=None, description="`image` for frames, `video` for a video."
    )
    annotation_attributes: Attributes = Field(
        default={}, description="Questions asked about each object in each frame."
    )
    events_to_annotate: list[Text] = Field(
        default=[], max_length=MOST_PARTS, description="Names of events to mark in time."
    )
    links: dict[str, LinkDefinition] = Field(
        default={}, description="Relations between objects, shown to workers."
    )
    frame_rate: Number | None = Field(default=None, description="Frames a second to annotate; 1.")
    start_time: Number | None = Field(default=None, description="Seconds to begin at.")
    duration_time: Number | None = Field(default=None, description="Seconds to annotate.")
    with_labels: bool | None = Field(default=None, description="Every object carries a label.")
    hypothesis: Any = Field(  # checked as an answer is, once all else is known to be sound
        default=None, description="A response to start from."
    )
    base_annotations: Any = Field(  # checked like `hypothesis`
        default=None, description="Objects to start from."
    )
    padding: Number | None = Field(default=None, description="Margin round the frame, pixels.")

    @abstractmethod
    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """What may be drawn, by geometry."""


class GeometryVideoParams(VideoParams):
    """Params of the types that name their geometries."""

    geometries: Geometries = Field(description="What to draw, and with which labels.")

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """As the customer gave them."""
        return self.geometries.defined()


class PlaybackParams(GeometryVideoParams):
    """Params of `videoplaybackannotation`."""

    annotation_frame_rate: Number | None = Field(
        default=None, description="Frames a second to annotate (second version)."
    )
    video_frame_rate: Number | None = Field(
        default=None, description="Frames a second the video has (second version)."
    )


class BoxVideoParams(VideoParams):
    """Params of `videoboxannotation`."""

    objects_to_annotate: Labels = Field(description="Labels; of a tree only the leaves.")
    min_width: Pixels = Field(default=0, description="Least width of a box, pixels.")
    min_height: Pixels = Field(default=0, description="Least height of a box, pixels.")

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """Boxes of at least this size."""
        box = BoxDefinition(
            objects_to_annotate=self.objects_to_annotate,
            min_width=self.min_width,
            min_height=self.min_height,
            can_rotate=True,
        )
        return {"box": box}


class CuboidVideoParams(VideoParams, Camera):
    """Params of `videocuboidannotation`."""

    objects_to_annotate: Labels = Field(description="Labels; of a tree only the leaves.")

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """Cuboids."""
        return {"cuboid": CuboidDefinition(objects_to_annotate=self.objects_to_annotate)}


class Event(Shape):
    """Something that happens for a while: a shape whose only axis is time."""

    geometry: ClassVar[str] = "event"

    label: str = Field(description="Its name among `events_to_annotate`.")
    start: StrictNumber = Field(ge=0, description="Second it begins.")
    end: StrictNumber = Field(ge=0, description="Second it ends; the same for a moment.")
    attributes: dict[str, JsonValue] | None = Field(default=None, description="Answers about it.")

    def outline(self) -> Outline:
        """A strip along time, half a second longer at both ends so that moments can be compared."""
        ends = [(float(self.start) - MARGIN_SECONDS, 0.0), (float(self.end) + MARGIN_SECONDS, 1.0)]
        return outline_of("box", np.array(ends))

    def fused(
        self,
        others: Sequence[Shape],
        weights: Sequence[float],
        *,
        is_whole: bool,  # noqa: ARG002 - time has no pixels
    ) -> Self:
        """Medians of begin and end."""
        return self.model_copy(
            update={side: self._median(side, others, weights) for side in ("start", "end")}
        )


class FrameObjects(ResponseModel):
    """What is drawn in one frame."""

    annotations: list[DrawnShape] = Field(description="The objects; a uuid is one object for ever.")


class FramesResponse(ResponseModel):
    """Objects frame by frame; customers read `annotations` and `events` as files."""

    annotations: list[FrameObjects] = Field(description="One element a frame, in order.")
    events: dict[str, Event] | None = Field(default=None, description="Events by uuid.")


class PlaybackFrame(OpenResponseModel):
    """An object in one frame of the video, with the fields of its geometry beside."""

    key: int = Field(
        ge=0, description="Number of the video frame, from 0: seconds times frame rate."
    )
    timestamp: StrictNumber | None = Field(default=None, description="Seconds from the start.")
    attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Answers to the annotation attributes, by name."
    )


class PlaybackTrack(ResponseModel):
    """One object through the video."""

    label: str = Field(description="A label of its geometry.")
    geometry: str = Field(description="box, polygon, line, point, cuboid or ellipse.")
    frames: list[PlaybackFrame] = Field(min_length=1, description="Where it is, once a frame.")


class PlaybackResponse(ResponseModel):
    """Objects through a video; customers read `annotations` and `events` as files."""

    annotations: dict[str, PlaybackTrack] = Field(description="Objects by uuid.")
    events: dict[str, Event] | None = Field(default=None, description="Events by uuid.")
