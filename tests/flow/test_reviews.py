"""Reviews: who may look at what, what each verdict does, and that everybody is paid for it."""

import asyncio

import pytest

from goldwright.api.who import Caller
from goldwright.db import Database
from goldwright.dispatch import actions as dispatch
from goldwright.dispatch.jobs import expire_leases
from goldwright.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    ResponseInvalidError,
)
from goldwright.quality import gold
from goldwright.quality.audit import Remark, ask_others, audit, decide
from goldwright.quality.records import Audit
from goldwright.review.actions import Feedback, Subject, feedback, look
from goldwright.task_types.contract import JsonObject
from goldwright.verify import verify
from tests.support.crowd import Crowd, crowd

pytestmark = pytest.mark.usefixtures("sound")

CAT = {"category": "cat"}
DOG = {"category": "dog"}
RATE, REVIEW_RATE = 500_000, 90_001


async def project_of(people: Crowd, **settings: object) -> str:
    """A project whose every answered task is reviewed, unless told otherwise."""
    return await people.project(
        **{
            "rate_micros": RATE,
            "review_rate_micros": REVIEW_RATE,
            "review_share": 1,
            "lease_seconds": 600,
            **settings,
        }
    )


async def answered(people: Crowd, project: str, response: dict[str, str], name: str = "ann") -> str:
    """The id of a task that somebody answered and reviewers wait for."""
    task = await people.task(project)
    await people.answer(name, project, response)
    await people.settle()
    return task


async def judge(people: Crowd, name: str, project: str, verdict: str, **more: object) -> dict:
    """What a reviewer is told who judges whatever comes next."""
    await people.reviewer(name, project)
    held = await people.lease(name, project)
    assert held is not None, f"{name} was given nothing"
    assert held["stage"] != "annotate"
    told = await people.review(name, held["assignment_id"], verdict, **more)
    await people.settle()
    return told


async def subject_of(people: Crowd, name: str, assignment_id: object) -> Subject:
    return await look(people.db, people.workers[name].token, str(assignment_id))


async def told_of_own_answer(people: Crowd, name: str) -> Feedback:
    """What somebody reads who submitted once."""
    worker = people.workers[name]
    (row,) = await people.rows(
        "SELECT id FROM assignment WHERE worker_id = %s AND status = 'submitted'", worker.id
    )
    return await feedback(people.db, worker.token, str(row["id"]))


async def earned(people: Crowd, name: str) -> int:
    (row,) = await people.rows(
        "SELECT coalesce(sum(amount_micros), 0)::bigint AS micros FROM entry"
        " WHERE account = 'worker' AND worker_id = %s",
        people.workers[name].id,
    )
    return row["micros"]


async def skill(people: Crowd, name: str) -> tuple[float, float]:
    rows = await people.rows(
        "SELECT right_count, wrong_count FROM worker_skill WHERE worker_id = %s",
        people.workers[name].id,
    )
    return (rows[0]["right_count"], rows[0]["wrong_count"]) if rows else (0, 0)


async def test_answered_task_waits_for_its_review(people: Crowd) -> None:
    project = await project_of(people)

    task = await answered(people, project, CAT)

    row = await people.task_row(task)
    assert (row["status"], row["stage"], row["response"]) == ("pending", "review", None)
    (settlement,) = await people.rows("SELECT state, response FROM settlement")
    assert settlement == {"state": "in_review", "response": CAT}


async def test_accepted_task_completes_and_both_people_are_paid(people: Crowd) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)

    told = await judge(people, "rita", project, "accepted")

    row = await people.task_row(task)
    assert (row["status"], row["response"]) == ("completed", CAT)
    assert row["confidence"] is not None
    assert told["paid_micros"] == REVIEW_RATE
    assert await earned(people, "ann") == RATE
    assert await earned(people, "rita") == REVIEW_RATE
    assert await skill(people, "ann") == (1, 0)


async def test_fixed_task_completes_with_the_reviewers_response(people: Crowd) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)

    await judge(people, "rita", project, "fixed", response=DOG)

    row = await people.task_row(task)
    assert (row["status"], row["response"], row["confidence"]) == ("completed", DOG, None)
    assert row["prior_responses"] is None, "the customer never saw another one"
    assert await skill(people, "ann") == (0, 1)
    (settlement,) = await people.rows("SELECT state, response, method, agreement FROM settlement")
    assert settlement == {
        "state": "settled",
        "response": None,
        "method": "reviewed",
        "agreement": 0,
    }


