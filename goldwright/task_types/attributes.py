"""Questions asked about each drawn object, or about the whole task, and their answers."""

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, TypeGuard

from pydantic import Field, JsonValue, model_validator

from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.json_values import canonical, object_at
from goldwright.task_types.labels import Label, label_names
from goldwright.task_types.reading import MOST_PARTS, Number, ParamsModel


class LabelCondition(ParamsModel):
    """Which labels an attribute belongs to."""

    label: list[str] = Field(default=[], description="Any of these.")


class Conditions(ParamsModel):
    """When an attribute is asked; all must hold."""

    label_condition: LabelCondition | None = Field(
        default=None, description="The object has one of these labels."
    )
    attribute_conditions: dict[str, list[JsonValue]] | None = Field(
        default=None, description="Each named attribute has one of these answers."
    )


class AttributeDefinition(ParamsModel):
    """One question."""

    type: Literal["category", "number", "angle", "text", "x_line", "y_line", "linked"] = Field(
        default="category", description="What kind of answer is wanted."
    )
    description: str | None = Field(default=None, description="The question as workers read it.")
    choices: Annotated[list[Label], Field(min_length=1)] | None = Field(
        default=None, description="What a category is chosen from; leaves of trees."
    )
    allow_multiple: bool = Field(default=False, description="Several answers, as an array.")
    min: Number | None = Field(default=None, description="Least number.")
    max: Number | None = Field(default=None, description="Greatest number.")
    allowed_labels: list[str] | None = Field(
        default=None, description="Labels that a linked object may have."
    )
    required: bool = Field(default=False, description="Must be answered wherever it is asked.")
    is_global: bool = Field(
        default=False, alias="global", description="Asked once a task, in `global_attributes`."
    )
    conditions: Conditions | None = Field(default=None, description="When it is asked.")

    @model_validator(mode="after")
    def _can_be_answered(self) -> "AttributeDefinition":
        if self.type == "category" and not self.choices:
            msg = "needs choices"
            raise ValueError(msg)
        if self.min is not None and self.max is not None and float(self.min) > float(self.max):
            msg = f"has min {self.min} above max {self.max}"
            raise ValueError(msg)
        return self


Attributes = Annotated[dict[str, AttributeDefinition], Field(max_length=MOST_PARTS)]
"""Questions by name."""

Definitions = Mapping[str, AttributeDefinition]
NO_DEFINITIONS: Definitions = {}


class LinkDefinition(ParamsModel):
    """A relation that may be drawn between two objects."""

    is_bidirectional: bool = Field(default=False, description="It has no direction.")
    from_allowed_labels: list[str] | None = Field(
        default=None, description="Labels it may start from; any when absent."
    )
    to_allowed_labels: list[str] | None = Field(
        default=None, description="Labels it may lead to; any when absent."
    )


def is_asked(definition: AttributeDefinition, label: str | None, answers: JsonObject) -> bool:
    """Whether the conditions hold for an object of this label with these other answers."""
    conditions = definition.conditions
    if conditions is None:
        return True
    if conditions.label_condition and label not in conditions.label_condition.label:
        return False
    for name, wanted in (conditions.attribute_conditions or {}).items():
        answer = answers.get(name)
        given = answer if isinstance(answer, list) else [answer]
        if not any(one in wanted for one in given):
            return False
    return True


def answer_faults(
    definitions: Definitions,
    answers: JsonObject,
    *,
    label: str | None,
    labels_by_uuid: Mapping[str, str],
    is_global: bool = False,
) -> Iterator[str]:
    """What is wrong with the answers about one object, each beginning with the attribute's name."""
    for name, answer in answers.items():
        definition = definitions.get(name)
        if definition is None or definition.is_global != is_global:
            yield f"{name} is not an attribute that was asked for"
        elif not is_asked(definition, label, answers):
            yield f"{name} is answered although its conditions are not met"
        else:
            yield from _value_faults(name, definition, answer, labels_by_uuid)
    for name, definition in definitions.items():
        is_due = definition.required and definition.is_global == is_global
        if is_due and name not in answers and is_asked(definition, label, answers):
            yield f"{name} is required"


def answered_alike(one: JsonObject, two: JsonObject) -> float:
    """Share of attributes answered alike; the label, known to be alike, counts as one of them."""
    alike, count = answers_alike(one, two)
    return (1 + alike) / (1 + count)


