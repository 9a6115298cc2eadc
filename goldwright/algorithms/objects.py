"""Things that several people marked: whose marks are one thing, where it is, and whether it exists.

Marks of a task are grouped by likeness (`grouping`), each group is a question of its own, "is it
there?", to everybody who answered the task, and how often each worker misses things or sees what is
not there is learnt over all tasks: Dawid and Skene's model with a prior (`variational`), as for
boxes in Branson, S., Van Horn, G. and Perona, P. (2017): Lean crowdsourcing: combining humans and
machines in an online system. Computer Vision and Pattern Recognition, 6109-6118.

    fusion = ObjectFusion(BOXES)
    result = fusion.fit({"t1": {"ann": [Mark("car", (10, 20, 30, 15))], "bob": []}})
    result.by_task()["t1"]
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np

from goldwright.algorithms.geometry import (
    angle_between,
    box_overlap,
    path_distance,
    rectangle,
    region_areas,
    region_overlap,
)
from goldwright.algorithms.grouping import Group, grouped
from goldwright.algorithms.variational import VariationalDawidSkene
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

Shape = TypeVar("Shape")

Span: TypeAlias = tuple[int, int]
"""Start and end of a piece of text, half-open."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, width, height."""
Polygon: TypeAlias = tuple[tuple[float, float], ...]
Point: TypeAlias = tuple[float, float]
BoxTrack: TypeAlias = Mapping[int, Box]
"""The box of one object by frame."""
Solid: TypeAlias = tuple[float, float, float, float, float, float, float]
"""A cuboid in space: x, y, z of its centre; its width, length and height; its yaw in radians."""

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Mark(Generic[Shape]):
    """What a person marked: a label and where."""

    label: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Kind(Generic[Shape]):
    """How shapes of one kind are compared, and made one of several of the same thing.

    `alike` is symmetric, 1 on equals, 0 where nothing is shared; from one half on two marks may be
    one thing. `middle` takes shapes and their weights.
    """

    alike: Callable[[Shape, Shape], float]
    middle: Callable[[Sequence[Shape], Sequence[float]], Shape]


@dataclass(frozen=True, slots=True)
class Found(Generic[Shape]):
    """A thing: its label and its place, the probability that it is there, and who marked it."""

    label: str
    shape: Shape
    probability: float
    workers: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ObjectsResult(Generic[Shape]):
    """Everything that anybody marked, by task, the most probable first.

    `worker_recall` is how often a worker marks a thing that is there, `worker_false_share` how
    often one that somebody else marked and that is not.
    """

    found: Mapping[Hashable, tuple[Found[Shape], ...]]
    worker_recall: Mapping[Hashable, float]
    worker_false_share: Mapping[Hashable, float]

    def by_task(self) -> dict[Hashable, tuple[Found[Shape], ...]]:
        """What is there more probably than not."""
        return {
            task: tuple(one for one in things if one.probability > _HALF)
            for task, things in self.found.items()
        }


