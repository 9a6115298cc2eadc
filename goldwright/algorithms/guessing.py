"""Whose answers have little to do with the task.

A worker whose answers do not depend on the true class tells nothing, whatever their habits: Raykar,
V. C. and Yu, S. (2012): Eliminating spammers and ranking annotators for crowdsourced labeling
tasks. Journal of Machine Learning Research 13, 491-518. How much they depend is told by the kappa
of Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological
Measurement 20 (1), 37-46, between the worker and what all others' answers say.
"""

from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.columns import added
from goldwright.algorithms.left_out import Crowd
from goldwright.algorithms.tails import normal_below

LEAST_KAPPA = 0.3
"""An ordinary worker agrees with the others by no less beyond chance, or by half as much as the
median one where that is less, so that people are measured by what their tasks allow."""

_ANSWERS_MIN = 20
_LEAST_ROOM = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Guessing:
    """By worker: `answers` that could be judged, their `kappa`, and its `chance`.

    `chance` is that of a kappa so low where it is `least` in truth; 1 where too little is known.
    """

    answers: FloatArray
    kappa: FloatArray
    chance: FloatArray
    least: float


def guessed_answers(found: Crowd) -> Guessing:
    """How far each worker's answers agree with the others', beyond what chance gives."""
    votes = found.votes
    workers, classes = len(votes.workers), len(votes.classes)
    rows = np.flatnonzero(found.others > 0)
    truth = found.without(rows)
    met = truth[np.arange(len(rows)), votes.label[rows]]
    worker = votes.worker[rows]
    answers = added(worker, np.ones(len(rows)), workers)
    some = np.maximum(answers, 1)
    mean = added(worker, met, workers) / some
    by_chance = np.zeros(workers)
    for place in range(classes):
        given = added(worker, (votes.label[rows] == place).astype(np.float64), workers) / some
        by_chance += given * added(worker, truth[:, place], workers) / some
    room = np.maximum(1 - by_chance, _LEAST_ROOM)
    kappa = (mean - by_chance) / room
    spread = np.maximum(added(worker, met**2, workers) / some - mean**2, 0.25 / some)
    error = np.sqrt(spread / some) / room
    is_told = (answers >= _ANSWERS_MIN) & (1 - by_chance > _LEAST_ROOM)
    usual = float(np.median(kappa[is_told])) if is_told.any() else 0.0
    least = min(LEAST_KAPPA, max(usual, 0.0) / 2)
    chance = np.where(is_told, normal_below((kappa - least) / error), 1.0)
    return Guessing(answers, kappa, chance, least)
