"""What a project will still need, and what gold can promise of it."""

import math
from random import Random

import pytest
from scipy.special import betaincinv
from scipy.stats import hypergeom

from goldwright.algorithms.intervals import (
    checks_needed,
    fewest_checks,
    wrong_at_least,
    wrong_at_most,
)
from goldwright.quality.budgets import Funds
from goldwright.quality.forecasting import (
    Basis,
    Begun,
    Need,
    Range,
    forecast,
    hours_left,
    need_by_tasks,
    reviews_to_come,
)
from goldwright.quality.records import Overlap
from goldwright.quality.rules import urgency
from goldwright.quality.stopping import Standing, Target, guarantee, spend
from goldwright.quality.trials import Step, Trial

ADAPTIVE = Overlap(most=9, target_confidence=0.98, target_margin=3)


@pytest.mark.parametrize(("wrong", "checked"), [(0, 59), (3, 100), (20, 500), (1, 2), (50, 60)])
def test_bounds_are_those_of_clopper_and_pearson(wrong: int, checked: int) -> None:
    lowest = betaincinv(wrong, checked - wrong + 1, 0.05) if wrong else 0.0

    assert wrong_at_most(wrong, checked, 0) == pytest.approx(
        betaincinv(wrong + 1, checked - wrong, 0.95)
    )
    assert wrong_at_least(wrong, checked) == pytest.approx(lowest)


@pytest.mark.parametrize(
    ("wrong", "checked", "unchecked"), [(0, 59, 40), (3, 100, 1000), (5, 20, 5), (20, 500, 100_000)]
)
def test_bound_on_what_nobody_checked_is_the_largest_that_chance_allows(
    wrong: int, checked: int, unchecked: int
) -> None:
    bad = round(wrong_at_most(wrong, checked, unchecked) * unchecked)

    total = checked + unchecked
    assert hypergeom.cdf(wrong, total, bad + wrong, checked) >= 0.05
    if bad < unchecked:
        assert hypergeom.cdf(wrong, total, bad + wrong + 1, checked) < 0.05


def test_as_much_gold_as_is_said_to_be_needed_shows_the_target_and_less_does_not() -> None:
    needed = checks_needed(1, 100, 0.05)

    assert needed is not None
    assert wrong_at_most(math.ceil(needed / 100), needed, 0) <= 0.05
    assert checks_needed(0, 0, 0.05) == fewest_checks(0.05) == 59
    assert checks_needed(6, 100, 0.05) is None


@pytest.mark.parametrize(
    ("wrong", "checked", "standing"),
    [(0, 58, "unshown"), (0, 59, "held"), (30, 100, "broken"), (5, 100, "unshown")],
)
def test_promise_is_held_broken_or_not_shown_yet(wrong: int, checked: int, standing: str) -> None:
    found = guarantee(wrong=wrong, checked=checked, delivered=0, target=Target(0.05, 0.95))

    assert found.standing == Standing(standing)


def test_tasks_that_are_still_open_count_as_such_that_need_more() -> None:
    begun = [Begun(3, 60, is_done=True), Begun(5, 20, is_done=True), Begun(5, 20, is_done=False)]

    need = need_by_tasks(begun, after=0, most=7)

    assert need is not None
    assert need.mean == pytest.approx(0.6 * 3 + 0.2 * 5 + 0.2 * 7)
    further = need_by_tasks(begun, after=5, most=7)
    assert further is None, "nobody has gone on from there"


def test_forecast_holds_19_times_in_20() -> None:
    rng = Random(5)
    hits = 0
    for _ in range(300):
        takes = [rng.choice((3, 3, 3, 5, 7, 9)) for _ in range(200)]
        seen = takes[:40]
        begun = [Begun(count, seen.count(count), is_done=True) for count in sorted(set(seen))]
        found = forecast(begun, outstanding=0, unasked=160, least=3, most=9)
        hits += found.answers.low <= sum(takes) <= found.answers.high
        assert found.basis is Basis.TASKS

    assert hits >= 300 * 0.92


