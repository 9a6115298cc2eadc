"""Whose drawing is whose: objects of several responses paired, compared, clustered and fused.

An image is a video of one frame: all here works on tracks, an object in the frames it is seen in.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast
from uuid import NAMESPACE_OID, uuid5

import numpy as np

from goldwright.algorithms.geometry import box_overlap
from goldwright.task_types.attributes import Definitions, answered_alike, as_set, is_asked
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.json_values import canonical
from goldwright.task_types.shapes import Outline, Shape, likeness
from goldwright.task_types.voting import likely

Frame = tuple[int, ...]
Pair = tuple[int, int]

SAME_OBJECT = 0.5
"""Two tracks at least this alike may be one object: the usual bound of detection challenges."""
EXTENT_SHARE = 0.04
"""Points and lines are alike up to this share of the diagonal of all that was drawn …"""
LEAST_TOLERANCE_PX = 20.0
"""… but at least up to this many pixels."""
LEAST_TOLERANCE_METERS = 0.5
ROWS_AT_ONCE = 1024


@dataclass(frozen=True)
class Mark:
    """One object in one frame."""

    shape: Shape
    attributes: JsonObject | None = None

    @cached_property
    def outline(self) -> Outline:
        """The shape as geometry sees it, computed once."""
        return self.shape.outline()


@dataclass(frozen=True, slots=True)
class Track:
    """One object in the frames it is seen in; only tracks of one group can be the same object."""

    group: tuple[str, ...]
    label: str | None
    uuid: str | None
    marks: Mapping[Frame, Mark]


@dataclass(frozen=True, slots=True)
class Member:
    """A track within a cluster, and whose it is."""

    person: int
    track: Track


@dataclass(frozen=True, slots=True)
class Fused:
    """What several people's tracks of one object come to, and how probably that is right.

    One without members was left out: how probably it is not there.
    """

    track: Track
    probability: float
    members: tuple[Member, ...] = field(default=())


def tolerance_for(tracks: Sequence[Track], *, least: float) -> float:
    """How far apart points and lines may be and still be alike at all."""
    bounds = [mark.outline.bounds for track in tracks for mark in track.marks.values()]
    if not bounds:
        return least
    left, top, right, bottom = np.array(bounds).T
    extent = math.hypot(right.max() - left.min(), bottom.max() - top.min())
    return max(least, EXTENT_SHARE * extent)


def agree_symmetrically(
    compare: Callable[[JsonObject, JsonObject], float], one: JsonObject, two: JsonObject
) -> float:
    """`compare` asked in an order that does not depend on who is first; 1 on equals."""
    first, second = canonical(one), canonical(two)
    if first == second:
        return 1.0
    score = compare(one, two) if first < second else compare(two, one)
    return min(1.0, max(0.0, score))


def settle(
    answers: Sequence[Weighted],
    *,
    fuse: Callable[[Sequence[JsonObject], Sequence[float]], Aggregate | None],
    is_sound: Callable[[JsonObject], bool],
) -> Aggregate | None:
    """The response all gave, else what `fuse` makes of them in an order of its own.

    None when that breaks a rule of the task, so that a person must decide.
    """
    keyed = sorted(
        (canonical(one.response), one.weight, place) for place, one in enumerate(answers)
    )
    if keyed[0][0] == keyed[-1][0]:
        agreed = math.fsum(one.weight for one in answers)
        return Aggregate(answers[keyed[0][2]].response, likely(agreed, 0.0))
    ordered = [answers[place] for _, _, place in keyed]
    result = fuse([one.response for one in ordered], [one.weight for one in ordered])
    return result if result is not None and is_sound(result.response) else None


def agreement(
    one: Sequence[Track], two: Sequence[Track], *, tolerance: float
) -> tuple[float, dict[int, int]]:
    """Likeness summed over the best pairing of equally labelled tracks, and that pairing.

    Each frame of a pair counts its likeness times the share of attributes answered alike, the label
    counted as one of them. Twice the sum over the number of marks on both sides is an F1 score.
    """
    sums: dict[Pair, float] = defaultdict(float)
    for pair, frame, alike in _alike_marks(one, two, tolerance=tolerance):
        first, second = one[pair[0]], two[pair[1]]
        if first.label == second.label:
            sums[pair] += alike * answered_alike(
                first.marks[frame].attributes or {}, second.marks[frame].attributes or {}
            )
    chosen = best_pairs(sums)
    return math.fsum(sums[pair] for pair in chosen), dict(chosen)


def marks_in(tracks: Sequence[Track]) -> int:
    """Objects drawn, counted once a frame."""
    return sum(len(track.marks) for track in tracks)


def best_pairs(worth: Mapping[Pair, float]) -> list[Pair]:
    """Pairs of greatest total worth in which nobody is twice. Kuhn 1955.

    Solved a connected component at a time, so that thousands of objects cost no square.
    """
    # A server knows every task type and seldom pairs anything; SciPy would cost it 30 MiB.
    from scipy.optimize import (  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs] - it ships no types
        linear_sum_assignment,  # pyright: ignore[reportUnknownVariableType] - the same
    )

    parents: dict[Pair, Pair] = {}

    def root(node: Pair) -> Pair:
        while (parent := parents.setdefault(node, node)) != node:
            parents[node] = parents[parent]
            node = parent
        return node

    for one, two in worth:
        parents[root((0, one))] = root((1, two))
    components: dict[Pair, list[Pair]] = defaultdict(list)
    for pair in sorted(worth):
        components[root((0, pair[0]))].append(pair)
    chosen: list[Pair] = []
    for pairs in components.values():
        ones = sorted({one for one, _ in pairs})
        twos = sorted({two for _, two in pairs})
        row_of = {one: row for row, one in enumerate(ones)}
        column_of = {two: column for column, two in enumerate(twos)}
        matrix = np.zeros((len(ones), len(twos)))
        for one, two in pairs:
            matrix[row_of[one], column_of[two]] = worth[one, two]
        rows, columns = cast(
            # As its documentation promises.
            "tuple[np.typing.NDArray[np.intp], np.typing.NDArray[np.intp]]",
            linear_sum_assignment(matrix, maximize=True),
        )
        chosen += [
            (ones[row], twos[column])
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
            if (ones[row], twos[column]) in worth
        ]
    return chosen


def fuse_tracks(
    people: Sequence[Sequence[Track]],
    weights: Sequence[float],
    *,
    definitions: Definitions,
    tolerance: float,
    is_whole: bool = False,
) -> list[Fused]:
    """One track for each object that the majority (by weight) drew, in order of first mention.

    People are expected in an order that does not depend on who answered first.
    """
    total = math.fsum(weights)
    clusters = _clusters(people, tolerance=tolerance)
    drawn = [math.fsum(weights[one.person] for one in members) for members in clusters]
    identities = _identities(
        [
            members if share > total / 2 else []
            for members, share in zip(clusters, drawn, strict=True)
        ]
    )
    names = _names_by_person(clusters, identities)
    found: list[Fused] = []
    for members, share, uuid in zip(clusters, drawn, identities, strict=True):
        track = None
        if share > total / 2:
            track = _fused(
                members,
                weights,
                uuid=uuid,
                names=names,
                definitions=definitions,
                tolerance=tolerance,
                is_whole=is_whole,
            )
        if track is None:
            first = members[0].track
            found.append(
                Fused(Track(first.group, first.label, None, {}), likely(total - share, share))
            )
            continue
        named = math.fsum(weights[one.person] for one in members if one.track.label == track.label)
        found.append(Fused(track, likely(named, total - named), tuple(members)))
    return found


def mean_probability(parts: Sequence[float]) -> float:
    """How probably one part of a response, taken at random, is right; 1 when it has none."""
    return min(1.0, math.fsum(parts) / len(parts)) if parts else 1.0


def vote(values: Sequence[tuple[Json, float]]) -> tuple[Json, float]:
    """The value of greatest weight and how probably it is right.

    Of equals the first in canonical order.
    """
    weights: dict[str, list[float]] = defaultdict(list)
    kept: dict[str, Json] = {}
    for value, weight in values:
        key = canonical(value)
        weights[key].append(weight)
        kept.setdefault(key, value)
    totals = {key: math.fsum(listed) for key, listed in weights.items()}
    best = min(totals, key=lambda key: (-totals[key], key))
    rivals = math.fsum(total for key, total in totals.items() if key != best)
    return kept[best], likely(totals[best], rivals)


def vote_answers(
    definitions: Definitions,
    answers: Sequence[tuple[JsonObject, float]],
    *,
    label: str | None,
    is_global: bool = False,
) -> tuple[JsonObject, list[float]]:
    """The answer of greatest weight for each attribute, and how probable each is.

    No answer counts as one. What is no longer asked once the others are decided is left out.
    """
    decided: JsonObject = {}
    probabilities: list[float] = []
    for name, definition in definitions.items():
        if definition.is_global != is_global:
            continue
        said: list[tuple[Json, float]] = [
            ([name, as_set(given[name])] if name in given else [], weight)
            for given, weight in answers
        ]
        value, probability = vote(said)
        probabilities.append(probability)
        if isinstance(value, list) and value:
            decided[name] = value[1]
    while unasked := [name for name in decided if not is_asked(definitions[name], label, decided)]:
        for name in unasked:
            del decided[name]
    return decided, probabilities


def _alike_marks(
    one: Sequence[Track], two: Sequence[Track], *, tolerance: float
) -> Iterator[tuple[Pair, Frame, float]]:
    """Every pair of marks in one frame and group with a likeness above 0."""
    places = _by_place(two)
    for (frame, group), firsts in _by_place(one).items():
        seconds = places.get((frame, group), [])
        ones = [one[index].marks[frame].outline for index in firsts]
        twos = [two[index].marks[frame].outline for index in seconds]
        for row, column, alike in _likenesses(ones, twos, tolerance=tolerance):
            if alike > 0.0:
                yield (firsts[row], seconds[column]), frame, alike


def _by_place(tracks: Sequence[Track]) -> dict[tuple[Frame, tuple[str, ...]], list[int]]:
    found: dict[tuple[Frame, tuple[str, ...]], list[int]] = defaultdict(list)
    for index, track in enumerate(tracks):
        for frame in track.marks:
            found[frame, track.group].append(index)
    return found


def _likenesses(
    ones: Sequence[Outline], twos: Sequence[Outline], *, tolerance: float
) -> Iterator[tuple[int, int, float]]:
    """Likeness of all pairs whose bounds, widened for paths, touch; all boxes at once."""
    if not ones or not twos:
        return
    margin = tolerance if any(one.kind == "path" for one in (*ones, *twos)) else 0.0
    first = np.array([one.bounds for one in ones])
    second = np.array([two.bounds for two in twos])
    for start in range(0, len(first), ROWS_AT_ONCE):
        block = first[start : start + ROWS_AT_ONCE, None, :]
        touch = (block[..., :2] <= second[None, :, 2:] + margin) & (
            second[None, :, :2] <= block[..., 2:] + margin
        )
        rows, columns = np.nonzero(touch.all(axis=2))
        rows += start
        overlaps = box_overlap(first[rows], second[columns])
        for row, column, overlap in zip(
            rows.tolist(), columns.tolist(), overlaps.tolist(), strict=True
        ):
            one, two = ones[row], twos[column]
            is_upright = one.kind == "box" and two.kind == "box"
            yield row, column, overlap if is_upright else likeness(one, two, tolerance=tolerance)


def _clusters(people: Sequence[Sequence[Track]], *, tolerance: float) -> list[list[Member]]:
    """Tracks of different people that show one object.

    Most alike first, joined while the mean likeness between two clusters stays at `SAME_OBJECT`
    or above.
    """
    owners = [person for person, tracks in enumerate(people) for _ in tracks]
    tracks = [track for listed in people for track in listed]
    alike: dict[Pair, float] = defaultdict(float)
    for (one, two), _, value in _alike_marks(tracks, tracks, tolerance=tolerance):
        if one < two and owners[one] != owners[two]:
            alike[one, two] += 2 * value / (len(tracks[one].marks) + len(tracks[two].marks))
    cluster_of = list(range(len(tracks)))
    members = [[index] for index in range(len(tracks))]
    for one, two in sorted(
        (pair for pair, value in alike.items() if value >= SAME_OBJECT),
        key=lambda pair: (-alike[pair], pair),
    ):
        here, there = sorted((cluster_of[one], cluster_of[two]))
        if here == there or {owners[index] for index in members[here]} & {
            owners[index] for index in members[there]
        }:
            continue
        between = math.fsum(
            alike.get((min(i, j), max(i, j)), 0.0) for i in members[here] for j in members[there]
        )
        if between >= SAME_OBJECT * len(members[here]) * len(members[there]):
            for index in members[there]:
                cluster_of[index] = here
            members[here] += members[there]
            members[there] = []
    return [
        [Member(owners[index], tracks[index]) for index in sorted(listed)]
        for listed in members
        if listed
    ]


def _identities(clusters: Sequence[Sequence[Member]]) -> list[str | None]:
    """One uuid for each cluster, its first member's where no earlier cluster has taken it."""
    taken: set[str] = set()
    names: list[str | None] = []
    for members in clusters:
        offered = [one.track.uuid for one in members if one.track.uuid is not None]
        name = next((one for one in offered if one not in taken), None)
        if name is None and offered:
            place = 0
            while (name := str(uuid5(NAMESPACE_OID, f"{offered[0]}/{place}"))) in taken:
                place += 1
        if name is not None:
            taken.add(name)
        names.append(name)
    return names


