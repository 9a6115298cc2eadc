"""Whole forms: sound or not, how alike, settled field by field, collected from several people."""

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from pydantic import TypeAdapter

from goldwright.algorithms.likeness import aligned_likeness
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.forms.conditions import asked_fields, is_shown
from goldwright.task_types.forms.kinds import KINDS, choice_text, chosen
from goldwright.task_types.forms.schema import CHOOSING, NESTED, FormField, Response
from goldwright.task_types.forms.schema import read_params as read_asked
from goldwright.task_types.json_values import canonical, escaped, object_at, objects_at
from goldwright.task_types.reading import sentences as shape_sentences
from goldwright.task_types.reading import with_sound_prelabel
from goldwright.task_types.voting import likely, mean_probability, medoid

_FIELDS = TypeAdapter(list[FormField])
Voter = tuple[JsonObject, float]


def fields_of(params: JsonObject) -> list[FormField]:
    """The questions of the form; tasks of one project mostly ask the same, so they are kept."""
    return _fields(json.dumps(params.get("fields")))


@lru_cache(maxsize=128)
def _fields(text: str) -> list[FormField]:
    return _FIELDS.validate_python(json.loads(text))


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on missing, hidden, unknown and unsound answers; both answer shapes are read."""
    if sentences := shape_sentences(Response, response):
        return sentences
    fields = fields_of(params)
    return _faults(fields, plain_answers(fields, object_at(response, "annotations")), {}, "")


def read_params(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel in which all could stand in an answer."""

    def told(params: JsonObject, start: JsonObject) -> list[str]:
        fields = [_optional(field) for field in objects_at(params, "fields")]
        return check({**params, "fields": cast("Json", fields)}, start)  # objects are JSON

    return with_sound_prelabel(read_asked(params), told)


def _optional(field: JsonObject) -> JsonObject:
    """A field that people who start from something can still fill, with all in it."""
    inner = [_optional(one) for one in objects_at(field, "fields")]
    within: JsonObject = {"fields": cast("Json", inner)} if inner else {}  # objects are JSON
    return {**field, "required": False, **within}


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """Mean likeness over the fields that either answered."""
    fields = fields_of(params)
    return _likeness(fields, _answers(fields, one), _answers(fields, two))


def aggregate(params: JsonObject, weighted: Sequence[Weighted]) -> Aggregate | None:
    """Every field settled by itself, in an order in which conditions can be judged.

    None when a required field is shown by what was settled although nobody who answered saw it.
    """
    fields = fields_of(params)
    voters = [(_answers(fields, one.response), one.weight) for one in weighted]
    settled = _settle(fields, voters, {})
    if settled is None:
        return None
    answers, confidence = settled
    given = [plain_answers(fields, object_at(one.response, "annotations")) for one in weighted]
    if all(canonical(one) == canonical(given[0]) for one in given):
        answers = given[0]
    return Aggregate({"annotations": answers}, confidence)


def votes(params: JsonObject, response: JsonObject) -> dict[str, str]:
    """Answers to single categories and booleans, and yes or no for each choice of several.

    Fields that were hidden, left out or repeated give no vote.
    """
    fields = fields_of(params)
    return dict(_ballot(fields, _answers(fields, response), ()))


def sample(params: JsonObject) -> JsonObject:
    """A plain answer to every field that is shown."""
    return {"annotations": _sample(fields_of(params), {})}


def collect(params: JsonObject, responses: Sequence[JsonObject]) -> JsonObject:
    """For each field the list of all answers in order; null where a person gave none."""
    fields = fields_of(params)
    given = [_answers(fields, response) for response in responses]
    columns: dict[str, list[Json]] = {
        field.field_id: [answers.get(field.field_id) for answers in given] for field in fields
    }
    return {
        "annotations": {
            name: column
            for name, column in columns.items()
            if any(answer is not None for answer in column)
        }
    }


