"""Params and responses of the image types."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, model_validator

from goldwright.task_types.attributes import Attributes, LinkDefinition
from goldwright.task_types.geometries import (
    BoxDefinition,
    Camera,
    CuboidDefinition,
    Drawn,
    DrawnShape,
    Geometries,
    GeometryDefinition,
    LineDefinition,
    Pixels,
    PointDefinition,
    PolygonDefinition,
)
from goldwright.task_types.labels import Label, Labels
from goldwright.task_types.reading import (
    MOST_PARTS,
    Number,
    OpenResponseModel,
    ParamsModel,
    ResponseModel,
    Text,
    Whole,
)
from goldwright.task_types.shapes import Box, Cuboid, Line, Point, Polygon, Shape

Prelabel = dict[str, Any]  # checked against all other params, once those are known to be sound


class DrawingParams(ParamsModel):
    """What all image types take."""

    attachment: Text | None = Field(default=None, description="URL of the image.")
    attachments: list[Text] | None = Field(
        default=None, description="URLs, where the image is one of several; else `attachment`."
    )
    attachment_type: Text | None = Field(default=None, description="`image`.")
    annotation_attributes: Attributes = Field(
        default={}, description="Questions asked about each object, or with `global` once."
    )
    hypothesis: Prelabel | None = Field(
        default=None, description="A response to start from, which workers may edit."
    )
    base_annotations: Prelabel | None = Field(
        default=None, description="Objects to start from; see the four permissions."
    )
    can_add_base_annotations: bool | None = Field(default=None, description="May add objects.")
    can_edit_base_annotations: bool | None = Field(default=None, description="May move them.")
    can_edit_base_annotation_labels: bool | None = Field(
        default=None, description="May relabel them."
    )
    can_delete_base_annotations: bool | None = Field(default=None, description="May remove them.")
    padding: Number | None = Field(default=None, description="Margin round the image, pixels.")
    paddingX: Number | None = Field(  # noqa: N815 - the wire's own word
        default=None, description="Margin left and right, pixels."
    )
    paddingY: Number | None = Field(  # noqa: N815 - the wire's own word
        default=None, description="Margin above and below, pixels."
    )

    @abstractmethod
    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """What may be drawn, by geometry."""

    def relations(self) -> Mapping[str, LinkDefinition]:
        """Links that may be drawn between objects, by name."""
        return {}

    def may_omit_labels(self) -> bool:
        """Whether an object may come without a label."""
        return False

    def count_faults(self, count: int) -> Iterator[str]:  # noqa: ARG002 - cuboids look at it
        """What is wrong with so many objects."""
        yield from ()


class ImageParams(DrawingParams):
    """Params of `imageannotation`."""

    geometries: Geometries = Field(description="What to draw, and with which labels.")
    links: dict[str, LinkDefinition] = Field(
        default={}, description="Relations between objects, by name."
    )

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """As the customer gave them."""
        return self.geometries.defined()

    def relations(self) -> Mapping[str, LinkDefinition]:
        """As the customer gave them."""
        return self.links


class Link(OpenResponseModel):
    """A relation between two objects."""

    uuid: Text = Field(description="Its identity.")
    label: str = Field(description="Its name among the params' `links`.")
    source: Text = Field(alias="from", description="uuid of the object it starts from.")
    target: Text = Field(alias="to", description="uuid of the object it leads to.")
    is_bidirectional: bool = Field(default=False, description="It has no direction.")
    attributes: dict[str, JsonValue] | None = Field(default=None, description="Answers about it.")


class Drawing(ResponseModel):
    """What responses of all image types have."""

    global_attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Answers to the attributes asked once a task."
    )

    @abstractmethod
    def objects(self) -> "Sequence[Drawn | Labelled]":
        """The objects, in order."""

    def relations(self) -> Sequence[Link]:
        """Links between the objects."""
        return ()


class ImageResponse(Drawing):
    """Objects drawn in one image."""

    annotations: list[DrawnShape] = Field(description="The objects.")
    links: list[Link] | None = Field(default=None, description="Relations between the objects.")

    def objects(self) -> Sequence[Drawn]:
        """The objects, in order."""
        return self.annotations

    def relations(self) -> Sequence[Link]:
        """Links between the objects."""
        return self.links or ()


class SingleParams(DrawingParams):
    """What the types that draw one geometry take."""

    with_labels: bool = Field(default=True, description="Every object carries a label.")
    examples: list[dict[str, Any]] | None = Field(  # shown as they are, read by nobody else
        default=None, description="`{correct, image, explanation}` shown to workers."
    )

    def may_omit_labels(self) -> bool:
        """As `with_labels` says."""
        return not self.with_labels


class ObjectParams(SingleParams):
    """What the types take that name their labels `objects_to_annotate`."""

    objects_to_annotate: Labels = Field(description="Labels; of a tree only the leaves.")


class BoxParams(ObjectParams):
    """Params of `annotation`."""

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


class PolygonParams(ObjectParams):
    """Params of `polygonannotation`."""

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """Polygons."""
        return {"polygon": PolygonDefinition(objects_to_annotate=self.objects_to_annotate)}


class LineParams(ObjectParams):
    """Params of `lineannotation`."""

    splines: bool = Field(default=False, description="Draw curves through the vertices.")

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """Lines."""
        return {"line": LineDefinition(objects_to_annotate=self.objects_to_annotate)}


class PointParams(ObjectParams):
    """Params of `pointannotation`."""

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """Points."""
        return {"point": PointDefinition(objects_to_annotate=self.objects_to_annotate)}


class CuboidParams(ObjectParams, Camera):
    """Params of `cuboidannotation`."""

    min_annotations: Annotated[Whole, Field(le=MOST_PARTS)] = Field(
        default=0, description="Least number of objects."
    )
    max_annotations: Whole = Field(default=0, description="Greatest number of objects; 0: any.")

    @model_validator(mode="after")
    def _is_satisfiable(self) -> "CuboidParams":
        if 0 < int(self.max_annotations) < int(self.min_annotations):
            msg = (
                f"max_annotations {self.max_annotations} should not be below "
                f"min_annotations {self.min_annotations}"
            )
            raise ValueError(msg)
        return self

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """Cuboids."""
        return {"cuboid": CuboidDefinition(objects_to_annotate=self.objects_to_annotate)}

    def count_faults(self, count: int) -> Iterator[str]:
        """Too few or too many."""
        if count < int(self.min_annotations):
            yield f"annotations has {count} objects, fewer than {self.min_annotations}"
        if 0 < int(self.max_annotations) < count:
            yield f"annotations has {count} objects, more than {self.max_annotations}"


class LaneParams(SingleParams):
    """Params of `laneannotation`."""

    objects_to_annotate: Labels | None = Field(default=None, description="Kinds of lane.")
    labels: Labels | None = Field(default=None, description="Kinds of lane; either name will do.")

    @model_validator(mode="after")
    def _has_labels(self) -> "LaneParams":
        if not self.objects_to_annotate and not self.labels:
            msg = '"objects_to_annotate" is required'
            raise ValueError(msg)
        return self

    def definitions(self) -> Mapping[str, GeometryDefinition]:
        """Lanes are lines."""
        lanes: list[Label] = [*(self.objects_to_annotate or ()), *(self.labels or ())]
        return {"line": LineDefinition(objects_to_annotate=lanes)}


class Labelled(Shape):
    """What an object of a single-geometry type has beside its shape."""

    label: str | None = Field(
        default=None, description="A label; may be left out when `with_labels` is false."
    )
    attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Answers to the annotation attributes, by name."
    )
    uuid: str | None = Field(default=None, description="Kept when given.")
    type: Literal["box", "polygon", "line", "point", "cuboid"] | None = Field(
        default=None, description="Kept when given."
    )


class LabelledBox(Labelled, Box):
    """A box."""


class LabelledPolygon(Labelled, Polygon):
    """A polygon."""


class LabelledLine(Labelled, Line):
    """A line."""


class LabelledPoint(Labelled, Point):
    """A point."""


class LabelledCuboid(Labelled, Cuboid):
    """A cuboid."""


class BoxResponse(Drawing):
    """Boxes in one image."""

    annotations: list[LabelledBox] = Field(description="The boxes.")

    def objects(self) -> Sequence[Labelled]:
        """The boxes, in order."""
        return self.annotations


class PolygonResponse(Drawing):
    """Polygons in one image."""

    annotations: list[LabelledPolygon] = Field(description="The polygons.")

    def objects(self) -> Sequence[Labelled]:
        """The polygons, in order."""
        return self.annotations


class LineResponse(Drawing):
    """Lines in one image."""

    annotations: list[LabelledLine] = Field(description="The lines.")

    def objects(self) -> Sequence[Labelled]:
        """The lines, in order."""
        return self.annotations


class PointResponse(Drawing):
    """Points in one image."""

    annotations: list[LabelledPoint] = Field(description="The points.")

    def objects(self) -> Sequence[Labelled]:
        """The points, in order."""
        return self.annotations


class CuboidResponse(Drawing):
    """Cuboids in one image."""

    annotations: list[LabelledCuboid] = Field(description="The cuboids.")

    def objects(self) -> Sequence[Labelled]:
        """The cuboids, in order."""
        return self.annotations
