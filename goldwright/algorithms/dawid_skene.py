"""Dawid and Skene's model: every worker has a confusion matrix, learnt together with the answers.

Dawid, A. P. and Skene, A. M. (1979): Maximum likelihood estimation of observer error-rates using
the EM algorithm. Journal of the Royal Statistical Society C 28 (1), 20-28.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.vote_matrix import NamedCells, VoteMatrix, worker_accuracy
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
        named = None if prior is not None else NamedCells.of(votes)
        model = ConfusionModel(
            len(votes.workers),
            len(votes.classes),
            smoothing=self.smoothing,
            prior=prior,
            named=named,
        )
        fitted = em.fit(
            model,
            votes,
            em.through(partial(VoteMatrix, named=named)),
            known=votes.code_gold(gold or {}),
            iterations=self.iterations,
            tolerance=self.tolerance,
            is_like_crowd_kit=True,
        )
        return result(votes, fitted, model.confusion(), named=named)


def result(
    votes: Votes,
    fitted: em.Fit,
    confusion: FloatArray,
    *,
    log_likelihood: float | None = None,
    named: NamedCells | None = None,
) -> DawidSkeneResult:
    """What was fitted, with what it says of each worker's own votes."""
    return DawidSkeneResult(
        votes=votes,
        posterior=fitted.posterior,
        labels=fitted.labels,
        confusion=confusion,
        priors=fitted.priors,
        worker_accuracy=worker_accuracy(fitted.counts, len(votes.classes), named),
        iterations=fitted.iterations,
        log_likelihood=fitted.log_likelihood if log_likelihood is None else log_likelihood,
    )


def check_rates(workers: int, classes: int) -> None:
    """Refuse confusion matrices that memory could not hold."""
    rates = workers * classes**2
    if rates > _MOST_RATES:
        raise InvalidInputError(
            f"{workers} workers with {classes} classes need {rates} "
            f"rates, above {_MOST_RATES}; use OneCoinDawidSkene, which has one a worker."
        )


class ConfusionModel:
    """Rates at which each worker gives each class, by true class: rows are (worker, given).

    Of all pairs, or of those that votes name, which takes no `prior`.
    """

    def __init__(
        self,
        workers: int,
        classes: int,
        *,
        smoothing: float = 0.0,
        prior: FloatArray | None = None,
        named: NamedCells | None = None,
    ) -> None:
        check_rates(workers, classes)
        self._shape = (workers, classes, classes)
        self._named = named
        self._smoothing = smoothing
        self._smallest: FloatArray | float | None = None
        self._prior = None if prior is None else self._by_cell(prior)
        self._unnamed: FloatArray = np.zeros((workers, classes))
        self.log_rates: FloatArray = np.zeros((workers * classes, classes))

    def maximise(self, counts: FloatArray) -> float:
        """Rates are the expected counts, smoothed, as parts of each true class's total; eq. 2.3."""
        if self._named is not None:
            return self._maximise_named(counts, self._named)
        # Without smoothing a class the worker never gave has no part in the total and rate zero
        # (but for its logarithm, which no vote asks for); what was given is kept above zero.
        if self._smallest is None:
            is_given = counts.any(axis=1, keepdims=True)
            self._smallest = (
                em.SMALLEST if self._smoothing else np.where(is_given, em.SMALLEST, 0.0)
            )
        if self._prior is not None:
            # They stay in the score, which then grows until the most probable rates are found.
            counts = counts + self._prior
        rates = np.maximum(counts + self._smoothing, self._smallest).reshape(self._shape)
        rates /= np.einsum("wgt->wt", rates)[:, np.newaxis, :]
        np.maximum(rates, np.finfo(np.float64).tiny, out=rates)
        self.log_rates = np.log(rates).reshape(counts.shape)
        return em.dot(counts, self.log_rates)

    def _maximise_named(self, counts: FloatArray, named: NamedCells) -> float:
        """The same where only what votes name is counted: elsewhere rates are of no use."""
        rates = np.maximum(counts + self._smoothing, em.SMALLEST)
        total = np.add.reduceat(rates, named.start, axis=0)
        total += self._smoothing * (self._shape[1] - np.bincount(named.owner))[:, np.newaxis]
        rates /= total[named.owner]
        np.maximum(rates, np.finfo(np.float64).tiny, out=rates)
        self._unnamed = self._smoothing / total
        self.log_rates = np.log(rates)
        return em.dot(counts, self.log_rates)

    def penalty(self) -> float:
        """The prior is part of the counts, and so of the score, already."""
        return 0.0

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
        if self._named is not None:
            return self._confusion_named(self._named)
        rates = np.exp(self.log_rates).reshape(self._shape)
        return np.ascontiguousarray(rates.transpose(0, 2, 1))

    def _confusion_named(self, named: NamedCells) -> FloatArray:
        rates = np.zeros(self._shape)  # by (worker, given, true)
        if self._smoothing:
            rates[named.worker[named.start]] = self._unnamed[:, np.newaxis, :]
        rates[named.worker, named.given] = np.exp(self.log_rates)
        return rates.transpose(0, 2, 1)
