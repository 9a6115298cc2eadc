import pytest

from goldwright.task_types.chat import TASK_TYPES

CHAT = TASK_TYPES[0]


def said(*outputs: object) -> dict[str, object]:
    return {"responses": [{"type": "PromptInput", "output": one} for one in outputs]}


def test_unknown_params_are_kept() -> None:
    params = {"anything": {"deep": [1]}, "template_variables": {"prompt": "x"}}

    assert CHAT.read_params(params) == params


def test_a_missing_step_and_a_changed_text_cost_their_share() -> None:
    assert CHAT.agree({}, said("abcd", "x"), said("abcd")) == pytest.approx(0.5)
    assert CHAT.agree({}, said("abcd"), said("abce")) == pytest.approx(0.75)


def test_no_conversation_is_computed_from_several() -> None:
    assert all(one.aggregate is None and not one.is_gold_supported for one in TASK_TYPES)
