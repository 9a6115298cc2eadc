"""What review decides on, and what it decides."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Policy:
    """Which tasks of a project are reviewed, and how often one may go back."""

    share: float
    below: float | None
    second_share: float
    rejections_max: int
