"""How far a figure would move if the tasks, or the people, had been others.

Efron, B. and Tibshirani, R. (1986): Bootstrap methods for standard errors, confidence intervals,
and other measures of statistical accuracy. Statistical Science 1 (1), 54-75: percentile intervals
from whole tasks, or whole people, drawn with replacement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from goldwright.algorithms.agreement import answers_apart
from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.bradley_terry import BradleyTerry, NoisyBradleyTerry
from goldwright.algorithms.comparisons import Comparisons
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Interval:
    """`value` of all the votes, and the bounds `low` and `high` of `draws` that had a value."""

    value: float
    low: float
    high: float
    draws: int


def over_tasks(
    measure: Callable[[Votes], float | None],
    votes: Votes,
    *,
    draws: int = 1000,
    certainty: float = 0.95,
    seed: int = 0,
) -> Interval | None:
    """Interval of any figure of votes, such as `krippendorff_alpha`; None where it has none."""
    _check(draws, certainty)
    value = measure(votes)
    if value is None:
        return None
    rng = np.random.default_rng(seed)
    count = len(votes.tasks)
    found = [measure(votes.drawn(rng.integers(0, count, count))) for _ in range(draws)]
    return _interval(value, found, certainty)


def answers_over_tasks(
    answers: Sequence[Sequence[Answer]],
    distance: Callable[[Answer, Answer], float],
    *,
    draws: int = 1000,
    certainty: float = 0.95,
    seed: int = 0,
) -> Interval | None:
    """Interval of `answers_alpha`: agreement of drawings, spans or texts, corrected for chance.

    Distances are measured once, so that it costs hardly more than alpha alone.
    """
    _check(draws, certainty)
    apart = answers_apart(answers, distance, seed=seed)
    count = len(apart.size)
    value = apart.alpha(np.ones(count))
    if value is None:
        return None
    rng = np.random.default_rng(seed)
    drawn = (rng.integers(0, count, count) for _ in range(draws))
    found = [apart.alpha(np.bincount(one, minlength=count).astype(np.float64)) for one in drawn]
    return _interval(value, found, certainty)


def strengths_over_workers(
    method: BradleyTerry | NoisyBradleyTerry,
    comparisons: Comparisons,
    *,
    draws: int = 200,
    certainty: float = 0.95,
    seed: int = 0,
) -> tuple[FloatArray, FloatArray]:
    """Bounds of each item's strength, (items,) each, when the workers are drawn anew.

    Honest where workers gave many verdicts each, which are not independent.
    """
    _check(draws, certainty)
    rng = np.random.default_rng(seed)
    workers = len(comparisons.workers)
    found: list[FloatArray] = []
    for _ in range(draws):
        times = np.bincount(rng.integers(0, workers, workers), minlength=workers)
        weight = comparisons.weight * times[comparisons.worker]
        found.append(method.fit(replace(comparisons, weight=weight)).strength)
    low, high = np.quantile(found, [0.5 - certainty / 2, 0.5 + certainty / 2], axis=0)
    return low, high


def _interval(value: float, found: Sequence[float | None], certainty: float) -> Interval | None:
    values = [one for one in found if one is not None]
    if not values:
        return None
    low, high = np.quantile(values, [0.5 - certainty / 2, 0.5 + certainty / 2]).tolist()
    return Interval(value, low, high, len(values))


def _check(draws: int, certainty: float) -> None:
    if draws < 1 or not 0 < certainty < 1:
        raise InvalidInputError(
            f"{draws} draws for a certainty of {certainty} cannot be made; give at least 1 draw "
            "and a certainty between 0 and 1."
        )
