"""The shapes people draw: how each is written, compared with others and fused from several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, Self

import numpy as np
from pydantic import ConfigDict, Field

from goldwright.algorithms.geometry import (
    FloatArray,
    angle_between,
    box_overlap,
    convex_hull,
    ellipse_outline,
    path_distance,
    rectangle,
    region_areas,
)
from goldwright.task_types.reading import OpenResponseModel, ResponseModel, StrictNumber


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape as geometry sees it: an upright box, a region, a path (one point too) or a solid."""

    kind: Literal["box", "region", "path", "solid"]
    points: FloatArray
    """(n, 2); of a solid, its footprint."""
    bounds: tuple[float, float, float, float]
    """Left, top, right, bottom: least x, least y, greatest x, greatest y."""
    heights: tuple[float, float] = (0.0, 0.0)
    """Of a solid, its lowest and highest z."""


def outline_of(
    kind: Literal["box", "region", "path", "solid"],
    points: FloatArray,
    *,
    heights: tuple[float, float] = (0.0, 0.0),
) -> Outline:
    """The outline through these points."""
    low, high = points.min(axis=0), points.max(axis=0)
    bounds = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return Outline(kind, points, bounds, heights)


def likeness(one: Outline, two: Outline, *, tolerance: float) -> float:
    """How alike two outlines are, 0 to 1, symmetric, 1 on equals.

    Regions and solids: intersection over union. Paths and points: 1 at distance 0, falling evenly
    to 0 at `tolerance`; so also two regions when neither has an area.
    """
    if one.heights == two.heights and np.array_equal(one.points, two.points):
        return 1.0
    if one.kind == "box" and two.kind == "box":
        return float(box_overlap(np.array([one.bounds]), np.array([two.bounds]))[0])
    if one.kind == "solid":
        return _solid_overlap(one, two)
    if one.kind != "path":
        first, second, shared = region_areas(one.points, two.points)
        if first > 0.0 or second > 0.0:
            return min(1.0, max(0.0, shared / (first + second - shared)))
    return max(0.0, 1.0 - path_distance(one.points, two.points) / tolerance)


def _solid_overlap(one: Outline, two: Outline) -> float:
    first, second, shared = region_areas(one.points, two.points)
    height = min(one.heights[1], two.heights[1]) - max(one.heights[0], two.heights[0])
    volume = shared * max(0.0, height)
    both = first * (one.heights[1] - one.heights[0]) + second * (two.heights[1] - two.heights[0])
    return min(1.0, max(0.0, volume / (both - volume))) if both > volume else 0.0


