"""Texts and blocks found on the pages of a document, read, valued and linked."""

from goldwright.task_types.contract import Exporter, TaskType
from goldwright.task_types.documents.finds import (
    aggregate,
    agree,
    check,
    document_pages,
    read_params,
    rows,
    sample,
    without_pages,
)
from goldwright.task_types.documents.schema import Params, Response
from goldwright.task_types.json_values import attached_links, example_beside, templates_beside
from goldwright.task_types.rows import WHOLE_TASK


def _document_type(name: str, *, title: str, summary: str) -> TaskType:
    return TaskType(
        name=name,
        family="documents",
        title=title,
        summary=summary,
        params=Params,
        response=Response,
        read_params=read_params,
        check=check,
        agree=agree,
        sample=sample,
        example=example_beside(__file__),
        templates=templates_beside(__file__),
        aggregate=aggregate,
        wire_response=without_pages,
        beside_response=document_pages,
        attachments=attached_links,
        exporters={"json": WHOLE_TASK, "csv": Exporter("A row for each thing found", rows)},
        default_instruction="Please transcribe the document.",
    )


TASK_TYPES = (
    _document_type(
        "documenttranscription",
        title="Document transcription",
        summary="Find, read and link the parts of receipts, forms and other documents.",
    ),
    _document_type(
        "documentmodel",
        title="Document model",
        summary="Correct what a model found and read on the pages of a document.",
    ),
)
