"""What customers do with tasks, through the official client."""

import time
from datetime import datetime, timedelta

import pytest
from scaleapi import ScaleClient
from scaleapi.exceptions import (
    ScaleDuplicateResource,
    ScaleInvalidRequest,
    ScaleResourceNotFound,
    ScaleUnauthorized,
)
from scaleapi.tasks import Task, TaskType

CHOICE = {"attachment": "a text", "attachment_type": "text", "categories": ["public", "private"]}
BOX = {
    "attachment": "https://example.com/kitten.png",
    "attachment_type": "image",
    "geometries": {"box": {"objects_to_annotate": ["Baby Cow"], "min_height": 10}},
}


def create(client: ScaleClient, **changes: object) -> Task:
    """A categorization task."""
    return client.create_task(TaskType.Categorization, **{**CHOICE, **changes})


def test_created_task_reads_back_equal(live: ScaleClient) -> None:
    task = live.create_task(
        TaskType.ImageAnnotation,
        callback_url="http://www.example.com/callback",
        instruction="Draw a box",
        metadata={"scene": "17"},
        tags=["farm", "cow"],
        unique_id="img-1",
        **BOX,
    )

    read = live.get_task(task.id)

    assert read.as_dict() == task.as_dict()
    assert task.status == "pending"
    assert task.params["geometries"] == BOX["geometries"]
    assert task.tags == ["farm", "cow"]
    assert task.as_dict()["is_test"] is False


def test_unset_fields_are_absent_and_metadata_is_an_empty_object(live: ScaleClient) -> None:
    task = create(live)

    shown = task.as_dict()

    assert shown["metadata"] == {}
    assert shown["processed_attachments"] == []
    assert not {"tags", "unique_id", "response", "completed_at", "batch", "project"} & set(shown)
    assert None not in shown.values()


def test_task_of_a_test_key_is_completed_at_once(trial: ScaleClient) -> None:
    task = create(trial, callback_url="http://www.example.com/callback")

    shown = trial.get_task(task.id).as_dict()

    assert shown == task.as_dict()
    assert shown["status"] == "completed"
    assert shown["response"]["category"] in CHOICE["categories"]
    assert shown["callback_succeeded"] is True
    assert shown["is_test"] is True
    with pytest.raises(ScaleInvalidRequest):
        task.cancel()


def test_environments_see_nothing_of_each_other(live: ScaleClient, trial: ScaleClient) -> None:
    task = create(live, unique_id="same")

    twin = create(trial, unique_id="same")

    assert trial.tasks().total == 1
    assert twin.id != task.id
    with pytest.raises(ScaleResourceNotFound):
        trial.get_task(task.id)


@pytest.mark.parametrize("key", ["test_unknown", "live_unknown"])
def test_unknown_key_is_unauthorized(server: str, key: str) -> None:
    stranger = ScaleClient(key, api_instance_url=f"{server}/v1")

    with pytest.raises(ScaleUnauthorized):
        stranger.batches(limit=1)


def test_second_use_of_a_unique_id_is_a_duplicate(live: ScaleClient) -> None:
    create(live, unique_id="only once")

    with pytest.raises(ScaleDuplicateResource) as refused:
        create(live, unique_id="only once", attachment="something else")

    assert refused.value.message == "A task with that unique_id already exists."
    assert live.tasks(unique_id="only once").total == 1


def test_unique_id_can_be_moved_cleared_and_used_again(live: ScaleClient) -> None:
    first, second = create(live, unique_id="one"), create(live)

    with pytest.raises(ScaleDuplicateResource):
        live.update_task_unique_id(second.id, "one")
    moved = live.update_task_unique_id(second.id, "two")
    cleared = live.clear_task_unique_id(first.id)
    again = create(live, unique_id="one")

    assert moved.unique_id == "two"
    assert "unique_id" not in cleared.as_dict()
    assert "unique_id" not in live.clear_task_unique_id(first.id).as_dict()
    assert again.unique_id == "one"


def test_cancelled_task_stays_cancelled_and_may_free_its_unique_id(live: ScaleClient) -> None:
    task = create(live, unique_id="free me")

    kept = live.cancel_task(task.id)
    freed = live.cancel_task(task.id, clear_unique_id=True)

    assert kept.status == "canceled"
    assert kept.unique_id == "free me"
    assert freed.status == "canceled"
    assert "unique_id" not in freed.as_dict()
    assert create(live, unique_id="free me").status == "pending"


def test_tags_are_set_added_and_deleted(live: ScaleClient) -> None:
    task = create(live)

    assert live.set_task_tags(task.id, ["a", "b"]).tags == ["a", "b"]
    assert live.add_task_tags(task.id, ["b", "c"]).tags == ["a", "b", "c"]
    assert live.delete_task_tags(task.id, ["a", "x"]).tags == ["b", "c"]
    assert "tags" not in live.delete_task_tags(task.id, ["b", "c"]).as_dict()
    assert "tags" not in live.set_task_tags(task.id, []).as_dict()


