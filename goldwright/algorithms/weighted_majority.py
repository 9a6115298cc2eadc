"""Weighted majority: every vote counts what its worker is worth.

Littlestone, N. and Warmuth, M. K. (1994): The weighted majority algorithm. Information and
Computation 108 (2), 212-261. For workers who err independently the best weights are the log odds
of their accuracies: Nitzan, S. and Paroush, J. (1982): Optimal decision rules in uncertain
dichotomous choice situations. International Economic Review 23 (2), 289-297.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.majority_vote import lead
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

# Sums of the same weights in another order differ by less than this part of them.
_TIE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class WeightedVoteResult:
    """What the votes say when each counts its worker's weight.

    `share` is each class's part of the weight on a task, (tasks, classes), rows sum to 1: a share,
    not a probability. `labels` holds the code of the leading class, the first of equals, `margin`
    its lead in weight. `worker_weight` is what a vote of each worker counted, (workers,).
    """

    votes: Votes
    share: FloatArray
    labels: CodeArray
    margin: FloatArray
    worker_weight: FloatArray

    def by_task(self) -> dict[Hashable, Hashable]:
        """Class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class WeightedMajority:
    """Weights are given, not learnt; Wawa and zero-based skill learn theirs."""

    def fit(self, votes: Votes, *, weights: Mapping[Hashable, float]) -> WeightedVoteResult:
        """Leading class, share and margin by `weights` (worker to weight, 1 where it is missing).

        Only ratios of weights matter. A task whose workers all weigh nothing goes by plain votes.
        """
        given = [weights.get(worker, 1.0) for worker in votes.workers.tolist()]
        worker_weight = np.array(given, dtype=np.float64)
        if not (np.isfinite(worker_weight).all() and (worker_weight >= 0).all()):
            place = int((~(np.isfinite(worker_weight) & (worker_weight >= 0))).argmax())
            raise InvalidInputError(
                f"Worker {votes.workers[place]!r} weighs {worker_weight[place]}; "
                "give finite weights of at least 0."
            )
        return weigh(votes, worker_weight)


def weigh(votes: Votes, worker_weight: FloatArray) -> WeightedVoteResult:
    """The vote in which worker `i` counts `worker_weight[i]`, at least 0."""
    tally = weighed_tally(votes, worker_weight)
    return WeightedVoteResult(
        votes=votes,
        share=tally / tally.sum(axis=1, keepdims=True),
        labels=tally.argmax(axis=1).astype(np.int32),
        margin=lead(tally),
        worker_weight=worker_weight,
    )


def weighed_tally(votes: Votes, worker_weight: FloatArray) -> FloatArray:
    """Weight for each class of each task, (tasks, classes); plain votes where it is all zero."""
    tally = votes.sum_by_cell(worker_weight[votes.worker])
    silent = np.flatnonzero(~tally.any(axis=1))
    if len(silent):
        tally[silent] = votes.tally()[silent]
    return tally


def agreement(votes: Votes, tally: FloatArray) -> FloatArray:
    """The part of each worker's votes, by weight, that names the leading class, (workers,).

    Classes that share the lead share the credit, so that it does not hang on their order.
    """
    leads = tally >= tally.max(axis=1, keepdims=True) * (1 - _TIE)
    credit = leads / leads.sum(axis=1, keepdims=True)
    return votes.mean_by_worker(credit[votes.task, votes.label])
