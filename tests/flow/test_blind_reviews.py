"""Blind second reviews: two people judge the same answer, and nobody tells either of the other."""

import pytest

from goldwright.dispatch.jobs import expire_leases
from goldwright.quality.answers import read_standing
from goldwright.review.actions import feedback, look, task_history
from goldwright.task_types.contract import JsonObject
from tests.support.crowd import Crowd

pytestmark = pytest.mark.usefixtures("sound")

CAT = {"category": "cat"}
DOG = {"category": "dog"}


async def blind_project(people: Crowd, **settings: object) -> str:
    return await people.project(
        **{
            "review_share": 1,
            "second_review_share": 1,
            "second_review_is_blind": True,
            "rate_micros": 1000,
            "review_rate_micros": 100,
            **settings,
        }
    )


async def answered(people: Crowd, project: str, response: JsonObject = CAT) -> str:
    task = await people.task(project)
    await people.answer("ann", project, response)
    await people.settle()
    return task


async def judge(people: Crowd, name: str, project: str, verdict: str, **more: object) -> JsonObject:
    """What a reviewer holds who then judges whatever comes next."""
    await people.reviewer(name, project)
    held = await people.lease(name, project)
    assert held is not None, f"{name} was given nothing"
    await people.review(name, held["assignment_id"], verdict, **more)
    await people.settle()
    return held


async def customer_told(people: Crowd, task: str) -> str:
    """Everything that a customer may ask of a task's reviews, as text."""
    async with people.db.transaction(people.identity) as conn:
        told = await task_history(conn, people.scope, task)
        standing = await read_standing(conn, people.scope, task)
    return repr((told, standing.answers))


FIRST: list[tuple[str, JsonObject | None]] = [
    ("accepted", None),
    ("fixed", DOG),
    ("rejected", None),
]


@pytest.mark.parametrize(("verdict", "fix"), FIRST)
async def test_second_reviewer_is_told_nothing_of_the_first_verdict(
    people: Crowd, verdict: str, fix: JsonObject | None
) -> None:
    project = await blind_project(people)
    task = await answered(people, project)
    remark = {"text": "first remark"}
    await judge(people, "rita", project, verdict, response=fix, comments=[remark])
    await people.reviewer("sam", project)

    held = await people.lease("sam", project)
    subject = await look(people.db, people.workers["sam"].token, str(held["assignment_id"]))

    assert (held["stage"], held["rejections"]) == ("second_review", 0)
    assert (subject.response, subject.answers, subject.is_blind) == (CAT, [CAT], True)
    assert subject.rejections == []
    # Neither is the customer told, nor the annotator: a reviewer may know them, or work for both.
    told = await customer_told(people, task)
    for secret in (verdict, "see the rules", "first remark", "dog"):
        assert secret not in told
    own = await people.rows(
        "SELECT id FROM assignment WHERE worker_id = %s", people.workers["ann"].id
    )
    heard = await feedback(people.db, people.workers["ann"].token, str(own[0]["id"]))
    assert heard.verdicts == []


async def test_first_verdict_is_told_once_the_second_is_in(people: Crowd) -> None:
    project = await blind_project(people)
    task = await answered(people, project)
    await judge(people, "rita", project, "rejected", comments=[{"text": "first remark"}])

    await judge(people, "sam", project, "accepted")

    assert "first remark" in await customer_told(people, task)
    async with people.db.transaction(people.identity) as conn:
        _, said = await task_history(conn, people.scope, task)
    assert [(one["verdict"], one["is_blind"]) for one in said] == [
        ("rejected", False),
        ("accepted", True),
    ]
    own = await people.rows(
        "SELECT id FROM assignment WHERE worker_id = %s", people.workers["ann"].id
    )
    heard = await feedback(people.db, people.workers["ann"].token, str(own[0]["id"]))
    assert heard.verdicts == [], "a verdict that decided nothing is told to nobody who answered"


@pytest.mark.parametrize(
    ("first", "second", "status", "response"),
    [
        (("rejected", None), ("accepted", None), "completed", CAT),
        (("accepted", None), ("fixed", DOG), "completed", DOG),
        (("fixed", DOG), ("accepted", None), "completed", CAT),
        (("accepted", None), ("rejected", None), "pending", None),
        (("rejected", None), ("rejected", None), "pending", None),
    ],
)
async def test_second_reviewer_decides(
    people: Crowd,
    first: tuple[str, JsonObject | None],
    second: tuple[str, JsonObject | None],
    status: str,
    response: JsonObject | None,
) -> None:
    project = await blind_project(people)
    task = await answered(people, project)

    await judge(people, "rita", project, first[0], response=first[1])
    await judge(people, "sam", project, second[0], response=second[1])

    row = await people.task_row(task)
    assert (row["status"], row["response"]) == (status, response)
    assert row["rejections"] == (second[0] == "rejected")
    assert row["stage"] == ("annotate" if second[0] == "rejected" else "second_review")


