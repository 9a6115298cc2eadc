# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# PyArrow ships no types; every public signature below states what comes out.
"""Numbers that workers gave to tasks, and one number for each task: mean, median or a model.

The model is Gaussian with a bias and a spread for each worker, as in Raykar, V. C., Yu, S., Zhao,
L. H., Valadez, G. H., Florin, C., Bogoni, L. and Moy, L. (2010): Learning from crowds. Journal of
Machine Learning Research 11, 1297-1322, section 5, with a bias beside its spread.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray, IdArray
from goldwright.algorithms.columns import added, coded, numbers, picked, weights_of
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One row per number; `task` and `worker` are codes, positions in `tasks` and `workers`."""

    task: CodeArray
    worker: CodeArray
    value: FloatArray
    weight: FloatArray
    tasks: IdArray
    workers: IdArray

    @classmethod
    def from_table(
        cls,
        table: Any,  # noqa: ANN401 - Arrow, pandas, Polars and a dict of lists share no type
        *,
        task: str = "task",
        worker: str = "worker",
        value: str = "value",
        weight: str | None = None,
    ) -> "Ratings":
        """Numbers from named columns, in any order; finite ones only."""
        names = [task, worker, value] + ([weight] if weight is not None else [])
        columns = picked(table, names)
        (task_codes,), task_ids = coded(columns[:1], "tasks")
        (worker_codes,), worker_ids = coded(columns[1:2], "workers")
        return cls(
            task=task_codes,
            worker=worker_codes,
            value=numbers(columns[2], "values"),
            weight=weights_of(columns[3] if weight is not None else None, len(task_codes)),
            tasks=task_ids,
            workers=worker_ids,
        )

    def __len__(self) -> int:
        return len(self.task)

    def sum_by_task(self, per_row: FloatArray) -> FloatArray:
        """A number per row, added up by task, (tasks,)."""
        return added(self.task, per_row, len(self.tasks))

    def sum_by_worker(self, per_row: FloatArray) -> FloatArray:
        """The same by worker, (workers,)."""
        return added(self.worker, per_row, len(self.workers))


@dataclass(frozen=True, slots=True, eq=False)
class NumericResult:
    """`value` of each task and the `standard_error` to expect of it, both (tasks,).

    `bias` and `spread` (workers,) are how far above the truth a worker is on average, and how far
    off beyond that; None for methods that do not tell workers apart.
    """

    ratings: Ratings
    value: FloatArray
    standard_error: FloatArray
    bias: FloatArray | None = None
    spread: FloatArray | None = None

    def by_task(self) -> dict[Hashable, float]:
        """Value by task id."""
        return dict(zip(self.ratings.tasks.tolist(), self.value.tolist(), strict=True))

    def interval(self, certainty: float = 0.95) -> tuple[FloatArray, FloatArray]:
        """Bounds between which the true value lies with this certainty, each (tasks,)."""
        reach = NormalDist().inv_cdf(0.5 + certainty / 2) * self.standard_error
        return self.value - reach, self.value + reach

    def within(self, tolerance: float) -> FloatArray:
        """Probability that the true value is at most so far from the one told, (tasks,)."""
        normal = NormalDist()
        chances = [
            2 * normal.cdf(tolerance / error) - 1 if error > 0 else 1.0
            for error in self.standard_error.tolist()
        ]
        return np.array(chances)


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """The mean by weight; its error comes from the variance round it, common to all tasks."""

    def fit(self, ratings: Ratings) -> NumericResult:
        """Mean of every task."""
        total = ratings.sum_by_task(ratings.weight)
        value = ratings.sum_by_task(ratings.weight * ratings.value) / total
        return NumericResult(ratings, value, _pooled_error(ratings, value))


@dataclass(frozen=True, slots=True)
class WeightedMedian:
    """The least value with half of a task's weight at or below it: one that somebody gave.

    Its error is that of a mean times 1.25, as for the median of normal errors.
    """

    def fit(self, ratings: Ratings) -> NumericResult:
        """Median of every task."""
        order = np.lexsort((ratings.value, ratings.task))
        task, weight = ratings.task[order], ratings.weight[order]
        reached = np.cumsum(weight)
        total = ratings.sum_by_task(ratings.weight)
        before = np.concatenate([[0.0], np.cumsum(total)])[:-1]
        # Sums differ in their last digits by where they began; half is meant exactly.
        is_half = reached - before[task] >= total[task] * (0.5 - 1e-12)
        rows = np.flatnonzero(is_half)
        first = rows[np.unique(task[rows], return_index=True)[1]]
        value = ratings.value[order][first]
        return NumericResult(ratings, value, 1.2533 * _pooled_error(ratings, value))


@dataclass(frozen=True, slots=True)
class GaussianRaters:
    """Each number is the true one, plus its worker's bias, plus noise of its worker's spread.

    Expectation-maximisation. Biases are drawn towards 0 and spreads towards that of the crowd as if
    each worker had given `prior_ratings` more numbers like it; true values have a mean and a
    variance of their own, so that the only number of a task is not taken at its word.
    """

    prior_ratings: float = 2.0
    iterations: int = 200
    tolerance: float = 1e-6

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.prior_ratings <= 0 or self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; prior ratings are above 0, iterations start at 1, "
                "the tolerance at 0."
            )

    def fit(self, ratings: Ratings) -> NumericResult:
        """Values with their errors, biases and spreads; steps end when no value moves."""
        value = WeightedMedian().fit(ratings).value
        scale = float(np.std(ratings.value)) or 1.0
        smallest = (1e-6 * scale) ** 2
        given = ratings.sum_by_worker(ratings.weight)
        error = np.zeros(len(value))
        bias = np.zeros(len(given))
        noise = np.full(
            len(given), max(float(np.var(ratings.value - value[ratings.task])), smallest)
        )
        for _ in range(self.iterations):
            last = value
            middle = float(value.mean())
            width = max(float(((value - middle) ** 2 + error).mean()), smallest)
            precision = ratings.weight / noise[ratings.worker]
            certainty = ratings.sum_by_task(precision) + 1 / width
            unbiased = ratings.value - bias[ratings.worker]
            value = (ratings.sum_by_task(precision * unbiased) + middle / width) / certainty
            error = 1 / certainty
            gap = ratings.value - value[ratings.task]
            lean = ratings.sum_by_worker(ratings.weight * gap)
            bias = lean / (given + self.prior_ratings)
            # Biases and values are told apart by no number: what all lean is no bias.
            bias -= float((bias * given).sum() / given.sum())
            off = ratings.weight * ((gap - bias[ratings.worker]) ** 2 + error[ratings.task])
            squares = ratings.sum_by_worker(off)
            crowd = float(squares.sum() / given.sum())
            noise = (squares + self.prior_ratings * crowd) / (given + self.prior_ratings)
            noise = np.maximum(noise, smallest)
            if np.abs(value - last).max() < self.tolerance * scale:
                break
        return NumericResult(ratings, value, np.sqrt(error), bias, np.sqrt(noise))


def _pooled_error(ratings: Ratings, value: FloatArray) -> FloatArray:
    """Standard error of each task's value when every number is off by the same variance."""
    squares = float((ratings.weight * (ratings.value - value[ratings.task]) ** 2).sum())
    count = ratings.sum_by_task(np.ones(len(ratings)))
    spare = max(float(len(ratings) - len(count)), 1.0)
    variance = squares / spare * len(ratings) / float(ratings.weight.sum())
    total = ratings.sum_by_task(ratings.weight)
    return np.sqrt(variance * ratings.sum_by_task(ratings.weight**2) / total**2)
