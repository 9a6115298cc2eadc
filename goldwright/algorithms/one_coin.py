"""One-coin Dawid-Skene: every worker has one accuracy, and errs evenly among the other classes.

The homogeneous model of Li, H. and Yu, B. (2014): Error rate bounds and iterative weighted majority
voting for crowdsourcing. arXiv:1411.4086; a special case of Dawid and Skene (1979).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import CodeArray, FloatArray, Precision, RealArray
from goldwright.algorithms.vote_matrix import by_task
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True, eq=False)
class OneCoinResult:
    """The fitted model; the fields are those of `DawidSkeneResult` without the confusion."""

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    priors: FloatArray
    worker_accuracy: FloatArray
    iterations: int
    log_likelihood: float

    def by_task(self) -> dict[Hashable, Hashable]:
        """Most probable class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class OneCoinDawidSkene:
    """For few votes a worker or many classes: a confusion matrix would have too little to go by.

    `smoothing` adds that many right and that many wrong votes to every worker.
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
        self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None
    ) -> OneCoinResult:
        """Answers, accuracies and priors; `gold` (task to class) stays fixed throughout."""
        known = votes.code_gold(gold or {})
        model = CoinModel(
            votes.sum_by_worker(np.ones(len(votes))),
            int(votes.named(known).sum()),
            smoothing=self.smoothing,
        )
        fitted = em.fit(
            model,
            votes,
            CoinLens,
            known=known,
            iterations=self.iterations,
            tolerance=self.tolerance,
            is_like_crowd_kit=True,
        )
        return OneCoinResult(
            votes=votes,
            posterior=fitted.posterior,
            labels=fitted.labels,
            priors=fitted.priors,
            worker_accuracy=model.accuracy,
            iterations=fitted.iterations,
            log_likelihood=fitted.log_likelihood,
        )


class CoinModel:
    """One accuracy a worker, errors spread over `classes` less one.

    `total` is the weight of each worker's votes, (workers,).
    """

    def __init__(self, total: FloatArray, classes: int, *, smoothing: float = 0.0) -> None:
        self._total = total
        self._smoothing = smoothing
        self._classes = classes
        self._other_classes = max(classes - 1, 1)
        self.accuracy = np.zeros(len(total))
        self.log_rates: FloatArray = np.zeros((len(total), 2))

    def maximise(self, counts: FloatArray) -> float:
        """The accuracy is the expected part of right votes, `counts` (workers,)."""
        accuracy = (counts + self._smoothing) / (self._total + 2 * self._smoothing)
        self.accuracy = np.clip(accuracy, em.SMALLEST, 1 - em.SMALLEST)
        wrong = (1 - self.accuracy) / self._other_classes
        self.log_rates = np.log(np.stack([self.accuracy, wrong], axis=1))
        return em.dot(counts, self.log_rates[:, 0]) + em.dot(
            self._total - counts, self.log_rates[:, 1]
        )

    def confusion(self) -> FloatArray:
        """Rates as (workers, true class, given class)."""
        classes = self._classes
        wrong = (1 - self.accuracy) / self._other_classes
        rates = np.repeat(wrong, classes**2).reshape(-1, classes, classes)
        rates[:, np.arange(classes), np.arange(classes)] = self.accuracy[:, np.newaxis]
        return rates

    def penalty(self) -> float:
        """None: smoothing is a device against rates of zero."""
        return 0.0


class CoinLens:
    """The lens of a model with one rate a worker, who gets no matrix of cells.

    It adds up many votes in each number, which takes double precision however many they are.
    """

    precision: Precision = np.float64

    def __init__(self, votes: Votes, _: Precision = np.float64) -> None:
        self._shape = (len(votes.tasks), len(votes.classes))
        self._workers = len(votes.workers)
        self._votes = votes
        # In the type that bincount works in, or it would convert them at every step.
        self._own = votes.task.astype(np.intp) * self._shape[1] + votes.label
        self._worker = votes.worker.astype(np.intp)
        self._by_task = by_task(votes, self.precision)

    def log_likelihood(self, log_rates: FloatArray) -> RealArray:
        """Every vote is wrong for all classes, but for its own, which is corrected to right."""
        gain = (log_rates[:, 0] - log_rates[:, 1])[self._worker]
        tasks, classes = self._shape
        joint = self._votes.sum_at(self._own, gain, tasks * classes).reshape(tasks, classes)
        joint += (self._by_task @ log_rates[:, 1])[:, np.newaxis]
        return joint

    def count(self, posterior: RealArray) -> RealArray:
        """Expected right votes of each worker, (workers,)."""
        right = posterior.ravel()[self._own].astype(np.float64, copy=False)
        return self._votes.sum_at(self._worker, right, self._workers)
