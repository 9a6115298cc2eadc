# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""Votes as a sparse matrix, so that a pass over all votes is one compiled product."""

from functools import lru_cache

import numpy as np
from scipy import sparse

from goldwright.algorithms.arrays import FloatArray, RealArray
from goldwright.algorithms.em import Precision
from goldwright.algorithms.votes import Votes

_SHARED_ONES = 2**18


class VoteMatrix:
    """Tasks by cells, where cell `worker * classes + label` holds the vote's weight.

    The lens of models with rates by worker and class: their two steps are its products with dense
    matrices of one column per true class. 1 M votes and 4 classes take about 3 ms each. SciPy lets
    other threads run meanwhile.
    """

    def __init__(self, votes: Votes, precision: Precision = np.float64) -> None:
        cells = len(votes.workers) * len(votes.classes)
        # SciPy wants both index arrays of one type and is fastest with 32 bits.
        kind = np.int32 if cells < np.iinfo(np.int32).max else np.int64
        cell = votes.worker.astype(kind)
        cell *= len(votes.classes)
        cell += votes.label
        weight = _ones(len(votes), precision)
        if votes.weight is not None:
            weight = votes.weight.astype(precision)
        self.precision: Precision = precision
        self._matrix = sparse.csr_array(
            (weight, cell, votes.task_start.astype(kind)),
            shape=(len(votes.tasks), cells),
        )
        self._transposed = self._matrix.T

    def log_likelihood(self, log_rates: FloatArray) -> RealArray:
        """The log rates, (cells, classes), of a task's votes added up; (tasks, classes)."""
        return self._matrix @ log_rates.astype(self.precision, copy=False)

    def count(self, posterior: RealArray) -> RealArray:
        """Expected votes in each cell of tasks of each class, (cells, classes)."""
        return self._transposed @ posterior


def _ones(count: int, precision: Precision) -> RealArray:
    """So many ones, which shards of like size share: nobody writes to them."""
    if count > _SHARED_ONES:
        return np.ones(count, dtype=precision)
    return _shared_ones(1 << count.bit_length(), precision)[:count]


@lru_cache
def _shared_ones(count: int, precision: Precision) -> RealArray:
    return np.ones(count, dtype=precision)


def worker_accuracy(counts: FloatArray, classes: int) -> FloatArray:
    """Expected part of each worker's votes that is right, (workers,), by `VoteMatrix.count`."""
    by_worker = counts.reshape(-1, classes, classes)
    return np.einsum("wll->w", by_worker) / by_worker.sum(axis=(1, 2))
