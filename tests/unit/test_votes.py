"""Votes are read from any kind of column, coded, ordered and refused with a reason."""

from array import array
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from goldwright.algorithms import UNKNOWN, AutomaticChoice, Votes
from goldwright.errors import InvalidInputError

TASKS = ["t2", "t1", "t2", "t1"]
WORKERS = ["ann", "bob", "bob", "ann"]
LABELS = ["dog", "cat", "cat", "dog"]


def named(votes: Votes) -> list[tuple[str, str, str]]:
    return [
        (votes.tasks[task], votes.workers[worker], votes.classes[label])
        for task, worker, label in zip(votes.task, votes.worker, votes.label, strict=True)
    ]


@pytest.mark.parametrize(
    "column",
    [
        list,
        tuple,
        np.array,
        pa.array,
        lambda ids: np.array(ids, dtype=object),
        lambda ids: pa.chunked_array([ids[:1], ids[1:]]),
        lambda ids: pa.array(ids).dictionary_encode(),
        lambda ids: pa.array(ids, type=pa.string_view()),
        lambda ids: pa.array(ids, type=pa.large_string()),
    ],
    ids=["list", "tuple", "numpy", "arrow", "objects", "chunked", "categorical", "view", "large"],
)
def test_every_kind_of_column_gives_the_same_votes(column: Any) -> None:  # noqa: ANN401 - many kinds
    votes = Votes.from_columns(column(TASKS), column(WORKERS), column(LABELS))

    assert set(named(votes)) == set(zip(TASKS, WORKERS, LABELS, strict=True))
    assert votes.task.dtype == votes.worker.dtype == votes.label.dtype == np.int32


