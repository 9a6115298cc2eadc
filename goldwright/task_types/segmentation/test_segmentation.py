import io

import numpy as np
import pytest
from PIL import Image

from goldwright.errors import ParamsInvalidError, ResponseInvalidError
from goldwright.task_types.contract import JsonObject, Weighted
from goldwright.task_types.index_maps import from_runs, to_runs
from goldwright.task_types.segmentation import TASK_TYPES
from goldwright.task_types.segmentation.png import png
from goldwright.task_types.segmentation.png import read_png as read_pixels

(SEGMENT,) = TASK_TYPES
PARAMS: JsonObject = {
    "attachment": "https://example.com/street/0001.jpg",
    "labels": ["road", "sky", {"choice": "car", "instance_label": True}],
    "allow_unlabeled": True,
}


def drawn(*indexes: int, width: int = 4, cars: tuple[int, ...] = ()) -> JsonObject:
    segments = [{"index": 1, "label": "road"}, {"index": 2, "label": "sky"}]
    segments += [{"index": index, "label": "car"} for index in cars]
    runs = to_runs(np.array(indexes, dtype=np.int64))
    height = len(indexes) // width
    return {"width": width, "height": height, "segments": segments, "runs": runs}


def read_png(name: str, response: JsonObject) -> np.ndarray:
    content = SEGMENT.result_file(PARAMS, response, name)
    assert content is not None
    return np.asarray(Image.open(io.BytesIO(content)))


def test_runs_spell_the_map_and_back() -> None:
    indexes = np.array([0, 0, 5, 5, 5, 2, 0], dtype=np.int64)

    assert to_runs(indexes) == [0, 2, 5, 3, 2, 1, 0, 1]
    assert from_runs(to_runs(indexes)).tolist() == indexes.tolist()


def test_customer_reads_urls_and_what_each_index_means() -> None:
    response = drawn(1, 1, 1, 3, 1, 1, 1, 4, cars=(3, 4))

    wire = SEGMENT.wire_response(PARAMS, response, lambda name: f"https://here/{name}")

    assert wire["annotations"]["combined"] == {
        "image": "https://here/image.png",
        "indexedImage": "https://here/indexedImage.png",
        "extendedIndexedImage": "https://here/extendedIndexedImage.png",
    }
    assert wire["annotations"]["labeled"] == {
        "road": "https://here/segment-1.png",
        "sky": None,
        "car": ["https://here/segment-3.png", "https://here/segment-4.png"],
    }
    mapping = wire["labelMapping"]
    assert (mapping["road"]["index"], mapping["road"]["numPixels"]) == (1, 6)
    assert mapping["sky"]["numPixels"] == 0
    assert [one["index"] for one in mapping["car"]] == [3, 4]


def test_every_linked_file_is_a_png_of_the_image_size() -> None:
    response = drawn(1, 1, 1, 3, 1, 1, 1, 4, cars=(3, 4))
    names: list[str] = []
    SEGMENT.wire_response(PARAMS, response, lambda name: names.append(name) or name)

    shapes = {read_png(name, response).shape[:2] for name in names}

    assert len(names) == 7
    assert shapes == {(2, 4)}
    assert SEGMENT.result_file(PARAMS, response, "segment-9.png") is None


def test_images_carry_indexes_masks_and_transparency() -> None:
    response = drawn(1, 0, 0, 3, 1, 0, 0, 3, cars=(3,))

    assert read_png("indexedImage.png", response).tolist() == [[1, 0, 0, 3], [1, 0, 0, 3]]
    assert read_png("segment-3.png", response).tolist() == [[0, 0, 0, 255]] * 2
    assert read_png("unlabeled.png", response).tolist() == [[0, 255, 255, 0]] * 2
    assert read_png("image.png", response)[0, :, 3].tolist() == [255, 0, 0, 255]


