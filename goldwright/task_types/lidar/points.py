"""A label for each lidar point: `lidarsegmentation`."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import cast

import numpy as np
from pydantic import ValidationError

from goldwright.task_types import index_maps
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.index_maps import IndexedObject
from goldwright.task_types.labels import instance_labels, label_names
from goldwright.task_types.lidar.schema import PointSegmentations, PointsParams, PointsResponse
from goldwright.task_types.matching import agree_symmetrically, settle
from goldwright.task_types.reading import sentences

SAMPLE_POINTS = 4


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences, empty when sound; each names the place."""
    found = sentences(PointsResponse, response)
    if found:
        return found
    try:
        read = PointsParams.model_validate(params)
    except ValidationError:
        return ["params are not sound themselves; nothing can be checked against them"]
    return list(_faults(read, _points(response)))


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """F1 of labels and objects by intersection over union of their points in all frames."""
    instances = instance_labels(PointsParams.model_validate(params).labels)

    def compare(one: JsonObject, two: JsonObject) -> float:
        first, second = _points(one), _points(two)
        if _lengths(first) != _lengths(second):
            return 0.0
        return index_maps.agreement(
            _flat(first), _flat(second), _objects(first, instances), _objects(second, instances)
        )

    return agree_symmetrically(compare, one, two)


def aggregate(params: JsonObject, answers: Sequence[Weighted]) -> Aggregate | None:
    """The label or object of greatest weight at every point; objects that most saw are kept.

    None where people drew cuboids too, or counted points differently.
    """
    read = PointsParams.model_validate(params)
    names, instances = label_names(read.labels), instance_labels(read.labels)

    def fuse(responses: Sequence[JsonObject], weights: Sequence[float]) -> Aggregate | None:
        drawn = [_points(one) for one in responses]
        if len({_lengths(one) for one in drawn}) > 1 or any(
            "annotations" in one for one in responses
        ):
            return None
        voted, kept, confidence = index_maps.fuse(
            [_flat(one) for one in drawn],
            [_objects(one, instances) for one in drawn],
            weights,
            names=names,
        )
        ends = np.cumsum(_lengths(drawn[0]))[:-1]
        split: list[Json] = [
            cast("list[Json]", one.tolist())  # whole numbers are JSON
            for one in np.split(voted, ends)
        ]
        objects: list[Json] = []
        for index, one in kept.items():
            named: JsonObject = {"label": one.label, "index": index}
            objects.append({**named, "instance": True} if one.is_instance else named)
        response: JsonObject = {"point_segmentations": {"objects": objects, "point_objects": split}}
        return Aggregate(response, confidence)

    return settle(answers, fuse=fuse, is_sound=lambda response: not check(params, response))


def sample(params: JsonObject) -> JsonObject:
    """A few points in every frame, all of the first label."""
    read = PointsParams.model_validate(params)
    names, instances = label_names(read.labels), instance_labels(read.labels)
    objects: list[Json] = []
    for index, name in enumerate(names, start=1):
        one: JsonObject = {"label": name, "index": index}
        objects.append({**one, "instance": True} if name in instances else one)
    count = _frames_wanted(read) or 1
    points: list[Json] = [1] * SAMPLE_POINTS
    frames: list[Json] = [points for _ in range(count)]
    return {"point_segmentations": {"objects": objects, "point_objects": frames}}


def rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row for each frame with the label of every point, null where it has none.

    Lost: which points are one object.
    """
    points = _points(response)
    labels = {one.index: one.label for one in points.objects}
    return [
        {"frame": number, "labels": [labels.get(index) for index in frame]}
        for number, frame in enumerate(points.point_objects)
    ]


def _points(response: JsonObject) -> PointSegmentations:
    return PointsResponse.model_validate(response).point_segmentations


def _faults(params: PointsParams, points: PointSegmentations) -> Iterator[str]:
    names, instances = label_names(params.labels), instance_labels(params.labels)
    known = set(names)
    indexes: set[int] = {0}
    single: set[str] = set()
    for place, one in enumerate(points.objects):
        where = f"point_segmentations.objects.{place}"
        if one.index in indexes:
            yield f"{where}.index {one.index} is used twice"
        indexes.add(one.index)
        if one.label not in known:
            yield f"{where}.label {one.label!r} is not one of {', '.join(names)}"
        if not _is_instance(one.label, one.instance, instances):
            if one.label in single:
                yield f"{where}.label {one.label!r} has an index already"
            single.add(one.label)
    wanted = _frames_wanted(params)
    if wanted and len(points.point_objects) != wanted:
        count = len(points.point_objects)
        yield f"point_segmentations.point_objects has {count} frames, the task has {wanted}"
    for number, frame in enumerate(points.point_objects):
        for index in sorted(set(frame) - indexes):
            yield (
                f"point_segmentations.point_objects.{number} has the index {index}, "
                "which is not among the objects"
            )


def _frames_wanted(params: PointsParams) -> int:
    """How many frames a response has; 0 when only the lidar task knows."""
    return len(params.attachments or params.lidar_task_frames or ())


def _is_instance(label: str, flag: bool | None, instances: set[str]) -> bool:  # noqa: FBT001 - as stored
    return bool(flag) or label in instances


def _lengths(points: PointSegmentations) -> tuple[int, ...]:
    return tuple(len(frame) for frame in points.point_objects)


def _flat(points: PointSegmentations) -> index_maps.Indexes:
    return np.fromiter(chain.from_iterable(points.point_objects), dtype=np.int64)


def _objects(points: PointSegmentations, instances: set[str]) -> dict[int, IndexedObject]:
    return {
        one.index: IndexedObject(one.label, _is_instance(one.label, one.instance, instances))
        for one in points.objects
    }
