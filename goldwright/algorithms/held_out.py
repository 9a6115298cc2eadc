# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""How well answers foretell votes that they were not made of: evidence that needs no gold.

Votes are set aside in turn, a method answers from the rest, and each vote set aside gets the
probability that these answers and its worker's record give it. The record is one rule for all
methods, so that answers are compared and not what a method makes of its workers. Cross-validation:
Stone, M. (1974): Cross-validatory choice and assessment of statistical predictions. Journal of the
Royal Statistical Society B 36 (2), 111-147.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from goldwright.algorithms.arrays import BoolArray, FloatArray, IndexArray, normalise
from goldwright.algorithms.votes import Votes

FOLDS = 5
# A worker's record leans towards the crowd's as if so many votes more were like them, and the
# crowd's towards 7 of 10 right.
_WORKER_VOTES = 10.0
_CROWD_RIGHT, _CROWD_WRONG = 7.0, 3.0
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Rows of the votes that are left to learn from, and of those that are to be foretold."""

    votes: Votes
    left: BoolArray
    held: IndexArray

    def chances(self, posterior: FloatArray) -> FloatArray:
        """Probability of each vote held out when the classes are as probable as this, (held,)."""
        shown = records(self.votes, posterior, rows=self.left, at=self.held)
        return np.einsum("vc,vc->v", posterior[self.votes.task[self.held]], shown)


def folds(votes: Votes, rng: np.random.Generator) -> Iterator[Fold]:
    """Each vote is held out once, unless it is its task's only one; at least one is left."""
    order = rng.permutation(len(votes))
    order = order[np.argsort(votes.task[order], kind="stable")]
    place = np.arange(len(votes)) - votes.task_start[votes.task[order]]
    first = rng.integers(0, FOLDS, len(votes.tasks))
    fold = np.empty(len(votes), dtype=np.int64)
    fold[order] = (place + first[votes.task[order]]) % FOLDS
    fold[np.diff(votes.task_start)[votes.task] == 1] = -1
    for one in range(FOLDS):
        held = np.flatnonzero(fold == one)
        if len(held):
            yield Fold(votes, fold != one, held)


def records(votes: Votes, posterior: FloatArray, *, rows: BoolArray, at: IndexArray) -> FloatArray:
    """Rates at which the workers of the votes `at` give what those say, by true class.

    As these rows of the votes show, (at, classes); who gave none of them has the crowd's. Only what
    votes name is counted: all pairs of classes of all workers are too many where classes are.
    """
    classes = len(votes.classes)
    worker, label = votes.worker.astype(np.int64), votes.label.astype(np.int64)
    kept = np.flatnonzero(rows)
    weight = np.ones(len(kept)) if votes.weight is None else votes.weight[kept]

    def count(group: IndexArray, groups: int) -> FloatArray:
        """Votes of these rows by group and true class."""
        places = (weight, (group, votes.task[kept]))
        return np.asarray(sparse.csr_array(places, shape=(groups, len(votes.tasks))) @ posterior)

    named, cell = np.unique(worker * classes + label, return_inverse=True)
    by_label = count(label[kept], classes)
    crowd = by_label + _CROWD_WRONG / max(classes - 1, 1)
    np.fill_diagonal(crowd, by_label.diagonal() + _CROWD_RIGHT)
    crowd /= crowd.sum(axis=0)
    shown = count(cell[kept], len(named))[cell[at]]
    shown += _WORKER_VOTES * crowd[label[at]]
    shown /= (count(worker[kept], len(votes.workers)) + _WORKER_VOTES)[worker[at]]
    return shown


def tempered(posterior: FloatArray, temperature: float) -> FloatArray:
    """Class probabilities, less sure above a temperature of 1; the order stays."""
    return normalise(np.log(np.maximum(posterior, _SMALLEST)) / temperature)[0]
