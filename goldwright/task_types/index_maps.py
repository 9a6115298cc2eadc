"""Pixels or points that each carry the index of an object: how alike two such maps are, and a vote.

A map is a flat array of indexes, 0 where nothing is; its objects say what each index stands for.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goldwright.task_types.attributes import answered_alike
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.matching import best_pairs
from goldwright.task_types.voting import likely

Indexes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class IndexedObject:
    """What one index stands for; objects of one label that are no instances are one."""

    label: str
    is_instance: bool = False
    attributes: JsonObject = field(default_factory=dict[str, Json])


def from_runs(runs: Sequence[int]) -> Indexes:
    """The map that these pairs of index and count spell."""
    pairs = np.asarray(runs, dtype=np.int64).reshape(-1, 2)
    return np.repeat(pairs[:, 0], pairs[:, 1])


def to_runs(indexes: NDArray[np.integer]) -> list[int]:
    """Pairs of index and count, the shortest that spell the map."""
    if not len(indexes):
        return []
    starts = np.concatenate([[0], np.nonzero(indexes[1:] != indexes[:-1])[0] + 1])
    counts = np.diff(np.concatenate([starts, [len(indexes)]]))
    return np.column_stack([indexes[starts], counts]).ravel().tolist()


def recoded(indexes: Indexes, codes: Mapping[int, int]) -> Indexes:
    """The map with every index replaced by its code; an index without one becomes 0."""
    present, places = np.unique(indexes, return_inverse=True)
    table = np.array([codes.get(index, 0) for index in present.tolist()], dtype=np.int64)
    return table[places.reshape(indexes.shape)]


def agreement(
    one: Indexes,
    two: Indexes,
    objects_one: Mapping[int, IndexedObject],
    objects_two: Mapping[int, IndexedObject],
) -> float:
    """F1 of the segments: each label is one, each instance is one.

    A pair counts its intersection over union. 1 when neither map has any segment; 0 when the maps
    differ in size.
    """
    if len(one) != len(two):
        return 0.0
    codes_one, segments_one = _segmented(one, objects_one)
    codes_two, segments_two = _segmented(two, objects_two)
    sizes_one = np.bincount(codes_one, minlength=len(segments_one) + 1)
    sizes_two = np.bincount(codes_two, minlength=len(segments_two) + 1)
    width = len(segments_two) + 1
    shared, counts = np.unique(codes_one * width + codes_two, return_counts=True)
    worth: dict[tuple[int, int], float] = {}
    codes: list[tuple[int, int]] = np.column_stack([shared, counts]).tolist()
    for code, count in codes:
        first, second = divmod(code, width)
        if not first or not second:
            continue
        here, there = segments_one[first - 1], segments_two[second - 1]
        if (here.label, here.is_instance) == (there.label, there.is_instance):
            union = int(sizes_one[first]) + int(sizes_two[second]) - count
            worth[first, second] = count / union * answered_alike(here.attributes, there.attributes)
    number = np.count_nonzero(sizes_one[1:]) + np.count_nonzero(sizes_two[1:])
    if not number:
        return 1.0
    return 2 * sum(sorted(worth[pair] for pair in best_pairs(worth))) / int(number)


def vote(maps: Sequence[Indexes], weights: Sequence[float]) -> tuple[Indexes, float]:
    """The index of greatest weight at every place, and the mean probability that it is right.

    Of equals the lowest. The maps have one length and one meaning of their indexes.
    """
    total = sum(sorted(weights))
    best = np.zeros(len(maps[0]), dtype=np.int64)
    most = np.full(len(maps[0]), -1.0)
    for index in np.unique(np.concatenate([np.unique(one) for one in maps])).tolist():
        weight = np.zeros(len(best))
        for one, counted in sorted(zip(maps, weights, strict=True), key=lambda pair: pair[1]):
            weight += np.where(one == index, counted, 0.0)
        is_more = weight > most
        best[is_more] = index
        most[is_more] = weight[is_more]
    values, counts = np.unique(most, return_counts=True)
    chances = [likely(value, total - value) for value in values.tolist()]
    return best, float(np.average(chances, weights=counts)) if len(best) else 1.0


def _segmented(
    indexes: Indexes, objects: Mapping[int, IndexedObject]
) -> tuple[Indexes, list[IndexedObject]]:
    """The map in numbers of segments, from 1 on, and the segments."""
    numbers: dict[object, int] = defaultdict(lambda: len(numbers) + 1)
    segments: dict[int, IndexedObject] = {}
    table: dict[int, int] = {}
    for index, one in objects.items():
        number = numbers[(one.label, index) if one.is_instance else one.label]
        segments[number] = one
        table[index] = number
    return recoded(indexes, table), list(segments.values())
