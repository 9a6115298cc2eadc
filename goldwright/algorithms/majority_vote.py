"""Majority vote: the class most votes name."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.votes import Votes


@dataclass(frozen=True, slots=True, eq=False)
class MajorityVoteResult:
    """What the votes say, counted.

    `share` is each class's part of a task's votes, (tasks, classes), rows sum to 1: a share, not a
    probability. `labels` holds the code of the leading class, `margin` its lead over the second
    in votes (or weight). `worker_agreement` is the part of each worker's votes, by weight, that
    went to the leading class; every worker agrees with themselves, so few votes a task flatter it.
    """

    votes: Votes
    share: FloatArray
    labels: CodeArray
    margin: FloatArray
    worker_agreement: FloatArray

    def by_task(self) -> dict[Hashable, Hashable]:
        """Class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class MajorityVote:
    """Every vote counts its weight; a tie goes to the class that comes first in `votes.classes`."""

    def fit(self, votes: Votes) -> MajorityVoteResult:
        """Leading class, share and margin of every task; one pass over the votes."""
        tally = votes.tally()
        labels = tally.argmax(axis=1).astype(np.int32)
        agrees = (labels[votes.task] == votes.label).astype(np.float64)
        return MajorityVoteResult(
            votes=votes,
            share=tally / tally.sum(axis=1, keepdims=True),
            labels=labels,
            margin=lead(tally),
            worker_agreement=votes.mean_by_worker(agrees),
        )


def lead(tally: FloatArray) -> FloatArray:
    """Difference between the largest and the second largest entry of each row."""
    if tally.shape[1] == 1:
        return tally[:, 0]
    two_largest = np.partition(tally, tally.shape[1] - 2, axis=1)[:, -2:]
    return two_largest[:, 1] - two_largest[:, 0]
