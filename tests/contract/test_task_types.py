"""The promises of `goldwright/task_types/contract.py`, kept by every registered type."""

import copy
import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import orjson
import pytest

from goldwright import task_types
from goldwright.errors import ParamsInvalidError
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject, TaskType, Weighted

every_type = pytest.mark.parametrize("task_type", registry().values(), ids=lambda one: one.name)
every_aggregating_type = pytest.mark.parametrize(
    "task_type", [one for one in registry().values() if one.aggregate], ids=lambda one: one.name
)


def good(task_type: TaskType) -> tuple[JsonObject, JsonObject]:
    """Params as stored, and a sound response."""
    return task_type.read_params(task_type.example["params"]), task_type.example["response"]


def answers(task_type: TaskType, params: JsonObject) -> list[JsonObject]:
    """The example's response twice, and another sound one."""
    response = task_type.example["response"]
    return [response, task_type.sample(params), response]


@every_type
def test_folder_is_complete(task_type: TaskType) -> None:
    folder = Path(task_types.__file__).parent / task_type.family

    names = {path.name for path in folder.iterdir()}

    assert {"README.md", "example.json", f"test_{task_type.family}.py"} <= names
    assert task_type.title
    assert task_type.summary.endswith(".")


@every_type
def test_models_describe_every_field(task_type: TaskType) -> None:
    for model in (task_type.params, task_type.response):
        schema = json.loads(json.dumps(model.model_json_schema()))

        shapes = [schema, *schema.get("$defs", {}).values()]
        undescribed = [
            name
            for shape in shapes
            for name, part in shape.get("properties", {}).items()
            if not part.get("description")
        ]
        assert undescribed == []


@every_type
def test_params_are_stored_as_sent_in_order_and_unknown_keys_kept(task_type: TaskType) -> None:
    sent = {"a key nobody knows": [1, {"deep": None}], **task_type.example["params"]}
    before = copy.deepcopy(sent)

    stored = task_type.read_params(sent)

    assert sent == before
    assert list(stored)[: len(sent)] == list(sent)
    assert stored["a key nobody knows"] == sent["a key nobody knows"]
    assert task_type.read_params(stored) == stored


@every_type
def test_bad_params_are_refused_in_one_sentence_that_points_at_the_place(
    task_type: TaskType,
) -> None:
    assert len(task_type.example["bad_params"]) >= 2
    for bad in task_type.example["bad_params"]:
        with pytest.raises(ParamsInvalidError) as refused:
            task_type.read_params(bad)

        assert refused.value.message
        assert "\n" not in refused.value.message
        assert refused.value.faults
        for fault in refused.value.faults:
            assert fault.pointer == "" or leads_into(bad, fault.pointer)


@every_type
def test_missing_attachment_has_the_words_that_clients_look_for(task_type: TaskType) -> None:
    params = task_type.example["params"]
    needs = [name for name in ("attachment", "attachments") if name in params]
    if not needs or task_type.name == "textcollection":
        pytest.skip("needs no attachment, or has words of its own")

    with pytest.raises(ParamsInvalidError) as refused:
        task_type.read_params({})

    assert refused.value.message == "Please include an attachment or attachments parameter."


@every_type
def test_good_response_passes_and_bad_ones_are_told_where(task_type: TaskType) -> None:
    params, response = good(task_type)
    parts = {*task_type.response.model_fields, *task_type.example["response"]}

    assert task_type.check(params, response) == []
    assert len(task_type.example["bad_responses"]) >= 2
    for bad in task_type.example["bad_responses"]:
        sentences = task_type.check(params, bad)
        assert sentences, bad
        assert any(part in sentence for sentence in sentences for part in parts), sentences


@every_type
def test_sample_is_sound_and_always_the_same(task_type: TaskType) -> None:
    params, _ = good(task_type)

    samples = [task_type.sample(copy.deepcopy(params)) for _ in range(2)]

    assert samples[0] == samples[1]
    assert task_type.check(params, samples[0]) == []


ODD = (
    None, True, -1, 0, 1e308, -1e308, 2**63, 10**9, "9" * 19, "9" * 30, "1e99", "", [], {}, [None],
    [[]], [{}], {"a": None},
)  # fmt: skip


