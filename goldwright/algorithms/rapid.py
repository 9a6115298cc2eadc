"""Who answers faster than anybody can have looked.

An answer is rapid when it takes less than a tenth of what others need for the same task, the
normative threshold of Wise, S. L. and Ma, L. (2012): Setting response time thresholds for a CAT
item pool: the normative threshold method. Annual meeting of the National Council on Measurement in
Education, Vancouver. That rapid answers are given without looking: Wise, S. L. and Kong, X. (2005):
Response time effort: a new measure of examinee motivation in computer-based tests. Applied
Measurement in Education 18 (2), 163-183.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray
from goldwright.algorithms.columns import added
from goldwright.algorithms.tails import hits_at_least

RAPID_SHARE = 0.1
"""Of the usual time; below it an answer is rapid."""

ORDINARY_RAPID = 0.05
"""The share of rapid answers that people may have for reasons of their own: a task met before, a
clock that stood. Only what is surely above it counts."""

ORDINARY_UNPAIRED = 0.1
"""The same where the usual time is that of all tasks: some tasks are short, some people quick."""

_OTHERS_MIN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Rapid:
    """By worker: `answers` that could be compared, how many were `rapid`, and their `chance`.

    `chance` is that of so many rapid answers at the share that anybody may have, `ordinary`.
    `is_rapid` and `usual` (seconds) are by answer.
    """

    answers: FloatArray
    rapid: FloatArray
    ordinary: FloatArray
    chance: FloatArray
    is_rapid: BoolArray
    usual: FloatArray


def rapid_answers(
    task: CodeArray, worker: CodeArray, seconds: FloatArray, *, workers: int
) -> Rapid:
    """What the seconds of each answer tell of its worker, from codes of tasks and workers.

    The usual time of an answer is the median of the others' for the same task, where there are
    three of them, else of all answers of others. Answers without time (0 s) are left out.
    """
    usual = np.full(len(task), np.nan)
    timed = seconds > 0
    rows = np.flatnonzero(timed)
    order = rows[np.lexsort((seconds[rows], task[rows]))]
    ends = np.append(np.flatnonzero(np.diff(task[order], prepend=-1)), len(order))
    for begin, end in pairwise(ends):
        if end - begin > _OTHERS_MIN:
            usual[order[begin:end]] = _medians_without(seconds[order[begin:end]])
    is_paired = ~np.isnan(usual)
    _fill(usual, worker, seconds, timed)
    is_rapid = timed & (seconds < RAPID_SHARE * np.nan_to_num(usual))
    is_compared = timed & ~np.isnan(usual)
    answers = added(worker, is_compared.astype(np.float64), workers)
    rapid = added(worker, is_rapid.astype(np.float64), workers)
    allowed = np.where(is_paired, ORDINARY_RAPID, ORDINARY_UNPAIRED) * is_compared
    ordinary = np.maximum(added(worker, allowed, workers) / np.maximum(answers, 1), ORDINARY_RAPID)
    chance = hits_at_least(rapid, answers, ordinary)
    return Rapid(answers, rapid, ordinary, chance, is_rapid, usual)


def _medians_without(ascending: FloatArray) -> FloatArray:
    """The median of the others, for each of these numbers."""
    count = len(ascending)
    place = np.arange(count)
    low, high = (count - 2) // 2, (count - 1) // 2
    at_low = ascending[np.where(place <= low, low + 1, low)]
    at_high = ascending[np.where(place <= high, high + 1, high)]
    return (at_low + at_high) / 2


def _fill(usual: FloatArray, worker: CodeArray, seconds: FloatArray, timed: BoolArray) -> None:
    """Of tasks with few answers: the median of all that others gave."""
    for one in np.unique(worker[np.isnan(usual) & timed]):
        others = seconds[timed & (worker != one)]
        if len(others) >= _OTHERS_MIN:
            usual[np.isnan(usual) & (worker == one)] = np.median(others)
