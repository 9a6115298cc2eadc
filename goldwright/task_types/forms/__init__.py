"""Forms about attachments: fields of many kinds, nested, repeated and shown on conditions."""

from collections.abc import Callable

from goldwright.task_types.contract import Exporter, JsonObject, TaskType
from goldwright.task_types.forms.filling import (
    aggregate,
    agree,
    check,
    check_collected,
    collect,
    fields_of,
    plain_answers,
    read_params,
    sample,
    votes,
)
from goldwright.task_types.forms.schema import Params, Response
from goldwright.task_types.json_values import (
    attached_links,
    example_beside,
    links,
    object_at,
    objects_at,
    templates_beside,
)
from goldwright.task_types.rows import WHOLE_TASK, cell


def annotations_wanted(params: JsonObject) -> int:
    """`responses_required`, 1 where it is not given."""
    wanted = params.get("responses_required")
    return wanted if isinstance(wanted, int) else 1


def attachments(params: JsonObject) -> list[str]:
    """Addresses of what is shown, except websites, which people open, and texts."""
    shown = objects_at(params, "attachments")
    fetched = [one.get("content") for one in shown if one.get("type") not in ("website", "text")]
    return links(fetched) if shown else attached_links(params)


def wire_response(
    params: JsonObject, response: JsonObject, link: Callable[[str], str]
) -> JsonObject:
    """The response with plain answers, whichever shape was submitted."""
    answers = plain_answers(fields_of(params), object_at(response, "annotations"))
    return {**response, "annotations": answers}


def _as_row(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row, a column per field, nested forms as `form.field`; several choices joined by `|`."""
    answers = plain_answers(fields_of(params), object_at(response, "annotations"))
    return [_columns(answers, "")]


def _columns(answers: JsonObject, at: str) -> JsonObject:
    row: JsonObject = {}
    for name, answer in answers.items():
        if isinstance(answer, dict):
            row.update(_columns(answer, f"{at}{name}."))
        else:
            row[f"{at}{name}"] = cell(answer)
    return row


def chosen(params: JsonObject, response: JsonObject) -> list[str]:
    """What was chosen in the form's own choices; text and numbers are no labels."""
    answers = plain_answers(fields_of(params), object_at(response, "annotations"))
    found: list[str] = []
    for field in objects_at(params, "fields"):
        if field.get("type") in ("category", "select"):
            answer = answers.get(str(field.get("field_id")))
            found += [
                one
                for one in (answer if isinstance(answer, list) else [answer])
                if isinstance(one, str)
            ]
    return found


TASK_TYPES = (
    TaskType(
        name="textcollection",
        family="forms",
        title="Form",
        summary="Fill in a form about texts, images, audio, video, documents or websites.",
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
        labels=chosen,
        attachments=attachments,
        wire_response=wire_response,
        exporters={
            "json": WHOLE_TASK,
            "csv": Exporter("A row for each task, a column for each field", _as_row),
        },
        default_instruction="Please answer the questions about the attachments.",
        has_template=True,
        annotations_wanted=annotations_wanted,
        collects_all=True,
        collect=collect,
        check_collected=check_collected,
    ),
)
