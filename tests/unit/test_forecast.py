from dataclasses import replace

import pytest

from goldwright.quality.forecast import Work, forecast

WORK = Work(
    pending_tasks=100,
    completed_tasks=50,
    answers=170,
    open_answers=20,
    wanted=2,
    most=5,
    paid_micros=1_700_000,
)


def test_answers_to_come_are_told_between_the_fewest_and_the_most() -> None:
    told = forecast(WORK, [])

    # Fifty tasks took 150 answers; a hundred more take 300, of which 20 are there.
    assert (told.answers.low, told.answers.expected, told.answers.high) == (180, 280, 480)
    assert told.cost_micros is not None
    assert told.cost_micros.expected == pytest.approx(2_800_000)


def test_steady_hours_tell_the_end_more_closely_than_uneven_ones() -> None:
    steady = forecast(WORK, [20] * 24).hours
    uneven = forecast(WORK, [0, 0, 0, 80] * 6).hours

    assert steady is not None
    assert uneven is not None
    assert steady.expected == uneven.expected == pytest.approx(14)
    assert uneven.low < steady.low < 14 < (steady.high or 0) < (uneven.high or 0)


def test_nothing_is_foretold_from_little() -> None:
    assert forecast(WORK, [3, 4]).hours is None
    assert forecast(replace(WORK, answers=0, open_answers=0), []).cost_micros is None
    lucky = forecast(WORK, [0, 0, 0, 0, 0, 30]).hours
    assert lucky is not None
    assert lucky.high is None


def test_done_work_takes_no_time() -> None:
    done = forecast(replace(WORK, pending_tasks=0, open_answers=0), [20] * 3)

    assert done.hours is not None
    assert (done.answers.high, done.hours.expected) == (0, 0)
