"""What transcription and data collection ask and answer."""

from typing import Annotated, Any

from pydantic import Field

from goldwright.errors import Fault
from goldwright.task_types.contract import JsonObject
from goldwright.task_types.reading import (
    ParamsModel,
    ResponseModel,
    Text,
    invalid,
    read,
    require_attachment,
)

# Bounded before it may be absent: asked of both at once, an integer beyond all floats overflows.
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class CollectionParams(ParamsModel):
    """One attachment and what to find out about it."""

    attachment: Text | None = Field(default=None, description="URL, or text for type `text`.")
    attachments: list[Text] | None = Field(
        default=None, description="Several URLs or texts, shown together."
    )
    attachment_type: Text = Field(
        description="What it is: text, image, website, video, audio or pdf."
    )
    fields: dict[str, object] = Field(min_length=1, description="Field → what it means.")
    hypothesis: dict[str, Any] | None = Field(  # a response, checked once, when the task arrives
        default=None, description="A response to start from; it may lack fields."
    )


class TranscriptionParams(CollectionParams):
    """One attachment and what to read off it."""

    fields: dict[str, object] | None = Field(  # type: ignore[assignment] - rows alone will do
        default=None, description="Field that occurs once → what it means."
    )
    repeatable_fields: dict[str, object] | None = Field(
        default=None,
        description="Column of a row that may occur any number of times → its meaning.",
    )


class CollectionResponse(ResponseModel):
    """What was found."""

    fields: dict[str, str | int | float | bool | None] = Field(
        description="Every field; null where nothing was found."
    )
    time_spent_in_seconds: Seconds | None = Field(
        default=None, description="How long the search took."
    )


class TranscriptionResponse(ResponseModel):
    """What was read."""

    fields: dict[str, str | None] = Field(
        default_factory=dict[str, str | None],
        description="Every field; null where it cannot be read.",
    )
    repeatable_fields: list[dict[str, str | None] | None] | None = Field(
        default=None, description="The rows in order; null rows where the task has no columns."
    )


def read_transcription(params: JsonObject) -> JsonObject:
    """Checked params; nothing is filled in."""
    require_attachment(params)
    model, stored = read(TranscriptionParams, params, defaults={})
    if not model.fields and not model.repeatable_fields:
        raise invalid([Fault("/fields", "or repeatable_fields is required")])
    return stored


def read_collection(params: JsonObject) -> JsonObject:
    """Checked params; nothing is filled in."""
    require_attachment(params)
    return read(CollectionParams, params, defaults={})[1]
