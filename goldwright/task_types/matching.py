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
from goldwright.algorithms.likeness import text_likeness
from goldwright.task_types.attributes import (
    AttributeDefinition,
    Definitions,
    answered_alike,
    is_asked,
    is_number,
    numbers_alike,
)
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.json_values import canonical
from goldwright.task_types.shapes import Outline, Shape, likeness
from goldwright.task_types.voting import (
    likely,
    mean_probability,
    medoid,
    totals,
    weighted_median,
)

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
    share: float = 1.0
    """Its part of all frames in which this person shows the object."""


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
    drawn = [_support(members, weights) for members in clusters]
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
        named = math.fsum(
            weights[one.person] * one.share for one in members if one.track.label == track.label
        )
        found.append(Fused(track, likely(named, total - named), tuple(members)))
    return found


def _support(members: Sequence[Member], weights: Sequence[float]) -> float:
    """The weight of all who show an object, each once."""
    return math.fsum(weights[person] for person in sorted({one.person for one in members}))


def vote(values: Sequence[tuple[Json, float]]) -> tuple[Json, float]:
    """The value of greatest weight and how probably it is right.

    Of equals the first in canonical order.
    """
    kept = {canonical(value): value for value, _ in values}
    weights = totals([(canonical(value), weight) for value, weight in values])
    best = min(weights, key=lambda key: (-weights[key], key))
    rivals = math.fsum(total for key, total in weights.items() if key != best)
    return kept[best], likely(weights[best], rivals)


def vote_answers(
    definitions: Definitions,
    answers: Sequence[tuple[JsonObject, float]],
    *,
    label: str | None,
    is_global: bool = False,
) -> tuple[JsonObject, list[float]]:
    """The answers that people gave together to each attribute, and how probable each is.

    Numbers at their median, several choices one by one, the most typical text, else a vote. First
    it is voted whether there is an answer. What is no longer asked once the others are decided is
    left out.
    """
    decided: JsonObject = {}
    probabilities: list[float] = []
    for name, definition in definitions.items():
        if definition.is_global != is_global:
            continue
        said = [(given[name], weight) for given, weight in answers if name in given]
        support = math.fsum(weight for _, weight in said)
        silence = math.fsum(weight for given, weight in answers if name not in given)
        if support > silence:
            decided[name], probability = _settled_answer(definition, said)
        else:
            probability = likely(silence, support)
        probabilities.append(probability)
    while unasked := [name for name in decided if not is_asked(definitions[name], label, decided)]:
        for name in unasked:
            del decided[name]
    return decided, probabilities


def _settled_answer(
    definition: AttributeDefinition, said: Sequence[tuple[Json, float]]
) -> tuple[Json, float]:
    if all(isinstance(answer, list) for answer, _ in said):
        return _settled_choices(cast("Sequence[tuple[list[Json], float]]", said))  # as just seen
    numbers = [(answer, weight) for answer, weight in said if is_number(answer)]
    if len(numbers) == len(said) and definition.type != "category":
        middle = _middle_angle(numbers) if definition.type == "angle" else weighted_median(numbers)
        near = math.fsum(numbers_alike(one, middle) * weight for one, weight in numbers)
        return middle, likely(near, math.fsum(weight for _, weight in said) - near)
    if definition.type == "text":
        texts = [(str(answer), weight) for answer, weight in said]
        return medoid(texts, alike=text_likeness, key=str)
    return vote(said)


def _settled_choices(said: Sequence[tuple[list[Json], float]]) -> tuple[Json, float]:
    """What most chose, or what was chosen most; in the order of the first who chose it."""
    kept = {canonical(one): one for chosen, _ in said for one in chosen}
    weights = totals(
        [(key, weight) for chosen, weight in said for key in set(map(canonical, chosen))]
    )
    whole = math.fsum(weight for _, weight in said)
    taken = [key for key in sorted(kept) if 2 * weights[key] > whole]
    nothing = math.fsum(weight for chosen, weight in said if not chosen)
    if not taken and kept and 2 * nothing <= whole:
        taken = [min(kept, key=lambda key: (-weights[key], key))]
    sure = [
        likely(weight, whole - weight) if key in taken else likely(whole - weight, weight)
        for key, weight in weights.items()
    ]
    return [kept[key] for key in taken], mean_probability(sure or [likely(whole, 0.0)])


