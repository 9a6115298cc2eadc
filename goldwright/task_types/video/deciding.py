"""Check, agreement, aggregate and sample of the video types."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import NAMESPACE_OID, uuid5

from pydantic import ValidationError

from goldwright.task_types.attributes import answer_faults
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.geometries import sample_objects, shape_faults
from goldwright.task_types.json_values import object_at, objects_at
from goldwright.task_types.matching import (
    LEAST_TOLERANCE_PX,
    Fused,
    agree_symmetrically,
    agreement,
    fuse_tracks,
    marks_in,
    settle,
    tolerance_for,
)
from goldwright.task_types.reading import faults, sentences
from goldwright.task_types.shapes import SHAPES, Shape
from goldwright.task_types.video.schema import (
    Event,
    FramesResponse,
    PlaybackResponse,
    VideoParams,
)
from goldwright.task_types.video.tracks import (
    BESIDE_SHAPE,
    Film,
    read_frames,
    read_playback,
    write_events,
    write_frames,
    write_playback,
)
from goldwright.task_types.voting import mean_probability

SAMPLE_FRAMES = 2
"""How long a sample is when the number of frames is not known."""

Reader = Callable[[JsonObject], Film]
Writer = Callable[[Sequence[Fused], Sequence[JsonObject]], JsonObject]


def check_frames(model: type[VideoParams], params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences about a response written frame by frame."""
    found = sentences(FramesResponse, response)
    read = _read(model, params)
    if found or isinstance(read, str):
        return found or [str(read)]
    return list(_frames_faults(read, FramesResponse.model_validate(response)))


