"""One text from several people's: the words a majority wrote, or the text most like all others.

Fiscus, J. G. (1997): A post-processing system to yield reduced word error rates: Recognizer Output
Voting Error Reduction (ROVER). IEEE Workshop on Automatic Speech Recognition and Understanding,
347-354.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goldwright.algorithms.likeness import edit_distance
from goldwright.errors import InvalidInputError

Slot = dict[str, float]
"""The words that people have at one place and the weight of each; "" where they have none."""


@dataclass(frozen=True, slots=True)
class RoverResult:
    """`words` as voted; `slots` every place of the alignment, those without a word included."""

    words: tuple[str, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Rover:
    """Texts aligned word by word, one after the other, then voted on at each place.

    At one weight for all it gives crowd-kit 1.4.2's words: of equals the longer word wins, then the
    one later in the alphabet. Who comes first matters where an alignment is not unique.
    """

    def fit(
        self, texts: Sequence[Sequence[str]], *, weights: Sequence[float] | None = None
    ) -> RoverResult:
        """The words of one task from each person's; a text costs its length times the first's."""
        given = [1.0] * len(texts) if weights is None else list(weights)
        if not texts or len(given) != len(texts):
            raise InvalidInputError(
                f"{len(texts)} texts and {len(given)} weights; give one of each for every person."
            )
        slots: list[Slot] = [{word: given[0]} for word in texts[0]]
        before = given[0]
        for words, weight in zip(texts[1:], given[1:], strict=True):
            slots = _aligned(slots, words, weight, before)
            before += weight
        voted = [
            max((weight, len(word), word) for word, weight in slot.items())[2] for slot in slots
        ]
        return RoverResult(tuple(word for word in voted if word), tuple(slots))


@dataclass(frozen=True, slots=True)
class MedoidResult:
    """`place` of the text chosen among those given; `likeness` to the others, mean by weight."""

    place: int
    likeness: float


@dataclass(frozen=True, slots=True)
class TextMedoid:
    """The given text with the least edit distance to all others, each over the longer length.

    Words or letters, whichever the texts are sequences of. Ties go to the text that comes first.
    """

    def fit(
        self, texts: Sequence[Sequence[str]], *, weights: Sequence[float] | None = None
    ) -> MedoidResult:
        """The typical text of one task; equal texts are compared once."""
        given = [1.0] * len(texts) if weights is None else list(weights)
        if not texts or len(given) != len(texts):
            raise InvalidInputError(
                f"{len(texts)} texts and {len(given)} weights; give one of each for every person."
            )
        first: dict[tuple[str, ...], int] = {}
        weight_of: dict[tuple[str, ...], list[float]] = {}
        for place, (text, weight) in enumerate(zip(texts, given, strict=True)):
            first.setdefault(tuple(text), place)
            weight_of.setdefault(tuple(text), []).append(weight)
        different = list(first)
        total = [math.fsum(weight_of[text]) for text in different]
        apart = [[0.0] * len(different) for _ in different]
        for one in range(len(different)):
            for two in range(one):
                left, right = different[one], different[two]
                ratio = edit_distance(left, right) / max(len(left), len(right))
                apart[one][two] = apart[two][one] = ratio
        far = [math.fsum(w * d for w, d in zip(total, row, strict=True)) for row in apart]
        # Rounding may tell apart what is equally far.
        best = min(range(len(different)), key=lambda one: (round(far[one], 12), one))
        return MedoidResult(first[different[best]], 1 - far[best] / math.fsum(given))


def _aligned(slots: list[Slot], words: Sequence[str], weight: float, before: float) -> list[Slot]:
    """The slots with one more person's words in them; `before` is the weight that is in already.

    A word costs nothing where somebody wrote it, else 1; a slot without word costs nothing where
    somebody has none, else 1; a new slot costs 1.
    """
    tail: list[Slot] = []
    rest, end = len(words), len(slots)
    # Where the last words agree, no other alignment is preferred to pairing them; but for the first
    # word, since slots before it cost 1 each even where somebody has no word there.
    while rest > 1 and end and words[rest - 1] in slots[end - 1] and "" not in slots[end - 1]:
        rest, end = rest - 1, end - 1
        tail.append(_with(slots[end], words[rest], weight))
    choices = _choices(slots[:end], words[:rest])
    while rest or end:
        choice = choices[rest][end]
        if choice == _PAIR:
            rest, end = rest - 1, end - 1
            tail.append(_with(slots[end], words[rest], weight))
        elif choice == _SKIP:
            end -= 1
            tail.append(_with(slots[end], "", weight))
        else:
            rest -= 1
            tail.append(_with({"": before}, words[rest], weight))
    return tail[::-1]


_PAIR, _SKIP, _NEW = 0, 1, 2


def _choices(slots: Sequence[Slot], words: Sequence[str]) -> list[bytearray]:
    """For so many words and so many slots, how the cheapest alignment ends; pairs are preferred."""
    skip_costs = ["" not in slot for slot in slots]
    above = list(range(len(slots) + 1))
    choices = [bytearray([_SKIP]) * (len(slots) + 1)]
    for number, word in enumerate(words, start=1):
        row = bytearray([_NEW]) * (len(slots) + 1)
        left = number
        costs = [left]
        corner = above[0]
        for place, slot in enumerate(slots):
            up = above[place + 1]
            cost = corner if word in slot else corner + 1
            choice = _PAIR
            left += skip_costs[place]
            if left < cost:
                cost, choice = left, _SKIP
            if up + 1 < cost:
                cost, choice = up + 1, _NEW
            row[place + 1] = choice
            costs.append(cost)
            left, corner = cost, up
        choices.append(row)
        above = costs
    return choices


def _with(slot: Slot, word: str, weight: float) -> Slot:
    return {**slot, word: slot.get(word, 0.0) + weight}
