"""Laws of the measures and decisions that task types share."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldwright.algorithms.grouping import grouped
from goldwright.algorithms.likeness import aligned_likeness, edit_distance, text_likeness
from goldwright.task_types.voting import likely, medoid, plurality, weighted_median

texts = st.text("abcé", max_size=12)
ballots = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([0.1, 0.2, 0.7, 2.0])), min_size=1
)


def table_distance(one: str, two: str) -> int:
    """Edit distance by the table of Wagner and Fischer."""
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, start=1):
        above, row = row, [i]
        for j, right in enumerate(two, start=1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (left != right)))
    return row[-1]


@given(one=texts, two=texts)
def test_bit_parallel_distance_is_the_edit_distance(one: str, two: str) -> None:
    assert edit_distance(one, two) == table_distance(one, two)


def test_long_texts_are_compared_in_blocks_from_above() -> None:
    one = "".join(chr(97 + place * place % 26) for place in range(20_000))
    two = "x" + one[:15_000] + one[15_001:] + "y"

    assert 3 <= edit_distance(one, two) <= 3 + 2 * 3
    assert text_likeness(one, two) > 0.999


@given(one=st.lists(texts, max_size=4), two=st.lists(texts, max_size=4))
def test_alignment_is_symmetric_and_full_with_itself(one: list[str], two: list[str]) -> None:
    there = aligned_likeness(one, two, text_likeness)

    assert there == aligned_likeness(two, one, text_likeness)
    assert 0 <= there <= 1
    assert aligned_likeness(one, list(one), text_likeness) == 1


@given(votes=ballots, data=st.data())
def test_plurality_ignores_order_and_gives_a_probability(
    votes: list[tuple[str, float]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(votes))

    winner, posterior = plurality(votes, order=str, classes=4)

    assert (winner, posterior) == plurality(shuffled, order=str, classes=4)
    assert 0 < posterior <= 1
    weight = {one: math.fsum(w for choice, w in votes if choice == one) for one in "abc"}
    assert weight[winner] == max(weight.values())


def test_posterior_follows_bayes_for_two_ordinary_workers_against_one() -> None:
    _, posterior = plurality([("a", 1.0), ("a", 1.0), ("b", 1.0)], order=str, classes=2)

    assert posterior == pytest.approx(0.8 * 0.8 * 0.2 / (0.8 * 0.8 * 0.2 + 0.2 * 0.2 * 0.8))
    assert posterior == pytest.approx(likely(2, 1))


@given(values=st.lists(st.tuples(st.integers(-9, 9), st.sampled_from([0.1, 0.2, 1.0])), min_size=1))
def test_weighted_median_has_half_of_the_weight_on_either_side(
    values: list[tuple[int, float]],
) -> None:
    middle = weighted_median(values)

    half = math.fsum(weight for _, weight in values) / 2
    assert math.fsum(weight for value, weight in values if value <= middle) >= half
    assert math.fsum(weight for value, weight in values if value < middle) < half


def test_medoid_is_most_like_the_others_and_ties_are_broken_by_key() -> None:
    answers = [("colour", 1.0), ("color", 1.0), ("dog", 1.0)]

    found = {medoid(order, alike=text_likeness, key=str) for order in permutations(answers)}

    assert [text for text, _ in found] == ["color"]


def test_groups_take_at_most_one_mark_of_each_response() -> None:
    marks = [([10, 11], 1.0), ([10], 1.0), ([12], 1.0)]

    groups = grouped(
        marks,
        kind=lambda _: "",
        alike=lambda a, b: 1 - abs(a - b) / 4,
        key=lambda mark: f"{mark:02}",
    )

    assert [group.support for group in groups] == [3.0, 1.0]
    assert groups[0].members == {0: 10, 1: 10, 2: 12}
