"""What gold tasks come to when they are settled as work is, and what that teaches."""

from random import Random

import pytest

from goldwright.algorithms.reliability import AT_ITS_WORD, EXPECTED, learn_reliability
from goldwright.quality.trials import KnownAnswered, run_trials
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject

FORM = registry()["textcollection"]
PARAMS = FORM.read_params(
    {
        "attachments": [{"type": "text", "content": "A text."}],
        "fields": [{"type": "boolean", "field_id": "good", "title": "Good?", "required": True}],
    }
)


def _said(good: bool) -> JsonObject:  # noqa: FBT001
    return {"annotations": {"good": good}}


def _gold() -> KnownAnswered:
    answers = {"ann": _said(good=True), "bob": _said(good=False), "cleo": _said(good=True)}
    return KnownAnswered("task", FORM, PARAMS, _said(good=True), answers)


def test_forms_of_which_one_answer_is_wanted_are_tried_answer_by_answer() -> None:
    trials = run_trials([_gold()], {}, None, least=2, most=3, rng=Random(1))

    assert [one.answers for one in trials[0].steps] == [2, 3]
    assert trials[0].steps[1].is_right
    assert trials[0].steps[1].belief == pytest.approx(0.8)


def test_forms_of_which_all_answers_are_wanted_show_nothing() -> None:
    assert run_trials([_gold()], {}, None, least=3, most=3, rng=Random(1), is_fixed=True) == []


@pytest.mark.parametrize(("belief", "right"), [(0.002, 35), (0.3, 48), (0.95, 50), (0.9, 20)])
def test_beliefs_that_are_no_votes_may_be_off_in_any_way(belief: float, right: int) -> None:
    outcomes = [True] * right + [False] * (50 - right)

    learnt = learn_reliability([belief] * 50, outcomes, [1.0] * 50, expected=AT_ITS_WORD)
    as_votes = learn_reliability([belief] * 50, outcomes, [1.0] * 50, expected=EXPECTED)

    error, before = (abs(one.at(belief) - right / 50) for one in (learnt, as_votes))
    assert error < 0.06
    assert error < before
