"""One or several classes for one attachment, from a flat list or from several questions."""

from goldwright.task_types.categorization.deciding import (
    aggregate,
    agree,
    check,
    chosen,
    classes,
    read_params,
    sample,
    votes,
    with_votes,
)
from goldwright.task_types.categorization.schema import Params, Response
from goldwright.task_types.contract import Exporter, Json, JsonObject, TaskType
from goldwright.task_types.json_values import (
    attached_links,
    example_beside,
    object_at,
    templates_beside,
)
from goldwright.task_types.rows import WHOLE_TASK, cell


def _as_row(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row: a column for the category and one per taxonomy; several classes joined by `|`."""
    answers: dict[str, Json] = {}
    if "category" in response:
        answers["category"] = response["category"]
    answers.update(object_at(response, "taxonomies"))
    return [{name: cell(answer) for name, answer in answers.items()}]


TASK_TYPES = (
    TaskType(
        name="categorization",
        family="categorization",
        title="Categorization",
        summary="Choose one or several classes for a text, image, website or file.",
        params=Params,
        response=Response,
        read_params=read_params,
        check=check,
        agree=agree,
        sample=sample,
        example=example_beside(__file__),
        templates=templates_beside(__file__),
        aggregate=aggregate,
        votes=votes,
        with_votes=with_votes,
        classes=classes,
        labels=chosen,
        attachments=attached_links,
        exporters={
            "json": WHOLE_TASK,
            "csv": Exporter("A row for each task, a column for each question", _as_row),
        },
        default_instruction="Please choose the category that fits the attachment.",
    ),
)
