"""Checking, comparing and settling what was found on pages."""

import math
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import cast

from goldwright.algorithms.grouping import Group, grouped
from goldwright.algorithms.likeness import text_likeness
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.documents.schema import Annotation, Box, Feature, Params, Response
from goldwright.task_types.documents.schema import read_params as read_asked
from goldwright.task_types.json_values import canonical, list_at, objects_at
from goldwright.task_types.reading import attachments, with_sound_prelabel
from goldwright.task_types.reading import sentences as shape_sentences
from goldwright.task_types.voting import (
    likely,
    mean_probability,
    medoid,
    plurality,
    settled_text,
    totals,
    weighted_median,
)

_SAMPLE_VALUES: dict[str, Json] = {
    "money": {"amount": "1.00"},
    "date": {"year": 2026, "month": 1, "day": 31},
}
_NAMES = uuid.UUID("5f0e5a36-94b0-5d0e-8f5d-0d6a4f1c9e21")
"""Settled annotations are named after their content, so that the same answers give the same ids."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """An annotation with its content, and that of its members, as text without ids."""

    found: Annotation
    key: str
    members: frozenset[str]


def read_params(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel in which all could stand in an answer but texts to read."""

    def told(params: JsonObject, start: JsonObject) -> list[str]:
        found = start.get("annotations")
        if isinstance(found, list):
            found = [{"text": "", **one} if isinstance(one, dict) else one for one in found]
            return check(params, {**start, "annotations": found})
        return check(params, start)

    return with_sound_prelabel(read_asked(params), told)


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on unknown labels, missing texts, places of the wrong kind and dangling refs."""
    if sentences := shape_sentences(Response, response):
        return sentences
    task, given = Params.model_validate(params), Response.model_validate(response)
    features = {name: feature for feature in task.features if (name := feature.name())}
    ids = Counter(one.uuid for one in given.annotations)
    pages = len(given.pages) if given.pages else None
    for place, one in enumerate(given.annotations):
        reasons = _reasons(task, features.get(one.label), one)
        reasons += [f'refers to "{ref}", which is not here' for ref in one.refs if ref not in ids]
        if one.uuid in one.refs:
            reasons.append("refers to itself")
        if pages is not None and one.page >= pages:
            reasons.append(f"is on page {one.page} of {pages}, counted from 0")
        sentences.extend(f"annotations.{place} {reason}." for reason in reasons)
    sentences.extend(f'The uuid "{name}" is used {n} times.' for name, n in ids.items() if n > 1)
    return sentences


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """Soft F1: things of one label that overlap by half are one, and count as their texts agree.

    Pairs are taken most alike first; pages, labels, values and members must be equal.
    """
    first, second = (_marks(Response.model_validate(each).annotations) for each in (one, two))
    if not first and not second:
        return 1.0
    pairs = [
        (-credit, min(a.key, b.key), max(a.key, b.key), left, right)
        for (left, a), (right, b) in product(enumerate(first), enumerate(second))
        if (credit := _credit(a, b)) > 0
    ]
    taken: tuple[set[int], set[int]] = set(), set()
    gained: list[float] = []
    # Ties are broken by content, the same from either side, so that the measure is symmetric.
    for negative, _, _, left, right in sorted(pairs, key=lambda pair: pair[:3]):
        if left not in taken[0] and right not in taken[1]:
            taken[0].add(left)
            taken[1].add(right)
            gained.append(-negative)
    return 2 * math.fsum(gained) / (len(first) + len(second))


def aggregate(params: JsonObject, weighted: Sequence[Weighted]) -> Aggregate:
    """What more than half of the weight found: medians of boxes, majority or typical texts.

    Groups without a place of their own are one when half of their settled members are.
    """
    given = [
        (_marks(Response.model_validate(one.response).annotations), one.weight) for one in weighted
    ]
    weights = [weight for _, weight in given]
    meant: list[dict[str, str]] = [{} for _ in given]
    confidences: list[float] = []
    kept: list[tuple[str, Group[_Mark], JsonObject]] = []
    for is_placed in (True, False):
        marks = [
            [_meaning(one, names) for one in marks if (one.found.location is not None) == is_placed]
            for (marks, _), names in zip(given, meant, strict=True)
        ]
        groups = grouped(
            list(zip(marks, weights, strict=True)),
            kind=lambda one: f"{one.found.page} {one.found.label}",
            alike=_overlap if is_placed else _common_members,
            key=lambda one: one.key,
        )
        for group in groups:
            against = math.fsum(weights) - group.support
            confidences.append(likely(max(group.support, against), min(group.support, against)))
            if group.support <= against:
                continue
            members = [(one.found, weights[index]) for index, one in group.members.items()]
            found = _fused(members, confidences)
            twins = sum(canonical(found) == canonical(other) for _, _, other in kept)
            name = str(uuid.uuid5(_NAMES, f"{canonical(found)} {twins}"))
            kept.append((name, group, found))
            for index, one in group.members.items():
                meant[index][one.found.uuid] = name
    settled: list[JsonObject] = []
    for name, group, found in sorted(kept, key=lambda one: _reading_order(one[0], one[2])):
        refs = _settled_refs(name, group, meant, weights)
        settled.append({"uuid": name, **found, "refs": cast("Json", refs)})  # texts are JSON
    response: JsonObject = {"annotations": cast("Json", settled)}  # objects are JSON
    pages = [list_at(one.response, "pages") for one in weighted]
    if any(pages):  # of one document, so that who tells of more pages saw more of it
        response["pages"] = max(pages, key=lambda told: (len(told), canonical(told)))
    if all(canonical(one.response) == canonical(weighted[0].response) for one in weighted):
        response = weighted[0].response
    nothing = likely(math.fsum(weights), 0.0)
    return Aggregate(response, mean_probability(confidences or [nothing]))


def sample(params: JsonObject) -> JsonObject:
    """One of every feature, one below the other; a group refers to all that is not a group."""
    task = Params.model_validate(params)
    found: list[JsonObject] = []
    for place, feature in enumerate(task.features):
        name = str(uuid.uuid5(_NAMES, f"sample {place}"))
        one: JsonObject = {"uuid": name, "page": 0, "label": feature.name(), "refs": []}
        if feature.type == "text":
            one["text"] = "test response"
            one |= {flag: _SAMPLE_VALUES[flag] for flag in feature.flags if flag in _SAMPLE_VALUES}
            if "checkbox" in feature.flags:
                one["checked"] = False
        one["location"] = _sample_location(task.geometry, 20.0 * place)
        found.append(one)
    pairs = list(zip(task.features, found, strict=True))
    members: list[Json] = [one["uuid"] for feature, one in pairs if feature.type != "group"]
    for feature, one in pairs:
        if feature.type == "group":
            one["refs"] = members
    pages: list[Json] = [
        {"width": 1700, "height": max(2200, 20 * len(found))}
        for _ in range(len(task.attachments or ()) or 1)
    ]
    return {"annotations": cast("Json", found), "pages": pages}  # objects are JSON


def without_pages(
    params: JsonObject, response: JsonObject, link: Callable[[str], str]
) -> JsonObject:
    """The response as customers read it."""
    return {"annotations": response["annotations"]}


def document_pages(params: JsonObject, response: JsonObject) -> JsonObject:
    """The size of each page, with its address where every page has one."""
    pages, links = objects_at(response, "pages"), attachments(params)
    if len(links) == len(pages):
        pages = [{**page, "url": link} for page, link in zip(pages, links, strict=True)]
    return {"document_pages": cast("Json", pages)} if pages else {}  # objects are JSON


def rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row per found thing with the upright box round it; corners of polygons are lost."""
    found: list[JsonObject] = []
    for one in Response.model_validate(response).annotations:
        row: JsonObject = {"uuid": one.uuid, "page": one.page, "label": one.label, "text": one.text}
        if one.location is not None:
            left, top, right, bottom = _bounds(one)
            row.update(left=left, top=top, width=right - left, height=bottom - top)
        found.append({**row, "checked": one.checked, "refs": "|".join(one.refs)})
    return found


