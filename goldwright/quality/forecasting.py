"""What a project will still need: answers, money and hours, from the tasks done and those begun.

Tasks that need few answers are done first, so a plain mean of the done ones would promise too
little. Those still open are taken for what they are, tasks that need more than they have: the
product-limit estimate of how many answers a task takes, with Greenwood's variance. Kaplan, E. L.
and Meier, P. (1958): Nonparametric estimation from incomplete observations. Journal of the American
Statistical Association 53 (282), 457-481. Each chance has a prior: a few tasks that all ended alike
make nothing certain.

Answers come unevenly: by night, by who is there. So their rate is the mean over whole hours, idle
ones included, and its error is what those hours show, at least that of a Poisson process.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldwright.algorithms.intervals import share_interval

PILOT_TASKS = 10
"""From so many done tasks on they tell more than the project's settings do."""

FEWEST_ANSWERS = 10
"""With fewer answers no time is foretold."""

_SURE = 1.96  # 95 % of what is normal


class Basis(StrEnum):
    """What a forecast rests on."""

    TASKS = "tasks"
    """The answers that the project's own tasks took."""
    GOLD = "gold"
    """The answers that gold tasks would have taken, settled as work is."""
    SETTINGS = "settings"
    """Nothing but the fewest and the most answers that the settings allow."""


@dataclass(frozen=True, slots=True)
class Begun:
    """So many tasks that have so many answers; open ones were not sure enough with them."""

    answers: int
    tasks: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class Range:
    """What to expect, and between what it lies 19 times in 20."""

    expected: float
    low: float
    high: float

    def clip(self, least: float, most: float) -> "Range":
        """The same, within what is possible."""
        return Range(*(min(max(one, least), most) for one in self.parts))

    @property
    def parts(self) -> tuple[float, float, float]:
        """What is expected, the least and the most."""
        return self.expected, self.low, self.high


@dataclass(frozen=True, slots=True)
class Hours:
    """As a range; no upper bound is known where `high` is None."""

    expected: float
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Need:
    """How many answers one task takes: the mean, its standard error and the spread of tasks."""

    mean: float
    error: float
    spread: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Answers that all of a project's tasks will have taken in the end."""

    answers: Range
    basis: Basis


def need_by_tasks(begun: Sequence[Begun], *, after: int, most: int) -> Need | None:
    """Answers that a task takes which has `after` and goes on; None where too few tasks tell.

    The chance to be done with so many answers is that of those that came so far, with half a task
    more on either side (Jeffreys' prior): where none came that far it is anything.
    """
    is_done = [one for one in begun if one.is_done and one.answers > after]
    if sum(one.tasks for one in is_done) < PILOT_TASKS:
        return None
    first = min(one.answers for one in begun if one.is_done)
    going = 1.0
    survival: list[float] = []
    variances: list[float] = []
    for count in range(after + 1, most + 1):
        survival.append(going)  # how many go on to answer number `count`
        reached = sum(one.tasks for one in begun if one.answers >= count)
        done = sum(one.tasks for one in is_done if one.answers == count)
        chance = (done + 0.5) / (reached + 1) if count >= first else 0.0
        variances.append(chance / ((1 - chance) * (reached + 2)))
        going *= 1 - chance
    mean = after + math.fsum(survival)
    square = after**2 + math.fsum(
        share * (2 * count - 1) for count, share in enumerate(survival, start=after + 1)
    )
    error = math.fsum(
        math.fsum(survival[place + 1 :]) ** 2 * variance for place, variance in enumerate(variances)
    )
    return Need(mean, math.sqrt(error), math.sqrt(max(square - mean**2, 0.0)))


