"""Chance-corrected agreement: 1 is perfect, 0 what chance gives, below 0 worse than chance.

Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability. University of Pennsylvania.
Fleiss, J. L. (1971): Measuring nominal scale agreement among many raters. Psychological Bulletin
76 (5), 378-382. Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and
Psychological Measurement 20 (1), 37-46. Answers of any form, drawings and spans too: Braylan, A.,
Alonso, O. and Lease, M. (2022): Measuring annotator agreement generally across complex structured,
multi-object, and free-text annotation tasks. The Web Conference, 1720-1730.

All count every vote once, whatever its weight, and give None where agreement has no meaning:
when nothing can be compared, or when only one class is used and chance alone agrees fully.
`bootstrap.over_tasks` gives intervals of each.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray, IdArray
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

Distance: TypeAlias = Callable[[Any, Any], float]
Scale: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
Answer = TypeVar("Answer")

_MOST_PAIRS = 20_000


def krippendorff_alpha(votes: Votes, *, distance: Distance | Scale | None = None) -> float | None:
    """Alpha over all tasks with two votes or more, any number of workers, gaps allowed.

    `distance` names a scale, nominal unless told: `ordinal` takes the order of `votes.classes`,
    `interval` and `ratio` need classes that are numbers. Or it takes two class ids and gives their
    squared difference (0 for equals, symmetric); it is then called once per pair of classes.
    """
    counts = _counts(votes)
    counts = counts[counts.sum(axis=1) >= 2]  # noqa: PLR2004 - one vote agrees with nobody
    per_task = counts.sum(axis=1)
    total = counts.sum()
    by_class = counts.sum(axis=0)
    apart = _distances(votes.classes, by_class, distance or "nominal")
    expected = by_class @ apart @ by_class
    if expected == 0:
        return None
    disagreements = np.einsum("tc,tc->t", counts @ apart, counts)
    observed = (disagreements / (per_task - 1)).sum()
    return float(1 - (total - 1) * observed / expected)


def answers_alpha(
    answers: Sequence[Sequence[Answer]],
    distance: Callable[[Answer, Answer], float],
    *,
    seed: int = 0,
) -> float | None:
    """Alpha of answers of any form, given by task: 1 less observed over expected distance.

    `distance` is 0 for equals and symmetric. What chance gives is the mean distance of any two
    answers, whatever their task; of 20,000 pairs drawn with `seed` when there are more.
    """
    compared = [one for one in answers if len(one) > 1]
    everything = [answer for one in compared for answer in one]
    count = len(everything)
    if count == 0:
        return None
    observed = 0.0
    for one in compared:
        within = math.fsum(distance(left, right) for left, right in combinations(one, 2))
        # Each answer is paired with the others of its task: it counts once, however many they are.
        observed += 2 * within / (len(one) - 1)
    expected = _mean_distance(everything, distance, np.random.default_rng(seed))
    return None if expected == 0 else 1 - observed / count / expected


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


def _mean_distance(
    answers: Sequence[Answer],
    distance: Callable[[Answer, Answer], float],
    rng: np.random.Generator,
) -> float:
    count = len(answers)
    if count * (count - 1) // 2 <= _MOST_PAIRS:
        pairs = list(combinations(range(count), 2))
    else:
        one = rng.integers(0, count, _MOST_PAIRS)
        # A step round the circle that is never whole: nobody is compared with themselves.
        two = (one + rng.integers(1, count, _MOST_PAIRS)) % count
        pairs = list(zip(one.tolist(), two.tolist(), strict=True))
    return math.fsum(distance(answers[one], answers[two]) for one, two in pairs) / len(pairs)


def _distances(classes: IdArray, by_class: FloatArray, distance: Distance | Scale) -> FloatArray:
    """Squared differences of classes, (classes, classes); Krippendorff 2011, section 3."""
    if distance == "nominal":
        return 1.0 - np.eye(len(classes))
    if distance == "ordinal":
        # Votes between the two, and half of those on either.
        reached = np.cumsum(by_class) - by_class / 2
        return (reached[:, np.newaxis] - reached) ** 2
    if distance in {"interval", "ratio"}:
        try:
            values = np.asarray(classes, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise InvalidInputError(
                f"Classes are not numbers ({error}); use the nominal or the ordinal scale."
            ) from error
        apart = (values[:, np.newaxis] - values) ** 2
        if distance == "interval":
            return apart
        total = (values[:, np.newaxis] + values) ** 2
        return np.divide(apart, total, out=np.zeros_like(apart), where=total > 0)
    if isinstance(distance, str):
        raise InvalidInputError(
            f"There is no scale {distance!r}; name nominal, ordinal, interval or ratio."
        )
    names = classes.tolist()
    return np.array([[distance(one, two) for two in names] for one in names], dtype=np.float64)


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
