"""Areas, overlaps and distances of drawn shapes: points in, numbers out.

A region is an (n, 2) array of vertices, closed by itself; what lies inside is decided by the
even-odd rule, so crossing outlines have an area too. Units are whatever the points are in.
"""

import math

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

MOST_VERTICES = 256
"""Longer outlines are thinned before they are compared: the cost grows with the square."""
SAMPLES = 64
ELLIPSE_VERTICES = 48


def box_overlap(one: FloatArray, two: FloatArray) -> FloatArray:
    """Intersection over union of each pair of upright boxes, (k,).

    Rows are left, top, right, bottom. Two equal boxes overlap wholly even when they have no area.
    """
    sides = np.minimum(one[:, 2:], two[:, 2:]) - np.maximum(one[:, :2], two[:, :2])
    shared = np.prod(np.maximum(sides, 0.0), axis=1)
    union = np.prod(one[:, 2:] - one[:, :2], axis=1) + np.prod(two[:, 2:] - two[:, :2], axis=1)
    union -= shared
    equal = np.all(one == two, axis=1)
    ratio = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0.0)
    return np.where(equal, 1.0, np.clip(ratio, 0.0, 1.0))


def region_areas(one: FloatArray, two: FloatArray) -> tuple[float, float, float]:
    """Area of one region, of the other, and of what they share; exact up to rounding.

    The plane is cut into horizontal slabs at every vertex and every crossing of edges. Inside a
    slab all edges are straight and none cross, so each width changes linearly and its value
    half-way up, times the slab's height, is the area.
    """
    start, end = _edges(_thinned(one)), _edges(_thinned(two))
    edges = np.concatenate([start, end])
    is_first = np.arange(len(edges)) < len(start)
    levels = np.unique(np.concatenate([edges[:, 1], _crossing_levels(edges)]))
    if len(levels) < 2:  # noqa: PLR2004 - a slab lies between two levels
        return 0.0, 0.0, 0.0
    middle = (levels[:-1] + levels[1:]) / 2
    x1, y1, x2, y2 = (column[None, :] for column in edges.T)
    low, high = np.minimum(y1, y2), np.maximum(y1, y2)
    is_cut = (low <= middle[:, None]) & (middle[:, None] < high)
    rise = np.where(y2 == y1, 1.0, y2 - y1)
    beyond = float(edges[:, ::2].max())
    cuts: FloatArray = np.where(is_cut, x1 + (middle[:, None] - y1) * (x2 - x1) / rise, beyond)
    order = np.argsort(cuts, axis=1, kind="stable")
    widths = np.diff(np.take_along_axis(cuts, order, axis=1), axis=1)
    cut_by_first = np.take_along_axis(is_cut & is_first, order, axis=1)
    cut_by_second = np.take_along_axis(is_cut & ~is_first, order, axis=1)
    in_first = np.cumsum(cut_by_first, axis=1)[:, :-1] % 2 == 1
    in_second = np.cumsum(cut_by_second, axis=1)[:, :-1] % 2 == 1
    heights = np.diff(levels)

    def area(inside: NDArray[np.bool_]) -> float:
        return float(heights @ np.where(inside, widths, 0.0).sum(axis=1))

    return area(in_first), area(in_second), area(in_first & in_second)


def region_overlap(one: FloatArray, two: FloatArray) -> float:
    """Intersection over union of two regions, 0 to 1; 0 when neither has an area."""
    first, second, shared = region_areas(one, two)
    union = first + second - shared
    return min(1.0, max(0.0, shared / union)) if union > 0.0 else 0.0


def path_distance(one: FloatArray, two: FloatArray) -> float:
    """Mean distance from points spread evenly along each path to the nearest of the other."""
    return float((_to_path(one, two).mean() + _to_path(two, one).mean()) / 2)


def convex_hull(points: FloatArray) -> FloatArray:
    """Corners of the smallest convex region around the points, in order. Andrew 1979."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:  # noqa: PLR2004 - two points are their own hull
        return np.array(ordered)
    chains: list[list[tuple[float, float]]] = []
    for run in (ordered, ordered[::-1]):
        chain: list[tuple[float, float]] = []
        for point in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0.0:
                chain.pop()
            chain.append(point)
        chains.append(chain[:-1])
    return np.array(chains[0] + chains[1])


def ellipse_outline(points: FloatArray) -> FloatArray:
    """Region of the ellipse with axes from first point to third and from second to fourth."""
    angles = np.linspace(0.0, 2 * math.pi, ELLIPSE_VERTICES, endpoint=False)[:, None]
    centre = points.mean(axis=0)
    return (
        centre
        + np.cos(angles) * (points[0] - points[2]) / 2
        + np.sin(angles) * (points[1] - points[3]) / 2
    )


def rectangle(centre: FloatArray, *, size: FloatArray, turn: float) -> FloatArray:
    """Four corners of a rectangle turned about its centre by so many radians."""
    corners = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) * size
    cosine, sine = math.cos(turn), math.sin(turn)
    return centre + corners @ np.array([(cosine, sine), (-sine, cosine)])


def angle_between(one: float, two: float) -> float:
    """Smallest turn from one direction to the other, 0 to pi radians."""
    return abs((one - two + math.pi) % (2 * math.pi) - math.pi)


def _thinned(points: FloatArray) -> FloatArray:
    step = -(-len(points) // MOST_VERTICES)
    return points[::step]


def _edges(points: FloatArray) -> FloatArray:
    return np.concatenate([points, np.roll(points, -1, axis=0)], axis=1)


def _crossing_levels(edges: FloatArray) -> FloatArray:
    """Heights at which two edges cross inside both."""
    start, step = edges[:, :2], edges[:, 2:] - edges[:, :2]
    one, two = np.triu_indices(len(edges), 1)
    between = start[two] - start[one]
    cross = step[one, 0] * step[two, 1] - step[one, 1] * step[two, 0]
    divisor = np.where(cross == 0.0, 1.0, cross)
    along_one = (between[:, 0] * step[two, 1] - between[:, 1] * step[two, 0]) / divisor
    along_two = (between[:, 0] * step[one, 1] - between[:, 1] * step[one, 0]) / divisor
    is_inside = (along_one > 0.0) & (along_one < 1.0) & (along_two > 0.0) & (along_two < 1.0)
    is_inside &= cross != 0.0
    return (start[one, 1] + along_one * step[one, 1])[is_inside]


def _to_path(path: FloatArray, other: FloatArray) -> FloatArray:
    """Distance of each of the points spread along `path` to the nearest place of `other`."""
    points = _spread(path)[:, None, :]
    other = _thinned(other)
    start = other[:-1] if len(other) > 1 else other
    step = (other[1:] if len(other) > 1 else other) - start
    squared = (step**2).sum(axis=1)
    along = ((points - start) * step).sum(axis=2) / np.where(squared == 0.0, 1.0, squared)
    nearest = start + np.clip(along, 0.0, 1.0)[..., None] * step
    return np.sqrt(((points - nearest) ** 2).sum(axis=2)).min(axis=1)


def _spread(path: FloatArray) -> FloatArray:
    """Points at equal steps along a path, its two ends among them."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    if lengths[-1] == 0.0:
        return path[:1]
    steps = np.linspace(0.0, float(lengths[-1]), SAMPLES)
    return np.column_stack([np.interp(steps, lengths, path[:, axis]) for axis in (0, 1)])


def _turn(one: tuple[float, float], two: tuple[float, float], three: tuple[float, float]) -> float:
    """Positive when the way from one over two to three turns left."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
