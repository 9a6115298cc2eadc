"""Agreement of two drawings, and one drawing from several."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from goldwright.task_types.attributes import Definitions, answers_alike
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.geometries import BoxDefinition
from goldwright.task_types.image_geometry.check import check
from goldwright.task_types.image_geometry.schema import Drawing, DrawingParams, Link
from goldwright.task_types.json_values import canonical
from goldwright.task_types.matching import (
    LEAST_TOLERANCE_PX,
    Fused,
    Mark,
    Track,
    agree_symmetrically,
    agreement,
    fuse_tracks,
    settle,
    tolerance_for,
    vote_answers,
)
from goldwright.task_types.reading import as_json
from goldwright.task_types.voting import likely, mean_probability

FRAME = (0,)


def tracks(drawing: Drawing) -> list[Track]:
    """The objects of an image, each a track of one frame."""
    return [
        Track(
            group=(one.geometry,),
            label=one.label,
            uuid=one.uuid,
            marks={FRAME: Mark(one, one.attributes)},
        )
        for one in drawing.objects()
    ]


def agree(
    params_model: type[DrawingParams],
    response_model: type[Drawing],
    params: JsonObject,
    one: JsonObject,
    two: JsonObject,
) -> float:
    """F1 of the objects, a pair counting its overlap; global answers and links count as objects."""

    def compare(one: JsonObject, two: JsonObject) -> float:
        first, second = response_model.model_validate(one), response_model.model_validate(two)
        ones, twos = tracks(first), tracks(second)
        tolerance = tolerance_for([*ones, *twos], least=LEAST_TOLERANCE_PX)
        alike, pairs = agreement(ones, twos, tolerance=tolerance)
        equal, asked = answers_alike(first.global_attributes or {}, second.global_attributes or {})
        partner = {ones[i].uuid: twos[j].uuid for i, j in pairs.items()}
        links = Counter(_ends(link, partner) for link in first.relations())
        others = Counter(_ends(link, None) for link in second.relations())
        alike += equal + (links & others).total()
        count = len(ones) + len(twos) + 2 * asked + links.total() + others.total()
        return 2 * alike / count if count else 1.0

    return agree_symmetrically(compare, one, two)


def aggregate(
    params_model: type[DrawingParams],
    response_model: type[Drawing],
    params: JsonObject,
    answers: Sequence[Weighted],
) -> Aggregate | None:
    """The objects most people drew, at the middle of where they drew them."""
    read = params_model.model_validate(params)

    def fuse(responses: Sequence[JsonObject], weights: Sequence[float]) -> Aggregate:
        drawings = [response_model.model_validate(one) for one in responses]
        people = [tracks(one) for one in drawings]
        box = read.definitions().get("box")
        found = fuse_tracks(
            people,
            weights,
            definitions=read.annotation_attributes,
            tolerance=tolerance_for(
                [one for listed in people for one in listed], least=LEAST_TOLERANCE_PX
            ),
            is_whole=isinstance(box, BoxDefinition) and box.integer_pixels,
        )
        response: JsonObject = {"annotations": [_object(one) for one in found if one.members]}
        parts = [one.probability for one in found]
        parts += fuse_globals(
            response,
            read.annotation_attributes,
            [one.global_attributes for one in drawings],
            weights,
        )
        parts += _fuse_links(response, drawings, found, weights)
        return Aggregate(response, mean_probability(parts))

    def is_sound(response: JsonObject) -> bool:
        return not check(params_model, response_model, params, response)

    return settle(answers, fuse=fuse, is_sound=is_sound)


def fuse_globals(
    response: JsonObject,
    definitions: Definitions,
    given: Sequence[JsonObject | None],
    weights: Sequence[float],
) -> list[float]:
    """Vote the answers asked once a task into the response, and how probable each is."""
    if all(one is None for one in given):
        return []
    decided, probabilities = vote_answers(
        definitions,
        [(one or {}, weight) for one, weight in zip(given, weights, strict=True)],
        label=None,
        is_global=True,
    )
    response["global_attributes"] = decided
    return probabilities


def _object(fused: Fused) -> Json:
    mark = fused.track.marks[FRAME]
    update: dict[str, object] = {"label": fused.track.label}
    if fused.track.uuid is not None:
        update["uuid"] = fused.track.uuid
    written = as_json(mark.shape.model_copy(update=update))
    if mark.attributes is None:
        written.pop("attributes", None)
    else:
        written["attributes"] = mark.attributes
    if fused.track.label is None:
        del written["label"]
    return written


def _fuse_links(
    response: JsonObject,
    drawings: Sequence[Drawing],
    found: Sequence[Fused],
    weights: Sequence[float],
) -> list[float]:
    """Write the links that most people drew between objects that were kept."""
    if not any(one.relations() for one in drawings):
        return []
    names = {
        (member.person, member.track.uuid): one.track.uuid
        for one in found
        for member in one.members
    }
    total = math.fsum(weights)
    drawn: dict[str, list[float]] = {}
    typical: dict[str, JsonObject] = {}
    for person, (drawing, weight) in enumerate(zip(drawings, weights, strict=True)):
        seen: set[str] = set()
        for link in drawing.relations():
            source, target = names.get((person, link.source)), names.get((person, link.target))
            if source is None or target is None:
                continue
            written = as_json(link) | {"from": source, "to": target}
            key = _ends(link, {link.source: source, link.target: target})
            if key not in seen:
                seen.add(key)
                drawn.setdefault(key, []).append(weight)
                typical.setdefault(key, written)
    support = {key: math.fsum(listed) for key, listed in drawn.items()}
    response["links"] = [typical[key] for key, weight in support.items() if weight > total / 2]
    return [
        likely(max(weight, total - weight), min(weight, total - weight))
        for weight in support.values()
    ]


def _ends(link: Link, partner: Mapping[str | None, str | None] | None) -> str:
    """What makes two links one: name and ends, in no order when it has no direction.

    An end without a partner in the other drawing is nobody's.
    """
    source, target = link.source, link.target
    ends: list[Json] = [source, target]
    if partner is not None:
        ends = [partner.get(source), partner.get(target)]
    if link.is_bidirectional:
        ends.sort(key=canonical)
    return canonical([link.label, link.is_bidirectional, *ends])
