"""What task types share when they read what people send: models in, sentences out."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Final, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic.types import AllowInfNan

from goldwright.errors import Fault, ParamsInvalidError
from goldwright.task_types.contract import Json, JsonObject

Model = TypeVar("Model", bound=BaseModel)

NO_ATTACHMENT = "Please include an attachment or attachments parameter."
"""The customers' clients look for these words."""

NUMERIC = r"^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?\s*$"
MOST_FAULTS = 100
MOST_PARTS = 1_000
"""Entries of a list or an object of the params that people have to go through."""
_WHOLE_DIGITS = 18  # JSON carries whole numbers of 64 bits; longer ones are read as fractions are


def _number(text: str) -> int | float:
    is_whole = re.fullmatch(r"\s*[+-]?\d+\s*", text) and len(text.strip()) <= _WHOLE_DIGITS
    return int(text) if is_whole else float(text)


def spelt_number(sent: object) -> object:
    """Text that spells a number as that number; Pydantic would make 1 of true, so it is refused."""
    if isinstance(sent, bool):
        msg = "should be a number"
        raise ValueError(msg)  # noqa: TRY004  Pydantic knows this one
    return _number(sent) if isinstance(sent, str) and re.fullmatch(NUMERIC, sent) else sent


_MOST = 10**300  # a float holds it, and what a screen or a map needs is far below
_StrictWhole = Annotated[
    int, Strict(), Field(ge=-_MOST, le=_MOST), WithJsonSchema({"type": "integer"})
]
StrictNumber = _StrictWhole | Annotated[float, Strict(), AllowInfNan(False)]  # noqa: FBT003 - the library's own form
NumericText = Annotated[str, Field(pattern=NUMERIC, max_length=40), AfterValidator(_number)]
Number = Annotated[StrictNumber | NumericText, Field(union_mode="left_to_right")]
"""A number of the params; older clients send it as text, which is read as the number it spells."""
WholeText = Annotated[
    str, Field(pattern=r"^\s*[+-]?\d+\s*$", max_length=_WHOLE_DIGITS), AfterValidator(_number)
]
Whole = Annotated[int, Strict()] | WholeText
Text = Annotated[str, Field(min_length=1)]


class ParamsModel(BaseModel):
    """Params of one type: unknown keys are kept, never refused."""

    model_config = ConfigDict(frozen=True, extra="allow")


class ClosedModel(BaseModel):
    """A part of the params in which an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ResponseModel(BaseModel):
    """A part of a response: nothing is coerced, unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OpenResponseModel(BaseModel):
    """A part of a response in which keys we do not know are kept."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)


def read(
    model: type[Model], params: JsonObject, *, defaults: Mapping[str, Json]
) -> tuple[Model, JsonObject]:
    """The params as their model, and as they are stored. Raises `ParamsInvalidError`.

    Stored, text that spells a number is one, defaults stand behind, all else is as sent.
    """
    try:
        read_model = model.model_validate(params)
    except ValidationError as error:
        raise invalid(faults(error, params)) from None
    stored = _coerced(read_model, params)
    for name, value in defaults.items():
        stored.setdefault(name, value)
    return read_model, stored


def invalid(found: Iterable[Fault]) -> ParamsInvalidError:
    """The error for these faults; its message, one sentence for the customer, tells the first."""
    listed = list(found)
    place = listed[0].pointer[1:].replace("/", ".")
    reason = f'"{place}" {listed[0].message}' if place else listed[0].message
    return ParamsInvalidError(f"Parameter is invalid, reason: {reason}", faults=listed)


def no_attachment(name: str = "attachment") -> ParamsInvalidError:
    """The error for params that bring nothing to work on."""
    return ParamsInvalidError(NO_ATTACHMENT, faults=[Fault(f"/{name}", "is required")])


def require_attachment(params: JsonObject) -> None:
    """Refuse params with neither `attachment` nor `attachments`, before anything else is judged."""
    if not params.get("attachment") and not params.get("attachments"):
        raise no_attachment()


def attachments(params: JsonObject) -> list[str]:
    """URLs in `attachments`, else the one in `attachment`."""
    many = params.get("attachments")
    if isinstance(many, list) and many:
        return [url for url in many if isinstance(url, str)]
    one = params.get("attachment")
    return [one] if isinstance(one, str) else []


def sentences(model: type[BaseModel], response: JsonObject) -> list[str]:
    """What keeps the response from being one of its model, each naming the place."""
    try:
        model.model_validate(response)
    except ValidationError as error:
        return [
            f"{fault.pointer[1:].replace('/', '.') or 'response'} {fault.message}"
            for fault in faults(error, response)
        ]
    return []


def as_json(model: BaseModel) -> JsonObject:
    """The object the model was made from, with what was changed since."""
    return cast("JsonObject", model.model_dump(exclude_unset=True, by_alias=True))  # made of JSON


def faults(error: ValidationError, sent: Json) -> list[Fault]:
    """One fault for each bad place, in order; the branches of a union speak with one voice."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in error.errors(include_url=False, include_input=False)[:MOST_FAULTS]:
        path = _path(one["loc"], sent, is_missing=one["type"] == "missing")
        pointer = "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)
        found.setdefault(pointer, []).append((one["type"], one["msg"]))
    # A branch that got further into the value is the one that was meant.
    return [
        Fault(pointer, _sentence(said))
        for pointer, said in found.items()
        if not any(other.startswith(f"{pointer}/") for other in found)
    ]


