# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""Chance-corrected agreement: 1 is perfect, 0 what chance gives, below 0 worse than chance.

Krippendorff, K. (2011): Computing Krippendorff's alpha-reliability. University of Pennsylvania.
Fleiss, J. L. (1971): Measuring nominal scale agreement among many raters. Psychological Bulletin
76 (5), 378-382. Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and
Psychological Measurement 20 (1), 37-46. Answers of any form, drawings and spans too: Braylan, A.,
Alonso, O. and Lease, M. (2022): Measuring annotator agreement generally across complex structured,
multi-object, and free-text annotation tasks. The Web Conference, 1720-1730.

All count every vote once, whatever its weight, and give None where agreement has no meaning:
when nothing can be compared, or when only one class is used and chance alone agrees fully.
`bootstrap.over_tasks` gives intervals of each, `answers_over_tasks` of answers of any form.
"""

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
from scipy import sparse

from goldwright.algorithms.arrays import CodeArray, FloatArray, IdArray, IndexArray
from goldwright.algorithms.coding import blocks
from goldwright.algorithms.columns import added
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

Distance: TypeAlias = Callable[[Any, Any], float]
Scale: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
Answer = TypeVar("Answer")

_MOST_PAIRS = 20_000
# A table of how far each two classes are apart has 25 million numbers then.
_MOST_CLASSES = 5_000
_ROWS_AT_ONCE = 1_000


def krippendorff_alpha(votes: Votes, *, distance: Distance | Scale | None = None) -> float | None:
    """Alpha over all tasks with two votes or more, any number of workers, gaps allowed.

    `distance` names a scale, nominal unless told: `ordinal` takes the order of `votes.classes`,
    `interval` and `ratio` need classes that are numbers. Or it takes two class ids and gives their
    squared difference (0 for equals, symmetric); it is then called once per pair of classes.
    """
    size = np.diff(votes.task_start)
    is_compared = size[votes.task] > 1
    task = votes.task[is_compared]
    used, label = np.unique(votes.label[is_compared], return_inverse=True)
    if len(used) < 2:  # noqa: PLR2004 - one class agrees with itself
        return None
    by_class = np.bincount(label)
    if distance is None or distance == "nominal":
        apart = _apart_by_class(task, label, by_class)
    elif distance == "ordinal":
        # Votes below, and half of those on it: classes are as far apart as votes lie between.
        apart = _apart_by_value(task, (np.cumsum(by_class) - by_class / 2)[label])
    elif distance == "interval":
        apart = _apart_by_value(task, _numbers(votes.classes[used])[label])
    else:
        between = _distances(votes.classes[used], distance)
        apart = _apart_by_pair(task, label, by_class, between)
    observed, expected = apart
    if expected == 0:
        return None
    others = np.maximum(size - 1, 1)
    return float(1 - (len(label) - 1) * (observed / others[: len(observed)]).sum() / expected)


@dataclass(frozen=True, slots=True, eq=False)
class AnswerDistances:
    """How far answers of any form are apart, within their task and whatever their task.

    `within` (tasks,) adds up each answer's mean distance to the others on its task, of which there
    are `size` (tasks,). `between` (pairs,) are distances of any two answers, those of the tasks
    `one` and `two`.
    """

    within: FloatArray
    size: FloatArray
    one: IndexArray
    two: IndexArray
    between: FloatArray

    def alpha(self, times: FloatArray) -> float | None:
        """1 less observed over expected distance, each task counted so many times, (tasks,)."""
        pairs = times[self.one] * times[self.two]
        if pairs.sum() == 0 or (expected := pairs @ self.between / pairs.sum()) == 0:
            return None
        return float(1 - times @ self.within / (times @ self.size) / expected)


def answers_apart(
    answers: Sequence[Sequence[Answer]],
    distance: Callable[[Answer, Answer], float],
    *,
    seed: int = 0,
) -> AnswerDistances:
    """What alpha is made of, of tasks with two answers or more; see `answers_alpha`."""
    compared = [one for one in answers if len(one) > 1]
    # Each answer is paired with the others of its task: it counts once, however many they are.
    within = [
        2
        * math.fsum(distance(left, right) for left, right in combinations(one, 2))
        / (len(one) - 1)
        for one in compared
    ]
    size = np.array([len(one) for one in compared], dtype=np.float64)
    everything = [answer for one in compared for answer in one]
    task = np.repeat(np.arange(len(compared)), [len(one) for one in compared])
    one, two = _pairs(len(everything), np.random.default_rng(seed))
    between = [
        distance(everything[left], everything[right])
        for left, right in zip(one.tolist(), two.tolist(), strict=True)
    ]
    return AnswerDistances(
        within=np.array(within, dtype=np.float64),
        size=size,
        one=task[one],
        two=task[two],
        between=np.array(between, dtype=np.float64),
    )


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
    apart = answers_apart(answers, distance, seed=seed)
    return apart.alpha(np.ones(len(apart.size)))


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


def _pairs(count: int, rng: np.random.Generator) -> tuple[IndexArray, IndexArray]:
    """All pairs of so many answers, or as many as are enough."""
    if count * (count - 1) // 2 <= _MOST_PAIRS:
        one, two = np.triu_indices(count, 1)
        return one.astype(np.int64), two.astype(np.int64)
    one = rng.integers(0, count, _MOST_PAIRS)
    # A step round the circle that is never whole: nobody is compared with themselves.
    return one, (one + rng.integers(1, count, _MOST_PAIRS)) % count


def _apart_by_class(
    task: CodeArray, label: IndexArray, by_class: IndexArray
) -> tuple[FloatArray, float]:
    """Pairs of votes that differ, either way round: of each task, (tasks,), and of all votes."""
    cell, count = np.unique(task.astype(np.int64) * len(by_class) + label, return_counts=True)
    same = added(cell // len(by_class), count.astype(np.float64) ** 2, int(task.max()) + 1)
    given = np.bincount(task).astype(np.float64)
    return given * given - same, float(len(label)) ** 2 - float(by_class @ by_class)


def _apart_by_value(task: CodeArray, value: FloatArray) -> tuple[FloatArray, float]:
    """Squared differences of those pairs, by what lies round their mean."""
    given = np.bincount(task).astype(np.float64)
    middle = added(task, value, len(given)) / np.maximum(given, 1)
    around = added(task, (value - middle[task]) ** 2, len(given))
    return 2 * given * around, 2 * len(value) * float(((value - value.mean()) ** 2).sum())


def _apart_by_pair(
    task: CodeArray, label: IndexArray, by_class: IndexArray, between: FloatArray
) -> tuple[FloatArray, float]:
    """The same where only a table, (classes, classes), says how far two are apart."""
    counts = sparse.csr_array((np.ones(len(task)), (task, label)))
    parts = (counts[rows] for rows in blocks(slice(0, int(task.max()) + 1), _ROWS_AT_ONCE))
    found = [np.asarray((part @ between * part.toarray()).sum(axis=1)) for part in parts]
    return np.concatenate(found), float(by_class @ between @ by_class)


def _numbers(classes: IdArray) -> FloatArray:
    try:
        return np.asarray(classes, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidInputError(
            f"Classes are not numbers ({error}); use the nominal or the ordinal scale."
        ) from error


def _distances(classes: IdArray, distance: Distance | Scale) -> FloatArray:
    """Squared differences of classes, (classes, classes); Krippendorff 2011, section 3."""
    if len(classes) > _MOST_CLASSES:
        raise InvalidInputError(
            f"{len(classes)} classes cannot be compared each with each, above {_MOST_CLASSES}; "
            "use the interval scale, or round numbers to fewer."
        )
    if distance == "ratio":
        values = _numbers(classes)
        apart = (values[:, np.newaxis] - values) ** 2
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
