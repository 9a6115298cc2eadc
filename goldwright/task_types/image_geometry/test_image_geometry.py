import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.contract import JsonObject, Weighted
from goldwright.task_types.image_geometry import TASK_TYPES

TYPES = {one.name: one for one in TASK_TYPES}
IMAGE = TYPES["imageannotation"]
URL = "https://example.com/farm/0001.jpg"


def params(**more: object) -> JsonObject:
    geometries = {
        "box": {"objects_to_annotate": ["cow", "goat"]},
        "polygon": {"objects_to_annotate": ["field"]},
        "line": {"objects_to_annotate": ["fence"]},
        "point": {"objects_to_annotate": ["nose"]},
    }
    return {"attachment": URL, "geometries": geometries, **more}


def box(
    left: float, top: float = 0, *, uuid: str = "b", label: str = "cow", **more: object
) -> JsonObject:
    sides = {"left": left, "top": top, "width": 100, "height": 100}
    return {"uuid": uuid, "type": "box", "label": label, **sides, **more}


def drawn(*annotations: JsonObject, **more: object) -> JsonObject:
    return {"annotations": list(annotations), **more}


def test_missing_attachment_is_told_before_anything_else() -> None:
    with pytest.raises(ParamsInvalidError) as caught:
        IMAGE.read_params({"geometries": 7})

    assert caught.value.message == "Please include an attachment or attachments parameter."


def test_numbers_sent_as_text_are_stored_as_numbers_and_all_else_as_sent() -> None:
    sent = {
        "extra": {"min_width": "7"},
        "attachment": URL,
        "objects_to_annotate": ["cow"],
        "min_width": "30",
        "min_height": "12.5",
    }

    stored = TYPES["annotation"].read_params(sent)

    assert stored == sent | {"min_width": 30, "min_height": 12.5, "with_labels": True}
    assert list(stored)[:3] == ["extra", "attachment", "objects_to_annotate"]


def test_coercion_reaches_into_geometries() -> None:
    geometries = {"box": {"objects_to_annotate": ["cow"], "min_width": "5", "note": "9"}}

    stored = IMAGE.read_params({"attachment": URL, "geometries": geometries})

    assert stored["geometries"] == {
        "box": {"objects_to_annotate": ["cow"], "min_width": 5, "note": "9"}
    }


def test_group_of_a_label_tree_cannot_be_chosen() -> None:
    tree = {"choice": "animal", "subchoices": ["cow", {"choice": "goat"}]}
    task = params(geometries={"box": {"objects_to_annotate": [tree]}})

    assert IMAGE.check(task, drawn(box(0, label="goat"))) == []
    assert IMAGE.check(task, drawn(box(0, label="animal"))) == [
        "annotations.0 has the label 'animal', not one of cow, goat"
    ]


def test_attribute_is_asked_only_when_its_conditions_hold() -> None:
    task = params(
        annotation_attributes={
            "hidden": {"choices": ["no", "yes"]},
            "behind": {
                "type": "text",
                "required": True,
                "conditions": {"attribute_conditions": {"hidden": ["yes"]}},
            },
        }
    )

    assert IMAGE.check(task, drawn(box(0, attributes={"hidden": "no"}))) == []
    assert IMAGE.check(task, drawn(box(0, attributes={"hidden": "yes"}))) == [
        "annotations.0.attributes.behind is required"
    ]
    assert IMAGE.check(task, drawn(box(0, attributes={"hidden": "no", "behind": "x"}))) == [
        "annotations.0.attributes.behind is answered although its conditions are not met"
    ]


def test_agreement_is_the_overlap_of_the_best_pairing() -> None:
    one = drawn(box(0, uuid="a"), box(60, uuid="b"))
    two = drawn(box(60, uuid="c"), box(10, uuid="d"))

    # 60 against 60 is whole, 0 against 10 shares 90 of 110 columns.
    assert IMAGE.agree(params(), one, two) == pytest.approx((1 + 90 / 110) / 2)


def test_rotated_boxes_are_compared_as_they_lie() -> None:
    task = params(geometries={"box": {"objects_to_annotate": ["cow"], "can_rotate": True}})
    upright = drawn(box(0))
    quarter = drawn(box(0, rotation=1.5707963267948966))
    eighth = drawn(box(0, rotation=0.7853981633974483))

    assert IMAGE.agree(task, upright, quarter) == pytest.approx(1.0)
    assert IMAGE.agree(task, upright, eighth) == pytest.approx(0.7071, abs=1e-3)


