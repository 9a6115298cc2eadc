import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.contract import Weighted
from goldwright.task_types.forms import TASK_TYPES

TYPE = TASK_TYPES[0]
SHOWN = [{"type": "text", "content": "A text."}]


def form(*fields: dict[str, object], **more: object) -> dict[str, object]:
    titled = [{"field_id": f"f{place}", "title": "?", **one} for place, one in enumerate(fields)]
    return TYPE.read_params({"attachments": SHOWN, "fields": titled, **more})


def settle(params: dict[str, object], *answers: object) -> dict[str, object] | None:
    voters = [
        Weighted({"annotations": {"f0": answer} if answer is not None else {}})
        for answer in answers
    ]
    found = TYPE.aggregate(params, voters)
    return found and found.response["annotations"]


def test_an_attachment_without_its_type_is_refused_in_the_words_clients_know() -> None:
    with pytest.raises(ParamsInvalidError) as refused:
        TYPE.read_params({"attachment": "Some parameters are missing."})

    assert refused.value.message == 'Parameter is invalid, reason: "attachments" is required'


def test_numbers_sent_as_text_are_stored_as_numbers() -> None:
    params = form({"type": "number", "min": "1", "max": "2.5"}, responses_required="3")

    assert params["fields"][0]["min"] == 1
    assert params["fields"][0]["max"] == 2.5
    assert TYPE.annotations_wanted(params) == 3


def test_a_key_that_is_null_is_not_given_and_stays_as_sent() -> None:
    field = {"type": "category", "choices": ["a", {"value": "b", "subchoices": None}], "min": None}

    params = form({**field, "conditions": None, "min_choices": None})

    assert params["fields"][0]["conditions"] is None
    assert TYPE.check(params, {"annotations": {"f0": ["b"]}}) == []


def test_answers_in_either_shape_mean_the_same() -> None:
    params = form({"type": "category", "choices": ["yes", "no"]}, {"type": "number"})
    plain = {"annotations": {"f0": ["yes"], "f1": 4}}
    structured = {
        "annotations": {
            "f0": {"type": "category", "field_id": "f0", "response": [["yes"]]},
            "f1": {"type": "number", "field_id": "f1", "response": [4]},
        }
    }

    assert TYPE.check(params, structured) == []
    assert TYPE.agree(params, plain, structured) == 1.0
    assert TYPE.wire_response(params, structured, str) == plain


@pytest.mark.parametrize(
    ("answers", "is_shown"),
    [
        ({"f0": ["a"]}, True),
        ({"f0": ["b"]}, False),
        ({"f0": ["b"], "f1": True}, True),
        ({"f0": ["c"], "f1": True}, False),
        ({}, False),
    ],
)
def test_a_field_is_shown_when_one_of_its_conditions_holds_whole(
    answers: dict[str, object], *, is_shown: bool
) -> None:
    params = form(
        {"type": "category", "choices": ["a", "b", "c"]},
        {"type": "boolean"},
        {"type": "text", "required": True, "conditions": [{"f0": "a"}, {"f0": ["b"], "f1": True}]},
    )

    said = TYPE.check(params, {"annotations": {**answers, "f2": "because"}})
    silent = TYPE.check(params, {"annotations": answers})

    assert (said == []) is is_shown
    assert (silent == []) is not is_shown


@pytest.mark.parametrize("condition", [{"f0": {"not": "a"}}, {"not": {"f0": "a"}}])
def test_not_turns_a_condition_round(condition: dict[str, object]) -> None:
    params = form(
        {"type": "category", "choices": ["a", "b"]}, {"type": "text", "conditions": [condition]}
    )

    assert TYPE.check(params, {"annotations": {"f0": ["b"], "f1": "x"}}) == []
    assert TYPE.check(params, {"annotations": {"f0": ["a"], "f1": "x"}}) != []


def test_true_is_not_one() -> None:
    params = form({"type": "category", "choices": [{"value": 1}, {"value": 2}]})

    assert TYPE.check(params, {"annotations": {"f0": [1.0]}}) == []
    assert TYPE.check(params, {"annotations": {"f0": [True]}}) != []


def test_each_kind_settles_in_its_own_way() -> None:
    ranking = form({"type": "ranking", "options": ["a", "b", "c"]})

    assert settle(form({"type": "number"}), 1, 100, 3) == {"f0": 3}
    assert settle(form({"type": "text"}), "colour", "color", "dog") == {"f0": "color"}
    assert settle(form({"type": "boolean"}), *[True, False, False]) == {"f0": False}
    assert settle(ranking, ["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"]) == {
        "f0": ["a", "b", "c"]
    }
    assert settle(
        form({"type": "time_range"}),
        {"start": 0, "end": 5},
        {"start": 1, "end": 9},
        {"start": 2, "end": 3},
    ) == {"f0": {"start": 1, "end": 5}}
    assert settle(
        form({"type": "datetime"}),
        "2026-01-31T12:00:00Z",
        "2026-01-31T13:00:00+01:00",
        "2026-01-30",
    ) == {"f0": "2026-01-31T12:00:00Z"}


def test_several_choices_stay_within_their_limits() -> None:
    params = form(
        {"type": "select", "choices": ["a", "b", "c"], "min_choices": 2, "max_choices": 2}
    )

    assert settle(params, ["a", "b"], ["b", "c"], ["c", "a"]) == {"f0": ["a", "b"]}


def test_an_optional_field_most_left_out_stays_out() -> None:
    assert settle(form({"type": "text"}), "one opinion", None, None) == {}


def test_a_required_field_that_nobody_saw_goes_to_a_person() -> None:
    seen = [{"type": "boolean", "required": True} for _ in range(3)]
    hidden = {
        "type": "text",
        "required": True,
        "conditions": [{"f0": True, "f1": True, "f2": True}],
    }
    params = form(*seen, hidden)
    answers = [(True, True, False), (True, False, True), (False, True, True)]
    voters = [
        Weighted({"annotations": dict(zip(("f0", "f1", "f2"), one, strict=True))})
        for one in answers
    ]

    assert TYPE.aggregate(params, voters) is None


def test_collected_answers_stay_in_order_of_submission() -> None:
    params = form({"type": "number"}, {"type": "text"}, responses_required=2)
    responses = [{"annotations": {"f0": 4}}, {"annotations": {"f0": 2, "f1": "why"}}]

    assert TYPE.collect(params, responses) == {"annotations": {"f0": [4, 2], "f1": [None, "why"]}}


def test_only_files_are_fetched() -> None:
    params = {
        "attachments": [
            {"type": "image", "content": "https://example.com/a.png"},
            {"type": "website", "content": "https://example.com/"},
            {"type": "text", "content": "https://example.com/ is a good page"},
        ]
    }

    assert TYPE.attachments(params) == ["https://example.com/a.png"]


def test_joined_answers_are_checked_person_by_person() -> None:
    fields = [{"type": "number", "field_id": "n", "title": "N", "required": True}]
    task = {"fields": fields, "responses_required": 2}
    bad = {"annotations": {"n": [1, "one"]}}

    assert TYPE.check_collected(task, {"annotations": {"n": [1, 2]}}) == []
    (fault,) = TYPE.check_collected(task, bad)
    assert fault.startswith("answer 2: ")
    assert TYPE.check_collected(task, {"annotations": {"n": 1}}) == [
        "annotations.n should be the list of everybody's answers"
    ]
    uneven = {"annotations": {"n": [1, 2], "m": [1]}}
    assert "as many answers" in TYPE.check_collected(task, uneven)[0]