async def test_fix_must_be_sound_and_different(people: Crowd) -> None:
    project = await project_of(people)
    await answered(people, project, CAT)
    await people.reviewer("rita", project)
    held = await people.lease("rita", project)

    for response, error in ((CAT, InvalidInputError), ({"category": "?"}, ResponseInvalidError)):
        with pytest.raises(error):
            await people.review("rita", held["assignment_id"], "fixed", response=response)

    assert (await people.review("rita", held["assignment_id"], "accepted"))["is_counted"]
    await people.settle()


async def test_rejected_task_goes_to_another_annotator_with_its_history(people: Crowd) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)

    await judge(people, "rita", project, "rejected")

    row = await people.task_row(task)
    assert (row["status"], row["stage"], row["rejections"]) == ("pending", "annotate", 1)
    assert row["prior_responses"] == [CAT]
    assert await people.lease("ann", project) is None, "it came back to who answered it"
    assert await people.lease("rita", project) is None, "it came to who had seen the answer"
    held = await people.lease("bob", project)
    assert held is not None
    assert (held["stage"], held["rejections"]) == ("annotate", 1)
    told = await subject_of(people, "bob", held["assignment_id"])
    assert (told.response, told.answers) == (None, [])
    assert [(one["reason"], one["response"]) for one in told.rejections] == [("see the rules", CAT)]
    assert await earned(people, "ann") == RATE, "rejected work stays paid"


async def test_same_reviewer_may_judge_the_next_answer_and_all_are_measured_by_the_end(
    people: Crowd,
) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)
    await judge(people, "rita", project, "rejected")
    await people.answer("bob", project, DOG)
    await people.settle()

    await judge(people, "rita", project, "accepted")

    row = await people.task_row(task)
    assert (row["status"], row["response"]) == ("completed", DOG)
    assert await skill(people, "ann") == (0, 1)
    assert await skill(people, "bob") == (1, 0)
    assert await earned(people, "rita") == 2 * REVIEW_RATE


async def test_task_that_was_rejected_too_often_waits_for_the_customer(people: Crowd) -> None:
    project = await project_of(people, rejections_max=1)
    task = await answered(people, project, CAT)
    await judge(people, "rita", project, "rejected")
    await people.answer("bob", project, DOG)
    await people.settle()

    await judge(people, "rita", project, "rejected")

    (settlement,) = await people.rows("SELECT state FROM settlement")
    assert settlement["state"] == "needs_review"
    assert await people.lease("cleo", project) is None
    assert (await people.task_row(task))["prior_responses"] == [CAT, DOG]
    caller = Caller(people.organisation_id, "live", "manager", None, None)
    async with people.db.transaction(people.identity) as conn:
        await decide(conn, caller, task, DOG)
    assert (await people.task_row(task))["response"] == DOG


async def test_customer_may_ask_others_after_too_many_rejections(people: Crowd) -> None:
    project = await project_of(people, rejections_max=0)
    task = await answered(people, project, CAT)
    await judge(people, "rita", project, "rejected")

    caller = Caller(people.organisation_id, "live", "manager", None, None)
    async with people.db.transaction(people.identity) as conn:
        await ask_others(conn, caller, task)

    assert (await people.task_row(task))["stage"] == "annotate"
    await people.answer("bob", project, DOG)
    await people.settle()
    await judge(people, "rita", project, "accepted")
    assert (await people.task_row(task))["response"] == DOG


async def test_annotators_never_review_their_task_nor_do_strangers_to_the_role(
    people: Crowd,
) -> None:
    project = await project_of(people, annotations_wanted=2)
    await people.task(project, wanted=2)
    await people.answer("ann", project, CAT)
    await people.answer("bob", project, CAT)
    await people.settle()

    for name in ("ann", "bob"):
        await people.reviewer(name, project)
        assert await people.lease(name, project) is None
    assert await people.lease("nobody", project) is None
    await people.reviewer("rita", project)

    assert (await people.lease("rita", project))["stage"] == "review"


