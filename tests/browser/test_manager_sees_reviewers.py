"""A manager sees how good reviewers are, and what their verdicts count for whom they judged."""

import json
import os
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, expect

from goldwright.db import Database
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs as quality
from goldwright.review import jobs as review
from tests.support.customer import Customer
from tests.support.factories import Human, Organisation, make_organisation, make_worker, opened
from tests.support.stories import is_open_to_everybody

CAT, DOG = {"category": "cat"}, {"category": "dog"}
TASK = {
    "attachment": "What is it?",
    "attachment_type": "text",
    "categories": ["cat", "dog"],
    "allow_multiple": False,
}
TASKS = 8


@pytest.fixture
async def organisation(database_url: str) -> Organisation:
    """Whose manager looks."""
    async with opened(database_url) as db:
        return await make_organisation(db)


@pytest.fixture
def customer(app_url: str, organisation: Organisation) -> Generator[Customer]:
    """The holder of its key."""
    found = Customer(app_url, organisation.live_key)
    yield found
    found.client.close()


async def work(
    database_url: str, app_url: str, customer: Customer, organisation: Organisation
) -> tuple[str, str]:
    """The project, and the worker whose right answers a harsh reviewer refused."""
    project = customer.project(
        review_share=1, second_review_share=1, second_review_is_blind=True, rate_micros=1000
    )
    known = {"task": TASK, "expected_response": CAT, "initial_response": DOG}
    customer.client.post(f"/api/projects/{project}/gold", json=known).raise_for_status()
    async with (
        opened(database_url) as db,
        Database(database_url, role="goldwright_runner", size=2) as runners,
        httpx.AsyncClient(base_url=app_url, timeout=30) as client,
    ):
        ann, hal, rita = [await make_worker(db, organisation) for _ in range(3)]

        async def send(one: Human, verb: str, body: dict[str, object]) -> None:
            asked = await client.post(
                "/api/assignments/next", headers=one.headers, json={"project": project, "hold": 1}
            )
            (held,) = asked.json()["assignments"]
            path = f"/api/assignments/{held['assignment_id']}/{verb}"
            (await client.post(path, headers=one.headers, json=body)).raise_for_status()

        async def settle() -> None:
            await drain(runners, "quality", quality.handle)
            await drain(runners, "review", review.handle)
            await drain(runners, "reviewers", review.weigh_reviewers)

        for _ in range(TASKS):
            customer.task(project, "categorization", TASK)
            await send(ann, "submit", {"response": CAT})
        await settle()
        for _ in range(TASKS):
            await send(hal, "verdict", {"verdict": "fixed", "response": DOG})
        await settle()
        for _ in range(TASKS // 2):
            await send(rita, "verdict", {"verdict": "accepted"})
        await settle()
    return project, str(ann.worker_id)


async def test_reviewers_are_told_with_what_measures_them(
    manager: Page,
    customer: Customer,
    organisation: Organisation,
    database_url: str,
    app_url: str,
) -> None:
    page = manager
    project, ann = await work(database_url, app_url, customer, organisation)

    await page.goto(f"{app_url}/manage/projects/{project}")
    reviewers = page.get_by_role("region", name="Reviewers").get_by_role("table")
    await expect(reviewers.get_by_role("row")).to_have_count(3)
    await expect(reviewers).to_contain_text("refusals")
    await is_open_to_everybody(page)
    await keep(page, "reviewers")

    back = page.get_by_role("region", name="Looking back")
    await back.get_by_role("button", name="Look back over all answers").click()
    hardest = back.get_by_role("region", name="Tasks on which answers agree least")
    await expect(hardest.or_(back.get_by_text("No task has several answers."))).to_be_visible()
    async with page.expect_download() as saving:
        await back.get_by_role("button", name="Save the report as JSON").click()
    report = json.loads((await (await saving.value).path()).read_text())
    assert report["quality"]["annotations"] == TASKS
    await is_open_to_everybody(page)
    await keep(page, "looking-back")

    await page.goto(f"{app_url}/manage/projects/{project}/workers/{ann}")
    await expect(page.get_by_text("By what verdicts count")).to_be_visible()
    await expect(page.get_by_role("region", name="Who judged")).to_contain_text("refuses")
    await is_open_to_everybody(page)
    await keep(page, "worker")

    await page.goto(f"{app_url}/manage/projects/{project}?tab=gold")
    await expect(page.get_by_text("for reviewers, who judge an answer to it")).to_be_visible()
    await is_open_to_everybody(page)
    await keep(page, "gold")


async def keep(page: Page, name: str) -> None:
    """A picture to look at, where asked for."""
    folder = os.environ.get("GOLDWRIGHT_PICTURES")
    if folder:
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
