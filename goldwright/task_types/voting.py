"""Settling one question from weighted answers, with an honest probability that it is right.

Sums are exactly rounded (`math.fsum`), so that the order of answers changes nothing, ties included.
"""

import math
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from goldwright.algorithms.likeness import text_likeness
from goldwright.algorithms.texts import Rover

ORDINARY_ACCURACY = 0.8
"""How often an ordinary worker (weight 1) is taken to be right before anything is known of them;
real crowds on single questions lie between 0.7 and 0.9."""

_WORD = re.compile(r"\s*\S+|\s+$")
"""A word with the space before it, so that line breaks are voted on as well."""

Answer = TypeVar("Answer")
Class = TypeVar("Class", bound=Hashable)
Number = TypeVar("Number", int, float)


def totals(votes: Sequence[tuple[Class, float]]) -> dict[Class, float]:
    """Weight of each class that got a vote."""
    weights: dict[Class, list[float]] = {}
    for choice, weight in votes:
        weights.setdefault(choice, []).append(weight)
    return {choice: math.fsum(parts) for choice, parts in weights.items()}


def plurality(
    votes: Sequence[tuple[Class, float]], *, order: Callable[[Class], int | str], classes: int
) -> tuple[Class, float]:
    """The class of most weight and its posterior; ties go to the first in `order`.

    One-coin model: a worker is right with ORDINARY_ACCURACY, else uniformly wrong among the other
    classes; weight w counts as w workers.
    """
    weights = totals(votes)
    winner = min(weights, key=lambda choice: (-weights[choice], order(choice)))
    others = max(classes, len(weights), 2) - 1
    pull = math.log(ORDINARY_ACCURACY * others / (1 - ORDINARY_ACCURACY))
    top = weights[winner]
    rivals = [math.exp(pull * (weight - top)) for key, weight in weights.items() if key != winner]
    unvoted = (others - len(rivals)) * math.exp(-pull * top)
    return winner, 1 / (1 + math.fsum([*rivals, unvoted]))


def likely(support: float, against: float) -> float:
    """Probability of a yes/no fact that `support` of weight affirms and `against` denies."""
    pull = math.log(ORDINARY_ACCURACY / (1 - ORDINARY_ACCURACY))
    # Beyond ±700 the exponential overflows, and the probability is 0 or 1 long before.
    return 1 / (1 + math.exp(min(700.0, -pull * (support - against))))


def mean_probability(parts: Sequence[float]) -> float:
    """How probably one part of a response, taken at random, is right; 1 when it has none."""
    return min(1.0, math.fsum(parts) / len(parts)) if parts else 1.0


def weighted_median(values: Sequence[tuple[Number, float]]) -> Number:
    """The least value with half of the weight at or below it; always one of the values."""
    half = math.fsum(weight for _, weight in values) / 2
    ordered = sorted(values)
    for value, _ in ordered:
        if math.fsum(weight for other, weight in ordered if other <= value) >= half:
            return value
    return ordered[-1][0]


def settled_text(texts: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """What more than half of the weight wrote, else what the majority has word by word.

    Of one word only, or where words have no majority, the text most like all others is kept.
    """
    weights = totals(texts)
    whole = math.fsum(weight for _, weight in texts)
    best = min(weights, key=lambda text: (-weights[text], text))
    if 2 * weights[best] > whole:
        return best, likely(weights[best], whole - weights[best])
    typical, probability = medoid(texts, alike=text_likeness, key=str)
    words = {text: _words(text) for text in weights}
    if all(len(one) <= 1 for one in words.values()):
        return typical, probability
    # The typical text goes first, since others are aligned with it, and a little ahead in weight,
    # so that it breaks ties.
    others = sorted(weights.keys() - {typical})
    ordered = [typical, *others]
    counted = [weights[typical] + whole * 1e-9, *(weights[one] for one in others)]
    voted = "".join(Rover().fit([words[one] for one in ordered], weights=counted).words)
    if not any(text.startswith(" ") for text in weights):
        voted = voted.removeprefix(" ")
    near = math.fsum(weight * text_likeness(text, voted) for text, weight in weights.items())
    return voted, likely(near, whole - near)


def _words(text: str) -> tuple[str, ...]:
    """With a space before the first one as well, so that it is the same word further in."""
    found = _WORD.findall(text)
    return tuple(word if word[:1].isspace() else f" {word}" for word in found)


def medoid(
    answers: Sequence[tuple[Answer, float]],
    *,
    alike: Callable[[Answer, Answer], float],
    key: Callable[[Answer], str],
) -> tuple[Answer, float]:
    """The answer most like all others by weight, and how likely it is right; ties by `key`.

    Equal answers (by key) are compared once, so that a hundred copies cost one comparison.
    """
    weights = totals([(key(answer), weight) for answer, weight in answers])
    distinct: Mapping[str, Answer] = {key(answer): answer for answer, _ in answers}
    likeness = {
        (one, two): 1.0 if one == two else alike(distinct[one], distinct[two])
        for one in distinct
        for two in distinct
    }
    support = {
        one: math.fsum(weights[two] * likeness[one, two] for two in distinct) for one in distinct
    }
    best = min(distinct, key=lambda one: (-support[one], one))
    return distinct[best], likely(support[best], math.fsum(weights.values()) - support[best])
