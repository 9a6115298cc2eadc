"""Dawid and Skene's model: every worker has a confusion matrix, learnt together with the answers.

Dawid, A. P. and Skene, A. M. (1979): Maximum likelihood estimation of observer error-rates using
the EM algorithm. Journal of the Royal Statistical Society C 28 (1), 20-28.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.vote_matrix import VoteMatrix
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

# 2**27 numbers are 1 GiB, and fitting keeps about three arrays of this size.
_MOST_RATES = 2**27


@dataclass(frozen=True, slots=True, eq=False)
class DawidSkeneResult:
    """The fitted model.

    `posterior` (tasks, classes), rows sum to 1; overconfident until calibrated, see `calibration`.
    `labels` holds the code of its largest entry, the first of equals. `confusion` (workers, true
    class, given class), rows sum to 1; without evidence a row is even over the labels the worker
    used. `priors` (classes,). `worker_accuracy` (workers,): the expected part of a worker's votes
    that is right. `log_likelihood` (natural): of the votes, under the rates that gave `posterior`.
    """

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    confusion: FloatArray
    priors: FloatArray
    worker_accuracy: FloatArray
    iterations: int
    log_likelihood: float

    def by_task(self) -> dict[Hashable, Hashable]:
        """Most probable class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class DawidSkene:
    """Fitted by expectation-maximisation from majority shares; see `em.fit` for where it stops.

    A worker who met only one class tells nothing about the others: such ties go to the first class.

    `smoothing` is added to every cell of every confusion matrix, a Dirichlet prior of
    `1 + smoothing`; 0 is the maximum-likelihood estimate of the paper.
    """

    iterations: int = 100
    tolerance: float = 1e-5
    smoothing: float = 0.0

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0 or self.smoothing < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, tolerance and smoothing at 0."
            )

    def fit(
        self,
        votes: Votes,
        *,
        gold: Mapping[Hashable, Hashable] | None = None,
        prior: FloatArray | None = None,
    ) -> DawidSkeneResult:
        """Answers, confusion matrices and priors; `gold` (task to class) stays fixed throughout.

        `prior` (workers, true class, given class), above zero, says what is expected of each worker
        in votes: it is added to what they gave, so that little evidence changes it little.

        Cost per iteration: two sparse products and one exponential per task and class. Memory:
        about three times workers times classes squared numbers beside the votes.
        """
        rates = len(votes.workers) * len(votes.classes) ** 2
        if rates > _MOST_RATES:
            raise InvalidInputError(
                f"{len(votes.workers)} workers with {len(votes.classes)} classes need {rates} "
                f"rates, above {_MOST_RATES}; use OneCoinDawidSkene, which has one a worker."
            )
        known = votes.code_gold(gold or {})
        model = _ConfusionModel(votes, smoothing=self.smoothing, prior=prior)
        fitted = em.fit(
            model, votes, known=known, iterations=self.iterations, tolerance=self.tolerance
        )
        return DawidSkeneResult(
            votes=votes,
            posterior=fitted.posterior,
            labels=fitted.labels,
            confusion=model.confusion(),
            priors=fitted.priors,
            worker_accuracy=votes.mean_by_worker(fitted.posterior[votes.task, votes.label]),
            iterations=fitted.iterations,
            log_likelihood=fitted.log_likelihood,
        )


class _ConfusionModel:
    """Rates at which each worker gives each class, by true class: rows are (worker, given)."""

    def __init__(self, votes: Votes, *, smoothing: float, prior: FloatArray | None) -> None:
        self._matrix = VoteMatrix(votes)
        self._shape = (len(votes.workers), len(votes.classes), len(votes.classes))
        self._smoothing = smoothing
        self._prior = None if prior is None else self._by_cell(prior)
        # Without smoothing a class the worker never gave has no part in the total and rate zero
        # (but for its logarithm, which no vote asks for); what was given is kept above zero.
        given = self._matrix.is_used()[:, np.newaxis]
        self._smallest = np.where(given, em.SMALLEST, 0.0) if smoothing == 0 else em.SMALLEST
        self._log_rates = np.zeros((given.size, self._shape[2]))

    def maximise(self, posterior: FloatArray) -> float:
        """Rates are the expected counts, smoothed, as parts of each true class's total; eq. 2.3."""
        counts = self._matrix.sum_over_tasks(posterior)
        if self._prior is not None:
            # They stay in the score, which then grows until the most probable rates are found.
            counts += self._prior
        rates = np.maximum(counts + self._smoothing, self._smallest).reshape(self._shape)
        rates /= rates.sum(axis=1, keepdims=True)
        np.maximum(rates, np.finfo(np.float64).tiny, out=rates)
        self._log_rates = np.log(rates).reshape(counts.shape)
        return em.dot(counts, self._log_rates)

    def log_likelihood(self) -> FloatArray:
        """The log rates of a task's votes added up; eq. 2.5."""
        return self._matrix.sum_over_votes(self._log_rates)

    def _by_cell(self, prior: FloatArray) -> FloatArray:
        """Numbers by (worker, true class, given class) in the order of the counts."""
        if prior.shape != self._shape or not (np.isfinite(prior).all() and (prior > 0).all()):
            raise InvalidInputError(
                f"A prior of shape {prior.shape} does not fit; give a finite number above zero "
                f"for each of (workers, classes, classes), {self._shape}."
            )
        cells = np.ascontiguousarray(prior.transpose(0, 2, 1), dtype=np.float64)
        return cells.reshape(-1, self._shape[2])

    def confusion(self) -> FloatArray:
        """Rates as (workers, true class, given class)."""
        rates = np.exp(self._log_rates).reshape(self._shape)
        return np.ascontiguousarray(rates.transpose(0, 2, 1))
