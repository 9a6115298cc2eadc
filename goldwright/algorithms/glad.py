"""GLAD: a vote is right the more likely, the abler its worker and the easier its task.

Whitehill, J., Wu, T., Bergsma, J., Movellan, J. and Ruvolo, P. (2009): Whose vote should count
more: optimal integration of labels from labelers of unknown expertise. Advances in Neural
Information Processing Systems 22, 2035-2043.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray, normalise
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

# Mean of the normal priors, of variance 1, on ability and on the logarithm of ease.
_PRIOR_MEAN = 1.0
# No Newton step is longer: far from the maximum the curve it follows is not the right one.
_LONGEST_STEP = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class GladResult:
    """The fitted model.

    `posterior` (tasks, classes), rows sum to 1, and `labels`, the code of the largest entry, the
    first of equals. A vote is right with probability 1 / (1 + exp(-ability * ease)):
    `worker_ability` (workers,), below 0 for those who say the opposite, and `task_ease` (tasks,),
    above 0. `worker_accuracy` (workers,): the expected part of a worker's votes that is right.
    `log_likelihood` (natural) is of the votes, with the log prior of abilities and ease.
    """

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    worker_ability: FloatArray
    task_ease: FloatArray
    worker_accuracy: FloatArray
    iterations: int
    log_likelihood: float

    def by_task(self) -> dict[Hashable, Hashable]:
        """Most probable class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class Glad:
    """Fitted by expectation-maximisation, every class as likely as another beforehand.

    Where the paper runs gradient ascent to the end, each step here is one of Newton's for all
    abilities and then one for all tasks, which are independent given the others.
    """

    iterations: int = 100
    tolerance: float = 1e-5

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, tolerance at 0."
            )

    def fit(self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None) -> GladResult:
        """Answers, abilities and ease; `gold` (task to class) stays fixed throughout."""
        model = _Model(votes, votes.code_gold(gold or {}))
        bound = -np.inf
        done = 0
        while done < self.iterations:
            done += 1
            last_bound, bound = bound, model.expect()
            model.maximise()
            if bound - last_bound < self.tolerance * len(votes):
                break
        posterior = model.posterior
        return GladResult(
            votes=votes,
            posterior=posterior,
            labels=posterior.argmax(axis=1).astype(np.int32),
            worker_ability=model.ability,
            task_ease=np.exp(model.log_ease),
            worker_accuracy=votes.mean_by_worker(posterior[votes.task, votes.label]),
            iterations=done,
            log_likelihood=bound,
        )


class _Model:
    """Abilities and ease, and what the votes say under them."""

    def __init__(self, votes: Votes, known: CodeArray) -> None:
        self._votes = votes
        # In the type that bincount works in, or it would convert them at every step.
        self._task, self._worker = votes.task.astype(np.intp), votes.worker.astype(np.intp)
        self._cell = self._task * len(votes.classes) + votes.label
        self._known_tasks = np.flatnonzero(known != UNKNOWN)
        self._known = (self._known_tasks, known[self._known_tasks])
        self._never = ~votes.named(known)
        classes = len(votes.classes) - int(self._never.sum())
        self._log_classes = float(np.log(classes))
        self._log_others = float(np.log(max(classes - 1, 1)))
        self.ability = np.full(len(votes.workers), _PRIOR_MEAN)
        self.log_ease = np.full(len(votes.tasks), _PRIOR_MEAN)
        self.posterior: FloatArray = votes.shares()

    def expect(self) -> float:
        """Posteriors by Bayes' rule; the log probability of votes and parameters."""
        logit = self.ability[self._worker] * np.exp(self.log_ease)[self._task]
        # For its own class a vote counts log(right) - log(wrong), which is the logit.
        joint = self._votes.sum_at(self._cell, logit + self._log_others, self.posterior.size)
        joint = joint.reshape(self.posterior.shape)
        joint -= self._log_classes
        # What it counts for every class: being wrong, log(1 / (1 + exp(logit))).
        wrong = _log_one_and_exp(logit) + self._log_others
        joint -= self._votes.sum_at(self._task, wrong, len(self.log_ease))[:, np.newaxis]
        # Those who say the opposite would make a class likely that nobody names.
        joint[:, self._never] = -np.inf
        self.posterior, evidence = normalise(joint)
        evidence[self._known_tasks] = joint[self._known]
        self.posterior[self._known_tasks] = 0.0
        self.posterior[self._known] = 1.0
        excess = np.concatenate([self.ability, self.log_ease]) - _PRIOR_MEAN
        return float(evidence.sum()) - 0.5 * float(np.einsum("i,i->", excess, excess))

    def maximise(self) -> None:
        """One step of Newton's method for abilities, then one for ease."""
        right = self.posterior.ravel()[self._cell]
        ease = np.exp(self.log_ease)[self._task]
        workers, tasks = len(self.ability), len(self.log_ease)
        chance = _logistic(self.ability[self._worker] * ease)
        slope = self._votes.sum_at(self._worker, (right - chance) * ease, workers)
        slope -= self.ability - _PRIOR_MEAN
        curve = self._votes.sum_at(self._worker, chance * (1 - chance) * ease**2, workers) + 1.0
        self.ability = self.ability + np.clip(slope / curve, -_LONGEST_STEP, _LONGEST_STEP)

        logit = self.ability[self._worker] * ease
        chance = _logistic(logit)
        slope = self._votes.sum_at(self._task, (right - chance) * logit, tasks)
        slope -= self.log_ease - _PRIOR_MEAN
        # Without the term that can turn the curve round, so that every step leads up.
        curve = self._votes.sum_at(self._task, chance * (1 - chance) * logit**2, tasks) + 1.0
        self.log_ease = self.log_ease + np.clip(slope / curve, -_LONGEST_STEP, _LONGEST_STEP)


def _log_one_and_exp(logit: FloatArray) -> FloatArray:
    # Of vectorised parts; four times faster than logaddexp.
    return np.maximum(logit, 0.0) + np.log(1.0 + np.exp(-np.abs(logit)))


def _logistic(logit: FloatArray) -> FloatArray:
    # Written with tanh, which neither overflows nor needs two cases.
    return 0.5 + 0.5 * np.tanh(0.5 * logit)