@pytest.mark.parametrize("tags", [["a", "b", "c", "d", "e", "f"], ["a", 1], [""]])
def test_unsound_tags_are_refused(live: ScaleClient, tags: list[object]) -> None:
    task = create(live)

    with pytest.raises(ScaleInvalidRequest):
        live.set_task_tags(task.id, tags)


def test_metadata_is_replaced_and_an_empty_body_empties_it(live: ScaleClient) -> None:
    task = create(live, metadata={"old": 1})

    assert live.set_task_metadata(task.id, {"new": {"deep": [1]}}).metadata == {
        "new": {"deep": [1]}
    }
    assert live.set_task_metadata(task.id, {}).metadata == {}
    with pytest.raises(ScaleInvalidRequest):
        live.set_task_metadata(task.id, {"large": "x" * 10_300})


@pytest.mark.parametrize("task_id", ["0" * 24, "nonsense", "%00", "ä"])
def test_unknown_ids_are_not_found(live: ScaleClient, task_id: str) -> None:
    for call in (live.get_task, live.cancel_task, live.clear_task_unique_id):
        with pytest.raises(ScaleResourceNotFound):
            call(task_id)


@pytest.mark.parametrize(
    "task_type",
    [
        "categorization",
        "transcription",
        "imageannotation",
        "documenttranscription",
        "annotation",
        "polygonannotation",
        "lineannotation",
        "datacollection",
    ],
)
def test_task_without_attachment_is_an_invalid_request(live: ScaleClient, task_type: str) -> None:
    with pytest.raises(ScaleInvalidRequest) as refused:
        live.create_task(TaskType(task_type))

    assert "attachment" in refused.value.message


def test_unknown_parameters_are_kept(live: ScaleClient) -> None:
    task = create(live, force=True, something={"of": ["their", "own"]})

    assert task.params["force"] is True
    assert task.params["something"] == {"of": ["their", "own"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"callback_url": "ftp://example.com"},
        {"callback_url": "nowhere"},
        {"callback_url": 5},
        {"metadata": ["a"]},
        {"metadata": {"large": "x" * 10_300}},
        {"priority": 15},
        {"priority": "high"},
        {"tags": "a"},
        {"unique_id": ""},
        {"unique_id": ["a"]},
        {"instruction": {"a": 1}},
        {"project": 5},
        {"project_version": "latest"},
        {"clear_unique_id_on_error": "maybe"},
        {"context_attachments": [{"attachment": "a text"}]},
        {"context_attachments": "https://example.com"},
        {"attachment": "scaledata://1/fil_unknown", "attachment_type": "image"},
        {"categories": []},
        {"attachment": "nul \0 inside"},
    ],
)
def test_unsound_parameters_are_refused(live: ScaleClient, changes: dict[str, object]) -> None:
    with pytest.raises(ScaleInvalidRequest) as refused:
        create(live, **changes)

    assert refused.value.message


@pytest.mark.parametrize("earlier", ["made up", ["a"], {"a": None}, [None], 5])
def test_task_to_build_on_is_looked_up_for_types_that_build_on_one(
    live: ScaleClient, earlier: object
) -> None:
    with pytest.raises(ScaleInvalidRequest, match="lidar_task"):
        live.create_task(TaskType.LidarSegmentation, labels=["car"], lidar_task=earlier)

    assert create(live, lidar_task=earlier).params["lidar_task"] == earlier


def test_test_mode_gives_as_many_answers_as_are_collected(trial: ScaleClient) -> None:
    field = {"type": "text", "field_id": "why", "title": "Why?", "required": True}

    task = trial.create_task(
        TaskType.TextCollection,
        attachments=[{"type": "text", "content": "a text"}],
        fields=[field],
        responses_required="3",
    )

    assert task.params["responses_required"] == 3
    assert task.response["annotations"]["why"] == ["test response"] * 3
    with pytest.raises(ScaleInvalidRequest, match="responses_required"):
        trial.create_task(TaskType.TextCollection, **{**task.params, "responses_required": True})


def test_message_does_not_repeat_more_than_can_be_read(live: ScaleClient) -> None:
    with pytest.raises(ScaleResourceNotFound) as refused:
        create(live, project="x" * 100_000)

    assert len(refused.value.message) < 1_100


@pytest.mark.parametrize("target", ["https://example.com/a?b=c", "someone@example.com"])
def test_callback_may_be_a_page_or_a_mail_address(live: ScaleClient, target: str) -> None:
    assert create(live, callback_url=target).callback_url == target