def _names_by_person(
    clusters: Sequence[Sequence[Member]], names: Sequence[str | None]
) -> dict[tuple[int, Json], str]:
    return {
        (one.person, one.track.uuid): name
        for members, name in zip(clusters, names, strict=True)
        if name is not None
        for one in members
    }


def _fused(
    members: Sequence[Member],
    weights: Sequence[float],
    *,
    uuid: str | None,
    names: Mapping[tuple[int, Json], str],
    definitions: Definitions,
    tolerance: float,
    is_whole: bool,
) -> Track | None:
    """The cluster's track: its label voted, in the frames that most of its weight shows it in."""
    label, _ = vote([(one.track.label, weights[one.person]) for one in members])
    assert label is None or isinstance(label, str)
    half = math.fsum(weights[one.person] for one in members) / 2
    frames = sorted({frame for one in members for frame in one.track.marks})
    marks: dict[Frame, Mark] = {}
    for frame in frames:
        seen = [one for one in members if frame in one.track.marks]
        shares = [weights[one.person] for one in seen]
        if math.fsum(shares) <= half:
            continue
        drawn = [one.track.marks[frame] for one in seen]
        typical = _typical(drawn, shares, tolerance=tolerance)
        shape = typical.shape.fused([one.shape for one in drawn], shares, is_whole=is_whole)
        answered = [
            (_renamed(definitions, mark.attributes or {}, one.person, names), weight)
            for one, mark, weight in zip(seen, drawn, shares, strict=True)
            if one.track.label == label
        ]
        answers, _ = vote_answers(definitions, answered, label=label) if answered else ({}, [])
        is_answered = bool(answers) or any(mark.attributes is not None for mark in drawn)
        marks[frame] = Mark(shape, answers if is_answered else None)
    return Track(members[0].track.group, label, uuid, marks) if marks else None


def _typical(marks: Sequence[Mark], weights: Sequence[float], *, tolerance: float) -> Mark:
    """The mark most like all others."""
    if len(marks) == 1:
        return marks[0]
    worth = [
        math.fsum(
            weight * likeness(mark.outline, other.outline, tolerance=tolerance)
            for other, weight in zip(marks, weights, strict=True)
        )
        for mark in marks
    ]
    return marks[worth.index(max(worth))]


def _renamed(
    definitions: Definitions,
    answers: JsonObject,
    person: int,
    names: Mapping[tuple[int, Json], str],
) -> JsonObject:
    """The answers with links that lead to the fused objects; a link to none is dropped."""
    kept: JsonObject = {}
    for name, answer in answers.items():
        definition = definitions.get(name)
        if definition is None or definition.type != "linked":
            kept[name] = answer
        elif isinstance(answer, list):
            kept[name] = [names[person, one] for one in answer if (person, one) in names]
        elif (person, answer) in names:
            kept[name] = names[person, answer]
    return kept
