"""What workers' figures owe to a reviewer counts for what the reviewer turns out to be worth."""

import pytest

from goldwright.quality.acceptance import Acceptance, read_acceptance, read_judged_by
from goldwright.quality.people import worker_record
from tests.support.crowd import Crowd

pytestmark = pytest.mark.usefixtures("sound")

CAT = {"category": "cat"}
DOG = {"category": "dog"}
REVIEW_RATE = 100


async def reviewed_project(people: Crowd, **settings: object) -> str:
    return await people.project(
        **{
            "review_share": 1,
            "rate_micros": 1000,
            "review_rate_micros": REVIEW_RATE,
            "rejections_max": 0,
            **settings,
        }
    )


async def judge(people: Crowd, name: str, project: str, verdict: str, **more: object) -> None:
    await people.reviewer(name, project)
    held = await people.lease(name, project)
    assert held is not None, f"{name} was given nothing"
    await people.review(name, held["assignment_id"], verdict, **more)


async def answer_and_judge(
    people: Crowd, project: str, reviewer: str, verdict: str, **more: object
) -> None:
    """Ann answers rightly, and somebody judges it."""
    await people.task(project)
    await people.answer("ann", project, CAT)
    await people.settle()
    await judge(people, reviewer, project, verdict, **more)
    await people.settle()


async def show_harshness(people: Crowd, project: str, reviewer: str, times: int = 12) -> None:
    """Gold tells of a reviewer that they refuse what is right."""
    await people.run("UPDATE project SET gold_share = 1 WHERE id = %s", project)
    for _ in range(times):
        await people.known_task(project, CAT, initial=CAT)
    await people.task(project)  # gold comes in the place of a waiting review
    await people.answer("cleo", project, CAT)
    await people.settle()
    for _ in range(times):
        await judge(people, reviewer, project, "rejected")
    await people.settle()
    await people.run("UPDATE project SET gold_share = 0 WHERE id = %s", project)


async def acceptance(people: Crowd, project: str, name: str = "ann") -> Acceptance:
    worker = people.workers[name].id
    async with people.db.transaction(people.identity) as conn:
        return (await read_acceptance(conn, people.scope, project, [worker]))[worker]


async def counts(people: Crowd, name: str = "ann") -> tuple[float, float]:
    (row,) = await people.rows(
        "SELECT right_count, wrong_count FROM worker_skill WHERE worker_id = %s",
        people.workers[name].id,
    )
    return row["right_count"], row["wrong_count"]


async def paid(people: Crowd) -> list[dict[str, object]]:
    return await people.rows(
        "SELECT account, worker_id, sum(amount_micros) AS micros, count(*) AS entries FROM entry"
        " WHERE worker_id = %s GROUP BY 1, 2 ORDER BY 1",
        people.workers["ann"].id,
    )


async def test_acceptance_counts_every_verdict_that_took_effect(people: Crowd) -> None:
    project = await reviewed_project(people)
    for verdict in ("accepted", "accepted", "fixed", "rejected"):
        fix = DOG if verdict == "fixed" else None
        await answer_and_judge(people, project, "rita", verdict, response=fix)

    found = await acceptance(people, project)
    async with people.db.transaction(people.identity) as conn:
        (by,) = await read_judged_by(conn, people.scope, project, people.workers["ann"].id)

    assert (found.raw.answers, found.raw.accuracy) == (4, 0.5)
    assert found.weighed == found.raw, "nobody knows yet what the reviewer is worth"
    assert (by.accepted, by.fixed, by.rejected) == (2, 1, 1)
    assert (by.refusing_weight, by.harshness) == (1, None)
    assert await counts(people) == (2, 1)


async def test_past_refusals_count_for_less_when_the_reviewer_turns_out_harsh(
    people: Crowd,
) -> None:
    project = await reviewed_project(people)
    for _ in range(4):
        await answer_and_judge(people, project, "hal", "fixed", response=DOG)
    for _ in range(2):
        await answer_and_judge(people, project, "hal", "rejected")
    for _ in range(4):
        await answer_and_judge(people, project, "rita", "accepted")
    before, had, money = await acceptance(people, project), await counts(people), await paid(people)

    await show_harshness(people, project, "hal")

    after, has = await acceptance(people, project), await counts(people)
    assert before.weighed == before.raw == after.raw
    assert before.raw.accuracy == 0.4
    assert after.weighed.accuracy > 0.75
    assert after.weighed.low < after.weighed.accuracy < after.weighed.high
    assert had == (4, 4)
    assert has[0] == 4
    assert has[1] < 1
    assert await paid(people) == money, "what was paid stays paid"
    async with people.db.transaction(people.identity) as conn:
        hal, rita = await read_judged_by(conn, people.scope, project, people.workers["ann"].id)
        seen = await worker_record(conn, people.scope, project, people.workers["ann"].id)
    assert hal.harshness > 0.7
    assert hal.refusing_weight < 0.25
    assert (rita.refusing_weight, rita.harshness) == (1, None)
    assert seen.record.overall.accuracy > 0.75


async def test_verdicts_to_come_count_for_what_is_known_already(people: Crowd) -> None:
    project = await reviewed_project(people)
    await people.worker("ann", project)
    await show_harshness(people, project, "hal")

    await judge(people, "hal", project, "fixed", response=DOG)  # the one that waited meanwhile
    await people.settle()

    right, wrong = await counts(people, "cleo")
    (row,) = await people.rows("SELECT weight FROM verdict_evidence WHERE verdict = 'fixed'")
    assert (right, wrong) == (0, pytest.approx(row["weight"]))
    assert 0 < wrong < 0.25


async def test_weighing_again_changes_nothing(people: Crowd) -> None:
    project = await reviewed_project(people)
    for verdict, fix in (("fixed", DOG), ("accepted", None)):
        await answer_and_judge(people, project, "hal", verdict, response=fix)
    await show_harshness(people, project, "hal")
    told = await counts(people), await acceptance(people, project)
    repeated = ("review.submitted", "project.reviewers_measured")
    await people.run(
        "UPDATE event SET pending_for = CASE kind WHEN 'review.submitted' THEN 'review'"
        " ELSE 'reviewers' END WHERE kind = ANY (%s)",
        list(repeated),
    )

    await people.settle()

    assert (await counts(people), await acceptance(people, project)) == told
    results = await people.rows("SELECT count(*) AS results FROM review_result")
    assert results == [{"results": 12}]


async def test_a_reviewer_who_was_thought_harsh_recovers(people: Crowd) -> None:
    project = await reviewed_project(people)
    await answer_and_judge(people, project, "hal", "fixed", response=DOG)
    await show_harshness(people, project, "hal", times=3)
    low = (await counts(people))[1]
    await people.run("UPDATE project SET gold_share = 1 WHERE id = %s", project)
    for _ in range(40):
        await people.known_task(project, CAT, initial=CAT)
        await judge(people, "hal", project, "accepted")

    await people.settle()

    assert low < 0.8 < (await counts(people))[1] <= 1
