"""Where tasks may stop so that no more than a stated share is wrong, as far as gold can show it."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from goldwright.algorithms.intervals import (
    checks_needed,
    fewest_checks,
    wrong_at_least,
    wrong_at_most,
)
from goldwright.quality.records import Overlap
from goldwright.quality.rules import urgency
from goldwright.quality.trials import Ended, Step, Trial, is_enough, stop

NEVER = (2.0, 0.0)
"""A confidence that none reaches: all answers that may be bought are."""

LADDER = (
    NEVER,
    (0.999, 6.0),
    (0.999, 5.0),
    (0.99, 5.0),
    (0.99, 4.0),
    (0.98, 4.0),
    (0.98, 3.0),
    (0.95, 3.0),
    (0.95, 2.0),
    (0.9, 2.0),
    (0.9, 1.0),
)
"""Rules from the most careful to the cheapest, as confidence and margin; chosen before any gold."""


class Standing(StrEnum):
    """What gold says of a stated target."""

    HELD = "held"
    """No more than the stated share is wrong, with the stated certainty."""
    BROKEN = "broken"
    """More than that is wrong, with the same certainty."""
    UNSHOWN = "unshown"
    """Gold tells neither yet."""


@dataclass(frozen=True, slots=True)
class Target:
    """At most this share of the delivered answers is wrong, with this certainty."""

    wrong_share: float
    certainty: float


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What is stated of the delivered answers: no more than `wrong_at_most` of them are wrong.

    `checked` gold tasks were settled as work is, and `wrong` of them wrongly. `cut_short` of them
    had fewer answers than work gets: what they came to never breaks a promise. `needed` is how many
    it takes to show the target if they go on like this; None where no number would.
    """

    standing: Standing
    wrong_at_most: float
    wrong: int
    checked: int
    cut_short: int
    certainty: float
    needed: int | None


def choose(trials: Sequence[Trial], overlap: Overlap, target: Target) -> Overlap:
    """The cheapest rules under which gold shows the target met; the most careful where none are.

    Rules are tried from the most careful on, each at the full certainty, until one fails: then the
    last that passed errs no more often than one test would (fixed sequence; Angelopoulos and
    others (2021): Learn then test). Where gold is too little to show anything, the project's own
    rules stay.
    """
    firsts = first_orders(trials)
    if len(firsts) < fewest_checks(target.wrong_share, certainty=target.certainty):
        return overlap
    chosen = _rules(overlap, NEVER)
    for rung in LADDER:
        rules = _rules(overlap, rung)
        wrong = sum(not stop(one, rules).is_right for one in firsts)
        if wrong_at_most(wrong, len(firsts), 0, certainty=target.certainty) > target.wrong_share:
            break
        chosen = rules
    return chosen


def spend(trials: Sequence[Trial], overlap: Overlap, answers_each: float) -> list[Ended]:
    """Where each trial stands when so many answers a task, on average, were bought in all.

    As a budget is spent: each has its first answers, then the most urgent one gets the next.
    """
    places = [0] * len(trials)
    cut_short: set[int] = set()
    left = answers_each * len(trials) - sum(one.steps[0].answers for one in trials)
    waiting = [(-_urgency(one.steps[0]), number) for number, one in enumerate(trials)]
    heapq.heapify(waiting)
    while waiting and left > 0:
        _, number = heapq.heappop(waiting)
        steps, place = trials[number].steps, places[number]
        if is_enough(steps[place], overlap):
            continue
        if place + 1 == len(steps):
            cut_short.add(number)
            continue
        places[number] = place + 1
        left -= steps[place + 1].answers - steps[place].answers
        heapq.heappush(waiting, (-_urgency(steps[place + 1]), number))
    return [
        Ended(one.steps[place], is_cut_short=number in cut_short)
        for number, (one, place) in enumerate(zip(trials, places, strict=True))
    ]


def guarantee(
    *,
    wrong: int,
    checked: int,
    delivered: int,
    target: Target | None = None,
    cut_short: int = 0,
    cut_short_wrong: int = 0,
) -> Guarantee:
    """What gold shows of `delivered` answers; without a target, at a certainty of 0.95.

    With more answers, what was `cut_short` would more often be right: it is a reason to promise
    less, and none to say that a promise is broken.
    """
    certainty = target.certainty if target else 0.95
    most = wrong_at_most(wrong, checked, delivered, certainty=certainty)
    surely = wrong - cut_short_wrong
    standing = Standing.UNSHOWN
    if target and most <= target.wrong_share:
        standing = Standing.HELD
    elif target and wrong_at_least(surely, checked, certainty=certainty) > target.wrong_share:
        standing = Standing.BROKEN
    needed = (
        checks_needed(surely, checked, target.wrong_share, certainty=certainty) if target else None
    )
    return Guarantee(standing, most, wrong, checked, cut_short, certainty, needed)


def first_orders(trials: Sequence[Trial]) -> list[Trial]:
    """One trial a task, in the order in which its answers came: each is one independent check."""
    return list({one.task_id: one for one in reversed(trials)}.values())


def _urgency(step: Step) -> float:
    return urgency(step.belief, step.margin, answers=step.answers)


def _rules(overlap: Overlap, rung: tuple[float, float]) -> Overlap:
    return replace(overlap, target_confidence=rung[0], target_margin=rung[1])
