"""What a form asks and answers, and which params describe a form that can be filled in."""

from collections.abc import Iterator
from typing import Annotated, Literal, cast

from pydantic import BeforeValidator, Field, model_validator

from goldwright.errors import Fault
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.forms.conditions import asked_fields
from goldwright.task_types.reading import (
    MOST_PARTS,
    ParamsModel,
    ResponseModel,
    Text,
    invalid,
    read,
    spelt_number,
)

NUMBER = BeforeValidator(spelt_number)
MOST_RESPONSES = 100
CHOOSING = {"category", "select"}
RANKING = {"ranking_order", "ranking"}
NESTED = {"form", "fieldset"}
Limit = Annotated[
    int | float, NUMBER, Field(ge=-1e300, le=1e300)
]  # room for distances between them
Count = Annotated[int, NUMBER, Field(ge=1, le=MOST_RESPONSES)]


class _Described(ParamsModel):
    """A part that programs write with every key they know; null means not given."""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, sent: object) -> object:
        if not isinstance(sent, dict):
            return sent
        parts = cast("dict[str, object]", sent)  # keys of JSON objects are text
        return {key: value for key, value in parts.items() if value is not None}


class Choice(_Described):
    """One answer to choose; with subchoices it only groups them."""

    label: str | None = Field(default=None, description="What workers read; else the value.")
    value: bool | int | float | str = Field(description="What the answer holds.")
    hint: str | None = Field(default=None, description="A further explanation.")
    subchoices: "list[Choice | str]" = Field(
        default_factory=list["Choice | str"], description="Finer answers."
    )


class FormField(_Described):
    """One question of the form."""

    type: Literal[
        "text",
        "number",
        "boolean",
        "datetime",
        "category",
        "select",
        "ranking_order",
        "ranking",
        "time_range",
        "form",
        "fieldset",
    ] = Field(description="The kind of answer.")
    field_id: Text = Field(description="The key of the answer; unique in the form.")
    title: Text = Field(description="The question.")
    description: str | None = Field(default=None, description="What the question means.")
    hint: str | None = Field(default=None, description="A further explanation, shown on demand.")
    required: bool = Field(default=False, description="Whether it must be answered when shown.")
    min_responses_required: Count = Field(default=1, description="Least number of answers.")
    max_responses_required: Count = Field(
        default=1, description="Greatest number of answers; above 1 the answer is a list of them."
    )
    conditions: list[dict[str, object]] = Field(
        default_factory=list[dict[str, object]],
        max_length=MOST_PARTS,
        description="Shown when any of these holds; one holds when every field named in it has one "
        'of the wanted values. `{"not": …}` turns a value or a whole condition round.',
    )
    max_characters: Annotated[int, NUMBER, Field(ge=1)] | None = Field(
        default=None, description="Greatest length of a text."
    )
    min: Limit | None = Field(default=None, description="Least number.")
    max: Limit | None = Field(default=None, description="Greatest number.")
    choices: list[Choice | str] = Field(
        default_factory=list["Choice | str"], description="Answers to choose from or to rank."
    )
    options: list[Choice | str] = Field(
        default_factory=list["Choice | str"], description="The same as `choices`, for rankings."
    )
    min_choices: Annotated[int, NUMBER, Field(ge=0)] = Field(
        default=1, description="Least number of choices in one answer."
    )
    max_choices: Annotated[int, NUMBER, Field(ge=1)] | None = Field(
        default=None, description="Greatest number; by default 1 in a category, all in a select."
    )
    fields: "list[FormField]" = Field(
        default_factory=list["FormField"],
        max_length=MOST_PARTS,
        description="Questions of a nested form.",
    )

    def values(self) -> list[Json]:
        """What can be chosen or ranked, in order."""
        return list(_leaves(self.choices or self.options))

    def most_choices(self) -> int:
        """Greatest number of choices in one answer."""
        default = len(self.values()) if self.type == "select" else 1
        return self.max_choices or default

    def is_repeated(self) -> bool:
        """Whether the answer is a list of answers."""
        return self.max_responses_required > 1


class FormAttachment(ParamsModel):
    """Something to look at beside the form."""

    type: Literal["pdf", "image", "text", "video", "website", "audio"] = Field(
        description="What it is."
    )
    content: str = Field(description="URL; for text the Markdown itself.")
    forms: list[str] | None = Field(
        default=None, description="Fields that ask about this attachment; absent means all."
    )


