"""One mask from several people's: pixels voted on, by all alike or by those who err least.

Lee, D. J.-L., Das Sarma, A. and Parameswaran, A. (2018): Aggregating crowdsourced image
segmentations. CEUR Workshop Proceedings 2173.

Pixels that the same people marked are one case for every method here. There are at most two to the
power of people such cases, so a method counts them once and never looks at the pixels again.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goldwright.algorithms.arrays import BoolArray, FloatArray
from goldwright.errors import InvalidInputError

_MOST_COUNTED_WORKERS = 20
_SMALLEST = 1e-15
_HALF = 0.5

Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class MaskResult:
    """`mask` has the shape of one person's; `share` is the weight that marked each pixel, 0 to 1.

    `worker_weight` (workers,) is how much each person counted; it sums to 1.
    """

    mask: BoolArray
    share: FloatArray
    worker_weight: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class MaskEMResult:
    """`probability` of each pixel to be inside, by Bayes from the `worker_accuracy` (workers,)."""

    mask: BoolArray
    probability: FloatArray
    worker_accuracy: FloatArray
    iterations: int


@dataclass(frozen=True, slots=True)
class MaskVote:
    """A pixel is inside when at least half of the weight marked it."""

    def fit(self, masks: BoolArray, *, weights: FloatArray | None = None) -> MaskResult:
        """The mask from those of several people, (workers, …), all of one shape."""
        cases = _Cases(masks)
        weight = np.ones(len(masks)) if weights is None else np.asarray(weights, dtype=np.float64)
        if len(weight) != len(masks) or not (weight > 0).all():
            raise InvalidInputError("Give one weight above 0 for each mask.")
        marked = weight @ cases.marks
        return MaskResult(
            mask=cases.spread(2 * marked >= weight.sum()),
            share=cases.spread(marked / weight.sum()),
            worker_weight=weight / weight.sum(),
        )


@dataclass(frozen=True, slots=True)
class MaskEM:
    """Each person marks a pixel rightly with one accuracy of their own, learnt from the masks.

    Accuracies count over the pixels that anybody marked. The steps, and so the mask, are those of
    crowd-kit 1.4.2, in which a pixel's posterior becomes its next prior; that hardens it to 0 or 1,
    so the probability that is told takes one prior for the whole region instead.
    """

    iterations: int = 10
    tolerance: float = 1e-5

    def fit(self, masks: BoolArray) -> MaskEMResult:
        """The mask from those of several people, (workers, …), all of one shape."""
        cases = _Cases(masks)
        region = cases.pixels[cases.marks.any(axis=0)].sum()
        if region == 0:
            nothing = cases.spread(np.zeros(len(cases.pixels)))
            return MaskEMResult(nothing > 0, nothing, np.ones(len(masks)), 0)
        inside: FloatArray = cases.marks.mean(axis=0)
        accuracy = _accuracy(cases, np.round(inside), region)
        score, done = -np.inf, 0
        for done in range(1, self.iterations + 1):  # noqa: B007 - told in the result
            posterior = _posterior(cases, accuracy, inside)
            posterior[posterior < _SMALLEST] = 0
            accuracy = _accuracy(cases, posterior, region)
            reached = _bound(cases, accuracy, inside, posterior) / masks.size
            inside = posterior
            if reached - score < self.tolerance:
                break
            score = reached
        prior = float((inside > _HALF) @ cases.pixels) / region
        clipped = np.clip(accuracy, 0.01, 0.99)
        evened = np.full(len(inside), np.clip(prior, 0.01, 0.99))
        probability = np.where(cases.marks.any(axis=0), _posterior(cases, clipped, evened), 0.0)
        return MaskEMResult(
            mask=cases.spread(inside > _HALF),
            probability=cases.spread(probability),
            worker_accuracy=accuracy,
            iterations=done,
        )


@dataclass(frozen=True, slots=True)
class MaskRasa:
    """A vote in which those count more whose mask overlaps the result of the vote before.

    Weights are the log of 1 + 1 / distance, where distance is 1 less intersection over union.
    """

    iterations: int = 10
    tolerance: float = 1e-5

    def fit(self, masks: BoolArray) -> MaskResult:
        """The mask from those of several people, (workers, …), all of one shape."""
        cases = _Cases(masks)
        weight = np.full(len(masks), 1 / len(masks))
        share = last = weight @ cases.marks
        for step in range(self.iterations):
            share = weight @ cases.marks
            inside = share >= _HALF
            shared = (cases.marks & inside) @ cases.pixels
            union = (cases.marks | inside) @ cases.pixels
            overlap = np.divide(shared, union, out=np.ones(len(masks)), where=union > 0)
            weight = np.log(1 / (1 - overlap + 1e-5) + 1)
            weight /= weight.sum()
            total = (share**2) @ cases.pixels
            if step and ((share - last) ** 2) @ cases.pixels <= self.tolerance * total:
                break
            last = share
        return MaskResult(cases.spread(share >= _HALF), cases.spread(share), weight)


class _Cases:
    """Which people marked a pixel: each set of people that occurs, and how many pixels it has."""

    def __init__(self, masks: BoolArray) -> None:
        if masks.ndim < 2 or masks.dtype != np.bool_ or masks.size == 0:  # noqa: PLR2004 - workers, then a shape
            raise InvalidInputError(
                f"Masks of type {masks.dtype} and shape {masks.shape}; give one array of booleans, "
                "workers first."
            )
        self._shape = masks.shape[1:]
        flat = masks.reshape(len(masks), -1)
        if len(flat) <= _MOST_COUNTED_WORKERS:
            self._code = _codes(flat)
            counts = np.bincount(self._code, minlength=1 << len(flat))
            self._found = np.flatnonzero(counts)
            self._codes = len(counts)
            self.pixels: FloatArray = counts[self._found].astype(np.float64)
            bits = np.arange(len(flat))[:, np.newaxis]
            self.marks: BoolArray = (self._found >> bits & 1).astype(np.bool_)
            return
        packed = np.ascontiguousarray(np.packbits(flat, axis=0).T)
        rows = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
        _, first, self._code, counts = np.unique(
            rows, return_index=True, return_inverse=True, return_counts=True
        )
        self._found, self._codes = np.arange(len(first)), len(first)
        self.pixels = counts.astype(np.float64)
        self.marks = flat[:, first]

    def spread(self, per_case: NDArray[Value]) -> NDArray[Value]:
        """A value per case, at each pixel."""
        table = np.zeros(self._codes, dtype=per_case.dtype)
        table[self._found] = per_case
        return np.take(table, self._code).reshape(self._shape)


def _codes(flat: BoolArray) -> NDArray[np.unsignedinteger]:
    """The set of people who marked each pixel as a number, a bit a person."""
    # The fewer bytes a pixel, the faster it is read, and most images have few people.
    width = next(one for one in (np.uint8, np.uint16, np.uint32) if one(0).nbytes * 8 >= len(flat))
    code = np.zeros(flat.shape[1], dtype=width)
    for bit, row in enumerate(flat):
        code |= row.astype(width) << width(bit)
    return code


def _accuracy(cases: _Cases, inside: FloatArray, region: float) -> FloatArray:
    """Expected part of the region's pixels that each person got right."""
    weighed = inside * cases.pixels
    errors = cases.marks @ cases.pixels + weighed.sum() - 2 * (cases.marks @ weighed)
    return 1 - errors / region


