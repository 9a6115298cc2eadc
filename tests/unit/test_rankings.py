"""Methods that rank: by pairs, by pairs of workers who may not look, by whole rankings."""

import math
from itertools import permutations

import numpy as np
import pytest

from goldwright.algorithms.bradley_terry import BradleyTerry, NoisyBradleyTerry
from goldwright.algorithms.comparisons import Comparisons
from goldwright.algorithms.plackett_luce import PlackettLuce
from goldwright.algorithms.rankings import KemenyRanking
from goldwright.errors import InvalidInputError

Row = tuple[str, str, str, str]


def comparisons(rows: list[Row], **options: str) -> Comparisons:
    columns = zip(*rows, strict=True)
    names = ("worker", "left", "right", "label")
    return Comparisons.from_table(dict(zip(names, columns, strict=True)), **options)


def crowd(rng: np.random.Generator, attention: list[float], verdicts: int = 400) -> list[Row]:
    """Verdicts on five items a to e, a strongest; who does not look says left."""
    strength = np.array([1.5, 0.8, 0.0, -0.8, -1.5])
    rows: list[Row] = []
    for worker, looks in enumerate(attention):
        for _ in range(verdicts):
            one, two = rng.permutation(5)[:2]
            is_left = rng.random() < 1 / (1 + math.exp(strength[two] - strength[one]))
            if rng.random() > looks:
                is_left = True
            left, right = "abcde"[one], "abcde"[two]
            rows.append((f"w{worker}", left, right, left if is_left else right))
    return rows


def test_strengths_are_where_expected_wins_equal_wins() -> None:
    rows = [("w", "a", "b", "a")] * 3 + [("w", "a", "b", "b")]

    result = BradleyTerry(prior_deviation=1e4).fit(comparisons(rows))

    assert result.by_item()["a"] - result.by_item()["b"] == pytest.approx(math.log(3), abs=1e-5)


def test_strengths_are_those_of_zermelos_iteration() -> None:
    data = comparisons(crowd(np.random.default_rng(1), [1.0]))
    wins = np.zeros((5, 5))
    np.add.at(wins, (data.left, data.right), data.won)
    np.add.at(wins, (data.right, data.left), 1 - data.won)
    worth = np.ones(5)
    for _ in range(5000):
        worth = wins.sum(axis=1) / ((wins + wins.T) / (worth[:, None] + worth)).sum(axis=1)
        worth /= np.exp(np.log(worth).mean())

    result = BradleyTerry(prior_deviation=1e5).fit(data)

    assert result.strength == pytest.approx(np.log(worth), abs=1e-6)


