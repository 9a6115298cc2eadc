"""What may be drawn: the `geometries` of the params, and drawn annotations held to them."""

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal
from uuid import NAMESPACE_OID, uuid5

from pydantic import ConfigDict, Field, JsonValue, model_validator

from goldwright.task_types.attributes import Definitions, sample_answers
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.labels import Labels, label_names
from goldwright.task_types.reading import (
    MOST_PARTS,
    ClosedModel,
    Number,
    ParamsModel,
    Text,
    Whole,
)
from goldwright.task_types.shapes import (
    CORNERS,
    Box,
    Cuboid,
    Ellipse,
    Line,
    Point,
    Polygon,
    Shape,
)

SAMPLE_VERTICES: Final = 3
SAMPLE_LABELS: Final = 100
Pixels = Annotated[Number, Field(le=1e9)]
"""A length; no image is longer."""


class GeometryDefinition(ParamsModel):
    """One geometry that may be drawn."""

    objects_to_annotate: Labels = Field(description="Labels this geometry may carry.")

    def faults(self, shape: Shape) -> Iterator[str]:  # noqa: ARG002 - others look at it
        """What the definition forbids about a shape of its geometry."""
        yield from ()

    def sample(self) -> JsonObject:
        """A shape it allows."""
        raise NotImplementedError


class _Sized(GeometryDefinition):
    min_height: Pixels = Field(default=0, description="Least height, pixels.")
    min_width: Pixels = Field(default=0, description="Least width, pixels.")

    def faults(self, shape: Shape) -> Iterator[str]:
        left, top, right, bottom = shape.outline().bounds
        width, height = right - left, bottom - top
        if isinstance(shape, Box):
            width, height = float(shape.width), float(shape.height)
        if width < float(self.min_width):
            yield f"is {width:g} pixels wide, less than {self.min_width}"
        if height < float(self.min_height):
            yield f"is {height:g} pixels high, less than {self.min_height}"


class BoxDefinition(_Sized):
    """Boxes."""

    can_rotate: bool = Field(default=False, description="Workers may rotate boxes.")
    integer_pixels: bool = Field(default=False, description="Coordinates are whole pixels.")

    def faults(self, shape: Shape) -> Iterator[str]:
        """Size, rotation and whole pixels."""
        yield from super().faults(shape)
        if not isinstance(shape, Box):
            return
        if shape.rotation and not self.can_rotate:
            yield "is rotated, which the task does not allow"
        sides = (shape.left, shape.top, shape.width, shape.height)
        if self.integer_pixels and not shape.rotation and any(side % 1 for side in sides):
            yield "should have whole pixels"

    def sample(self) -> JsonObject:
        """A square at the top left, larger when it must be."""
        width, height = (
            math.ceil(max(100, float(one))) for one in (self.min_width, self.min_height)
        )
        return {"left": 0, "top": 0, "width": width, "height": height}


class _Chained(GeometryDefinition):
    min_vertices: Annotated[Whole, Field(le=MOST_PARTS)] = Field(
        default=1, description="Least number of vertices."
    )
    max_vertices: Whole | None = Field(default=None, description="Greatest number of vertices.")

    @model_validator(mode="after")
    def _is_satisfiable(self) -> "_Chained":
        if self.max_vertices is not None and int(self.max_vertices) < int(self.min_vertices):
            msg = f"has max_vertices {self.max_vertices} below min_vertices {self.min_vertices}"
            raise ValueError(msg)
        return self

    def faults(self, shape: Shape) -> Iterator[str]:
        if not isinstance(shape, Polygon | Line):
            return
        count = len(shape.vertices)
        if count < int(self.min_vertices):
            yield f"has {count} vertices, fewer than {self.min_vertices}"
        if self.max_vertices is not None and count > int(self.max_vertices):
            yield f"has {count} vertices, more than {self.max_vertices}"

    def sample(self) -> JsonObject:
        """A triangle, with as many vertices as are allowed."""
        most = SAMPLE_VERTICES if self.max_vertices is None else int(self.max_vertices)
        count = max(int(self.min_vertices), min(SAMPLE_VERTICES, most), 1)
        places = [(10, 10), (110, 110), *((10, 110 - place) for place in range(count - 2))]
        vertices: list[Json] = [{"x": x, "y": y} for x, y in places[:count]]
        return {"vertices": vertices}


