"""A lease has an end: what happens to work that is late, passed over, given back or never shown."""

from collections.abc import AsyncGenerator

import pytest

from goldwright.dispatch import actions, jobs
from goldwright.errors import IllegalMoveError, LeaseExpiredError, NotFoundError
from tests.support.crowd import Crowd
from tests.support.crowd import crowd as crowd_of

CAT = {"category": "cat"}
DOG = {"category": "dog"}


@pytest.fixture
async def crowd(database_url: str) -> AsyncGenerator[Crowd]:
    async with crowd_of(database_url) as found:
        yield found


async def end_leases(crowd: Crowd, *, shown: bool = True) -> None:
    """Let every live lease of the organisation run out now."""
    async with crowd.db.transaction(crowd.identity) as conn:
        await conn.execute(
            "UPDATE assignment SET lease_expires_at = now() - interval '1 second',"
            " leased_at = now() - interval '15 minutes',"
            " shown_at = CASE WHEN %s THEN now() - interval '15 minutes' END"
            " WHERE organisation_id = %s AND status = 'leased'",
            (shown, crowd.organisation_id),
        )


async def slots(crowd: Crowd, task_id: str) -> object:
    (row,) = await crowd.rows("SELECT slots_left FROM opening WHERE task_id = %s", task_id)
    return row["slots_left"]


async def test_expired_lease_returns_the_task_once(crowd: Crowd) -> None:
    project = await crowd.project()
    task = await crowd.task(project)
    await crowd.lease("ada", project)
    await end_leases(crowd)

    for _ in range(3):
        await jobs.expire_leases(crowd.db)

    told = await crowd.rows(
        "SELECT kind FROM event WHERE task_id = %s AND kind = 'assignment.expired'", task
    )
    assert len(told) == 1
    assert await slots(crowd, task) == 1
    assert await crowd.lease("bob", project) is not None
    assert await crowd.lease("cyd", project) is None


async def test_unshown_lease_goes_back_silently(crowd: Crowd) -> None:
    project = await crowd.project()
    await crowd.task(project)
    await crowd.lease("ada", project)
    await end_leases(crowd, shown=False)

    await jobs.expire_leases(crowd.db)

    (row,) = await crowd.rows("SELECT status FROM assignment WHERE project_id = %s", project)
    assert row["status"] == "returned"


async def test_late_answer_counts_while_its_place_is_free(crowd: Crowd) -> None:
    project = await crowd.project(rate_micros=5000)
    task = await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None
    await end_leases(crowd)
    await jobs.expire_leases(crowd.db)

    kept = await crowd.submit("ada", held["assignment_id"], CAT)

    assert kept["is_counted"] is True
    assert kept["paid_micros"] == 5000
    assert (await crowd.task_row(task))["status"] == "completed"


async def test_late_answer_to_a_taken_place_is_kept_and_paid_for_its_time(crowd: Crowd) -> None:
    project = await crowd.project(rate_micros=1_800_000, lease_seconds=1800)
    task = await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None
    await end_leases(crowd)
    await jobs.expire_leases(crowd.db)
    await crowd.answer("bob", project, DOG)

    kept = await crowd.submit("ada", held["assignment_id"], CAT)  # says 3 active seconds of 1800
    again = await crowd.submit("ada", held["assignment_id"], CAT)

    assert kept["is_counted"] is False
    assert kept["paid_micros"] == 3000
    assert again == kept
    assert (await crowd.task_row(task))["response"] == DOG
    (row,) = await crowd.rows("SELECT status FROM assignment WHERE id = %s", held["assignment_id"])
    assert row["status"] == "late"


async def test_skipped_task_never_comes_back_to_who_skipped_it(crowd: Crowd) -> None:
    project = await crowd.project()
    await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None

    async with crowd.db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, (await crowd.worker("ada")).token)
        for _ in range(2):
            await actions.give_back(
                conn,
                worker_id,
                str(held["assignment_id"]),
                status="skipped",
                reason="The image is broken.",
            )

    assert await crowd.lease("ada", project) is None
    assert await crowd.lease("bob", project) is not None


async def test_released_task_may_come_back(crowd: Crowd) -> None:
    project = await crowd.project()
    task = await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None

    async with crowd.db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, (await crowd.worker("ada")).token)
        await actions.give_back(conn, worker_id, str(held["assignment_id"]), status="released")

    assert await slots(crowd, task) == 1
    assert await crowd.lease("ada", project) is not None


async def test_asking_again_gives_what_is_held(crowd: Crowd) -> None:
    project = await crowd.project()
    for _ in range(3):
        await crowd.task(project)

    first = await crowd.lease("ada", project)
    second = await crowd.lease("ada", project)

    assert first is not None
    assert second == first


