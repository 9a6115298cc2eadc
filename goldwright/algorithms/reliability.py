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
"""With fewer known tasks what they show is chance more than anything else."""

# Log odds beyond this, a confidence of 0.9975, say no more: a model is that sure of anything.
_SUREST = 6.0
# Levels are three: contested answers, those that two ordinary people who agree reach, and those of
# three and more. Log odds where they start, and that stand for each. With many known tasks more
# answers count as contested, which tells the others apart better; four levels and more only show
# more chance (`bench/README.md`).
_FEW = ((0.0, 3.0), (-0.5, 1.7, 5.2))
_MANY = ((1.0, 3.0), (0.0, 2.0, 5.2))
_TASKS_TO_BE_MANY = 128
# Where no task is known nothing is learnt of a level, so there are many, this far apart.
_STEP = 0.5
_NEWTON_STEPS = 100
_LONGEST_STEP = 1.0
_RESTING = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """What is expected of the line: means and deviations of its bias and slope."""

    bias: float
    bias_spread: float
    slope: float
    slope_spread: float


# Log odds are worth about half of what they claim and a little less, since models take for
# independent what is not: over 14 public sets, adaptive, the slope is 0.44 and spreads by 0.11, the
# bias -0.32 and 0.19 (`bench.calibration`); in 60 simulated crowds slopes were steeper (0.66). The
# spreads are wider than either, for what no set shows.
EXPECTED = Line(bias=-0.35, bias_spread=0.35, slope=0.5, slope_spread=0.15)

# Over ten kinds of marks, texts, rankings, numbers and forms slopes were 1.2 and spread by 0.6, the
# bias 0.5 and 1.3 (`bench.certainty`): beliefs as they are, on average, and off in any way in one.
AT_ITS_WORD = Line(bias=0.0, bias_spread=1.5, slope=1.0, slope_spread=0.7)
"""What is expected of beliefs where answers are no votes."""


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


def expected_reliability(line: Line = EXPECTED) -> Reliability:
    """What confidences of votes were worth elsewhere: to be told while no task is known."""
    starts = np.arange(-_SUREST + _STEP, _SUREST, _STEP)
    middles = np.append(starts - _STEP / 2, _SUREST - _STEP / 2)
    shares = _chance(line.bias + line.slope * middles)
    return Reliability(tuple(_chance(starts).tolist()), tuple(shares.tolist()))


def learn_reliability(
    confidence: Sequence[float],
    is_right: Sequence[bool],
    weight: Sequence[float],
    *,
    expected: Line = EXPECTED,
) -> Reliability:
    """The curve that outcomes of known tasks show, in three levels.

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
    odds = log_odds(score)
    (bias, slope), _ = most_probable(odds, right, worth, expected)
    starts, middles = _FEW if worth.sum() < _TASKS_TO_BE_MANY else _MANY
    # One task more in each level, or nothing would stand for those that no known task is in.
    odds = np.concatenate([odds, middles])
    worth = np.concatenate([worth, np.ones(len(middles))])
    place = np.searchsorted(starts, odds, side="right")
    total = _sum(place, worth, len(middles))
    shares = _sum(place, worth * _chance(bias + slope * odds), len(middles)) / total
    return Reliability(tuple(_chance(np.array(starts)).tolist()), tuple(_rising(shares, total)))


def _chance(log_odds: FloatArray) -> FloatArray:
    return 1.0 / (1.0 + np.exp(-log_odds))


def log_odds(confidence: FloatArray) -> FloatArray:
    """As far as they say more."""
    edge = 1.0 / (1.0 + np.exp(_SUREST))
    inside = np.clip(confidence, edge, 1.0 - edge)
    return np.log(inside / (1.0 - inside))


def most_probable(
    odds: FloatArray, right: FloatArray, worth: FloatArray, expected: Line
) -> tuple[FloatArray, FloatArray]:
    """Bias and slope of the line, and the variance that is left of each."""
    known: FloatArray = np.column_stack([np.ones(len(odds)), odds])
    middle: FloatArray = np.array([expected.bias, expected.slope], dtype=np.float64)
    spread: FloatArray = np.array([expected.bias_spread, expected.slope_spread], dtype=np.float64)
    tightness: FloatArray = spread**-2.0
    line: FloatArray = middle.copy()
    bend: FloatArray = np.diag(tightness)
    for _ in range(_NEWTON_STEPS):
        chance = _chance(known @ line)
        slope: FloatArray = known.T @ (worth * (right - chance)) - (line - middle) * tightness
        bend = (known.T * (worth * chance * (1.0 - chance))) @ known + np.diag(tightness)
        step = np.clip(np.linalg.solve(bend, slope), -_LONGEST_STEP, _LONGEST_STEP)
        line += step
        if float(np.abs(step).max()) < _RESTING:
            break
    left: FloatArray = np.diag(np.linalg.inv(bend)).astype(np.float64)
    return line, left


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
