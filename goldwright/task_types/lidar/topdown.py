"""Shapes on a map seen from above: `lidartopdown`."""

from collections.abc import Sequence
from typing import cast

from pydantic import ValidationError

from goldwright.task_types.attributes import answer_faults
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.geometries import sample_objects, shape_faults
from goldwright.task_types.lidar.schema import TopdownParams, TopdownResponse
from goldwright.task_types.matching import (
    LEAST_TOLERANCE_METERS,
    LEAST_TOLERANCE_PX,
    Mark,
    Track,
    agree_symmetrically,
    agreement,
    fuse_tracks,
    settle,
    tolerance_for,
)
from goldwright.task_types.reading import as_json, sentences
from goldwright.task_types.voting import mean_probability

MAP = (0,)


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences, empty when sound; each names the place."""
    found = sentences(TopdownResponse, response)
    if found:
        return found
    try:
        read = TopdownParams.model_validate(params)
    except ValidationError:
        return ["params are not sound themselves; nothing can be checked against them"]
    objects = TopdownResponse.model_validate(response).annotations
    labels = {one.uuid: one.label for one in objects}
    if len(labels) < len(objects):
        found.append("annotations have a uuid twice")
    for place, one in enumerate(objects):
        where = f"annotations.{place}"
        found += [
            f"{where} {fault}" for fault in shape_faults(read.geometries.defined(), one, one.label)
        ]
        answers = answer_faults(
            read.annotation_attributes,
            one.attributes or {},
            label=one.label,
            labels_by_uuid=labels,
        )
        found += [f"{where}.attributes.{fault}" for fault in answers]
    return found


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """F1 of the shapes: overlap of polygons, distance of lines and points."""

    def compare(one: JsonObject, two: JsonObject) -> float:
        ones, twos = _tracks(one), _tracks(two)
        tolerance = tolerance_for([*ones, *twos], least=_least(params))
        alike, _ = agreement(ones, twos, tolerance=tolerance)
        return 2 * alike / (len(ones) + len(twos)) if ones or twos else 1.0

    return agree_symmetrically(compare, one, two)


def aggregate(params: JsonObject, answers: Sequence[Weighted]) -> Aggregate | None:
    """The shapes most people drew, each as the most typical of them drew it."""
    read = TopdownParams.model_validate(params)

    def fuse(responses: Sequence[JsonObject], weights: Sequence[float]) -> Aggregate:
        people = [_tracks(one) for one in responses]
        found = fuse_tracks(
            people,
            weights,
            definitions=read.annotation_attributes,
            tolerance=tolerance_for(
                [one for listed in people for one in listed], least=_least(params)
            ),
        )
        annotations: list[Json] = []
        for track in (one.track for one in found if one.members):
            mark = track.marks[MAP]
            update = {"uuid": track.uuid, "label": track.label}
            written = as_json(mark.shape.model_copy(update=update))
            written.pop("attributes", None)
            if mark.attributes is not None:
                written["attributes"] = mark.attributes
            annotations.append(written)
        confidence = mean_probability([one.probability for one in found])
        return Aggregate({"annotations": annotations}, confidence)

    return settle(answers, fuse=fuse, is_sound=lambda response: not check(params, response))


def sample(params: JsonObject) -> JsonObject:
    """One shape of each geometry."""
    read = TopdownParams.model_validate(params)
    drawn = sample_objects(read.geometries.defined(), read.annotation_attributes)
    return {"annotations": cast("list[Json]", drawn)}  # objects are JSON


def rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row for each shape; nothing is lost."""
    return [as_json(one) for one in TopdownResponse.model_validate(response).annotations]


def _least(params: JsonObject) -> float:
    """Frames are measured in metres, an aerial image in pixels."""
    return LEAST_TOLERANCE_PX if params.get("attachment") else LEAST_TOLERANCE_METERS


def _tracks(response: JsonObject) -> list[Track]:
    return [
        Track((one.geometry,), one.label, one.uuid, {MAP: Mark(one, one.attributes)})
        for one in TopdownResponse.model_validate(response).annotations
    ]
