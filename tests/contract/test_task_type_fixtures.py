"""Requests recorded from customers' programs are accepted, and responses have the recorded shape.

`fixtures/v1/<type>.request.json`, `.completed*.json` and `.result_file.json`.
"""

import json
import re
from pathlib import Path

import pytest

from goldwright.task_types import registry
from goldwright.task_types.contract import Json, JsonObject, TaskType

FIXTURES = Path(__file__).parent / "fixtures" / "v1"
COMMON = {
    "project",
    "batch",
    "instruction",
    "callback_url",
    "metadata",
    "priority",
    "tags",
    "unique_id",
    "clear_unique_id_on_error",
    "project_version",
}
"""Parameters of every task, which intake takes out before a type reads the rest."""

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def named(pattern: str) -> list[str]:
    """Fixture files whose type is registered."""
    names = sorted(path.name for path in FIXTURES.glob(pattern))
    return [name for name in names if name.partition(".")[0] in registry()]


def read(name: str) -> tuple[TaskType, JsonObject]:
    return registry()[name.partition(".")[0]], json.loads((FIXTURES / name).read_text())


def type_params(body: JsonObject) -> JsonObject:
    return {key: value for key, value in body.items() if key not in COMMON}


@pytest.mark.parametrize("name", named("*.request.json"))
def test_recorded_request_is_accepted_and_stored_as_recorded(name: str) -> None:
    task_type, request = read(name)
    _, completed = read(name.replace("request", "completed"))

    stored = task_type.read_params(type_params(request["body"]))

    assert completed["params"].items() <= stored.items()


@pytest.mark.parametrize("name", named("*.completed*.json"))
def test_recorded_response_is_understood_or_made_in_the_same_shape(name: str) -> None:
    task_type, completed = read(name)
    params = task_type.read_params(completed["params"])
    recorded = completed["response"]

    if task_type.result_file:
        made = task_type.wire_response(params, task_type.sample(params), link)
        assert missing(recorded, made) == []
    else:
        assert task_type.check(params, recorded) == []
        made = task_type.wire_response(params, recorded, link)
        assert task_type.agree(params, made, recorded) == 1
        if "structured" not in name:
            assert missing(recorded, made) == []


@pytest.mark.parametrize("name", named("*.result_file.json"))
def test_recorded_result_file_is_understood_and_written_as_recorded(name: str) -> None:
    task_type, recorded = read(name)
    _, completed = read(name.replace("result_file", "completed"))
    # The recorded segmentation has a label that the recorded params lack.
    extra = [{"choice": "Animal", "instance_label": True}] if "segmentation" in name else []
    asked = completed["params"]
    params = task_type.read_params(
        {**asked, **({"labels": asked["labels"] + extra} if extra else {})}
    )
    # A file is stored whole, or under the name by which the response links to it.
    forms = [recorded, *({key: recorded} for key in completed["response"])]
    stored = next(form for form in forms if task_type.check(params, form) == [])
    linked: list[str] = []

    task_type.wire_response(params, stored, lambda file: linked.append(file) or link(file))
    written = [json.loads(task_type.result_file(params, stored, file)) for file in linked]

    assert recorded in written


def link(file: str) -> str:
    return f"https://example.com/results/{file}"


def missing(recorded: Json, made: Json, at: str = "") -> list[str]:
    """Places where the recorded value has a key or a kind of value that the made one has not.

    Objects keyed by ids are compared by their first value, lists by their first items; attributes
    are the customer's own words and not always answered.
    """
    if recorded is None or made is None:
        return []
    if isinstance(recorded, dict) and isinstance(made, dict):
        if any(UUID.fullmatch(key) for key in recorded):
            recorded, made = list(recorded.values())[:1], list(made.values())[:1]
        else:
            return [
                place
                for key, value in recorded.items()
                if key != "attributes"
                for place in (
                    missing(value, made[key], f"{at}/{key}") if key in made else [f"{at}/{key}"]
                )
            ]
    if isinstance(recorded, list) and isinstance(made, list):
        return missing(recorded[0], made[0], f"{at}/0") if recorded and made else []
    kinds = [
        (int, float) if type(one) in (int, float) else (type(one),) for one in (recorded, made)
    ]
    return [] if kinds[0] == kinds[1] else [at]
