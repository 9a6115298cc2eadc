"""Agreement on every scale and with intervals, against published figures."""

import numpy as np
import pytest

from goldwright.algorithms import (
    BradleyTerry,
    Comparisons,
    Votes,
    expected_reliability,
    krippendorff_alpha,
    learn_isotonic,
    learn_reliability,
    over_tasks,
    strengths_over_workers,
    worker_skills,
)
from goldwright.errors import InvalidInputError


@pytest.fixture
def published() -> Votes:
    """The example of Krippendorff (2011), part C: four observers, twelve units, with gaps."""
    rows = [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    votes = [
        (unit, f"w{worker}", int(value))
        for worker, row in enumerate(rows)
        for unit, value in enumerate(row.split())
        if value != "."
    ]
    return Votes.from_columns(*zip(*votes, strict=True))


@pytest.mark.parametrize(
    ("scale", "expected"),
    [(None, 0.743), ("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_is_as_published(published: Votes, scale: str | None, expected: float) -> None:
    assert krippendorff_alpha(published, distance=scale) == pytest.approx(expected, abs=5e-4)


def test_scales_that_do_not_fit_are_refused() -> None:
    votes = Votes.from_columns(["t", "t"], ["ann", "bob"], ["low", "high"])

    with pytest.raises(InvalidInputError, match="not numbers"):
        krippendorff_alpha(votes, distance="interval")
    with pytest.raises(InvalidInputError, match="'cosine'"):
        krippendorff_alpha(votes, distance="cosine")


def test_an_interval_holds_the_figure_and_narrows_with_more_tasks() -> None:
    def found(tasks: int) -> tuple[float, float, float]:
        rng = np.random.default_rng(2)
        truth = rng.integers(0, 3, tasks)
        label = np.where(rng.random((3, tasks)) < 0.8, truth, rng.integers(0, 3, (3, tasks)))
        votes = Votes.from_columns(
            np.tile(np.arange(tasks), 3), np.repeat([0, 1, 2], tasks), label.ravel()
        )
        interval = over_tasks(krippendorff_alpha, votes, draws=200)
        assert interval is not None
        return interval.low, interval.value, interval.high

    few, many = found(40), found(640)

    assert few[0] < few[1] < few[2]
    assert many[0] < many[1] < many[2]
    assert many[2] - many[0] < (few[2] - few[0]) / 2
    with pytest.raises(InvalidInputError, match="0 draws"):
        over_tasks(krippendorff_alpha, Votes.from_columns([1], [1], [1]), draws=0)


def test_strengths_by_workers_allow_for_verdicts_that_hang_together() -> None:
    # Every worker has one opinion and repeats it.
    rng = np.random.default_rng(5)
    likes = rng.random(12) < 0.6
    rows = [("x", "y", "x" if likes[worker] else "y", worker) for worker in range(12)] * 30
    left, right, winner, worker = zip(*rows, strict=True)
    comparisons = Comparisons.from_table(
        {"left": left, "right": right, "label": winner, "worker": worker}
    )
    fitted = BradleyTerry().fit(comparisons)

    low, high = strengths_over_workers(BradleyTerry(), comparisons, draws=100)

    assert fitted.standard_error is not None
    assert (low <= fitted.strength).all()
    assert (fitted.strength <= high).all()
    assert (high - low > 3 * 2 * fitted.standard_error).all()


def test_reliability_finds_what_overconfident_answers_are_worth() -> None:
    rng = np.random.default_rng(9)
    log_odds = rng.uniform(0, 6, 5000)
    confidence = 1 / (1 + np.exp(-log_odds))
    worth = 1 / (1 + np.exp(-(0.4 * log_odds - 0.5)))

    learnt = learn_reliability(
        confidence.tolist(), (rng.random(5000) < worth).tolist(), [1.0] * 5000
    )

    levels = np.searchsorted(learnt.starts, confidence, side="right")
    assert len(learnt.shares) == 3
    for level, share in enumerate(learnt.shares):
        assert share == pytest.approx(worth[levels == level].mean(), abs=0.02)


def test_few_gold_tasks_all_right_do_not_promise_certainty() -> None:
    learnt = learn_reliability([0.999] * 50, [True] * 50, [1.0] * 50)

    assert len(learnt.shares) == 3
    assert 0.92 < learnt.at(1.0) < 0.999
    assert learnt.at(0.4) < 0.5, "of beliefs that no gold task had, what is expected holds"
    with pytest.raises(InvalidInputError, match="0 confidences"):
        learn_reliability([], [], [])


def test_gold_moves_what_is_expected_of_a_confidence() -> None:
    expected = expected_reliability()
    known = [0.99] * 30

    low = learn_reliability(known, [False] * 15 + [True] * 15, [1.0] * 30)
    high = learn_reliability(known, [True] * 30, [1.0] * 30)
    one = learn_reliability(known[:1], [False], [1.0])

    assert low.at(0.99) < one.at(0.99) < expected.at(0.99) < high.at(0.99)
    assert expected.at(0.99) - one.at(0.99) < 0.1
    assert 0.5 < low.at(0.99) < 0.8


def test_isotonic_levels_never_fall() -> None:
    learnt = learn_isotonic([0.5, 0.6, 0.7, 0.8, 0.9], [False, True, False, True, True])

    assert [learnt.at(one) for one in (0.4, 0.5, 0.6, 0.7, 0.8, 1.0)] == [0, 0, 0.5, 0.5, 1, 1]
    with pytest.raises(InvalidInputError, match="1 confidences and 0 outcomes"):
        learn_isotonic([0.5], [])


def test_uncertain_answers_leave_a_worker_a_wide_interval() -> None:
    tasks = np.arange(50)
    votes = Votes.from_columns(tasks, ["ann"] * 50, [0, 1] * 25, classes=[0, 1])
    sure = np.eye(2)[votes.label]

    certain = worker_skills(votes, sure)["ann"]
    vague = worker_skills(votes, np.full((50, 2), 0.5))["ann"]
    gold = worker_skills(votes, np.full((50, 2), 0.5), gold=dict.fromkeys(range(50), 0))["ann"]

    assert (certain.accuracy, certain.high) == (1, 1)
    assert certain.low > 0.9
    assert (vague.low, vague.high) == (0, 1)
    assert (gold.accuracy, gold.gold_right, gold.gold_votes) == (0.5, 25, 50)
    assert 0.3 < gold.low < 0.5 < gold.high < 0.7
    with pytest.raises(InvalidInputError, match=r"shape \(1, 2\)"):
        worker_skills(votes, np.ones((1, 2)))
