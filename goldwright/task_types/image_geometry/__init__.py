"""Shapes drawn in one image: `imageannotation` and the older types that draw one geometry each."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from goldwright.task_types.attributes import sample_answers
from goldwright.task_types.coco import coco_document
from goldwright.task_types.contract import Exporter, Json, JsonObject, TaskType
from goldwright.task_types.geometries import sample_objects
from goldwright.task_types.image_geometry.aggregate import aggregate, agree
from goldwright.task_types.image_geometry.check import check, check_start
from goldwright.task_types.image_geometry.export import coco_rows
from goldwright.task_types.image_geometry.schema import (
    BoxParams,
    BoxResponse,
    CuboidParams,
    CuboidResponse,
    Drawing,
    DrawingParams,
    ImageParams,
    ImageResponse,
    LaneParams,
    LineParams,
    LineResponse,
    PointParams,
    PointResponse,
    PolygonParams,
    PolygonResponse,
)
from goldwright.task_types.json_values import example_beside, templates_beside
from goldwright.task_types.reading import (
    attachments,
    read,
    require_attachment,
    with_sound_prelabel,
)
from goldwright.task_types.rows import WHOLE_TASK

EXAMPLES = cast("Mapping[str, Mapping[str, Json]]", example_beside(__file__))  # one per name


def _read(
    model: type[DrawingParams],
    response: type[Drawing],
    defaults: Mapping[str, Json],
    params: JsonObject,
) -> JsonObject:
    require_attachment(params)
    stored = read(model, params, defaults=defaults)[1]
    told = partial(check_start, model, response)
    return with_sound_prelabel(stored, told, "hypothesis", "base_annotations")


def _sample(model: type[DrawingParams], params: JsonObject) -> JsonObject:
    read_params = model.model_validate(params)
    drawn = sample_objects(read_params.definitions(), read_params.annotation_attributes)
    if not isinstance(read_params, ImageParams):
        for one in drawn:
            del one["uuid"], one["type"]
    if isinstance(read_params, CuboidParams):
        drawn *= max(1, int(read_params.min_annotations))
    response: JsonObject = {"annotations": cast("list[Json]", drawn)}  # objects are JSON
    answers = sample_answers(
        read_params.annotation_attributes, label=None, labels_by_uuid={}, is_global=True
    )
    if answers:
        response["global_attributes"] = answers
    return response


def _votes(model: type[DrawingParams], params: JsonObject, response: JsonObject) -> dict[str, str]:
    """Categories asked once a task; what is drawn has no classes that people share."""
    definitions = model.model_validate(params).annotation_attributes
    answers = response.get("global_attributes")
    if not isinstance(answers, dict):
        return {}
    return {
        f"global_attributes.{name}": answer
        for name, answer in answers.items()
        if isinstance(answer, str) and name in definitions and definitions[name].type == "category"
    }


def _wire(params: JsonObject, response: JsonObject, link: Callable[[str], str]) -> JsonObject:
    """The response, with what else the task asked for present even when there is none of it."""
    beside: JsonObject = {}
    if params.get("annotation_attributes") and "global_attributes" not in response:
        beside["global_attributes"] = {}
    if params.get("links") and "links" not in response:
        beside["links"] = []
    return response | beside


def _coco(response: type[Drawing], params: JsonObject, given: JsonObject) -> list[JsonObject]:
    return coco_rows(response, given)


def _type(
    name: str,
    *,
    title: str,
    summary: str,
    params: type[DrawingParams],
    response: type[Drawing],
    defaults: Mapping[str, Json],
    is_wire_gold_supported: bool = False,
) -> TaskType:
    return TaskType(
        name=name,
        family="image_geometry",
        title=title,
        summary=summary,
        params=params,
        response=response,
        read_params=partial(_read, params, response, defaults),
        check=partial(check, params, response),
        agree=partial(agree, params, response),
        aggregate=partial(aggregate, params, response),
        votes=partial(_votes, params),
        sample=partial(_sample, params),
        example=EXAMPLES[name],
        templates=templates_beside(__file__),
        attachments=attachments,
        wire_response=_wire,
        exporters={
            "json": WHOLE_TASK,
            "coco": Exporter(
                "COCO: boxes, polygons and points", partial(_coco, response), coco_document
            ),
        },
        is_wire_gold_supported=is_wire_gold_supported,
    )


TASK_TYPES: tuple[TaskType, ...] = (
    _type(
        "imageannotation",
        title="Image annotation",
        summary="Draw boxes, polygons, lines, points, cuboids and ellipses in an image.",
        params=ImageParams,
        response=ImageResponse,
        defaults={},
        is_wire_gold_supported=True,
    ),
    _type(
        "annotation",
        title="Boxes",
        summary="Draw boxes in an image.",
        params=BoxParams,
        response=BoxResponse,
        defaults={"with_labels": True, "min_width": 0, "min_height": 0},
    ),
    _type(
        "polygonannotation",
        title="Polygons",
        summary="Draw polygons in an image.",
        params=PolygonParams,
        response=PolygonResponse,
        defaults={"with_labels": True},
    ),
    _type(
        "lineannotation",
        title="Lines",
        summary="Draw lines in an image.",
        params=LineParams,
        response=LineResponse,
        defaults={"with_labels": True, "splines": False},
    ),
    _type(
        "pointannotation",
        title="Points",
        summary="Mark points in an image.",
        params=PointParams,
        response=PointResponse,
        defaults={"with_labels": True},
    ),
    _type(
        "cuboidannotation",
        title="Cuboids",
        summary="Draw cuboids in an image.",
        params=CuboidParams,
        response=CuboidResponse,
        defaults={"with_labels": True, "min_annotations": 0, "max_annotations": 0},
    ),
    _type(
        "laneannotation",
        title="Lanes",
        summary="Draw lanes in an image as lines.",
        params=LaneParams,
        response=LineResponse,
        defaults={"with_labels": True},
    ),
)
