"""Strengths from whole or partial rankings: the first is chosen among all, the next of the rest.

Plackett, R. L. (1975): The analysis of permutations. Applied Statistics 24 (2), 193-202. Fitted as
Hunter, D. R. (2004): MM algorithms for generalized Bradley-Terry models. Annals of Statistics 32
(1), 384-406, with the gamma prior of Caron, F. and Doucet, A. (2012): Efficient Bayesian inference
for generalized Bradley-Terry models. Journal of Computational and Graphical Statistics 21, 174-196.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.columns import added, weights_of
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True, eq=False)
class PlackettLuceResult:
    """`strength` (items,) sums to 0, in log odds: of two items as in Bradley-Terry."""

    items: tuple[Hashable, ...]
    strength: FloatArray
    iterations: int

    def ranking(self) -> list[Hashable]:
        """Items, strongest first; ties in order of first appearance."""
        order = np.argsort(-self.strength, kind="stable")
        return [self.items[place] for place in order.tolist()]

    def by_item(self) -> dict[Hashable, float]:
        """Strength by item."""
        return dict(zip(self.items, self.strength.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class PlackettLuce:
    """Strengths under which the rankings are most probable.

    `smoothing` is how many wins each item is given beforehand, against rivals of ordinary strength;
    above 0 it keeps finite an item that always came first or last.
    """

    smoothing: float = 0.1
    iterations: int = 2000
    tolerance: float = 1e-8

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.smoothing < 0 or self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; smoothing and tolerance start at 0, iterations at 1."
            )

    def fit(
        self,
        rankings: Sequence[Sequence[Hashable]],
        *,
        weights: Sequence[float] | None = None,
    ) -> PlackettLuceResult:
        """Strengths of all items ranked; each ranking lists some items, best first, each once."""
        items, places = _coded(rankings)
        weight = weights_of(weights, len(rankings))
        lengths = np.array([len(ranking) for ranking in rankings], dtype=np.int64)[:, np.newaxis]
        column = np.arange(places.shape[1], dtype=np.int64)
        # Who comes last was chosen from nobody else, so it won nothing there.
        is_choice = column < lengths - 1
        is_item = column < lengths
        wins = added(places[is_choice], np.broadcast_to(weight[:, None], places.shape)[is_choice],
                     len(items))  # fmt: skip
        prior = self.smoothing
        strength = np.ones(len(items))
        done = 0
        while done < self.iterations:
            done += 1
            left = np.where(is_item, strength[places], 0.0)
            left = np.cumsum(left[:, ::-1], axis=1)[:, ::-1]
            share = np.divide(weight[:, None], left, out=np.zeros_like(left), where=is_choice)
            share = np.cumsum(share, axis=1)
            exposure = added(places[is_item], share[is_item], len(items))
            # At strength 1 the prior expects as many wins as it gives, so it holds the scale.
            last = strength
            strength = _ratio(wins + prior, exposure + prior)
            strength /= np.exp(np.log(strength).mean())
            if np.abs(np.log(strength / last)).max() < self.tolerance:
                break
        return PlackettLuceResult(items, np.log(strength), done)


def _coded(
    rankings: Sequence[Sequence[Hashable]],
) -> tuple[tuple[Hashable, ...], NDArray[np.int64]]:
    """Items in order of first appearance and, a row a ranking, their codes, filled up with 0."""
    codes: dict[Hashable, int] = {}
    for place, ranking in enumerate(rankings):
        if not ranking or len(set(ranking)) < len(ranking):
            raise InvalidInputError(
                f"Ranking {place} is {list(ranking)!r}; name at least one item, each once."
            )
        for item in ranking:
            codes.setdefault(item, len(codes))
    if len(codes) < 2:  # noqa: PLR2004 - one item beats nobody
        raise InvalidInputError(f"The rankings name {len(codes)} items; at least two are needed.")
    found = np.zeros((len(rankings), max(map(len, rankings))), dtype=np.int64)
    for row, ranking in enumerate(rankings):
        found[row, : len(ranking)] = [codes[item] for item in ranking]
    return tuple(codes), found


def _ratio(won: FloatArray, exposure: FloatArray) -> FloatArray:
    """Wins over what they were won against, kept away from 0 and infinity."""
    return np.divide(np.maximum(won, 1e-12), np.maximum(exposure, 1e-12))
