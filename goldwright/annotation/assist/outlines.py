"""From a mask to a polygon that a person can edit."""

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from goldwright.annotation.assist.finding import Found

_FINER = 2  # the border is followed on a grid so much finer, or it would lie a pixel too far in
_SLACK = 0.7  # pixels of the mask that a vertex more would have to be worth
_VERTICES_MAX = 300
_LEAST_HOLE = 0.01  # of the outline: smaller ones are specks
_LEAST_AREA = 4  # pixels of the mask

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outline:
    """The border of what was found and of the holes in it; empty when nothing was."""

    vertices: Ring
    holes: list[Ring]


def outline_of(found: Found) -> Outline:
    """The border of the largest piece, in pixels of the picture."""
    height, width = found.mask.shape
    size = width * _FINER, height * _FINER
    share = cv2.resize(found.mask.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    inside = cv2.GaussianBlur(share, (0, 0), _FINER / 2) > 0.5  # noqa: PLR2004  half
    rings, tree = cv2.findContours(inside.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    outer = [place for place in range(len(rings)) if tree[0][place][3] < 0]
    largest = max(outer, key=lambda place: cv2.contourArea(rings[place]), default=None)
    if largest is None or cv2.contourArea(rings[largest]) < _LEAST_AREA * _FINER**2:
        return Outline([], [])
    least = _LEAST_HOLE * cv2.contourArea(rings[largest])
    holes = [
        rings[place]
        for place in range(len(rings))
        if tree[0][place][3] == largest and cv2.contourArea(rings[place]) > least
    ]
    return Outline(
        _placed(rings[largest], found, size), [_placed(one, found, size) for one in holes]
    )


def _placed(ring: MatLike, found: Found, size: tuple[int, int]) -> Ring:
    """The ring with few vertices, in pixels of the picture."""
    slack = _SLACK * _FINER
    simple = cv2.approxPolyDP(ring, slack, closed=True)
    while len(simple) > _VERTICES_MAX:
        slack *= 1.5
        simple = cv2.approxPolyDP(ring, slack, closed=True)
    window = found.window
    across, down = window.size[0] / size[0], window.size[1] / size[1]
    return [
        (
            round(window.left + (float(x) + 0.5) * across, 1),
            round(window.top + (float(y) + 0.5) * down, 1),
        )
        for x, y in simple[:, 0]
    ]