@every_type
def test_odd_value_anywhere_is_refused_or_answered_soundly(task_type: TaskType) -> None:
    sent = task_type.example["params"]

    for path in places(sent):
        for odd in ODD:
            try:
                params = task_type.read_params(replaced(sent, path, odd))
            except ParamsInvalidError:
                continue
            sample = task_type.sample(params)

            assert task_type.check(params, sample) == [], (path, odd)
            assert len(orjson.dumps([params, sample])) < 1_000_000, (path, odd)
            if task_type.annotations_wanted:
                assert type(task_type.annotations_wanted(params)) is int, (path, odd)


@every_type
def test_long_lists_of_questions_are_refused(task_type: TaskType) -> None:
    sent = task_type.example["params"]
    asked = {"annotation_attributes", "events_to_annotate", "features", "fields", "taxonomies"}

    for name in asked & set(sent):
        if name == "fields" and isinstance(sent[name], dict):
            continue  # names of columns, which are only shown
        long: object = sent[name] * 1001 if isinstance(sent[name], list) else {
            f"{number} {key}": one for key, one in sent[name].items() for number in range(1001)
        }  # fmt: skip
        with pytest.raises(ParamsInvalidError, match="at most 1000"):
            task_type.read_params({**sent, name: long})


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path to every part of a value but to the whole."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in steps:
        yield (*path, step)
        if isinstance(part, dict | list):
            yield from places(part, (*path, step))


def replaced(value: JsonObject, path: tuple[str | int, ...], part: object) -> JsonObject:
    """The value with another part at the end of a path."""
    changed = copy.deepcopy(value)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = part
    return changed


@every_type
def test_agreement_is_symmetric_and_full_with_itself(task_type: TaskType) -> None:
    params, response = good(task_type)
    other = task_type.sample(params)

    there, back = task_type.agree(params, response, other), task_type.agree(params, other, response)

    assert there == back
    assert 0 <= there <= 1
    assert task_type.agree(params, response, copy.deepcopy(response)) == 1
    assert task_type.agree(params, other, copy.deepcopy(other)) == 1


@every_aggregating_type
def test_aggregate_keeps_unanimity(task_type: TaskType) -> None:
    params, response = good(task_type)

    for count in (1, 3):
        settled = task_type.aggregate(params, [Weighted(response, 0.7)] * count)

        assert settled.response == response
        assert 0 < settled.confidence <= 1


@every_aggregating_type
def test_aggregate_ignores_order_and_passes_check(task_type: TaskType) -> None:
    params, _ = good(task_type)
    weighted = [
        Weighted(response, weight)
        for response, weight in zip(answers(task_type, params), (1.0, 1.1, 0.3), strict=True)
    ]

    settled = [task_type.aggregate(params, order) for order in permutations(weighted)]

    assert all(one == settled[0] for one in settled)
    if settled[0] is not None:
        assert task_type.check(params, settled[0].response) == []
        assert 0 <= settled[0].confidence <= 1


@pytest.mark.parametrize(
    "task_type", [one for one in registry().values() if one.votes], ids=lambda one: one.name
)
def test_votes_are_words_and_say_everything_where_they_can(task_type: TaskType) -> None:
    params, response = good(task_type)

    votes = task_type.votes(params, response)

    assert all(isinstance(word, str) for vote in votes.items() for word in vote)
    if task_type.with_votes:
        rebuilt = task_type.with_votes(params, votes)
        assert task_type.check(params, rebuilt) == []
        assert task_type.agree(params, rebuilt, response) == 1
        assert task_type.votes(params, rebuilt) == votes
        assert set(task_type.votes(params, task_type.sample(params))) == set(votes)
        classes = task_type.classes(params)
        assert set(classes) == set(votes)
        assert all(choice in classes[question] for question, choice in votes.items())
        assert all(len(set(order)) == len(order) for order in classes.values())


@every_type
def test_exporters_write_json_and_the_one_named_json_loses_nothing(task_type: TaskType) -> None:
    params, response = good(task_type)

    assert "json" in task_type.exporters
    for name, exporter in task_type.exporters.items():
        rows = exporter.rows(params, response)
        assert json.loads(json.dumps(rows, allow_nan=False)) == rows
        assert all(isinstance(row, dict) for row in rows)
        if name == "json":
            assert [row["response"] for row in rows] == [response]
        if name == "csv":
            assert not any(isinstance(cell, list | dict) for row in rows for cell in row.values())


@every_type
def test_response_sent_as_customers_read_it_is_the_response(task_type: TaskType) -> None:
    params, response = good(task_type)
    wire = task_type.wire_response(params, response, lambda name: f"https://example.com/{name}")
    urls = task_type.wire_files(wire)
    # Where this API takes no gold there is none to send back.
    assert urls or not task_type.is_wire_gold_supported or task_type.result_file is None

    contents = {
        url: task_type.result_file(params, response, url.removeprefix("https://example.com/"))
        for url in urls
    }
    read = task_type.read_wire(wire, contents)

    if urls or task_type.result_file is None:
        assert task_type.check(params, read) == []
        assert task_type.agree(params, read, response) == 1


