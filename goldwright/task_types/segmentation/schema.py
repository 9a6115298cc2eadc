"""Params and response of `segmentannotation`."""

from typing import Annotated, Any

from pydantic import Field, JsonValue

from goldwright.errors import Fault
from goldwright.task_types import reading
from goldwright.task_types.attributes import Attributes
from goldwright.task_types.contract import JsonObject
from goldwright.task_types.json_values import object_at
from goldwright.task_types.labels import Label, Labels, instance_labels, label_names
from goldwright.task_types.reading import (
    Number,
    ParamsModel,
    ResponseModel,
    Text,
    invalid,
    read,
    require_attachment,
)

MOST_LABELS = 50
MOST_PIXELS = 100_000_000
GREATEST_INDEX = 2**24 - 1
"""What the three bytes of the extended image can say."""


class Params(ParamsModel):
    """An image, and the labels its pixels are given."""

    attachment: Text | None = Field(default=None, description="URL of the image.")
    attachment_type: Text | None = Field(default=None, description="`image`.")
    labels: Labels = Field(
        description=f"Labels, at most {MOST_LABELS}; of a tree only the leaves. With "
        "`instance_label` every object of it is a segment of its own."
    )
    instance_labels: list[Label] = Field(
        default=[], description="Further labels whose objects are told apart (legacy)."
    )
    allow_unlabeled: bool = Field(default=False, description="Pixels may stay without a label.")
    allow_parent_labels: bool = Field(default=False, description="Groups can be chosen too.")
    annotation_attributes: Attributes = Field(
        default={}, description="Questions asked about each instance."
    )
    hypothesis: dict[str, Any] | None = Field(  # passed on to the editor as it is
        default=None, description="A response to start from."
    )
    padding: Number | None = Field(default=None, description="Margin round the image, pixels.")

    def names(self) -> list[str]:
        """The labels that can be chosen."""
        both: list[Label] = [*self.labels, *self.instance_labels]
        return label_names(both, with_parents=self.allow_parent_labels)

    def instances(self) -> set[str]:
        """The labels whose objects are told apart."""
        legacy = label_names(self.instance_labels, with_parents=True)
        return instance_labels(self.labels) | set(legacy)


class Segment(ResponseModel):
    """What the pixels of one index show."""

    index: int = Field(ge=1, le=GREATEST_INDEX, description="The number its pixels carry.")
    label: str = Field(description="A label; of one that is not told apart, at most one segment.")
    attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Answers about an instance, by name."
    )


Count = Annotated[int, Field(ge=0)]


class Response(ResponseModel):
    """The image row by row, as runs of equal pixels."""

    width: int = Field(ge=1, description="Pixels of a row.")
    height: int = Field(ge=1, description="Rows.")
    segments: list[Segment] = Field(description="What each index stands for.")
    runs: list[Count] = Field(
        description="Index, count, index, count …: 0 is unlabeled; counts sum to all pixels."
    )


def read_params(params: JsonObject) -> JsonObject:
    """Checked params as they are stored."""
    require_attachment(params)
    model, stored = read(Params, params, defaults={"allow_unlabeled": False})
    if len(model.names()) > MOST_LABELS:
        count = len(model.names())
        raise invalid([Fault("/labels", f"has {count} labels, more than {MOST_LABELS}")])
    hypothesis = params.get("hypothesis")
    if isinstance(hypothesis, dict):
        combined = object_at(object_at(hypothesis, "annotations"), "combined")
        if not combined.get("indexedImage"):
            place = "/hypothesis/annotations/combined/indexedImage"
            raise invalid([Fault(place, "is required")])
        if not isinstance(hypothesis.get("labelMapping"), dict):
            raise invalid([Fault("/hypothesis/labelMapping", "is required")])
    return stored


def attachments(params: JsonObject) -> list[str]:
    """The image, and the image of indexes to start from."""
    combined = object_at(object_at(object_at(params, "hypothesis"), "annotations"), "combined")
    start = combined.get("extendedIndexedImage") or combined.get("indexedImage")
    return [*reading.attachments(params), *([start] if isinstance(start, str) else [])]