def check_playback(model: type[VideoParams], params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences about a response written object by object."""
    found = sentences(PlaybackResponse, response)
    read = _read(model, params)
    if found or isinstance(read, str):
        return found or [str(read)]
    return list(_playback_faults(read, response, PlaybackResponse.model_validate(response)))


def agree(read: Reader, params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """F1 of all objects in all frames, where an object has one partner through the whole video."""

    def compare(one: JsonObject, two: JsonObject) -> float:
        first, second = read(one), read(two)
        ones, twos = [*first.objects, *first.events], [*second.objects, *second.events]
        tolerance = tolerance_for([*first.objects, *second.objects], least=LEAST_TOLERANCE_PX)
        alike, _ = agreement(ones, twos, tolerance=tolerance)
        count = marks_in(ones) + marks_in(twos)
        return 2 * alike / count if count else 1.0

    return agree_symmetrically(compare, one, two)


def aggregate(
    read: Reader,
    write: Writer,
    is_sound: Callable[[JsonObject, JsonObject], list[str]],
    model: type[VideoParams],
    params: JsonObject,
    answers: Sequence[Weighted],
) -> Aggregate | None:
    """The objects and events most people marked, at the middle of where they marked them."""
    definitions = model.model_validate(params).annotation_attributes

    def fuse(responses: Sequence[JsonObject], weights: Sequence[float]) -> Aggregate:
        films = [read(one) for one in responses]
        found = fuse_tracks(
            [[*film.objects, *film.events] for film in films],
            weights,
            definitions=definitions,
            tolerance=tolerance_for(
                [one for film in films for one in film.objects], least=LEAST_TOLERANCE_PX
            ),
        )
        response = write(found, responses)
        if any("events" in one for one in responses):
            response["events"] = write_events(found)
        return Aggregate(response, mean_probability([one.probability for one in found]))

    return settle(answers, fuse=fuse, is_sound=lambda response: not is_sound(params, response))


def sample_frames(model: type[VideoParams], params: JsonObject) -> JsonObject:
    """The same objects in the first frames, nothing in those after."""
    read = model.model_validate(params)
    count = len(read.attachments) if read.attachments else SAMPLE_FRAMES
    objects: list[Json] = list(sample_objects(read.definitions(), read.annotation_attributes))
    frames: list[Json] = [
        {"annotations": objects if number < SAMPLE_FRAMES else []} for number in range(count)
    ]
    return {"annotations": frames, **_sample_events(read)}


def sample_playback(model: type[VideoParams], params: JsonObject) -> JsonObject:
    """One object of each geometry in the first frame."""
    read = model.model_validate(params)
    annotations: JsonObject = {}
    for one in sample_objects(read.definitions(), read.annotation_attributes):
        beside = ("uuid", "type", "label")
        shape = {name: value for name, value in one.items() if name not in beside}
        frame: JsonObject = {"key": 0, "timestamp": 0, "attributes": {}, **shape}
        annotations[str(one["uuid"])] = {
            "label": one["label"],
            "geometry": one["type"],
            "frames": [frame],
        }
    return {"annotations": annotations, **_sample_events(read)}


def film_of(response: JsonObject) -> Film:
    """A response of either kind as tracks."""
    is_playback = isinstance(response.get("annotations"), dict)
    return (read_playback if is_playback else read_frames)(response)


FRAMES = (read_frames, write_frames)
PLAYBACK = (read_playback, write_playback)


def _read(model: type[VideoParams], params: JsonObject) -> VideoParams | str:
    try:
        return model.model_validate(params)
    except ValidationError:
        return "params are not sound themselves; nothing can be checked against them"


def _frames_faults(params: VideoParams, response: FramesResponse) -> Iterator[str]:
    wanted = len(params.attachments or ())
    if wanted and len(response.annotations) != wanted:
        yield f"annotations has {len(response.annotations)} frames, the task has {wanted}"
    labels = {one.uuid: one.label for frame in response.annotations for one in frame.annotations}
    kinds: dict[str, tuple[str, str]] = {}
    for number, frame in enumerate(response.annotations):
        seen: set[str] = set()
        for place, one in enumerate(frame.annotations):
            where = f"annotations.{number}.annotations.{place}"
            if one.uuid in seen:
                yield f"{where}.uuid {one.uuid!r} is used twice in the frame"
            seen.add(one.uuid)
            kind = kinds.setdefault(one.uuid, (one.geometry, one.label))
            if kind != (one.geometry, one.label):
                yield f"{where} is a {one.geometry} {one.label!r}, before a {kind[0]} {kind[1]!r}"
            yield from _object_faults(
                params, where, shape=one, label=one.label, answers=one.attributes, labels=labels
            )
    yield from _event_faults(params, response.events)


def _playback_faults(
    params: VideoParams, response: JsonObject, read: PlaybackResponse
) -> Iterator[str]:
    labels = {uuid: one.label for uuid, one in read.annotations.items()}
    written = object_at(response, "annotations")
    for uuid, track in read.annotations.items():
        where = f"annotations.{uuid}"
        kind = SHAPES.get(track.geometry)
        if kind is None:
            yield f"{where}.geometry {track.geometry!r} is not known; use {', '.join(SHAPES)}"
            continue
        keys = [frame.key for frame in track.frames]
        if len(set(keys)) < len(keys):
            yield f"{where}.frames have a key twice"
        frames = objects_at(object_at(written, uuid), "frames")
        for place, (frame, fields) in enumerate(zip(track.frames, frames, strict=True)):
            at = f"{where}.frames.{place}"
            shape = _shape(kind, fields)
            if isinstance(shape, Shape):
                yield from _object_faults(
                    params,
                    at,
                    shape=shape,
                    label=track.label,
                    answers=frame.attributes,
                    labels=labels,
                )
            else:
                yield from (f"{at}.{fault}" for fault in shape)
    yield from _event_faults(params, read.events)


def _shape(kind: type[Shape], fields: JsonObject) -> Shape | list[str]:
    own = {name: value for name, value in fields.items() if name not in BESIDE_SHAPE}
    try:
        return kind.model_validate(own)
    except ValidationError as error:
        return [f"{one.pointer[1:].replace('/', '.')} {one.message}" for one in faults(error, own)]


def _object_faults(
    params: VideoParams,
    where: str,
    *,
    shape: Shape,
    label: str,
    answers: JsonObject | None,
    labels: Mapping[str, str],
) -> Iterator[str]:
    for fault in shape_faults(params.definitions(), shape, label):
        yield f"{where} {fault}"
    for fault in answer_faults(
        params.annotation_attributes, answers or {}, label=label, labels_by_uuid=labels
    ):
        yield f"{where}.attributes.{fault}"


def _event_faults(params: VideoParams, events: Mapping[str, Event] | None) -> Iterator[str]:
    for uuid, one in (events or {}).items():
        if one.label not in params.events_to_annotate:
            asked = ", ".join(params.events_to_annotate) or "no events were asked for"
            yield f"events.{uuid}.label {one.label!r} is not one of: {asked}"
        if float(one.end) < float(one.start):
            yield f"events.{uuid} ends at {one.end}, before it starts at {one.start}"


def _sample_events(params: VideoParams) -> JsonObject:
    if not params.events_to_annotate:
        return {}
    events: JsonObject = {
        str(uuid5(NAMESPACE_OID, f"event/{name}")): {"label": name, "start": 0, "end": 1}
        for name in params.events_to_annotate
    }
    return {"events": events}