def test_many_items_are_solved_by_the_sparse_way_to_the_same_strengths(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = comparisons(crowd(np.random.default_rng(2), [1.0]))
    dense = BradleyTerry().fit(data)

    monkeypatch.setattr("goldwright.algorithms.bradley_terry.MOST_DENSE_ITEMS", 2)
    found = BradleyTerry().fit(data)

    assert found.standard_error is None
    assert found.strength == pytest.approx(dense.strength, abs=1e-6)


def test_item_that_always_won_is_strong_but_finite() -> None:
    result = BradleyTerry().fit(comparisons([("w", "a", "b", "a")] * 5))

    assert 1 < result.by_item()["a"] < 20
    assert result.ranking() == ["a", "b"]


def test_tie_is_half_a_win_for_each() -> None:
    rows = [("w", "a", "b", "tie"), ("w", "b", "c", "b"), ("w", "c", "b", "b")]

    result = BradleyTerry().fit(comparisons(rows, tie="tie"))

    assert set(result.by_item()) == {"a", "b", "c"}
    assert result.by_item()["a"] == pytest.approx(result.by_item()["b"], abs=0.2)
    assert result.by_item()["c"] < result.by_item()["b"]


def test_standard_errors_cover_the_truth_as_often_as_they_say() -> None:
    truth = np.array([1.5, 0.8, 0.0, -0.8, -1.5])
    inside = []
    for seed in range(60):
        result = BradleyTerry().fit(comparisons(crowd(np.random.default_rng(seed), [1.0])))
        strength = np.array([result.by_item()[item] for item in "abcde"])
        places = [result.comparisons.items.tolist().index(item) for item in "abcde"]
        inside += (np.abs(strength - truth) < 1.96 * result.standard_error[places]).tolist()

    assert 0.9 < np.mean(inside) < 0.99


def test_winner_that_is_neither_item_is_refused_with_its_row() -> None:
    with pytest.raises(InvalidInputError, match="Row 1"):
        comparisons([("w", "a", "b", "a"), ("w", "a", "b", "c")])


def test_workers_who_do_not_look_are_found_and_their_verdicts_discounted() -> None:
    rows = crowd(np.random.default_rng(3), [0.95, 0.95, 0.95, 0.0, 0.0])

    noisy = NoisyBradleyTerry().fit(comparisons(rows))
    plain = BradleyTerry().fit(comparisons(rows))

    assert noisy.ranking() == list("abcde")
    assert noisy.attention[:3].min() > 0.7
    assert noisy.attention[3:].max() < 0.2
    assert noisy.left_share[3:].min() > 0.9
    # Strengths are squeezed by noise that is not told apart.
    assert np.ptp(plain.strength) < 2.4 < np.ptp(noisy.strength) < 3.6


def test_plackett_luce_finds_the_strengths_that_rankings_were_drawn_from() -> None:
    rng = np.random.default_rng(4)
    truth = np.linspace(1, -1, 6)
    rankings = []
    for _ in range(3000):
        shown = rng.permutation(6)[:4]
        order = np.argsort(-(truth[shown] + rng.gumbel(size=4)))
        rankings.append(shown[order].tolist())

    result = PlackettLuce().fit(rankings)

    assert result.ranking() == list(range(6))
    assert [result.by_item()[item] for item in range(6)] == pytest.approx(truth, abs=0.1)


def test_plackett_luce_of_pairs_is_bradley_terry() -> None:
    rows = crowd(np.random.default_rng(5), [1.0])
    pairs = [(label, right if label == left else left) for _, left, right, label in rows]

    result = PlackettLuce(smoothing=0).fit(pairs)
    expected = BradleyTerry(prior_deviation=1e5).fit(comparisons(rows))

    assert result.by_item() == pytest.approx(expected.by_item(), abs=1e-5)


def test_weight_counts_as_that_many_rankings() -> None:
    rankings = [["a", "b", "c"], ["b", "a"], ["c", "a", "b"]]

    weighted = PlackettLuce().fit(rankings, weights=[2.0, 1.0, 1.0])

    assert weighted.by_item() == pytest.approx(
        PlackettLuce().fit([rankings[0], *rankings]).by_item()
    )


def test_kemeny_order_and_its_probability_are_those_of_all_orders() -> None:
    given = [(("c", "a", "b", "d"), 1.0), (("a", "b", "c", "d"), 1.0), (("a", "c", "b", "d"), 0.5)]
    log_joint = {}
    for order in permutations("abcd"):
        log_joint[order] = sum(
            weight * math.log(0.8 if ranking.index(one) < ranking.index(two) else 0.2)
            for ranking, weight in given
            for place, one in enumerate(order)
            for two in order[place + 1 :]
        )
    total = sum(map(math.exp, log_joint.values()))

    result = KemenyRanking().fit(given, order="abcd")

    assert result.ranking == max(log_joint, key=log_joint.__getitem__)
    assert result.probability == pytest.approx(math.exp(log_joint[result.ranking]) / total)


def test_many_items_are_ordered_by_mean_place() -> None:
    items = [f"i{place:02}" for place in range(30)]

    result = KemenyRanking().fit(
        [(items, 1.0), (items, 1.0), (items[::-1], 1.0)], order=items[::-1]
    )

    assert result.ranking == tuple(items)
    assert result.probability == pytest.approx(0.8**29)
