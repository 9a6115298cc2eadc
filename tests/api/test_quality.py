"""`/api` of quality: what a customer says of tasks, known tasks, and the project's report."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import httpx
import orjson
import pytest

from goldwright.db import Database
from goldwright.db.identity import runner
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs
from goldwright.quality.report import project_labels
from goldwright.quality.scope import Scope
from tests.support.factories import (
    Human,
    Organisation,
    basic,
    make_member,
    make_organisation,
    make_project,
    make_task,
    make_worker,
    opened,
)

CAT = {"category": "cat"}
DOG = {"category": "dog"}
_COMPLETED = "SELECT id FROM task WHERE project_id = %s AND status = 'completed'"


@dataclass
class Site:
    """An organisation, reached through the API by its key and its workers."""

    client: httpx.AsyncClient
    db: Database
    runners: Database
    organisation: Organisation

    async def post(self, path: str, body: object, *, key: str = "") -> httpx.Response:
        """What the customer is told."""
        auth = basic(key or self.organisation.live_key)
        return await self.client.post(f"/api/{path}", json=body, auth=auth)

    async def get(self, path: str) -> httpx.Response:
        """What the customer sees."""
        return await self.client.get(f"/api/{path}", auth=basic(self.organisation.live_key))

    async def lease(self, worker: Human) -> dict | None:
        """What a worker is given next."""
        answer = await self.client.post("/api/assignments/next", json={}, headers=worker.headers)
        assert answer.status_code == 200, answer.text
        held = answer.json()["assignments"]
        return held[0] if held else None

    async def answer(self, worker: Human, response: object) -> None:
        """Lease the next task and answer it."""
        held = await self.lease(worker)
        assert held is not None
        answer = await self.client.post(
            f"/api/assignments/{held['assignment_id']}/submit",
            json={"response": response},
            headers=worker.headers,
        )
        assert answer.status_code == 200, answer.text

    async def settle(self) -> None:
        """Act on what waits for quality."""
        await drain(self.runners, "quality", jobs.handle)

    async def task(self, task_id: str) -> dict:
        """The stored task."""
        (row,) = await self.rows("SELECT * FROM task WHERE id = %s", task_id)
        return row

    async def rows(self, query: str, *parameters: object) -> list[dict]:
        """Whatever is asked of the organisation's rows."""
        async with self.db.transaction(self.organisation.identity()) as conn:
            return await (await conn.execute(query, parameters)).fetchall()


@pytest.fixture
async def site(client: httpx.AsyncClient, database_url: str) -> AsyncGenerator[Site]:
    async with (
        opened(database_url) as db,
        Database(database_url, role="goldwright_runner", size=2) as runners,
    ):
        yield Site(client, db, runners, await make_organisation(db))


async def completed_task(site: Site) -> str:
    project = await make_project(site.db, site.organisation)
    task = await make_task(site.db, site.organisation, project)
    await site.answer(await make_worker(site.db, site.organisation), CAT)
    return task


async def test_accepted_audit_keeps_the_response(site: Site) -> None:
    task = await completed_task(site)

    answer = await site.post(
        f"tasks/{task}/audit", {"result": "accepted", "comments": "well done", "seconds": 12}
    )

    row = await site.task(task)
    assert answer.status_code == 200
    assert (row["status"], row["response"], row["review_status"]) == ("completed", CAT, "accepted")
    assert row["review_comments"] == ["well done"]
    assert row["prior_responses"] is None
    (audit,) = row["audits"]
    assert audit.pop("audited_at").endswith("Z")
    assert audit.pop("audited_by")
    assert audit == {
        "audit_time_secs": 12,
        "audit_result": "accepted",
        "audit_source": "customer",
    }