def _middle_angle(numbers: Sequence[tuple[float, float]]) -> float:
    """The angle, in degrees, with the least turn to all others."""

    def turn(angle: float) -> float:
        return math.fsum(
            weight * min((one - angle) % 360, (angle - one) % 360) for one, weight in numbers
        )

    return min(sorted(one for one, _ in numbers), key=turn)


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

    First those who follow it alike. Then what is left: where one stops following an object early,
    or goes on under another identity, only the frames count in which both show it, so that one
    person can have several tracks of an object, one after the other.
    """
    owners = [person for person, tracks in enumerate(people) for _ in tracks]
    tracks = [track for listed in people for track in listed]
    frames = [track.marks.keys() for track in tracks]
    alike: dict[Pair, float] = defaultdict(float)
    for (one, two), _, value in _alike_marks(tracks, tracks, tolerance=tolerance):
        if one < two and owners[one] != owners[two]:
            alike[one, two] += value
    in_all = {(one, two): alike[one, two] / len(frames[one] | frames[two]) for one, two in alike}
    together = {
        (one, two): alike[one, two] / min(len(frames[one]), len(frames[two])) for one, two in alike
    }

    def is_telling(one: int, two: int) -> bool:
        return not frames[one].isdisjoint(frames[two])

    def is_apart(one: int, two: int) -> bool:
        return owners[one] == owners[two] and is_telling(one, two)

    def are_two(some: Sequence[int], others: Sequence[int]) -> bool:
        """Whether most of those who show either show both: they know two objects there."""
        here, there = ({owners[index] for index in listed} for listed in (some, others))
        return 2 * len(here & there) > len(here | there)

    singles = [[index] for index in range(len(tracks))]
    firm = clustered(singles, in_all, is_apart=lambda one, two: owners[one] == owners[two])
    found = clustered(firm, together, is_apart=is_apart, is_telling=is_telling, are_apart=are_two)
    return [_members(owners, tracks, listed) for listed in found]


def _members(owners: Sequence[int], tracks: Sequence[Track], listed: Sequence[int]) -> list[Member]:
    frames: dict[int, int] = defaultdict(int)
    for index in listed:
        frames[owners[index]] += len(tracks[index].marks)
    return [
        Member(owners[index], tracks[index], len(tracks[index].marks) / frames[owners[index]])
        for index in listed
    ]


def clustered(
    things: Sequence[Sequence[int]],
    alike: Mapping[Pair, float],
    *,
    is_apart: Callable[[int, int], bool],
    is_telling: Callable[[int, int], bool] = lambda one, two: True,  # noqa: ARG005 - as it is called
    are_apart: Callable[[Sequence[int], Sequence[int]], bool] = lambda one, two: False,  # noqa: ARG005
) -> list[list[int]]:
    """Which things are one, each cluster in ascending order; some may be one from the start.

    Most alike first (`alike` has ascending pairs), joined while the mean likeness between two
    clusters stays at `SAME_OBJECT` or above. What `is_apart` is never joined, nor clusters that
    `are_apart`; pairs that are not telling are left out of the mean.
    """
    members = [list(one) for one in things]
    cluster_of = {index: place for place, listed in enumerate(members) for index in listed}
    for one, two in sorted(
        (pair for pair, value in alike.items() if value >= SAME_OBJECT),
        key=lambda pair: (-alike[pair], pair),
    ):
        here, there = sorted((cluster_of[one], cluster_of[two]))
        if here == there or are_apart(members[here], members[there]):
            continue
        pairs = [(min(i, j), max(i, j)) for i in members[here] for j in members[there]]
        if any(is_apart(*pair) for pair in pairs):
            continue
        telling = [pair for pair in pairs if is_telling(*pair)]
        between = math.fsum(alike.get(pair, 0.0) for pair in telling)
        if between >= SAME_OBJECT * len(telling):
            for index in members[there]:
                cluster_of[index] = here
            members[here] += members[there]
            members[there] = []
    return [sorted(listed) for listed in members if listed]


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
    label, _ = vote([(one.track.label, weights[one.person] * one.share) for one in members])
    assert label is None or isinstance(label, str)
    half = _support(members, weights) / 2
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
