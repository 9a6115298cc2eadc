"""The worker model that is kept while work is going on, and what it makes of one task's votes.

A worker has one accuracy, counted as a Beta distribution; votes are independent given the true
class and errors spread evenly over the other classes (naive Bayes; the weights of Nitzan, S. and
Paroush, J. (1982): Optimal decision rules in uncertain dichotomous choice situations.
International Economic Review 23 (2), 289-297).
"""

from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.errors import InvalidInputError

# A new worker is taken to be right in 8 of 10 answers, and 10 answers of evidence outweigh that.
PRIOR_CORRECT = 8.0
PRIOR_WRONG = 2.0
# No record is long enough to promise more than this, and one vote must never decide a task.
HIGHEST_ACCURACY = 0.99


@dataclass(frozen=True, slots=True)
class WorkerSkill:
    """Right and wrong answers of one worker in one project, as evidence; not whole numbers.

    Gold counts one; agreement with a settled answer counts its confidence on either side.
    """

    correct: float = 0.0
    wrong: float = 0.0

    def learn(self, probability_correct: float, *, weight: float = 1.0) -> "WorkerSkill":
        """The skill after one more answer that is right with this probability (gold: 0 or 1)."""
        if not (0 <= probability_correct <= 1 and weight >= 0):
            raise InvalidInputError(
                f"An answer cannot be right with probability {probability_correct} and weigh "
                f"{weight}; give a probability from 0 to 1 and a weight of at least 0."
            )
        return WorkerSkill(
            correct=self.correct + weight * probability_correct,
            wrong=self.wrong + weight * (1 - probability_correct),
        )

    @property
    def accuracy(self) -> float:
        """Expected accuracy, from 0 to 1: the mean of the Beta distribution with its prior."""
        correct = self.correct + PRIOR_CORRECT
        return correct / (correct + self.wrong + PRIOR_WRONG)


def posterior(
    labels: CodeArray,
    accuracies: FloatArray,
    *,
    n_classes: int,
    prior: FloatArray | None = None,
) -> FloatArray:
    """Class probabilities of one task from its votes, (classes,), summing to 1.

    `labels[i]` is the class code given by a worker of accuracy `accuracies[i]`; no votes give the
    prior (even unless told). Accuracies are clipped between chance and `HIGHEST_ACCURACY`: a
    worker below chance counts nothing rather than against their answer, so unanimity is kept.
    """
    probability = np.full(n_classes, 1.0 / n_classes) if prior is None else prior
    if n_classes == 1:
        return np.ones(1)
    accuracy = np.clip(accuracies, 1.0 / n_classes, HIGHEST_ACCURACY)
    log_odds = np.log(accuracy * (n_classes - 1) / (1.0 - accuracy))
    log_joint = np.log(np.maximum(probability, np.finfo(np.float64).tiny))
    log_joint = log_joint + np.bincount(labels, weights=log_odds, minlength=n_classes)
    joint = np.exp(log_joint - log_joint.max())
    return joint / joint.sum()


def vote_margin(labels: CodeArray, *, n_classes: int) -> int:
    """Votes of the leading class less those of the second; 0 without votes or in a tie."""
    counts = np.sort(np.bincount(labels, minlength=max(n_classes, 2)))
    return int(counts[-1] - counts[-2])