def test_newest_tasks_come_first_as_soon_as_they_exist(live: ScaleClient) -> None:
    made = [create(live).id for _ in range(5)]

    page = live.tasks(limit=3)

    assert [task.id for task in page] == made[:1:-1]
    assert (page.total, page.limit, page.offset, page.has_more) == (5, 3, 0, True)


def test_paging_by_token_neither_repeats_nor_drops_while_tasks_arrive(live: ScaleClient) -> None:
    made = {create(live).id for _ in range(7)}
    seen: list[str] = []
    token = None

    while True:
        page = live.tasks(limit=2, next_token=token)
        seen += [task.id for task in page]
        create(live)
        token = page.next_token
        if not page.has_more:
            break

    assert len(seen) == len(set(seen))
    assert set(seen) == made
    assert token is None


def test_legacy_offset_pages_too(live: ScaleClient) -> None:
    made = [create(live).id for _ in range(3)]

    page = live.api.get_request("tasks", params={"offset": 1, "limit": 1})

    assert [one["task_id"] for one in page["docs"]] == [made[1]]
    assert page["offset"] == 1


def test_every_filter_narrows_the_list(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)
    live.create_batch("p", "b", "")
    wanted = create(live, project="p", batch="b", tags=["x", "y"], unique_id="u1")
    other = create(live, tags=["z"], unique_id="u 2&#+%")
    live.cancel_task(other.id)

    def found(**filters: object) -> set[str]:
        page = live.tasks(**filters)
        assert page.total == len(page)
        return {task.id for task in page}

    both = {wanted.id, other.id}
    assert found() == both
    assert found(project="p") == found(batch="b") == found(status="pending") == {wanted.id}
    assert found(status="canceled") == found(tags="z") == {other.id}
    assert found(tags=["x", "z"]) == found(unique_id=["u1", "u 2&#+%"]) == both
    assert found(type="categorization") == both
    assert found(type="comparison") == found(project="none") == found(batch="none") == set()
    assert found(customer_review_status="accepted") == found(status="error") == set()
    assert found(project="p", type="categorization", tags=["x"]) == {wanted.id}
    assert found(completed_after="2020-01-01") == {other.id}
    assert found(updated_before="2020-01-01") == set()
    assert [task.id for task in live.get_tasks(batch_name="b")] == [wanted.id]
    assert live.get_tasks_count(project_name="p") == 1


def test_bounds_of_time_include_their_moment(live: ScaleClient) -> None:
    task = create(live)
    made = datetime.fromisoformat(task.created_at)
    hour = timedelta(hours=1)

    def count(**bounds: object) -> int:
        return live.tasks(**bounds).total

    naive = made.replace(tzinfo=None)
    assert count(start_time=task.created_at, end_time=task.created_at) == 1
    assert count(start_time=naive.isoformat(), end_time=str(naive + hour)) == 1
    assert count(start_time=(naive + timedelta(milliseconds=1)).isoformat()) == 0
    assert count(end_time=(naive - timedelta(milliseconds=1)).isoformat()) == 0
    assert count(start_time=(naive - 2 * hour).isoformat(), end_time=str(naive - hour)) == 0
    assert count(start_time=f"{naive.isoformat()}+01:00") == 1
    assert count(start_time=naive.date().isoformat()) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "many"},
        {"status": "done"},
        {"start_time": "yesterday"},
        {"next_token": "made up"},
        {"next_token": "AAAA"},
        {"customer_review_status": "accepted,unknown"},
        {"limited_response": "perhaps"},
        {"unique_id": "\0"},
    ],
)
def test_unsound_filters_are_refused(live: ScaleClient, query: dict[str, object]) -> None:
    with pytest.raises(ScaleInvalidRequest):
        live.tasks(**query)


def test_empty_filters_mean_no_filter(live: ScaleClient) -> None:
    create(live)

    page = live.api.get_request("tasks", params={"status": "", "type": "", "project": ""})

    assert page["total"] == 1


def test_limited_response_shows_four_fields(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)
    create(live, project="p")

    page = live.tasks(limited_response=True)

    assert set(page[0].as_dict()) == {"task_id", "status", "metadata", "project"}


def test_lost_answer_is_found_again_by_unique_id(live: ScaleClient) -> None:
    task = create(live, unique_id="img 1")
    time.sleep(0.01)
    task.cancel()

    # What the client asks after a 409 that followed a retried 5xx.
    found = live.api.get_request("tasks?unique_id=img 1")

    assert found["docs"][0]["task_id"] == task.id


def test_keys_of_params_come_back_in_the_order_they_were_sent(live: ScaleClient) -> None:
    names = ["zip code", "a", "the name as printed", "B", "10", "9"]
    task = live.create_task(
        TaskType.Transcription,
        attachment="https://example.com/form.png",
        attachment_type="image",
        fields=dict.fromkeys(names, "as printed"),
    )

    read = live.get_task(task.id)

    assert list(read.params["fields"]) == names
