"""Laws of the model of reviewers: what gold shows holds, and blind pairs find who is harsh."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goldwright.algorithms.verdicts import GoldCount, Pair, reviewer_errors

NONE = GoldCount(0, 0, 0, 0)


@st.composite
def counts(draw: st.DrawFn) -> GoldCount:
    right, wrong = draw(st.integers(0, 50)), draw(st.integers(0, 50))
    return GoldCount(right, draw(st.integers(0, right)), wrong, draw(st.integers(0, wrong)))


@st.composite
def pairs(draw: st.DrawFn, reviewers: int) -> list[Pair]:
    place = st.integers(0, reviewers - 1)
    one = st.tuples(place, place, st.booleans(), st.booleans(), st.integers(1, 30))
    return [Pair(*found) for found in draw(st.lists(one, max_size=12)) if found[0] != found[1]]


@given(st.lists(counts(), min_size=2, max_size=5), st.data())
def test_rates_and_weights_are_shares_whatever_comes(
    gold: list[GoldCount], data: st.DataObject
) -> None:
    found = reviewer_errors(gold, data.draw(pairs(len(gold))))

    for values in (found.harshness, found.leniency, found.passing_weight, found.refusing_weight):
        assert values.shape == (len(gold),)
        assert np.isfinite(values).all()
        assert ((values >= 0) & (values <= 1)).all()


@given(st.lists(counts(), min_size=2, max_size=5), st.data())
def test_the_order_of_pairs_and_of_the_two_in_one_does_not_matter(
    gold: list[GoldCount], data: st.DataObject
) -> None:
    given_pairs = data.draw(pairs(len(gold)))
    turned = [
        Pair(one.second, one.first, one.second_refused, one.first_refused, one.times)
        for one in reversed(given_pairs)
    ]

    one, two = reviewer_errors(gold, given_pairs), reviewer_errors(gold, turned)

    np.testing.assert_allclose(one.harshness, two.harshness, atol=1e-9)
    np.testing.assert_allclose(one.leniency, two.leniency, atol=1e-9)


def test_who_is_unknown_counts_as_an_ordinary_reviewer() -> None:
    found = reviewer_errors([NONE], [])

    np.testing.assert_allclose([found.passing_weight, found.refusing_weight], 1)


@given(st.integers(1, 40))
def test_each_right_response_refused_on_gold_makes_refusals_count_for_less(refused: int) -> None:
    one, two = (
        reviewer_errors([GoldCount(40, times, 40, 40)], []).refusing_weight[0]
        for times in (refused - 1, refused)
    )

    assert two < one or one == two == 1


def test_who_says_the_same_of_everything_counts_for_nothing() -> None:
    found = reviewer_errors([GoldCount(400, 400, 400, 400), GoldCount(400, 0, 400, 0)], [])

    assert found.refusing_weight[0] < 0.02
    assert found.passing_weight[1] < 0.02


def simulated(harshness: list[float], times: int, seed: int) -> list[Pair]:
    """Blind pairs of reviewers who refuse right responses at these rates, wrong ones in 9 of 10."""
    rng = np.random.default_rng(seed)
    found: list[Pair] = []
    for _ in range(times):
        is_right = rng.random() < 0.85
        two = rng.choice(len(harshness), 2, replace=False).tolist()
        refused = [rng.random() < (harshness[one] if is_right else 0.9) for one in two]
        found.append(Pair(*two, *refused, 1))
    return found


def test_blind_pairs_alone_find_the_harsh_one_and_spare_whom_they_were_paired_with() -> None:
    told = [0.05, 0.05, 0.05, 0.7]

    found = [
        reviewer_errors([NONE] * len(told), simulated(told, 200, seed)).refusing_weight
        for seed in range(40)
    ]

    harsh = np.array([one[3] for one in found])
    honest = np.array([one[:3] for one in found])
    assert (harsh < 0.6).mean() > 0.95
    assert (honest > 0.8).mean() > 0.95
