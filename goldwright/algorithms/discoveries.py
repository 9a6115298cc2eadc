"""Which of many findings to show, so that few of those shown are chance.

Benjamini, Y. and Hochberg, Y. (1995): Controlling the false discovery rate: a practical and
powerful approach to multiple testing. Journal of the Royal Statistical Society B 57 (1), 289-300.
"""

import numpy as np

from goldwright.algorithms.arrays import BoolArray, FloatArray
from goldwright.errors import InvalidInputError


def discovered(chances: FloatArray, *, share: float = 0.05) -> BoolArray:
    """Which findings to show, from the chance (0 to 1) of each where nothing is behind it.

    Of those shown at most `share` are chance on average; where nothing is behind any of them, all
    stay hidden with a probability of 1 less `share`. Holds for chances that are independent or rise
    together.
    """
    if not 0 < share < 1:
        raise InvalidInputError(f"A share of {share} cannot be kept; give one between 0 and 1.")
    order = np.argsort(chances, kind="stable")
    bounds = share * np.arange(1, len(chances) + 1) / max(len(chances), 1)
    below = np.flatnonzero(chances[order] <= bounds)
    found = np.zeros(len(chances), dtype=np.bool_)
    if len(below):
        found[order[: below[-1] + 1]] = True
    return found
