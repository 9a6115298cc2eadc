"""A manager asks for few wrong answers, and sees what gold shows of it, for how much money."""

import httpx
from playwright.async_api import Locator, Page, expect

from goldwright.db import Database
from goldwright.jobs.outbox import drain
from goldwright.quality import jobs as quality
from tests.support.browser import keep_picture
from tests.support.customer import Customer
from tests.support.stories import is_open_to_everybody

GOLD, TASKS = 12, 6


def known(number: int) -> dict[str, object]:
    """A gold task that everybody answers rightly."""
    task = {"attachment": f"purring {number}"}
    return {"task": task, "expected_response": {"category": "cat"}}


async def work(customer: Customer, database_url: str) -> str:
    """A project with a budget and a target, whose gold and work three people answered."""
    name = customer.project(
        annotations_wanted=2,
        annotations_max=5,
        gold_share=1,
        rate_micros=50_000,
        target_wrong_share=0.4,
        budget_micros=1_000_000,
    )
    shared = {"categories": ["cat", "dog"], "attachment_type": "text"}
    body = {"params": shared, "seen_version": 0}
    customer.client.post(f"/api/projects/{name}/versions", json=body).raise_for_status()
    for number in range(GOLD):
        customer.client.post(f"/api/projects/{name}/gold", json=known(number)).raise_for_status()
    for number in range(TASKS):
        customer.task(name, "categorization", {"attachment": f"barking {number}"})
    async with Database(database_url, role="goldwright_runner", size=2) as db:
        for _ in range(3):
            answer_all(customer)
            await drain(db, "quality", quality.handle)
        customer.client.patch(f"/api/projects/{name}", json={"target_margin": 2})
        await drain(db, "quality", quality.handle)
        await drain(db, "worker_model", quality.model_workers)
    return name


def answer_all(customer: Customer) -> None:
    """Somebody new answers whatever they are given."""
    token = customer.invite().partition("#")[2]
    with httpx.Client(base_url=customer.address, timeout=30) as worker:
        accept = {"token": token, "password": "a long password"}
        accepted = worker.post("/api/invitations/accept", json=accept).json()
        worker.headers["Authorization"] = f"Bearer {accepted['token']}"
        while held := worker.post("/api/assignments/next", json={}).json()["assignments"]:
            said = "cat" if "purring" in held[0]["params"]["attachment"] else "dog"
            worker.post(
                f"/api/assignments/{held[0]['assignment_id']}/submit",
                json={"response": {"category": said}, "active_seconds": 7},
            ).raise_for_status()


async def test_promise_budget_and_forecast_stand_on_the_project_s_page(
    manager: Page, customer: Customer, database_url: str
) -> None:
    page = manager
    name = await work(customer, database_url)
    customer.task(name, "categorization", {"attachment": "barking again"})

    await page.goto(f"/manage/projects/{name}")

    def figure(name: str) -> Locator:
        return page.locator("dt", has_text=name).locator("..")

    promise = figure("Promise")
    await expect(promise).to_contain_text("Held")
    await expect(promise).to_contain_text("0 of 12 gold tasks came out wrong")
    await expect(page.locator("dt", has_text="Budget").locator("..")).to_contain_text("$1.00")
    await expect(page.locator("dt", has_text="Cost in the end").locator("..")).to_contain_text(
        "paid"
    )
    await is_open_to_everybody(page)
    await keep_picture(page, "promise-held")

    await page.goto(f"/manage/projects/{name}?tab=settings")
    await page.get_by_label("Wrong at most, in %").fill("2")
    await page.get_by_label("With a certainty of, in %").fill("90")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved")).to_be_visible()

    await page.goto(f"/manage/projects/{name}")
    await expect(promise).to_contain_text("Cannot be told yet")
    await expect(promise).to_contain_text("at most 2% wrong with 90% certainty")
    missing = page.get_by_role("list", name="What is missing")
    await expect(missing).to_contain_text("It takes 114 gold tasks with answers")
    await is_open_to_everybody(page)
    await keep_picture(page, "promise-unshown")
