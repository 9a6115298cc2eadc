import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldwright.algorithms.geometry import (
    FloatArray,
    angle_between,
    box_overlap,
    convex_hull,
    ellipse_outline,
    path_distance,
    rectangle,
    region_areas,
    region_overlap,
)

SQUARE = np.array([(0, 0), (10, 0), (10, 10), (0, 10)], dtype=float)
BOW = np.array([(0, 0), (10, 10), (10, 0), (0, 10)], dtype=float)
coordinates = st.integers(-50, 50)
polygons = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=8).map(
    lambda points: np.array(points, dtype=float)
)


def test_half_shifted_square_shares_a_quarter() -> None:
    assert region_areas(SQUARE, SQUARE + 5) == (100.0, 100.0, 25.0)


def test_crossing_outline_has_the_area_of_its_two_halves() -> None:
    assert region_areas(BOW, SQUARE) == (50.0, 100.0, 50.0)


def test_hole_between_an_arm_and_the_body_is_not_shared() -> None:
    horseshoe = np.array([(0, 0), (9, 0), (9, 9), (6, 9), (6, 3), (3, 3), (3, 9), (0, 9)], float)
    plug = np.array([(3, 3), (6, 3), (6, 9), (3, 9)], float)

    assert region_areas(horseshoe, plug) == (63.0, 18.0, 0.0)


@given(polygons, polygons)
def test_shared_area_is_symmetric_and_within_both(one: FloatArray, two: FloatArray) -> None:
    first, second, shared = region_areas(one, two)

    assert shared == pytest.approx(region_areas(two, one)[2], abs=1e-6)
    assert -1e-9 <= shared <= min(first, second) + 1e-6


@given(polygons)
def test_region_overlaps_itself_wholly_unless_it_is_flat(one: FloatArray) -> None:
    area = region_areas(one, one)[0]

    assert region_overlap(one, one) == (1.0 if area > 0 else 0.0)


@given(polygons, st.tuples(coordinates, coordinates))
def test_areas_do_not_change_when_everything_moves(one: FloatArray, by: tuple[int, int]) -> None:
    still = region_areas(one, SQUARE)

    moved = region_areas(one + by, SQUARE + by)

    assert moved == pytest.approx(still, abs=1e-6)


def test_boxes_overlap_like_regions_and_equal_flat_boxes_wholly() -> None:
    ones = np.array([(0, 0, 10, 10), (0, 0, 10, 10), (3, 3, 3, 3)], float)
    twos = np.array([(5, 5, 15, 15), (20, 0, 30, 10), (3, 3, 3, 3)], float)

    assert box_overlap(ones, twos).tolist() == pytest.approx([25 / 175, 0, 1])


def test_distance_of_parallel_lines_is_their_gap() -> None:
    line = np.array([(0, 0), (10, 0)], float)

    assert path_distance(line, line + np.array([0, 3])) == pytest.approx(3)
    assert path_distance(line, line[::-1]) == pytest.approx(0)


def test_distance_of_points_is_plain() -> None:
    assert path_distance(np.array([(0.0, 0.0)]), np.array([(3.0, 4.0)])) == 5.0


def test_hull_leaves_out_inner_points() -> None:
    points = np.concatenate([SQUARE, [(5.0, 5.0), (5.0, 0.0)]])

    assert {tuple(one) for one in convex_hull(points)} == {tuple(one) for one in SQUARE}


def test_ellipse_has_its_area() -> None:
    ends = np.array([(0, -2), (5, 0), (0, 2), (-5, 0)], float)

    assert region_areas(ellipse_outline(ends), SQUARE)[0] == pytest.approx(math.pi * 10, rel=0.01)


def test_quarter_turn_swaps_the_sides_of_a_rectangle() -> None:
    corners = rectangle(np.array([5.0, 5.0]), size=np.array([10.0, 2.0]), turn=math.pi / 2)

    assert np.ptp(corners, axis=0).tolist() == pytest.approx([2, 10])


def test_angles_on_both_sides_of_north_are_near() -> None:
    assert angle_between(0.1, 2 * math.pi - 0.1) == pytest.approx(0.2)


def test_long_outlines_are_thinned_and_still_close() -> None:
    turns = np.linspace(0, 2 * math.pi, 5_000, endpoint=False)
    circle = np.column_stack([np.cos(turns), np.sin(turns)])

    assert region_overlap(circle, circle + 0.01) == pytest.approx(0.98, abs=0.01)
