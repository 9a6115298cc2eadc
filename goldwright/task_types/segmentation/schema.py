"""Params and response of `segmentannotation`."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, JsonValue

from goldwright.errors import Fault
from goldwright.task_types import reading
from goldwright.task_types.attributes import Attributes
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.json_values import escaped, object_at
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
    hypothesis: dict[str, Any] | None = Field(  # its pixels are behind a URL; editors read them
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
    if found := list(_start_faults(model, params.get("hypothesis"))):
        raise invalid(found)
    return stored


def mapped(response: JsonObject) -> Iterator[tuple[str, str, Json]]:
    """Of a response as customers write it: place, label and what is told of each segment."""
    for label, told in object_at(response, "labelMapping").items():
        place = escaped("labelMapping", label)
        if isinstance(told, list):
            yield from ((f"{place}/{number}", label, one) for number, one in enumerate(told))
        else:
            yield place, label, told


def _start_faults(params: Params, start: Json) -> Iterator[Fault]:
    """What keeps a start from being read, but for its pixels, which are behind a URL."""
    if not isinstance(start, dict) or not start:
        return
    combined = object_at(object_at(start, "annotations"), "combined")
    if not combined.get("indexedImage"):
        yield Fault("/hypothesis/annotations/combined/indexedImage", "is required")
    if not isinstance(start.get("labelMapping"), dict):
        yield Fault("/hypothesis/labelMapping", "is required")
    names, instances = params.names(), params.instances()
    taken: set[int] = set()
    single: set[str] = set()
    for place, label, told in mapped(start):
        where = f"/hypothesis/{place}"
        index = told.get("index") if isinstance(told, dict) else None
        if label not in names:
            yield Fault(where, f"is for no label of the task; those are {', '.join(names)}")
        elif (
            isinstance(index, bool)
            or not isinstance(index, int)
            or not 1 <= index <= GREATEST_INDEX
        ):
            yield Fault(f"{where}/index", f"should be a whole number from 1 to {GREATEST_INDEX}")
        elif index in taken:
            yield Fault(f"{where}/index", f"is {index}, as of another segment")
        elif label in single and label not in instances:
            yield Fault(where, "is a second segment of a label whose objects are not told apart")
        else:
            taken.add(index)
            single.add(label)


def attachments(params: JsonObject) -> list[str]:
    """The image, and the image of indexes to start from."""
    combined = object_at(object_at(object_at(params, "hypothesis"), "annotations"), "combined")
    start = combined.get("extendedIndexedImage") or combined.get("indexedImage")
    return [*reading.attachments(params), *([start] if isinstance(start, str) else [])]
