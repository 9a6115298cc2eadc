"""A harsh reviewer on a real server is found by blind second reviews; who was judged recovers."""

import random
from dataclasses import dataclass
from pathlib import Path

import httpx

from goldwright.db import Database
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs as quality
from goldwright.review import jobs as review
from goldwright.task_types.contract import JsonObject
from tests.support.customer import Customer
from tests.support.factories import Human, make_organisation, make_worker, opened
from tests.support.server import running_server

TASKS_EACH = 30
HARSH, ORDINARY = 0.85, 0.04
TRUTH, WRONG = {"category": "cat"}, {"category": "dog"}
PARAMS = {
    "attachment": "What is it?",
    "attachment_type": "text",
    "categories": ["cat", "dog"],
    "allow_multiple": False,
}


@dataclass
class Person:
    """A worker who speaks HTTP, and is right, or refuses what is right, at some rate."""

    client: httpx.Client
    human: Human
    project: str
    rng: random.Random

    def next(self) -> tuple[str, JsonObject] | None:
        """Where the next assignment is, and what it says; None: nothing waits."""
        sent = {"hold": 1, "project": self.project}
        found = self._ask("POST", "/api/assignments/next", sent)["assignments"]
        return (f"/api/assignments/{found[0]['assignment_id']}", found[0]) if found else None

    def answer(self, accuracy: float) -> None:
        """Answer the next task."""
        held = self.next()
        assert held is not None
        response = TRUTH if self.rng.random() < accuracy else WRONG
        self._ask("POST", f"{held[0]}/submit", {"response": response})

    def judge(self, harshness: float) -> bool:
        """Judge what comes next, fixing what is wrong; False: nothing waits."""
        held = self.next()
        if held is None:
            return False
        judged = self._ask("GET", f"{held[0]}/review")["response"]
        verdict: JsonObject = {"verdict": "accepted"}
        if judged != TRUTH:
            verdict = {"verdict": "fixed", "response": TRUTH}
        elif self.rng.random() < harshness:
            verdict = {"verdict": "fixed", "response": WRONG}
        self._ask("POST", f"{held[0]}/verdict", verdict)
        return True

    def earned(self) -> JsonObject:
        """What they are told of their pay."""
        return self._ask("GET", "/api/earnings")

    def _ask(self, method: str, path: str, body: object = None) -> JsonObject:
        answer = self.client.request(method, path, json=body, headers=self.human.headers)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()


async def settle(runners: Database) -> None:
    """Do what runners do."""
    await drain(runners, "quality", quality.handle)
    await drain(runners, "review", review.handle)
    await drain(runners, "reviewers", review.weigh_reviewers)


async def test_workers_judged_by_a_harsh_reviewer_recover(
    database_url: str, tmp_path: Path
) -> None:
    async with (
        opened(database_url) as db,
        Database(database_url, role="goldwright_runner", size=2) as runners,
    ):
        organisation = await make_organisation(db)
        with (
            running_server(database_url, tmp_path) as address,
            httpx.Client(base_url=address, timeout=30) as client,
            Customer(address, organisation.live_key) as customer,
        ):
            project = customer.project(
                review_share=1,
                rate_micros=1000,
                review_rate_micros=100,
                second_review_share=0.5,
                second_review_is_blind=True,
            )
            ann, bob, hal, rita, sam = [
                Person(client, await make_worker(db, organisation), project, rng)
                for rng in map(random.Random, range(5))
            ]
            for worker in (ann, bob):
                for _ in range(TASKS_EACH):
                    customer.task(project, "categorization", PARAMS)
                    worker.answer(0.95)
            await settle(runners)
            # Reviews come in the order of the tasks: Ann's answers meet the harsh one.
            for _ in range(TASKS_EACH):
                assert hal.judge(HARSH)
            await settle(runners)
            before = _accuracy(customer, project, ann)
            money = [one.earned() for one in (ann, bob)]
            while any([sam.judge(ORDINARY), rita.judge(ORDINARY), hal.judge(HARSH)]):
                await settle(runners)
            await settle(runners)

            quality_told = _ask(customer, f"/api/projects/{project}/quality")["workers"]
            figures = {one["worker_id"]: one for one in quality_told}
            told = _ask(customer, f"/api/projects/{project}/reviewers")
            seen = _ask(customer, f"/api/projects/{project}/workers/{ann.human.worker_id}")
            assert [one.earned() for one in (ann, bob)] == money, "what was paid stays paid"

    reviewers = {one["worker_id"]: one for one in told}
    harsh, ordinary = reviewers[hal.human.worker_id], reviewers[rita.human.worker_id]
    assert harsh["harshness"] > 0.4
    assert harsh["refusing_weight"] < 0.6
    assert ordinary["refusing_weight"] > 0.8
    assert harsh["blind_share"] < ordinary["blind_share"]
    of_ann, of_bob = [figures[one.human.worker_id]["acceptance"] for one in (ann, bob)]
    assert of_ann["raw"]["accuracy"] < 0.75
    assert of_ann["weighed"]["accuracy"] > of_ann["raw"]["accuracy"] + 0.1
    assert of_ann["weighed"]["high"] > of_ann["raw"]["high"]
    assert of_bob["raw"]["accuracy"] > of_ann["raw"]["accuracy"]
    by_hal = next(one for one in seen["judged_by"] if one["reviewer_id"] == hal.human.worker_id)
    assert by_hal["refusing_weight"] == harsh["refusing_weight"]
    assert figures[ann.human.worker_id]["accuracy"] > before + 0.05, "what answers are weighted by"


def _accuracy(customer: Customer, project: str, one: Person) -> float:
    workers = _ask(customer, f"/api/projects/{project}/quality")["workers"]
    return next(each["accuracy"] for each in workers if each["worker_id"] == one.human.worker_id)


def _ask(customer: Customer, path: str) -> JsonObject:
    answer = customer.client.get(path)
    assert answer.is_success, answer.text
    return answer.json()
