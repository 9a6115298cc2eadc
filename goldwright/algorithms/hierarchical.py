"""Hierarchical Dawid-Skene: workers are drawn from a crowd, and the crowd is learnt with them.

The model of Paun, S. et al. (2018): Comparing Bayesian models of annotation. Transactions of the
Association for Computational Linguistics 6, 571-585 (HierD&S), fitted by variational
expectation-maximisation instead of sampling. The crowd's Dirichlet distributions are fitted as in
Minka, T. (2000): Estimating a Dirichlet distribution. Technical report, MIT, eq. 55.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.dawid_skene import DawidSkeneResult
from goldwright.algorithms.dirichlet import digamma
from goldwright.algorithms.variational import DirichletModel, expected_votes, fit_dirichlet
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

# A crowd counts for at least a thousandth of a vote per rate and for at most this many.
_FEWEST, _MOST = 1e-3, 1e3
_CROWD_STEPS = 3


@dataclass(frozen=True, slots=True)
class HierarchicalDawidSkene:
    """A worker is shrunk to the crowd as far as the crowd is alike, by true class.

    The crowd starts as the prior of `VariationalDawidSkene`, 7 of 10 votes right, and the same
    numbers of votes are added as its own prior: one worker more who is as expected.
    """

    iterations: int = 100
    tolerance: float = 1e-5

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, tolerance at 0."
            )

    def fit(
        self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None
    ) -> DawidSkeneResult:
        """Answers, expected confusion matrices and priors; `gold` stays fixed throughout."""
        model = CrowdModel(len(votes.workers), expected_votes(len(votes.classes), 7.0, 3.0))
        return fit_dirichlet(model, votes, gold, self.iterations, self.tolerance)


class CrowdModel(DirichletModel):
    """A Dirichlet model whose prior is fitted to the workers."""

    def __init__(self, workers: int, prior: FloatArray) -> None:
        super().__init__(workers, prior)
        self._expected = prior.T.copy()

    def maximise(self, counts: FloatArray) -> float:
        """The crowd first, by a few steps that each raise the bound, then its workers."""
        by_worker = counts.reshape(-1, *self.prior.shape)
        # The worker more who is as expected.
        seen = np.concatenate([by_worker, self._expected[np.newaxis]])
        crowd = self.prior.T
        for _ in range(_CROWD_STEPS):
            total = crowd.sum(axis=0)
            grown = (digamma(seen + crowd) - digamma(crowd)).sum(axis=0)
            whole = (digamma(seen.sum(axis=1) + total) - digamma(total)).sum(axis=0)
            crowd = np.clip(crowd * grown / whole, _FEWEST, _MOST)
        self.prior = np.ascontiguousarray(crowd.T)
        return super().maximise(counts)