def test_large_index_has_red_as_its_lowest_byte() -> None:
    response = drawn(1, 1, 1, 70_000, cars=(70_000,))

    pixel = read_png("extendedIndexedImage.png", response)[0, 3].tolist()

    assert pixel == [70_000 % 256, 70_000 // 256 % 256, 1]


def test_sixteen_bits_are_written_high_byte_first() -> None:
    image = Image.open(io.BytesIO(png(np.array([[258, 1]], dtype=np.uint16))))

    assert np.asarray(image).tolist() == [[258, 1]]


def written(response: JsonObject) -> tuple[JsonObject, dict[str, bytes]]:
    """The response as customers read it, and the files they read."""
    wire = SEGMENT.wire_response(PARAMS, response, lambda name: f"https://here/{name}")
    names = [url.removeprefix("https://here/") for url in SEGMENT.wire_files(wire)]
    return wire, {
        f"https://here/{one}": SEGMENT.result_file(PARAMS, response, one) for one in names
    }


@pytest.mark.parametrize("index", [3, 300, 70_000])
def test_what_customers_read_can_be_sent_back_whatever_the_index(index: int) -> None:
    response = drawn(1, 0, 0, index, 1, 0, 0, index, cars=(index,))

    read = SEGMENT.read_wire(*written(response))

    assert SEGMENT.check(PARAMS, read) == []
    assert SEGMENT.agree(PARAMS, read, response) == 1.0
    assert read["runs"] == response["runs"]


def test_more_objects_than_a_byte_counts_go_out_and_come_back() -> None:
    cars = tuple(range(3, 603))
    response = drawn(0, 1, *cars, 0, 0, width=4, cars=cars)

    wire, files = written(response)

    assert len(wire["labelMapping"]["car"]) == 600
    # No segment of sky has a pixel, and it still gets an index of its own.
    assert wire["labelMapping"]["sky"] == {"index": 2, "color": "#004aff", "numPixels": 0}
    (content,) = files.values()
    assert Image.open(io.BytesIO(content)).mode == "I;16"
    assert SEGMENT.read_wire(wire, files)["runs"] == response["runs"]
    assert SEGMENT.read_params({**PARAMS, "hypothesis": wire})


def test_label_without_pixels_gets_an_index_however_many_are_taken() -> None:
    cars = tuple(range(1, 601))
    indexes = np.array(cars, dtype=np.int64)
    segments = [{"index": index, "label": "car"} for index in cars]
    response = {"width": 600, "height": 1, "segments": segments, "runs": to_runs(indexes)}

    wire = SEGMENT.wire_response(PARAMS, response, lambda name: name)

    assert [wire["labelMapping"][name]["index"] for name in ("road", "sky")] == [601, 602]


@pytest.mark.parametrize(
    ("mapping", "place"),
    [
        ({"lorry": {"index": 1}}, "/labelMapping/lorry"),
        ({"road": {"index": True}}, "/labelMapping/road/index"),
        ({"road": {"index": 1}, "car": [{"index": 2}, {"index": 1}]}, "/labelMapping/car/1/index"),
        ({"sky": [{"index": 1}, {"index": 2}]}, "/labelMapping/sky/1"),
        ({"sky": None}, "/labelMapping/sky/index"),
    ],
)
def test_a_start_that_no_answer_could_be_is_refused_by_its_place(
    mapping: JsonObject, place: str
) -> None:
    start = {
        "annotations": {"combined": {"indexedImage": "https://here/a.png"}},
        "labelMapping": mapping,
    }

    with pytest.raises(ParamsInvalidError) as refused:
        SEGMENT.read_params({**PARAMS, "hypothesis": start})

    assert [one.pointer for one in refused.value.faults] == [f"/hypothesis{place}"]


@pytest.mark.parametrize(
    ("content", "about"),
    [
        (b"<html>", "no PNG"),
        (png(np.zeros((3, 3), np.uint8))[:40], "no PNG"),
        (png(np.tile(np.array([[0, 1]], np.uint8), (1_000, 501))), "changes its index"),
    ],
)
def test_image_that_is_no_map_is_refused_by_its_url(content: bytes, about: str) -> None:
    wire, files = written(drawn(1, 1, 2, 2))

    with pytest.raises(ResponseInvalidError, match=f"indexedImage.png .*{about}"):
        SEGMENT.read_wire(wire, dict.fromkeys(files, content))


def test_image_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ResponseInvalidError, match="more than 8 pixels"):
        read_pixels(png(np.zeros((3, 3), np.uint8)), pixels_max=8)