class Params(ParamsModel):
    """Attachments and the questions about them."""

    attachments: list[FormAttachment] | None = Field(
        default=None, min_length=1, description="What the questions are about."
    )
    attachment: Text | None = Field(
        default=None, description="Old form of one attachment; needs `attachment_type`."
    )
    attachment_type: str | None = Field(default=None, description="What `attachment` is.")
    title: str | None = Field(default=None, description="Heading of the form.")
    description: str | None = Field(default=None, description="Text under the heading.")
    fields: list[FormField] = Field(
        min_length=1, max_length=MOST_PARTS, description="The questions."
    )
    responses_required: Count | None = Field(
        default=None,
        description="From how many people answers are collected; all of them are delivered.",
    )
    hypothesis: dict[str, object] | None = Field(
        default=None, description="A response to start from; it may lack answers."
    )
    template_variables: dict[str, object] | None = Field(
        default=None, description="Values for the variables of the project's template."
    )


class Response(ResponseModel):
    """Answers by `field_id`.

    An answer is text, a number, true or false, an ISO 8601 time, a list of values (category,
    select, ranking), `{"start", "end"}` in seconds or an object of answers (form). It may instead
    stand in `{"type", "field_id", "response": [answer, …]}`.
    """

    annotations: dict[str, object] = Field(description="Answers by `field_id`.")


def read_params(params: JsonObject) -> JsonObject:
    """Checked params; nothing is filled in."""
    if not params.get("attachments") and not (
        params.get("attachment") and params.get("attachment_type")
    ):
        raise invalid([Fault("/attachments", "is required")])
    if params.get("fields") is None:
        raise invalid([Fault("/fields", "is required")])
    model, stored = read(Params, params, defaults={})
    if found := [*_field_faults(model.fields, "/fields", set())]:
        raise invalid(found)
    return stored


def _leaves(choices: list[Choice | str]) -> Iterator[Json]:
    for choice in choices:
        if isinstance(choice, str):
            yield choice
        elif choice.subchoices:
            yield from _leaves(choice.subchoices)
        else:
            yield choice.value


def _field_faults(fields: list[FormField], at: str, outer: set[str]) -> Iterator[Fault]:
    known = {field.field_id for field in fields} | outer
    taken = set(outer)
    for index, field in enumerate(fields):
        here = f"{at}/{index}"
        if field.field_id in taken:
            yield Fault(f"{here}/field_id", f'"{field.field_id}" is used twice')
        taken.add(field.field_id)
        if field.min_responses_required > field.max_responses_required:
            yield Fault(f"{here}/max_responses_required", "is below min_responses_required")
        if field.min is not None and field.max is not None and field.min > field.max:
            yield Fault(f"{here}/max", "is below min")
        yield from _choice_faults(field, here)
        for name in asked_fields(field.conditions):
            if name not in known:
                yield Fault(f"{here}/conditions", f'asks for the unknown field "{name}"')
        if field.type in NESTED:
            if not field.fields:
                yield Fault(f"{here}/fields", "is required")
            yield from _field_faults(field.fields, f"{here}/fields", known)
    if _is_circular({field.field_id: asked_fields(field.conditions) for field in fields}):
        yield Fault(at, "wait for each other: their conditions form a circle")


def _choice_faults(field: FormField, here: str) -> Iterator[Fault]:
    if field.type not in CHOOSING | RANKING:
        return
    if not field.values():
        yield Fault(f"{here}/choices", "is required")
    elif field.type in CHOOSING:
        if field.min_choices > field.most_choices():
            yield Fault(f"{here}/max_choices", "is below min_choices")
        elif field.min_choices > len(set(map(repr, field.values()))):
            yield Fault(f"{here}/min_choices", "is more than there are choices")


def _is_circular(asks: dict[str, list[str]]) -> bool:
    """Whether fields remain after taking away, again and again, those that wait for none."""
    waiting = dict(asks)
    while ready := [
        name for name, asked in waiting.items() if not any(one in waiting for one in asked)
    ]:
        for name in ready:
            del waiting[name]
    return bool(waiting)
