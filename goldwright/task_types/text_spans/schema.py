"""What an entity task asks and answers."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from goldwright.errors import Fault
from goldwright.task_types.contract import JsonObject
from goldwright.task_types.labels import Colour
from goldwright.task_types.reading import ParamsModel, ResponseModel, Text, invalid, read


class Label(ParamsModel):
    """A kind of entity, with finer kinds below it."""

    name: Text = Field(description="The label as it stands in responses; unique.")
    display_name: str | None = Field(default=None, description="What workers read instead.")
    description: str | None = Field(default=None, description="What belongs to it.")
    children: "list[Label] | None" = Field(default=None, description="Finer labels.")
    attributes: object = Field(default=None, description="Further questions about each span.")
    color: Colour = None


class Relationship(ParamsModel):
    """A kind of link between two spans."""

    name: Text = Field(description="The name of the link.")
    description: str | None = Field(default=None, description="What it means.")
    is_directed: bool = Field(default=True, description="Whether source and target differ.")
    source_label: str | None = Field(
        default=None,
        description="Label the source must have, itself or above it; absent means any.",
    )
    target_label: str | None = Field(
        default=None,
        description="Label the target must have, itself or above it; absent means any.",
    )


class Params(ParamsModel):
    """A text, and what to mark in it."""

    text: Text = Field(description="The text. Offsets count its code points.")
    labels: list[Label] = Field(min_length=1, description="What to mark.")
    merge_newlines: bool = Field(
        default=True, description="Whether line breaks are shown as spaces; offsets do not change."
    )
    relationships: list[Relationship] | None = Field(
        default=None, description="How marked spans may be linked."
    )
    hypothesis: dict[str, Any] | None = Field(  # a response, checked once, when the task arrives
        default=None, description="A response to start from, which workers may edit."
    )


class Span(ResponseModel):
    """One marked stretch of the text."""

    id: str = Field(min_length=1, description="Unique in the response.")
    start: int = Field(ge=0, description="First code point.")
    end: int = Field(ge=1, description="First code point after it.")
    text: str = Field(description="The text from start to end.")
    label: str = Field(description="One of the labels.")
    attributes: dict[str, object] | None = Field(
        default=None, description="Answers to the label's questions."
    )


class Link(ResponseModel):
    """One link between two spans."""

    id: str = Field(min_length=1, description="Unique in the response.")
    source_ref: str = Field(description="`id` of the span it starts from.")
    target_ref: str = Field(description="`id` of the span it leads to.")
    name: str | None = Field(
        default=None, description="One of the relationships, if it has a name."
    )


class Response(ResponseModel):
    """The marked spans and their links."""

    annotations: list[Span] = Field(description="The spans.")
    relationships: list[Link] | None = Field(default=None, description="Links between spans.")


def read_params(params: JsonObject) -> JsonObject:
    """Checked params with `merge_newlines` filled in."""
    model, stored = read(Params, params, defaults={"merge_newlines": True})
    names: set[str] = set()
    found: list[Fault] = []
    for path, name, _ in lineages(model.labels):
        if name in names:
            found.append(Fault(path, f'label "{name}" is named twice'))
        names.add(name)
    for place, kind in enumerate(model.relationships or []):
        for end, label in (
            ("source_label", kind.source_label),
            ("target_label", kind.target_label),
        ):
            if label is not None and label not in names:
                path = f"/relationships/{place}/{end}"
                found.append(Fault(path, f'"{label}" is not one of the labels'))
    if found:
        raise invalid(found)
    return stored


def lineages(
    labels: list[Label], at: str = "/labels", above: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each label, parents before children: (pointer, name, names from the top down to it)."""
    for place, label in enumerate(labels):
        line = (*above, label.name)
        yield f"{at}/{place}/name", label.name, line
        yield from lineages(label.children or [], f"{at}/{place}/children", line)
