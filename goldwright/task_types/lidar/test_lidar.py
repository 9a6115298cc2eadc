import json
import math

import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.contract import JsonObject, Weighted
from goldwright.task_types.lidar import TASK_TYPES

TYPES = {one.name: one for one in TASK_TYPES}
LIDAR, POINTS = TYPES["lidarannotation"], TYPES["lidarsegmentation"]
TOPDOWN, LINKING = TYPES["lidartopdown"], TYPES["lidarlinking"]
FRAMES = [f"https://example.com/drive/{number}.json" for number in range(2)]
PARAMS: JsonObject = {"attachments": FRAMES, "labels": ["car", "person"]}
LABELLED: JsonObject = {
    "attachments": FRAMES,
    "labels": ["car", "road", {"choice": "animal", "instance_label": True}],
}
LINKED: JsonObject = {"lidar_task": "65a0c0ffee00000000000012", "annotation_type": "annotation"}


def cuboid(uuid: str, x: float, *, yaw: float = 0.0, **more: object) -> JsonObject:
    return {
        "uuid": uuid,
        "label": "car",
        "position": {"x": x, "y": 0, "z": 1},
        "dimensions": {"x": 2, "y": 4, "z": 2},
        "yaw": yaw,
        **more,
    }


def scene(*frames: list[JsonObject]) -> JsonObject:
    return {"annotations": [{"cuboids": frame} for frame in frames]}


def labelled(*frames: list[int], animals: tuple[int, ...] = ()) -> JsonObject:
    objects = [{"label": "car", "index": 1}, {"label": "road", "index": 2}]
    objects += [{"label": "animal", "index": index, "instance": True} for index in animals]
    return {"point_segmentations": {"objects": objects, "point_objects": list(frames)}}


def linked(*shapes: JsonObject) -> JsonObject:
    return {
        "annotations": [{"camera_responses": [{"camera_used": 1, "annotations": list(shapes)}]}]
    }


def box(cuboid_uuid: str, left: float) -> JsonObject:
    sides = {"left": left, "top": 0, "width": 100, "height": 100}
    return {"cuboid_uuid": cuboid_uuid, "label": "car", "type": "box", **sides}


def test_frames_are_required_even_when_labels_are_missing_too() -> None:
    with pytest.raises(ParamsInvalidError) as caught:
        LIDAR.read_params({})

    assert caught.value.message == "Please include an attachment or attachments parameter."


def test_points_come_from_frames_or_from_a_finished_task_but_not_both() -> None:
    task = "65a0c0ffee00000000000012"

    assert POINTS.read_params({"lidar_task": task, "labels": ["car"]})["lidar_task"] == task
    with pytest.raises(ParamsInvalidError):
        POINTS.read_params({"lidar_task": task, "attachments": FRAMES, "labels": ["car"]})


def test_cuboids_agree_by_the_volume_they_share() -> None:
    one, higher = scene([cuboid("a", 0)], []), scene([cuboid("b", 1)], [])

    assert LIDAR.agree(PARAMS, one, higher) == pytest.approx(1 / 3)


def test_cuboids_above_each_other_share_nothing() -> None:
    above = cuboid("b", 0)
    above["position"] = {"x": 0, "y": 0, "z": 5}

    assert LIDAR.agree(PARAMS, scene([cuboid("a", 0)], []), scene([above], [])) == 0.0


def test_turned_cuboid_shares_its_middle() -> None:
    one, across = scene([cuboid("a", 0)], []), scene([cuboid("b", 0, yaw=math.pi / 2)], [])

    assert LIDAR.agree(PARAMS, one, across) == pytest.approx(4 / 12)


def test_yaw_on_both_sides_of_north_is_fused_to_north() -> None:
    answers = [
        Weighted(scene([cuboid("a", 0, yaw=0.1)], [])),
        Weighted(scene([cuboid("b", 0.2, yaw=2 * math.pi - 0.1)], [])),
        Weighted(scene([cuboid("c", 0.1, yaw=0.0)], [])),
    ]

    settled = LIDAR.aggregate(PARAMS, answers)

    assert settled is not None
    (fused,) = settled.response["annotations"][0]["cuboids"]
    assert (fused["yaw"], fused["position"]["x"]) == (0.0, 0.1)


def test_tilted_cuboid_is_refused_unless_tilting_is_on() -> None:
    response = scene([cuboid("a", 0, pitch=0.2)], [])

    assert LIDAR.check(PARAMS, response) == [
        "annotations.0.cuboids.0 is tilted, which the task does not allow"
    ]
    assert LIDAR.check({**PARAMS, "pitch_and_roll_enabled": True}, response) == []


def test_files_hold_what_the_urls_stand_for() -> None:
    response = labelled([1, 2], [0])

    wire = POINTS.wire_response(LABELLED, response, lambda name: f"https://here/{name}")

    assert wire == {"point_segmentations": {"url": "https://here/point_segmentations.json"}}
    content = POINTS.result_file(LABELLED, response, "point_segmentations.json")
    assert json.loads(content) == response["point_segmentations"]
    assert POINTS.result_file(LABELLED, response, "annotations.json") is None


def test_points_are_voted_by_weight_and_keep_their_frames() -> None:
    answers = [
        Weighted(labelled([1, 1, 2], [0])),
        Weighted(labelled([1, 2, 2], [2])),
        Weighted(labelled([2, 1, 2], [2])),
    ]

    settled = POINTS.aggregate(LABELLED, answers)

    assert settled is not None
    assert settled.response["point_segmentations"]["point_objects"] == [[1, 1, 2], [2]]


def test_objects_of_points_are_told_apart_as_most_did() -> None:
    answers = [
        Weighted(labelled([3, 4], [0], animals=(3, 4))),
        Weighted(labelled([3, 3], [0], animals=(3,))),
        Weighted(labelled([8, 7], [0], animals=(7, 8))),
    ]

    settled = POINTS.aggregate(LABELLED, answers)

    assert settled is not None
    assert POINTS.agree(LABELLED, settled.response, answers[0].response) == 1.0
    assert POINTS.agree(LABELLED, answers[0].response, answers[1].response) == pytest.approx(1 / 3)


def test_only_flat_geometries_are_drawn_from_above() -> None:
    with pytest.raises(ParamsInvalidError) as caught:
        TOPDOWN.read_params(
            {"attachments": FRAMES, "geometries": {"box": {"objects_to_annotate": ["car"]}}}
        )

    assert "polygon, line or point only" in caught.value.message


def test_shapes_of_different_cuboids_never_match() -> None:
    assert LINKING.agree(LINKED, linked(box("a", 0)), linked(box("b", 0))) == 0.0
    assert LINKING.agree(LINKED, linked(box("a", 0)), linked(box("a", 10))) == pytest.approx(
        90 / 110
    )


def test_linked_shapes_are_fused_for_each_cuboid_and_camera() -> None:
    answers = [Weighted(linked(box("a", left), box("b", left))) for left in (0, 4, 9)]

    settled = LINKING.aggregate(LINKED, answers)

    assert settled is not None
    assert LINKING.check(LINKED, settled.response) == []
    (camera,) = settled.response["annotations"][0]["camera_responses"]
    assert [(one["cuboid_uuid"], one["left"]) for one in camera["annotations"]] == [
        ("a", 4),
        ("b", 4),
    ]


def test_shape_without_a_cuboid_says_that_lidar_does_not_show_it() -> None:
    bare = {key: value for key, value in box("a", 0).items() if key != "cuboid_uuid"}

    assert len(LINKING.check(LINKED, linked(bare))) == 1
    assert LINKING.check(LINKED, linked({**bare, "not_in_lidar": True})) == []
