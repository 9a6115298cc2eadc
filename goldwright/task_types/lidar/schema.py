"""Params and responses of the types in space."""

from typing import Any

from pydantic import Field, JsonValue

from goldwright.task_types.attributes import Attributes
from goldwright.task_types.geometries import DrawnShape, FlatGeometries
from goldwright.task_types.labels import Labels
from goldwright.task_types.reading import (
    Number,
    OpenResponseModel,
    ParamsModel,
    ResponseModel,
    StrictNumber,
    Text,
    Whole,
)
from goldwright.task_types.shapes import Solid


class LidarParams(ParamsModel):
    """What all types in space take."""

    attachments: list[Text] | None = Field(
        default=None, description="URLs of the frame files in order of time."
    )
    attachment_type: Text | None = Field(default=None, description="`json`.")
    annotation_attributes: Attributes = Field(
        default={}, description="Questions asked about each object."
    )
    hypothesis: Any = Field(  # checked as an answer is, once all else is known to be sound
        default=None, description="A response to start from."
    )


class Dependents(ParamsModel):
    """Further tasks made of the result."""

    defs: list[dict[str, Any]] | None = Field(  # read when those tasks are made
        default=None, description="`{type, annotation_type, instruction, callback_url}` of each."
    )
    require_audit: bool | None = Field(default=None, description="Wait for the customer's audit.")


class CuboidsParams(LidarParams):
    """What `lidarannotation` takes, and `sensorfusion` too; labels are required by the former."""

    attachments: list[Text] | None = Field(
        default=None, min_length=1, description="URLs of the frame files in order of time."
    )
    labels: Labels | None = Field(default=None, description="Labels; of a tree only the leaves.")
    meters_per_unit: Number | None = Field(default=None, description="Metres of one unit; 1.")
    max_distance_meters: Number | None = Field(
        default=None, description="Objects farther from the device are left out."
    )
    pitch_and_roll_enabled: bool = Field(default=False, description="Cuboids may be tilted.")
    dependents: Dependents | None = Field(default=None, description="Further tasks.")

    def frames(self) -> int:
        """How many frames a response has; 0 when nobody can know."""
        return len(self.attachments or ())


class SceneParams(CuboidsParams):
    """Params of `sensorfusion`: one scene file holds all frames."""

    attachment: Text | None = Field(default=None, description="URL of one scene file.")

    def frames(self) -> int:
        """Unknown: a scene file holds many frames."""
        return 0


class SpaceCuboid(Solid):
    """An object in space."""

    uuid: Text = Field(description="Its identity; the same object has the same in every frame.")
    label: str = Field(description="A label.")
    pitch: StrictNumber | None = Field(default=None, description="Radians.")
    roll: StrictNumber | None = Field(default=None, description="Radians.")
    camera_used: int | None = Field(default=None, description="Camera it was judged by.")
    distance_to_device: StrictNumber | None = Field(default=None, description="Units.")
    numberOfPoints: int | None = Field(  # noqa: N815 - the wire's own word
        default=None, description="Lidar points inside."
    )
    stationary: bool | None = Field(default=None, description="It does not move.")
    attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Answers to the annotation attributes, by name."
    )


class CuboidsFrame(ResponseModel):
    """Objects in one frame."""

    cuboids: list[SpaceCuboid] = Field(description="The objects.")


class CuboidsResponse(ResponseModel):
    """Objects frame by frame; customers read `annotations` as a file."""

    annotations: list[CuboidsFrame] = Field(description="One element a frame, in order.")


class PointsParams(LidarParams):
    """Params of `lidarsegmentation`."""

    labels: Labels = Field(
        description="Labels; with `instance_label` every object of it is one of its own."
    )
    lidar_task: Text | None = Field(
        default=None, description="Id of a completed lidarannotation task, instead of attachments."
    )
    lidar_task_frames: list[Whole] | None = Field(
        default=None, description="Which of its frames; all when absent."
    )


class PointObject(ResponseModel):
    """What an index of the points stands for."""

    label: str = Field(description="A label.")
    index: int = Field(ge=1, description="The number its points carry.")
    instance: bool | None = Field(default=None, description="True for one object of several.")


class PointSegmentations(ResponseModel):
    """A label or an object for each point."""

    objects: list[PointObject] = Field(description="What each index stands for.")
    point_objects: list[list[int]] = Field(
        description="For each frame the index of each point in the file's order; 0 is unlabeled."
    )


class PointsResponse(ResponseModel):
    """Labelled points; customers read both parts as files."""

    point_segmentations: PointSegmentations = Field(description="The points.")
    annotations: list[CuboidsFrame] | None = Field(
        default=None, description="Cuboids the points were labelled by."
    )


class TopdownParams(LidarParams):
    """Params of `lidartopdown`."""

    attachment: Text | None = Field(
        default=None, description="URL of an aerial image, instead of frames."
    )
    geometries: FlatGeometries = Field(description="Polygons, lines and points to draw.")


class TopdownResponse(ResponseModel):
    """Shapes seen from above; customers read `annotations` as a file."""

    annotations: list[DrawnShape] = Field(description="The shapes.")


class LinkingParams(ParamsModel):
    """Params of `lidarlinking`."""

    lidar_task: Text = Field(description="Id of a completed lidarannotation task.")
    annotation_type: Text = Field(
        description="Type whose shapes are drawn in the camera images, such as `annotation`."
    )
    labels: Labels | None = Field(
        default=None, description="Labels; those of the lidar task when absent."
    )
    annotation_attributes: Attributes = Field(
        default={}, description="Questions asked about each shape."
    )
    hypothesis: Any = Field(  # checked as an answer is, once all else is known to be sound
        default=None, description="A response to start from."
    )


class LinkedShape(OpenResponseModel):
    """A shape in a camera image, with the fields of its geometry beside."""

    cuboid_uuid: str | None = Field(
        default=None, description="Its cuboid in the lidar task; none when not in lidar."
    )
    label: str = Field(description="A label.")
    type: str = Field(description="Its geometry.")
    not_in_lidar: bool | None = Field(default=None, description="Only the camera shows it.")
    attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Answers to the annotation attributes, by name."
    )


class CameraResponse(ResponseModel):
    """What one camera shows."""

    camera_used: int = Field(ge=0, description="Number of the camera.")
    annotations: list[LinkedShape] = Field(description="The shapes.")


class LinkingFrame(ResponseModel):
    """What the cameras of one frame show."""

    camera_responses: list[CameraResponse] = Field(description="One for each camera.")


class LinkingResponse(ResponseModel):
    """Shapes linked to cuboids; customers read `annotations` as a file."""

    annotations: list[LinkingFrame] = Field(description="One element a frame, in order.")
