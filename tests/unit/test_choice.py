"""Methods are weighed by evidence, and the evidence is told."""

import numpy as np
import pytest

from goldwright.algorithms import AutomaticChoice, DawidSkene, MajorityVote, Votes
from goldwright.algorithms.arrays import CodeArray
from goldwright.errors import InvalidInputError

TASKS, WORKERS = 400, 20


def crowd(
    rates: np.ndarray, *, answers: int, seed: int = 0, tasks: int = TASKS
) -> tuple[Votes, CodeArray]:
    """Votes of workers with these rates, (workers, true class, given class), and the truth."""
    rng = np.random.default_rng(seed)
    classes = rates.shape[1]
    truth = rng.integers(0, classes, tasks).astype(np.int32)
    task = np.repeat(np.arange(tasks), answers)
    worker = np.concatenate([rng.permutation(len(rates))[:answers] for _ in range(tasks)])
    label = [rng.choice(classes, p=rates[who, truth[of]]) for of, who in zip(task, worker)]  # noqa: B905 - equal
    return Votes.from_columns(task, worker, label, classes=range(classes)), truth


def even(accuracies: np.ndarray, classes: int) -> np.ndarray:
    rates = np.repeat(((1 - accuracies) / (classes - 1))[:, None, None], classes, axis=1)
    rates = np.repeat(rates, classes, axis=2)
    rates[:, range(classes), range(classes)] = accuracies[:, None]
    return rates


def confusing() -> np.ndarray:
    """Half of the workers take the second class for the third, and the other way round."""
    rates = even(np.full(WORKERS, 0.85), 4)
    rates[: WORKERS // 2, 1:3, 1:3] = [[0.15, 0.75], [0.75, 0.15]]
    return rates


def right(found: CodeArray, truth: CodeArray) -> float:
    return float((found == truth).mean())


def test_workers_who_confuse_classes_are_modelled_class_by_class() -> None:
    votes, truth = crowd(confusing(), answers=7)

    result = AutomaticChoice().fit(votes)

    heaviest = {one.method for one in result.evidence[:2]}
    assert heaviest == {"DawidSkene", "VariationalDawidSkene"}
    assert right(result.labels, truth) >= right(MajorityVote().fit(votes).labels, truth) + 0.1
    assert right(result.labels, truth) >= right(DawidSkene().fit(votes).labels, truth) - 0.02


def test_many_who_answered_little_are_counted_rather_than_modelled() -> None:
    votes, truth = crowd(even(np.full(1000, 0.7), 5), answers=4, tasks=250)

    result = AutomaticChoice().fit(votes)

    weight = {one.method: one.weight for one in result.evidence}
    assert min(weight["MajorityVote"], weight["Glad"]) > weight["DawidSkene"]
    assert right(result.labels, truth) > right(DawidSkene().fit(votes).labels, truth) + 0.05


def test_evidence_adds_up_and_is_told_in_words() -> None:
    votes, _ = crowd(confusing(), answers=5)

    result = AutomaticChoice().fit(votes)

    assert sum(one.weight for one in result.evidence) == pytest.approx(1)
    assert min(one.behind for one in result.evidence) == 0
    assert [one.weight for one in result.evidence] == sorted(
        (one.weight for one in result.evidence), reverse=True
    )
    assert set(result.results) == {one.method for one in result.evidence}
    assert all(one.method in result.reason for one in result.evidence)


def test_gold_holds_back_what_it_shows_to_be_wrong() -> None:
    # Two thirds of a crowd take one class for another, so a majority has it wrong.
    rates = even(np.full(15, 0.9), 3)
    rates[:10, 1] = [0.9, 0.05, 0.05]
    votes, truth = crowd(rates, answers=9)
    gold = {task: int(truth[task]) for task in range(60)}

    told = AutomaticChoice().fit(votes, gold=gold)

    majority = next(one for one in told.evidence if one.method == "MajorityVote")
    assert right(MajorityVote().fit(votes).labels, truth) < 0.75
    assert right(told.labels, truth) > 0.9
    assert majority.is_held_back
    assert majority.weight == 0
    assert "held back by gold: " in told.reason
    assert gold.items() <= told.by_task().items()


def test_single_votes_are_taken_as_they_are() -> None:
    votes = Votes.from_columns(["t", "u"], ["ann", "bob"], ["cat", "dog"])

    result = AutomaticChoice().fit(votes)

    assert result.by_task() == {"t": "cat", "u": "dog"}
    assert "nothing can be compared" in result.reason


def test_too_many_classes_leave_out_what_needs_a_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldwright.algorithms.dawid_skene._MOST_RATES", 10)
    votes, _ = crowd(confusing(), answers=3, tasks=50)

    result = AutomaticChoice().fit(votes)

    assert set(result.results) == {"MajorityVote", "Glad"}


def test_gold_of_an_unknown_class_is_refused() -> None:
    votes = Votes.from_columns(["t", "t"], ["ann", "bob"], ["cat", "dog"])

    with pytest.raises(InvalidInputError, match="'fox'"):
        AutomaticChoice().fit(votes, gold={"t": "fox"})


def test_a_sample_of_the_tasks_stands_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldwright.algorithms.choice._MOST_VOTES", 1000)
    votes, truth = crowd(confusing(), answers=7)

    result = AutomaticChoice().fit(votes)

    assert len(result.labels) == TASKS
    assert right(result.labels, truth) > right(MajorityVote().fit(votes).labels, truth)
