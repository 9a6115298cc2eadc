"""Votes in files, fitted by one process or by several: the same answers to the last bit."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldwright.algorithms import (
    DawidSkene,
    HierarchicalDawidSkene,
    Mace,
    OneCoinDawidSkene,
    Votes,
    fit_parquet,
)
from goldwright.algorithms.dawid_skene import DawidSkeneResult
from goldwright.algorithms.mace import MaceResult
from goldwright.algorithms.one_coin import OneCoinResult
from goldwright.algorithms.partition import Method
from goldwright.algorithms.variational import VariationalDawidSkene
from goldwright.errors import InvalidInputError


@pytest.fixture
def table() -> pa.Table:
    """Five votes on each of 300 tasks, rows in no order."""
    rng = np.random.default_rng(3)
    task = np.repeat(np.arange(300), 5)
    worker = (rng.integers(0, 40, 300)[:, None] + np.arange(5) * 7).ravel() % 40
    truth = rng.integers(0, 3, 300)
    label = np.where(rng.random(1500) < 0.7, truth[task], rng.integers(0, 3, 1500))
    order = rng.permutation(1500)
    return pa.table(
        {
            "item": [f"t{one}" for one in task[order].tolist()],
            "worker": pa.array([f"w{one}" for one in worker[order].tolist()]).dictionary_encode(),
            "label": label[order],
        }
    )


@pytest.fixture
def files(table: pa.Table, tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    pq.write_table(table.slice(0, 700), paths[0])
    pq.write_table(table.slice(700), paths[1])
    return paths


def answers(path: Path) -> dict[str, tuple[int, float]]:
    rows = pq.read_table(path).to_pylist()
    return {row["task"]: (row["label"], row["confidence"]) for row in rows}


def confusion_of(result: DawidSkeneResult | OneCoinResult | MaceResult) -> np.ndarray:
    if isinstance(result, DawidSkeneResult):
        return result.confusion
    if isinstance(result, OneCoinResult):
        right = result.worker_accuracy[:, None, None]
        return np.where(np.eye(3) == 1, right, (1 - right) / 2)
    knows = result.worker_competence[:, None, None]
    return knows * np.eye(len(result.votes.classes)) + (1 - knows) * result.worker_habit[:, None]


@pytest.mark.parametrize(
    "method",
    [
        DawidSkene(),
        OneCoinDawidSkene(),
        VariationalDawidSkene(),
        HierarchicalDawidSkene(),
        Mace(),
    ],
)
def test_parts_give_what_all_votes_together_give(
    method: Method,
    table: pa.Table,
    files: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("goldwright.algorithms.partition.VOTES_A_PART", 200)
    together = method.fit(Votes.from_table(table, task="item"))

    result = fit_parquet(files, folder=tmp_path / "parts", method=method, columns={"task": "item"})
    result.write(tmp_path / "answers.parquet")

    found = answers(tmp_path / "answers.parquet")
    assert len(result.parts) == 8
    assert {task: label for task, (label, _) in found.items()} == together.by_task()
    chances = dict(zip(together.votes.tasks, together.posterior.max(axis=1), strict=True))
    assert {task: chance for task, (_, chance) in found.items()} == pytest.approx(chances)
    order = np.argsort(together.votes.workers)
    assert result.workers.tolist() == together.votes.workers[order].tolist()
    assert result.confusion == pytest.approx(confusion_of(together)[order])
    assert result.log_likelihood == pytest.approx(together.log_likelihood, rel=1e-6)


def test_tasks_that_are_numbers_are_parted_evenly(
    table: pa.Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldwright.algorithms.partition.VOTES_A_PART", 200)
    numbers = [int(one[1:]) - 150 for one in table["item"].to_pylist()]
    # Each file has its own kind of number; a task has votes in both.
    paths = [tmp_path / "wide.parquet", tmp_path / "narrow.parquet"]
    for path, rows, kind in zip(
        paths, (slice(700), slice(700, None)), (pa.int64(), pa.int16()), strict=True
    ):
        part = table.slice(rows.start or 0, rows.stop)
        ids = pa.array(numbers[rows], type=kind)
        pq.write_table(part.set_column(0, "task", ids), path)

    result = fit_parquet(paths, folder=tmp_path / "parts")
    result.write(tmp_path / "answers.parquet")

    together = DawidSkene().fit(Votes.from_columns(numbers, table["worker"], table["label"]))
    found = {task: label for task, (label, _) in answers(tmp_path / "answers.parquet").items()}
    assert found == together.by_task()
    assert all(20 < len(part.tasks()) < 60 for part in result.parts)


@pytest.mark.parametrize(
    "method",
    [
        DawidSkene(),
        DawidSkene(smoothing=0.5),
        OneCoinDawidSkene(),
        VariationalDawidSkene(),
        HierarchicalDawidSkene(),
        Mace(),
    ],
)
def test_shards_on_threads_in_single_precision_give_the_labels_of_one_in_double(
    method: Method, table: pa.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    votes = Votes.from_table(table, task="item")
    gold = dict(list(method.fit(votes).by_task().items())[::30])
    at_once = method.fit(votes, gold=gold)
    monkeypatch.setattr("goldwright.algorithms.em._SINGLE_FROM", 0)
    monkeypatch.setattr("goldwright.algorithms.em._THREADS_FROM", 0)
    monkeypatch.setattr("goldwright.algorithms.em._SHARD_VOTES", 100)

    sharded = method.fit(votes, gold=gold)

    assert sharded.labels.tolist() == at_once.labels.tolist()
    assert sharded.posterior == pytest.approx(at_once.posterior, abs=1e-3)
    assert sharded.log_likelihood == pytest.approx(at_once.log_likelihood, rel=1e-4)


def test_two_processes_give_the_same_bits_as_one(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldwright.algorithms.partition.VOTES_A_PART", 500)
    one, two = (
        fit_parquet(files, folder=tmp_path / str(count), processes=count, columns={"task": "item"})
        for count in (1, 2)
    )
    for number, result in enumerate((one, two)):
        result.write(tmp_path / f"answers{number}.parquet")

    assert np.array_equal(one.confusion, two.confusion)
    assert one.log_likelihood == two.log_likelihood
    assert answers(tmp_path / "answers0.parquet") == answers(tmp_path / "answers1.parquet")


def test_files_that_cannot_be_used_are_told(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="columns missing: task"):
        fit_parquet(files, folder=tmp_path / "a")
    with pytest.raises(InvalidInputError, match="empty or new"):
        fit_parquet(files, folder=tmp_path)
    with pytest.raises(InvalidInputError, match="cannot be read"):
        fit_parquet([tmp_path / "none.parquet"], folder=tmp_path / "b")
    gap = tmp_path / "gap.parquet"
    pq.write_table(pa.table({"task": ["t", None], "worker": ["w", "v"], "label": [1, 2]}), gap)
    with pytest.raises(InvalidInputError, match="no value in task"):
        fit_parquet([gap], folder=tmp_path / "c")
    twice = tmp_path / "twice.parquet"
    pq.write_table(pa.table({"task": ["t", "t"], "worker": ["w", "w"], "label": [1, 2]}), twice)
    with pytest.raises(InvalidInputError, match="second vote"):
        fit_parquet([twice], folder=tmp_path / "d")