async def test_offers_say_who_may_review(people: Crowd) -> None:
    project = await project_of(people, review_qualifications=["review"])
    await people.worker("rita")
    async with people.db.transaction(people.identity) as conn:
        await conn.execute(
            "INSERT INTO member (organisation_id, user_id, role)"
            " SELECT %s, user_id, 'worker' FROM worker WHERE id = %s",
            (people.organisation_id, people.workers["rita"].id),
        )
        await conn.execute(
            "SELECT refresh_offers(%s, 'live', NULL, NULL)", (people.organisation_id,)
        )
    before = await people.rows("SELECT may_review FROM offer WHERE project_id = %s", project)
    async with people.db.transaction(people.identity) as conn:
        await conn.execute(
            "INSERT INTO qualification (worker_id, name) VALUES (%s, 'review')",
            (people.workers["rita"].id,),
        )
        await conn.execute(
            "SELECT refresh_offers(%s, 'live', NULL, NULL)", (people.organisation_id,)
        )

    after = await people.rows("SELECT may_review FROM offer WHERE project_id = %s", project)
    assert (before, after) == ([{"may_review": False}], [{"may_review": True}])


async def test_second_review_is_done_by_a_third_person_who_sees_the_fix(people: Crowd) -> None:
    project = await project_of(people, second_review_share=1)
    task = await answered(people, project, CAT)

    await judge(people, "rita", project, "fixed", response=DOG)
    await people.reviewer("ann", project)
    seen_by_others = [await people.lease(name, project) for name in ("rita", "ann")]
    await people.reviewer("sam", project)
    held = await people.lease("sam", project)
    subject = await subject_of(people, "sam", held["assignment_id"])
    await people.review("sam", held["assignment_id"], "accepted")
    await people.settle()

    assert seen_by_others == [None, None]
    assert held["stage"] == "second_review"
    assert (subject.response, subject.answers) == (DOG, [CAT])
    row = await people.task_row(task)
    assert (row["status"], row["response"]) == ("completed", DOG)
    assert await earned(people, "sam") == REVIEW_RATE


async def test_second_reviewer_may_send_it_back(people: Crowd) -> None:
    project = await project_of(people, second_review_share=1)
    task = await answered(people, project, CAT)
    await judge(people, "rita", project, "accepted")

    await judge(people, "sam", project, "rejected")

    row = await people.task_row(task)
    assert (row["stage"], row["rejections"], row["prior_responses"]) == ("annotate", 1, [CAT])
    await people.answer("bob", project, DOG)
    await people.settle()
    await judge(people, "sam", project, "accepted")
    await judge(people, "rita", project, "accepted")
    assert (await people.task_row(task))["response"] == DOG


async def test_only_the_sampled_share_is_reviewed(people: Crowd) -> None:
    project = await project_of(people, review_share=0.3)
    for _ in range(40):
        await people.task(project)
    for _ in range(40):
        await people.answer("ann", project, CAT)
    await people.settle()

    stood = await people.rows("SELECT status, count(*) AS tasks FROM task GROUP BY 1")
    counts = {row["status"]: row["tasks"] for row in stood}
    assert 2 <= counts["pending"] <= 25
    assert counts["completed"] == 40 - counts["pending"]
    (row,) = await people.rows("SELECT sum(slots_left) AS open FROM opening WHERE stage = 'review'")
    assert row["open"] == counts["pending"]


async def test_unsure_tasks_are_reviewed_and_sure_ones_are_not(people: Crowd) -> None:
    project = await project_of(people, review_share=0, review_below=0.8, annotations_wanted=3)
    unsure = await people.task(project, wanted=3)
    for name, response in (("ann", CAT), ("bob", CAT), ("cleo", DOG)):
        await people.answer(name, project, response)
    sure = await people.task(project, wanted=3)
    for name in ("ann", "bob", "cleo"):
        await people.answer(name, project, CAT)
    await people.settle()

    assert (await people.task_row(unsure))["stage"] == "review"
    assert (await people.task_row(unsure))["status"] == "pending"
    assert (await people.task_row(sure))["status"] == "completed"


async def test_reviewer_sees_every_answer_without_names(people: Crowd) -> None:
    project = await project_of(people, annotations_wanted=3)
    await people.task(project, wanted=3)
    for name, response in (("ann", CAT), ("bob", DOG), ("cleo", DOG)):
        await people.answer(name, project, response)
    await people.settle()
    await people.reviewer("rita", project)
    held = await people.lease("rita", project)

    subject = await subject_of(people, "rita", held["assignment_id"])

    assert (subject.response, subject.answers) == (DOG, [CAT, DOG, DOG])
    assert people.workers["ann"].id not in repr(subject)


