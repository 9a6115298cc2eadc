"""What review decides on, and what it decides."""

from dataclasses import dataclass
from enum import StrEnum

from goldwright.task_types.contract import JsonObject


class Stage(StrEnum):
    """The stages of review, in order."""

    REVIEW = "review"
    SECOND_REVIEW = "second_review"


class Verdict(StrEnum):
    """What a reviewer says of an answered task."""

    ACCEPTED = "accepted"
    """The response stands as it is."""
    FIXED = "fixed"
    """The reviewer's own response replaces it."""
    REJECTED = "rejected"
    """Others are asked to answer anew."""


class Next(StrEnum):
    """What a verdict means for its task."""

    COMPLETE = "complete"
    """The response that stands is delivered."""
    SECOND_REVIEW = "second_review"
    """Another reviewer looks at the response that stands."""
    ANNOTATE = "annotate"
    """Other people answer anew."""
    CUSTOMER = "customer"
    """It was rejected too often: the customer decides."""
    CUSTOMER_DIFFERS = "customer_differs"
    """Reviewers do not agree: the customer decides."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which tasks of a project are reviewed, and how often one may go back."""

    share: float
    below: float | None
    second_share: float
    rejections_max: int
    is_second_blind: bool = False
    """Whether the second reviewer judges what the first one did, without knowing what they said."""
    are_differences_customers: bool = False
    """Whether the customer decides where a blind second verdict differs, and not that one."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """What two reviewers made of one response: what they left standing, None when rejected."""

    judged: JsonObject | None
    first: JsonObject | None
    second: JsonObject | None


@dataclass(frozen=True, slots=True)
class Compared:
    """How far two reviewers agree, 0 to 1, and which of them found the response wrong."""

    agreement: float
    first_refused: bool
    second_refused: bool
