"""Batches from staging to done, through the official client."""

import httpx
import pytest
from scaleapi import ScaleClient
from scaleapi.batches import BatchStatus
from scaleapi.exceptions import (
    ScaleDuplicateResource,
    ScaleInvalidRequest,
    ScaleResourceNotFound,
)
from scaleapi.tasks import Task, TaskType

from goldwright.db import Database
from tests.support.factories import Organisation, basic, make_worker

CHOICE = {"attachment": "a text", "attachment_type": "text", "categories": ["a", "b"]}


def create(client: ScaleClient, **changes: object) -> Task:
    """A categorization task."""
    return client.create_task(TaskType.Categorization, **{**CHOICE, **changes})


def test_created_batch_reads_back_equal(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)

    batch = live.create_batch("p", "b", "http://www.example.com/callback", metadata={"a": 1})

    assert live.get_batch("b").as_dict() == batch.as_dict()
    assert (batch.status, batch.project, batch.metadata) == ("in_progress", "p", {"a": 1})
    assert batch.as_dict()["callback"] == "http://www.example.com/callback"


def test_batch_is_refused_without_project_or_under_a_taken_name(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)
    live.create_batch("p", "b", "")

    with pytest.raises(ScaleDuplicateResource):
        live.create_batch("p", "b", "")
    with pytest.raises(ScaleResourceNotFound):
        live.create_batch("none", "b2", "")
    with pytest.raises(ScaleInvalidRequest):
        live.create_batch("p", "", "")
    with pytest.raises(ScaleInvalidRequest):
        live.create_batch("p", "b3", "nowhere")


def test_batch_of_a_self_served_project_waits_for_its_finalization(
    live: ScaleClient, trial: ScaleClient
) -> None:
    for client in (live, trial):
        client.create_project("p", TaskType.Categorization, rapid=True)

    staged, at_once = live.create_batch("p", "b", ""), trial.create_batch("p", "b", "")
    released = live.finalize_batch("b")

    assert staged.status == "staging"
    assert at_once.status == "in_progress"
    assert released.status == "in_progress"
    assert live.finalize_batch("b").status == "in_progress"
    with pytest.raises(ScaleInvalidRequest):
        create(live, project="p")


async def test_workers_see_a_staged_batch_only_once_it_is_final(
    live: ScaleClient, db: Database, organisation: Organisation
) -> None:
    live.create_project("p", TaskType.Categorization, rapid=True)
    live.create_batch("p", "b", "")
    await make_worker(db, organisation)
    create(live, batch="b")

    async def is_open() -> list[bool]:
        async with db.transaction(organisation.identity()) as conn:
            return [row["is_open"] for row in await (await conn.execute("TABLE queue")).fetchall()]

    assert await is_open() == [False]
    live.finalize_batch("b")
    assert await is_open() == [True]
    create(live, batch="b")
    create(live, batch="b", priority=30)
    assert await is_open() == [True, True]


def test_project_follows_from_the_batch_and_must_agree_with_it(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)
    live.create_project("q", TaskType.Categorization)
    live.create_batch("p", "b", "")

    task = create(live, batch="b")

    assert (task.as_dict()["project"], task.as_dict()["batch"]) == ("p", "b")
    with pytest.raises(ScaleInvalidRequest):
        create(live, project="q", batch="b")
    with pytest.raises(ScaleResourceNotFound):
        create(live, batch="none")


def test_status_counts_tasks_and_completes_with_the_last(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)
    batch = live.create_batch("p", "b", "")
    first, second = create(live, batch="b"), create(live, batch="b")

    live.cancel_task(first.id)
    half = live.batch_status("b")
    live.cancel_task(second.id)
    done = live.batch_status("b")
    create(live, batch="b")
    batch.get_status()

    assert half == {"status": "in_progress", "pending": 1, "canceled": 1}
    assert done == {"status": "completed", "canceled": 2}
    assert batch.status == "in_progress"
    assert batch.tasks_pending == 1


def test_batches_are_listed_newest_first_and_filtered(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)
    live.create_project("q", TaskType.Categorization, rapid=True)
    for name in ("b1", "b2", "b3"):
        live.create_batch("p", name, "")
    live.create_batch("q", "staged", "")

    page = live.batches(limit=2)

    assert [batch.name for batch in page] == ["staged", "b3"]
    assert (page.total, page.has_more) == (4, True)
    assert [batch.name for batch in live.get_batches("p")] == ["b3", "b2", "b1"]
    assert [b.name for b in live.get_batches(batch_status=BatchStatus.Staging)] == ["staged"]
    assert live.batches(project="none").total == 0
    assert live.batches(start_time="2100-01-01").total == 0
    assert live.batches(exclude_archived=True).total == 4


def test_cancelled_batch_is_listed_as_it_is_shown(
    live: ScaleClient, server: str, organisation: Organisation
) -> None:
    live.create_project("p", TaskType.Categorization)
    live.create_batch("p", "stopped", "")
    create(live, batch="stopped")

    stopped = httpx.post(f"{server}/api/batches/stopped/cancel", auth=basic(organisation.live_key))

    assert stopped.status_code == 200
    assert live.batch_status("stopped") == {"status": "completed", "canceled": 1}
    assert [b.name for b in live.get_batches(batch_status=BatchStatus.Completed)] == ["stopped"]
    assert list(live.get_batches(batch_status=BatchStatus.InProgress)) == []


def test_metadata_of_a_batch_is_replaced(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization)
    live.create_batch("p", "b", "", metadata={"old": 1})

    assert live.set_batch_metadata("b", {"new": 2}).metadata == {"new": 2}
    assert live.set_batch_metadata("b", {}).metadata == {}
    for call in (live.get_batch, live.batch_status, live.finalize_batch):
        with pytest.raises(ScaleResourceNotFound):
            call("a task that is none")
