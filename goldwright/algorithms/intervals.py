# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""What counted outcomes say of a share, and of tasks that nobody checked.

Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. Journal
of the American Statistical Association 22 (158), 209-212. Clopper, C. J. and Pearson, E. S. (1934):
The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 26 (4),
404-413; the bound on the unchecked is the same argument for draws without replacement.
"""

import math
from statistics import NormalDist

from goldwright.errors import InvalidInputError


def share_interval(hits: float, total: float, *, certainty: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share from `hits` of `total` outcomes, which need not be whole.

    Nothing seen gives 0 to 1.
    """
    if not 0 <= hits <= total:
        raise InvalidInputError(f"{hits} hits of {total}; give at most as many hits as outcomes.")
    if total == 0:
        return 0.0, 1.0
    spread = NormalDist().inv_cdf(0.5 + certainty / 2)
    share = hits / total
    inflation = 1 + spread**2 / total
    middle = (share + spread**2 / (2 * total)) / inflation
    half = spread / inflation * (share * (1 - share) / total + (spread / (2 * total)) ** 2) ** 0.5
    return max(middle - half, 0.0), min(middle + half, 1.0)


def wrong_at_most(wrong: int, checked: int, unchecked: int, *, certainty: float = 0.95) -> float:
    """The share of unchecked tasks that are wrong at the very most, with this certainty.

    Exact where the `checked` tasks, of which `wrong` were, are a random part of all: with a
    probability of `certainty` or more over which were checked, no larger share is wrong. Without
    unchecked tasks it is the bound on the rate that tasks to come are wrong at.
    """
    from scipy.special import betaincinv  # noqa: PLC0415  a server seldom needs it
    from scipy.stats import hypergeom  # noqa: PLC0415

    if not 0 <= wrong <= checked:
        raise InvalidInputError(f"{wrong} wrong of {checked} checked; give no more than checked.")
    if checked in {0, wrong}:
        return 1.0
    if unchecked == 0:
        return float(betaincinv(wrong + 1, checked - wrong, certainty))
    # The most wrong tasks in all under which seeing so few of them is not yet too unlikely.
    low, high = wrong, wrong + unchecked
    while low < high:
        middle = (low + high + 1) // 2
        chance = hypergeom.cdf(wrong, checked + unchecked, middle, checked)
        if chance >= 1 - certainty:
            low = middle
        else:
            high = middle - 1
    return float(low - wrong) / unchecked


def wrong_at_least(wrong: int, checked: int, *, certainty: float = 0.95) -> float:
    """The rate that tasks are wrong at, at the very least, with this certainty."""
    from scipy.special import betaincinv  # noqa: PLC0415  a server seldom needs it

    if not 0 <= wrong <= checked:
        raise InvalidInputError(f"{wrong} wrong of {checked} checked; give no more than checked.")
    return float(betaincinv(wrong, checked - wrong + 1, 1 - certainty)) if wrong else 0.0


def fewest_checks(share: float, *, certainty: float = 0.95) -> int:
    """How many tasks must be checked, all right, to show that at most `share` are wrong."""
    if not 0 < share < 1:
        raise InvalidInputError(f"A share of {share} cannot be shown; give one between 0 and 1.")
    return math.ceil(math.log(1 - certainty) / math.log(1 - share))
