"""What a worker points at; without arrays, which the server has no need to load for it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Click:
    """A place in the picture that belongs to what is meant, or does not."""

    x: float
    y: float
    is_inside: bool = True


@dataclass(frozen=True, slots=True)
class Prompt:
    """A box of `(left, top, right, bottom)`, clicks, or both."""

    box: tuple[float, float, float, float] | None
    clicks: tuple[Click, ...]


def prompt_of(sent: dict[str, Any]) -> Prompt:  # Any: JSON of our own making
    """The prompt in a request to the process."""
    return Prompt(
        box=None if sent["box"] is None else tuple(sent["box"]),
        clicks=tuple(Click(*one) for one in sent["clicks"]),
    )
