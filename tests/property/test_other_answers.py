"""Laws of answers that are no single class: order never matters, what all say is said."""

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldwright.algorithms import (
    BOXES,
    POLYGONS,
    SOLIDS,
    SPANS,
    TRACKS,
    BradleyTerry,
    Comparisons,
    GaussianRaters,
    KemenyRanking,
    Kind,
    LabelSets,
    Mark,
    MaskEM,
    MaskRasa,
    MaskVote,
    MultiLabel,
    NoisyBradleyTerry,
    ObjectFusion,
    OrdinalMedian,
    OrdinalRaters,
    PlackettLuce,
    Ratings,
    Rover,
    TextMedoid,
    TokenTags,
    Votes,
    Wawa,
    WeightedMajority,
    WeightedMean,
    WeightedMedian,
    answers_alpha,
    answers_over_tasks,
    krippendorff_alpha,
    marks_apart,
    points,
)

Rating = tuple[str, str, float]
Averages = WeightedMean | WeightedMedian | GaussianRaters
Verdict = tuple[str, str, str, bool]
Masks = MaskVote | MaskEM | MaskRasa

PEOPLE = "abcde"
places = st.integers(0, 30)
sides = st.integers(1, 20)
boxes = st.tuples(places, places, sides, sides)
SHAPES: list[tuple[Kind[Any], st.SearchStrategy[Any]]] = [
    (SPANS, st.tuples(places, sides).map(lambda one: (one[0], one[0] + one[1]))),
    (BOXES, boxes),
    (
        POLYGONS,
        boxes.map(
            lambda one: (
                (one[0], one[1]),
                (one[0] + one[2], one[1]),
                (one[0] + one[2], one[1] + one[3]),
            )
        ),
    ),
    (points(8.0), st.tuples(places, places)),
    (TRACKS, st.dictionaries(st.integers(1, 3), boxes, min_size=1)),
    (
        SOLIDS,
        st.tuples(places, places, places, sides, sides, sides, st.sampled_from([0.0, 0.5, 3.0])),
    ),
]


def by_people(value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[tuple[str, str], Any]]:
    """A value for some pairs of a task and a worker."""
    return st.dictionaries(
        st.tuples(st.sampled_from("tuvw"), st.sampled_from(PEOPLE)), value, min_size=1, max_size=14
    )


def rated(rows: Sequence[Rating]) -> Ratings:
    tasks, workers, values = zip(*rows, strict=True)
    return Ratings.from_table({"task": tasks, "worker": workers, "value": values})


def ratings() -> st.SearchStrategy[list[Rating]]:
    return by_people(st.integers(-50, 50)).map(
        lambda given: [(task, worker, float(value)) for (task, worker), value in given.items()]
    )


@pytest.mark.parametrize("method", [WeightedMean(), WeightedMedian(), GaussianRaters()])
@given(rows=ratings(), data=st.data())
def test_numbers_follow_the_scale_they_are_told_on(
    method: Averages, rows: list[Rating], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rows))
    result = method.fit(rated(rows))

    # As from degrees of Celsius to Fahrenheit.
    moved = method.fit(rated([(task, who, 32 + 1.8 * value) for task, who, value in shuffled]))

    for task, value in result.by_task().items():
        assert moved.by_task()[task] == pytest.approx(32 + 1.8 * value, rel=1e-4, abs=1e-3)
        told = [number for one, _, number in rows if one == task]
        if not isinstance(method, GaussianRaters):
            assert min(told) - 1e-9 <= value <= max(told) + 1e-9
    low, high = result.interval()
    assert (low <= result.value).all()
    assert (result.value <= high).all()
    assert np.isfinite(result.standard_error).all()