def test_missed_object_and_other_label_lower_agreement() -> None:
    assert IMAGE.agree(params(), drawn(box(0)), drawn()) == 0.0
    assert IMAGE.agree(params(), drawn(box(0)), drawn(box(0, label="goat"))) == 0.0
    assert IMAGE.agree(params(), drawn(box(0)), drawn(box(0), box(500, uuid="c"))) == pytest.approx(
        2 / 3
    )


def test_median_box_of_the_majority_is_kept_and_a_lone_box_dropped() -> None:
    answers = [
        Weighted(drawn(box(0))),
        Weighted(drawn(box(4), box(700, uuid="alone"))),
        Weighted(drawn(box(20, label="goat"))),
    ]

    settled = IMAGE.aggregate(params(), answers)

    assert settled is not None
    (kept,) = settled.response["annotations"]
    assert (kept["left"], kept["width"], kept["label"]) == (4, 100, "cow")


def test_answers_about_an_object_settle_by_what_they_are() -> None:
    task = params(
        annotation_attributes={
            "speed": {"type": "number"},
            "turn": {"type": "angle"},
            "seen": {"choices": ["head", "tail", "legs"], "allow_multiple": True},
            "ear": {"type": "text"},
        }
    )
    given = [
        {"speed": 10, "turn": 350, "seen": ["legs", "head"], "ear": "DE 01 234"},
        {"speed": 12, "turn": 20, "seen": ["head", "tail"], "ear": "DE 01 284"},
        {"speed": 90, "turn": 355, "seen": ["head", "legs"], "ear": "DE O1 284"},
    ]
    answers = [Weighted(drawn(box(0, attributes=one))) for one in given]

    settled = IMAGE.aggregate(task, answers)

    assert settled is not None
    (kept,) = settled.response["annotations"]
    assert kept["attributes"] == {
        "speed": 12,
        "turn": 355,
        "seen": ["head", "legs"],
        "ear": "DE 01 284",
    }


def test_answers_agree_by_how_close_numbers_are_and_whatever_the_order_of_choices() -> None:
    one = drawn(box(0, attributes={"speed": 90, "seen": ["head", "legs"]}))
    two = drawn(box(0, attributes={"speed": 100, "seen": ["legs", "head"]}))

    # The label and both answers count alike.
    assert IMAGE.agree(params(), one, two) == pytest.approx((1 + 0.9 + 1) / 3)


def test_aggregate_does_not_depend_on_the_order_of_answers() -> None:
    answers = [Weighted(drawn(box(x), box(x + 300, uuid="c")), 1 + x / 10) for x in (0, 3, 9, 2)]

    forth = IMAGE.aggregate(params(), answers)
    back = IMAGE.aggregate(params(), answers[::-1])

    assert forth == back


def test_whole_pixels_stay_whole_between_two_people() -> None:
    task = params(geometries={"box": {"objects_to_annotate": ["cow"], "integer_pixels": True}})

    settled = IMAGE.aggregate(task, [Weighted(drawn(box(0))), Weighted(drawn(box(3)))])

    assert settled is not None
    assert settled.response["annotations"][0]["left"] == 1


def test_polygon_of_several_people_is_the_most_typical_one() -> None:
    def field(*places: tuple[float, float]) -> JsonObject:
        vertices = [{"x": x, "y": y} for x, y in places]
        return drawn({"uuid": "f", "type": "polygon", "label": "field", "vertices": vertices})

    typical = field((0, 0), (100, 0), (100, 100), (0, 100))
    wide = field((0, 0), (110, 0), (110, 100), (0, 100))
    narrow = field((0, 0), (90, 0), (90, 100))

    settled = IMAGE.aggregate(params(), [Weighted(wide), Weighted(typical), Weighted(narrow)])

    assert settled is not None
    assert settled.response in (typical, wide)


