"""Objects in space, frame by frame: `lidarannotation` and `sensorfusion`."""

from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_OID, uuid5

from pydantic import ValidationError

from goldwright.task_types.attributes import answer_faults, sample_answers
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.labels import label_names
from goldwright.task_types.lidar.schema import CuboidsFrame, CuboidsParams, CuboidsResponse
from goldwright.task_types.matching import (
    LEAST_TOLERANCE_METERS,
    Mark,
    Track,
    agree_symmetrically,
    agreement,
    fuse_tracks,
    marks_in,
    settle,
)
from goldwright.task_types.reading import as_json, sentences
from goldwright.task_types.voting import mean_probability

SOLID = ("solid",)
UNNAMED = "object"
"""The label of a sample when the params name none."""


def check(model: type[CuboidsParams], params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences, empty when sound; each names the place."""
    found = sentences(CuboidsResponse, response)
    if found:
        return found
    try:
        read = model.model_validate(params)
    except ValidationError:
        return ["params are not sound themselves; nothing can be checked against them"]
    frames = CuboidsResponse.model_validate(response).annotations
    return list(frames_faults(read, frames))


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """F1 of all objects in all frames by shared volume; an object has one partner throughout."""

    def compare(one: JsonObject, two: JsonObject) -> float:
        ones, twos = tracks(one), tracks(two)
        alike, _ = agreement(ones, twos, tolerance=LEAST_TOLERANCE_METERS)
        count = marks_in(ones) + marks_in(twos)
        return 2 * alike / count if count else 1.0

    return agree_symmetrically(compare, one, two)


def aggregate(
    model: type[CuboidsParams], params: JsonObject, answers: Sequence[Weighted]
) -> Aggregate | None:
    """The objects most people found, at the middle of where they put them."""
    read = model.model_validate(params)

    def fuse(responses: Sequence[JsonObject], weights: Sequence[float]) -> Aggregate:
        found = fuse_tracks(
            [tracks(one) for one in responses],
            weights,
            definitions=read.annotation_attributes,
            tolerance=LEAST_TOLERANCE_METERS,
        )
        count = max(len(CuboidsResponse.model_validate(one).annotations) for one in responses)
        frames: list[list[Json]] = [[] for _ in range(count)]
        for track in (one.track for one in found if one.members):
            for (number, *_), mark in track.marks.items():
                update = {"uuid": track.uuid, "label": track.label}
                written = as_json(mark.shape.model_copy(update=update))
                written.pop("attributes", None)
                if mark.attributes is not None:
                    written["attributes"] = mark.attributes
                frames[number].append(written)
        response: JsonObject = {"annotations": [{"cuboids": one} for one in frames]}
        return Aggregate(response, mean_probability([one.probability for one in found]))

    return settle(answers, fuse=fuse, is_sound=lambda response: not check(model, params, response))


def sample(model: type[CuboidsParams], params: JsonObject) -> JsonObject:
    """One car-sized cuboid in the first frame, nothing in those after."""
    read = model.model_validate(params)
    label = label_names(read.labels)[0] if read.labels else UNNAMED
    uuid = str(uuid5(NAMESPACE_OID, f"solid/{label}"))
    cuboid: JsonObject = {
        "uuid": uuid,
        "label": label,
        "position": {"x": 10, "y": 10, "z": 1},
        "dimensions": {"x": 2, "y": 4, "z": 2},
        "yaw": 0,
        "camera_used": 0,
        "distance_to_device": 14.18,
        "numberOfPoints": 0,
        "stationary": True,
        "attributes": {},
    }
    answers = sample_answers(read.annotation_attributes, label=label, labels_by_uuid={uuid: label})
    if answers:
        cuboid["attributes"] = answers
    empty: list[Json] = [{"cuboids": []} for _ in range(read.frames() - 1)]
    return {"annotations": [{"cuboids": [cuboid]}, *empty]}


def tracks(response: JsonObject) -> list[Track]:
    """Every object through the frames; the first frame of a uuid decides its label."""
    marks: dict[str, dict[tuple[int, ...], Mark]] = {}
    labels: dict[str, str] = {}
    for number, frame in enumerate(CuboidsResponse.model_validate(response).annotations):
        for one in frame.cuboids:
            labels.setdefault(one.uuid, one.label)
            marks.setdefault(one.uuid, {})[number,] = Mark(one, one.attributes)
    return [Track(SOLID, label, uuid, marks[uuid]) for uuid, label in labels.items()]


def rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row for each object in each frame; nothing is lost but frames without objects."""
    return [
        {"frame": number, **as_json(one)}
        for number, frame in enumerate(CuboidsResponse.model_validate(response).annotations)
        for one in frame.cuboids
    ]


def frames_faults(params: CuboidsParams, frames: Sequence[CuboidsFrame]) -> Iterator[str]:
    """What is wrong with these frames for this task."""
    wanted = params.frames()
    if wanted and len(frames) != wanted:
        yield f"annotations has {len(frames)} frames, the task has {wanted}"
    names = label_names(params.labels) if params.labels else None
    known: dict[str, str] = {}
    labels = {one.uuid: one.label for frame in frames for one in frame.cuboids}
    for number, frame in enumerate(frames):
        seen: set[str] = set()
        for place, one in enumerate(frame.cuboids):
            where = f"annotations.{number}.cuboids.{place}"
            if one.uuid in seen:
                yield f"{where}.uuid {one.uuid!r} is used twice in the frame"
            seen.add(one.uuid)
            if names is not None and one.label not in names:
                yield f"{where}.label {one.label!r} is not one of {', '.join(names)}"
            if known.setdefault(one.uuid, one.label) != one.label:
                yield f"{where}.label is {one.label!r}, before it was {known[one.uuid]!r}"
            size = one.dimensions
            if min(float(size.x), float(size.y), float(size.z)) <= 0:
                yield f"{where}.dimensions should be above 0"
            if (one.pitch or one.roll) and not params.pitch_and_roll_enabled:
                yield f"{where} is tilted, which the task does not allow"
            for fault in answer_faults(
                params.annotation_attributes,
                one.attributes or {},
                label=one.label,
                labels_by_uuid=labels,
            ):
                yield f"{where}.attributes.{fault}"
