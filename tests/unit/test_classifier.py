"""Features and models' probabilities help where votes are few, and never overrule gold."""

import numpy as np
import pytest

from goldwright.algorithms import ClassifierAided, DawidSkene, Votes
from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.errors import InvalidInputError

CLASSES = 3


def labelled(
    *, seed: int = 0, tasks: int = 200, overlap: float = 1.0
) -> tuple[Votes, FloatArray, CodeArray]:
    """Two votes a task of workers who are right in 6 of 10 cases, features and the truth."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, CLASSES, tasks).astype(np.int32)
    features = rng.normal(size=(tasks, 12)) * overlap
    features[np.arange(tasks), truth] += 3.0
    task = np.repeat(np.arange(tasks), 2)
    worker = (np.arange(2 * tasks) * 7 + rng.integers(0, 3, 2 * tasks)) % 31
    worker[1::2] = (worker[::2] + 1 + worker[1::2] % 29) % 31
    is_right = rng.random(2 * tasks) < 0.6
    label = np.where(is_right, truth[task], (truth[task] + rng.integers(1, 3, 2 * tasks)) % CLASSES)
    return Votes.from_columns(task, worker, label, classes=range(CLASSES)), features, truth


def right(found: CodeArray, truth: CodeArray) -> float:
    return float((found == truth).mean())


def test_features_that_tell_classes_apart_raise_accuracy() -> None:
    votes, features, truth = labelled()

    result = ClassifierAided().fit(votes, features=features)

    assert right(result.labels, truth) > right(DawidSkene().fit(votes).labels, truth) + 0.1
    assert result.posterior.sum(axis=1) == pytest.approx(np.ones(len(truth)))


def test_features_that_tell_nothing_do_little_harm() -> None:
    votes, _, truth = labelled()
    noise = np.random.default_rng(9).normal(size=(len(truth), 12))

    result = ClassifierAided().fit(votes, features=noise)

    assert right(result.labels, truth) > right(DawidSkene().fit(votes).labels, truth) - 0.05


def test_probabilities_of_a_model_are_joined_with_votes() -> None:
    votes, _, truth = labelled()
    model = np.full((len(truth), CLASSES), 0.15)
    model[np.arange(len(truth)), truth] = 0.7
    spoiled = np.arange(len(truth)) % 5 == 0
    model[spoiled] = 1 / CLASSES

    result = ClassifierAided().fit(votes, probabilities=model)

    assert result.classifier == pytest.approx(model)
    assert right(result.labels[~spoiled], truth[~spoiled]) > 0.9
    assert right(result.labels[spoiled], truth[spoiled]) > 0.5


def test_gold_is_kept_and_the_same_seed_gives_the_same() -> None:
    votes, features, truth = labelled(tasks=120)
    wrong = {3: int(truth[3] + 1) % CLASSES, 4: int(truth[4])}

    one, two = (ClassifierAided().fit(votes, features=features, gold=wrong) for _ in range(2))

    assert wrong.items() <= one.by_task().items()
    assert np.array_equal(one.posterior, two.posterior)


def test_what_does_not_fit_the_tasks_is_refused() -> None:
    votes, features, _ = labelled(tasks=40)

    with pytest.raises(InvalidInputError, match=r"shape \(39, 12\)"):
        ClassifierAided().fit(votes, features=features[1:])
    with pytest.raises(InvalidInputError, match=r"\(40, 3\)"):
        ClassifierAided().fit(votes, probabilities=features)
    with pytest.raises(InvalidInputError, match="below 0"):
        ClassifierAided().fit(votes, probabilities=-np.ones((40, CLASSES)))
    with pytest.raises(InvalidInputError, match="either"):
        ClassifierAided().fit(votes)
    with pytest.raises(InvalidInputError, match="0 rounds"):
        ClassifierAided(rounds=0)
