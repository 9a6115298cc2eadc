import json

import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.contract import JsonObject, Weighted
from goldwright.task_types.video import TASK_TYPES

TYPES = {one.name: one for one in TASK_TYPES}
VIDEO, PLAYBACK = TYPES["videoannotation"], TYPES["videoplaybackannotation"]
GEOMETRIES = {"box": {"objects_to_annotate": ["car", "van"]}}
PARAMS: JsonObject = {
    "attachment_type": "image",
    "attachments": [f"https://example.com/street/{number}.jpg" for number in range(4)],
    "geometries": GEOMETRIES,
    "events_to_annotate": ["crossing"],
}
PLAYED: JsonObject = {
    "attachment_type": "video",
    "attachment": "https://example.com/walk.mp4",
    "geometries": GEOMETRIES,
    "events_to_annotate": ["fall"],
}


def box(uuid: str, left: float, label: str = "car") -> JsonObject:
    sides = {"left": left, "top": 0, "width": 100, "height": 100}
    return {"uuid": uuid, "type": "box", "label": label, **sides}


def film(*frames: list[JsonObject], **more: object) -> JsonObject:
    return {"annotations": [{"annotations": frame} for frame in frames], **more}


def played(uuid: str, *lefts: float, **more: object) -> JsonObject:
    sides = {"top": 0, "width": 100, "height": 100}
    frames = [
        {"key": 30 * place, "timestamp": place, "left": left, **sides}
        for place, left in enumerate(lefts)
    ]
    return {"annotations": {uuid: {"label": "car", "geometry": "box", "frames": frames}}, **more}


@pytest.mark.parametrize(
    ("params", "place"),
    [
        ({"attachment_type": "image", "attachment": "https://example.com/v.mp4"}, "/attachments"),
        ({"attachment_type": "video", "attachments": ["https://example.com/0.jpg"]}, "/attachment"),
    ],
)
def test_kind_of_attachment_decides_where_it_stands(params: JsonObject, place: str) -> None:
    with pytest.raises(ParamsInvalidError) as caught:
        VIDEO.read_params({**params, "geometries": GEOMETRIES})

    assert caught.value.faults[0].pointer == place


def test_frames_are_a_bare_list_in_their_file_and_events_an_object() -> None:
    events = {"e": {"label": "crossing", "start": 1, "end": 2}}
    response = film([box("a", 0)], [], [], [], events=events)

    wire = VIDEO.wire_response(PARAMS, response, lambda name: f"https://here/{name}")

    assert wire == {
        "annotations": {"url": "https://here/annotations.json"},
        "events": {"url": "https://here/events.json"},
    }
    assert (
        json.loads(VIDEO.result_file(PARAMS, response, "annotations.json"))
        == (response["annotations"])
    )
    assert json.loads(VIDEO.result_file(PARAMS, response, "events.json")) == {"events": events}
    assert VIDEO.result_file(PARAMS, response, "links.json") is None


def test_player_reads_an_object_and_an_empty_file_of_events() -> None:
    response = played("a", 0, 5)

    wire = PLAYBACK.wire_response(PLAYED, response, lambda name: name)

    assert wire["events"] == {"url": "events.json"}
    assert json.loads(PLAYBACK.result_file(PLAYED, response, "annotations.json")) == response
    assert json.loads(PLAYBACK.result_file(PLAYED, response, "events.json")) == {"events": {}}


def test_file_of_the_player_is_read_in_every_form_that_was_published() -> None:
    tracks = played("a", 0, 5)["annotations"]
    sent = {"annotations": {"url": "https://here/a"}, "events": {"url": "https://here/e"}}
    forms = [tracks, {"annotations": tracks}, [{"annotations": tracks}]]

    read = [
        PLAYBACK.read_wire(sent, {"https://here/a": json.dumps(form), "https://here/e": "{}"})
        for form in forms
    ]

    assert PLAYBACK.wire_files(sent) == ["https://here/a", "https://here/e"]
    assert read == [{"annotations": tracks, "events": {}}] * 3


