"""Which marks of several people are one and the same thing."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Mark = TypeVar("Mark")
_SAME = 0.5
"""Likeness from which two marks are one thing, as usual for overlap of boxes and spans."""


@dataclass(frozen=True, slots=True)
class Group(Generic[Mark]):
    """Marks of one thing, at most one per response; `support` is the weight of those responses."""

    members: dict[int, Mark]
    support: float


def grouped(
    responses: Sequence[tuple[Sequence[Mark], float]],
    *,
    kind: Callable[[Mark], str],
    alike: Callable[[Mark, Mark], float],
    key: Callable[[Mark], str],
) -> list[Group[Mark]]:
    """Groups of marks alike by at least one half, strongest first; members by response index.

    Greedy: the mark whose best partners weigh most founds the next group. Marks of different `kind`
    never meet; `key` decides ties by content, so that the order of responses changes nothing.
    """
    weights = [weight for _, weight in responses]
    by_kind: dict[str, list[tuple[int, Mark]]] = {}
    for index, (marks, _) in enumerate(responses):
        for mark in marks:
            by_kind.setdefault(kind(mark), []).append((index, mark))
    found: list[Group[Mark]] = []
    for marks in by_kind.values():
        found.extend(_groups_of_kind(marks, weights, alike=alike, key=key))
    return found


def _groups_of_kind(
    marks: list[tuple[int, Mark]],
    weights: list[float],
    *,
    alike: Callable[[Mark, Mark], float],
    key: Callable[[Mark], str],
) -> list[Group[Mark]]:
    keys = [key(mark) for _, mark in marks]
    partners = _partners(marks, keys, alike)
    open_marks = set(range(len(marks)))
    found: list[Group[Mark]] = []
    chosen = {one: _best_partners(one, partners, marks, keys, open_marks) for one in open_marks}
    while open_marks:
        ranks = {
            one: (
                -math.fsum(weights[index] for index in best),
                -math.fsum(weights[index] * likeness for index, (_, likeness) in best.items()),
                keys[one],
            )
            for one, best in chosen.items()
        }
        founder = min(ranks, key=ranks.__getitem__)
        members = {index: one for index, (one, _) in chosen[founder].items()}
        found.append(
            Group({index: marks[one][1] for index, one in members.items()}, -ranks[founder][0])
        )
        taken = set(members.values())
        open_marks -= taken
        for one in taken:
            del chosen[one]
        touched = {other for one in taken for other in partners[one]} & open_marks
        for one in touched:
            chosen[one] = _best_partners(one, partners, marks, keys, open_marks)
    return found


def _partners(
    marks: list[tuple[int, Mark]], keys: list[str], alike: Callable[[Mark, Mark], float]
) -> list[dict[int, float]]:
    partners: list[dict[int, float]] = [{one: 1.0} for one in range(len(marks))]
    for one, (index, mark) in enumerate(marks):
        for two in range(one):
            other_index, other = marks[two]
            if index == other_index:
                continue
            likeness = 1.0 if keys[one] == keys[two] else alike(mark, other)
            if likeness >= _SAME:
                partners[one][two] = partners[two][one] = likeness
    return partners


def _best_partners(
    one: int,
    partners: list[dict[int, float]],
    marks: list[tuple[int, Mark]],
    keys: list[str],
    open_marks: set[int],
) -> dict[int, tuple[int, float]]:
    """For each response the open mark most like `one`: {response index: (mark, likeness)}."""
    best: dict[int, tuple[int, float]] = {}
    for other, likeness in partners[one].items():
        if other not in open_marks:
            continue
        index = marks[other][0]
        rival = best.get(index)
        if rival is None or (-likeness, keys[other]) < (-rival[1], keys[rival[0]]):
            best[index] = (other, likeness)
    return best