async def test_verdict_sent_twice_is_kept_and_paid_once(people: Crowd) -> None:
    project = await project_of(people)
    await answered(people, project, CAT)
    await people.reviewer("rita", project)
    held = await people.lease("rita", project)
    assignment_id = held["assignment_id"]

    told = await asyncio.gather(
        *(people.review("rita", assignment_id, "accepted", key="k") for _ in range(3))
    )
    await people.settle()
    again = await people.review("rita", assignment_id, "accepted", key="k")
    with pytest.raises(ConflictError):
        await people.review("rita", assignment_id, "rejected", key="other")

    assert told == [again] * 3
    assert await earned(people, "rita") == REVIEW_RATE
    assert len(await people.rows("SELECT FROM review")) == 1


async def test_expired_review_goes_to_another_and_a_late_one_counts_nothing(people: Crowd) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)
    await people.reviewer("rita", project)
    first = await people.lease("rita", project)
    await _show_and_run_out(people, first["assignment_id"])

    await judge(people, "sam", project, "accepted")
    late = await people.review("rita", first["assignment_id"], "fixed", response=DOG)
    await people.settle()

    assert not late["is_counted"]
    assert late["paid_micros"] <= REVIEW_RATE
    assert (await people.task_row(task))["response"] == CAT


async def test_late_review_counts_while_nobody_else_has_it(people: Crowd) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)
    await people.reviewer("rita", project)
    held = await people.lease("rita", project)
    await _show_and_run_out(people, held["assignment_id"])

    late = await people.review("rita", held["assignment_id"], "accepted")
    await people.settle()

    assert late["is_counted"]
    assert (await people.task_row(task))["status"] == "completed"
    await people.reviewer("sam", project)
    assert await people.lease("sam", project) is None


async def test_annotator_is_told_what_was_said_of_their_answer_and_what_took_its_place(
    people: Crowd,
) -> None:
    project = await project_of(people, second_review_share=1, rejections_max=1)
    task = await answered(people, project, CAT)
    await judge(people, "rita", project, "fixed", response=DOG)
    await judge(people, "sam", project, "rejected")
    await people.answer("bob", project, DOG)
    await people.settle()
    await judge(people, "rita", project, "accepted")

    first, second = [await told_of_own_answer(people, name) for name in ("ann", "bob")]

    assert first.response == CAT
    assert [(one["verdict"], one["judged"], one["response"]) for one in first.verdicts] == [
        ("fixed", CAT, DOG),
        ("rejected", DOG, None),
    ]
    assert {one["reason"] for one in first.verdicts} == {"see the rules"}
    assert second.verdicts == [], "gold is never accepted: a bare acceptance would tell it apart"
    assert (await people.task_row(task))["status"] == "pending", "its second review is to come"
    with pytest.raises(ConflictError):
        await told_of_own_answer(people, "rita")
    (of_ann,) = await people.rows(
        "SELECT id FROM assignment WHERE worker_id = %s", people.workers["ann"].id
    )
    with pytest.raises(NotFoundError):
        await feedback(people.db, people.workers["bob"].token, of_ann["id"])


async def test_annotator_reads_the_comments_of_who_accepted_their_answer(people: Crowd) -> None:
    project = await project_of(people)
    await answered(people, project, CAT)
    await judge(people, "rita", project, "accepted", comments=[{"text": "well seen"}])

    told = await told_of_own_answer(people, "ann")

    assert [(one["verdict"], one["comments"]) for one in told.verdicts] == [
        ("accepted", [{"text": "well seen"}])
    ]


async def test_annotator_reads_what_was_said_of_each_thing_of_their_answer(people: Crowd) -> None:
    project = await project_of(people)
    await answered(people, project, CAT)
    said = [{"text": "a dog", "pointer": "/category", "verdict": "rejected", "about": "category"}]
    await judge(people, "rita", project, "fixed", response=DOG, comments=said)

    told = await told_of_own_answer(people, "ann")

    assert [one["comments"] for one in told.verdicts] == [said]


@pytest.mark.parametrize(
    ("verdict", "comment", "place"),
    [
        ("rejected", {"text": ""}, "text"),
        ("rejected", {"text": " ", "pointer": "/category", "verdict": "rejected"}, "text"),
        ("rejected", {"text": "no", "verdict": "rejected"}, "pointer"),
        ("rejected", {"text": "", "pointer": "/category/0", "verdict": "accepted"}, "pointer"),
        ("accepted", {"text": "no", "pointer": "/category", "verdict": "rejected"}, "verdict"),
    ],
)
async def test_comments_that_say_too_little_or_contradict_are_refused(
    people: Crowd, verdict: str, comment: JsonObject, place: str
) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)

    with pytest.raises(InvalidInputError) as refused:
        await judge(people, "rita", project, verdict, comments=[comment])

    assert [one.pointer for one in refused.value.faults] == [f"/comments/0/{place}"]
    assert (await people.task_row(task))["status"] == "pending"