async def test_extending_an_ended_lease_says_when_it_ended(crowd: Crowd) -> None:
    project = await crowd.project()
    await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None
    await end_leases(crowd)

    async with crowd.db.connection() as conn, conn.transaction():
        worker_id = await actions.act_as_worker(conn, (await crowd.worker("ada")).token)
        with pytest.raises(LeaseExpiredError, match=r"ended at \d\d:\d\d UTC"):
            await actions.extend(conn, worker_id, str(held["assignment_id"]))
        with pytest.raises(NotFoundError):
            await actions.extend(conn, worker_id, "asg_unknown")


async def test_second_answer_to_a_submitted_assignment_is_refused(crowd: Crowd) -> None:
    project = await crowd.project()
    task = await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None
    first = await crowd.submit("ada", held["assignment_id"], CAT)

    repeated = await crowd.submit("ada", held["assignment_id"], CAT)
    with pytest.raises(IllegalMoveError, match="revise"):
        await crowd.submit("ada", held["assignment_id"], DOG)

    assert repeated == first
    assert (await crowd.task_row(task))["response"] == CAT


async def test_answer_to_a_cancelled_task_is_paid_but_not_counted(crowd: Crowd) -> None:
    project = await crowd.project(rate_micros=700)
    task = await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None
    async with crowd.db.transaction(crowd.identity) as conn:
        await conn.execute(
            "UPDATE task SET status = 'cancelled' WHERE organisation_id = %s AND id = %s",
            (crowd.organisation_id, task),
        )

    kept = await crowd.submit("ada", held["assignment_id"], CAT)

    assert kept["is_counted"] is False
    assert kept["paid_micros"] == 700


async def test_late_answer_to_a_task_never_shown_earns_nothing(crowd: Crowd) -> None:
    project = await crowd.project(rate_micros=1_800_000, lease_seconds=1800)
    await crowd.task(project)
    held = await crowd.lease("ada", project)
    assert held is not None
    await end_leases(crowd, shown=False)
    await jobs.expire_leases(crowd.db)
    await crowd.answer("bob", project, DOG)

    kept = await crowd.submit("ada", held["assignment_id"], CAT)

    assert (kept["is_counted"], kept["paid_micros"]) == (False, 0)


async def test_gold_may_be_revised_where_other_work_may(crowd: Crowd) -> None:
    one, several = await crowd.project(), await crowd.project(annotations_wanted=2)
    seen: list[bool] = []
    for project in (one, several):
        await crowd.known_task(project, CAT)
        await crowd.task(project, wanted=2)
        await crowd.run("UPDATE project SET gold_share = 1 WHERE id = %s", project)
        held = await crowd.lease("ada", project)
        assert held is not None
        await crowd.submit("ada", held["assignment_id"], CAT)
        try:
            await crowd.revise("ada", held["assignment_id"], DOG)
        except IllegalMoveError:
            seen.append(False)
        else:
            seen.append(True)

    assert seen == [False, True]


async def test_gold_may_be_revised_about_as_long_as_the_work_before_it(crowd: Crowd) -> None:
    project = await crowd.project(annotations_wanted=2)
    task = await crowd.task(project, wanted=2)
    await crowd.answer("ada", project, CAT)
    await crowd.known_task(project, CAT)
    await crowd.task(project, wanted=2)
    await crowd.run("UPDATE project SET gold_share = 1 WHERE id = %s", project)
    gold = await crowd.lease("ada", project)
    assert gold is not None
    await crowd.submit("ada", gold["assignment_id"], CAT)
    await crowd.revise("ada", gold["assignment_id"], DOG)
    # The work took an hour, and was decided just now.
    await crowd.run("UPDATE annotation SET submitted_at = submitted_at - interval '1 hour'")

    close = (
        "UPDATE task SET status = 'completed', completed_at = now() - %s::interval WHERE id = %s"
    )
    await crowd.run(close, "0 minutes", task)
    await crowd.revise("ada", gold["assignment_id"], CAT)  # or both would close at once

    await crowd.run(close, "35 minutes", task)
    with pytest.raises(IllegalMoveError):
        await crowd.revise("ada", gold["assignment_id"], DOG)


async def test_cancelled_gold_is_drawn_no_more(crowd: Crowd) -> None:
    project = await crowd.project(gold_share=1)
    known = await crowd.known_task(project, CAT)
    task = await crowd.task(project)
    await crowd.run("UPDATE task SET status = 'cancelled' WHERE id = %s", known)

    await crowd.lease("ada", project)

    (row,) = await crowd.rows("SELECT task_id FROM assignment WHERE project_id = %s", project)
    assert row["task_id"] == task
