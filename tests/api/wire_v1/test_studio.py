"""Studio through the official client: what it shows, and that it decides who gets what."""

import pytest
from scaleapi import ScaleClient
from scaleapi.exceptions import ScaleInvalidRequest, ScaleResourceNotFound
from scaleapi.tasks import TaskType

from goldwright.db import Database
from tests.support.factories import Organisation, make_worker

CHOICE = {"attachment": "a text", "attachment_type": "text", "categories": ["a", "b"]}


async def offered(db: Database, organisation: Organisation) -> set[tuple[str, str]]:
    """Who is offered what: worker and project's name."""
    async with db.transaction(organisation.identity()) as conn:
        rows = await conn.execute(
            "SELECT o.worker_id, p.name FROM offer AS o JOIN project AS p ON p.id = o.project_id"
            " WHERE o.is_open"
        )
        return {(row["worker_id"], row["name"]) for row in await rows.fetchall()}


async def test_assignment_decides_who_is_offered_a_project(
    live: ScaleClient, db: Database, organisation: Organisation
) -> None:
    ann, bob = await make_worker(db, organisation), await make_worker(db, organisation)
    live.create_project("studio", TaskType.Categorization, studio=True)
    live.create_project("open", TaskType.Categorization)

    before = await offered(db, organisation)
    added = live.add_studio_assignments([ann.email], ["studio", "open"])
    during = await offered(db, organisation)
    removed = live.remove_studio_assignments([ann.email], ["studio", "open"])

    assert before == {(ann.worker_id, "open"), (bob.worker_id, "open")}
    assert {email: one.assigned_projects for email, one in added.items()} == {
        ann.email: ["open", "studio"],
        bob.email: [],
    }
    assert during == {(ann.worker_id, "studio"), (ann.worker_id, "open")}
    assert removed[ann.email].assigned_projects == []
    assert await offered(db, organisation) == before
    assert set(live.list_studio_assignments()) == {ann.email, bob.email}


async def test_groups_are_made_changed_and_listed(
    live: ScaleClient, db: Database, organisation: Organisation
) -> None:
    ann, bob = await make_worker(db, organisation), await make_worker(db, organisation)
    live.create_project("a/b", TaskType.Categorization, studio=True)

    made = live.create_project_group("a/b", [ann.email], "night/shift")
    changed = live.update_project_group("a/b", "night/shift", [bob.email], [ann.email])
    listed = live.list_project_groups("a/b")

    assert (made.name, made.numWorkers) == ("night/shift", 1)
    assert (changed.id, changed.numWorkers) == (made.id, 1)
    assert [one.name for one in listed] == ["night/shift"]
    with pytest.raises(ScaleInvalidRequest):
        live.create_project_group("a/b", [], "night/shift")
    with pytest.raises(ScaleResourceNotFound):
        live.update_project_group("a/b", "none", [], [])
    with pytest.raises(ScaleResourceNotFound):
        live.list_project_groups("none")


def test_strangers_and_unknown_projects_are_refused(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization, studio=True)

    with pytest.raises(ScaleInvalidRequest):
        live.add_studio_assignments(["stranger@example.com"], ["p"])
    with pytest.raises(ScaleResourceNotFound):
        live.add_studio_assignments([], ["none"])


async def test_ranks_and_groups_reach_the_queues(
    live: ScaleClient, db: Database, organisation: Organisation
) -> None:
    ann = await make_worker(db, organisation)
    live.create_project("p", TaskType.Categorization, studio=True)
    for name in ("old", "new"):
        live.create_batch("p", name, "", calibration_batch=name == "new")
        live.create_task(TaskType.Categorization, batch=name, **CHOICE)
    group = live.create_project_group("p", [ann.email], "g")

    by_age = [one.name for one in live.list_studio_batches()]
    ranked = live.set_studio_batches_priorities(["new", "old"])
    given = live.assign_studio_batches("new", ["g"])
    live.create_task(TaskType.Categorization, batch="new", priority=30, **CHOICE)

    async with db.transaction(organisation.identity()) as conn:
        rows = await conn.execute(
            "SELECT b.name, q.batch_rank, q.group_ids FROM queue AS q"
            " JOIN batch AS b ON b.id = q.batch_id ORDER BY q.id"
        )
        queues = [tuple(row.values()) for row in await rows.fetchall()]
    groups = [f"grp_{group.id}"]
    assert by_age == ["old", "new"]
    assert [(one.name, one.studio_priority) for one in ranked] == [("new", 1), ("old", 2)]
    assert (given.groups, given.total, given.batch_type) == (["g"], 1, "Calibration")
    assert queues == [("old", 2, None), ("new", 1, groups), ("new", 1, groups)]
    assert [one.name for one in live.reset_studio_batches_priorities()] == by_age


def test_priorities_must_name_every_pending_batch_once(live: ScaleClient) -> None:
    live.create_project("p", TaskType.Categorization, studio=True)
    live.create_batch("p", "one", "")
    live.create_batch("p", "two", "")

    for names in (["one"], ["one", "two", "two"], []):
        with pytest.raises(ScaleInvalidRequest):
            live.set_studio_batches_priorities(names)
    with pytest.raises(ScaleResourceNotFound):
        live.set_studio_batches_priorities(["one", "two", "three"])
    with pytest.raises(ScaleResourceNotFound):
        live.assign_studio_batches("one", ["none"])
