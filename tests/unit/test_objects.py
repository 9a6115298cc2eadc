"""Marks of several people become things, each with a probability that it is there."""

import math
import random
from collections.abc import Sequence

import pytest

from goldwright.algorithms import (
    BOXES,
    POLYGONS,
    SOLIDS,
    SPANS,
    TRACKS,
    Mark,
    ObjectFusion,
    TokenTags,
    answers_alpha,
    marks_apart,
    points,
)
from goldwright.algorithms.objects import Box, Kind, Shape
from goldwright.errors import InvalidInputError

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
LARGER = ((0.0, 0.0), (11.0, 0.0), (11.0, 10.0), (0.0, 10.0))


def only(kind: Kind[Shape], shapes: Sequence[Shape]) -> Shape:
    """What people who marked one thing each, in one task, come to."""
    answers = {f"w{place}": [Mark("x", shape)] for place, shape in enumerate(shapes)}
    (found,) = ObjectFusion(kind).fit({"t": answers}).by_task()["t"]
    assert len(found.workers) == len(shapes)
    return found.shape


def test_each_kind_of_shape_is_fused() -> None:
    assert only(SPANS, [(3, 9), (3, 10), (4, 10)]) == (3, 10)
    assert only(BOXES, [(0, 0, 10, 10), (1, 0, 10, 10), (1, 1, 10, 12)]) == (1, 0, 10, 10)
    assert only(POLYGONS, [SQUARE, LARGER, SQUARE]) == SQUARE
    assert only(points(10.0), [(1, 1), (2, 1), (3, 4)]) == (2, 1)
    tracks = [{1: (0, 0, 10, 10), 2: (5, 0, 10, 10)}, {1: (0, 0, 10, 10), 2: (5, 0, 10, 10)}]
    assert only(TRACKS, [*tracks, {1: (1, 0, 10, 10), 2: (5, 1, 10, 10), 3: (9, 0, 10, 10)}]) == {
        1: (0, 0, 10, 10),
        2: (5, 0, 10, 10),
    }
    solid = (0.0, 0.0, 1.0, 2.0, 4.0, 2.0, 0.1)
    turned = (*solid[:6], 0.2)
    assert only(SOLIDS, [solid, solid, turned]) == solid


@pytest.mark.parametrize(
    ("kind", "one", "two", "expected"),
    [
        (SPANS, (0, 4), (2, 6), 1 / 3),
        (SPANS, (0, 4), (4, 6), 0.0),
        (BOXES, (0, 0, 10, 10), (5, 0, 10, 10), 1 / 3),
        (POLYGONS, SQUARE, LARGER, 10 / 11),
        (points(10.0), (0.0, 0.0), (3.0, 4.0), 0.5),
        (TRACKS, {1: (0, 0, 9, 9), 2: (0, 0, 9, 9)}, {1: (0, 0, 9, 9)}, 0.5),
        (SOLIDS, (0, 0, 0, 2, 2, 2, 0.0), (0, 0, 1, 2, 2, 2, 0.0), 1 / 3),
        (SOLIDS, (0, 0, 0, 2, 2, 2, 0.0), (0, 0, 0, 2, 2, 2, math.pi), 1.0),
    ],
)
def test_likeness_is_what_is_shared(
    kind: Kind[Shape], one: Shape, two: Shape, expected: float
) -> None:
    assert kind.alike(one, two) == pytest.approx(expected)
    assert kind.alike(two, one) == pytest.approx(expected)


def scattered(rng: random.Random, box: Box) -> Box:
    left, top, width, height = (side + rng.gauss(0, 2) for side in box)
    return left, top, width, height


def drawn_at_random(rng: random.Random) -> Box:
    return rng.uniform(0, 900), rng.uniform(0, 900), rng.uniform(30, 80), rng.uniform(30, 80)


def test_things_that_only_a_poor_worker_sees_are_not_there() -> None:
    rng = random.Random(4)
    truth = {task: [drawn_at_random(rng) for _ in range(rng.randint(0, 4))] for task in range(60)}
    answers = {}
    for task, boxes in truth.items():
        answers[task] = {}
        for worker, misses, invents in [*((name, 0.1, 0.1) for name in "abcd"), ("e", 0.6, 0.9)]:
            seen = [scattered(rng, box) for box in boxes if rng.random() > misses]
            seen += [drawn_at_random(rng)] if rng.random() < invents else []
            answers[task][worker] = [Mark("car", box) for box in seen]

    result = ObjectFusion(BOXES).fit(answers)

    found = result.by_task()
    hits = sum(
        any(BOXES.alike(one.shape, box) > 0.5 for one in found[task])
        for task, boxes in truth.items()
        for box in boxes
    )
    assert hits >= 0.97 * sum(map(len, truth.values()))
    assert sum(map(len, found.values())) <= 1.03 * sum(map(len, truth.values()))
    assert result.worker_recall["e"] < result.worker_recall["a"] - 0.2
    assert result.worker_false_share["e"] > result.worker_false_share["a"] + 0.2


def test_labels_are_voted_on_where_the_place_is_agreed() -> None:
    answers = {
        "t": {
            "ann": [Mark("city", (0, 5))],
            "bob": [Mark("city", (0, 5))],
            "eve": [Mark("person", (0, 5))],
        }
    }

    (found,) = ObjectFusion(SPANS).fit(answers).by_task()["t"]

    assert (found.label, found.shape) == ("city", (0, 5))


def test_nothing_marked_is_nothing_there() -> None:
    assert ObjectFusion(BOXES).fit({"t": {"ann": [], "bob": []}}).by_task() == {"t": ()}


def test_agreement_of_marks_is_corrected_for_chance() -> None:
    same = [[[Mark("x", (task, task + 5))]] * 3 for task in range(8)]
    rng = random.Random(1)
    chance = [
        [[Mark("x", (start, start + 5))] for start in rng.choices(range(4), k=3)]
        for _ in range(200)
    ]

    assert answers_alpha(same, marks_apart(SPANS)) == pytest.approx(1)
    assert answers_alpha(chance, marks_apart(SPANS)) == pytest.approx(0, abs=0.1)
    assert answers_alpha([[[Mark("x", (0, 1))]]], marks_apart(SPANS)) is None


def test_tags_are_learnt_token_by_token_and_keep_their_grammar() -> None:
    answers = {
        "t": {
            "ann": ["B-PER", "I-PER", "O", "O"],
            "bob": ["O", "I-PER", "O", "O"],
            "eve": ["O", "I-PER", "O", "B-LOC"],
        },
        "u": {"ann": ["O"], "bob": ["O"]},
    }

    result = TokenTags().fit(answers)

    assert result.tags == {"t": ("O", "B-PER", "O", "O"), "u": ("O",)}
    assert [len(one) for one in result.confidence.values()] == [4, 1]
    with pytest.raises(InvalidInputError, match="lengths \\[1, 2\\]"):
        TokenTags().fit({"t": {"ann": ["O"], "bob": ["O", "O"]}})
