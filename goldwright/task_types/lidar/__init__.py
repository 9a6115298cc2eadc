"""Work in space: cuboids, labelled points, maps from above and links between lidar and cameras."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from goldwright.errors import Fault
from goldwright.task_types.contract import Exporter, Json, JsonObject, TaskType
from goldwright.task_types.json_values import example_beside, templates_beside
from goldwright.task_types.lidar import cuboids, linking, points, topdown
from goldwright.task_types.lidar.schema import (
    CuboidsParams,
    CuboidsResponse,
    LinkingParams,
    LinkingResponse,
    PointsParams,
    PointsResponse,
    SceneParams,
    TopdownParams,
    TopdownResponse,
)
from goldwright.task_types.reading import (
    attachments,
    invalid,
    no_attachment,
    read,
    require_attachment,
    with_sound_prelabel,
)
from goldwright.task_types.result_files import MEDIA_TYPES, check_start, file_of, with_urls
from goldwright.task_types.rows import WHOLE_TASK

FILES = ("annotations", "point_segmentations")
EXAMPLES = cast("dict[str, dict[str, Json]]", example_beside(__file__))  # one per name


def _read_cuboids(params: JsonObject) -> JsonObject:
    if not params.get("attachments"):
        raise no_attachment("attachments")
    checked, stored = read(CuboidsParams, params, defaults={})
    if not checked.labels:
        raise invalid([Fault("/labels", "is required")])
    return stored


def _read_scene(params: JsonObject) -> JsonObject:
    require_attachment(params)
    return read(SceneParams, params, defaults={})[1]


def _read_points(params: JsonObject) -> JsonObject:
    if not params.get("attachments") and not params.get("lidar_task"):
        raise no_attachment("attachments")
    checked, stored = read(PointsParams, params, defaults={})
    if checked.lidar_task:
        for name in ("attachments", "attachment_type"):
            if params.get(name):
                raise invalid([Fault(f"/{name}", "should be absent when lidar_task is given")])
    return stored


def _read_topdown(params: JsonObject) -> JsonObject:
    require_attachment(params)
    checked, stored = read(TopdownParams, params, defaults={})
    if checked.attachment and checked.attachments:
        raise invalid([Fault("/attachments", "should be absent when attachment is given")])
    return stored


def _read_linking(params: JsonObject) -> JsonObject:
    return read(LinkingParams, params, defaults={})[1]


def _file(params: JsonObject, response: JsonObject, name: str) -> bytes | None:
    return file_of(response, name, files=FILES)


def _type(
    *,
    read_params: Callable[[JsonObject], JsonObject],
    check: Callable[[JsonObject, JsonObject], list[str]],
    **more: Any,  # noqa: ANN401 - what else a task type has
) -> TaskType:
    told = partial(check_start, check, FILES)
    return _made(
        read_params=lambda params: with_sound_prelabel(read_params(params), told),
        check=check,
        **more,
    )


_made = partial(
    TaskType,
    family="lidar",
    wire_response=lambda _, response, link: with_urls(response, link, files=FILES),
    result_file=_file,
    result_media_types=MEDIA_TYPES,
    attachments=attachments,
    is_wire_gold_supported=False,
)

BUILDS_ON = {"lidar_task": "lidarannotation"}

TASK_TYPES: tuple[TaskType, ...] = (
    _type(
        name="lidarannotation",
        title="Lidar annotation",
        summary="Put cuboids round objects in point clouds and follow them through the frames.",
        params=CuboidsParams,
        response=CuboidsResponse,
        read_params=_read_cuboids,
        check=partial(cuboids.check, CuboidsParams),
        agree=cuboids.agree,
        aggregate=partial(cuboids.aggregate, CuboidsParams),
        sample=partial(cuboids.sample, CuboidsParams),
        example=EXAMPLES["lidarannotation"],
        templates=templates_beside(__file__),
        exporters={
            "json": WHOLE_TASK,
            "objects": Exporter("A row for each cuboid in each frame", cuboids.rows),
        },
    ),
    _type(
        name="sensorfusion",
        title="Sensor fusion",
        summary="Put cuboids round objects in a scene of several sensors.",
        params=SceneParams,
        response=CuboidsResponse,
        read_params=_read_scene,
        check=partial(cuboids.check, SceneParams),
        agree=cuboids.agree,
        aggregate=partial(cuboids.aggregate, SceneParams),
        sample=partial(cuboids.sample, SceneParams),
        example=EXAMPLES["sensorfusion"],
        templates=templates_beside(__file__),
        exporters={
            "json": WHOLE_TASK,
            "objects": Exporter("A row for each cuboid in each frame", cuboids.rows),
        },
    ),
    _type(
        name="lidarsegmentation",
        title="Lidar segmentation",
        summary="Give every lidar point a label, and tell the objects of some labels apart.",
        params=PointsParams,
        response=PointsResponse,
        read_params=_read_points,
        check=points.check,
        agree=points.agree,
        aggregate=points.aggregate,
        sample=points.sample,
        example=EXAMPLES["lidarsegmentation"],
        templates=templates_beside(__file__),
        builds_on=BUILDS_ON,
        exporters={
            "json": WHOLE_TASK,
            "frames": Exporter("A row for each frame, with the label of every point", points.rows),
        },
    ),
    _type(
        name="lidartopdown",
        title="Lidar from above",
        summary="Draw polygons, lines and points on a scene seen from above.",
        params=TopdownParams,
        response=TopdownResponse,
        read_params=_read_topdown,
        check=topdown.check,
        agree=topdown.agree,
        aggregate=topdown.aggregate,
        sample=topdown.sample,
        example=EXAMPLES["lidartopdown"],
        templates=templates_beside(__file__),
        exporters={"json": WHOLE_TASK, "objects": Exporter("A row for each shape", topdown.rows)},
    ),
    _type(
        name="lidarlinking",
        title="Lidar linking",
        summary="Draw the cuboids of a finished lidar task in its camera images.",
        params=LinkingParams,
        response=LinkingResponse,
        read_params=_read_linking,
        check=linking.check,
        agree=linking.agree,
        aggregate=linking.aggregate,
        sample=linking.sample,
        example=EXAMPLES["lidarlinking"],
        templates=templates_beside(__file__),
        builds_on=BUILDS_ON,
        exporters={
            "json": WHOLE_TASK,
            "objects": Exporter("A row for each shape in each image", linking.rows),
        },
    ),
)
