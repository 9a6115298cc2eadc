"""Pixels or points that each carry the index of an object: how alike two such maps are, and a vote.

A map is a flat array of indexes, 0 where nothing is; its objects say what each index stands for.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goldwright.task_types.attributes import NO_DEFINITIONS, Definitions, answered_alike
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.matching import best_pairs, clustered, vote, vote_answers
from goldwright.task_types.voting import likely, mean_probability

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


def fuse(
    maps: Sequence[Indexes],
    objects: Sequence[Mapping[int, IndexedObject]],
    weights: Sequence[float],
    *,
    names: Sequence[str],
    definitions: Definitions = NO_DEFINITIONS,
    is_full: bool = False,
) -> tuple[Indexes, dict[int, IndexedObject], float]:
    """One map from several of one length, what its indexes stand for, and how probably right it is.

    A label that is not told apart has the index of its place in `names`, from 1 on. Instances of
    different people that share half of what either covers are one object, with the label and the
    answers most gave. What less than most of the weight used has no say in what a place shows; a
    place of which nobody says anything else stays 0, or where maps are full gets the label that
    most gave there, and the index that most places have only where nobody gave one.
    """
    total = math.fsum(weights)
    clusters = _same_instances(maps, objects)
    found: dict[int, IndexedObject] = {}
    codes: list[dict[int, int]] = [{} for _ in maps]
    parts: list[float] = []
    used: dict[int, list[float]] = defaultdict(list)
    for person, (described, one) in enumerate(zip(objects, maps, strict=True)):
        for index in np.unique(one).tolist():
            if index in described and not described[index].is_instance:
                codes[person][index] = place = names.index(described[index].label) + 1
                used[place].append(weights[person])
    for place, listed in used.items():
        if 2 * math.fsum(listed) > total:
            found[place] = IndexedObject(names[place - 1])
    for number, members in enumerate(clusters, start=len(names) + 1):
        drawn = [(objects[person][index], weights[person]) for person, index in members]
        support = math.fsum(weight for _, weight in drawn)
        label, _ = vote([(one.label, weight) for one, weight in drawn])
        named = math.fsum(weight for one, weight in drawn if one.label == label)
        is_kept = 2 * support > total
        parts.append(likely(named, total - named) if is_kept else likely(total - support, support))
        for person, index in members:
            codes[person][index] = number
        if is_kept:
            said = [(one.attributes, weight) for one, weight in drawn if one.label == label]
            answers, _ = vote_answers(definitions, said, label=str(label))
            found[number] = IndexedObject(str(label), is_instance=True, attributes=answers)
    recoded_maps = [recoded(one, table) for one, table in zip(maps, codes, strict=True)]
    indexes, probability = most_voted(recoded_maps, weights, among=found.keys() | {0})
    if is_full:
        # Where nothing that most used is left, a label that most gave there is taken all the same.
        found |= {place: IndexedObject(names[place - 1]) for place in used}
        bare = np.flatnonzero(indexes == 0)
        there = [one[bare] for one in recoded_maps]
        shown, _ = most_voted(there, weights, among=range(1, len(names) + len(clusters) + 1))
        indexes[bare] = np.where(np.isin(shown, list(used)), shown, 0)
        if found and not indexes.all():
            counts = np.bincount(indexes, minlength=1 + max(found))
            counts[0] = 0
            indexes[indexes == 0] = counts.argmax() or min(found)
    shown = set(np.unique(indexes).tolist())
    kept = {index: one for index, one in sorted(found.items()) if index in shown}
    return indexes, kept, mean_probability([probability, *parts])


def _same_instances(
    maps: Sequence[Indexes], objects: Sequence[Mapping[int, IndexedObject]]
) -> list[list[tuple[int, int]]]:
    """Instances, as person and index, that are one object by intersection over union."""
    instances = [
        (person, index)
        for person, described in enumerate(objects)
        for index, one in sorted(described.items())
        if one.is_instance
    ]
    if not instances:
        return []
    numbers: list[dict[int, int]] = [{} for _ in maps]
    for number, (person, index) in enumerate(instances, start=1):
        numbers[person][index] = number
    numbered = [recoded(one, table) for one, table in zip(maps, numbers, strict=True)]
    sizes = [np.bincount(one, minlength=len(instances) + 1) for one in numbered]
    alike: dict[tuple[int, int], float] = {}
    for one, two in combinations(range(len(maps)), 2):
        both = (numbered[one] > 0) & (numbered[two] > 0)
        shared, counts = np.unique(
            numbered[one][both] * (len(instances) + 1) + numbered[two][both], return_counts=True
        )
        for code, count in zip(shared.tolist(), counts.tolist(), strict=True):
            first, second = divmod(code, len(instances) + 1)
            union = int(sizes[one][first]) + int(sizes[two][second]) - count
            alike[first - 1, second - 1] = count / union

    def is_apart(one: int, two: int) -> bool:
        return instances[one][0] == instances[two][0]

    singles = [[index] for index in range(len(instances))]
    found = clustered(singles, alike, is_apart=is_apart)
    return [[instances[place] for place in members] for members in found]


def most_voted(
    maps: Sequence[Indexes], weights: Sequence[float], *, among: Collection[int]
) -> tuple[Indexes, float]:
    """The index of greatest weight at every place, and the mean probability that it is right.

    Of equals the lowest. The maps have one length and one meaning of their indexes; one that is not
    `among` them is nobody's vote, and where nobody has another it is 0.
    """
    total = sum(sorted(weights))
    ordered = sorted(zip(maps, weights, strict=True), key=lambda pair: pair[1])
    is_settled = np.isin(maps[0], sorted(among))
    for one in maps[1:]:
        is_settled &= one == maps[0]
    best = np.where(is_settled, maps[0], 0)
    most = np.where(is_settled, total, 0.0)
    # There may be hundreds of objects, and people differ in few places.
    places = np.flatnonzero(~is_settled)
    disputed = [(one[places], counted) for one, counted in ordered]
    here, reached = np.zeros(len(places), dtype=np.int64), np.zeros(len(places))
    for index in sorted(among):
        weight = np.zeros(len(places))
        for one, counted in disputed:
            weight += np.where(one == index, counted, 0.0)
        is_more = weight > reached
        here[is_more] = index
        reached[is_more] = weight[is_more]
    best[places], most[places] = here, reached
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
