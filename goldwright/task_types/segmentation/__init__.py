"""Every pixel of an image gets a label: `segmentannotation`."""

from goldwright.task_types.coco import coco_document
from goldwright.task_types.contract import Exporter, TaskType
from goldwright.task_types.json_values import example_beside, templates_beside
from goldwright.task_types.rows import WHOLE_TASK
from goldwright.task_types.segmentation.deciding import aggregate, agree, check, sample
from goldwright.task_types.segmentation.files import (
    coco_rows,
    read_wire,
    result_file,
    wire_files,
    wire_response,
)
from goldwright.task_types.segmentation.schema import (
    Params,
    Response,
    attachments,
    read_params,
)

TASK_TYPES: tuple[TaskType, ...] = (
    TaskType(
        name="segmentannotation",
        family="segmentation",
        title="Segmentation",
        summary="Give every pixel of an image a label, and tell the objects of some labels apart.",
        params=Params,
        response=Response,
        read_params=read_params,
        check=check,
        agree=agree,
        aggregate=aggregate,
        sample=sample,
        example=example_beside(__file__),
        templates=templates_beside(__file__),
        attachments=attachments,
        wire_response=wire_response,
        wire_files=wire_files,
        read_wire=read_wire,
        result_file=result_file,
        result_media_types={".png": "image/png"},
        exporters={
            "json": WHOLE_TASK,
            "coco": Exporter("COCO: a mask for each segment", coco_rows, coco_document),
        },
    ),
)
