"""One choice about two or more attachments side by side."""

from collections.abc import Sequence

from pydantic import Field

from goldwright.task_types.contract import Aggregate, Exporter, JsonObject, TaskType, Weighted
from goldwright.task_types.json_values import (
    attached_links,
    example_beside,
    list_at,
    templates_beside,
)
from goldwright.task_types.reading import (
    ParamsModel,
    ResponseModel,
    Text,
    read,
    require_attachment,
    sentences,
    with_sound_prelabel,
)
from goldwright.task_types.rows import WHOLE_TASK
from goldwright.task_types.voting import plurality


class Params(ParamsModel):
    """The attachments to compare and the verdicts to choose from."""

    attachments: list[Text] = Field(
        min_length=2, description="Two or more URLs, or texts for type `text`, in display order."
    )
    attachment_type: Text = Field(
        description="What they are: text, image, website, video, audio or pdf."
    )
    choices: list[Text] = Field(min_length=1, description="The verdicts to choose from.")
    hypothesis: dict[str, object] | None = Field(
        default=None, description="A response to start from."
    )
    shuffle: bool = Field(
        default=False,
        description="Whether each person sees them in another order; each keeps its number.",
    )


class Response(ResponseModel):
    """The verdict."""

    choice: str = Field(description="One of `choices`.")


def read_params(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel that could be an answer; nothing is filled in."""
    require_attachment(params)
    return with_sound_prelabel(read(Params, params, defaults={})[1], check)


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """A sentence when the choice is missing or not one of the choices."""
    found = sentences(Response, response)
    if not found and response["choice"] not in _choices(params):
        return [f"choice {response['choice']!r} is not one of the choices."]
    return found


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


def chosen(params: JsonObject, response: JsonObject) -> list[str]:
    """The choice."""
    return [str(response["choice"])]


def with_votes(params: JsonObject, ballot: dict[str, str]) -> JsonObject:
    """The response that has this vote."""
    return {"choice": ballot["choice"]}


def classes(params: JsonObject) -> dict[str, tuple[str, ...]]:
    """The choices, each once."""
    return {"choice": tuple(dict.fromkeys(_choices(params)))}


def sample(params: JsonObject) -> JsonObject:
    """The first choice."""
    return {"choice": _choices(params)[0]}


def _choices(params: JsonObject) -> list[str]:
    return [one for one in list_at(params, "choices") if isinstance(one, str)]


def _as_row(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row with the choice."""
    return [{"choice": response["choice"]}]


TASK_TYPES = (
    TaskType(
        name="comparison",
        family="comparison",
        title="Comparison",
        summary="Look at two or more attachments side by side and say which is better.",
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
        with_votes=with_votes,
        classes=classes,
        attachments=attached_links,
        exporters={
            "json": WHOLE_TASK,
            "csv": Exporter("A row for each task, with its choice", _as_row),
        },
        default_instruction="Please compare the attachments.",
    ),
)
