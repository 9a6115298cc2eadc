"""One ranking from several of the same few items, and how probably it is the right one.

Kemeny, J. G. (1959): Mathematics without numbers. Daedalus 88 (4), 577-591. Mallows, C. L. (1957):
Non-null ranking models. Biometrika 44 (1/2), 114-130. The sum over all orders goes over subsets, as
the shortest order does in Held, M. and Karp, R. M. (1962): A dynamic programming approach to
sequencing problems. Journal of the Society for Industrial and Applied Mathematics 10 (1), 196-210.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goldwright.errors import InvalidInputError

MOST_EXACT_ITEMS = 9
"""Up to here all orders are weighed, by their 512 subsets; above, items are ordered by mean place
and the order is held right when each neighbouring pair is."""


@dataclass(frozen=True, slots=True)
class RankingResult:
    """The order, best first, and its posterior probability among all orders."""

    ranking: tuple[Hashable, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class KemenyRanking:
    """The most probable order when people put each pair right with `accuracy`.

    A ranking of weight w counts as w people. Of equally probable orders the one that follows
    `order` longest is taken.
    """

    accuracy: float = 0.8

    def __post_init__(self) -> None:
        """Refuse an accuracy from which nothing can be learnt."""
        if not 0.5 < self.accuracy < 1:  # noqa: PLR2004 - the toss of a coin
            raise InvalidInputError(f"{self.accuracy} is no accuracy above 0.5 and below 1.")

    def fit(
        self, rankings: Sequence[tuple[Sequence[Hashable], float]], *, order: Sequence[Hashable]
    ) -> RankingResult:
        """The order from weighted rankings, each of them of all the items of `order`."""
        items = list(order)
        if any(len(one) != len(items) or set(one) != set(items) for one, _ in rankings):
            raise InvalidInputError("Every ranking must name every item of the order, each once.")
        pull = math.log(self.accuracy / (1 - self.accuracy))
        places = [({item: at for at, item in enumerate(one)}, weight) for one, weight in rankings]
        # lead[i][j]: log odds that i comes before j.
        lead = [
            [
                pull
                * math.fsum(
                    weight if place[one] < place[two] else -weight for place, weight in places
                )
                for two in items
            ]
            for one in items
        ]
        if len(items) > MOST_EXACT_ITEMS:
            return _by_mean_place(items, places, lead)
        best, probability = _of_all_orders(lead)
        return RankingResult(tuple(items[code] for code in best), probability)


def _of_all_orders(lead: list[list[float]]) -> tuple[list[int], float]:
    """The order of greatest posterior, as codes, and that posterior.

    An order's log probability is the sum of half the lead of each item over all that follow it, but
    for a constant; so what follows a set of items does not depend on their order.
    """
    count = len(lead)
    everything = (1 << count) - 1
    # For each set of items still to be placed: the best score, its first item, log of the sum.
    best = [0.0] * (everything + 1)
    first = [0] * (everything + 1)
    total = [0.0] * (everything + 1)
    for rest in range(1, everything + 1):
        members = [code for code in range(count) if rest >> code & 1]
        found = [
            (code, math.fsum(lead[code][other] for other in members if other != code) / 2)
            for code in members
        ]
        scores = [(worth + best[rest & ~(1 << code)], -code) for code, worth in found]
        best[rest], taken = _highest(scores)
        first[rest] = -taken
        sums = [worth + total[rest & ~(1 << code)] for code, worth in found]
        most = max(sums)
        total[rest] = most + math.log(math.fsum(math.exp(one - most) for one in sums))
    ranking: list[int] = []
    rest = everything
    while rest:
        ranking.append(first[rest])
        rest &= ~(1 << first[rest])
    return ranking, math.exp(min(0.0, best[everything] - total[everything]))


def _highest(scores: list[tuple[float, int]]) -> tuple[float, int]:
    """The greatest score; of scores equal but for rounding, the item that comes first."""
    most = max(score for score, _ in scores)
    bound = most - 1e-9 * max(1.0, abs(most))
    code = max(code for score, code in scores if score >= bound)
    return most, code


def _by_mean_place(
    items: list[Hashable],
    places: list[tuple[dict[Hashable, int], float]],
    lead: list[list[float]],
) -> RankingResult:
    score = [math.fsum(place[item] * weight for place, weight in places) for item in items]
    ranked = sorted(range(len(items)), key=lambda code: (score[code], code))
    probability = math.prod(
        1 / (1 + math.exp(min(700.0, -lead[one][two]))) for one, two in pairwise(ranked)
    )
    return RankingResult(tuple(items[code] for code in ranked), probability)
