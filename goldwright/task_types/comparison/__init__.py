"""One choice about two or more attachments side by side."""

from collections.abc import Sequence

from pydantic import Field

from goldwright.task_types.contract import Aggregate, JsonObject, TaskType, Weighted
from goldwright.task_types.shapes import (
    ClosedShape,
    OpenShape,
    as_json,
    attached_links,
    example_beside,
    read_shape,
    require_attachment,
    response_faults,
)
from goldwright.task_types.voting import plurality


class Params(OpenShape):
    """The attachments to compare and the verdicts to choose from."""

    attachments: list[str] = Field(
        min_length=2, description="Two or more URLs, or texts for type `text`, in display order."
    )
    attachment_type: str = Field(
        min_length=1, description="What they are: text, image, website, video, audio or pdf."
    )
    choices: list[str] = Field(min_length=1, description="The verdicts to choose from.")


class Response(ClosedShape):
    """The verdict."""

    choice: str = Field(description="One of `choices`.")


def read_params(params: JsonObject) -> JsonObject:
    """Checked params; nothing is filled in."""
    require_attachment(params)
    return read_shape(Params, params)[1]


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """A sentence when the choice is missing or not one of the choices."""
    sentences = response_faults(Response, response)
    if not sentences and response["choice"] not in _choices(params):
        return [f"choice {response['choice']!r} is not one of the choices."]
    return sentences


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """1 when both chose the same, else 0."""
    return float(one["choice"] == two["choice"])


def aggregate(params: JsonObject, weighted: Sequence[Weighted]) -> Aggregate:
    """The choice of most weight; ties go to the first of the params."""
    choices = _choices(params)
    choice, posterior = plurality(
        [(str(one.response["choice"]), one.weight) for one in weighted],
        order=choices.index,
        classes=len(choices),
    )
    return Aggregate({"choice": choice}, posterior)


def votes(params: JsonObject, response: JsonObject) -> dict[str, str]:
    """The choice as the one vote."""
    return {"choice": str(response["choice"])}


def with_votes(params: JsonObject, ballot: dict[str, str]) -> JsonObject:
    """The response that has this vote."""
    return {"choice": ballot["choice"]}


def sample(params: JsonObject) -> JsonObject:
    """The first choice."""
    return {"choice": _choices(params)[0]}


def _choices(params: JsonObject) -> list[str]:
    choices = params.get("choices")
    return [one for one in choices if isinstance(one, str)] if isinstance(choices, list) else []


def _as_row(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row with the choice."""
    return [{"choice": response["choice"]}]


TASK_TYPES = (
    TaskType(
        name="comparison",
        family="comparison",
        title="Comparison",
        summary="Look at two or more attachments side by side and choose a verdict.",
        params=Params,
        response=Response,
        read_params=read_params,
        check=check,
        agree=agree,
        sample=sample,
        example=example_beside(__file__),
        aggregate=aggregate,
        votes=votes,
        with_votes=with_votes,
        attachments=attached_links,
        exporters={"json": as_json, "csv": _as_row},
        default_instruction="Please compare the attachments.",
    ),
)
