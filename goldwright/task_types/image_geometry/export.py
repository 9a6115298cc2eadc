"""Rows for files: one COCO annotation a row."""

from typing import Final

from goldwright.algorithms.geometry import region_areas
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.geometries import Drawn
from goldwright.task_types.image_geometry.schema import Drawing, Labelled
from goldwright.task_types.shapes import Box, Point, Polygon

VISIBLE: Final = 2
"""COCO's flag of a keypoint that is labelled and seen."""


def coco_rows(response_model: type[Drawing], response: JsonObject) -> list[JsonObject]:
    """One row for each box, polygon and point, as annotations of COCO, the category by its name.

    Lost: lines, cuboids and ellipses, uuids, links, global attributes, and a rotation but for its
    outline.
    """
    drawing = response_model.model_validate(response)
    rows = [_row(one) for one in drawing.objects() if isinstance(one, Box | Polygon | Point)]
    return [{"id": place, **row} for place, row in enumerate(rows, start=1)]


def _row(drawn: Drawn | Labelled) -> JsonObject:
    outline = drawn.outline()
    left, top, right, bottom = outline.bounds
    area, _, _ = (
        region_areas(outline.points, outline.points) if len(outline.points) > 1 else (0.0,) * 3
    )
    row: JsonObject = {
        "category": drawn.label,
        "bbox": [left, top, right - left, bottom - top],
        "area": area,
        "iscrowd": 0,
        "attributes": drawn.attributes or {},
    }
    if isinstance(drawn, Point):
        row["keypoints"] = [drawn.x, drawn.y, VISIBLE]
        row["num_keypoints"] = 1
        return row
    if isinstance(drawn, Box) and outline.kind == "box":
        row["bbox"] = [drawn.left, drawn.top, drawn.width, drawn.height]
        row["area"] = drawn.width * drawn.height
    flat: list[Json] = [float(value) for value in outline.points.ravel()]
    row["segmentation"] = [flat]
    return row
