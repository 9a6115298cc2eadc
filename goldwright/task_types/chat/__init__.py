"""Conversations written or judged by people: stored and checked, settled by a person."""

from pydantic import Field

from goldwright.algorithms.likeness import aligned_likeness, text_likeness
from goldwright.task_types.contract import Exporter, Json, JsonObject, TaskType
from goldwright.task_types.json_values import (
    canonical,
    example_beside,
    objects_at,
    templates_beside,
)
from goldwright.task_types.reading import (
    OpenResponseModel,
    ParamsModel,
    read,
    sentences,
    with_sound_prelabel,
)
from goldwright.task_types.rows import WHOLE_TASK, cell


class Params(ParamsModel):
    """Values for the project's template; everything else is kept as it is sent."""

    template_variables: dict[str, object] | None = Field(
        default=None, description="Variable of the project's template → its value."
    )


class Step(OpenResponseModel):
    """What one step of the conversation gave."""

    type: str = Field(min_length=1, description="Kind of step: Instructions, PromptInput, …")
    output: object = Field(default=None, description="What was written, chosen or rated.")


class Response(OpenResponseModel):
    """The steps of the conversation in order."""

    responses: list[Step] = Field(description="The steps.")


def read_params(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel that could be an answer; nothing is filled in."""
    return with_sound_prelabel(read(Params, params, defaults={})[1], check)


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on steps without type; what a step gives is the template's business."""
    return sentences(Response, response)


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """Mean likeness of the steps, paired in order: same type, texts by edit distance."""
    return aligned_likeness(
        objects_at(one, "responses"), objects_at(two, "responses"), _step_likeness
    )


def sample(params: JsonObject) -> JsonObject:
    """Empty instructions and a test prompt."""
    return {
        "responses": [
            {"type": "Instructions", "output": ""},
            {"type": "PromptInput", "output": "test prompt"},
        ]
    }


def _as_rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row per step; unknown keys of a step become columns."""
    return [
        {"step": place, **{key: cell(value) for key, value in step.items()}}
        for place, step in enumerate(objects_at(response, "responses"))
    ]


def _step_likeness(one: JsonObject, two: JsonObject) -> float:
    first: Json = one.get("output")
    second: Json = two.get("output")
    if {**one, "output": None} != {**two, "output": None}:
        return 0.0
    if isinstance(first, str) and isinstance(second, str):
        return text_likeness(first, second)
    return float(canonical(first) == canonical(second))


def _chat_type(name: str, *, title: str, summary: str) -> TaskType:
    return TaskType(
        name=name,
        family="chat",
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
        exporters={"json": WHOLE_TASK, "csv": Exporter("A row for each step", _as_rows)},
        is_wire_gold_supported=False,
        has_template=True,
    )


TASK_TYPES = (
    _chat_type("chat", title="Chat", summary="Write and judge the turns of a conversation."),
    _chat_type("chatlite", title="Chat, light", summary="Write and judge one short conversation."),
    _chat_type(
        "chatexperimental", title="Chat, experimental", summary="Try a new form of conversation."
    ),
    _chat_type("multichat", title="Several chats", summary="Judge several conversations together."),
    _chat_type("multistage", title="Several stages", summary="Work through stages of one task."),
)