def test_object_keeps_its_label_through_the_video() -> None:
    response = film([box("a", 0)], [box("a", 0, "van")], [], [])

    assert VIDEO.check(PARAMS, response) == [
        "annotations.1.annotations.0 is a box 'van', before a box 'car'"
    ]


def test_swapped_identities_cost_half_although_every_box_is_right() -> None:
    right = film(*[[box("a", 0), box("b", 500)]] * 4)
    swapped = film(*[[box("a", 0), box("b", 500)]] * 2, *[[box("b", 0), box("a", 500)]] * 2)

    assert VIDEO.agree(PARAMS, right, swapped) == pytest.approx(0.5)


def test_names_of_identities_do_not_matter() -> None:
    one, two = film(*[[box("a", 0)]] * 4), film(*[[box("z", 0)]] * 4)

    assert VIDEO.agree(PARAMS, one, two) == 1.0


def test_object_is_kept_in_the_frames_most_people_show_it_in() -> None:
    answers = [
        Weighted(film([box("a", 0)], [box("a", 10)], [box("a", 20)], [])),
        Weighted(film([box("b", 2)], [box("b", 12)], [], [])),
        Weighted(film([box("c", 4)], [box("c", 14)], [box("c", 24)], [box("c", 34)])),
    ]

    settled = VIDEO.aggregate(PARAMS, answers)

    assert settled is not None
    frames = [frame["annotations"] for frame in settled.response["annotations"]]
    assert [[one["left"] for one in frame] for frame in frames] == [[2], [12], [22], []]
    assert len({one["uuid"] for frame in frames for one in frame}) == 1


def test_who_ends_early_or_changes_identity_still_shows_the_same_object() -> None:
    whole = film(*[[box("a", 0)]] * 4)
    early = film([box("b", 2)], [], [], [])
    switched = film([box("c", 4)], [box("c", 4)], [box("d", 4)], [box("d", 4)])

    settled = VIDEO.aggregate(PARAMS, [Weighted(one) for one in (whole, early, switched)])

    assert settled is not None
    frames = [frame["annotations"] for frame in settled.response["annotations"]]
    assert [[one["left"] for one in frame] for frame in frames] == [[2], [2], [2], [2]]
    assert len({one["uuid"] for frame in frames for one in frame}) == 1


def test_one_careless_track_does_not_make_one_object_of_two() -> None:
    careful = [film(*([[box(f"a{who}", 0)]] * 2 + [[box(f"b{who}", 2)]] * 2)) for who in range(3)]
    careless = film(*([[box("c", 1)]] * 4))

    settled = VIDEO.aggregate(PARAMS, [Weighted(one) for one in (*careful, careless)])

    assert settled is not None
    assert min(VIDEO.agree(PARAMS, settled.response, one) for one in careful) > 0.9


def test_event_of_the_majority_has_median_times() -> None:
    def answer(start: float, end: float) -> JsonObject:
        event = {"label": "fall", "start": start, "end": end}
        return played("a", 0, 5, events={f"e{start}": event})

    settled = PLAYBACK.aggregate(
        PLAYED, [Weighted(answer(1.0, 3.0)), Weighted(answer(1.5, 3.5)), Weighted(answer(9, 9))]
    )

    assert settled is not None
    assert list(settled.response["events"].values()) == [
        {"label": "fall", "start": 1.25, "end": 3.25}
    ]


def test_played_frames_keep_their_times_when_fused() -> None:
    settled = PLAYBACK.aggregate(PLAYED, [Weighted(played("a", 0, 5)), Weighted(played("b", 4, 9))])

    assert settled is not None
    (track,) = settled.response["annotations"].values()
    assert [(one["key"], one["timestamp"], one["left"]) for one in track["frames"]] == [
        (0, 0, 2.0),
        (30, 1, 7.0),
    ]


def test_rows_name_frame_and_object() -> None:
    rows = PLAYBACK.exporters["objects"].rows(PLAYED, played("a", 0, 5))

    assert [(row["frame"], row["uuid"], row["left"]) for row in rows] == [(0, "a", 0), (30, "a", 5)]
