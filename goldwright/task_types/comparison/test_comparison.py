import pytest

from goldwright.errors import ParamsInvalidError
from goldwright.task_types.comparison import TASK_TYPES
from goldwright.task_types.contract import Weighted

TYPE = TASK_TYPES[0]
PARAMS = {"attachment_type": "text", "attachments": ["one", "two"], "choices": ["yes", "no"]}


def test_missing_attachments_are_told_before_anything_else() -> None:
    with pytest.raises(ParamsInvalidError, match="include an attachment or attachments parameter"):
        TYPE.read_params({})


def test_one_attachment_is_not_enough() -> None:
    with pytest.raises(ParamsInvalidError, match=r"attachments.* at least 2") as refused:
        TYPE.read_params({**PARAMS, "attachments": ["one"]})

    assert [fault.pointer for fault in refused.value.faults] == ["/attachments"]


def test_majority_wins_whatever_the_order() -> None:
    answers = [Weighted({"choice": choice}) for choice in ("no", "yes", "no")]

    forwards = TYPE.aggregate(PARAMS, answers)
    backwards = TYPE.aggregate(PARAMS, answers[::-1])

    assert forwards == backwards
    assert forwards.response == {"choice": "no"}


def test_only_images_and_files_are_fetched() -> None:
    pair = ["https://example.com/a", "scaledata://owner/file"]

    assert TYPE.attachments({"attachments": pair, "attachment_type": "image"}) == pair
    assert TYPE.attachments({"attachments": pair, "attachment_type": "website"}) == []
