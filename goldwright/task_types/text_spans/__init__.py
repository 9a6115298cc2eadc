"""Named entities: spans of a text with labels, and links between them."""

from goldwright.task_types.contract import Exporter, TaskType
from goldwright.task_types.json_values import example_beside, templates_beside
from goldwright.task_types.rows import WHOLE_TASK
from goldwright.task_types.text_spans.export import conll, spans
from goldwright.task_types.text_spans.marks import aggregate, agree, check, read_params, sample
from goldwright.task_types.text_spans.schema import Params, Response

TASK_TYPES = (
    TaskType(
        name="namedentityrecognition",
        family="text_spans",
        title="Named entities",
        summary="Mark words in a text, give each a label, and link them.",
        params=Params,
        response=Response,
        read_params=read_params,
        check=check,
        agree=agree,
        sample=sample,
        example=example_beside(__file__),
        templates=templates_beside(__file__),
        aggregate=aggregate,
        exporters={
            "json": WHOLE_TASK,
            "csv": Exporter("A row for each span", spans),
            "spans": Exporter("A row for each span", spans),
            "conll": Exporter("CoNLL: a row for each token, with BIO tags", conll),
        },
        default_instruction="Please mark every entity in the text.",
    ),
)