def _reasons(task: Params, feature: Feature | None, one: Annotation) -> list[str]:
    if feature is None:
        return [f'has the unknown label "{one.label}"']
    reasons: list[str] = []
    if feature.type == "text" and one.text is None:
        reasons.append("has no text")
    if one.location is None and feature.type != "group":
        reasons.append("has no location")
    if one.location is not None and one.location.type != task.geometry:
        reasons.append(
            f"has a {one.location.type} as its location, this task marks {task.geometry}"
        )
    return reasons


def _bounds(one: Annotation) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what was marked; nothing marked is a point at the origin."""
    place = one.location
    if place is None:
        return 0.0, 0.0, 0.0, 0.0
    if isinstance(place, Box):
        return place.left, place.top, place.left + place.width, place.top + place.height
    across, down = [corner.x for corner in place.vertices], [corner.y for corner in place.vertices]
    return min(across), min(down), max(across), max(down)


def _overlap(one: _Mark, two: _Mark) -> float:
    """Intersection over union of the upright boxes; without an area, 1 when they are equal."""
    first, second = _bounds(one.found), _bounds(two.found)
    if first == second:
        return 1.0
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    shared = max(0.0, width) * max(0.0, height)
    areas = [(right - left) * (bottom - top) for left, top, right, bottom in (first, second)]
    union = math.fsum([*areas, -shared])
    return min(1.0, shared / union) if 0 < union < math.inf else 0.0


def _common_members(one: _Mark, two: _Mark) -> float:
    """Jaccard index of the members; 1 when neither has any."""
    union = one.members | two.members
    return len(one.members & two.members) / len(union) if union else 1.0


def _marks(annotations: Sequence[Annotation]) -> list[_Mark]:
    keys = {one.uuid: _key(one) for one in annotations}
    marks: list[_Mark] = []
    for one in annotations:
        members = [keys[ref] for ref in one.refs]
        key = canonical([keys[one.uuid], cast("Json", sorted(members))])  # texts are JSON
        marks.append(_Mark(one, key, frozenset(members)))
    return marks


def _meaning(mark: _Mark, names: Mapping[str, str]) -> _Mark:
    """The mark with settled names as its members."""
    return replace(mark, members=frozenset(names[ref] for ref in mark.found.refs if ref in names))


def _values(one: Annotation) -> JsonObject:
    """What an annotation says beside its place, text and refs; unknown keys included."""
    said = one.model_dump(exclude_unset=True)
    for key in ("uuid", "page", "label", "text", "location", "refs"):
        said.pop(key, None)
    return cast("JsonObject", said)  # read from JSON


def _location(one: Annotation) -> JsonObject | None:
    place = one.location
    return None if place is None else cast("JsonObject", place.model_dump())  # made of JSON


def _key(one: Annotation) -> str:
    """Content without ids."""
    return canonical([one.page, one.label, one.text, _location(one), _values(one)])


def _credit(one: _Mark, two: _Mark) -> float:
    """How much a pair counts: text likeness, less a quarter for each other thing that differs."""
    if (one.found.page, one.found.label) != (two.found.page, two.found.label):
        return 0.0
    if _overlap(one, two) < 0.5:  # noqa: PLR2004 - half, as usual for boxes
        return 0.0
    alike = text_likeness(one.found.text or "", two.found.text or "")
    alike -= 0.25 * (canonical(_values(one.found)) != canonical(_values(two.found)))
    return max(0.0, alike - 0.25 * (one.members != two.members))


def _fused(members: Sequence[tuple[Annotation, float]], confidences: list[float]) -> JsonObject:
    """One annotation for what all members mean, without uuid and refs."""
    first = members[0][0]
    found: JsonObject = {"page": first.page, "label": first.label}
    written = [(one.text, weight) for one, weight in members if one.text is not None]
    if written:
        found["text"], probability = settled_text(sorted(written))
        confidences.append(probability)
    place = _fused_location(members)
    if place is not None:
        found["location"] = place
    spelt = {canonical(_values(one)): _values(one) for one, _ in members}
    votes = [(canonical(_values(one)), weight) for one, weight in members]
    said, probability = plurality(votes, order=str, classes=len(spelt))
    if spelt[said]:
        confidences.append(probability)
    return {**found, **spelt[said]}


def _fused_location(members: Sequence[tuple[Annotation, float]]) -> JsonObject | None:
    """Medians of the sides of boxes; of polygons the one most like the others."""
    marked = [(one, weight) for one, weight in members if one.location is not None]
    if not marked:
        return None
    boxes = [(one.location, w) for one, w in marked if isinstance(one.location, Box)]
    if len(boxes) < len(marked):
        marks = [(_Mark(one, _key(one), frozenset()), weight) for one, weight in marked]
        return _location(medoid(marks, alike=_overlap, key=lambda one: one.key)[0].found)
    return {
        "type": "box",
        **{
            side: weighted_median([(getattr(box, side), weight) for box, weight in boxes])
            for side in ("left", "top", "width", "height")
        },
    }


def _settled_refs(
    name: str,
    group: Group[_Mark],
    meant: Sequence[Mapping[str, str]],
    weights: Sequence[float],
) -> list[str]:
    """Settled annotations to which most of those refer who found this one."""
    drawn = [
        (ref, weights[index])
        for index, one in group.members.items()
        for ref in {meant[index][ref] for ref in one.found.refs if ref in meant[index]}
    ]
    return sorted(
        ref for ref, weight in totals(drawn).items() if 2 * weight > group.support and ref != name
    )


def _reading_order(name: str, found: JsonObject) -> tuple[str, float, float, str]:
    place = found.get("location")
    page = f"{found['page']:09}"
    if not isinstance(place, dict):
        return page, math.inf, math.inf, name
    left, top, _, _ = _bounds(Annotation.model_validate({"uuid": name, **found}))
    return page, top, left, name


def _sample_location(geometry: str, top: float) -> JsonObject:
    if geometry == "box":
        return {"type": "box", "left": 0.0, "top": top, "width": 100.0, "height": 10.0}
    corners = [(0.0, top), (100.0, top), (100.0, top + 10.0), (0.0, top + 10.0)]
    return {"type": "polygon", "vertices": [{"x": x, "y": y} for x, y in corners]}