class PolygonDefinition(_Chained):
    """Polygons."""


class LineDefinition(_Chained):
    """Lines."""

    splines: bool = Field(default=False, description="Draw curves through the vertices (legacy).")


class Connection(ParamsModel):
    """Two points that belong together, as in a skeleton."""

    pair: Annotated[list[Text], Field(min_length=2, max_length=2)] = Field(
        description="Labels of the two points."
    )
    connection_attribute: str | None = Field(
        default=None, description="The attribute whose value both points of one pair share."
    )


class PointDefinition(GeometryDefinition):
    """Points."""

    connections: list[Connection] = Field(
        default=[], max_length=MOST_PARTS, description="Points shown connected."
    )

    @model_validator(mode="after")
    def _joins_known_labels(self) -> "PointDefinition":
        if self.connections:
            names = label_names(self.objects_to_annotate)
            for connection in self.connections:
                for name in connection.pair:
                    if name not in names:
                        msg = f"connects {name!r}, which is not among its objects_to_annotate"
                        raise ValueError(msg)
        return self

    def sample(self) -> JsonObject:
        """A place near the top left."""
        return {"x": 10, "y": 10}


class CameraIntrinsics(ParamsModel):
    """How the camera maps space to pixels; `scale_factor` is read as `scalefactor` too."""

    fx: Number = Field(description="Focal length along x, pixels.")
    fy: Number = Field(description="Focal length along y, pixels.")
    cx: Number = Field(description="Principal point, x.")
    cy: Number = Field(description="Principal point, y.")
    skew: Number = Field(default=0, description="Skew.")
    scalefactor: Number = Field(default=1, description="Image pixels per calibrated pixel.")
    scale_factor: Number | None = Field(default=None, description="Other spelling of it.")


class Quaternion(ParamsModel):
    """A rotation."""

    w: Number = Field(description="Real part.")
    x: Number = Field(description="First imaginary part.")
    y: Number = Field(description="Second imaginary part.")
    z: Number = Field(description="Third imaginary part.")


class Camera(ParamsModel):
    """Where the camera was, for cuboids in space."""

    camera_intrinsics: CameraIntrinsics | None = Field(default=None, description="The lens.")
    camera_rotation_quaternion: Quaternion | None = Field(
        default=None, description="Its rotation in the world."
    )
    camera_height: Number | None = Field(default=None, description="Above the ground, metres.")


class CuboidDefinition(_Sized, Camera):
    """Cuboids."""

    def sample(self) -> JsonObject:
        """A face and a side of it, larger when they must be."""
        width, height = (
            math.ceil(max(100, float(one))) for one in (self.min_width, self.min_height)
        )
        side = 10 + width + 50
        places = (
            (10, 10), (10, 10 + height), (10 + width, 10), (10 + width, 10 + height),
            (side, 20), (side, height),
        )  # fmt: skip
        corners: list[Json] = [
            {"description": name, "type": "vertex", "x": x, "y": y}
            for name, (x, y) in zip(CORNERS, places, strict=True)
        ]
        return {"vertices": corners}


class EllipseDefinition(GeometryDefinition):
    """Ellipses."""

    def sample(self) -> JsonObject:
        """A circle at the top left."""
        ends: list[Json] = [{"x": x, "y": y} for x, y in ((60, 10), (110, 60), (60, 110), (10, 60))]
        return {"vertices": ends}


