"""What a categorization asks and answers."""

from typing import Any

from pydantic import Field, ValidationError

from goldwright.errors import Fault
from goldwright.task_types.contract import JsonObject
from goldwright.task_types.labels import Labels
from goldwright.task_types.reading import (
    MOST_PARTS,
    ParamsModel,
    ResponseModel,
    Text,
    faults,
    invalid,
    require_attachment,
)


class Taxonomy(ParamsModel):
    """One question with its own classes."""

    type: str | None = Field(default=None, description="Kind of question; `category` if absent.")
    description: str | None = Field(default=None, description="What the question means.")
    choices: Labels = Field(description="The classes to choose from; leaves can be chosen.")
    allow_multiple: bool = Field(default=False, description="Whether several classes may hold.")


class Params(ParamsModel):
    """One attachment and the classes to sort it into."""

    attachment: Text | None = Field(default=None, description="URL, or text for type `text`.")
    attachments: list[Text] | None = Field(
        default=None, description="Several URLs or texts, shown together."
    )
    attachment_type: Text = Field(
        description="What it is: text, image, website, video, audio or pdf."
    )
    categories: list[Text] | None = Field(
        default=None, min_length=1, description="The classes to choose from."
    )
    taxonomies: dict[str, Taxonomy] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_PARTS,
        description="Several questions by name, each with its classes.",
    )
    allow_multiple: bool = Field(
        default=False, description="Whether several of `categories` may hold."
    )
    hypothesis: dict[str, Any] | None = Field(  # a response, checked once, when the task arrives
        default=None, description="A response to start from, which workers may edit."
    )


class Response(ResponseModel):
    """The chosen classes."""

    category: str | list[str] | None = Field(
        default=None, description="One of `categories`; a list with `allow_multiple`."
    )
    category_id: str | int | None = Field(
        default=None, description="The customer's own id of the category, null when none is known."
    )
    taxonomies: dict[str, str | list[str]] | None = Field(
        default=None, description="For each taxonomy its class, or a list with `allow_multiple`."
    )


def read_params(params: JsonObject) -> JsonObject:
    """Checked params with `allow_multiple` filled in; bulk ingest calls this for every line."""
    require_attachment(params)
    try:
        model = Params.model_validate(params)
    except ValidationError as error:
        raise invalid(faults(error, params)) from None
    if model.categories is None and model.taxonomies is None:
        raise invalid([Fault("/categories", "or taxonomies is required")])
    # No number to coerce: the general reader's walk through all values would double the time.
    return {**params, "allow_multiple": model.allow_multiple}
