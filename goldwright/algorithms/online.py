"""What one task's votes tell by the accuracies of their workers, while work is going on.

A worker has one accuracy, as `WorkerSkill` counts it; votes are independent given the true
class and errors spread evenly over the other classes (naive Bayes; the weights of Nitzan, S. and
Paroush, J. (1982): Optimal decision rules in uncertain dichotomous choice situations.
International Economic Review 23 (2), 289-297).
"""

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.worker_skill import HIGHEST_ACCURACY


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