def forecast(
    begun: Sequence[Begun],
    *,
    outstanding: int,
    unasked: int,
    least: int,
    most: int,
    gold: Need | None = None,
    checked: int = 0,
) -> Forecast:
    """Answers that are given, and those still to come.

    `outstanding` answers were asked for and are not there, `unasked` tasks have none. A task takes
    `least` to `most` of them, as gold tells as long as too few tasks do.
    """
    given = sum(one.answers * one.tasks for one in begun)
    surely = given + outstanding + unasked * least
    waits = {
        one.answers: one.tasks for one in begun if not one.is_done and least <= one.answers < most
    }
    possible = (
        given + unasked * most + sum((most - answers) * tasks for answers, tasks in waits.items())
    )
    if least == most or surely >= possible:
        return Forecast(Range(surely, surely, surely), Basis.SETTINGS)
    fresh = need_by_tasks(begun, after=0, most=most)
    if fresh is None and (gold is None or checked < PILOT_TASKS):
        middle = (surely + possible) / 2
        return Forecast(Range(middle, surely, possible), Basis.SETTINGS)
    total = float(given)
    error = variance = 0.0
    for answers, tasks in ({0: unasked} | waits).items():
        need = need_by_tasks(begun, after=answers, most=most) if fresh else gold
        if need is None:  # too few have gone on from here to tell
            between = (most - answers) / 4
            need = Need((answers + 1 + most) / 2, between, between)
        total += tasks * max(need.mean - answers, 0.0)
        error += tasks * need.error
        variance += tasks * need.spread**2
    half = _SURE * math.sqrt(error**2 + variance)
    found = Range(total, total - half, total + half).clip(surely, possible)
    return Forecast(found, Basis.TASKS if fresh else Basis.GOLD)


def reviews_to_come(
    *,
    done: int,
    pending: int,
    given: int,
    share: float,
    second_share: float,
    is_by_confidence: bool,
) -> Range:
    """How often the `pending` tasks will be reviewed, by how often the `done` ones were.

    Before so many are done by the project's settings, which by confidence may mean every task.
    """
    most = 1 + (second_share > 0)
    if done >= PILOT_TASKS:
        seen = min(given / (done * most), 1.0)
        low, high = share_interval(seen * done, done)
        return Range(*(most * pending * one for one in (seen, low, high)))
    least = share * (1 + second_share)
    highest = 1 + second_share if is_by_confidence else least
    return Range(*(pending * one for one in ((least + highest) / 2, least, highest)))


def money(
    answers: Range,
    reviews: Range,
    *,
    given: int,
    answers_paid_micros: int,
    reviews_paid_micros: int,
    price_micros: float,
    review_rate_micros: int,
    most_micros: int | None = None,
) -> Range:
    """What work will have cost: what was paid, and the rest at the prices of the moment.

    Answers come to no more than `most_micros`.
    """
    most = math.inf if most_micros is None else most_micros
    return Range(
        *(
            round(
                min(answers_paid_micros + max(answer - given, 0) * price_micros, most)
                + reviews_paid_micros
                + review * review_rate_micros
            )
            for answer, review in zip(answers.parts, reviews.parts, strict=True)
        )
    )


def hours_left(answers: Range, *, given: int, hourly: Sequence[int]) -> Hours | None:
    """Until those answers are there, at the rate of these hours; None where too few were given."""
    if sum(hourly) < FEWEST_ANSWERS:
        return None
    left = Range(answers.expected - given, answers.low - given, answers.high - given)
    left = left.clip(0, math.inf)
    hours = len(hourly)
    rate = sum(hourly) / hours
    spread = sum((one - rate) ** 2 for one in hourly) / (hours - 1) if hours > 1 else 0.0
    error = _SURE * math.sqrt(max(spread, rate) / hours)
    return Hours(
        expected=left.expected / rate,
        low=left.low / (rate + error),
        high=left.high / (rate - error) if rate > error else None,
    )


def by_answers(rows: Sequence[Mapping[str, int | bool]]) -> list[Begun]:
    """Counts as they are read."""
    return [Begun(int(one["annotations"]), int(one["tasks"]), bool(one["is_done"])) for one in rows]
