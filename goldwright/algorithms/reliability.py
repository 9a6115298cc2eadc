"""How often answers of a given confidence are right, learnt on tasks whose answer is known.

Platt, J. (1999): Probabilistic outputs for support vector machines and comparisons to regularized
likelihood methods. Advances in Large Margin Classifiers, 61-74: a line in the log odds, here with
normal priors on both of its numbers, told in levels.

What few tasks show is little: with 50 of which three quarters are right, the share of right answers
alone is off by 0.05 on average. So what such a line was elsewhere counts beside them.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldwright.algorithms.arrays import FloatArray
from goldwright.errors import InvalidInputError

FEWEST_TASKS = 10
"""With fewer known tasks what they show is chance more than anything else.

Over 14 public sets the calibration error of 0.13 was 0.06 with so many and 0.04 with 50."""

# More levels tell answers apart better, and each is then known less well.
_TASKS_PER_LEVEL = 16
_LEVELS_MAX = 10
# Log odds beyond this, a confidence of 0.9975, say no more: a model is that sure of anything.
_SUREST = 6.0
# Mean and deviation of the normal priors: log odds are worth about half of what they claim and a
# little less, since models take for independent what is not. So it was on 14 public sets (0.45 and
# 0.13, -0.3 and 0.3) and in 60 simulated crowds (0.66 and 0.24, -0.4 and 0.3), each with fixed and
# with adaptive redundancy; the prior lies between them and is wider than either.
_SLOPE = (0.5, 0.2)
_BIAS = (-0.35, 0.5)
_NEWTON_STEPS = 100
_LONGEST_STEP = 1.0
_RESTING = 1e-9


@dataclass(frozen=True, slots=True)
class Reliability:
    """Levels of confidence and the share of right answers at each, which never falls.

    `shares[0]` holds below `starts[0]`, `shares[i]` from `starts[i - 1]` on.
    """

    starts: tuple[float, ...]
    shares: tuple[float, ...]

    def at(self, confidence: float) -> float:
        """The share of answers of this confidence that are right."""
        return self.shares[bisect_right(self.starts, confidence)]


def learn_reliability(
    confidence: Sequence[float], is_right: Sequence[bool], weight: Sequence[float]
) -> Reliability:
    """The curve that outcomes of known tasks show, in levels of equally many tasks each.

    A confidence must come from a model that did not see its task's answer. Weights of one task's
    several outcomes should sum to 1, as they are one piece of evidence.
    """
    if not len(confidence) == len(is_right) == len(weight) or not len(confidence):
        raise InvalidInputError(
            f"{len(confidence)} confidences, {len(is_right)} outcomes and {len(weight)} weights; "
            "give one of each for at least one task."
        )
    score = np.asarray(confidence, dtype=np.float64)
    right = np.asarray(is_right, dtype=np.float64)
    worth = np.asarray(weight, dtype=np.float64)
    levels = int(np.clip(round(worth.sum()) // _TASKS_PER_LEVEL, 2, _LEVELS_MAX))
    starts = np.unique(_quantiles(score, worth, levels))
    place = np.searchsorted(starts, score, side="right")
    total = _sum(place, worth, len(starts) + 1)
    curve = _curve(_log_odds(score), right, worth)
    # Nobody lies below the first level where it starts at the least confidence there is.
    mean = float(curve @ worth) / worth.sum()
    shares = np.divide(
        _sum(place, worth * curve, len(total)),
        total,
        out=np.full(len(total), mean),
        where=total > 0,
    )
    return Reliability(tuple(starts.tolist()), tuple(_rising(shares, total)))


def _log_odds(confidence: FloatArray) -> FloatArray:
    edge = 1.0 / (1.0 + np.exp(_SUREST))
    inside = np.clip(confidence, edge, 1.0 - edge)
    return np.log(inside / (1.0 - inside))


def _curve(log_odds: FloatArray, right: FloatArray, worth: FloatArray) -> FloatArray:
    """The most probable chance of being right at each of these log odds."""
    known: FloatArray = np.column_stack([log_odds, np.ones(len(log_odds))])
    middle: FloatArray = np.array([_SLOPE[0], _BIAS[0]])
    tightness: FloatArray = np.array([_SLOPE[1], _BIAS[1]]) ** -2.0
    line: FloatArray = middle.copy()
    for _ in range(_NEWTON_STEPS):
        chance: FloatArray = 1.0 / (1.0 + np.exp(-(known @ line)))
        slope: FloatArray = known.T @ (worth * (right - chance)) - (line - middle) * tightness
        bend = (known.T * (worth * chance * (1.0 - chance))) @ known + np.diag(tightness)
        step = np.clip(np.linalg.solve(bend, slope), -_LONGEST_STEP, _LONGEST_STEP)
        line += step
        if float(np.abs(step).max()) < _RESTING:
            break
    return 1.0 / (1.0 + np.exp(-(known @ line)))


def learn_isotonic(confidence: Sequence[float], is_right: Sequence[bool]) -> Reliability:
    """The nearest shares of right answers that never fall with confidence, with no other bound.

    Ayer, M. et al. (1955): An empirical distribution function for sampling with incomplete
    information. Annals of Mathematical Statistics 26 (4), 641-647. For a thousand known tasks and
    more; with fewer, `learn_reliability` is nearer to the truth.
    """
    if len(confidence) != len(is_right) or not len(confidence):
        raise InvalidInputError(
            f"{len(confidence)} confidences and {len(is_right)} outcomes; "
            "give one of each for at least one task."
        )
    score, place = np.unique(np.asarray(confidence, dtype=np.float64), return_inverse=True)
    total = np.bincount(place).astype(np.float64)
    hits = np.bincount(place, weights=np.asarray(is_right, dtype=np.float64))
    return Reliability(tuple(score[1:].tolist()), tuple(_rising(hits / total, total)))


def _sum(place: NDArray[np.int64], weights: FloatArray, levels: int) -> FloatArray:
    found = np.bincount(place, weights=weights, minlength=levels)
    return found.astype(np.float64, copy=False)


def _quantiles(score: FloatArray, worth: FloatArray, levels: int) -> FloatArray:
    """Scores that part the weight into equal levels."""
    order = np.argsort(score, kind="stable")
    reached = np.cumsum(worth[order]) / worth.sum()
    wanted = np.arange(1, levels) / levels
    return score[order][np.minimum(np.searchsorted(reached, wanted), len(score) - 1)]


def _rising(shares: FloatArray, weight: FloatArray) -> list[float]:
    """The nearest shares that never fall: neighbours that do are pooled."""
    pooled: list[tuple[float, float, int]] = []  # share, weight, levels
    for share, heavy in zip(shares.tolist(), weight.tolist(), strict=True):
        one, mass, levels = share, heavy, 1
        while pooled and pooled[-1][0] >= one:
            before, more, count = pooled.pop()
            one = (one * mass + before * more) / (mass + more)
            mass, levels = mass + more, levels + count
        pooled.append((one, mass, levels))
    return [share for share, _, levels in pooled for _ in range(levels)]
