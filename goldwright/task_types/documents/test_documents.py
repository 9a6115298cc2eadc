import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.contract import Weighted
from goldwright.task_types.documents import TASK_TYPES

TYPE = TASK_TYPES[0]
PARAMS = TYPE.read_params(
    {
        "attachments": ["https://example.com/1.png", "https://example.com/2.png"],
        "features": [{"type": "text", "label": "total"}, {"type": "group", "title": "sum"}],
    }
)


def found(name: str, left: float, text: str = "9.20", page: int = 0) -> dict[str, object]:
    place = {"type": "box", "left": left, "top": 0, "width": 100, "height": 20}
    return {
        "uuid": name,
        "page": page,
        "label": "total",
        "text": text,
        "location": place,
        "refs": [],
    }


def all_of(*annotations: dict[str, object]) -> dict[str, object]:
    return {"annotations": list(annotations)}


def settle(*responses: dict[str, object]) -> list[dict[str, object]]:
    return TYPE.aggregate(PARAMS, [Weighted(one) for one in responses]).response["annotations"]


def test_language_and_geometry_are_filled_in() -> None:
    assert PARAMS["lang"] == "en-US"
    assert PARAMS["geometry"] == "box"


def test_missing_attachment_is_told_before_missing_features() -> None:
    with pytest.raises(ParamsInvalidError, match="include an attachment"):
        TYPE.read_params({})


def test_boxes_are_fused_to_medians_and_texts_by_majority() -> None:
    settled = settle(all_of(found("a", 0)), all_of(found("b", 4, "9.26")), all_of(found("c", 6)))

    assert len(settled) == 1
    assert settled[0]["location"]["left"] == 4
    assert settled[0]["text"] == "9.20"


def test_the_same_place_on_another_page_is_another_thing() -> None:
    one, two = all_of(found("a", 0)), all_of(found("a", 0, page=1))

    assert TYPE.agree(PARAMS, one, two) == 0.0
    assert settle(one, two) == []


def test_refs_follow_the_settled_members() -> None:
    def grouped(name: str) -> dict[str, object]:
        group = {"uuid": f"g{name}", "page": 0, "label": "sum", "refs": [name]}
        return all_of(found(name, 0), group)

    settled = settle(grouped("a"), grouped("b"))

    by_label = {one["label"]: one for one in settled}
    assert by_label["sum"]["refs"] == [by_label["total"]["uuid"]]
    assert TYPE.check(PARAMS, {"annotations": settled}) == []


def test_a_misread_text_costs_its_share() -> None:
    one, two = all_of(found("a", 0, "9.20")), all_of(found("b", 0, "9.25"))

    assert TYPE.agree(PARAMS, one, two) == pytest.approx(0.75)
