"""A project's own rules for answers, beside what their task type asks: data, checked everywhere.

The editor checks them while a worker is at it, the server when an answer arrives. A rule looks at
each place that its pointer finds (`*` stands for every element or value), where its `when` holds,
and wants `require` to be true there; `goldwright.task_types.expressions` says how both are written.
"""

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator

from goldwright.errors import Fault, ResponseInvalidError
from goldwright.task_types.contract import Json, JsonObject, TaskType
from goldwright.task_types.expressions import STEPS_MAX, Steps, TooManyStepsError, evaluate, flaws

ALL_STEPS_MAX = 500_000  # of all rules on one answer, while whoever else asks the server waits
FAULTS_MAX = 100


class AnswerRule(BaseModel):
    """One thing that answers must satisfy, and what workers read where they do not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    message: Annotated[str, Field(min_length=1, max_length=500)]
    at: Annotated[
        str,
        Field(
            max_length=500,
            pattern=r"^(/[^/]*)*$",
            description="places in the response, as a JSON pointer; * is every element",
        ),
    ] = ""
    when: Annotated[JsonValue, Field(description="where the rule holds; absent: everywhere")] = True
    require: Annotated[JsonValue, Field(description="what must be true there")]
    see: Annotated[
        str,
        Field(max_length=200, description="words of the instruction that say more, to lead to"),
    ] = ""

    @field_validator("when", "require")
    @classmethod
    def _is_sound(cls, expression: JsonValue) -> JsonValue:
        if not isinstance(expression, bool | dict):
            msg = "is never true: a condition is a call, such as {'==': [{'var': 'value'}, 1]}"
            raise ValueError(msg)  # noqa: TRY004 - Pydantic tells it as a fault
        found = flaws(expression)
        if found:
            raise ValueError(found[0])
        return expression


def unseen(rules: Sequence[JsonObject], instruction: str) -> Iterator[Fault]:
    """Rules that lead to words which are not in the instruction; whatever marks them up."""
    words = _read_aloud(instruction)
    for place, rule in enumerate(rules):
        see = str(rule.get("see", ""))
        if _read_aloud(see) not in words:
            yield Fault(f"/rules/{place}/see", "is nowhere in the project's instruction")


def _read_aloud(markdown: str) -> str:
    """Text as people read it, near enough to find words in: in lower case, without marks."""
    plain = re.sub(r"\]\([^)\s]*\)|</?[A-Za-z][^>]*>|[*_`~#<>|\[\]\\]", "", markdown)
    return " ".join(html.unescape(plain).split()).lower()


def refuse_unsound(
    task_type: TaskType, params: JsonObject, rules: Sequence[JsonObject], response: JsonObject
) -> None:
    """Refuse a response that its type or its project's rules do not accept; faults say where."""
    faults = [Fault("/response", one) for one in task_type.check(params, response)]
    faults = faults or [
        Fault(f"/response{one.pointer}", one.message) for one in broken(rules, params, response)
    ]
    if faults:
        raise ResponseInvalidError(faults[0].message, faults=faults)


def broken(rules: Sequence[JsonObject], params: JsonObject, response: JsonObject) -> list[Fault]:
    """Where a response breaks which stored rules, in the order of the rules; at most `FAULTS_MAX`.

    A rule that would take too long on an answer is not held against it.
    """
    found: list[Fault] = []
    left = ALL_STEPS_MAX
    for rule in rules:
        most = min(STEPS_MAX, left)
        steps = Steps(most)
        with suppress(TooManyStepsError):
            found += _faults(rule, params, response, steps)
        left -= most - max(steps.left, 0)
        if len(found) >= FAULTS_MAX:
            break
    return found[:FAULTS_MAX]


def _faults(
    rule: JsonObject, params: JsonObject, response: JsonObject, steps: Steps
) -> list[Fault]:
    found: list[Fault] = []
    way = str(rule.get("at", "")).split("/")[1:]
    for pointer, key, value in _places(way, response, steps):
        scope: JsonObject = {"value": value, "key": key, "params": params, "response": response}
        if evaluate(rule.get("when", True), scope, steps) is not True:
            continue
        if evaluate(rule["require"], scope, steps) is not True:
            found.append(Fault(pointer, str(rule["message"])))
    return found


def _places(
    way: list[str], value: Json, steps: Steps, pointer: str = "", key: Json = None
) -> Iterator[tuple[str, Json, Json]]:
    """Pointer, key and value of each place; none where the way ends before."""
    if not way:
        yield pointer, key, value
        return
    sought, *following = way
    if isinstance(value, list):
        children: list[tuple[str, Json, Json]] = [
            (str(index), index, one) for index, one in enumerate(value)
        ]
    elif isinstance(value, dict):
        children = [(_escaped(name), name, one) for name, one in value.items()]
    else:
        return
    steps.take(len(children))
    for name, inner_key, one in children:
        if sought in {"*", name}:
            yield from _places(following, one, steps, f"{pointer}/{name}", inner_key)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