@given(given=by_people(st.sampled_from([1, 2, 3, 4])), data=st.data())
def test_ordered_classes_turned_round_give_the_answer_turned_round(
    given: dict[tuple[str, str], int], data: st.DataObject
) -> None:
    def votes(rows: Sequence[tuple[tuple[str, str], int]]) -> Votes:
        pairs, labels = zip(*rows, strict=True)
        tasks, workers = zip(*pairs, strict=True)
        return Votes.from_columns(tasks, workers, labels, classes=[1, 2, 3, 4])

    rows = list(given.items())
    straight = votes(rows)
    shuffled = votes(data.draw(st.permutations(rows)))
    turned = votes([(pair, 5 - label) for pair, label in rows])

    posterior = OrdinalRaters().fit(straight).posterior

    assert np.allclose(posterior.sum(axis=1), 1)
    again = OrdinalRaters().fit(shuffled)
    by_task = dict(zip(shuffled.tasks.tolist(), again.posterior, strict=True))
    for task, chances in zip(straight.tasks.tolist(), posterior, strict=True):
        assert np.allclose(by_task[task], chances, atol=1e-6)
    assert np.allclose(OrdinalRaters().fit(turned).posterior[:, ::-1], posterior, atol=1e-6)
    medians = OrdinalMedian().fit(straight).by_task()
    for task, other in OrdinalMedian().fit(turned).by_task().items():
        told = [label for (one, _), label in given.items() if one == task]
        # The lower of two in the middle, from either end.
        assert medians[task] <= 5 - other
        assert sum(label <= medians[task] for label in told) * 2 >= len(told)


@given(given=by_people(st.sets(st.sampled_from("xyz"))), data=st.data())
def test_sets_of_labels_hang_on_neither_order_nor_names(
    given: dict[tuple[str, str], set[str]], data: st.DataObject
) -> None:
    names = dict(zip("xyz", data.draw(st.permutations("pqr")), strict=True))

    def found(rows: Sequence[tuple[tuple[str, str], set[str]]], labels: str) -> dict[Any, float]:
        sets = LabelSets.from_table(
            {
                "task": [task for (task, _), _ in rows],
                "worker": [worker for (_, worker), _ in rows],
                "labels": [sorted(one) for _, one in rows],
            },
            labels=labels,
        )
        posterior = MultiLabel().fit(sets).posterior
        assert ((posterior >= 0) & (posterior <= 1)).all()
        return {
            (task, label): posterior[row, column]
            for row, task in enumerate(sets.tasks.tolist())
            for column, label in enumerate(labels)
        }

    rows = list(given.items())
    renamed = [(pair, {names[label] for label in one}) for pair, one in rows]

    other = found(data.draw(st.permutations(renamed)), "pqr")

    for (task, label), chance in found(rows, "xyz").items():
        assert other[task, names[label]] == pytest.approx(chance, abs=1e-6)


@st.composite
def verdicts(draw: st.DrawFn) -> list[Verdict]:
    pair = st.permutations("pqrs").map(lambda items: (items[0], items[1]))
    rows = st.tuples(pair, st.sampled_from("abc"), st.booleans())
    return [
        (left, right, worker, won)
        for (left, right), worker, won in draw(st.lists(rows, min_size=1))
    ]


def compared(rows: Sequence[Verdict]) -> Comparisons:
    return Comparisons.from_table(
        {
            "left": [left for left, _, _, _ in rows],
            "right": [right for _, right, _, _ in rows],
            "label": [left if won else right for left, right, _, won in rows],
            "worker": [worker for _, _, worker, _ in rows],
        }
    )


@pytest.mark.parametrize("method", [BradleyTerry(), NoisyBradleyTerry()])
@given(rows=verdicts(), data=st.data())
def test_strengths_hang_on_neither_order_nor_side(
    method: BradleyTerry | NoisyBradleyTerry, rows: list[Verdict], data: st.DataObject
) -> None:
    mirrored = [(right, left, worker, not won) for left, right, worker, won in rows]

    strength = method.fit(compared(rows)).by_item()
    other = method.fit(compared(data.draw(st.permutations(mirrored)))).by_item()

    assert sum(strength.values()) == pytest.approx(0, abs=1e-6)
    assert other == pytest.approx(strength, abs=1e-3)