@dataclass(frozen=True, slots=True)
class ObjectFusion(Generic[Shape]):
    """For marks of one kind: `SPANS`, `BOXES`, `POLYGONS`, `TRACKS`, `SOLIDS` or `points(near)`."""

    kind: Kind[Shape]

    def fit(
        self, answers: Mapping[Hashable, Mapping[Hashable, Sequence[Mark[Shape]]]]
    ) -> ObjectsResult[Shape]:
        """Things by task, from marks by task and worker; a worker without marks saw nothing there.

        Order does not matter. Cost: comparisons grow with the square of the marks on a task.
        """
        groups: list[tuple[Hashable, list[Hashable], Group[Mark[Shape]]]] = []
        questions: list[int] = []
        people: list[Hashable] = []
        says: list[bool] = []
        # In one order, on which the last digit of a chance depends, and with that what comes first.
        for task in sorted(answers, key=repr):
            by_worker = answers[task]
            workers = sorted(by_worker, key=repr)
            for group in grouped(
                [(by_worker[worker], 1.0) for worker in workers],
                kind=lambda _: "",
                alike=lambda one, two: self.kind.alike(one.shape, two.shape),
                key=repr,
            ):
                questions.extend([len(groups)] * len(workers))
                people.extend(workers)
                says.extend(place in group.members for place in range(len(workers)))
                groups.append((task, workers, group))
        if not groups:
            return ObjectsResult(dict.fromkeys(answers, ()), {}, {})
        votes = Votes.from_columns(questions, people, says, classes=[False, True])
        fitted = VariationalDawidSkene().fit(votes)
        trust = dict(zip(votes.workers.tolist(), fitted.worker_accuracy.tolist(), strict=True))
        chance = dict(zip(votes.tasks.tolist(), fitted.posterior[:, 1].tolist(), strict=True))
        found: dict[Hashable, list[Found[Shape]]] = {task: [] for task in answers}
        for number, (task, workers, group) in enumerate(groups):
            found[task].append(self._fused(group, workers, trust, chance[number]))
        return ObjectsResult(
            {
                task: tuple(sorted(things, key=lambda one: (-one.probability, repr(one.shape))))
                for task, things in found.items()
            },
            dict(zip(votes.workers.tolist(), fitted.confusion[:, 1, 1].tolist(), strict=True)),
            dict(zip(votes.workers.tolist(), fitted.confusion[:, 0, 1].tolist(), strict=True)),
        )

    def _fused(
        self,
        group: Group[Mark[Shape]],
        workers: Sequence[Hashable],
        trust: Mapping[Hashable, float],
        chance: float,
    ) -> Found[Shape]:
        """One thing of the marks of a group: the label most trusted, and the middle of those."""
        members = sorted(group.members.items())
        weight = {place: trust[workers[place]] for place, _ in members}
        for_label: dict[str, float] = {}
        for place, mark in members:
            for_label[mark.label] = for_label.get(mark.label, 0.0) + weight[place]
        label = min(for_label, key=lambda name: (-for_label[name], name))
        return Found(
            label,
            self.kind.middle(
                [mark.shape for _, mark in members], [weight[place] for place, _ in members]
            ),
            chance,
            tuple(workers[place] for place, _ in members),
        )


def marks_apart(
    kind: Kind[Shape],
) -> Callable[[Sequence[Mark[Shape]], Sequence[Mark[Shape]]], float]:
    """How far two people's marks on a task are apart, 0 to 1, for `answers_alpha`.

    1 less the F1 score of the pairs of one label that are alike by half, each counting how alike.
    """

    def apart(one: Sequence[Mark[Shape]], two: Sequence[Mark[Shape]]) -> float:
        if not one and not two:
            return 0.0
        pairs = grouped(
            [(one, 1.0), (two, 1.0)],
            kind=lambda mark: mark.label,
            alike=lambda left, right: kind.alike(left.shape, right.shape),
            key=repr,
        )
        shared = math.fsum(
            kind.alike(pair.members[0].shape, pair.members[1].shape)
            for pair in pairs
            if len(pair.members) > 1
        )
        return 1.0 - 2.0 * shared / (len(one) + len(two))

    return apart


def middle_value(values: Sequence[float], weights: Sequence[float]) -> float:
    """The value with half of the weight on either side, or half-way between two such."""
    ordered = sorted(zip(values, weights, strict=True))
    half = math.fsum(weights) / 2
    reached = 0.0
    for place, (value, weight) in enumerate(ordered):
        reached += weight
        if reached > half * (1 + 1e-12) or place == len(ordered) - 1:
            return value
        if reached >= half * (1 - 1e-12):
            return (value + ordered[place + 1][0]) / 2
    raise InvalidInputError("There is no middle of no values; give at least one.")


def _spans_alike(one: Span, two: Span) -> float:
    if one == two:
        return 1.0
    shared = min(one[1], two[1]) - max(one[0], two[0])
    union = max(one[1], two[1]) - min(one[0], two[0])
    return max(0.0, shared / union) if union > 0 else 0.0


def _middle_span(spans: Sequence[Span], weights: Sequence[float]) -> Span:
    """Start and end by the weight of those who put them there, or before."""
    start, end = (
        math.floor(middle_value([span[side] for span in spans], weights)) for side in (0, 1)
    )
    return start, max(start, end)


def _boxes_alike(one: Box, two: Box) -> float:
    corners = [
        np.array([[box[0], box[1], box[0] + box[2], box[1] + box[3]]], dtype=np.float64)
        for box in (one, two)
    ]
    return float(box_overlap(corners[0], corners[1])[0])