def test_before_anything_is_known_a_forecast_is_what_the_settings_allow() -> None:
    nothing = forecast([], outstanding=0, unasked=100, least=2, most=7)
    by_gold = forecast(
        [], outstanding=0, unasked=100, least=2, most=7, gold=Need(3.0, 0.1, 1.0), checked=50
    )

    assert (nothing.answers.low, nothing.answers.high) == (200, 700)
    assert nothing.basis is Basis.SETTINGS
    assert by_gold.basis is Basis.GOLD
    assert by_gold.answers.expected == pytest.approx(300)
    assert 200 < by_gold.answers.low < 300 < by_gold.answers.high < 400


def test_fixed_overlap_is_forecast_to_the_answer() -> None:
    begun = [Begun(3, 10, is_done=True)]

    found = forecast(begun, outstanding=4, unasked=5, least=3, most=3)

    assert found.answers.low == found.answers.high == 30 + 4 + 15


def test_steady_hours_tell_the_end_more_closely_than_uneven_ones() -> None:
    answers = Range(300, 300, 300)

    steady = hours_left(answers, given=20, hourly=[20] * 24)
    uneven = hours_left(answers, given=20, hourly=[0, 0, 0, 80] * 6)

    assert steady is not None
    assert uneven is not None
    assert steady.expected == uneven.expected == pytest.approx(14)
    assert uneven.low < steady.low < 14 < (steady.high or 0) < (uneven.high or 0)


def test_no_end_is_told_from_little_and_no_bound_from_one_lucky_hour() -> None:
    answers = Range(300, 200, 400)

    lucky = hours_left(answers, given=30, hourly=[0, 0, 0, 0, 0, 30])

    assert hours_left(answers, given=7, hourly=[3, 4]) is None
    assert lucky is not None
    assert lucky.high is None


def test_done_work_takes_no_time() -> None:
    done = hours_left(Range(60, 60, 60), given=60, hourly=[20] * 3)

    assert done is not None
    assert (done.low, done.expected, done.high) == (0, 0, 0)


def test_one_more_answer_is_worth_most_where_doubt_is_and_few_have_answered() -> None:
    assert urgency(0.6, 0, answers=2) > urgency(0.9, 2, answers=2)
    assert urgency(0.6, 0, answers=2) > urgency(0.6, 0, answers=6)
    assert urgency(0.999, 1, answers=1) > 0.1, "no model is believed on one answer"


def test_money_is_paced_by_the_tasks_that_were_begun() -> None:
    half = Funds(
        1000,
        10,
        tasks=40,
        unasked=20,
        waiting=9,
        first_answers=40,
        granted_answers=5,
        overpaid_micros=0,
    )
    done = Funds(
        1000,
        10,
        tasks=40,
        unasked=0,
        waiting=9,
        first_answers=40,
        granted_answers=60,
        overpaid_micros=0,
    )
    short = Funds(
        300,
        10,
        tasks=40,
        unasked=0,
        waiting=9,
        first_answers=40,
        granted_answers=0,
        overpaid_micros=0,
    )

    assert (half.beyond, half.may_buy, half.is_spent) == (60, 25, False)
    assert (done.may_buy, done.is_spent) == (0, True)
    assert (short.beyond, short.is_spent) == (0, True)


def test_a_simulated_budget_buys_for_the_torn_task_first_and_never_more_than_it_has() -> None:
    torn = Trial("a", 1, tuple(Step(n, 0.5, n % 2, is_right=False) for n in range(2, 9)))
    clear = Trial("b", 1, tuple(Step(n, 0.99, n, is_right=True) for n in range(2, 9)))

    ends = spend([torn, clear], ADAPTIVE, 3.5)

    assert [one.answers for one in ends] == [5, 2]
    assert [one.answers for one in spend([torn, clear], ADAPTIVE, 99)] == [8, 3]


def test_reviews_to_come_are_those_that_were_and_before_that_those_of_the_settings() -> None:
    settings = {"share": 0.2, "second_share": 0.5, "is_by_confidence": True}

    before = reviews_to_come(done=0, pending=100, given=0, **settings)
    after = reviews_to_come(done=100, pending=100, given=40, **settings)

    assert before.parts == pytest.approx((90, 30, 150))
    assert after.expected == pytest.approx(40)
    assert 0 < after.low < 40 < after.high < before.high
    without = {"share": 0.0, "second_share": 0.0, "is_by_confidence": False}
    assert reviews_to_come(done=0, pending=9, given=0, **without).parts == (0, 0, 0)