def _posterior(cases: _Cases, accuracy: FloatArray, prior: FloatArray) -> FloatArray:
    """Probability of each case to be inside; 0 where neither is possible."""
    right = np.where(cases.marks, accuracy[:, np.newaxis], 1 - accuracy[:, np.newaxis])
    with np.errstate(divide="ignore", invalid="ignore"):
        yes = np.exp(np.log(prior) + np.log(right).sum(axis=0))
        no = np.exp(np.log(1 - prior) + np.log(1 - right).sum(axis=0))
        return np.nan_to_num(yes / (yes + no), nan=0.0)


def _bound(cases: _Cases, accuracy: FloatArray, prior: FloatArray, posterior: FloatArray) -> float:
    """The evidence lower bound as crowd-kit counts it, the prior once for each person."""
    right = np.where(cases.marks, accuracy[:, np.newaxis], 1 - accuracy[:, np.newaxis])
    # What is held impossible and happens is as improbable as a number can be, or more.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        yes = np.nan_to_num((np.log(right) + np.log(prior)) * posterior, nan=0.0)
        no = np.nan_to_num((np.log(1 - right) + np.log(1 - prior)) * (1 - posterior), nan=0.0)
        entropy = np.nan_to_num(np.log(posterior) * posterior, nan=0.0)
        return float((((yes + no).sum(axis=0) - entropy) * cases.pixels).sum())
