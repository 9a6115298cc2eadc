"""When a person's answers became better or worse.

The largest shift of a weighted mean over all places where it may have happened, judged by how large
it is when the same outcomes come in any other order: Antoch, J. and Hušková, M. (2001): Permutation
tests in change point analysis. Statistics & Probability Letters 53 (1), 37-46. Further changes are
looked for on both sides: Vostrikova, L. Y. (1981): Detecting disorder in multidimensional random
processes. Soviet Mathematics Doklady 24, 55-59.
"""

import numpy as np

from goldwright.algorithms.arrays import FloatArray
from goldwright.errors import InvalidInputError

_ORDERS = 999
_LEAST_SPREAD = 1e-3  # where all the weight is on one side
_AT_ONCE = 2_000_000  # numbers held for permuted orders


def change_points(
    outcomes: FloatArray,
    weights: FloatArray,
    *,
    rng: np.random.Generator,
    chance: float = 0.01,
    least: int = 15,
    most: int = 5,
) -> list[int]:
    """Places, ascending, of the first outcome (0 to 1) after each change of their mean, in order.

    `weights` (0 to 1) say how sure each outcome is. Where nothing changes, one is found with a
    probability of at most `chance`. No part between changes has fewer than `least` outcomes. They
    are told from the order alone: outcomes of one time that depend on each other look like one.
    """
    if len(outcomes) != len(weights) or (weights < 0).any():
        raise InvalidInputError(
            f"{len(weights)} weights from {weights.min(initial=0):g} for {len(outcomes)} outcomes; "
            "give one of at least 0 for each."
        )
    found: list[int] = []
    parts = [(0, len(outcomes))]
    while parts and len(found) < most:
        begin, end = parts.pop(0)
        if end - begin < 2 * least:
            continue
        place, how_likely = _largest(outcomes[begin:end], weights[begin:end], least=least, rng=rng)
        if how_likely <= chance:
            found.append(begin + place)
            parts += [(begin, begin + place), (begin + place, end)]
    return sorted(found)


def _largest(
    outcomes: FloatArray, weights: FloatArray, *, least: int, rng: np.random.Generator
) -> tuple[int, float]:
    """Where the mean shifts most, and how likely a shift as large is in another order."""
    seen = _shifts(outcomes[None], weights[None], least=least)[0]
    place = int(seen.argmax())
    if seen[place] == 0:
        return place + least, 1.0
    larger, left = 1, _ORDERS
    while left:
        rows = min(left, max(_AT_ONCE // len(outcomes), 1))
        orders = rng.permuted(np.tile(np.arange(len(outcomes)), (rows, 1)), axis=1)
        drawn = _shifts(outcomes[orders], weights[orders], least=least).max(axis=1)
        larger += int((drawn >= seen[place] * (1 - 1e-9)).sum())
        left -= rows
    return place + least, larger / (_ORDERS + 1)


def _shifts(outcomes: FloatArray, weights: FloatArray, *, least: int) -> FloatArray:
    """How far the means before and after each place are apart, in standard errors; (rows, places).

    Up to a factor that is the same in every order.
    """
    total = weights.sum(axis=1, keepdims=True)
    mean = (outcomes * weights).sum(axis=1, keepdims=True) / np.maximum(total, 1e-12)
    gathered = ((outcomes - mean) * weights).cumsum(axis=1)[:, least - 1 : -least]
    before = weights.cumsum(axis=1)[:, least - 1 : -least]
    spread = np.sqrt(np.maximum(before * (total - before), 1e-12) / np.maximum(total, 1e-12))
    shifts = np.abs(gathered) / spread
    return np.where(spread < _LEAST_SPREAD, 0.0, shifts)