class Streamed:
    """A table of another library: columns by name, each readable as an Arrow stream."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __getitem__(self, name: str) -> "StreamedColumn":
        return StreamedColumn(self._table[name])


class StreamedColumn:
    def __init__(self, column: pa.ChunkedArray) -> None:
        self._column = column

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._column.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize("wrap", [dict, pa.table, lambda columns: Streamed(pa.table(columns))])
def test_tables_are_read_by_column_name(wrap: Any) -> None:  # noqa: ANN401 - many kinds
    table = wrap({"item": TASKS, "who": WORKERS, "answer": LABELS, "trust": [1.0, 2.0, 3.0, 4.0]})

    votes = Votes.from_table(table, task="item", worker="who", label="answer", weight="trust")

    assert set(named(votes)) == set(zip(TASKS, WORKERS, LABELS, strict=True))
    weights = dict(zip(named(votes), votes.weight.tolist(), strict=True))
    assert weights["t2", "bob", "cat"] == 3.0


def test_votes_are_ordered_by_task_and_task_start_finds_them() -> None:
    votes = Votes.from_columns(TASKS, WORKERS, LABELS)

    assert votes.task.tolist() == [0, 0, 1, 1]
    assert votes.task_start.tolist() == [0, 2, 4]
    assert votes.tasks.tolist() == ["t2", "t1"]
    assert len(votes) == 4


def test_classes_are_sorted_unless_given() -> None:
    seen = Votes.from_columns(TASKS, WORKERS, LABELS)
    given = Votes.from_columns(TASKS, WORKERS, LABELS, classes=["fox", "dog", "cat"])

    assert seen.classes.tolist() == ["cat", "dog"]
    assert given.classes.tolist() == ["fox", "dog", "cat"]
    assert given.tally().tolist() == [[0, 1, 1], [0, 1, 1]]


@pytest.mark.parametrize("labels", [[3, 1, 1, 3], [True, False, False, True]])
def test_ids_keep_their_type(labels: list[int]) -> None:
    votes = Votes.from_columns(array("q", [9, 7, 9, 7]), WORKERS, labels)

    assert votes.tasks.tolist() == [7, 9]
    assert votes.classes.tolist() == sorted(set(labels))


@pytest.mark.parametrize(
    ("ids", "kind"),
    [
        ([5, -3, 5, -3], "i8"),
        ([127, -128, 127, -128], "i1"),
        ([2**64 - 1, 2**64 - 3, 2**64 - 1, 2**64 - 3], "u8"),
        ([2**63 - 1, -(2**63), 2**63 - 1, -(2**63)], "i8"),
        ([2**40, 7, 2**40, 7], "i8"),
    ],
)
def test_whole_numbers_come_ascending_however_far_apart(ids: list[int], kind: str) -> None:
    column = pa.chunked_array([np.array(ids[:1], dtype=kind), np.array(ids[1:], dtype=kind)])

    votes = Votes.from_columns(column, WORKERS, LABELS)

    assert votes.tasks.tolist() == sorted(set(ids))
    assert set(named(votes)) == set(zip(ids, WORKERS, LABELS, strict=True))


@pytest.mark.parametrize(
    "ids",
    [
        ["task-07", "task-12", "task-00", "task-99"],
        ["task-7", "task-12", "task-0", "task-99"],
        ["7", "12", "0", "99"],
        ["8", "12", "08", "012"],
        ["a-7", "a-12", "b-7", "a-13"],
        ["a-7", "a-7b", "a-12", "a-"],
        ["a٣", "a3", "a٤", "a4"],
        ["9" * 9, "9" * 10, "1", "2" * 9],
        ["", "1", "2", "3"],
        ["", "", "", ""],
    ],
)
@pytest.mark.parametrize("block", [1, 3, 100])
def test_ids_that_end_in_numbers_are_those_they_are(
    ids: list[str], block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldwright.algorithms.coding._BLOCK", block)
    monkeypatch.setattr("goldwright.algorithms.coding._TABLE_CELLS", 50)
    tasks = [*ids, *ids[::-1]]
    workers = [f"w{place}" for place in range(len(tasks))]
    # A column in parts, and parts that begin within what they were cut from.
    column = pa.chunked_array([pa.array(["-", *tasks])[1:4], [], pa.array(tasks[3:])])

    votes = Votes.from_columns(column, workers, ["x"] * len(tasks))

    assert votes.tasks.tolist() == list(dict.fromkeys(tasks))
    assert {(task, worker) for task, worker, _ in named(votes)} == set(
        zip(tasks, workers, strict=True)
    )


@pytest.mark.parametrize("count", [1, 2**20 - 7])
def test_votes_too_wide_for_one_number_are_sorted_too(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(5)
    pairs = rng.permutation(400)[:300]
    columns = (pairs // 20 * count, pairs % 20, rng.integers(0, 3, 300))
    expected = Votes.from_columns(*columns)
    monkeypatch.setattr("goldwright.algorithms.votes.KEY_BITS", 3)

    votes = Votes.from_columns(*columns)

    assert named(votes) == named(expected) == sorted(named(expected))
    assert votes.task_start.tolist() == expected.task_start.tolist()


def test_many_votes_sorted_in_halves_are_those_sorted_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(6)
    pairs = rng.permutation(4000)[:3001]
    columns = (pairs // 40, pairs % 40, rng.integers(0, 3, 3001))
    expected = Votes.from_columns(*columns)
    monkeypatch.setattr("goldwright.algorithms.coding._TOGETHER_FROM", 2)
    monkeypatch.setattr("goldwright.algorithms.sorting._HALVED_FROM", 2)
    monkeypatch.setattr("goldwright.algorithms.sorting._BLOCK", 7)
    monkeypatch.setattr("goldwright.algorithms.coding._BLOCK", 7)

    assert named(Votes.from_columns(*columns)) == named(expected)


@pytest.mark.parametrize(
    ("columns", "options", "words"),
    [
        (([], [], []), {}, "no votes"),
        ((["t"], ["w", "v"], ["c", "c"]), {}, "1 tasks, 2 workers, 2 labels"),
        ((["t", "t"], ["w", None], ["c", "c"]), {}, "Row 1 has no value in workers"),
        ((["t", "u", "t"], ["w", "w", "w"], ["a", "b", "b"]), {}, "Row 2 is a second vote"),
        (([4, 6, 4], [1, 1, 1], ["a", "b", "b"]), {}, "Row 2 is a second vote .* on task .*4"),
        (([4, 6, 4], [1, 1, 1], ["a", "b", "b"]), {"weights": [1, 1, 1]}, "Row 2 is a second vote"),
        ((["t"], ["w"], ["c"]), {"classes": ["a", "b"]}, "'c' is not among the classes"),
        ((["t"], ["w"], ["c"]), {"classes": ["c", "c"]}, "repeat a name"),
        ((["t", 7], ["w", "v"], ["c", "c"]), {}, "column of tasks cannot be read"),
        ((["t"], ["w"], ["c"]), {"weights": [0.0]}, "Row 0 of weights is 0"),
        ((["t"], ["w"], ["c"]), {"weights": [1e-300]}, "Row 0 of weights is 1e-300"),
        ((["t"], ["w"], ["c"]), {"weights": [float("nan")]}, "Row 0 has no value in weights"),
        ((["t"], ["w"], ["c"]), {"weights": [1.0, 2.0]}, "2 weights for 1 rows"),
        ((["t"], ["w"], ["c"]), {"weights": ["much"]}, "weights has no numbers"),
        ((["t"], ["w"], [["c"]]), {}, "column of labels cannot be read .*are no ids"),
        (([2**70], ["w"], ["c"]), {}, "column of tasks cannot be read"),
        ((["t"], ["w"], ["c"]), {"classes": 5}, "column of classes cannot be read"),
        ((["t"], ["w"], ["c"]), {"classes": ["c", None]}, "Row 1 has no value in classes"),
    ],
)
def test_unsound_votes_are_refused_with_the_place(
    columns: tuple[list[Any], list[Any], list[Any]], options: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words):
        Votes.from_columns(*columns, **options)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InvalidInputError, match="no column 'worker'"):
        Votes.from_table({"task": TASKS, "label": LABELS})


@pytest.mark.parametrize("table", [None, 7, [1, 2], "task"])
def test_what_is_no_table_is_refused(table: object) -> None:
    with pytest.raises(InvalidInputError, match="give an Arrow, pandas or Polars table"):
        Votes.from_table(table)


@pytest.mark.parametrize(
    "ids",
    [
        [date(2026, 1, 2), date(2026, 1, 1)],
        [datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)],
        np.array(["2026-01-02", "2026-01-01"], dtype="datetime64[ns]"),
        np.array([2**64 - 1, 0], dtype=np.uint64),
        np.array([1.5, 0.5], dtype=np.float16),
        pa.array(["b", "a"]).dictionary_encode(),
        # What a categorical column of Polars is.
        pa.DictionaryArray.from_arrays(
            pa.array([0, 1], pa.uint32()), pa.array(["b", "a"]).cast(pa.string_view())
        ),
    ],
)
def test_ids_of_any_type_that_can_be_told_apart_come_back_as_they_are(ids: Any) -> None:  # noqa: ANN401 - many kinds
    expected = ids.astype("datetime64[us]") if getattr(ids, "dtype", None) == "M8[ns]" else ids
    names = expected.tolist() if hasattr(expected, "tolist") else expected

    votes = Votes.from_columns(ids, ids, ids)

    assert sorted(votes.tasks.tolist()) == sorted(votes.workers.tolist()) == sorted(names)
    assert votes.classes.tolist() == sorted(names)
    assert AutomaticChoice().fit(votes, gold={names[0]: names[0]}).by_task() == {
        name: name for name in names
    }


def test_gold_that_is_no_mapping_is_refused() -> None:
    votes = Votes.from_columns(TASKS, WORKERS, LABELS)

    with pytest.raises(InvalidInputError, match="give a mapping"):
        votes.code_gold(["dog"])  # type: ignore[arg-type]


def test_gold_is_coded_and_gold_of_other_tasks_passed_over() -> None:
    votes = Votes.from_columns(TASKS, WORKERS, LABELS)

    known = votes.code_gold({"t1": "dog", "elsewhere": "cat"})

    assert known.tolist() == [UNKNOWN, 1]


def test_gold_of_an_unknown_class_is_refused() -> None:
    votes = Votes.from_columns(TASKS, WORKERS, LABELS)

    with pytest.raises(InvalidInputError, match="Gold of task 't1' is 'fox'"):
        votes.code_gold({"t1": "fox"})
