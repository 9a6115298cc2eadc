"""Shapes in camera images, linked to the cuboids of a finished task: `lidarlinking`."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import NAMESPACE_OID, uuid5

from pydantic import ValidationError

from goldwright.task_types.attributes import answer_faults, sample_answers
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.geometries import (
    BoxDefinition,
    CuboidDefinition,
    GeometryDefinition,
    LineDefinition,
    PointDefinition,
    PolygonDefinition,
)
from goldwright.task_types.json_values import list_at, objects_at
from goldwright.task_types.labels import label_names
from goldwright.task_types.lidar.schema import LinkedShape, LinkingParams, LinkingResponse
from goldwright.task_types.matching import (
    LEAST_TOLERANCE_PX,
    Mark,
    Track,
    agree_symmetrically,
    agreement,
    fuse_tracks,
    settle,
    tolerance_for,
)
from goldwright.task_types.reading import as_json, faults, sentences
from goldwright.task_types.shapes import SHAPES, Shape
from goldwright.task_types.voting import mean_probability

GEOMETRY_OF: Final = {
    "annotation": "box",
    "polygonannotation": "polygon",
    "lineannotation": "line",
    "pointannotation": "point",
    "cuboidannotation": "cuboid",
}
"""Shapes that an `annotation_type` draws; any other draws what it likes."""
DEFINITIONS: Final[dict[str, type[GeometryDefinition]]] = {
    "box": BoxDefinition,
    "polygon": PolygonDefinition,
    "line": LineDefinition,
    "point": PointDefinition,
    "cuboid": CuboidDefinition,
}
BESIDE_SHAPE: Final = ("cuboid_uuid", "label", "type", "not_in_lidar", "attributes")
UNNAMED: Final = "object"
IN_LIDAR, NOT_IN_LIDAR = "in lidar", "not in lidar"


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences, empty when sound; each names the place."""
    found = sentences(LinkingResponse, response)
    if found:
        return found
    try:
        read = LinkingParams.model_validate(params)
    except ValidationError:
        return ["params are not sound themselves; nothing can be checked against them"]
    return list(_faults(read, response))


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """F1 of the shapes in all images; shapes of different cuboids never match."""

    def compare(one: JsonObject, two: JsonObject) -> float:
        ones, twos = _tracks(one), _tracks(two)
        tolerance = tolerance_for([*ones, *twos], least=LEAST_TOLERANCE_PX)
        alike, _ = agreement(ones, twos, tolerance=tolerance)
        return 2 * alike / (len(ones) + len(twos)) if ones or twos else 1.0

    return agree_symmetrically(compare, one, two)


def aggregate(params: JsonObject, answers: Sequence[Weighted]) -> Aggregate | None:
    """The shapes most people linked to the same cuboid, at the middle of where they drew them."""
    read = LinkingParams.model_validate(params)

    def fuse(responses: Sequence[JsonObject], weights: Sequence[float]) -> Aggregate:
        people = [_tracks(one) for one in responses]
        found = fuse_tracks(
            people,
            weights,
            definitions=read.annotation_attributes,
            tolerance=tolerance_for(
                [one for listed in people for one in listed], least=LEAST_TOLERANCE_PX
            ),
        )
        cameras = _cameras(responses)
        for track in (one.track for one in found if one.members):
            for (frame, camera), mark in track.marks.items():
                cameras[frame][camera].append(_written(track, mark))
        frames: list[Json] = [
            {
                "camera_responses": [
                    {"camera_used": camera, "annotations": drawn}
                    for camera, drawn in sorted(frame.items())
                ]
            }
            for frame in cameras
        ]
        confidence = mean_probability([one.probability for one in found])
        return Aggregate({"annotations": frames}, confidence)

    return settle(answers, fuse=fuse, is_sound=lambda response: not check(params, response))


def sample(params: JsonObject) -> JsonObject:
    """One linked shape in one image."""
    read = LinkingParams.model_validate(params)
    label = label_names(read.labels)[0] if read.labels else UNNAMED
    geometry = GEOMETRY_OF.get(read.annotation_type, "box")
    shape: JsonObject = {
        "cuboid_uuid": str(uuid5(NAMESPACE_OID, read.lidar_task)),
        "label": label,
        "type": geometry,
        "not_in_lidar": False,
        **DEFINITIONS[geometry](objects_to_annotate=[label]).sample(),
    }
    answers = sample_answers(read.annotation_attributes, label=label, labels_by_uuid={})
    if answers:
        shape["attributes"] = answers
    return {"annotations": [{"camera_responses": [{"camera_used": 0, "annotations": [shape]}]}]}


def rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row for each shape; nothing is lost but images without shapes."""
    return [
        {"frame": frame, "camera_used": camera, **written}
        for frame, camera, written in _written_shapes(response)
    ]


def _faults(params: LinkingParams, response: JsonObject) -> Iterator[str]:
    names = label_names(params.labels) if params.labels else None
    wanted = GEOMETRY_OF.get(params.annotation_type)
    linked: set[tuple[int, int, str]] = set()
    for place, (frame, camera, written) in enumerate(_written_shapes(response)):
        where = f"annotations.{frame} (camera {camera}, shape {place})"
        one = LinkedShape.model_validate(written)
        if names is not None and one.label not in names:
            yield f"{where} has the label {one.label!r}, not one of {', '.join(names)}"
        if one.cuboid_uuid is None and not one.not_in_lidar:
            yield f"{where} needs a cuboid_uuid, or not_in_lidar"
        if one.cuboid_uuid is not None:
            if (frame, camera, one.cuboid_uuid) in linked:
                yield f"{where} links the cuboid {one.cuboid_uuid!r} again"
            linked.add((frame, camera, one.cuboid_uuid))
        if wanted and one.type != wanted:
            yield f"{where} is a {one.type}; {params.annotation_type} draws a {wanted}"
        elif one.type not in SHAPES:
            yield f"{where} has the type {one.type!r}; use one of {', '.join(SHAPES)}"
        else:
            yield from (f"{where}: {fault}" for fault in _shape_faults(one.type, written))
        for fault in answer_faults(
            params.annotation_attributes, one.attributes or {}, label=one.label, labels_by_uuid={}
        ):
            yield f"{where}: attributes.{fault}"


def _shape_faults(geometry: str, written: JsonObject) -> list[str]:
    own = _shape_of(written)
    try:
        SHAPES[geometry].model_validate(own)
    except ValidationError as error:
        return [f"{one.pointer[1:].replace('/', '.')} {one.message}" for one in faults(error, own)]
    return []


def _tracks(response: JsonObject) -> list[Track]:
    found: list[Track] = []
    for frame, camera, written in _written_shapes(response):
        one = LinkedShape.model_validate(written)
        shape: Shape = SHAPES[one.type].model_validate(_shape_of(written))
        link = (NOT_IN_LIDAR,) if one.cuboid_uuid is None else (IN_LIDAR, one.cuboid_uuid)
        marks = {(frame, camera): Mark(shape, one.attributes)}
        found.append(Track((one.type, *link), one.label, None, marks))
    return found


def _written(track: Track, mark: Mark) -> JsonObject:
    geometry, _, *cuboid = track.group
    written: JsonObject = {"cuboid_uuid": cuboid[0]} if cuboid else {}
    written |= {"label": track.label, "type": geometry, **as_json(mark.shape)}
    written["not_in_lidar"] = not cuboid
    if mark.attributes is not None:
        written["attributes"] = mark.attributes
    return written


def _cameras(responses: Sequence[JsonObject]) -> list[dict[int, list[Json]]]:
    """For each frame of any response an empty list for each camera anybody answered for."""
    read = [LinkingResponse.model_validate(one).annotations for one in responses]
    cameras: list[dict[int, list[Json]]] = [{} for _ in range(max(map(len, read)))]
    for frames in read:
        for number, frame in enumerate(frames):
            for one in frame.camera_responses:
                cameras[number][one.camera_used] = []
    return cameras


def _written_shapes(response: JsonObject) -> Iterator[tuple[int, int, JsonObject]]:
    """Frame, camera and shape as it is stored."""
    for number, frame in enumerate(list_at(response, "annotations")):
        for one in objects_at(frame, "camera_responses") if isinstance(frame, dict) else ():
            camera = one.get("camera_used")
            assert isinstance(camera, int)
            for written in objects_at(one, "annotations"):
                yield number, camera, written


def _shape_of(written: JsonObject) -> JsonObject:
    return {name: value for name, value in written.items() if name not in BESIDE_SHAPE}
