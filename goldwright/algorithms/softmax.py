"""A small classifier: softmax regression on features, which learns from class probabilities.

Multinomial logistic regression: Cox, D. R. (1966): Some procedures connected with the logistic
qualitative response curve. Research Papers in Statistics, 55-71; fitted by accelerated gradients:
Nesterov, Y. (1983): A method of solving a convex programming problem with convergence rate
O(1/k^2). Soviet Mathematics Doklady 27 (2), 372-376, begun anew where they overshoot: O'Donoghue,
B. and Candès, E. (2015): Adaptive restart for accelerated gradient schemes. Foundations of
Computational Mathematics 15 (3), 715-732. SciPy's optimisers are left alone, since the threads of
their linear algebra take a hundred times as long when other processes want the cores.
"""

import numpy as np

from goldwright.algorithms.arrays import FloatArray, IndexArray, normalise

_STEPS = 400
# The classes it finds most probable settle long before the coefficients do.
_RESTING = 2e-4
_POWER_STEPS = 10
# Products no larger than this are done at once by the thread that asks for them.
_PRODUCT = 2**17
# Widths are told from the tasks themselves; a feature that hardly varies says nothing.
_NARROW = 1e-9


def standardised(features: FloatArray) -> FloatArray:
    """Columns of mean 0, all divided so that a row's squared length is 1 on average.

    One divisor for all columns of one scale would let a loud column drown the others, so each has
    its own.
    """
    centred = features - features.mean(axis=0)
    width = centred.std(axis=0)
    centred /= np.where(width > _NARROW, width, np.inf)
    return centred / np.sqrt(max(int((width > _NARROW).sum()), 1))


def fitted(
    features: FloatArray, chance: FloatArray, *, ridge: float, start: FloatArray | None = None
) -> FloatArray:
    """Coefficients (features + 1, classes), the last row the intercepts.

    They make `chance` (rows, classes) most probable; `ridge` is added times half their squares.
    """
    count, columns = features.shape[1] + 1, chance.shape[1]
    if len(features) == 0:
        return np.zeros((count, columns))
    at_once = max(1, _PRODUCT // (count * columns))
    # Rows of zeros fill the last block: they have no part in any sum.
    blocks = np.zeros((-(-len(features) // at_once), at_once, count))
    rows = blocks.reshape(-1, count)
    rows[: len(features), :-1] = features
    rows[: len(features), -1] = 1.0
    wanted = np.zeros((len(rows), columns))
    wanted[: len(chance)] = chance
    penalty = np.full((count, 1), ridge)
    penalty[-1] = 0.0
    # The curvature of the loss is at most half the largest eigenvalue of the rows' squares.
    step = 1.0 / (0.5 * _largest_square(blocks) + ridge)
    weights = np.zeros((count, columns)) if start is None else start
    ahead, pace = weights, 1.0
    for _ in range(_STEPS):
        excess = normalise((blocks @ ahead).reshape(-1, columns))[0] - wanted
        slope = _across(blocks, excess.reshape(len(blocks), at_once, columns)) + penalty * ahead
        last, weights = weights, ahead - step * slope
        moved = weights - last
        if float(np.einsum("fc,fc->", slope, moved)) > 0:
            ahead, pace = weights, 1.0
            continue
        if float(np.abs(moved).max()) < _RESTING * float(np.abs(weights).max()):
            break
        faster = (1.0 + (1.0 + 4.0 * pace**2) ** 0.5) / 2.0
        ahead, pace = weights + (pace - 1.0) / faster * moved, faster
    return weights


def _across(blocks: FloatArray, per_row: FloatArray) -> FloatArray:
    """Sum over all rows of their features times what there is per row, (features, columns)."""
    return (blocks.transpose(0, 2, 1) @ per_row).sum(axis=0)


def _largest_square(blocks: FloatArray) -> float:
    """An upper estimate of the largest eigenvalue of the rows' squares, by power iteration."""
    side = np.ones((blocks.shape[2], 1))
    size = 1.0
    for _ in range(_POWER_STEPS):
        side = _across(blocks, blocks @ (side / np.linalg.norm(side)))
        size = float(np.linalg.norm(side))
    return 1.1 * size


def predicted(features: FloatArray, weights: FloatArray) -> FloatArray:
    """Class probabilities of each row, (rows, classes)."""
    return normalise(features @ weights[:-1] + weights[-1])[0]


class CrossFitted:
    """A classifier for each part of the rows, learnt from the rows of the other parts."""

    def __init__(self, features: FloatArray, part: IndexArray) -> None:
        self._features = features
        self._held = [part == one for one in range(int(part.max()) + 1)]
        self._weights: list[FloatArray | None] = [None] * len(self._held)

    def predicted(self, chance: FloatArray, *, ridge: float) -> FloatArray:
        """Probabilities of each row, (rows, classes), when the others are answered so.

        Answers seldom change much, so each classifier starts where it ended the last time.
        """
        found = np.empty_like(chance)
        for number, held in enumerate(self._held):
            weights = fitted(
                self._features[~held], chance[~held], ridge=ridge, start=self._weights[number]
            )
            self._weights[number] = weights
            found[held] = predicted(self._features[held], weights)
        return found
