"""When a project will be done and what it will have cost, with how far off that may be.

Answers come unevenly: by night, by who is there. So the rate is the mean over whole hours, idle
ones included, and its error is what those hours show, at least that of a Poisson process.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_ANSWERS = 10
"""With fewer answers nothing is foretold."""
CERTAINTY = 0.9
_SPREAD = 1.645
"""Of a normal variable, within which it is with `CERTAINTY`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What stands to be done, and what has been."""

    pending_tasks: int
    completed_tasks: int
    answers: int
    """Counted answers to ordinary tasks."""
    open_answers: int
    """Those among them that stand on pending tasks."""
    wanted: int
    """Answers that a task gets at least."""
    most: int
    """Answers that a task gets at most."""
    paid_micros: int
    """For all answers so far, gold and reviews included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A number with the bounds that it lies in; no upper bound is known where `high` is None."""

    expected: float
    low: float
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is still to come; a part that cannot be told yet is None."""

    answers: Range
    hours: Range | None
    cost_micros: Range | None
    """Still to be paid, beside what was."""


def forecast(work: Work, hourly: Sequence[int]) -> Forecast:
    """From the answers of each of the last hours, the first hour with an answer first."""
    answers = _answers(work)
    price = work.paid_micros / work.answers if work.answers else None
    return Forecast(
        answers=answers,
        hours=_hours(answers.expected, hourly),
        cost_micros=None
        if price is None or answers.high is None
        else Range(
            expected=price * answers.expected, low=price * answers.low, high=price * answers.high
        ),
    )


def _answers(work: Work) -> Range:
    """Still to be given: by what a task took so far, between the fewest and the most it may."""
    settled = work.answers - work.open_answers
    a_task = settled / work.completed_tasks if work.completed_tasks and settled > 0 else work.wanted
    low, expected, high = (
        max(work.pending_tasks * each - work.open_answers, 0)
        for each in (work.wanted, min(max(a_task, work.wanted), work.most), work.most)
    )
    return Range(expected=expected, low=low, high=high)


def _hours(answers: float, hourly: Sequence[int]) -> Range | None:
    if sum(hourly) < FEWEST_ANSWERS:
        return None
    hours = len(hourly)
    rate = sum(hourly) / hours
    spread = sum((one - rate) ** 2 for one in hourly) / (hours - 1) if hours > 1 else 0.0
    error = _SPREAD * math.sqrt(max(spread, rate) / hours)
    return Range(
        expected=answers / rate,
        low=answers / (rate + error),
        high=answers / (rate - error) if rate > error else None,
    )
