"""MACE: a worker either knows the answer or, when not, gives what they always give.

Hovy, D., Berg-Kirkpatrick, T., Vaswani, A. and Hovy, E. (2013): Learning whom to trust with MACE.
North American Chapter of the ACL, 1120-1130.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.dawid_skene import check_rates
from goldwright.algorithms.dirichlet import divergence, log_means
from goldwright.algorithms.vote_matrix import VoteMatrix, worker_accuracy
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True, eq=False)
class MaceResult:
    """The fitted model.

    `posterior` (tasks, classes), rows sum to 1, and `labels`, the code of the largest entry.
    `worker_competence` (workers,): how often a worker knows; `worker_habit` (workers, classes),
    rows sum to 1: what they give when not. `worker_accuracy` (workers,): the expected part of a
    worker's votes that is right. `log_likelihood` is the variational lower bound.
    """

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    worker_competence: FloatArray
    worker_habit: FloatArray
    worker_accuracy: FloatArray
    iterations: int
    log_likelihood: float

    def by_task(self) -> dict[Hashable, Hashable]:
        """Most probable class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class Mace:
    """Fitted by variational Bayes, every class as likely as another beforehand.

    The priors are those of the paper's best settings: Beta(0.5, 0.5) on competence, Dirichlet(10)
    on habits. It starts where the random restarts of the paper have their mean, nobody known to be
    better than another and no habits, and so gives the same for the same votes.
    """

    iterations: int = 50
    tolerance: float = 1e-7

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, tolerance at 0."
            )

    def fit(self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None) -> MaceResult:
        """Answers, competence and habits; `gold` (task to class) stays fixed throughout."""
        model = MaceModel(len(votes.workers), len(votes.classes))
        fitted = em.fit(
            model,
            votes,
            em.through(VoteMatrix),
            known=votes.code_gold(gold or {}),
            iterations=self.iterations,
            tolerance=self.tolerance,
            learns_priors=False,
        )
        return MaceResult(
            votes=votes,
            posterior=fitted.posterior,
            labels=fitted.labels,
            worker_competence=model.competence(),
            worker_habit=model.habit(),
            worker_accuracy=worker_accuracy(fitted.counts, len(votes.classes)),
            iterations=fitted.iterations,
            log_likelihood=fitted.bound,
        )


class MaceModel:
    """Who knows and who guesses; both steps of the paper need no more than counts by cell."""

    _KNOWS = 0.5
    _HABIT = 10.0

    def __init__(self, workers: int, classes: int) -> None:
        check_rates(workers, classes)
        self._size = (workers, classes)
        # Votes of those who know and of those who guess, and what was guessed.
        self._knowing = np.ones((workers, 2))
        self._guesses = np.ones((workers, classes))
        self._log_knowing = np.log(np.full((workers, 2), 0.5))
        self._log_habit = np.log(np.full((workers, classes), 1.0 / classes))
        self.log_rates: FloatArray = self._tabled()

    def maximise(self, counts: FloatArray) -> float:
        """Each vote for the true class is split between knowing and luck; the rest was guessed."""
        workers, classes = self._size
        by_worker = counts.reshape(workers, classes, classes)
        right = np.einsum("wll->wl", by_worker)
        luck = self._log_knowing[:, 1:] + self._log_habit
        known = right * np.exp(
            self._log_knowing[:, :1] - np.logaddexp(self._log_knowing[:, :1], luck)
        )
        guessed = by_worker.sum(axis=2) - known
        self._knowing = self._KNOWS + np.stack([known.sum(axis=1), guessed.sum(axis=1)], axis=1)
        self._guesses = self._HABIT + guessed
        self._log_knowing = log_means(self._knowing, axis=1)
        self._log_habit = log_means(self._guesses, axis=1)
        self.log_rates = self._tabled()
        return em.dot(counts, self.log_rates)

    def penalty(self) -> float:
        """Less the divergences of competence and habits from their priors."""
        return -divergence(self._knowing, np.array(self._KNOWS), axis=1) - divergence(
            self._guesses, np.array(self._HABIT), axis=1
        )

    def competence(self) -> FloatArray:
        """Expected part of the votes that a worker gives because they know."""
        return self._knowing[:, 0] / self._knowing.sum(axis=1)

    def habit(self) -> FloatArray:
        """Expected part of each class among what a worker guesses."""
        return self._guesses / self._guesses.sum(axis=1, keepdims=True)

    def confusion(self) -> FloatArray:
        """Expected rates as (workers, true class, given class)."""
        knows = self.competence()[:, np.newaxis, np.newaxis]
        return knows * np.eye(self._size[1]) + (1 - knows) * self.habit()[:, np.newaxis, :]

    def _tabled(self) -> FloatArray:
        """Log rates by (worker, given) and true class."""
        workers, classes = self._size
        luck = self._log_knowing[:, 1:] + self._log_habit
        table = np.repeat(luck[:, :, np.newaxis], classes, axis=2)
        place = np.arange(classes)
        table[:, place, place] = np.logaddexp(self._log_knowing[:, :1], luck)
        return table.reshape(workers * classes, classes)
