"""Who answers like somebody else where that is least to be expected.

Two people agree where both are right, and seldom where either errs; who copies agrees there too:
Dong, X. L., Berti-Equille, L. and Srivastava, D. (2009): Integrating conflicting data: the role of
source dependence. Proceedings of the VLDB Endowment 2 (1), 550-561. Each answer that they share is
worth the logarithm of how much more likely it is when half of the answers are copied, with a model
of what the second one would say alone, as by van der Linden, W. J. and Sotaridona, L. (2006):
Detecting answer copying when the regular response process follows a known response model. Journal
of Educational and Behavioral Statistics 31 (3), 283-304. Hard tasks mislead all pairs alike, so a
pair is compared with how all pairs spread: Efron, B. (2004): Large-scale simultaneous hypothesis
testing: the choice of a null hypothesis. Journal of the American Statistical Association 99 (465),
96-104.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray, IndexArray
from goldwright.algorithms.columns import added
from goldwright.algorithms.left_out import Crowd
from goldwright.algorithms.tails import skewed_above

_TASKS_MIN = 15
_TOGETHER_MIN = 4  # a third alone would make any two who are right look alike
_TOGETHER_MAX = 60  # answers to one task that are paired; a pair more tells little
_CELLS_AT_ONCE = 4_000_000  # numbers held for pairs of answers
_COPIED = 0.5
_MODEL_ANSWERS = 3.0  # how many others' answers the model counts for
_LEAST_LIKELY = 0.02  # that somebody says something: a model is never surer
_MEDIAN_DEVIATION = 0.6745  # of a normal variable, in standard deviations


@dataclass(frozen=True, slots=True, eq=False)
class Copying:
    """Pairs of workers (codes, `one` below `two`) who answered enough of the same tasks.

    `tasks` in common, on how many of them they said the same (`alike`), on how many that is
    `expected` of two who answer by themselves, and the `chance` of being so much alike where it
    tells most.
    """

    one: IndexArray
    two: IndexArray
    tasks: FloatArray
    alike: FloatArray
    expected: FloatArray
    chance: FloatArray


def copied_answers(found: Crowd) -> Copying:
    """How alike the answers of each pair of workers are, beside what is to be expected of them.

    What a worker would say alone is told by gold and all others' answers, without the pair's own; a
    task without gold needs two others. A group that gives most of the answers to its tasks is found
    by gold alone, and makes the few others look alike.
    """
    votes = found.votes
    workers = len(votes.workers)
    first, second = _pairs(votes.task, votes.worker, np.isinf(found.others))
    cell = votes.worker[first].astype(np.int64) * workers + votes.worker[second]
    known, place = np.unique(cell, return_inverse=True)
    sums = np.zeros(
        (6, len(known))
    )  # tasks, alike, expected, what that tells, its variance and third
    tally = votes.tally()
    rows = max(_CELLS_AT_ONCE // len(votes.classes) ** 2, 1)
    for begin in range(0, len(first), rows):
        one, two = first[begin : begin + rows], second[begin : begin + rows]
        where = place[begin : begin + rows]
        truth = found.without(one, two)
        same = votes.label[one] == votes.label[two]
        columns = [np.ones(len(one)), same.astype(np.float64), np.zeros(len(one))]
        told = np.zeros((3, len(one)))
        for said, by in ((one, two), (two, one)):
            likely = _alone(found, truth, tally, said=said, by=by, same=same)
            columns[2] += likely / 2
            told += np.stack(_worth(likely, same)) / 2
        for row, column in enumerate([*columns, *told]):
            sums[row] += added(where, column, len(known))
    kept = sums[0] >= _TASKS_MIN
    tasks, alike, expected, told_more, variance, third = sums[:, kept]
    deviation = np.sqrt(np.maximum(variance, 1e-9))
    return Copying(
        one=known[kept] // workers,
        two=known[kept] % workers,
        tasks=tasks,
        alike=alike,
        expected=expected,
        chance=_chances(told_more / deviation, third / deviation**3),
    )


def _alone(
    found: Crowd,
    truth: FloatArray,
    tally: FloatArray,
    *,
    said: IndexArray,
    by: IndexArray,
    same: BoolArray,
) -> FloatArray:
    """How likely the worker of `by` says, alone, what was said: by their model and the others.

    What others said of the very task counts beside the model, for it may mislead all in one way.
    """
    votes = found.votes
    rates = found.confusion[votes.worker[by], :, votes.label[said]]
    modelled = (truth * rates).sum(axis=1)
    own = 1.0 + same  # votes of the pair for what was said
    others = np.maximum(tally[votes.task[said], votes.label[said]] - own, 0.0)
    count = np.maximum(tally[votes.task[said]].sum(axis=1) - 2, 0.0)
    likely = (modelled * _MODEL_ANSWERS + others) / (_MODEL_ANSWERS + count)
    return np.clip(likely, _LEAST_LIKELY, 1 - _LEAST_LIKELY)


def _worth(likely: FloatArray, same: BoolArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """What each answer tells of copying beyond what is expected, its variance and third moment."""
    gap = np.log((_COPIED + (1 - _COPIED) * likely) / likely) - np.log(1 - _COPIED)
    variance = likely * (1 - likely)
    return (same - likely) * gap, variance * gap**2, variance * (1 - 2 * likely) * gap**3


def groups(one: IndexArray, two: IndexArray, is_linked: BoolArray) -> list[list[int]]:
    """Workers who are linked to each other, directly or by others; ascending, by their first."""
    leader: dict[int, int] = {}

    def find(worker: int) -> int:
        while leader.setdefault(worker, worker) != worker:
            worker = leader[worker]
        return worker

    for left, right in zip(one[is_linked].tolist(), two[is_linked].tolist(), strict=True):
        low, high = sorted((find(left), find(right)))
        leader[high] = low
    members: dict[int, list[int]] = {}
    for worker in sorted(leader):
        members.setdefault(find(worker), []).append(worker)
    return [members[first] for first in sorted(members)]


def _pairs(
    task: CodeArray, worker: CodeArray, is_known: BoolArray
) -> tuple[IndexArray, IndexArray]:
    """Places of any two votes on one task that two others or gold can judge, workers ascending."""
    order = np.lexsort((worker, task))
    ends = np.append(np.flatnonzero(np.diff(task[order], prepend=-1)), len(order))
    firsts = [np.zeros(0, dtype=np.int64)]
    seconds = [np.zeros(0, dtype=np.int64)]
    for begin, end in pairwise(ends):
        rows = order[begin:end][:_TOGETHER_MAX]
        if len(rows) >= (2 if is_known[rows[0]] else _TOGETHER_MIN):
            low, high = np.triu_indices(len(rows), 1)
            firsts.append(rows[low])
            seconds.append(rows[high])
    return np.concatenate(firsts), np.concatenate(seconds)


def _chances(excess: FloatArray, skew: FloatArray) -> FloatArray:
    """Chances of such an excess, in standard deviations, as all pairs spread, or as theory has it.

    The middle is never below what the model expects, nor the spread: what is found is the less.
    Few answers tell much and most a little, so that sums are skewed.
    """
    if not len(excess):
        return np.zeros(0)
    middle = max(float(np.median(excess)), 0.0)
    spread = max(float(np.median(np.abs(excess - np.median(excess)))) / _MEDIAN_DEVIATION, 1.0)
    return skewed_above((excess - middle) / spread, skew)
