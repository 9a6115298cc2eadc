"""Who pastes answers that others type.

That half of the people paid for summaries let a model write them, by their keystrokes and pastes:
Veselovsky, V., Horta Ribeiro, M. and West, R. (2023): Artificial artificial artificial
intelligence: crowd workers widely use large language models for text production tasks.
arXiv:2306.07899. So many may do it in one project, which is why a worker is compared with the
median of the others and with how these spread about it (Hampel, F. R. (1974): The influence curve
and its role in robust estimation. Journal of the American Statistical Association 69, 383-393), and
not with their mean.
"""

from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray
from goldwright.algorithms.columns import added
from goldwright.algorithms.tails import hits_at_least, normal_below

PASTED_SHARE = 0.5
"""Of the characters of an answer; above it the answer is pasted."""

CHARACTERS_MIN = 40
"""Typed and pasted; with fewer an answer is a name or a number and tells nothing."""

ORDINARY_PASTED = 0.25
"""The share of pasted answers that people may have for reasons of their own: a word processor, a
table of set phrases. Only what is surely above it counts."""

_OTHERS_MIN = 3
_SPREAD_MIN = 0.08  # of people's shares: habits differ, however alike a few others happen to be
_MEDIAN_DEVIATION = 0.6745  # of a normal variable, in standard deviations


@dataclass(frozen=True, slots=True, eq=False)
class Pasting:
    """By worker: `answers` of text, the share `pasted`, what others lead to expect, and `chance`.

    `chance` is that of so many at the share that anybody may have, and as the others spread,
    whichever is the larger.
    """

    answers: FloatArray
    pasted: FloatArray
    expected: FloatArray
    chance: FloatArray


def is_pasted(typed_characters: int | None, pasted_characters: int | None) -> bool | None:
    """Whether an answer was rather pasted than typed; None where it is not known or has no text."""
    if typed_characters is None or pasted_characters is None:
        return None
    total = typed_characters + pasted_characters
    return pasted_characters > PASTED_SHARE * total if total >= CHARACTERS_MIN else None


def pasted_answers(worker: CodeArray, pasted: BoolArray, *, workers: int) -> Pasting:
    """What pastes tell of each worker, from their codes and whether each answer was pasted."""
    answers = added(worker, np.ones(len(worker)), workers)
    hits = added(worker, pasted.astype(np.float64), workers)
    share = hits / np.maximum(answers, 1)
    expected, spread = _others(share, answers)
    variance = expected * (1 - expected) / np.maximum(answers, 1) + spread**2
    beyond = (share - expected) / np.sqrt(np.maximum(variance, 1e-12))
    chance = np.maximum(hits_at_least(hits, answers, ORDINARY_PASTED), normal_below(-beyond))
    return Pasting(answers, share, expected, chance)


def _others(share: FloatArray, answers: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The usual share of the others, never below what anybody may have, and how far they spread."""
    expected = np.full(len(share), ORDINARY_PASTED)
    spread = np.full(len(share), _SPREAD_MIN)
    seen = np.flatnonzero(answers)
    if len(seen) > _OTHERS_MIN:
        for one in seen.tolist():
            others = share[seen[seen != one]]
            median = float(np.median(others))
            expected[one] = max(median, ORDINARY_PASTED)
            deviation = float(np.median(np.abs(others - median))) / _MEDIAN_DEVIATION
            spread[one] = max(deviation, _SPREAD_MIN)
    return expected, spread
