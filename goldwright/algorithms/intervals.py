"""What counted outcomes say of a share, and of tasks that nobody checked.

Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. Journal
of the American Statistical Association 22 (158), 209-212. Clopper, C. J. and Pearson, E. S. (1934):
The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 26 (4),
404-413; the bound on the unchecked is the same argument for draws without replacement.
"""

import math
from statistics import NormalDist

from goldwright.errors import InvalidInputError

_MOST_CHECKS = 100_000
_STEPS = 40  # of halving: to a millionth of a millionth


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
    if not 0 <= wrong <= checked:
        raise InvalidInputError(f"{wrong} wrong of {checked} checked; give no more than checked.")
    if checked in {0, wrong}:
        return 1.0
    if unchecked == 0:
        return _rate(wrong, checked, 1 - certainty)
    # The most wrong tasks in all under which seeing so few of them is not yet too unlikely.
    low, high = wrong, wrong + unchecked
    while low < high:
        middle = (low + high + 1) // 2
        if _few_drawn(wrong, checked, middle, checked + unchecked) >= 1 - certainty:
            low = middle
        else:
            high = middle - 1
    return (low - wrong) / unchecked


def wrong_at_least(wrong: int, checked: int, *, certainty: float = 0.95) -> float:
    """The rate that tasks are wrong at, at the very least, with this certainty."""
    if not 0 <= wrong <= checked:
        raise InvalidInputError(f"{wrong} wrong of {checked} checked; give no more than checked.")
    return _rate(wrong - 1, checked, certainty) if wrong else 0.0


def fewest_checks(share: float, *, certainty: float = 0.95) -> int:
    """How many tasks must be checked, all right, to show that at most `share` are wrong."""
    if not 0 < share < 1:
        raise InvalidInputError(f"A share of {share} cannot be shown; give one between 0 and 1.")
    return math.ceil(math.log(1 - certainty) / math.log(1 - share))


def checks_needed(wrong: int, checked: int, share: float, *, certainty: float = 0.95) -> int | None:
    """How many tasks must be checked to show that at most `share` are wrong, if all goes on so.

    None where too many are wrong for any number to show it, or for as many as anybody has.
    """
    if checked and wrong / checked >= share:
        return None
    rate = wrong / checked if checked else 0.0
    low = high = fewest_checks(share, certainty=certainty)
    while wrong_at_most(math.ceil(rate * high), high, 0, certainty=certainty) > share:
        low, high = high, high * 2
        if high > _MOST_CHECKS:
            return None
    while low < high:
        middle = (low + high) // 2
        if wrong_at_most(math.ceil(rate * middle), middle, 0, certainty=certainty) > share:
            low = middle + 1
        else:
            high = middle
    return high


def _rate(most: int, total: int, chance: float) -> float:
    """The rate at which `most` hits or fewer of `total` have this chance."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _few_hits(most, total, middle) >= chance:
            low = middle
        else:
            high = middle
    return low


def _few_hits(most: int, total: int, rate: float) -> float:
    """The chance of `most` hits or fewer of `total`."""
    yes, no = math.log(rate), math.log1p(-rate)
    return math.fsum(
        math.exp(_log_ways(total, hits) + hits * yes + (total - hits) * no)
        for hits in range(most + 1)
    )


def _few_drawn(most: int, drawn: int, marked: int, total: int) -> float:
    """The chance that `most` or fewer of `drawn` are of the `marked` ones, of `total` in all."""
    ways = _log_ways(total, drawn)
    fewest = max(drawn - (total - marked), 0)
    return math.fsum(
        math.exp(_log_ways(marked, hits) + _log_ways(total - marked, drawn - hits) - ways)
        for hits in range(fewest, min(most, marked, drawn) + 1)
    )


def _log_ways(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)