def answers_alike(one: JsonObject, two: JsonObject) -> tuple[float, int]:
    """How alike answers are, summed over all names on either side, and how many those are."""
    names = one.keys() | two.keys()
    alike = [_likeness(one[name], two[name]) for name in names if name in one and name in two]
    return math.fsum(alike), len(names)


def numbers_alike(one: float, two: float) -> float:
    """1 minus the distance over the larger size."""
    return 1.0 if one == two else max(0.0, 1.0 - abs(one - two) / max(abs(one), abs(two)))


def _likeness(one: Json, two: Json) -> float:
    """Numbers by how close they are, several answers as sets, everything else equal or not."""
    if isinstance(one, list) and isinstance(two, list):
        first, second = set(map(canonical, one)), set(map(canonical, two))
        return len(first & second) / len(first | second) if first | second else 1.0
    if is_number(one) and is_number(two):
        return numbers_alike(one, two)
    return float(canonical(one) == canonical(two))


def is_number(answer: Json) -> TypeGuard[int | float]:
    """Whether an answer is a number, which true and false are not."""
    return isinstance(answer, int | float) and not isinstance(answer, bool)


def _value_faults(
    name: str, definition: AttributeDefinition, answer: Json, labels_by_uuid: Mapping[str, str]
) -> Iterator[str]:
    if definition.allow_multiple and definition.type in {"category", "linked"}:
        if not isinstance(answer, list):
            yield f"{name} should be a list"
            return
        for one in answer:
            yield from _single_faults(name, definition, one, labels_by_uuid)
    else:
        yield from _single_faults(name, definition, answer, labels_by_uuid)


def _single_faults(
    name: str, definition: AttributeDefinition, answer: Json, labels_by_uuid: Mapping[str, str]
) -> Iterator[str]:
    kind = definition.type
    if kind == "category":
        names = label_names(definition.choices or ())
        if answer not in names:
            yield f"{name} should be one of {', '.join(names)}, not {answer!r}"
    elif kind == "linked":
        label = labels_by_uuid.get(answer) if isinstance(answer, str) else None
        if label is None:
            yield f"{name} should be the uuid of an object of this response, not {answer!r}"
        elif definition.allowed_labels and label not in definition.allowed_labels:
            yield f"{name} leads to a {label}; {', '.join(definition.allowed_labels)} allowed"
    elif kind == "text":
        if not isinstance(answer, str):
            yield f"{name} should be text"
    elif not is_number(answer):
        yield f"{name} should be a number"
    else:
        least, most = (0, 360) if kind == "angle" else (definition.min, definition.max)
        if least is not None and answer < float(least):
            yield f"{name} is {answer}, less than {least}"
        if most is not None and answer > float(most):
            yield f"{name} is {answer}, more than {most}"


def as_start(params: JsonObject) -> JsonObject:
    """Params that require no answers: people can still add what they start without."""
    asked = object_at(params, "annotation_attributes")
    questions: JsonObject = {
        name: one | {"required": False} for name, one in asked.items() if isinstance(one, dict)
    }
    return {**params, "annotation_attributes": questions}


def sample_answers(
    definitions: Definitions,
    *,
    label: str | None,
    labels_by_uuid: Mapping[str, str],
    is_global: bool = False,
) -> JsonObject:
    """Sound answers to all that is asked, but for optional links when there is nothing to lead to.

    Nothing but a required link without an object to lead to is answered unsoundly.
    """
    answers: JsonObject = {}
    # An answer can call for another one, so again until a round adds none.
    known = -1
    while known < len(answers):
        known = len(answers)
        for name, definition in definitions.items():
            is_due = definition.is_global == is_global and name not in answers
            if not is_due or not is_asked(definition, label, answers):
                continue
            answer = _sample_answer(definition, labels_by_uuid)
            if definition.required or not any(
                _value_faults(name, definition, answer, labels_by_uuid)
            ):
                answers[name] = answer
    return answers


def _sample_answer(definition: AttributeDefinition, labels_by_uuid: Mapping[str, str]) -> Json:
    if definition.type == "text":
        return "test response"
    if definition.type == "category":
        answer: Json = label_names(definition.choices or ())[0]
    elif definition.type == "linked":
        allowed = definition.allowed_labels
        answer = next(
            (uuid for uuid, label in labels_by_uuid.items() if not allowed or label in allowed),
            None,
        )
    else:
        least, most = definition.min, definition.max
        if least is not None and definition.type != "angle":
            return least
        if most is not None and definition.type != "angle" and float(most) < 0:
            return most
        return 0
    return [answer] if definition.allow_multiple else answer