def test_links_follow_the_objects_they_join() -> None:
    task = params(links={"grazes": {"from_allowed_labels": ["cow"]}})

    def answer(cow: str, goat: str, left: float) -> JsonObject:
        link = {"uuid": f"l{cow}", "label": "grazes", "from": cow, "to": goat}
        objects = (box(left, uuid=cow), box(left + 300, uuid=goat, label="goat"))
        return drawn(*objects, links=[link])

    one, two, three = answer("a", "b", 0), answer("c", "d", 2), answer("b", "a", 4)

    settled = IMAGE.aggregate(task, [Weighted(one), Weighted(two), Weighted(three)])

    assert settled is not None
    assert IMAGE.check(task, settled.response) == []
    cow, goat = settled.response["annotations"]
    assert (settled.response["links"][0]["from"], settled.response["links"][0]["to"]) == (
        cow["uuid"],
        goat["uuid"],
    )
    assert IMAGE.agree(task, one, two) > 0.9


def test_linked_attribute_leads_to_the_fused_object() -> None:
    task = params(annotation_attributes={"mother": {"type": "linked", "allowed_labels": ["cow"]}})

    def answer(cow: str, goat: str, left: float) -> JsonObject:
        kid = box(left + 300, uuid=goat, label="goat", attributes={"mother": cow})
        return drawn(box(left, uuid=cow), kid)

    answers = [Weighted(answer("a", "b", 0)), Weighted(answer("c", "d", 2))]

    settled = IMAGE.aggregate(task, answers)

    assert settled is not None
    cow, goat = settled.response["annotations"]
    assert goat["attributes"] == {"mother": cow["uuid"]}


def test_too_many_objects_after_fusing_go_to_a_person() -> None:
    task = {"attachment": URL, "objects_to_annotate": ["cow"], "min_annotations": 2}
    cuboids = TYPES["cuboidannotation"].sample(TYPES["cuboidannotation"].read_params(task))
    far = {
        "annotations": [
            {
                **one,
                "vertices": [
                    {**corner, "x": corner["x"] + 900 * (place + 1)} for corner in one["vertices"]
                ],
            }
            for place, one in enumerate(cuboids["annotations"])
        ]
    }

    settled = TYPES["cuboidannotation"].aggregate(task, [Weighted(cuboids), Weighted(far)])

    assert settled is None


def test_coco_row_has_the_box_and_its_area() -> None:
    (row,) = IMAGE.exporters["coco"].rows(params(), drawn(box(10.5)))

    assert row["bbox"] == [10.5, 0, 100, 100]
    assert row["area"] == 10_000


def test_five_thousand_boxes_are_compared_without_a_square_of_work() -> None:
    many = [box(150 * (i % 70), 150 * (i // 70), uuid=str(i)) for i in range(5_000)]
    moved = [{**one, "left": one["left"] + 10} for one in many]

    assert IMAGE.agree(params(), drawn(*many), drawn(*moved)) == pytest.approx(90 / 110)


def test_object_without_a_label_is_sound_only_when_labels_are_off() -> None:
    task = {"attachment": URL, "objects_to_annotate": ["cow"]}
    bare = drawn({"left": 0, "top": 0, "width": 10, "height": 10})

    assert TYPES["annotation"].check({**task, "with_labels": False}, bare) == []
    assert TYPES["annotation"].check(task, bare) == ["annotations.0.label is required"]


def test_place_beyond_all_floats_is_a_fault() -> None:
    assert IMAGE.check(params(), drawn(box(10**400))) == ["annotations.0.left should be a number"]


@pytest.mark.parametrize("name", ["hypothesis", "base_annotations"])
def test_a_prelabel_is_refused_where_no_answer_could_have_it(name: str) -> None:
    start = drawn(box(0), box(0, uuid="c", label="field"))

    with pytest.raises(ParamsInvalidError) as refused:
        IMAGE.read_params(params(**{name: start}))

    assert refused.value.message == (
        f'Parameter is invalid, reason: "{name}" annotations.1 has the label '
        "'field', not one of cow, goat"
    )


def test_a_prelabel_may_lack_what_people_can_add() -> None:
    asked = {"calm": {"choices": ["yes", "no"], "required": True}}
    bare = {"left": 0, "top": 0, "width": 10, "height": 10}
    cuboids = {"attachment": URL, "objects_to_annotate": ["car"], "min_annotations": 2}
    boxes = {"attachment": URL, "objects_to_annotate": ["cow"]}

    assert IMAGE.read_params(params(annotation_attributes=asked, hypothesis=drawn(box(0))))
    assert TYPES["cuboidannotation"].read_params({**cuboids, "hypothesis": drawn()})
    assert TYPES["annotation"].read_params({**boxes, "hypothesis": drawn(bare)})
