"""Chance-corrected agreement: 1 is perfect, 0 what chance gives, below 0 worse than chance.

Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability. University of Pennsylvania.
Fleiss, J. L. (1971): Measuring nominal scale agreement among many raters. Psychological Bulletin
76 (5), 378-382. Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and
Psychological Measurement 20 (1), 37-46.

All count every vote once, whatever its weight, and give None where agreement has no meaning:
when nothing can be compared, or when only one class is used and chance alone agrees fully.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

Distance = Callable[[Any, Any], float]


def krippendorff_alpha(votes: Votes, *, distance: Distance | None = None) -> float | None:
    """Alpha over all tasks with two votes or more, any number of workers, gaps allowed.

    `distance` takes two class ids and gives their squared difference (0 for equals, symmetric),
    such as `lambda one, two: (one - two) ** 2` for the interval scale; without it the scale is
    nominal. It is called once per pair of classes.
    """
    counts = _counts(votes)
    counts = counts[counts.sum(axis=1) >= 2]  # noqa: PLR2004 - one vote agrees with nobody
    apart = _distances(votes.classes.tolist(), distance)
    per_task = counts.sum(axis=1)
    total = counts.sum()
    by_class = counts.sum(axis=0)
    expected = by_class @ apart @ by_class
    if expected == 0:
        return None
    disagreements = np.einsum("tc,tc->t", counts @ apart, counts)
    observed = (disagreements / (per_task - 1)).sum()
    return float(1 - (total - 1) * observed / expected)


def fleiss_kappa(votes: Votes) -> float | None:
    """Kappa of tasks that all have the same number of votes, at least two; nominal."""
    counts = _counts(votes)
    per_task = counts.sum(axis=1)
    raters = per_task[0]
    if raters < 2 or (per_task != raters).any():  # noqa: PLR2004 - one vote agrees with nobody
        raise InvalidInputError(
            f"Tasks have {int(per_task.min())} to {int(per_task.max())} votes; Fleiss' kappa needs "
            "equally many, at least two, so use krippendorff_alpha."
        )
    observed = ((counts**2).sum(axis=1) - raters).mean() / (raters * (raters - 1))
    expected = float(((counts.sum(axis=0) / counts.sum()) ** 2).sum())
    return _beyond_chance(float(observed), expected)


def cohen_kappa(votes: Votes, pair: tuple[Hashable, Hashable]) -> float | None:
    """Kappa of two workers, by their ids, over the tasks that both answered; nominal."""
    one, two = (_labels_of(votes, worker) for worker in pair)
    both = (one != UNKNOWN) & (two != UNKNOWN)
    if not both.any():
        return None
    one, two = one[both], two[both]
    n_classes = len(votes.classes)
    shares = [np.bincount(side, minlength=n_classes) / len(side) for side in (one, two)]
    return _beyond_chance(float((one == two).mean()), float(shares[0] @ shares[1]))


def _counts(votes: Votes) -> FloatArray:
    """Number of votes, not their weight, for each class of each task."""
    return replace(votes, weight=None).tally()


def _distances(classes: list[Any], distance: Distance | None) -> FloatArray:
    if distance is None:
        return 1.0 - np.eye(len(classes))
    return np.array([[distance(one, two) for two in classes] for one in classes], dtype=np.float64)


def _labels_of(votes: Votes, worker: Hashable) -> CodeArray:
    """Label code of one worker for every task, `UNKNOWN` where there is none."""
    found = np.flatnonzero(votes.workers == worker)
    if len(found) == 0:
        raise InvalidInputError(f"Worker {worker!r} has no votes; name two workers that have.")
    rows = votes.worker == found[0]
    labels = np.full(len(votes.tasks), UNKNOWN, dtype=np.int32)
    labels[votes.task[rows]] = votes.label[rows]
    return labels


def _beyond_chance(observed: float, expected: float) -> float | None:
    # Shares add up to 1 only to within rounding.
    return None if expected > 1 - 1e-12 else (observed - expected) / (1 - expected)
