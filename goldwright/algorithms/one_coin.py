"""One-coin Dawid-Skene: every worker has one accuracy, and errs evenly among the other classes.

The homogeneous model of Li, H. and Yu, B. (2014): Error rate bounds and iterative weighted majority
voting for crowdsourcing. arXiv:1411.4086; a special case of Dawid and Skene (1979).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import CodeArray, FloatArray
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
        model = _CoinModel(votes, smoothing=self.smoothing)
        fitted = em.fit(
            model,
            votes,
            known=votes.code_gold(gold or {}),
            iterations=self.iterations,
            tolerance=self.tolerance,
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


class _CoinModel:
    """One accuracy a worker."""

    def __init__(self, votes: Votes, *, smoothing: float) -> None:
        self._votes = votes
        self._smoothing = smoothing
        self._total = votes.sum_by_worker(np.ones(len(votes)))
        self._other_classes = max(len(votes.classes) - 1, 1)
        self.accuracy = np.zeros(len(votes.workers))

    def maximise(self, posterior: FloatArray) -> float:
        """The accuracy is the expected part of right votes."""
        right = self._votes.sum_by_worker(posterior[self._votes.task, self._votes.label])
        accuracy = (right + self._smoothing) / (self._total + 2 * self._smoothing)
        self.accuracy = np.clip(accuracy, em.SMALLEST, 1 - em.SMALLEST)
        log_right, log_wrong = self._log_rates()
        return float(right @ log_right + (self._total - right) @ log_wrong)

    def log_likelihood(self) -> FloatArray:
        """Every vote is wrong for all classes, but for its own, which is corrected to right."""
        log_right, log_wrong = self._log_rates()
        votes = self._votes
        joint = votes.sum_by_cell((log_right - log_wrong)[votes.worker])
        return joint + votes.sum_by_task(log_wrong[votes.worker])[:, np.newaxis]

    def _log_rates(self) -> tuple[FloatArray, FloatArray]:
        return np.log(self.accuracy), np.log((1 - self.accuracy) / self._other_classes)