async def test_next_task_to_audit_is_the_one_before_that_nobody_looked_at(site: Site) -> None:
    project = await make_project(site.db, site.organisation)
    worker = await make_worker(site.db, site.organisation)
    tasks = sorted([await make_task(site.db, site.organisation, project) for _ in range(4)])
    for _ in tasks[1:]:
        await site.answer(worker, CAT)
    answered = sorted(row["id"] for row in await site.rows(_COMPLETED, project))
    await site.post(f"tasks/{answered[1]}/audit", {"result": "accepted"})

    after_newest = (await site.get(f"tasks/{answered[2]}/next-to-audit")).json()
    after_last = (await site.get(f"tasks/{answered[0]}/next-to-audit")).json()

    assert after_newest == {"task_id": answered[0]}
    assert after_last == {"task_id": None}


async def test_rejected_task_goes_to_someone_else_with_its_old_response_kept(site: Site) -> None:
    project = await make_project(site.db, site.organisation, rate_micros=50_000)
    task = await make_task(site.db, site.organisation, project)
    first, second = [await make_worker(site.db, site.organisation) for _ in range(2)]
    await site.answer(first, CAT)

    answer = await site.post(f"tasks/{task}/audit", {"result": "rejected"})
    recalled = await site.task(task)
    again = await site.lease(first)
    await site.answer(second, DOG)

    done = await site.task(task)
    assert answer.status_code == 200
    assert (recalled["status"], recalled["response"]) == ("pending", None)
    assert (recalled["completed_at"], recalled["prior_responses"]) == (None, [CAT])
    assert again is None
    assert (done["status"], done["response"]) == ("completed", DOG)
    assert done["prior_responses"] == [CAT]
    told = await site.rows("SELECT kind FROM event WHERE pending_for = 'delivery' ORDER BY id")
    assert [row["kind"] for row in told] == [
        "task.completed",
        "task.audited",
        "task.recalled",
        "task.completed",
    ]
    paid = await site.rows("SELECT FROM transfer")
    assert len(paid) == 2


async def test_rejected_task_of_several_answers_is_settled_from_new_ones(site: Site) -> None:
    project = await make_project(site.db, site.organisation, annotations_wanted=2)
    task = await make_task(site.db, site.organisation, project, slots=2)
    workers = [await make_worker(site.db, site.organisation) for _ in range(4)]
    for worker in workers[:2]:
        await site.answer(worker, CAT)
    await site.settle()

    await site.post(f"tasks/{task}/audit", {"result": "rejected", "comments": "a dog"})
    await site.answer(workers[2], DOG)
    await site.settle()
    halfway = await site.task(task)
    await site.answer(workers[3], DOG)
    await site.settle()

    done = await site.task(task)
    assert halfway["status"] == "pending"
    assert (done["response"], done["prior_responses"]) == (DOG, [CAT])


async def test_fixed_audit_puts_the_customers_response_in_place(site: Site) -> None:
    task = await completed_task(site)

    answer = await site.post(f"tasks/{task}/audit", {"result": "fixed", "response": DOG})

    row = await site.task(task)
    assert answer.status_code == 200
    assert (row["status"], row["response"], row["prior_responses"]) == ("completed", DOG, [CAT])
    assert row["review_status"] == "fixed"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"result": "fixed"}, 422),
        ({"result": "fixed", "response": {"category": "eel"}}, 422),
        ({"result": "accepted", "response": DOG}, 422),
        ({"result": "perhaps"}, 422),
        ({"result": "accepted", "seconds": -1}, 422),
    ],
)
async def test_audit_that_makes_no_sense_changes_nothing(
    site: Site, body: object, status: int
) -> None:
    task = await completed_task(site)
    before = await site.task(task)

    answer = await site.post(f"tasks/{task}/audit", body)

    assert answer.status_code == status
    assert await site.task(task) == before


