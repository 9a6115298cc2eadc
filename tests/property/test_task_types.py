"""Laws of task types that hold for any params and responses, sound or garbage."""

import copy
import json
from contextlib import suppress
from itertools import permutations

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from goldwright.errors import ParamsInvalidError
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject, TaskType, Weighted
from tests.support.task_strategies import SOURCES, Task, garbage, spoilt, tasks

every_source = pytest.mark.parametrize("name", SOURCES)
every_type = pytest.mark.parametrize("task_type", registry().values(), ids=lambda one: one.name)
# Other processes share the machine: how long one example takes says nothing about the law.
patient = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
weights = st.lists(st.sampled_from([0.1, 0.7, 1.0, 3.0]), min_size=3, max_size=3)


def same(one: object, two: object) -> bool:
    """Equal as JSON text, where true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)


@every_source
@patient
@given(data=st.data())
def test_agreement_is_symmetric_between_0_and_1_and_full_with_itself(
    name: str, data: st.DataObject
) -> None:
    task = data.draw(tasks(name))
    one, two, _ = task.responses

    there, back = (task.task_type.agree(task.params, *pair) for pair in ((one, two), (two, one)))

    assert task.task_type.check(task.params, one) == []
    assert there == back
    assert 0 <= there <= 1
    assert task.task_type.agree(task.params, one, copy.deepcopy(one)) == 1


@every_source
@patient
@given(data=st.data())
def test_aggregate_is_sound_whatever_the_order(name: str, data: st.DataObject) -> None:
    task = data.draw(tasks(name))
    weighted = list(map(Weighted, task.responses, data.draw(weights)))

    settled = [task.task_type.aggregate(task.params, order) for order in permutations(weighted)]

    event("a person decides" if settled[0] is None else "settled")
    assert all(one == settled[0] for one in settled)
    if settled[0]:
        assert task.task_type.check(task.params, settled[0].response) == []
        assert 0 <= settled[0].confidence <= 1


@every_source
@patient
@given(data=st.data())
def test_aggregate_keeps_what_all_say(name: str, data: st.DataObject) -> None:
    task = data.draw(tasks(name))
    response = task.responses[0]

    for count in (1, 2):
        settled = task.task_type.aggregate(task.params, [Weighted(response, 0.3)] * count)

        assert same(settled.response, response)


@pytest.mark.parametrize("name", [name for name in SOURCES if registry()[name].votes])
@patient
@given(data=st.data())
def test_votes_come_back_as_the_same_response(name: str, data: st.DataObject) -> None:
    task = data.draw(tasks(name))
    one, two, _ = task.responses

    votes = task.task_type.votes(task.params, one)

    assert all(isinstance(word, str) for vote in votes.items() for word in vote)
    if task.task_type.with_votes:
        rebuilt = task.task_type.with_votes(task.params, votes)
        assert task.task_type.check(task.params, rebuilt) == []
        assert task.task_type.agree(task.params, rebuilt, one) == 1
        assert set(task.task_type.votes(task.params, two)) == set(votes)
        classes = task.task_type.classes(task.params)
        assert set(classes) == set(votes)
        assert all(choice in classes[question] for question, choice in votes.items())


@every_source
@patient
@given(data=st.data())
def test_sample_and_rows_can_always_be_made(name: str, data: st.DataObject) -> None:
    task = data.draw(tasks(name))

    sample = task.task_type.sample(task.params)

    assert task.task_type.check(task.params, sample) == []
    for exporter in task.task_type.exporters.values():
        json.dumps(exporter.rows(task.params, task.responses[0]), allow_nan=False)


@every_type
@patient
@given(params=st.dictionaries(st.text(max_size=5), garbage, max_size=4), response=garbage)
def test_garbage_is_refused_and_never_breaks(
    task_type: TaskType, params: JsonObject, response: object
) -> None:
    with suppress(ParamsInvalidError):
        task_type.read_params(params)
    stored = task_type.read_params(task_type.example["params"])
    given = response if isinstance(response, dict) else {"annotations": response}

    assert all(isinstance(one, str) for one in task_type.check(stored, given))


@every_type
@patient
@given(data=st.data())
def test_what_passes_after_being_spoilt_can_still_be_used(
    task_type: TaskType, data: st.DataObject
) -> None:
    params = data.draw(spoilt(dict(task_type.example["params"])))
    try:
        stored = task_type.read_params(params if isinstance(params, dict) else {"fields": params})
    except ParamsInvalidError:
        event("params refused")
        stored = task_type.read_params(task_type.example["params"])
    response = data.draw(spoilt(task_type.example["response"]))

    if not isinstance(response, dict) or task_type.check(stored, response):
        event("response refused")
        return

    use(Task(task_type, stored, [response, task_type.sample(stored)]))


def use(task: Task) -> None:
    """Everything the river does with a sound response."""
    task_type, params, (response, sample) = task.task_type, task.params, task.responses
    assert task_type.check(params, sample) == []
    assert task_type.agree(params, response, response) == 1
    assert task_type.agree(params, response, sample) == task_type.agree(params, sample, response)
    if task_type.aggregate:
        for given in ([response], [response, sample]):
            settled = task_type.aggregate(params, [Weighted(one) for one in given])
            assert settled is None or task_type.check(params, settled.response) == []
    if task_type.votes:
        votes = task_type.votes(params, response)
        assert not task_type.with_votes or task_type.with_votes(params, votes)
    for exporter in task_type.exporters.values():
        exporter.rows(params, response)
    task_type.wire_response(params, response, lambda name: f"https://example.com/{name}")
    task_type.attachments(params)
    if task_type.collect:
        task_type.collect(params, [response, sample])
