"""What a document task asks and answers."""

from typing import Annotated, Any, Literal

from pydantic import Field

from goldwright.errors import Fault
from goldwright.task_types.contract import JsonObject
from goldwright.task_types.reading import (
    MOST_PARTS,
    OpenResponseModel,
    ParamsModel,
    ResponseModel,
    Text,
    invalid,
    read,
    require_attachment,
)

Flag = Literal[
    "line",
    "key",
    "value",
    "thead",
    "tbody",
    "date",
    "money",
    "checkbox",
    "region",
    "query",
    "span",
]


Pixels = Annotated[int | float, Field(ge=-1e9, le=1e9)]
"""Far beyond any page, and small enough to multiply."""


class Feature(ParamsModel):
    """Something to find on the pages."""

    type: Literal["text", "block", "group"] = Field(
        description="Text is transcribed, a block only located, a group refers to its members."
    )
    label: Text | None = Field(default=None, description="Its name; required for text and block.")
    title: Text | None = Field(default=None, description="The name of a group.")
    flags: list[Flag] = Field(default_factory=list[Flag], description="What is special about it.")

    def name(self) -> str | None:
        """The label that its annotations carry."""
        return (self.title or self.label) if self.type == "group" else self.label


class Params(ParamsModel):
    """Pages, and what to find on them."""

    attachment: Text | None = Field(default=None, description="URL of the document.")
    attachments: list[Text] | None = Field(default=None, description="URLs of its pages.")
    features: list[Feature] = Field(
        min_length=1, max_length=MOST_PARTS, description="What to find."
    )
    hypothesis: dict[str, Any] | None = Field(  # a response, checked once, when the task arrives
        default=None, description="A response to start from; texts may lack."
    )
    lang: Text = Field(default="en-US", description="Language of the document, BCP 47.")
    geometry: Literal["box", "polygon"] = Field(default="box", description="How places are marked.")


class Vertex(ResponseModel):
    """A corner, in pixels of its page."""

    x: Pixels = Field(description="From the left.")
    y: Pixels = Field(description="From the top.")


class Box(ResponseModel):
    """An upright rectangle, in pixels of its page."""

    type: Literal["box"] = Field(description="Always `box`.")
    left: Pixels = Field(description="Left edge.")
    top: Pixels = Field(description="Top edge.")
    width: Pixels = Field(ge=0, description="Width.")
    height: Pixels = Field(ge=0, description="Height.")


class Polygon(ResponseModel):
    """A closed outline, in pixels of its page."""

    type: Literal["polygon"] = Field(description="Always `polygon`.")
    vertices: list[Vertex] = Field(min_length=3, description="Corners in drawing order.")


class Annotation(OpenResponseModel):
    """One found thing."""

    uuid: str = Field(min_length=1, description="Unique in the response.")
    page: int = Field(ge=0, description="Index of the page, from 0.")
    label: str = Field(description="Label of a text or block, title of a group.")
    text: str | None = Field(default=None, description="What it says; required for texts.")
    location: Box | Polygon | None = Field(
        default=None, description="Where it is; groups may have none."
    )
    refs: list[str] = Field(
        default_factory=list[str], description="`uuid`s of what belongs to it or is linked."
    )
    money: dict[str, object] | None = Field(default=None, description="The amount it states.")
    date: dict[str, object] | None = Field(default=None, description="The day it states.")
    checked: bool | None = Field(default=None, description="Whether a checkbox is ticked.")


class Page(ResponseModel):
    """A page as it was shown."""

    width: int | float = Field(gt=0, le=1e9, description="Pixels.")
    height: int | float = Field(gt=0, le=1e9, description="Pixels.")


class Response(ResponseModel):
    """Everything that was found."""

    annotations: list[Annotation] = Field(description="The found things.")
    pages: list[Page] | None = Field(
        default=None, min_length=1, description="The pages that places are measured on, in order."
    )


def read_params(params: JsonObject) -> JsonObject:
    """Checked params with `lang` and `geometry` filled in."""
    require_attachment(params)
    model, stored = read(Params, params, defaults={"lang": "en-US", "geometry": "box"})
    found = [
        Fault(f"/features/{place}/{'title' if feature.type == 'group' else 'label'}", "is required")
        for place, feature in enumerate(model.features)
        if not feature.name()
    ]
    if found:
        raise invalid(found)
    return stored