async def test_only_completed_tasks_of_ones_own_can_be_audited(site: Site) -> None:
    project = await make_project(site.db, site.organisation)
    pending = await make_task(site.db, site.organisation, project)
    stranger = await make_organisation(site.db)

    early = await site.post(f"tasks/{pending}/audit", {"result": "accepted"})
    foreign = await site.post(
        f"tasks/{pending}/audit", {"result": "accepted"}, key=stranger.live_key
    )

    assert (early.status_code, early.json()["code"]) == (409, "illegal_move")
    assert foreign.status_code == 404


async def test_manager_decides_a_task_that_no_method_could_settle(site: Site) -> None:
    project = await make_project(site.db, site.organisation, annotations_wanted=2)
    task = await make_task(site.db, site.organisation, project, slots=2)
    for response in (CAT, DOG):
        await site.answer(await make_worker(site.db, site.organisation), response)
    async with site.runners.transaction(runner(site.organisation.id, "live")) as conn:
        await conn.execute(
            "INSERT INTO settlement (organisation_id, environment, task_id, project_id, state,"
            " annotations, asked) VALUES (%s, 'live', %s, %s, 'needs_review', 2, 2)",
            (site.organisation.id, task, project),
        )

    wrong = await site.post(f"tasks/{task}/decide", {"response": {"category": "eel"}})
    right = await site.post(f"tasks/{task}/decide", {"response": DOG})
    again = await site.post(f"tasks/{task}/decide", {"response": CAT})

    row = await site.task(task)
    assert (wrong.status_code, right.status_code, again.status_code) == (422, 200, 409)
    assert (row["status"], row["response"]) == ("completed", DOG)
    (settlement,) = await site.rows("SELECT * FROM settlement")
    assert (settlement["state"], settlement["method"]) == ("settled", "decided")


async def test_undecided_task_is_listed_with_its_answers_and_goes_to_others(site: Site) -> None:
    project = await make_project(site.db, site.organisation, name="torn", annotations_wanted=2)
    task = await make_task(site.db, site.organisation, project, slots=2)
    for response in (CAT, DOG):
        await site.answer(await make_worker(site.db, site.organisation), response)
    async with site.runners.transaction(runner(site.organisation.id, "live")) as conn:
        await conn.execute(
            "INSERT INTO settlement (organisation_id, environment, task_id, project_id, state,"
            " annotations, asked) VALUES (%s, 'live', %s, %s, 'needs_review', 2, 2)",
            (site.organisation.id, task, project),
        )

    listed = (await site.get("projects/torn/undecided")).json()["tasks"]
    shown = (await site.get(f"tasks/{task}/answers")).json()
    sent = await site.post(f"tasks/{task}/decide", {"response": None})
    again = await site.post(f"tasks/{task}/decide", {"response": None})

    assert [one["task_id"] for one in listed] == [task]
    assert (shown["state"], [one["response"] for one in shown["answers"]]) == (
        "needs_review",
        [CAT, DOG],
    )
    assert (sent.status_code, again.status_code) == (200, 409)
    assert (await site.get("projects/torn/undecided")).json()["tasks"] == []
    assert await site.lease(await make_worker(site.db, site.organisation)) is not None


async def test_known_tasks_are_listed_with_how_they_were_met_and_removed(site: Site) -> None:
    project = await make_project(site.db, site.organisation, name="gold", gold_share=1)
    await make_task(site.db, site.organisation, project)
    task = {"attachment_type": "text", "attachment": "a", "categories": ["cat", "dog"]}
    made = await site.post("projects/gold/gold", {"task": task, "expected_response": CAT})
    await site.answer(await make_worker(site.db, site.organisation), DOG)
    await site.settle()
    key = basic(site.organisation.live_key)

    (listed,) = (await site.get("projects/gold/gold")).json()["tasks"]
    path = f"/api/projects/gold/gold/{made.json()['task_id']}"
    removed = await site.client.delete(path, auth=key)
    again = await site.client.delete(path, auth=key)

    assert (listed["answers"], listed["agreement"]) == (1, 0)
    assert listed["expected_response"] == CAT
    assert (removed.status_code, again.status_code) == (204, 404)
    assert (await site.get("projects/gold/gold")).json()["tasks"] == []


