"""The one interface of whatever finds outlines: a picture and a prompt in, a mask out."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from goldwright.annotation.assist.records import Prompt

Picture = NDArray[np.uint8]
"""Rows of pixels of three colours, blue first, upright."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a picture, in whole pixels; `right` and `bottom` lie outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.right - self.left, self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Found:
    """What belongs to the object within a window, which the mask covers at a scale of its own."""

    window: Window
    mask: Mask


class Finder(Protocol):
    """Whatever finds what a prompt means."""

    def find(self, key: str, picture: Picture, prompt: Prompt) -> Found:
        """What is meant; `key` names the picture, so that work on it can be kept."""
        ...
