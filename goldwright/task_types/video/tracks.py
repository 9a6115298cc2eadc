"""Objects through time: the two ways responses write them, read as tracks and written back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.json_values import list_at, object_at, objects_at
from goldwright.task_types.matching import Fused, Mark, Track
from goldwright.task_types.reading import as_json
from goldwright.task_types.shapes import SHAPES
from goldwright.task_types.video.schema import (
    Event,
    FramesResponse,
    PlaybackResponse,
)

EVENT = "event"
WHOLE_VIDEO = (0,)
BESIDE_SHAPE = ("key", "timestamp", "attributes")


@dataclass(frozen=True, slots=True)
class Film:
    """A response as tracks: objects first, then events."""

    objects: list[Track]
    events: list[Track]


def read_frames(response: JsonObject) -> Film:
    """A response written frame by frame; the first frame of a uuid decides its label."""
    read = FramesResponse.model_validate(response)
    marks: dict[str, dict[tuple[int, ...], Mark]] = {}
    first: dict[str, tuple[str, str]] = {}
    for number, frame in enumerate(read.annotations):
        for one in frame.annotations:
            first.setdefault(one.uuid, (one.geometry, one.label))
            marks.setdefault(one.uuid, {})[number,] = Mark(one, one.attributes)
    objects = [
        Track((geometry,), label, uuid, marks[uuid]) for uuid, (geometry, label) in first.items()
    ]
    return Film(objects, _events(read.events))


def read_playback(response: JsonObject) -> Film:
    """A response written object by object."""
    read = PlaybackResponse.model_validate(response)
    written = object_at(response, "annotations")
    objects: list[Track] = []
    for uuid, track in read.annotations.items():
        frames = objects_at(object_at(written, uuid), "frames")
        marks = {
            (frame.key,): Mark(
                SHAPES[track.geometry].model_validate(_shape_of(fields)), frame.attributes
            )
            for frame, fields in zip(track.frames, frames, strict=True)
        }
        objects.append(Track((track.geometry,), track.label, uuid, marks))
    return Film(objects, _events(read.events))


def write_frames(found: Sequence[Fused], responses: Sequence[JsonObject]) -> JsonObject:
    """The fused tracks frame by frame, as long as the longest of the responses."""
    frames: list[list[Json]] = [
        [] for _ in range(max(len(list_at(one, "annotations")) for one in responses))
    ]
    for track in _kept(found):
        for (number, *_), mark in track.marks.items():
            written = as_json(
                mark.shape.model_copy(update={"uuid": track.uuid, "label": track.label})
            )
            frames[number].append(_answered(written, mark))
    return {"annotations": [{"annotations": one} for one in frames]}


def write_playback(found: Sequence[Fused], responses: Sequence[JsonObject]) -> JsonObject:
    """The fused tracks by uuid."""
    seconds = _seconds(responses)
    annotations: JsonObject = {}
    for track in _kept(found):
        frames: list[Json] = []
        for (key, *_), mark in track.marks.items():
            frame: JsonObject = {"key": key}
            if key in seconds:
                frame["timestamp"] = seconds[key]
            frames.append(_answered(frame | as_json(mark.shape), mark))
        annotations[str(track.uuid)] = {
            "label": track.label,
            "geometry": track.group[0],
            "frames": frames,
        }
    return {"annotations": annotations}


def write_events(found: Sequence[Fused]) -> JsonObject:
    """The fused events by uuid."""
    events: JsonObject = {}
    for one in found:
        if not one.members or one.track.group != (EVENT,):
            continue
        mark = one.track.marks[WHOLE_VIDEO]
        written = as_json(mark.shape.model_copy(update={"label": one.track.label}))
        events[str(one.track.uuid)] = _answered(written, mark)
    return events


def rows(film: Film) -> list[JsonObject]:
    """One row for each object in each frame, then one for each event."""
    found: list[JsonObject] = []
    for track in film.objects:
        for (number, *_), mark in sorted(track.marks.items(), key=lambda pair: pair[0]):
            identity: JsonObject = {
                "frame": number,
                "uuid": track.uuid,
                "type": track.group[0],
                "label": track.label,
            }
            found.append({**identity, **as_json(mark.shape), "attributes": mark.attributes or {}})
    for track in film.events:
        written = as_json(track.marks[WHOLE_VIDEO].shape)
        found.append({"uuid": track.uuid, "type": EVENT, **written})
    return found


def _kept(found: Sequence[Fused]) -> Iterator[Track]:
    return (one.track for one in found if one.members and one.track.group != (EVENT,))


def _events(events: Mapping[str, Event] | None) -> list[Track]:
    return [
        Track((EVENT,), one.label, uuid, {WHOLE_VIDEO: Mark(one, one.attributes)})
        for uuid, one in (events or {}).items()
    ]


def _shape_of(frame: JsonObject) -> JsonObject:
    return {name: value for name, value in frame.items() if name not in BESIDE_SHAPE}


def _answered(written: JsonObject, mark: Mark) -> JsonObject:
    if mark.attributes is None:
        written.pop("attributes", None)
    else:
        written["attributes"] = mark.attributes
    return written


def _seconds(responses: Sequence[JsonObject]) -> dict[int, Json]:
    """When each video frame is, as the first who says so says."""
    seconds: dict[int, Json] = {}
    for response in responses:
        for track in object_at(response, "annotations").values():
            for frame in objects_at(track, "frames") if isinstance(track, dict) else ():
                key, timestamp = frame.get("key"), frame.get("timestamp")
                if isinstance(key, int) and timestamp is not None:
                    seconds.setdefault(key, timestamp)
    return seconds