async def test_answers_to_compare_are_told_apart_and_delivered_with_no_task(site: Site) -> None:
    project = await make_project(
        site.db, site.organisation, name="seeds", overlap_share=1, rate_micros=30_000
    )
    for _ in range(3):
        await make_task(site.db, site.organisation, project)
    one, two = [await make_worker(site.db, site.organisation) for _ in range(2)]
    await site.answer(one, CAT)
    await site.answer(two, DOG)
    (done,) = await site.rows(_COMPLETED, project)

    report = (await site.get("projects/seeds/quality")).json()
    standing = (await site.get(f"tasks/{done['id']}/answers")).json()
    export = await site.get("projects/seeds/export?receipts=true")
    delivered = await site.get("projects/seeds/export?status=completed")
    history = await site.client.get("/api/history", headers=two.headers)

    receipts = [orjson.loads(line) for line in export.content.splitlines()]
    (task,) = [orjson.loads(line) for line in delivered.content.splitlines()]
    assert (report["annotations"], report["overlap_annotations"]) == (1, 1)
    assert (report["paid_micros"], report["overlap_paid_micros"]) == (60_000, 30_000)
    assert [(row["purpose"], row["is_counted"]) for row in standing["answers"]] == [
        ("work", True),
        ("overlap", False),
    ]
    assert [(row["purpose"], row["counted"], row["pay_micros"]) for row in receipts] == [
        ("work", True, 30_000),
        ("overlap", False, 30_000),
    ]
    assert task["response"] == CAT
    assert history.json()["annotations"][0]["is_counted"]  # or its worker could tell


async def test_who_pastes_is_evidence_and_programs_give_none(site: Site) -> None:
    project = await make_project(site.db, site.organisation, name="text")
    told = {"typed_characters": 3, "pasted_characters": 200, "pastes": 1}
    for _ in range(10):
        await make_task(site.db, site.organisation, project)
    ada = await make_worker(site.db, site.organisation)
    for typing in ([told] * 9) + [None]:
        held = await site.lease(ada)
        assert held is not None
        sent = await site.client.post(
            f"/api/assignments/{held['assignment_id']}/submit",
            json={"response": CAT, "typing": typing},
            headers=ada.headers,
        )
        assert sent.status_code == 200, sent.text

    found = (await site.get("projects/text/signals")).json()["signals"]
    history = (await site.client.get("/api/history", headers=ada.headers)).json()["annotations"]

    (signal,) = [one for one in found if one["kind"] == "pasting"]
    assert (signal["worker_id"], signal["answers"], signal["seen"]) == (ada.worker_id, 9, 1)
    assert [one["pastes"] for one in history] == [None] + [1] * 9
    assert {one["paid_micros"] for one in history} == {0}


async def test_counts_of_typing_must_be_counts(site: Site) -> None:
    project = await make_project(site.db, site.organisation, name="counts")
    await make_task(site.db, site.organisation, project)
    ada = await make_worker(site.db, site.organisation)
    held = await site.lease(ada)
    assert held is not None

    refused = await site.client.post(
        f"/api/assignments/{held['assignment_id']}/submit",
        json={"response": CAT, "typing": {"typed_characters": -1, "pasted_characters": "many"}},
        headers=ada.headers,
    )

    pointers = {one["pointer"] for one in refused.json()["faults"]}
    assert refused.status_code == 422
    assert pointers == {
        f"/typing/{one}" for one in ("typed_characters", "pasted_characters", "pastes")
    }


async def test_member_who_is_no_manager_may_not_decide(site: Site) -> None:
    person = await make_member(site.db, site.organisation, "member")

    answer = await site.client.post(
        "/api/tasks/000000000000000000000000/decide",
        json={"response": CAT},
        headers=person.headers,
    )

    assert answer.status_code == 403


