"""What the others' answers say of each task, for judging an answer without asking its author."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import BoolArray, FloatArray, IndexArray, normalise
from goldwright.algorithms.columns import added
from goldwright.algorithms.dawid_skene import DawidSkene
from goldwright.algorithms.votes import UNKNOWN, Votes

_PRIOR_ANSWERS = 4.0
_PRIOR_ACCURACY = 0.7
_ITERATIONS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Dawid and Skene's model of all votes, and what it says without some of them.

    `confusion` (workers, true class, given class); `others` (votes,): how many others voted on the
    same task, and infinity where its answer is known.
    """

    votes: Votes
    confusion: FloatArray
    others: FloatArray
    _joint: FloatArray
    _log_rates: FloatArray
    _known: BoolArray

    def without(self, rows: IndexArray, *more: IndexArray) -> FloatArray:
        """Class probabilities of the tasks of these votes without them, and those in `more` too.

        Each of `more` has a vote on the same task in the same place. Shape (rows, classes).
        """
        votes = self.votes
        joint = self._joint[votes.task[rows]].copy()
        free = ~self._known[votes.task[rows]]
        for left_out in (rows, *more):
            told = self._log_rates[votes.worker[left_out], :, votes.label[left_out]]
            joint[free] -= told[free]
        return normalise(joint)[0]


def crowd(votes: Votes, gold: Mapping[Hashable, Hashable] | None = None) -> Crowd:
    """The model, with known answers (task to class) held fast.

    Each worker is expected to be right 7 times of 10, which counts as much as four answers, so that
    who gave few is taken for an ordinary one.
    """
    workers, classes = len(votes.workers), len(votes.classes)
    wrong = (1 - _PRIOR_ACCURACY) / max(classes - 1, 1)
    prior = np.full((workers, classes, classes), wrong * _PRIOR_ANSWERS)
    prior[:, np.arange(classes), np.arange(classes)] = _PRIOR_ACCURACY * _PRIOR_ANSWERS
    fitted = DawidSkene(iterations=_ITERATIONS).fit(votes, gold=gold, prior=prior)
    log_rates = np.log(np.maximum(fitted.confusion, np.finfo(np.float64).tiny))
    by_vote = log_rates[votes.worker, :, votes.label]
    joint = np.tile(np.log(np.maximum(fitted.priors, 1e-12)), (len(votes.tasks), 1))
    for place in range(classes):
        joint[:, place] += added(votes.task, by_vote[:, place], len(votes.tasks))
    known = votes.code_gold(gold or {})
    is_known = known != UNKNOWN
    joint[is_known] = -1e3
    joint[is_known, known[is_known]] = 0.0
    count = added(votes.task, np.ones(len(votes)), len(votes.tasks))
    others = np.where(is_known[votes.task], np.inf, count[votes.task] - 1)
    return Crowd(votes, fitted.confusion, others, joint, log_rates, is_known)
