"""What quality decides on, and what it decides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from goldwright.algorithms.intervals import share_interval
from goldwright.task_types.contract import JsonObject


class State(StrEnum):
    """Where a task with several answers stands."""

    OPEN = "open"
    """Further answers are awaited."""
    SETTLED = "settled"
    """The response is fixed as the task's own."""
    IN_REVIEW = "in_review"
    """All answers came, and other workers look at them before anything is fixed."""
    NEEDS_REVIEW = "needs_review"
    """All answers came, yet a person must decide."""
    ENDED = "ended"
    """Nobody answers it any more: it was cancelled, or could not be shown."""


class Method(StrEnum):
    """How a task's response came about."""

    WEIGHTED = "weighted"
    """Aggregated by the task type, each worker weighted by what is known of them."""
    COLLECTED = "collected"
    """Every answer is delivered, none was chosen."""
    REVIEWED = "reviewed"
    """A reviewer accepted or fixed it."""
    DECIDED = "decided"
    """A member of the organisation decided."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some answers: how right they were, and where that lies with 95 % certainty."""

    answers: int
    accuracy: float | None
    low: float
    high: float


def share(answers: int, right: float, weight: float) -> Share:
    """The share of so many answers that is right, which together count `weight`."""
    low, high = share_interval(min(right, weight), weight)
    return Share(answers, right / weight if weight else None, low, high)


class Audit(StrEnum):
    """What the customer says of a completed task."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many answers a project buys for a task, and when it has enough.

    Without `most` the overlap is fixed. With it answers are bought one step at a time until both
    targets are met or there are `most`.
    """

    most: int | None
    target_confidence: float
    target_margin: float


class Answer(NamedTuple):
    """One counted annotation; `weight` is what its worker counts, 1.0 an ordinary one."""

    worker_id: str
    response: JsonObject
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from the answers to one task.

    `confidence` is a probability as far as gold has shown what it is worth; `belief` is what the
    rules found before that. `margin` is the lead in answers of the response over the next best;
    `agreements` say, in the order of the answers, how far each meets the response. `ask` is how
    many more answers to buy.
    """

    state: State
    response: JsonObject | None = None
    confidence: float | None = None
    belief: float | None = None
    margin: float | None = None
    agreements: tuple[float, ...] = ()
    method: Method | None = None
    ask: int = 0
