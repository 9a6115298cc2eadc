import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.contract import TaskType, Weighted
from goldwright.task_types.transcription import TASK_TYPES

TRANSCRIPTION, COLLECTION = TASK_TYPES
PARAMS = {
    "attachment_type": "text",
    "attachment": "A text.",
    "fields": {"title": "Title"},
    "repeatable_fields": {"name": "Name"},
}


def read(title: str, *names: str) -> dict[str, object]:
    return {"fields": {"title": title}, "repeatable_fields": [{"name": name} for name in names]}


def test_test_mode_answers_as_recorded() -> None:
    params = {**PARAMS, "repeatable_fields": {}}

    assert TRANSCRIPTION.sample(params) == {
        "fields": {"title": "test response"},
        "repeatable_fields": [None, None],
    }
    assert TRANSCRIPTION.check(params, TRANSCRIPTION.sample(params)) == []


def test_a_majority_wins_and_without_one_the_most_typical_text() -> None:
    majority = [read("Mops"), read("Mops"), read("Mop")]
    scattered = [read("Jürgen"), read("Jurgen"), read("Juergen"), read("Hans")]

    settled = [
        TRANSCRIPTION.aggregate(PARAMS, [Weighted(one) for one in answers]).response["fields"]
        for answers in (majority, scattered)
    ]

    assert settled == [{"title": "Mops"}, {"title": "Jurgen"}]


def test_rows_that_most_saw_are_kept_although_everybody_missed_one() -> None:
    answers = [read("a", "bob", "cleo"), read("a", "ann", "cleo"), read("a", "ann", "bob")]

    settled = TRANSCRIPTION.aggregate(PARAMS, [Weighted(one) for one in answers])

    assert settled.response == read("a", "ann", "bob", "cleo")


def test_a_row_that_everybody_read_in_another_way_is_still_a_row() -> None:
    answers = [Weighted(read("a", name)) for name in ("7", "1", "4")]

    settled = TRANSCRIPTION.aggregate(PARAMS, answers)

    assert settled is not None
    assert settled.response["repeatable_fields"] == [{"name": "1"}]


def test_long_tables_are_joined_row_by_row() -> None:
    names = [f"name {row}" for row in range(300)]
    missed = [name for row, name in enumerate(names) if row % 50]
    answers = [
        Weighted(read("a", *names)),
        Weighted(read("a", *missed)),
        Weighted(read("a", *names)),
    ]

    settled = TRANSCRIPTION.aggregate(PARAMS, answers)

    assert settled is not None
    assert settled.response["repeatable_fields"] == [{"name": name} for name in names]


def test_words_that_most_wrote_make_a_text_that_nobody_wrote_whole() -> None:
    texts = [
        "The quick brown fax\njumps",
        "Teh quick brown fox\njumps",
        "The quick brawn fox\njumps",
    ]

    settled = TRANSCRIPTION.aggregate(PARAMS, [Weighted(read(one)) for one in texts])

    assert settled.response == read("The quick brown fox\njumps")
    assert settled.confidence > 0.9


def test_a_missing_row_costs_its_cells() -> None:
    assert TRANSCRIPTION.agree(PARAMS, read("a", "ann", "bob"), read("a", "bob")) == pytest.approx(
        2 / 3
    )


def test_time_spent_is_the_median_and_does_not_count_for_agreement() -> None:
    params = {**PARAMS, "fields": {"page": "URL"}}
    answers = [{"fields": {"page": "x"}, "time_spent_in_seconds": time} for time in (5, 90, 20)]

    settled = COLLECTION.aggregate(params, [Weighted(one) for one in answers])

    assert settled.response["time_spent_in_seconds"] == 20
    assert COLLECTION.agree(params, *answers[:2]) == 1.0


@pytest.mark.parametrize("task_type", TASK_TYPES, ids=lambda one: one.name)
def test_missing_attachment_is_told_before_missing_fields(task_type: TaskType) -> None:
    with pytest.raises(ParamsInvalidError, match="include an attachment"):
        task_type.read_params({})


@pytest.mark.parametrize("seconds", [-1, 10**400, float("inf"), "1", True])
def test_time_spent_that_is_no_time_is_a_fault(seconds: object) -> None:
    response = {"fields": {"page": "x"}, "time_spent_in_seconds": seconds}

    found = COLLECTION.check({**PARAMS, "fields": {"page": "URL"}}, response)

    assert [one.partition(" ")[0] for one in found] == ["time_spent_in_seconds"]
