"""Checking, comparing and settling fields and rows."""

import math
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import product

from pydantic import BaseModel

from goldwright.algorithms.likeness import aligned_likeness, text_likeness
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.json_values import canonical, list_at, object_at, objects_at
from goldwright.task_types.reading import sentences as shape_sentences
from goldwright.task_types.reading import with_sound_prelabel
from goldwright.task_types.transcription.schema import CollectionResponse, TranscriptionResponse
from goldwright.task_types.transcription.schema import read_collection as asked_collection
from goldwright.task_types.transcription.schema import read_transcription as asked_transcription
from goldwright.task_types.voting import (
    likely,
    mean_probability,
    medoid,
    settled_text,
    totals,
    weighted_median,
)

SAMPLE = "test response"
SAME_ROW = 0.5
"""Rows at least this alike may be one."""


def check_transcription(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on missing and unknown fields and columns."""
    return _check(TranscriptionResponse, params, response)


def check_collection(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on missing and unknown fields."""
    return _check(CollectionResponse, params, response)


def read_transcription(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel in which all could stand in an answer."""
    return with_sound_prelabel(asked_transcription(params), _check_start(check_transcription))


def read_collection(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel in which all could stand in an answer."""
    return with_sound_prelabel(asked_collection(params), _check_start(check_collection))


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
    """Every field and cell settled by itself: a majority's text, word by word where none is whole.

    Rows are paired in order; one that more than half of the weight has is kept.
    """
    answers = sorted(weighted, key=lambda one: canonical(one.response))
    confidences: list[float] = []
    response: JsonObject = {
        "fields": _settle(
            list(object_at(params, "fields")),
            [(object_at(one.response, "fields"), one.weight) for one in answers],
            confidences,
        )
    }
    columns = list(object_at(params, "repeatable_fields"))
    if columns:
        response["repeatable_fields"] = _settled_rows(columns, answers, confidences)
    elif any("repeatable_fields" in one.response for one in answers):
        response["repeatable_fields"] = [None, None]
    seconds = [
        (spent, one.weight)
        for one in answers
        if isinstance(spent := one.response.get("time_spent_in_seconds"), int | float)
    ]
    if seconds:
        response["time_spent_in_seconds"] = weighted_median(seconds)
    if all(canonical(one.response) == canonical(answers[0].response) for one in answers):
        response = answers[0].response
    return Aggregate(response, mean_probability(confidences))


def _settled_rows(
    columns: Sequence[str], answers: Sequence[Weighted], confidences: list[float]
) -> list[Json]:
    listed = [objects_at(one.response, "repeatable_fields") for one in answers]
    written = [[canonical(row) for row in rows] for rows in listed]

    def alike(one: str, two: str) -> float:
        rows = SequenceMatcher(None, written[int(one)], written[int(two)], autojunk=False)
        return rows.ratio()

    weights = [one.weight for one in answers]
    whole = math.fsum(weights)
    # The most typical rows go first, since others are aligned with them.
    typical, _ = medoid(
        [(str(place), weight) for place, weight in enumerate(weights)],
        alike=alike,
        key=str,
    )
    order = sorted(range(len(listed)), key=lambda place: (place != int(typical), place))
    places: list[dict[int, JsonObject]] = []
    for person in order:
        places = _with_rows(columns, places, person, listed[person])
    settled: list[Json] = []
    for rows in _joined(places, weights):
        support = math.fsum(weights[person] for person in rows)
        confidences.append(likely(max(support, whole - support), min(support, whole - support)))
        if 2 * support > whole:
            cells = [(row, weights[person]) for person, row in rows.items()]
            settled.append(_settle(columns, cells, confidences))
    return settled


def _joined(
    places: Sequence[dict[int, JsonObject]], weights: Sequence[float]
) -> list[dict[int, JsonObject]]:
    """Neighbours that only few have, and nobody both, are one row that was read in several ways."""
    half = math.fsum(weights) / 2
    joined: list[dict[int, JsonObject]] = []
    for rows in places:
        if (
            joined
            and joined[-1].keys().isdisjoint(rows)
            and all(
                math.fsum(weights[person] for person in one) <= half for one in (rows, joined[-1])
            )
        ):
            joined[-1] = {**joined[-1], **rows}
        else:
            joined.append(rows)
    return joined


def _with_rows(
    columns: Sequence[str],
    places: Sequence[dict[int, JsonObject]],
    person: int,
    rows: Sequence[JsonObject],
) -> list[dict[int, JsonObject]]:
    """The places of a table with another person's rows, in their order.

    Equal rows are paired first: of long tables nearly all are, and only what lies between them is
    looked at closely.
    """
    ours = [canonical(next(iter(place.values()))) for place in places]
    theirs = [canonical(row) for row in rows]
    found: list[dict[int, JsonObject]] = []
    runs = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for kind, start, end, their_start, their_end in runs:
        here, there = places[start:end], rows[their_start:their_end]
        if kind == "equal":
            found += [{**place, person: row} for place, row in zip(here, there, strict=True)]
        else:
            found += _paired(columns, here, person, there)
    return found


def _paired(
    columns: Sequence[str],
    places: Sequence[dict[int, JsonObject]],
    person: int,
    rows: Sequence[JsonObject],
) -> list[dict[int, JsonObject]]:
    """The same in the pairing of greatest likeness.

    Pairs keep their order and are alike by a half; a row without partner is a place of its own.
    """
    worth = [[0.0] * (len(rows) + 1) for _ in range(len(places) + 1)]
    alike = [
        [_record_likeness(columns, next(iter(place.values())), row) for row in rows]
        for place in places
    ]
    for i, j in product(range(1, len(places) + 1), range(1, len(rows) + 1)):
        worth[i][j] = max(worth[i - 1][j], worth[i][j - 1])
        if alike[i - 1][j - 1] >= SAME_ROW:
            worth[i][j] = max(worth[i][j], worth[i - 1][j - 1] + alike[i - 1][j - 1])
    joined: list[dict[int, JsonObject]] = []
    i, j = len(places), len(rows)
    while i or j:
        if j and worth[i][j] == worth[i][j - 1]:
            j -= 1
            joined.append({person: rows[j]})
        elif i and worth[i][j] == worth[i - 1][j]:
            i -= 1
            joined.append(places[i])
        else:
            i, j = i - 1, j - 1
            joined.append({**places[i], person: rows[j]})
    return joined[::-1]


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


def _check_start(
    check: Callable[[JsonObject, JsonObject], list[str]],
) -> Callable[[JsonObject, JsonObject], list[str]]:
    """`check` of what people start from, which may lack values that they can still add."""

    def told(params: JsonObject, start: JsonObject) -> list[str]:
        nothing: JsonObject = dict.fromkeys(object_at(params, "fields"))
        whole: JsonObject = {**start, "fields": {**nothing, **object_at(start, "fields")}}
        columns: JsonObject = dict.fromkeys(object_at(params, "repeatable_fields"))
        rows = start.get("repeatable_fields", [] if columns else None)
        if isinstance(rows, list):
            rows = [{**columns, **row} if isinstance(row, dict) else row for row in rows]
        if rows is not None:
            whole["repeatable_fields"] = rows
        return check(params, whole)

    return told


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
    """The value that more than half of the weight gave, else one from all texts, where most are.

    Of other values the one most like all others.
    """
    spelt = {canonical(value): value for value, _ in values}
    weights = totals([(canonical(value), weight) for value, weight in values])
    whole = math.fsum(weight for _, weight in values)
    best = max(weights, key=lambda key: (weights[key], key))
    if 2 * weights[best] > whole:
        return spelt[best], likely(weights[best], whole - weights[best])
    texts = [(value, weight) for value, weight in values if isinstance(value, str)]
    if 2 * math.fsum(weight for _, weight in texts) > whole:
        return settled_text(texts)
    return medoid(values, alike=_value_likeness, key=canonical)