def _middle_of_each(shapes: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    return [middle_value(side, weights) for side in zip(*shapes, strict=True)]


def _middle_box(boxes: Sequence[Box], weights: Sequence[float]) -> Box:
    left, top, width, height = _middle_of_each(boxes, weights)
    return left, top, width, height


def _polygons_alike(one: Polygon, two: Polygon) -> float:
    return 1.0 if one == two else region_overlap(np.array(one), np.array(two))


def _typical(
    alike: Callable[[Any, Any], float],
) -> Callable[[Sequence[Any], Sequence[float]], Any]:
    """The shape most like the others by weight, for outlines whose corners do not correspond."""

    def chosen(shapes: Sequence[Any], weights: Sequence[float]) -> Any:  # noqa: ANN401 - as given
        return max(
            sorted(shapes, key=repr),
            key=lambda one: math.fsum(
                weight * alike(one, other) for other, weight in zip(shapes, weights, strict=True)
            ),
        )

    return chosen


def _middle_point(shapes: Sequence[Point], weights: Sequence[float]) -> Point:
    x, y = _middle_of_each(shapes, weights)
    return x, y


def points(near: float) -> Kind[Point]:
    """Points are alike by 1 less their distance over `near`; half of that makes two one thing."""

    def alike(one: Point, two: Point) -> float:
        apart = path_distance(np.array([one], dtype=np.float64), np.array([two], dtype=np.float64))
        return max(0.0, 1.0 - apart / near)

    return Kind(alike, _middle_point)


def _tracks_alike(one: BoxTrack, two: BoxTrack) -> float:
    """Overlap summed over frames, by the frames that either is in."""
    frames = set(one) | set(two)
    shared = math.fsum(_boxes_alike(one[frame], two[frame]) for frame in set(one) & set(two))
    return shared / len(frames) if frames else 1.0


def _middle_track(tracks: Sequence[BoxTrack], weights: Sequence[float]) -> BoxTrack:
    """In the frames that half of the weight has it in, the middle of their boxes."""
    half = math.fsum(weights) / 2
    frames: dict[int, Box] = {}
    for frame in sorted(set[int]().union(*tracks)):
        seen = [
            (track[frame], weight)
            for track, weight in zip(tracks, weights, strict=True)
            if frame in track
        ]
        if math.fsum(weight for _, weight in seen) >= half * (1 - 1e-12):
            frames[frame] = _middle_box([box for box, _ in seen], [weight for _, weight in seen])
    return frames


def _solids_alike(one: Solid, two: Solid) -> float:
    if one == two:
        return 1.0
    footprints = [
        rectangle(np.array(solid[:2]), size=np.array(solid[3:5]), turn=solid[6])
        for solid in (one, two)
    ]
    first, second, shared = region_areas(footprints[0], footprints[1])
    low = max(one[2] - one[5] / 2, two[2] - two[5] / 2)
    high = min(one[2] + one[5] / 2, two[2] + two[5] / 2)
    volume = shared * max(0.0, high - low)
    union = first * one[5] + second * two[5] - volume
    return min(1.0, max(0.0, volume / union)) if union > 0 else 0.0


def _middle_solid(solids: Sequence[Solid], weights: Sequence[float]) -> Solid:
    """Medians of place and size, and the yaw with the least turn to all others."""
    x, y, z, width, length, height = _middle_of_each([solid[:6] for solid in solids], weights)
    yaw = min(
        sorted(solid[6] for solid in solids),
        key=lambda one: math.fsum(
            weight * angle_between(one, solid[6])
            for solid, weight in zip(solids, weights, strict=True)
        ),
    )
    return x, y, z, width, length, height, yaw


SPANS: Kind[Span] = Kind(_spans_alike, _middle_span)
BOXES: Kind[Box] = Kind(_boxes_alike, _middle_box)
POLYGONS: Kind[Polygon] = Kind(_polygons_alike, _typical(_polygons_alike))
TRACKS: Kind[BoxTrack] = Kind(_tracks_alike, _middle_track)
SOLIDS: Kind[Solid] = Kind(_solids_alike, _middle_solid)