rankings = st.lists(
    st.permutations("pqrs").flatmap(
        lambda items: st.integers(2, 4).map(lambda length: tuple(items[:length]))
    ),
    min_size=1,
    max_size=8,
)


@given(rows=rankings, data=st.data())
def test_a_ranking_given_twice_weighs_two(rows: list[tuple[str, ...]], data: st.DataObject) -> None:
    twice = data.draw(st.permutations([*rows, *rows]))

    strength = PlackettLuce().fit(rows, weights=[2.0] * len(rows)).by_item()

    assert sum(strength.values()) == pytest.approx(0, abs=1e-6)
    assert PlackettLuce().fit(twice).by_item() == pytest.approx(strength, abs=1e-4)


@given(
    rows=st.lists(st.permutations("pqrs"), min_size=1, max_size=6),
    weight=st.integers(1, 9),
    data=st.data(),
)
def test_the_order_that_all_agree_on_is_the_most_probable(
    rows: list[list[str]], weight: int, data: st.DataObject
) -> None:
    method = KemenyRanking()

    agreed = method.fit([(rows[0], float(weight))] * 2, order="pqrs")
    mixed = method.fit([(one, 1.0) for one in rows], order="pqrs")

    assert agreed.ranking == tuple(rows[0])
    assert 1 / 24 < mixed.probability <= 1
    shuffled = data.draw(st.permutations(rows))
    again = method.fit([(one, 1.0) for one in shuffled], order="pqrs")
    assert again.ranking == mixed.ranking
    assert again.probability == pytest.approx(mixed.probability)


words = st.lists(st.sampled_from(["the", "cat", "sat", "mat"]), max_size=6)


@given(text=words, others=st.lists(words, max_size=4), copies=st.integers(1, 3))
def test_the_text_of_a_majority_is_the_answer(
    text: list[str], others: list[list[str]], copies: int
) -> None:
    texts = [*[text] * (len(others) + copies), *others]

    voted = Rover().fit(texts)
    medoid = TextMedoid().fit(texts)

    assert list(voted.words) == text
    assert texts[medoid.place] == text
    assert 0 <= medoid.likeness <= 1 + 1e-12
    assert set(Rover().fit([*others, text]).words) <= {*text, *(w for one in others for w in one)}


@given(length=st.integers(1, 5), people=st.integers(1, 4), data=st.data())
def test_tags_keep_their_grammar_whatever_the_order_of_people_and_texts(
    length: int, people: int, data: st.DataObject
) -> None:
    names = ["O", "B-x", "I-x", "I-y"]
    tags = st.lists(st.sampled_from(names), min_size=length, max_size=length)
    texts = {task: {worker: data.draw(tags) for worker in PEOPLE[:people]} for task in "tu"}
    turned = {
        task: dict(data.draw(st.permutations(list(given.items()))))
        for task, given in reversed(texts.items())
    }

    found = TokenTags().fit(texts)
    other = TokenTags().fit(turned)

    for task in texts:
        assert len(found.tags[task]) == length
        for before, tag in pairwise(["O", *found.tags[task]]):
            assert not tag.startswith("I-") or before in {tag, f"B-{tag[2:]}"}
        assert np.allclose(found.confidence[task], other.confidence[task], atol=1e-6)
        assert (found.confidence[task] <= 1 + 1e-9).all()


