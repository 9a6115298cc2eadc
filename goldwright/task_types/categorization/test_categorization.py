import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.categorization import TASK_TYPES
from goldwright.task_types.contract import Weighted

TYPE = TASK_TYPES[0]
PLAIN = {"attachment_type": "text", "attachment": "A text.", "categories": ["a", "b", "c"]}


def test_allow_multiple_is_filled_in_and_all_else_stays_as_sent() -> None:
    params = TYPE.read_params({**PLAIN, "force": True})

    assert params == {**PLAIN, "force": True, "allow_multiple": False}
    assert list(params) == [*PLAIN, "force", "allow_multiple"]


def test_ties_go_to_the_category_named_first() -> None:
    params = TYPE.read_params(PLAIN)

    settled = TYPE.aggregate(params, [Weighted({"category": "c"}), Weighted({"category": "b"})])

    assert settled.response == {"category": "b"}
    assert settled.confidence < 0.5


def test_weight_outvotes_number() -> None:
    params = TYPE.read_params(PLAIN)
    answers = [Weighted({"category": "a"}, 0.4), Weighted({"category": "a"}, 0.4)]

    settled = TYPE.aggregate(params, [*answers, Weighted({"category": "b"}, 2.0)])

    assert settled.response == {"category": "b"}


def test_confidence_grows_with_agreement_and_stays_below_certainty() -> None:
    params = TYPE.read_params(PLAIN)
    answer = Weighted({"category": "a"})

    once = TYPE.aggregate(params, [answer]).confidence
    thrice = TYPE.aggregate(params, [answer] * 3).confidence

    assert once == pytest.approx(0.8)
    assert once < thrice < 1


def test_several_classes_are_voted_one_by_one_and_may_end_empty() -> None:
    params = TYPE.read_params({**PLAIN, "allow_multiple": True})
    answers = [{"category": ["a"]}, {"category": ["b"]}, {"category": ["c"]}]

    settled = TYPE.aggregate(params, [Weighted(answer) for answer in answers])

    assert settled.response == {"category": []}
    assert TYPE.check(params, settled.response) == []


def test_vote_names_of_awkward_questions_and_classes_do_not_collide() -> None:
    questions = {
        "a/b": {"choices": ["c"], "allow_multiple": True},
        "a": {"choices": ["b/c"], "allow_multiple": True},
    }
    params = TYPE.read_params(
        {"attachment_type": "text", "attachment": "A text.", "taxonomies": questions}
    )
    response = {"taxonomies": {"a/b": ["c"], "a": []}}

    votes = TYPE.votes(params, response)

    assert len(votes) == 2
    assert TYPE.with_votes(params, votes) == response


def test_category_id_of_a_later_read_is_accepted() -> None:
    params = TYPE.read_params(PLAIN)

    assert TYPE.check(params, {"category": "a", "category_id": None}) == []


def test_a_prelabel_must_be_an_answer_that_could_be_given() -> None:
    with pytest.raises(ParamsInvalidError) as refused:
        TYPE.read_params({**PLAIN, "hypothesis": {"category": "d"}})

    assert TYPE.read_params({**PLAIN, "hypothesis": {"category": "a"}})
    assert [fault.pointer for fault in refused.value.faults] == ["/hypothesis"]
