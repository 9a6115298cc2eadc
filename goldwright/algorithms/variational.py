"""Variational Dawid-Skene: confusion matrices are not points but distributions, with stated priors.

Simpson, E., Roberts, S., Psorakis, I. and Smith, A. (2013): Dynamic Bayesian combination of
multiple imperfect classifiers. Decision Making and Imperfection, Springer, 1-35; the model is that
of Kim, H.-C. and Ghahramani, Z. (2012): Bayesian classifier combination. AISTATS, 619-627.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.dawid_skene import DawidSkeneResult, check_rates, result
from goldwright.algorithms.dirichlet import divergence, log_means
from goldwright.algorithms.vote_matrix import VoteMatrix
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class VariationalDawidSkene:
    """Workers nobody has seen much of stay near the prior, and count accordingly.

    The prior of each row of a confusion matrix is Dirichlet: `right` votes for the true class and
    `wrong` votes in all, spread evenly, for the others. The default expects 7 of 10 right and gives
    way after ten votes. Class priors are learnt without one. In the result `confusion` holds
    expected rates, and `log_likelihood` is the variational lower bound.
    """

    right: float = 7.0
    wrong: float = 3.0
    iterations: int = 100
    tolerance: float = 1e-5

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0 or not (self.right > 0 and self.wrong > 0):
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, tolerance at 0, and prior votes "
                "are above 0."
            )

    def fit(
        self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None
    ) -> DawidSkeneResult:
        """Answers, expected confusion matrices and priors; `gold` stays fixed throughout."""
        model = DirichletModel(
            len(votes.workers), expected_votes(len(votes.classes), self.right, self.wrong)
        )
        return fit_dirichlet(model, votes, gold, self.iterations, self.tolerance)


def expected_votes(classes: int, right: float, wrong: float) -> FloatArray:
    """Prior votes by (true class, given class)."""
    prior = np.full((classes, classes), wrong / max(classes - 1, 1))
    np.fill_diagonal(prior, right)
    return prior


def fit_dirichlet(
    model: "DirichletModel",
    votes: Votes,
    gold: Mapping[Hashable, Hashable] | None,
    iterations: int,
    tolerance: float,
) -> DawidSkeneResult:
    """The loop and its result, for every model whose rates have Dirichlet distributions."""
    fitted = em.fit(
        model,
        votes,
        em.through(VoteMatrix),
        known=votes.code_gold(gold or {}),
        iterations=iterations,
        tolerance=tolerance,
    )
    return result(votes, fitted, model.confusion(), log_likelihood=fitted.bound)


class DirichletModel:
    """A Dirichlet distribution for each worker and true class; rows are (worker, given)."""

    def __init__(self, workers: int, prior: FloatArray) -> None:
        classes = len(prior)
        check_rates(workers, classes)
        self.prior = prior
        self._shape = (workers, classes, classes)
        self._votes: FloatArray = np.zeros(self._shape)
        self.log_rates: FloatArray = np.zeros((workers * classes, classes))

    def maximise(self, counts: FloatArray) -> float:
        """Expected counts beside the prior; the geometric means of the rates go to the next step.

        Log rates are told with their expectation; Simpson et al., eq. 1.17.
        """
        # By (worker, given, true), as counted; the prior is by (true, given).
        self._votes = counts.reshape(self._shape) + self.prior.T
        self.log_rates = log_means(self._votes, axis=1).reshape(counts.shape)
        return em.dot(counts, self.log_rates)

    def penalty(self) -> float:
        """Less the divergence of the rates' distributions from their prior."""
        return -divergence(self._votes, self.prior.T, axis=1)

    def confusion(self) -> FloatArray:
        """Expected rates as (workers, true class, given class)."""
        rates = self._votes / self._votes.sum(axis=1, keepdims=True)
        return np.ascontiguousarray(rates.transpose(0, 2, 1))
