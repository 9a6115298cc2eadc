"""How often reviewers refuse what is right and pass what is wrong, and what their verdicts count.

Verdicts on gold are counted. Two that fell on one response without knowing of each other are votes
on whether it was right, which nobody knows: expectation maximisation over both error rates of each
reviewer (Dawid, A. P. and Skene, A. M. (1979): Maximum likelihood estimation of observer
error-rates using the EM algorithm. Applied Statistics 28 (1), 20-28), with two classes and Beta
priors, which keep a reviewer of whom little is known ordinary.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import BoolArray, FloatArray, IndexArray

ORDINARY_ERROR = 0.1
"""An unknown reviewer refuses one right response in ten and passes one wrong one in ten."""
_PRIOR_VERDICTS = 4.0
"""As many verdicts of each kind of response are as good as that assumption."""
_PRIOR_RIGHT, _PRIOR_WRONG = 4.0, 1.0
"""Of the responses that nobody knows four of five are right, until seen otherwise."""
_ITERATIONS = 200
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class GoldCount:
    """Verdicts of one reviewer on gold: of those on right and wrong responses how many refused."""

    right: int
    right_refused: int
    wrong: int
    wrong_refused: int


@dataclass(frozen=True, slots=True)
class Pair:
    """How often two reviewers, by their places, judged the same response in this way."""

    first: int
    second: int
    first_refused: bool
    second_refused: bool
    times: int


@dataclass(frozen=True, slots=True, eq=False)
class ReviewerErrors:
    """By reviewer: the chance of refusing what is right (harshness), of passing what is wrong.

    `right_seen` and `wrong_seen` are on how many responses each rests, without the prior.
    """

    harshness: FloatArray
    leniency: FloatArray
    right_seen: FloatArray
    wrong_seen: FloatArray

    @property
    def refusing_weight(self) -> FloatArray:
        """What a refusal counts, 0 to 1: see `_weight`."""
        return _weight(1 - self.leniency, self.harshness)

    @property
    def passing_weight(self) -> FloatArray:
        """What letting a response stand counts, 0 to 1: see `_weight`."""
        return _weight(1 - self.harshness, self.leniency)


def reviewer_errors(gold: Sequence[GoldCount], pairs: Sequence[Pair]) -> ReviewerErrors:
    """Error rates of as many reviewers as `gold` has counts, from it and from blind pairs.

    A reviewer of whom nothing is known comes out ordinary. Cost: pairs times iterations.
    """
    counts = np.array(
        [(one.right, one.right_refused, one.wrong, one.wrong_refused) for one in gold],
        dtype=np.float64,
    ).reshape(len(gold), 4)
    times = np.array([one.times for one in pairs], dtype=np.float64)
    sides = [
        _Side(np.array(place, dtype=np.int64), np.array(refused, dtype=np.bool_))
        for place, refused in (
            ([one.first for one in pairs], [one.first_refused for one in pairs]),
            ([one.second for one in pairs], [one.second_refused for one in pairs]),
        )
    ]
    right = times * (_PRIOR_RIGHT / (_PRIOR_RIGHT + _PRIOR_WRONG))
    found = _count(counts, sides, right, times)
    for _ in range(_ITERATIONS):
        share = (right.sum() + _PRIOR_RIGHT) / (times.sum() + _PRIOR_RIGHT + _PRIOR_WRONG)
        if_right, if_wrong = np.full(len(times), share), np.full(len(times), 1 - share)
        for side in sides:
            if_right *= side.chance(found.harshness)
            if_wrong *= side.chance(1 - found.leniency)
        right = times * if_right / (if_right + if_wrong)
        before, found = found, _count(counts, sides, right, times)
        moved = np.abs(found.harshness - before.harshness).max(initial=0.0)
        if max(moved, np.abs(found.leniency - before.leniency).max(initial=0.0)) < _TOLERANCE:
            break
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """The first or the second reviewers of pairs: who, and whether they refused."""

    reviewer: IndexArray
    refused: BoolArray

    def chance(self, refusing: FloatArray) -> FloatArray:
        """Of what each said, given the chances that they refuse."""
        chance = refusing[self.reviewer]
        return np.where(self.refused, chance, 1 - chance)

    def add_up(self, values: FloatArray, size: int) -> FloatArray:
        """The sums by reviewer."""
        return np.bincount(self.reviewer, weights=values, minlength=size).astype(np.float64)


def _count(
    counts: FloatArray, sides: Sequence[_Side], right: FloatArray, times: FloatArray
) -> ReviewerErrors:
    """Error rates where of each pair so many times the response was right."""
    right_seen, refused, wrong_seen, wrong_refused = counts.T.copy()
    for side in sides:
        right_seen += side.add_up(right, len(counts))
        refused += side.add_up(right * side.refused, len(counts))
        wrong_seen += side.add_up(times - right, len(counts))
        wrong_refused += side.add_up((times - right) * side.refused, len(counts))
    return ReviewerErrors(
        _rate(refused, right_seen),
        _rate(np.maximum(wrong_seen - wrong_refused, 0.0), wrong_seen),
        right_seen,
        wrong_seen,
    )


def _rate(errors: FloatArray, verdicts: FloatArray) -> FloatArray:
    rate = (errors + ORDINARY_ERROR * _PRIOR_VERDICTS) / (verdicts + _PRIOR_VERDICTS)
    return np.minimum(rate, 1.0)  # sums in another order may differ in the last digit


def _weight(hit: FloatArray, false_alarm: FloatArray) -> FloatArray:
    """What a verdict tells beyond chance, as a part of an ordinary reviewer's, 0 to 1.

    At even odds a verdict is right with probability `hit / (hit + false_alarm)`; twice that less
    one is 1 for who never errs and 0 for who says it as often whatever is there. It depends on no
    share of right responses, which gold and work do not have in common.
    """
    told = (hit - false_alarm) / (hit + false_alarm)
    return np.clip(told / (1 - 2 * ORDINARY_ERROR), 0.0, 1.0)
