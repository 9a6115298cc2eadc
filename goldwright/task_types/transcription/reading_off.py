"""Checking, comparing and settling fields and rows."""

import math
from collections.abc import Sequence

from pydantic import BaseModel

from goldwright.algorithms.likeness import aligned_likeness, text_likeness
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.json_values import canonical, list_at, object_at, objects_at
from goldwright.task_types.reading import sentences as shape_sentences
from goldwright.task_types.transcription.schema import CollectionResponse, TranscriptionResponse
from goldwright.task_types.voting import likely, medoid, plurality, totals, weighted_median

SAMPLE = "test response"


def check_transcription(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on missing and unknown fields and columns."""
    return _check(TranscriptionResponse, params, response)


def check_collection(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on missing and unknown fields."""
    return _check(CollectionResponse, params, response)


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """Mean text likeness over all fields and over the cells of rows, paired in order."""
    fields = list(object_at(params, "fields"))
    alike = _record_likeness(fields, object_at(one, "fields"), object_at(two, "fields"))
    columns = list(object_at(params, "repeatable_fields"))
    if not columns:
        return alike
    first, second = objects_at(one, "repeatable_fields"), objects_at(two, "repeatable_fields")
    rows = aligned_likeness(
        first, second, lambda left, right: _record_likeness(columns, left, right)
    )
    cells = len(columns) * max(len(first), len(second))
    if not cells:
        return alike
    return (alike * len(fields) + rows * cells) / (len(fields) + cells)


def aggregate(params: JsonObject, weighted: Sequence[Weighted]) -> Aggregate:
    """Every field and cell settled by itself: the value of a majority, else the most typical one.

    The number of rows is voted on first; those who saw another number have no say in the cells.
    """
    confidences: list[float] = []
    response: JsonObject = {
        "fields": _settle(
            list(object_at(params, "fields")),
            [(object_at(one.response, "fields"), one.weight) for one in weighted],
            confidences,
        )
    }
    columns = list(object_at(params, "repeatable_fields"))
    if columns:
        counts = [(len(_rows(one.response)), one.weight) for one in weighted]
        count, posterior = plurality(counts, order=int, classes=len(totals(counts)))
        confidences.append(posterior)
        same = [one for one in weighted if len(_rows(one.response)) == count]
        response["repeatable_fields"] = [
            _settle(columns, [(_rows(one.response)[row], one.weight) for one in same], confidences)
            for row in range(count)
        ]
    elif any("repeatable_fields" in one.response for one in weighted):
        response["repeatable_fields"] = [None, None]
    seconds = [
        (spent, one.weight)
        for one in weighted
        if isinstance(spent := one.response.get("time_spent_in_seconds"), int | float)
    ]
    if seconds:
        response["time_spent_in_seconds"] = weighted_median(seconds)
    if all(canonical(one.response) == canonical(weighted[0].response) for one in weighted):
        response = weighted[0].response
    return Aggregate(response, math.prod(sorted(confidences)))


def sample_transcription(params: JsonObject) -> JsonObject:
    """`test response` in every field and in two rows; null rows where there are no columns."""
    columns = list(object_at(params, "repeatable_fields"))
    row: Json = dict.fromkeys(columns, SAMPLE) if columns else None
    fields: JsonObject = dict.fromkeys(object_at(params, "fields"), SAMPLE)
    return {"fields": fields, "repeatable_fields": [row, row]}


def sample_collection(params: JsonObject) -> JsonObject:
    """`test response` in every field."""
    fields: JsonObject = dict.fromkeys(object_at(params, "fields"), SAMPLE)
    return {"fields": fields, "time_spent_in_seconds": 15}


def as_rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row per repeated row (columns `row.<name>`) after the fields, or the fields alone."""
    fields = object_at(response, "fields")
    rows = objects_at(response, "repeatable_fields") or [{}]
    return [{**fields, **{f"row.{key}": value for key, value in row.items()}} for row in rows]


def _check(model: type[BaseModel], params: JsonObject, response: JsonObject) -> list[str]:
    if sentences := shape_sentences(model, response):
        return sentences
    sentences = _record_faults("fields", object_at(params, "fields"), object_at(response, "fields"))
    columns = object_at(params, "repeatable_fields")
    for place, row in enumerate(list_at(response, "repeatable_fields")):
        at = f"repeatable_fields.{place}"
        if isinstance(row, dict) and columns:
            sentences.extend(_record_faults(at, columns, row))
        elif isinstance(row, dict):
            sentences.append(f"{at} is a row, but this task has no columns.")
        elif columns:
            sentences.append(f"{at} is null; a row names every column.")
    if columns and not isinstance(response.get("repeatable_fields"), list):
        sentences.append("repeatable_fields is required; an empty list means no rows.")
    return sentences


def _record_faults(at: str, asked: JsonObject, given: JsonObject) -> list[str]:
    missing = [f"{at}.{name} is required." for name in asked if name not in given]
    return missing + [f"{at}.{name} is not asked for." for name in given if name not in asked]


def _record_likeness(names: Sequence[str], one: JsonObject, two: JsonObject) -> float:
    if not names:
        return 1.0
    return math.fsum(_value_likeness(one.get(name), two.get(name)) for name in names) / len(names)


def _value_likeness(one: Json, two: Json) -> float:
    if isinstance(one, str) and isinstance(two, str):
        return text_likeness(one, two)
    return float(canonical(one) == canonical(two))


def _settle(
    names: Sequence[str], records: Sequence[tuple[JsonObject, float]], confidences: list[float]
) -> JsonObject:
    settled: JsonObject = {}
    for name in names:
        settled[name], confidence = _settle_value([(one.get(name), w) for one, w in records])
        confidences.append(confidence)
    return settled


def _settle_value(values: Sequence[tuple[Json, float]]) -> tuple[Json, float]:
    """The value that more than half of the weight gave, else the one most like all others."""
    spelt = {canonical(value): value for value, _ in values}
    weights = totals([(canonical(value), weight) for value, weight in values])
    whole = math.fsum(weight for _, weight in values)
    best = max(weights, key=lambda key: (weights[key], key))
    if 2 * weights[best] > whole:
        return spelt[best], likely(weights[best], whole - weights[best])
    return medoid(values, alike=_value_likeness, key=canonical)


def _rows(response: JsonObject) -> list[JsonObject]:
    return objects_at(response, "repeatable_fields")