def check_collected(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on what is wrong in the joined answers of several people."""
    if sentences := shape_sentences(Response, response):
        return sentences
    columns: dict[str, list[Json]] = {}
    for name, column in object_at(response, "annotations").items():
        if not isinstance(column, list):
            return [f"annotations.{name} should be the list of everybody's answers"]
        columns[name] = column
    if len({len(column) for column in columns.values()}) > 1:
        return ["annotations should have as many answers in every field, null where none was given"]
    fields = fields_of(params)
    people = max((len(column) for column in columns.values()), default=0)
    return [
        f"answer {place + 1}: {fault}"
        for place in range(people)
        for fault in _faults(fields, _answers_at(columns, place), {}, "")
    ]


def _answers_at(columns: Mapping[str, Sequence[Json]], place: int) -> JsonObject:
    answers = {name: column[place] for name, column in columns.items()}
    return {name: answer for name, answer in answers.items() if answer is not None}


def plain_answers(fields: Sequence[FormField], annotations: JsonObject) -> JsonObject:
    """Answers by `field_id`, taken out of `{"type", "field_id", "response": […]}` where need be."""
    known = {field.field_id: field for field in fields}
    return {
        name: _plain(known[name], answer) if name in known else answer
        for name, answer in annotations.items()
    }


def _plain(field: FormField, answer: Json) -> Json:
    if isinstance(answer, dict) and answer.get("field_id") == field.field_id:
        inside = answer.get("response")
        if isinstance(inside, list):
            is_single = not field.is_repeated() and len(inside) <= 1
            answer = (inside[0] if inside else None) if is_single else inside
    if field.type not in NESTED:
        return answer
    if isinstance(answer, list):
        return [
            plain_answers(field.fields, one) if isinstance(one, dict) else one for one in answer
        ]
    return plain_answers(field.fields, answer) if isinstance(answer, dict) else answer


def _answers(fields: Sequence[FormField], response: JsonObject) -> JsonObject:
    """Plain answers without those that say nothing."""
    given = plain_answers(fields, object_at(response, "annotations"))
    return {name: answer for name, answer in given.items() if _is_answer(answer)}


def _is_answer(answer: Json) -> bool:
    return answer is not None and answer not in ("", [])


def _faults(
    fields: Sequence[FormField], answers: JsonObject, outer: Mapping[str, Json], at: str
) -> list[str]:
    scope = {**outer, **answers}
    known = {field.field_id for field in fields}
    sentences = [
        f"annotations{at}.{name} is not a field of this form."
        for name in answers
        if name not in known
    ]
    for field in fields:
        where = f"annotations{at}.{field.field_id}"
        answer = answers.get(field.field_id)
        is_blank = isinstance(answer, str) and not answer.strip()
        if not is_shown(field.conditions, scope):
            if _is_answer(answer):
                sentences.append(f"{where} is answered although its conditions hide it.")
        elif not _is_answer(answer) or (field.required and is_blank):
            if field.required:
                sentences.append(f"{where} is required.")
        elif not field.is_repeated():
            sentences.extend(_answer_faults(field, answer, scope, f"{at}.{field.field_id}"))
        elif not isinstance(answer, list):
            sentences.append(f"{where} must be a list of answers.")
        else:
            least, most = field.min_responses_required, field.max_responses_required
            if not least <= len(answer) <= most:
                sentences.append(f"{where} must have {least} to {most} answers.")
            for index, one in enumerate(answer):
                here = f"{at}.{field.field_id}[{index}]"
                sentences.extend(_answer_faults(field, one, scope, here))
    return sentences


def _answer_faults(field: FormField, answer: Json, scope: Mapping[str, Json], at: str) -> list[str]:
    if field.type not in NESTED:
        reason = KINDS[field.type].fault(field, answer)
        return [f"annotations{at} {reason}."] if reason else []
    if not isinstance(answer, dict):
        return [f"annotations{at} must be an object of answers."]
    return _faults(field.fields, answer, scope, at)


def _likeness(fields: Sequence[FormField], one: JsonObject, two: JsonObject) -> float:
    alike: list[float] = []
    for field in fields:
        first, second = one.get(field.field_id), two.get(field.field_id)
        if _is_answer(first) and _is_answer(second):
            alike.append(_field_likeness(field, first, second))
        elif _is_answer(first) or _is_answer(second):
            alike.append(0.0)
    return math.fsum(alike) / len(alike) if alike else 1.0


def _field_likeness(field: FormField, one: Json, two: Json) -> float:
    if not field.is_repeated():
        return _answer_likeness(field, one, two)
    return aligned_likeness(
        one if isinstance(one, list) else [],
        two if isinstance(two, list) else [],
        lambda first, second: _answer_likeness(field, first, second),
    )


def _answer_likeness(field: FormField, one: Json, two: Json) -> float:
    if isinstance(one, dict) and isinstance(two, dict) and field.type in NESTED:
        return _likeness(field.fields, one, two)
    return KINDS[field.type].alike(field, one, two)


def _settle(
    fields: Sequence[FormField], voters: Sequence[Voter], outer: Mapping[str, Json]
) -> tuple[JsonObject, float] | None:
    """Settled answers in the order of the fields, and how probably one of them is right."""
    settled: JsonObject = {}
    confidences: list[float] = []
    for field in _in_order_of_conditions(fields):
        if not is_shown(field.conditions, {**outer, **settled}):
            continue
        shown = [
            (answers.get(field.field_id), weight)
            for answers, weight in voters
            if is_shown(field.conditions, {**outer, **answers})
        ]
        answered = [(answer, weight) for answer, weight in shown if _is_answer(answer)]
        weight = math.fsum(weight for _, weight in answered)
        silence = math.fsum(weight for _, weight in shown) - weight
        if not answered and field.required:
            return None
        if not field.required:
            confidences.append(likely(max(weight, silence), min(weight, silence)))
            if not answered or weight < silence:
                continue
        found = _settle_field(field, answered, {**outer, **settled})
        if found is None:
            return None
        settled[field.field_id], confidence = found
        confidences.append(confidence)
    ordered = {one.field_id: settled[one.field_id] for one in fields if one.field_id in settled}
    return ordered, mean_probability(confidences)


def _settle_field(
    field: FormField, answered: Sequence[tuple[Json, float]], scope: Mapping[str, Json]
) -> tuple[Json, float] | None:
    if field.is_repeated():
        return medoid(
            answered, alike=lambda one, two: _field_likeness(field, one, two), key=canonical
        )
    if field.type in NESTED:
        forms = [(answer, weight) for answer, weight in answered if isinstance(answer, dict)]
        return _settle(field.fields, forms, scope)
    return KINDS[field.type].settle(field, answered)


def _in_order_of_conditions(fields: Sequence[FormField]) -> list[FormField]:
    """Fields after those that their conditions look at; `read_params` refuses circles."""
    waiting = list(fields)
    ordered: list[FormField] = []
    while waiting:
        names = {field.field_id for field in waiting}
        ready = [one for one in waiting if not names.intersection(asked_fields(one.conditions))]
        ordered.extend(ready)
        waiting = [one for one in waiting if one not in ready] if ready else []
    return ordered


def _ballot(
    fields: Sequence[FormField], answers: JsonObject, at: tuple[str, ...]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field in fields:
        path = (*at, field.field_id)
        answer = answers.get(field.field_id)
        if field.is_repeated() or not _is_answer(answer):
            continue
        if field.type in NESTED and isinstance(answer, dict):
            found.extend(_ballot(field.fields, answer, path))
        elif field.type == "boolean":
            found.append((escaped(*path), "true" if answer else "false"))
        elif field.type in CHOOSING and field.most_choices() == 1:
            found.extend((escaped(*path), one) for one in chosen(answer))
        elif field.type in CHOOSING:
            choices = dict.fromkeys(map(choice_text, field.values()))
            given = chosen(answer)
            found.extend((escaped(*path, one), "yes" if one in given else "no") for one in choices)
    return found


def _sample(fields: Sequence[FormField], outer: Mapping[str, Json]) -> JsonObject:
    answers: JsonObject = {}
    for field in _in_order_of_conditions(fields):
        scope = {**outer, **answers}
        if not is_shown(field.conditions, scope):
            continue
        if field.type in NESTED:
            one: Json = _sample(field.fields, scope)
        else:
            one = KINDS[field.type].sample(field)
        copies: list[Json] = [one] * field.min_responses_required
        answers[field.field_id] = copies if field.is_repeated() else one
    return {one.field_id: answers[one.field_id] for one in fields if one.field_id in answers}
