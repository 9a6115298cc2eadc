"""How alike two texts or two lists are, 0 to 1, symmetric, 1.0 on equals."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

_BLOCK = 8_192
"""Longer texts are compared block by block: time stays linear, at the price of counting a shift
across a border twice."""

Item = TypeVar("Item")


def edit_distance(one: Sequence[Hashable], two: Sequence[Hashable]) -> int:
    """Insertions, deletions and replacements that turn one text, or list of words, into the other.

    Exact up to 8,192 entries between the common beginning and end, above that an upper bound.
    """
    one, two = _without_common_ends(one, two)
    length = max(len(one), len(two))
    return sum(
        _block_distance(one[start : start + _BLOCK], two[start : start + _BLOCK])
        for start in range(0, length, _BLOCK)
    )


def text_likeness(one: Sequence[Hashable], two: Sequence[Hashable]) -> float:
    """1 minus the edit distance over the longer length; letter by letter, or word by word."""
    if one == two:
        return 1.0
    return max(0.0, 1.0 - edit_distance(one, two) / max(len(one), len(two)))


def aligned_likeness(
    one: Sequence[Item], two: Sequence[Item], alike: Callable[[Item, Item], float]
) -> float:
    """Likeness of two lists: the best pairing that keeps order, over the longer length."""
    if not one and not two:
        return 1.0
    above = [0.0] * (len(two) + 1)
    for left in one:
        row = [0.0]
        for column, right in enumerate(two):
            row.append(max(row[column], above[column + 1], above[column] + alike(left, right)))
        above = row
    return above[-1] / max(len(one), len(two))


def _without_common_ends(
    one: Sequence[Hashable], two: Sequence[Hashable]
) -> tuple[Sequence[Hashable], Sequence[Hashable]]:
    start = 0
    shortest = min(len(one), len(two))
    while start < shortest and one[start] == two[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return one[start : len(one) - end], two[start : len(two) - end]


def _block_distance(one: Sequence[Hashable], two: Sequence[Hashable]) -> int:
    """Levenshtein distance by bit-parallel columns (Myers 1999, Hyyrö 2003)."""
    if not one or not two:
        return len(one) or len(two)
    where: dict[Hashable, int] = {}
    for index, entry in enumerate(one):
        where[entry] = where.get(entry, 0) | (1 << index)
    every, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    rises, falls, distance = every, 0, len(one)  # vertical differences of +1 and -1
    for entry in two:
        equal = where.get(entry, 0)
        steady = equal | falls
        diagonal = (((equal & rises) + rises) ^ rises) | equal
        right_rises = falls | (every & ~(diagonal | rises))
        right_falls = rises & diagonal
        distance += bool(right_rises & last) - bool(right_falls & last)
        right_rises = (right_rises << 1) | 1
        right_falls <<= 1
        rises = (right_falls | ~(steady | right_rises)) & every
        falls = right_rises & steady & every
    return distance