NUMBER_ERRORS: Final = {
    "int_type", "float_type", "int_parsing", "float_parsing", "finite_number", "int_from_float",
}  # fmt: skip


def _sentence(said: list[tuple[str, str]]) -> str:
    kinds = {kind for kind, _ in said}
    if kinds & NUMBER_ERRORS:
        return "should be a number" if "float_type" in kinds else "should be a whole number"
    kind, message = said[0]
    if kind == "missing":
        return "is required"
    if kind == "extra_forbidden":
        return "is not known here"
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind == "model_type":
        return "should be an object"
    if len(said) > 1 and "string_type" in kinds:
        return "should be text or an object that describes it"
    kept = (
        message.removeprefix("Input ")
        .removeprefix("List ")
        .removeprefix("Value ")
        .removeprefix("String ")
        .replace(" after validation", "")
    )
    return kept[:1].lower() + kept[1:]


def _path(steps: tuple[int | str, ...], sent: Json, *, is_missing: bool) -> list[int | str]:
    """The steps that lead into what was sent, without the names of the union branches tried."""
    path: list[int | str] = []
    for place, step in enumerate(steps):
        is_last = is_missing and place == len(steps) - 1
        found, value = _step(sent, step)
        if found:
            sent = value
        if found or is_last:
            path.append(step)
    return path


def with_sound_prelabel(
    params: JsonObject,
    check: Callable[[JsonObject, JsonObject], Sequence[str]],
    *names: str,
) -> JsonObject:
    """These checked params, refused where their prelabel could not stand as an answer.

    It is their `hypothesis`, unless `names` say where else one may be. An empty one is none.
    """
    for name in names or ("hypothesis",):
        prelabel = params.get(name)
        if prelabel is None or prelabel == {}:
            continue
        if not isinstance(prelabel, dict):
            raise invalid([Fault(f"/{name}", "should be an object, written as an answer is")])
        if said := check(params, prelabel):
            raise invalid(Fault(f"/{name}", one.removesuffix(".")) for one in said[:MOST_FAULTS])
    return params


def _step(sent: Json, step: int | str) -> tuple[bool, Json]:
    """Whether the step leads somewhere, and what is there."""
    if isinstance(sent, dict):
        return (step in sent, sent.get(step)) if isinstance(step, str) else (False, None)
    if isinstance(sent, list) and isinstance(step, int) and step < len(sent):
        return True, sent[step]
    return False, None


def _coerced(model: BaseModel, sent: JsonObject) -> JsonObject:
    kept = dict(sent)
    for name in model.model_fields_set:
        before = sent.get(name)
        if not isinstance(before, str | dict | list):
            continue
        value: object = getattr(model, name, None)
        if isinstance(before, str):
            if isinstance(value, int | float):
                kept[name] = value
        elif value is not before:  # read as plain JSON it has no numbers to correct
            kept[name] = _coerced_part(value, before)
    return kept


def _coerced_part(value: object, sent: Json) -> Json:
    if isinstance(sent, dict):
        if isinstance(value, BaseModel):
            return _coerced(value, sent)
        if isinstance(value, dict):
            parts = cast("dict[str, object]", value)  # keys of JSON objects are text
            return {name: _coerced_part(parts.get(name), part) for name, part in sent.items()}
    if isinstance(sent, list) and isinstance(value, list | tuple):
        items = cast("list[object]", value)  # a list of JSON, whatever its items
        if items == sent:
            return sent
        return [_coerced_part(one, part) for one, part in zip(items, sent, strict=True)]
    if isinstance(sent, str) and isinstance(value, int | float):
        return value
    return sent