async def test_customer_decides_differences_where_the_project_says_so(people: Crowd) -> None:
    project = await blind_project(people, differing_reviews="customer_decides")
    alike = await answered(people, project)
    await judge(people, "rita", project, "accepted")
    await judge(people, "sam", project, "accepted")
    task = await answered(people, project)
    await judge(people, "rita", project, "accepted")

    await judge(people, "sam", project, "rejected")

    assert (await people.task_row(alike))["status"] == "completed"
    row = await people.task_row(task)
    assert (row["status"], row["rejections"]) == ("pending", 0)
    async with people.db.transaction(people.identity) as conn:
        standing = await read_standing(conn, people.scope, task)
    assert standing.row["state"] == "needs_review"
    assert standing.reason is not None
    assert "do not agree" in standing.reason
    assert await people.lease("bob", project) is None
    assert "rejected" in await customer_told(people, task), "who decides reads both"


async def test_what_a_reviewer_judges_stays_when_the_project_changes_its_mind(
    people: Crowd,
) -> None:
    project = await blind_project(people)
    task = await answered(people, project)
    await judge(people, "rita", project, "fixed", response=DOG)
    await people.reviewer("sam", project)
    held = await people.lease("sam", project)
    await people.run("UPDATE project SET second_review_is_blind = false WHERE id = %s", project)

    subject = await look(people.db, people.workers["sam"].token, str(held["assignment_id"]))
    await people.review("sam", held["assignment_id"], "accepted")
    await people.settle()

    assert subject.response == CAT
    assert (await people.task_row(task))["response"] == CAT


async def test_late_verdict_of_another_reviewer_is_kept_from_the_second(people: Crowd) -> None:
    project = await blind_project(people)
    await answered(people, project)
    await people.reviewer("tom", project)
    late = await people.lease("tom", project)
    await people.run(
        "UPDATE assignment SET shown_at = now() - interval '1 minute',"
        " lease_expires_at = now() - interval '1 second' WHERE id = %s",
        late["assignment_id"],
    )
    await expire_leases(people.db)
    await people.reviewer("rita", project)
    held = await people.lease("rita", project)
    told = await people.review("tom", late["assignment_id"], "rejected")
    await people.review("rita", held["assignment_id"], "accepted")
    await people.settle()
    await people.reviewer("sam", project)

    held = await people.lease("sam", project)
    subject = await look(people.db, people.workers["sam"].token, str(held["assignment_id"]))

    assert not told["is_counted"]
    assert (held["stage"], subject.rejections) == ("second_review", [])


async def test_next_annotator_reads_why_both_rejected(people: Crowd) -> None:
    project = await blind_project(people)
    await answered(people, project)
    await judge(people, "rita", project, "rejected")
    await judge(people, "sam", project, "rejected")

    held = await people.lease("bob", project)

    subject = await look(people.db, people.workers["bob"].token, str(held["assignment_id"]))
    assert [one["response"] for one in subject.rejections] == [CAT, CAT]


async def test_pairs_of_verdicts_are_kept_once_and_told(people: Crowd) -> None:
    project = await blind_project(people)
    pairs = [("rejected", "accepted"), ("accepted", "rejected"), ("accepted", "accepted")]
    for first, second in pairs:
        await answered(people, project, CAT)
        await judge(people, "rita", project, first)
        await judge(people, "sam", project, second)
    await people.run("UPDATE event SET pending_for = 'review' WHERE kind = 'review.submitted'")

    await people.settle()

    rows = await people.rows(
        "SELECT worker_id, second_worker_id, refused, second_refused, agreement FROM blind_result"
        " ORDER BY created_at"
    )
    ids = (people.workers["rita"].id, people.workers["sam"].id)
    assert [(row["worker_id"], row["second_worker_id"]) for row in rows] == [ids] * 3
    assert [(row["refused"], row["second_refused"], row["agreement"]) for row in rows] == [
        (True, False, 0),
        (False, True, 0),
        (False, False, 1),
    ]
