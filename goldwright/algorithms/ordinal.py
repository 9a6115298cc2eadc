"""Classes that have an order: the class in the middle, or raters who lean and waver along it.

Uebersax, J. S. and Grove, W. M. (1993): A latent trait finite mixture model for the analysis of
rating agreement. Biometrics 49 (3), 823-835; with steps of equal width, and each rater's shift and
noise taken from a grid, which is fast and cannot end in a corner.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.vote_matrix import VoteMatrix
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

# In steps from one class to the next: half the crowd leans less than 0.35, and the usual noise puts
# half of the votes on the true class.
_SHIFTS = np.arange(-6, 7) * 0.25
_NOISES = np.geomspace(0.15, 4.0, 14, dtype=np.float64)
_SHIFT_DEVIATION, _USUAL_NOISE, _NOISE_DEVIATION = 0.5, 0.74, 0.8
_SLIPS = 0.02
"""Part of every rater's votes that falls on any class, so that one slip is not held impossible."""


@dataclass(frozen=True, slots=True, eq=False)
class OrdinalMedianResult:
    """`labels` holds class codes; `share` (tasks, classes) is each class's part of the weight."""

    votes: Votes
    labels: CodeArray
    share: FloatArray

    def by_task(self) -> dict[Hashable, Hashable]:
        """Class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class OrdinalMedian:
    """The first class, in the order of `votes.classes`, with half of the weight at or below it."""

    def fit(self, votes: Votes) -> OrdinalMedianResult:
        """Class of every task; one pass over the votes."""
        share = votes.shares()
        labels = (np.cumsum(share, axis=1) >= 0.5 - 1e-12).argmax(axis=1)
        return OrdinalMedianResult(votes, labels.astype(np.int32), share)


@dataclass(frozen=True, slots=True, eq=False)
class OrdinalRatersResult:
    """The fitted model: `posterior` (tasks, classes) and each worker's `shift` and `noise`.

    Both are in steps between classes: a shift of 1 names, on average, the class after the true one.
    `labels` are the classes with half of the posterior at or below them, which are least far off.
    """

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    priors: FloatArray
    shift: FloatArray
    noise: FloatArray
    iterations: int
    log_likelihood: float

    def by_task(self) -> dict[Hashable, Hashable]:
        """Class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class OrdinalRaters:
    """A vote is the class that the true one falls in once its rater has shifted and blurred it.

    Two numbers a rater, where a confusion matrix has classes squared; `votes.classes` must be in
    order.
    """

    iterations: int = 100
    tolerance: float = 1e-6

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, the tolerance at 0."
            )

    def fit(
        self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None
    ) -> OrdinalRatersResult:
        """Answers, raters and priors; `gold` (task to class) stays fixed throughout."""
        model = _Raters(len(votes.workers), len(votes.classes))
        fitted = em.fit(
            model,
            votes,
            em.through(VoteMatrix),
            known=votes.code_gold(gold or {}),
            iterations=self.iterations,
            tolerance=self.tolerance,
        )
        middle = (np.cumsum(fitted.posterior, axis=1) >= 0.5 - 1e-12).argmax(axis=1)
        return OrdinalRatersResult(
            votes=votes,
            posterior=fitted.posterior,
            labels=middle.astype(np.int32),
            priors=fitted.priors,
            shift=model.points[model.chosen, 0],
            noise=model.points[model.chosen, 1],
            iterations=fitted.iterations,
            log_likelihood=fitted.log_likelihood,
        )


class _Raters:
    """The point of the grid that explains each rater best; rows of rates are (worker, given)."""

    def __init__(self, workers: int, classes: int) -> None:
        self._shape = (workers, classes, classes)
        shifts, noises = np.meshgrid(_SHIFTS, _NOISES, indexing="ij")
        self.points: FloatArray = np.column_stack([shifts.ravel(), noises.ravel()]).astype(
            np.float64
        )
        self._log_table = np.log(_rates(self.points, classes))
        self._log_prior = -0.5 * (
            (self.points[:, 0] / _SHIFT_DEVIATION) ** 2
            + (np.log(self.points[:, 1] / _USUAL_NOISE) / _NOISE_DEVIATION) ** 2
        )
        self.chosen = np.full(workers, self._log_prior.argmax())
        self.log_rates: FloatArray = self._chosen_rates()

    def maximise(self, counts: FloatArray) -> float:
        """The most probable shift and noise of each rater, all points of the grid tried."""
        by_worker = counts.reshape(self._shape[0], -1)
        fit = np.einsum("wc,gc->wg", by_worker, self._log_table.reshape(len(self.points), -1))
        self.chosen = (fit + self._log_prior).argmax(axis=1)
        self.log_rates = self._chosen_rates()
        return em.dot(counts, self.log_rates)

    def penalty(self) -> float:
        """Log prior of the raters, but for a constant."""
        return float(self._log_prior[self.chosen].sum())

    def _chosen_rates(self) -> FloatArray:
        return self._log_table[self.chosen].reshape(-1, self._shape[2])


def _rates(points: FloatArray, classes: int) -> FloatArray:
    """Chance of each class given each true one at each point, (points, given, true)."""
    normal = NormalDist()
    edges = np.concatenate([[-np.inf], np.arange(classes - 1) + 0.5, [np.inf]])
    rates = np.empty((len(points), classes, classes))
    for place, (shift, noise) in enumerate(points.tolist()):
        for true in range(classes):
            below = [normal.cdf((edge - true - shift) / noise) for edge in edges.tolist()]
            rates[place, :, true] = np.diff(below)
    return (1 - _SLIPS) * rates + _SLIPS / classes