def weighted_middle(
    values: Sequence[float], weights: Sequence[float], *, is_whole: bool = False
) -> float:
    """The value with half the weight on either side; the middle of two when it falls between them.

    Equal values come back as they are, an integer an integer; `is_whole` rounds down a middle.
    """
    ordered = sorted(zip(values, weights, strict=True))
    half = sum(sorted(weights)) / 2
    reached = 0.0
    for place, (value, weight) in enumerate(ordered):
        reached += weight
        if reached > half or place == len(ordered) - 1:
            return value
        if reached == half:
            following = ordered[place + 1][0]
            if following == value:
                return value
            middle = (value + following) / 2
            return int(middle // 1) if is_whole else middle
    msg = "a median needs a value"
    raise AssertionError(msg)


class Vertex(OpenResponseModel):
    """A place in the image."""

    x: StrictNumber = Field(description="Pixels from the left.")
    y: StrictNumber = Field(description="Pixels from the top.")


class Shape(OpenResponseModel):
    """What every shape can do."""

    geometry: ClassVar[str]

    def outline(self) -> Outline:
        """The shape as geometry sees it."""
        raise NotImplementedError

    def fused(
        self,
        others: Sequence["Shape"],  # noqa: ARG002 - shapes that can be fused look at them
        weights: Sequence[float],  # noqa: ARG002 - the same
        *,
        is_whole: bool,  # noqa: ARG002 - the same
    ) -> Self:
        """Itself, the most typical of `others` (it is among them), where all of them put it.

        All are of one geometry. Where vertices do not correspond it stays as its author drew it.
        """
        return self

    def _median(
        self,
        name: str,
        others: Sequence["Shape"],
        weights: Sequence[float],
        *,
        is_whole: bool = False,
    ) -> float:
        return weighted_middle([getattr(one, name) for one in others], weights, is_whole=is_whole)


class Box(Shape):
    """A rectangle; upright unless it has a rotation."""

    geometry: ClassVar[str] = "box"

    left: StrictNumber = Field(description="Pixels from the left of the image.")
    top: StrictNumber = Field(description="Pixels from the top of the image.")
    width: StrictNumber = Field(ge=0, description="Pixels.")
    height: StrictNumber = Field(ge=0, description="Pixels.")
    rotation: StrictNumber | None = Field(
        default=None, description="Radians, clockwise on the screen, about its centre."
    )
    vertices: list[Vertex] | None = Field(
        default=None, description="Its four corners when it is rotated."
    )

    def outline(self) -> Outline:
        """Its corners, or the upright box."""
        if self.vertices and len(self.vertices) == len(BOX_SIDES):
            return outline_of("region", _points(self.vertices))
        size = np.array([float(self.width), float(self.height)])
        start = np.array([float(self.left), float(self.top)])
        if self.rotation:
            corners = rectangle(start + size / 2, size=size, turn=float(self.rotation))
            return outline_of("region", corners)
        return outline_of("box", rectangle(start + size / 2, size=size, turn=0.0))

    def fused(self, others: Sequence["Shape"], weights: Sequence[float], *, is_whole: bool) -> Self:
        """Medians of its sides when all are upright.

        Width and height are medians too, so that neither falls below the least that was drawn.
        """
        if any(isinstance(one, Box) and (one.rotation or one.vertices) for one in others):
            return self
        return self.model_copy(
            update={
                side: self._median(side, others, weights, is_whole=is_whole) for side in BOX_SIDES
            }
        )


BOX_SIDES: Final = ("left", "top", "width", "height")


class Polygon(Shape):
    """A region between vertices, in drawing order."""

    geometry: ClassVar[str] = "polygon"

    vertices: list[Vertex] = Field(min_length=1, description="Corners in drawing order.")

    def outline(self) -> Outline:
        """The region."""
        return outline_of("region", _points(self.vertices))


class Line(Shape):
    """A path through vertices."""

    geometry: ClassVar[str] = "line"

    vertices: list[Vertex] = Field(min_length=1, description="Places it passes, in order.")

    def outline(self) -> Outline:
        """The path."""
        return outline_of("path", _points(self.vertices))


class Point(Shape):
    """One place."""

    geometry: ClassVar[str] = "point"

    x: StrictNumber = Field(description="Pixels from the left.")
    y: StrictNumber = Field(description="Pixels from the top.")

    def outline(self) -> Outline:
        """A path of one point."""
        return outline_of("path", np.array([[float(self.x), float(self.y)]]))

    def fused(self, others: Sequence["Shape"], weights: Sequence[float], *, is_whole: bool) -> Self:
        """Medians of both coordinates."""
        return self.model_copy(
            update={
                axis: self._median(axis, others, weights, is_whole=is_whole) for axis in ("x", "y")
            }
        )


class Ellipse(Shape):
    """An ellipse by the four ends of its axes, going round."""

    geometry: ClassVar[str] = "ellipse"

    vertices: list[Vertex] = Field(
        min_length=4, max_length=4, description="Ends of its axes, going round."
    )

    def outline(self) -> Outline:
        """The region inside."""
        return outline_of("region", ellipse_outline(_points(self.vertices)))


CORNERS = (
    "face-topleft",
    "face-bottomleft",
    "face-topright",
    "face-bottomright",
    "side-topcorner",
    "side-bottomcorner",
)


class CuboidVertex(Vertex):
    """A visible corner of a cuboid."""

    description: str = Field(description=f"Which: {', '.join(CORNERS)}.")
    type: Literal["vertex"] = Field(default="vertex", description="Always `vertex`.")


class CuboidEdge(OpenResponseModel):
    """A visible edge of a cuboid."""

    description: str = Field(description="Which edge.")
    type: Literal["edge"] = Field(default="edge", description="Always `edge`.")
    x1: StrictNumber = Field(description="Start, pixels from the left.")
    y1: StrictNumber = Field(description="Start, pixels from the top.")
    x2: StrictNumber = Field(description="End, pixels from the left.")
    y2: StrictNumber = Field(description="End, pixels from the top.")


class Cuboid(Shape):
    """A box in space as the image shows it: a face and the side seen beside it."""

    model_config = ConfigDict(title="ImageCuboid")
    geometry: ClassVar[str] = "cuboid"

    vertices: list[CuboidVertex] = Field(min_length=4, description="Its corners, each named.")
    edges: list[CuboidEdge] | None = Field(default=None, description="Its edges, each named.")

    def outline(self) -> Outline:
        """The region it covers in the image."""
        return outline_of("region", convex_hull(_points(self.vertices)))

    def fused(self, others: Sequence["Shape"], weights: Sequence[float], *, is_whole: bool) -> Self:
        """Medians of each named corner when all name the same.

        Edges and points in space depend on the corners: a cuboid that has them stays as drawn.
        """
        cuboids = [one for one in others if isinstance(one, Cuboid)]
        named = [{corner.description: corner for corner in one.vertices} for one in cuboids]
        own = [corner.description for corner in self.vertices]
        extra = any(one.edges or one.model_extra for one in cuboids)
        if extra or any(set(one) != set(own) for one in named) or len(set(own)) < len(own):
            return self
        corners = [
            corner.model_copy(
                update={
                    axis: weighted_middle(
                        [getattr(one[corner.description], axis) for one in named],
                        weights,
                        is_whole=is_whole,
                    )
                    for axis in ("x", "y")
                }
            )
            for corner in self.vertices
        ]
        return self.model_copy(update={"vertices": corners})


class Place(ResponseModel):
    """A point or a size in space."""

    x: StrictNumber = Field(description="East, or width.")
    y: StrictNumber = Field(description="North, or length.")
    z: StrictNumber = Field(description="Up, or height.")


class Solid(Shape):
    """A box in space, standing on the ground plane unless it has pitch or roll."""

    geometry: ClassVar[str] = "solid"

    position: Place = Field(description="Its centre.")
    dimensions: Place = Field(description="Width, length and height.")
    yaw: StrictNumber = Field(description="Radians from +y, counter-clockwise seen from above.")

    def outline(self) -> Outline:
        """Its footprint and its heights; pitch and roll are left out of account."""
        size = np.array([abs(float(self.dimensions.x)), abs(float(self.dimensions.y))])
        centre = np.array([float(self.position.x), float(self.position.y)])
        half = abs(float(self.dimensions.z)) / 2
        middle = float(self.position.z)
        footprint = rectangle(centre, size=size, turn=float(self.yaw))
        return outline_of("solid", footprint, heights=(middle - half, middle + half))

    def fused(
        self,
        others: Sequence["Shape"],
        weights: Sequence[float],
        *,
        is_whole: bool,  # noqa: ARG002 - space has no pixels
    ) -> Self:
        """Medians of place and size; the yaw with the least turn to all others."""
        solids = [one for one in others if isinstance(one, Solid)]
        update: dict[str, object] = {
            part: getattr(self, part).model_copy(
                update={
                    axis: weighted_middle(
                        [getattr(getattr(one, part), axis) for one in others], weights
                    )
                    for axis in ("x", "y", "z")
                }
            )
            for part in ("position", "dimensions")
        }
        update["yaw"] = min(
            sorted(one.yaw for one in solids),
            key=lambda yaw: sum(
                weight * angle_between(float(yaw), float(one.yaw))
                for one, weight in zip(solids, weights, strict=True)
            ),
        )
        return self.model_copy(update=update)


SHAPES: dict[str, type[Shape]] = {
    one.geometry: one for one in (Box, Polygon, Line, Point, Cuboid, Ellipse)
}
"""What may be drawn in an image, by the name of its geometry."""


def _points(vertices: Sequence[Vertex]) -> FloatArray:
    return np.array([(float(one.x), float(one.y)) for one in vertices])