async def test_known_task_is_checked_stored_and_scored(site: Site) -> None:
    project = await make_project(site.db, site.organisation, name="known", gold_share=1)
    await make_task(site.db, site.organisation, project)
    task = {
        "attachment_type": "image",
        "attachment": "https://example.com/a.jpg",
        "categories": ["cat", "dog"],
    }

    refused = await site.post(
        "projects/known/gold", {"task": task, "expected_response": {"category": "eel"}}
    )
    made = await site.post("projects/known/gold", {"task": task, "expected_response": CAT})
    await site.answer(await make_worker(site.db, site.organisation), CAT)
    await site.settle()

    quality = (await site.get("projects/known/quality")).json()
    assert refused.status_code == 422
    assert refused.json()["faults"][0]["pointer"] == "/expected_response"
    assert made.status_code == 200, made.text
    assert len(await site.rows("SELECT FROM task WHERE purpose = 'gold'")) == 1
    assert quality["gold_annotations"] == 1
    assert quality["workers"][0]["gold_accuracy"] == 1
    assert quality["tasks"] == {"pending": 1}


async def test_report_tells_what_was_bought_and_how_sure_it_is(site: Site) -> None:
    project = await make_project(
        site.db, site.organisation, name="report", annotations_wanted=2, rate_micros=30_000
    )
    await make_task(site.db, site.organisation, project, slots=2)
    for response in (CAT, CAT):
        await site.answer(await make_worker(site.db, site.organisation), response)
    await site.settle()

    answer = await site.get("projects/report/quality")

    shown = answer.json()
    assert answer.status_code == 200
    assert (shown["annotations"], shown["paid_micros"]) == (2, 60_000)
    assert shown["settlements"] == {"settled": 1}
    assert shown["confidence"] > 0.7
    assert shown["agreement"] == 1
    assert len(shown["workers"]) == 2
    assert (await site.get("projects/nothing/quality")).status_code == 404


async def test_answers_of_a_project_come_as_votes_for_the_library(site: Site) -> None:
    project = await make_project(site.db, site.organisation, annotations_wanted=2)
    task = await make_task(site.db, site.organisation, project, slots=2)
    workers = [await make_worker(site.db, site.organisation) for _ in range(2)]
    for worker, response in zip(workers, (CAT, DOG), strict=True):
        await site.answer(worker, response)

    async with site.runners.transaction(runner(site.organisation.id, "live")) as conn:
        votes = await project_labels(conn, Scope(site.organisation.id, "live"), project)

    assert list(votes) == ["category"]
    assert votes["category"].tasks.tolist() == [task]
    assert votes["category"].classes.tolist() == ["cat", "dog"]
    assert votes["category"].workers.tolist() == [worker.worker_id for worker in workers]


async def test_what_gold_points_at_is_kept_like_that_of_other_work(site: Site) -> None:
    project_id = await make_project(site.db, site.organisation, name="pictured")
    task = {
        "attachment": "https://example.com/gold.png",
        "attachment_type": "image",
        "categories": ["cat", "dog"],
    }

    made = await site.post(
        "projects/pictured/gold", {"task": task, "expected_response": CAT, "purpose": "gold"}
    )

    assert made.status_code == 200, made.text
    async with site.db.transaction(site.organisation.identity()) as conn:
        cursor = await conn.execute(
            "SELECT a.url FROM attachment AS a JOIN task AS t ON t.id = a.task_id"
            " WHERE t.project_id = %s AND t.purpose = 'gold'",
            (project_id,),
        )
        assert await cursor.fetchall() == [{"url": "https://example.com/gold.png"}]


