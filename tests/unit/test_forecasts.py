"""What a project will still need, and what gold can promise of it."""

import math
from collections import Counter, deque
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
from goldwright.quality.calibrating import _outcome
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
    assert need.mean == pytest.approx(0.6 * 3 + 0.2 * 5 + 0.2 * 6.5, abs=0.1)
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


def test_forecast_holds_while_tasks_are_asked_again_one_after_the_other() -> None:
    rng = Random(6)
    hits = told = 0
    for _ in range(60):
        needs = [_rounds(rng) for _ in range(80)]
        total = sum(one[-1] for one in needs)
        for share in (0.2, 0.5, 0.65, 0.8, 0.9):
            begun, outstanding, unasked = _under_way(needs, round(share * total))
            found = forecast(begun, outstanding=outstanding, unasked=unasked, least=2, most=7)
            hits += found.answers.low <= total <= found.answers.high
            told += found.basis is Basis.TASKS

    assert hits >= 300 * 0.95
    assert told >= 180, "from two thirds of the work on, what tasks took is what is told"


def _rounds(rng: Random) -> list[int]:
    """The numbers of answers at which a task is looked at; with the last it is done."""
    places = [2]
    while places[-1] < 7 and (len(places) < 2 or rng.random() < 0.3):
        places.append(min(places[-1] + rng.choice((1, 1, 1, 3)), 7))
    return places


def _under_way(needs: list[list[int]], answers: int) -> tuple[list[Begun], int, int]:
    """After so many answers, each task that is asked again at the queue's end."""
    queue = deque((task, 0) for task in range(len(needs)))
    had = [0] * len(needs)
    while queue and answers >= needs[queue[0][0]][queue[0][1]] - had[queue[0][0]]:
        task, place = queue.popleft()
        answers -= needs[task][place] - had[task]
        had[task] = needs[task][place]
        if place + 1 < len(needs[task]):
            queue.append((task, place + 1))
    met = Counter((one, one == need[-1]) for one, need in zip(had, needs, strict=True) if one)
    begun = [Begun(count, tasks, is_done) for (count, is_done), tasks in met.items()]
    outstanding = sum(needs[task][place] - had[task] for task, place in queue if had[task])
    return begun, outstanding, had.count(0)


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

    assert [one.step.answers for one in ends] == [5, 2]
    assert not any(one.is_cut_short for one in ends), "there are more answers than money"
    rich = spend([torn, clear], ADAPTIVE, 99)
    assert [(one.step.answers, one.is_cut_short) for one in rich] == [(8, True), (3, False)]


def test_gold_with_fewer_answers_than_work_gets_breaks_no_promise() -> None:
    target = Target(0.05, 0.95)

    whole = guarantee(wrong=10, checked=40, delivered=0, target=target)
    cut = guarantee(
        wrong=10, checked=40, delivered=0, target=target, cut_short=20, cut_short_wrong=9
    )
    some = guarantee(
        wrong=30, checked=40, delivered=0, target=target, cut_short=20, cut_short_wrong=15
    )

    assert whole.standing is Standing.BROKEN
    assert cut.standing is Standing.UNSHOWN
    assert cut.wrong_at_most == whole.wrong_at_most, "nor does it promise more"
    assert cut.needed is not None
    assert some.standing is Standing.BROKEN
    held = guarantee(wrong=0, checked=59, delivered=0, target=target, cut_short=59)
    assert held.standing is Standing.HELD


def test_gold_that_was_cut_short_counts_as_tasks_that_need_more() -> None:
    trials = [
        Trial(f"{number}", 1, (Step(2, 0.9, 2, is_right=True), Step(3, 0.99, 3, is_right=True)))
        for number in range(10)
    ] + [Trial(f"cut {number}", 1, (Step(2, 0.9, 2, is_right=False),)) for number in range(10)]

    found = _outcome(trials, ADAPTIVE, None)

    assert (found.checked, found.wrong) == (20, 10)
    assert (found.cut_short, found.cut_short_wrong) == (10, 10)
    assert found.need is not None
    assert found.need.mean == pytest.approx(3, abs=0.1), "where those that were not all ended"
    few = _outcome(trials[5:], ADAPTIVE, None)
    assert few.need is None


def test_reviews_to_come_are_those_that_were_and_before_that_those_of_the_settings() -> None:
    settings = {"share": 0.2, "second_share": 0.5, "is_by_confidence": True}

    before = reviews_to_come(done=0, pending=100, given=0, **settings)
    after = reviews_to_come(done=100, pending=100, given=40, **settings)

    assert before.parts == pytest.approx((90, 30, 150))
    assert after.expected == pytest.approx(40)
    assert 0 < after.low < 40 < after.high < before.high
    without = {"share": 0.0, "second_share": 0.0, "is_by_confidence": False}
    assert reviews_to_come(done=0, pending=9, given=0, **without).parts == (0, 0, 0)
