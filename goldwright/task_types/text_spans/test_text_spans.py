import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.contract import Weighted
from goldwright.task_types.text_spans import TASK_TYPES

TYPE = TASK_TYPES[0]
TEXT = "Hear from Ada Lovelace at Transform."
PARAMS = TYPE.read_params(
    {
        "text": TEXT,
        "labels": [{"name": "person"}, {"name": "event", "children": [{"name": "conference"}]}],
        "relationships": [{"name": "near", "is_directed": False}],
    }
)


def span(name: str, start: int, end: int, label: str = "person") -> dict[str, object]:
    return {"id": name, "start": start, "end": end, "text": TEXT[start:end], "label": label}


def marked(
    *spans: dict[str, object], links: list[dict[str, object]] | None = None
) -> dict[str, object]:
    return {"annotations": list(spans), **({"relationships": links} if links else {})}


def link(source: str, target: str) -> dict[str, object]:
    return {"id": f"{source}{target}", "source_ref": source, "target_ref": target, "name": "near"}


def settle(*responses: dict[str, object]) -> dict[str, object]:
    return TYPE.aggregate(PARAMS, [Weighted(one) for one in responses]).response


def test_offsets_count_code_points_not_utf_16_units() -> None:
    params = TYPE.read_params({"text": "🎉 Ada", "labels": [{"name": "person"}]})
    response = {
        "annotations": [{"id": "a", "start": 2, "end": 5, "text": "Ada", "label": "person"}]
    }

    assert TYPE.check(params, response) == []


def test_bounds_of_overlapping_spans_are_fused_to_their_medians() -> None:
    settled = settle(marked(span("a", 10, 22)), marked(span("b", 10, 21)), marked(span("c", 9, 22)))

    assert [(one["start"], one["end"], one["text"]) for one in settled["annotations"]] == [
        (10, 22, "Ada Lovelace")
    ]


def test_a_span_that_half_marked_is_left_out() -> None:
    settled = settle(marked(span("a", 10, 22)), marked())

    assert settled == {"annotations": []}


def test_labels_are_not_mixed() -> None:
    settled = settle(
        marked(span("a", 10, 22)), marked(span("b", 10, 22)), marked(span("c", 10, 22, "event"))
    )

    assert [one["label"] for one in settled["annotations"]] == ["person"]


def test_links_follow_the_settled_spans_in_either_direction_when_undirected() -> None:
    one = marked(span("a", 10, 22), span("b", 26, 35, "event"), links=[link("a", "b")])
    two = marked(span("x", 10, 22), span("y", 26, 36, "event"), links=[link("y", "x")])

    settled = settle(one, two, marked(span("a", 10, 22), span("b", 26, 35, "event")))

    assert len(settled["annotations"]) == 2
    assert len(settled["relationships"]) == 1
    assert TYPE.check(PARAMS, settled) == []


def test_agreement_ignores_ids_and_counts_links() -> None:
    one = marked(span("a", 10, 22), span("b", 26, 35, "event"), links=[link("a", "b")])
    same = marked(span("y", 26, 35, "event"), span("x", 10, 22), links=[link("y", "x")])
    without = marked(span("a", 10, 22), span("b", 26, 35, "event"))

    assert TYPE.agree(PARAMS, one, same) == 1.0
    assert TYPE.agree(PARAMS, one, without) == pytest.approx(4 / 5)


def test_merged_newlines_may_be_spelt_as_spaces() -> None:
    params = TYPE.read_params({"text": "Ada\nLovelace", "labels": [{"name": "person"}]})
    response = {
        "annotations": [
            {"id": "a", "start": 0, "end": 12, "text": "Ada Lovelace", "label": "person"}
        ]
    }

    assert TYPE.check(params, response) == []
    assert TYPE.check({**params, "merge_newlines": False}, response) != []


def test_conll_tags_tokens_of_the_longest_span() -> None:
    response = marked(span("a", 10, 22), span("b", 10, 13))

    tags = [row["tag"] for row in TYPE.exporters["conll"].rows(PARAMS, response)]

    assert tags == ["O", "O", "B-person", "I-person", "O", "O", "O"]


def test_a_label_named_twice_is_refused_where_it_stands() -> None:
    twice = [{"name": "a"}, {"name": "b", "children": [{"name": "a"}]}]

    with pytest.raises(ParamsInvalidError, match="named twice") as refused:
        TYPE.read_params({"text": "x", "labels": twice})

    assert refused.value.faults[0].pointer == "/labels/1/children/0/name"


def test_a_prelabel_must_be_an_answer_that_could_be_given() -> None:
    asked = {"text": TEXT, "labels": [{"name": "person"}]}
    stored = TYPE.read_params({**asked, "hypothesis": marked(span("a", 10, 22))})

    with pytest.raises(ParamsInvalidError) as refused:
        TYPE.read_params({**asked, "hypothesis": marked(span("a", 10, 22, "event"))})

    assert stored["hypothesis"] == marked(span("a", 10, 22))
    [fault] = refused.value.faults
    assert (fault.pointer, fault.message) == (
        "/hypothesis",
        'annotations.0 has the unknown label "event"',
    )