async def test_outlook_forecasts_from_settings_and_says_how_much_gold_a_promise_takes(
    site: Site,
) -> None:
    await _targeted(site, annotations_max=5, budget_micros=4_000_000, rate_micros=1_000_000)

    found = (await site.get("projects/looked ahead/outlook")).json()

    assert found["basis"] == "settings"
    assert (found["tasks"], found["answers"]["low"], found["answers"]["high"]) == (2, 2, 4)
    assert found["cost_micros"] == {"expected": 4e6, "low": 2e6, "high": 4e6}
    assert found["promise"]["standing"] == "unshown"
    assert found["promise"]["needed"] == 59
    assert (found["funds"]["beyond"], found["funds"]["is_spent"]) == (2, False)
    assert any("pilot" in note for note in found["notes"])
    assert any("59 gold tasks" in note for note in found["notes"])


async def test_outlook_of_finished_work_is_what_it_cost(site: Site) -> None:
    await _targeted(site, rate_micros=50_000)
    for _ in range(2):
        await site.answer(await make_worker(site.db, site.organisation), CAT)

    found = (await site.get("projects/looked ahead/outlook")).json()

    assert (found["tasks"], found["delivered"], found["answers_given"]) == (2, 2, 2)
    assert found["answers"] == {"expected": 2, "low": 2, "high": 2}
    assert found["cost_micros"]["expected"] == 100_000
    assert found["funds"] is None


async def test_outlook_asks_nothing_more_of_a_task_in_review(site: Site) -> None:
    await _targeted(site, rate_micros=50_000, review_share=1, review_rate_micros=20_000)
    await site.answer(await make_worker(site.db, site.organisation), CAT)
    await site.settle()

    found = (await site.get("projects/looked ahead/outlook")).json()

    assert (found["delivered"], found["answers_given"]) == (0, 1)
    assert found["answers"] == {"expected": 2, "low": 2, "high": 2}
    assert found["cost_micros"]["expected"] == 2 * 50_000 + 2 * 20_000


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"budget_micros": 1, "rate_micros": 1}, "annotations_max"),
        ({"budget_micros": 1, "annotations_max": 3}, "rate_micros"),
        ({"target_wrong_share": 0}, "greater than 0"),
    ],
)
async def test_settings_that_could_not_be_met_are_refused_by_name(
    site: Site, settings: dict[str, object], says: str
) -> None:
    body = {"name": "strange", "task_type": "categorization", "settings": settings}

    answer = await site.post("projects", body)

    assert answer.status_code == 422
    assert says in answer.text


async def _targeted(site: Site, **settings: object) -> None:
    """A project of two tasks that promises at most 5 % wrong."""
    body = {
        "name": "looked ahead",
        "task_type": "categorization",
        "settings": {"target_wrong_share": 0.05, **settings},
    }
    made = await site.post("projects", body)
    assert made.status_code == 200, made.text
    for _ in range(2):
        await make_task(site.db, site.organisation, made.json()["id"])


async def test_a_workers_record_and_signals_are_told_to_customers_only(site: Site) -> None:
    project = await make_project(site.db, site.organisation)
    await make_task(site.db, site.organisation, project)
    worker = await make_worker(site.db, site.organisation)
    await site.answer(worker, CAT)
    (named,) = await site.rows("SELECT name FROM project WHERE id = %s", project)
    path = f"projects/{named['name']}"
    other = await make_organisation(site.db)

    seen = await site.get(f"{path}/workers/{worker.worker_id}")
    signals = await site.get(f"{path}/signals")
    nobody = await site.get(f"{path}/workers/wrk_nobody")
    by_worker = await site.client.get(f"/api/{path}/signals", headers=worker.headers)
    by_other = await site.client.get(f"/api/{path}/signals", auth=basic(other.live_key))

    assert seen.json()["answers"] == 1
    assert seen.json()["record"]["overall"] == {
        "answers": 0,
        "accuracy": None,
        "low": 0.0,
        "high": 1.0,
    }
    assert signals.json() == {"answers": 1, "honest_projects_with_any": 0.05, "signals": []}
    assert (nobody.status_code, by_worker.status_code, by_other.status_code) == (404, 403, 404)