def test_agreement_is_f1_of_segment_overlap() -> None:
    one, two = drawn(1, 1, 2, 2), drawn(1, 2, 2, 2)

    # road 1 of 2 pixels, sky 2 of 3.
    assert SEGMENT.agree(PARAMS, one, two) == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_instances_are_matched_whatever_their_numbers() -> None:
    one = drawn(3, 3, 4, 4, cars=(3, 4))
    two = drawn(9, 9, 8, 8, cars=(8, 9))
    merged = drawn(3, 3, 3, 3, cars=(3,))

    assert SEGMENT.agree(PARAMS, one, two) == 1.0
    assert SEGMENT.agree(PARAMS, one, merged) == pytest.approx(2 * 0.5 / 3)


def test_pixels_are_voted_by_weight_whatever_the_numbers_of_labels() -> None:
    swapped = {
        "width": 4,
        "height": 1,
        "segments": [{"index": 7, "label": "road"}, {"index": 1, "label": "sky"}],
        "runs": [7, 3, 1, 1],
    }
    answers = [
        Weighted(drawn(1, 1, 1, 2)),
        Weighted(drawn(1, 2, 2, 2), 0.5),
        Weighted(swapped),
    ]

    settled = SEGMENT.aggregate(PARAMS, answers)

    assert settled is not None
    assert SEGMENT.agree(PARAMS, settled.response, drawn(1, 1, 1, 2)) == 1.0
    assert 0.8 < settled.confidence < 1.0


def test_objects_are_told_apart_as_most_did_whatever_their_numbers() -> None:
    answers = [
        Weighted(drawn(3, 3, 4, 4, cars=(3, 4))),
        Weighted(drawn(9, 9, 5, 5, cars=(5, 9))),
        Weighted(drawn(3, 3, 3, 3, cars=(3,))),
    ]

    settled = SEGMENT.aggregate(PARAMS, answers)

    assert settled is not None
    assert SEGMENT.agree(PARAMS, settled.response, answers[0].response) == 1.0
    assert 0.7 < settled.confidence < 0.95


def test_a_label_that_one_of_three_used_is_not_there() -> None:
    answers = [
        Weighted(drawn(1, 1, 2, 0), 1.9),
        Weighted(drawn(1, 1, 1, 1)),
        Weighted(drawn(1, 1, 0, 1)),
    ]

    settled = SEGMENT.aggregate(PARAMS, answers)

    assert settled is not None
    assert [one["label"] for one in settled.response["segments"]] == ["road"]


def test_an_object_that_one_of_three_saw_has_no_say_in_what_is_there() -> None:
    seen = drawn(1, 3, 3, 1, cars=(3,))
    nothing = drawn(1, 1, 2, 1)

    settled = SEGMENT.aggregate(PARAMS, [Weighted(seen, 1.2), Weighted(nothing), Weighted(nothing)])

    assert settled is not None
    assert SEGMENT.agree(PARAMS, settled.response, nothing) == 1.0


def test_answers_about_an_object_are_voted_among_those_who_saw_it() -> None:
    task = {**PARAMS, "annotation_attributes": {"moving": {"choices": ["yes", "no"]}}}
    answers = [drawn(1, 3, 3, 3, cars=(3,)) for _ in range(3)]
    for answer, said in zip(answers, ("yes", "no", "no"), strict=True):
        answer["segments"][2]["attributes"] = {"moving": said}

    settled = SEGMENT.aggregate(task, [Weighted(one) for one in answers])

    assert settled is not None
    assert settled.response["segments"][-1]["attributes"] == {"moving": "no"}


def test_coco_run_lengths_go_down_the_columns() -> None:
    rows = SEGMENT.exporters["coco"].rows(PARAMS, drawn(1, 1, 2, 2, 1, 2, 2, 2))

    assert rows[0]["segmentation"] == {"size": [2, 4], "counts": [0, 3, 5]}
    assert (rows[0]["bbox"], rows[0]["area"]) == ([0, 0, 2, 2], 3)


def test_million_pixels_are_settled_and_written_in_a_moment() -> None:
    rows = np.arange(1_000_000) // 250_000 % 2 + 1
    answers = [drawn(*np.roll(rows, by).tolist(), width=1_000) for by in (0, 1_000, 2_000)]

    settled = SEGMENT.aggregate(PARAMS, [Weighted(one) for one in answers])

    assert settled is not None
    assert settled.response["runs"] == answers[1]["runs"]