@every_type
@pytest.mark.parametrize(
    "odd", [{}, {"annotations": 1}, {"annotations": {"url": 1}, "labelMapping": [1]}]
)
def test_odd_responses_name_no_files(task_type: TaskType, odd: JsonObject) -> None:
    assert task_type.wire_files(odd) == []
    assert task_type.read_wire(odd, {}) == odd


@every_type
def test_every_link_in_the_wire_response_leads_to_a_file(task_type: TaskType) -> None:
    params, response = good(task_type)
    linked: list[str] = []

    def link(name: str) -> str:
        linked.append(name)
        return f"https://example.com/{name}"

    wire = task_type.wire_response(params, response, link)

    json.dumps(wire, allow_nan=False)
    assert bool(linked) == (task_type.result_file is not None)
    for name in linked:
        assert task_type.result_file(params, response, name)
        assert any(name.endswith(suffix) for suffix in task_type.result_media_types)
    if task_type.result_file:
        assert task_type.result_file(params, response, "no such file") is None


@every_type
def test_prelabel_is_read_as_an_answer_and_an_empty_one_is_none(task_type: TaskType) -> None:
    params, response = good(task_type)
    written = task_type.wire_response(params, response, lambda name: f"https://example.com/{name}")

    for start in (written, {}, None):
        assert task_type.read_params({**params, "hypothesis": start})["hypothesis"] == start

    for nonsense in ({"nonsense": 1}, ["nonsense"]):
        with pytest.raises(ParamsInvalidError) as refused:
            task_type.read_params({**params, "hypothesis": nonsense})
        assert refused.value.faults[0].pointer.startswith("/hypothesis")


@every_type
def test_attachments_are_addresses(task_type: TaskType) -> None:
    params, _ = good(task_type)

    addresses = task_type.attachments(params)

    assert all(one.startswith(("http://", "https://", "scaledata://")) for one in addresses)


@every_type
def test_collecting_comes_with_how_many_are_wanted(task_type: TaskType) -> None:
    params, response = good(task_type)

    assert task_type.collects_all == (task_type.collect is not None)
    assert task_type.collects_all == (task_type.check_collected is not None)
    if task_type.collect:
        assert task_type.annotations_wanted(params) >= 1
        assert task_type.collect(params, [response, response]) != response


@every_type
def test_what_is_made_of_several_answers_is_sound(task_type: TaskType) -> None:
    params, response = good(task_type)
    answers = [response, task_type.sample(params), response]

    if task_type.aggregate:
        settled = task_type.aggregate(params, [Weighted(one) for one in answers])
        assert settled is None or task_type.check(params, settled.response) == []
    if task_type.collect:
        assert task_type.check_collected(params, task_type.collect(params, answers)) == []


@every_type
def test_upgrades_lead_from_every_version_to_the_present(task_type: TaskType) -> None:
    assert sorted(task_type.upgrades) == list(range(1, task_type.version))


def leads_into(params: object, pointer: str) -> bool:
    """Whether a JSON pointer leads to something in the params, or to what is missing."""
    *steps, last = (
        step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("/").split("/")
    )
    for step in steps:
        if isinstance(params, dict) and step not in params:
            return True
        params = params[int(step)] if isinstance(params, list) else params[step]
    return isinstance(params, dict) or int(last) < len(params)


@every_type
def test_templates_begin_projects_whose_tasks_are_sound(task_type: TaskType) -> None:
    assert task_type.templates is not None, "what a customer begins with: templates.json"
    found = json.loads(task_type.templates.read_text(encoding="utf-8"))[task_type.name]

    titles = [one["title"] for one in found["templates"]]
    assert titles
    assert len(set(titles)) == len(titles)
    for template in found["templates"]:
        shared, own = template["shared"], template["task"]
        assert not shared.keys() & own.keys(), "said twice"
        task_type.read_params({**shared, **own})


@every_type
def test_form_of_a_type_edits_params_that_it_knows(task_type: TaskType) -> None:
    found = json.loads(task_type.templates.read_text(encoding="utf-8"))[task_type.name]

    for field in found["form"]:
        assert field["pointer"].split("/")[1] in task_type.params.model_fields
