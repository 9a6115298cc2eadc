"""What a task type is: one frozen value that answers every question the river asks of it.

Outside its folder nothing knows which type it handles: intake calls `read_params`, annotation
`check`, quality `agree`, `aggregate` and `votes`, delivery `wire_response`, `result_file` and
`exporters`. `tests/contract/` runs the promises below on every registered type.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
JsonObject = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Weighted:
    """One response and how much it counts (> 0; 1.0 is an ordinary worker)."""

    response: JsonObject
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A response computed from several, and the estimated probability (0 to 1) that it is right.

    Of a response that is right in parts (`agree` tells how far) it is that of one of its parts.
    """

    response: JsonObject
    confidence: float


@dataclass(frozen=True, slots=True)
class Exported:
    """A completed task in an export, with the rows that an exporter made of it."""

    task_id: str
    unique_id: str | None
    params: JsonObject
    rows: list[JsonObject]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format of a task type's own."""

    title: str
    """What a row is, for people who choose."""
    rows: Callable[[JsonObject, JsonObject], list[JsonObject]]
    """`(params, response) → rows`, each a flat or nested JSON object."""
    document: Callable[[Iterator[Exported]], Iterator[bytes]] | None = None
    """One JSON file of many tasks, in pieces and flat memory, where the format has such a file."""


def _no_attachments(params: JsonObject) -> list[str]:
    return []


def _nothing(params: JsonObject, response: JsonObject) -> JsonObject:
    return {}


def _inline(params: JsonObject, response: JsonObject, link: Callable[[str], str]) -> JsonObject:
    return response


def _no_files(response: JsonObject) -> list[str]:
    return []


def _as_written(response: JsonObject, contents: Mapping[str, bytes]) -> JsonObject:
    return response


def _labelled(params: JsonObject, response: JsonObject) -> list[str]:
    """Every text that stands under a key `label`, at any depth."""
    found: list[str] = []
    waiting: list[Json] = [response]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            label = value.get("label")
            found += [label] if isinstance(label, str) else []
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


@dataclass(frozen=True, kw_only=True)
class TaskType:
    """One kind of work under one wire name; a folder that serves several names makes several.

    Params and responses are plain JSON objects, as stored. `params` and `response` are their
    Pydantic models, which documents, JSON Schema and the editors' TypeScript types are made from.
    """

    name: str
    """The word in `POST /v1/task/<name>`; unique in the registry."""
    family: str
    """The folder, which names the editor."""
    title: str
    summary: str
    params: type[BaseModel]
    response: type[BaseModel]
    read_params: Callable[[JsonObject], JsonObject]
    """Checked params with numeric strings coerced and defaults filled; what was sent is otherwise
    unchanged, in order, unknown keys kept. Common parameters (project, batch, instruction,
    metadata, tags …) are taken out before. Raises ParamsInvalidError whose message is one sentence
    for the
    customer and whose faults point into the params."""
    check: Callable[[JsonObject, JsonObject], list[str]]
    """`(params, response) → sentences`, empty when sound; each names the place. Never raises."""
    agree: Callable[[JsonObject, JsonObject, JsonObject], float]
    """`(params, one, two) → 0..1`, symmetric, 1.0 on equals; never raises on checked input."""
    sample: Callable[[JsonObject], JsonObject]
    """A sound response for these params, the same for the same params: what test mode answers."""
    example: Mapping[str, Json]
    """`example.json` read: {"params", "response", "bad_params": [...], "bad_responses": [...]}."""
    templates: Path | None = None
    """`templates.json` of the folder, read when somebody asks: by wire name a form for the params
    that people edit most, and projects to start from."""
    aggregate: Callable[[JsonObject, Sequence[Weighted]], Aggregate | None] | None = None
    """One response from several (≥ 1): order does not matter, unanimity is kept, the result passes
    `check`. None, absent or returned, is the honest answer 'a person must decide'."""
    votes: Callable[[JsonObject, JsonObject], dict[str, str]] | None = None
    """`{question: class}` that methods learning worker accuracy across tasks may count; questions
    are the same for every task of a project that shares params."""
    with_votes: Callable[[JsonObject, dict[str, str]], JsonObject] | None = None
    """The response that has these votes, for types whose votes say everything; else absent."""
    classes: Callable[[JsonObject], dict[str, tuple[str, ...]]] | None = None
    """`{question: the classes to choose from, in order}` of the questions of `votes`; a tie goes to
    the first. Present where `with_votes` is."""
    labels: Callable[[JsonObject, JsonObject], list[str]] = _labelled
    """`(params, response) → the labels in it`, each as often as it stands there, in any order; what
    a project's label statistics count. Never raises on a sound response."""
    attachments: Callable[[JsonObject], list[str]] = _no_attachments
    """URLs (http, https, scaledata) that are fetched and checked after acceptance, in order."""
    builds_on: Mapping[str, str] = field(default_factory=dict[str, str])
    """Param that names an earlier task → the type of that task, which must be completed."""
    wire_response: Callable[[JsonObject, JsonObject, Callable[[str], str]], JsonObject] = _inline
    """`(params, stored response, link) → response as customers read it`; `link(name)` gives a URL
    under which `result_file(params, response, name)` is served."""
    wire_files: Callable[[JsonObject], list[str]] = _no_files
    """The URLs in a response as customers write it whose files `read_wire` needs; [] where the
    response is written whole. Never raises on any JSON."""
    read_wire: Callable[[JsonObject, Mapping[str, bytes]], JsonObject] = _as_written
    """`(response as customers write it, files by URL) → response` to check and store, the inverse
    of `wire_response`. Raises ResponseInvalidError, whose message names the URL, over a file that
    cannot be read."""
    beside_response: Callable[[JsonObject, JsonObject], JsonObject] = _nothing
    """`(params, stored response) → what` customers read beside the response of a completed task."""
    result_file: Callable[[JsonObject, JsonObject, str], bytes | None] | None = None
    """Bytes of one result file named by `wire_response`, or None when there is none."""
    result_media_types: Mapping[str, str] = field(default_factory=dict[str, str])
    """Suffix of a result file's name → media type, e.g. {".json": "application/json"}."""
    exporters: Mapping[str, Exporter] = field(default_factory=dict[str, Exporter])
    default_instruction: str = ""
    is_wire_gold_supported: bool = True
    """False where `POST /v1/evaluation_tasks/<name>` answers 400."""
    has_template: bool = False
    """True where `GET /v1/projects/{name}/taskTemplates` answers (textcollection, chat family)."""
    annotations_wanted: Callable[[JsonObject], int] | None = None
    """How many people's answers these params ask for (`responses_required`); absent: one."""
    collects_all: bool = False
    """True where every collected answer is delivered, not one settled answer, when
    `annotations_wanted` is above 1; then `collect` joins them."""
    collect: Callable[[JsonObject, Sequence[JsonObject]], JsonObject] | None = None
    """One response that carries all answers in order of submission."""
    check_collected: Callable[[JsonObject, JsonObject], list[str]] | None = None
    """`check` for what `collect` gives; present where that is."""
    version: int = 1
    upgrades: Mapping[int, Callable[[JsonObject, JsonObject], tuple[JsonObject, JsonObject]]] = (
        field(
            default_factory=dict[
                int, Callable[[JsonObject, JsonObject], tuple[JsonObject, JsonObject]]
            ]
        )
    )
    """From version n to n + 1: `(params, response) → (params, response)`."""

    @property
    def is_gold_supported(self) -> bool:
        """Whether a task may have a known answer: not where every answer is somebody's own."""
        return self.aggregate is not None