async def test_late_review_of_answers_that_stand_no_more_counts_nothing(people: Crowd) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)
    await people.reviewer("rita", project)
    first = await people.lease("rita", project)
    await _show_and_run_out(people, first["assignment_id"])
    await judge(people, "sam", project, "rejected")
    await people.answer("bob", project, DOG)
    await people.settle()

    with pytest.raises(ConflictError):
        await people.review("rita", first["assignment_id"], "accepted")

    assert (await people.task_row(task))["status"] == "pending"


async def test_skipped_and_released_reviews_go_to_somebody_else(people: Crowd) -> None:
    project = await project_of(people)
    await answered(people, project, CAT)
    await people.reviewer("rita", project)

    for status in ("released", "skipped"):
        held = await people.lease("rita", project)
        async with people.db.connection() as conn, conn.transaction():
            me = await dispatch.act_as_worker(conn, people.workers["rita"].token)
            await dispatch.give_back(conn, me, held["assignment_id"], status=status, reason="hm")

    assert await people.lease("rita", project) is None
    await people.reviewer("sam", project)
    assert await people.lease("sam", project) is not None


async def test_review_takes_no_response_and_an_annotation_no_verdict(people: Crowd) -> None:
    project = await project_of(people)
    await people.task(project)
    held = await people.lease("ann", project)
    with pytest.raises(ConflictError):
        await people.review("ann", held["assignment_id"], "accepted")
    await people.submit("ann", held["assignment_id"], CAT)
    await people.settle()
    await people.reviewer("rita", project)
    held = await people.lease("rita", project)

    with pytest.raises(ConflictError):
        await people.submit("rita", held["assignment_id"], DOG)


async def test_answer_under_review_cannot_be_revised(people: Crowd) -> None:
    project = await project_of(people)
    await people.task(project)
    held = await people.lease("ann", project)
    await people.submit("ann", held["assignment_id"], CAT)
    await people.settle()

    with pytest.raises(ConflictError):
        await people.revise("ann", held["assignment_id"], DOG)


async def test_customer_who_rejects_reviewed_work_has_it_answered_and_reviewed_anew(
    people: Crowd,
) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)
    await judge(people, "rita", project, "accepted")

    caller = Caller(people.organisation_id, "live", "manager", None, None)
    async with people.db.transaction(people.identity) as conn:
        await audit(conn, caller, task, Remark(Audit.REJECTED))
    await people.answer("bob", project, DOG)
    await people.settle()
    waiting = await people.task_row(task)
    await judge(people, "rita", project, "accepted")

    assert (waiting["status"], waiting["stage"]) == ("pending", "review")
    assert (await people.task_row(task))["response"] == DOG


async def test_cancelled_task_is_reviewed_by_nobody(people: Crowd) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)
    await people.reviewer("rita", project)
    held = await people.lease("rita", project)
    async with people.db.transaction(people.identity) as conn:
        await conn.execute(
            "SELECT cancel_task(%s, 'live', %s, false)", (people.organisation_id, task)
        )

    told = await people.review("rita", held["assignment_id"], "accepted")
    await people.settle()

    assert not told["is_counted"]
    assert told["paid_micros"] == REVIEW_RATE, "who was in time is paid"
    assert (await people.task_row(task))["status"] == "cancelled"


async def test_many_reviewers_at_once_take_each_review_once(people: Crowd) -> None:
    project = await project_of(people)
    tasks = [await people.task(project) for _ in range(8)]
    for _ in tasks:
        await people.answer("ann", project, CAT)
    await people.settle()
    names = [f"rita {place}" for place in range(4)]
    for name in names:
        await people.reviewer(name, project)

    async def work(name: str) -> int:
        done = 0
        while (held := await people.lease(name, project)) is not None:
            await people.review(name, held["assignment_id"], "accepted")
            done += 1
        return done

    done = sum(await asyncio.gather(*(work(name) for name in names)))
    await people.settle()

    assert done == len(tasks)
    stood = await people.rows("SELECT DISTINCT status FROM task WHERE project_id = %s", project)
    assert stood == [{"status": "completed"}]


