"""Objects and events in a video: frame by frame, or object by object for a player."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal, cast

from goldwright.errors import Fault
from goldwright.task_types.contract import Exporter, Json, JsonObject, TaskType
from goldwright.task_types.json_values import example_beside, templates_beside
from goldwright.task_types.reading import (
    attachments,
    invalid,
    read,
    require_attachment,
    with_sound_prelabel,
)
from goldwright.task_types.result_files import (
    MEDIA_TYPES,
    check_start,
    file_of,
    from_urls,
    urls_of,
    with_urls,
)
from goldwright.task_types.rows import WHOLE_TASK
from goldwright.task_types.video.deciding import (
    FRAMES,
    PLAYBACK,
    aggregate,
    agree,
    check_frames,
    check_playback,
    film_of,
    sample_frames,
    sample_playback,
)
from goldwright.task_types.video.schema import (
    BoxVideoParams,
    CuboidVideoParams,
    FramesResponse,
    GeometryVideoParams,
    PlaybackParams,
    PlaybackResponse,
    VideoParams,
)
from goldwright.task_types.video.tracks import rows

FILES = ("annotations", "events")
EXAMPLES = cast("Mapping[str, Mapping[str, Json]]", example_beside(__file__))  # one per name


def _read(
    model: type[VideoParams],
    check: Callable[[JsonObject, JsonObject], list[str]],
    params: JsonObject,
) -> JsonObject:
    require_attachment(params)
    checked, stored = read(model, params, defaults={})
    kind = checked.attachment_type
    if kind == "image" and not checked.attachments:
        raise invalid([Fault("/attachments", "is required when attachment_type is image")])
    if kind == "video" and not checked.attachment:
        raise invalid([Fault("/attachment", "is required when attachment_type is video")])
    if kind == "video" and checked.attachments:
        raise invalid([Fault("/attachments", "should be absent when attachment_type is video")])
    for name in ("frame_rate", "annotation_frame_rate", "video_frame_rate"):
        rate = stored.get(name)
        if isinstance(rate, int | float) and rate <= 0:
            raise invalid([Fault(f"/{name}", f"is {rate}; it should be above 0")])
    told = partial(check_start, check, FILES)
    return with_sound_prelabel(stored, told, "hypothesis", "base_annotations")


def _with_events(params: JsonObject, response: JsonObject) -> JsonObject:
    """The response, with events when they were asked for, even when there were none."""
    asks = bool(params.get("events_to_annotate"))
    return {**response, "events": {}} if asks and "events" not in response else response


def _wire(params: JsonObject, response: JsonObject, link: Callable[[str], str]) -> JsonObject:
    return with_urls(_with_events(params, response), link, files=FILES)


def _file(
    wrapped: tuple[str, ...], params: JsonObject, response: JsonObject, name: str
) -> bytes | None:
    return file_of(_with_events(params, response), name, files=FILES, wrapped=wrapped)


def _objects(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row for each object in each frame, then one for each event; nothing drawn is lost."""
    return rows(film_of(response))


def _type(
    name: str,
    *,
    title: str,
    summary: str,
    params: type[VideoParams],
    form: Literal["frames", "playback"] = "frames",
) -> TaskType:
    is_playback = form == "playback"
    check = partial(check_playback if is_playback else check_frames, params)
    reader, writer = PLAYBACK if is_playback else FRAMES
    return TaskType(
        name=name,
        family="video",
        title=title,
        summary=summary,
        params=params,
        response=PlaybackResponse if is_playback else FramesResponse,
        read_params=partial(_read, params, check),
        check=check,
        agree=partial(agree, reader),
        aggregate=partial(aggregate, reader, writer, check, params),
        sample=partial(sample_playback if is_playback else sample_frames, params),
        example=EXAMPLES[name],
        templates=templates_beside(__file__),
        attachments=attachments,
        wire_response=_wire,
        wire_files=partial(urls_of, files=FILES),
        read_wire=partial(from_urls, files=FILES),
        # The player's file is an object; a file of frames is a bare list.
        result_file=partial(_file, FILES if is_playback else ("events",)),
        result_media_types=MEDIA_TYPES,
        exporters={
            "json": WHOLE_TASK,
            "objects": Exporter("A row for each object in each frame", _objects),
        },
        is_wire_gold_supported=is_playback,
    )


TASK_TYPES: tuple[TaskType, ...] = (
    _type(
        "videoannotation",
        title="Video annotation",
        summary="Follow objects through the frames of a video.",
        params=GeometryVideoParams,
    ),
    _type(
        "videoplaybackannotation",
        title="Video playback annotation",
        summary="Follow objects and mark events in a video as it plays.",
        params=PlaybackParams,
        form="playback",
    ),
    _type(
        "videoboxannotation",
        title="Boxes in video",
        summary="Follow objects through the frames of a video with boxes.",
        params=BoxVideoParams,
    ),
    _type(
        "videocuboidannotation",
        title="Cuboids in video",
        summary="Follow objects through the frames of a video with cuboids.",
        params=CuboidVideoParams,
    ),
    _type(
        "federal2dvideoannotation",
        title="Federal 2D video annotation",
        summary="Follow objects through the frames of a video.",
        params=GeometryVideoParams,
    ),
)