@pytest.mark.parametrize(("kind", "shape"), SHAPES)
@given(data=st.data())
def test_marks_are_joined_whatever_their_order(
    kind: Kind[Any], shape: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    marks = st.lists(st.builds(Mark, st.sampled_from("pq"), shape), max_size=3)
    answers: dict[Hashable, dict[Hashable, list[Mark[Any]]]] = {
        task: {worker: data.draw(marks) for worker in PEOPLE[:3]} for task in "tu"
    }
    shuffled = {
        task: {
            worker: data.draw(st.permutations(given))
            for worker, given in data.draw(st.permutations(list(people.items())))
        }
        for task, people in reversed(answers.items())
    }

    found = ObjectFusion(kind).fit(answers).found
    other = ObjectFusion(kind).fit(shuffled).found

    for task, people in answers.items():
        assert [one.shape for one in found[task]] == [one.shape for one in other[task]]
        assert [one.workers for one in found[task]] == [one.workers for one in other[task]]
        assert sum(len(one.workers) for one in found[task]) == sum(map(len, people.values()))
        assert all(0 <= one.probability <= 1 for one in found[task])
    distance = marks_apart(kind)
    one, two, _ = answers["t"].values()
    assert distance(one, one) == pytest.approx(0, abs=1e-9)
    assert distance(one, two) == pytest.approx(distance(two, one))
    assert -1e-9 <= distance(one, two) <= 1


@pytest.mark.parametrize("method", [MaskVote(), MaskEM(), MaskRasa()])
@given(
    rows=st.lists(st.lists(st.booleans(), min_size=9, max_size=9), min_size=1, max_size=5),
    data=st.data(),
)
def test_masks_turn_with_the_picture_and_ignore_order(
    method: Masks, rows: list[list[bool]], data: st.DataObject
) -> None:
    masks = np.array(rows).reshape(-1, 3, 3)
    order = data.draw(st.permutations(range(len(masks))))

    mask = method.fit(masks).mask

    assert mask.shape == (3, 3)
    assert not mask[~masks.any(axis=0)].any()
    assert (method.fit(masks[:, ::-1]).mask == mask[::-1]).all()
    assert (method.fit(np.stack([masks[0]] * 3)).mask == masks[0]).all()
    if isinstance(method, MaskVote):
        assert (method.fit(masks[order]).mask == mask).all()


@given(given=by_people(st.sampled_from("xyz")), data=st.data())
def test_only_ratios_of_weights_matter(
    given: dict[tuple[str, str], str], data: st.DataObject
) -> None:
    tasks, workers = zip(*given, strict=True)
    votes = Votes.from_columns(tasks, workers, list(given.values()))
    weights = {worker: data.draw(st.integers(1, 8)) / 8 for worker in PEOPLE}

    share = WeightedMajority().fit(votes, weights=weights).share

    doubled = {worker: 2 * weight for worker, weight in weights.items()}
    assert np.allclose(WeightedMajority().fit(votes, weights=doubled).share, share)
    assert np.allclose(share.sum(axis=1), 1)
    equal = WeightedMajority().fit(votes, weights={}).share
    assert np.allclose(equal, votes.shares())
    assert np.allclose(Wawa().fit(votes).share.sum(axis=1), 1)


@given(given=by_people(st.sampled_from([1, 2, 3, 5])))
def test_alpha_of_a_scale_is_alpha_of_its_distance(given: dict[tuple[str, str], int]) -> None:
    tasks, workers = zip(*given, strict=True)
    votes = Votes.from_columns(tasks, workers, list(given.values()))
    by_task = [[value for (task, _), value in given.items() if task == one] for one in "tuvw"]
    told = [value for one in by_task if len(one) > 1 for value in one]

    def steps(one: int, two: int) -> float:
        low, high = sorted([one, two])
        between = sum(low < value < high for value in told)
        return (between + (told.count(low) + told.count(high)) / 2) ** 2 if low < high else 0.0

    for scale, distance in (
        ("interval", lambda one, two: float(one - two) ** 2),
        ("ratio", lambda one, two: ((one - two) / (one + two)) ** 2),
        ("ordinal", steps),
    ):
        value = krippendorff_alpha(votes, distance=scale)
        assert value == pytest.approx(krippendorff_alpha(votes, distance=distance))
        assert value == pytest.approx(answers_alpha(by_task, distance))
    interval = answers_over_tasks(by_task, steps, draws=20)
    assert (interval is None) == (answers_alpha(by_task, steps) is None)
    if interval is not None:
        assert interval.low <= interval.high <= 1 + 1e-12
