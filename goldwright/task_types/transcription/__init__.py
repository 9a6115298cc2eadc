"""Fields read off an attachment, once or in rows: transcription and data collection."""

from goldwright.task_types.contract import Exporter, TaskType
from goldwright.task_types.json_values import attached_links, examples_beside, templates_beside
from goldwright.task_types.rows import WHOLE_TASK
from goldwright.task_types.transcription.reading_off import (
    aggregate,
    agree,
    as_rows,
    check_collection,
    check_transcription,
    read_collection,
    read_transcription,
    sample_collection,
    sample_transcription,
)
from goldwright.task_types.transcription.schema import (
    CollectionParams,
    CollectionResponse,
    TranscriptionParams,
    TranscriptionResponse,
)

EXAMPLES = examples_beside(__file__)

TASK_TYPES = (
    TaskType(
        name="transcription",
        family="transcription",
        title="Transcription",
        summary="Type what an attachment says into fields and rows.",
        params=TranscriptionParams,
        response=TranscriptionResponse,
        read_params=read_transcription,
        check=check_transcription,
        agree=agree,
        sample=sample_transcription,
        example=EXAMPLES["transcription"],
        templates=templates_beside(__file__),
        aggregate=aggregate,
        attachments=attached_links,
        exporters={
            "json": WHOLE_TASK,
            "csv": Exporter("A row for each repeated row, after the fields", as_rows),
        },
        default_instruction="Please transcribe the attachment.",
    ),
    TaskType(
        name="datacollection",
        family="transcription",
        title="Data collection",
        summary="Look up what an attachment or website says about each field.",
        params=CollectionParams,
        response=CollectionResponse,
        read_params=read_collection,
        check=check_collection,
        agree=agree,
        sample=sample_collection,
        example=EXAMPLES["datacollection"],
        templates=templates_beside(__file__),
        aggregate=aggregate,
        attachments=attached_links,
        exporters={
            "json": WHOLE_TASK,
            "csv": Exporter("A row for each repeated row, after the fields", as_rows),
        },
        default_instruction="Please find the information.",
    ),
)