class Geometries(ClosedModel):
    """At least one geometry; the labels of an annotation come from its own geometry's list."""

    box: BoxDefinition | None = Field(default=None, description="Boxes.")
    polygon: PolygonDefinition | None = Field(default=None, description="Polygons.")
    line: LineDefinition | None = Field(default=None, description="Lines.")
    point: PointDefinition | None = Field(default=None, description="Points.")
    cuboid: CuboidDefinition | None = Field(default=None, description="Cuboids.")
    ellipse: EllipseDefinition | None = Field(default=None, description="Ellipses.")

    @model_validator(mode="after")
    def _has_one(self) -> "Geometries":
        if not self.defined():
            msg = "should have at least one of box, polygon, line, point, cuboid, ellipse"
            raise ValueError(msg)
        return self

    def defined(self) -> dict[str, GeometryDefinition]:
        """The geometries asked for, by name."""
        every: dict[str, GeometryDefinition | None] = {
            "box": self.box,
            "polygon": self.polygon,
            "line": self.line,
            "point": self.point,
            "cuboid": self.cuboid,
            "ellipse": self.ellipse,
        }
        return {name: one for name, one in every.items() if one is not None}


class FlatGeometries(Geometries):
    """Geometries on a map seen from above."""

    model_config = ConfigDict(title="FlatGeometries")

    @model_validator(mode="after")
    def _is_flat(self) -> "FlatGeometries":
        for name in self.defined():
            if name not in {"polygon", "line", "point"}:
                msg = f"should have polygon, line or point only, not {name}"
                raise ValueError(msg)
        return self


class Drawn(Shape):
    """What every drawn object of a response has beside its shape."""

    uuid: Text = Field(description="Its identity; the same object has the same in every frame.")
    label: str = Field(description="A label of its geometry.")
    attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Answers to the annotation attributes, by name."
    )


class DrawnBox(Drawn, Box):
    """A box in a response."""

    type: Literal["box"] = Field(description="Its geometry.")


class DrawnPolygon(Drawn, Polygon):
    """A polygon in a response."""

    type: Literal["polygon"] = Field(description="Its geometry.")


class DrawnLine(Drawn, Line):
    """A line in a response."""

    type: Literal["line"] = Field(description="Its geometry.")


class DrawnPoint(Drawn, Point):
    """A point in a response."""

    type: Literal["point"] = Field(description="Its geometry.")


class DrawnCuboid(Drawn, Cuboid):
    """A cuboid in a response."""

    type: Literal["cuboid"] = Field(description="Its geometry.")


class DrawnEllipse(Drawn, Ellipse):
    """An ellipse in a response."""

    type: Literal["ellipse"] = Field(description="Its geometry.")


DrawnShape = Annotated[
    DrawnBox | DrawnPolygon | DrawnLine | DrawnPoint | DrawnCuboid | DrawnEllipse,
    Field(discriminator="type"),
]


def shape_faults(
    definitions: Mapping[str, GeometryDefinition], shape: Shape, label: str | None
) -> Iterator[str]:
    """What these definitions forbid about one labelled shape; `None` is a label left out."""
    definition = definitions.get(shape.geometry)
    if definition is None:
        asked = ", ".join(definitions)
        yield f"is a {shape.geometry}, which was not asked for; draw {asked}"
        return
    if label is not None:
        names = label_names(definition.objects_to_annotate)
        if label not in names:
            yield f"has the label {label!r}, not one of {', '.join(names)}"
    yield from definition.faults(shape)


def sample_objects(
    definitions: Mapping[str, GeometryDefinition], attributes: Definitions
) -> list[JsonObject]:
    """One object of each geometry, with its required attributes; the same for the same params.

    When objects must be linked there are some more, of the first labels.
    """
    must_link = any(one.type == "linked" and one.required for one in attributes.values())
    objects: list[JsonObject] = []
    for name, definition in definitions.items():
        labels = label_names(definition.objects_to_annotate)
        for label in labels[: SAMPLE_LABELS if must_link else 1]:
            identity = str(uuid5(NAMESPACE_OID, f"{name}/{label}"))
            drawn: JsonObject = {"uuid": identity, "type": name, "label": label}
            objects.append(drawn | definition.sample())
    labels_by_uuid = {str(one["uuid"]): str(one["label"]) for one in objects}
    for one in objects:
        answers = sample_answers(attributes, label=str(one["label"]), labels_by_uuid=labels_by_uuid)
        if answers:
            one["attributes"] = answers
    return objects