async def test_project_without_review_completes_on_submit_as_ever(people: Crowd) -> None:
    project = await people.project()
    task = await people.task(project)

    await people.answer("ann", project, CAT)

    assert (await people.task_row(task))["status"] == "completed"
    assert await people.rows("SELECT FROM settlement") == []


async def test_recalled_task_is_done_with_one_answer_when_its_project_reviews_no_more(
    people: Crowd,
) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)
    await judge(people, "rev", project, "rejected")
    await people.run("UPDATE project SET review_share = 0 WHERE id = %s", project)

    await people.answer("bob", project, DOG)

    row = await people.task_row(task)
    assert (row["status"], row["response"]) == ("completed", DOG)
    assert await people.rows("SELECT FROM settlement") == []


async def test_task_that_is_cancelled_while_reviewers_have_it_waits_for_nothing(
    people: Crowd,
) -> None:
    project = await project_of(people)
    task = await answered(people, project, CAT)

    await people.run("SELECT cancel_task(%s, 'live', %s, false)", people.organisation_id, task)

    assert (await people.task_row(task))["status"] == "cancelled"
    assert await people.rows("SELECT state FROM settlement") == [{"state": "ended"}]


async def test_settlement_left_open_by_a_completed_task_is_found(fresh_database_url: str) -> None:
    async with crowd(fresh_database_url) as people:
        project = await project_of(people)
        task = await answered(people, project, CAT)
        await people.run("UPDATE task SET status = 'completed' WHERE id = %s", task)

        async with Database(fresh_database_url, role="goldwright_runner", size=1) as db:
            found = [one for one in await verify(db) if one.subject == task]

    assert "settlement_beside_its_task" in {one.invariant for one in found}


async def _show_and_run_out(people: Crowd, assignment_id: object) -> None:
    async with people.db.transaction(people.identity) as conn:
        await conn.execute(
            "UPDATE assignment SET shown_at = now() - interval '1 minute',"
            " lease_expires_at = now() - interval '1 second' WHERE id = %s",
            (assignment_id,),
        )
    await expire_leases(people.db)


async def test_gold_measures_a_reviewer_unseen(people: Crowd) -> None:
    project = await project_of(people, gold_share=1.0, annotations_wanted=3)
    right = await people.known_task(project, CAT, initial=CAT)
    wrong = await people.known_task(project, CAT, initial=DOG)
    for name in ("ada", "ben", "cyd"):
        await people.worker(name, project)
    work = await people.task(project, wanted=3)
    for name in ("ada", "ben", "cyd"):
        await people.answer(name, project, CAT)  # nobody who annotates is given gold of reviewers
    await people.settle()
    await people.reviewer("eve", project)
    met: dict[str, Subject] = {}
    for _ in range(3):
        held = await people.lease("eve", project)
        assert held is not None
        (row,) = await people.rows(
            "SELECT task_id FROM assignment WHERE id = %s", held["assignment_id"]
        )
        token = people.workers["eve"].token
        met[str(row["task_id"])] = await look(people.db, token, str(held["assignment_id"]))
        # A harsh one, who rejects whatever is right, and accepts what is wrong.
        verdict = "accepted" if row["task_id"] == wrong else "rejected"
        await people.review("eve", held["assignment_id"], verdict)
    await people.settle()

    results = await people.rows("SELECT * FROM review_result ORDER BY was_right")
    async with people.db.transaction(people.identity) as conn:
        known = await gold.list_known(conn, people.scope, project, after="", limit=10)
    assert [(one["task_id"], one["answers"], one["agreement"]) for one in known] == [
        (wrong, 1, 0.0),
        (right, 1, 0.0),
    ]
    assert met.keys() == {right, wrong, work}
    assert [one.response for one in (met[right], met[wrong], met[work])] == [CAT, DOG, CAT]
    assert [len(met[one].answers) for one in (right, wrong, work)] == [1, 1, 3]  # as asked
    assert all(one.confidence is not None for one in met.values())
    assert [(one["was_right"], one["verdict"], one["agreement"]) for one in results] == [
        (False, "accepted", 0.0),
        (True, "rejected", 0.0),
    ]
    assert (await people.task_row(right))["status"] == "pending"
    paid = await people.rows("SELECT paid_micros FROM annotation WHERE stage = 'review'")
    assert [one["paid_micros"] for one in paid] == [REVIEW_RATE] * 3
