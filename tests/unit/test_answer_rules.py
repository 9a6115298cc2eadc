"""A project's own rules for answers; the same cases are tried in the browser's version."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from goldwright.task_types.answer_rules import AnswerRule, broken
from goldwright.task_types.expressions import OPERATORS, TooManyStepsError, evaluate, flaws

HERE = Path(__file__).parent
EXPRESSIONS = json.loads((HERE / "expressions.json").read_text(encoding="utf-8"))
RULES = json.loads((HERE / "answer_rules.json").read_text(encoding="utf-8"))
SCOPE = {
    "params": {"least": 2},
    "value": "here",
    "key": 4,
    "response": {
        "text": "A quick brown cat",
        "tags": ["a", "b"],
        "is_blurred": True,
        "boxes": [
            {"label": "cat", "left": 0, "top": 0, "width": 20, "height": 10},
            {"label": "dog", "left": 0, "top": 0, "width": 10, "height": 10},
            {"label": "dog", "left": 5, "top": 0, "width": 10, "height": 10},
        ],
        "outline": {"vertices": [{"x": 0, "y": 0}, {"x": 10, "y": 0}, {"x": 0, "y": 10}]},
    },
}
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("case", EXPRESSIONS, ids=lambda case: case["about"])
def test_an_expression_gives_what_it_says(case: dict[str, object]) -> None:
    assert flaws(case["expression"]) == []
    assert evaluate(case["expression"], SCOPE) == case["gives"]


def test_every_operator_is_tried() -> None:
    used = {name for name in OPERATORS if f'"{name}"' in (HERE / "expressions.json").read_text()}

    assert used | {">=", "!="} == set(OPERATORS)  # these two are tried in the rules


@pytest.mark.parametrize("case", RULES, ids=lambda case: case["about"])
def test_rules_find_the_places_that_break_them(case: dict[str, object]) -> None:
    rules = [AnswerRule.model_validate(one).model_dump() for one in case["rules"]]
    response = {**case["response"], "many": list(range(case.get("many", 0)))}

    faults = broken(rules, case.get("params", {}), response)

    assert [[one.pointer, one.message] for one in faults] == case["faults"]


@pytest.mark.parametrize(
    "expression",
    [
        {"launch": 1},
        {"==": [1]},
        {"var": 5},
        {"var": "response." + "9" * 5000},
        {"var": "a", "and": []},
        {"and": [{"all": [[], {"nope": 1}]}]},
        [[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]],
        [0] * 501,
    ],
)
def test_what_is_no_expression_is_refused_with_a_reason(expression: object) -> None:
    with pytest.raises(ValidationError):
        AnswerRule.model_validate({"message": "m", "require": expression})


@pytest.mark.parametrize(
    "pattern", [r"\pL{1000}", r"(\pL{100}){10}", r"(?i)[^a]{900}", r"\pL" * 3000]
)
def test_patterns_that_take_long_to_prepare_are_tried_a_few_times_only(pattern: str) -> None:
    often = {"all": [[0] * 20, {"not": {"matches": ["1", pattern]}}]}

    with pytest.raises(TooManyStepsError):
        evaluate(often, {})


@pytest.mark.parametrize("pattern", [r"^\S+@\S+$", r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"])
def test_ordinary_patterns_are_tried_on_many_texts(pattern: str) -> None:
    often = {"all": [[0] * 50, {"not": {"matches": ["none", pattern]}}]}

    assert evaluate(often, {}) is True


@given(name=st.sampled_from(sorted(OPERATORS)), data=st.data())
def test_no_operator_raises_whatever_it_is_given(name: str, data: st.DataObject) -> None:
    parts = [data.draw(JSON_VALUES.map(_quoted)) for _ in range(OPERATORS[name][0])]

    evaluate({name: ["response" if name == "var" else one for one in parts]}, {"response": parts})


def _quoted(value: object) -> object:
    """The value as an expression: objects stand for calls, so what is in them is given alone."""
    if isinstance(value, dict):
        return [_quoted(one) for one in value.values()]
    return [_quoted(one) for one in value] if isinstance(value, list) else value
