"""The tab is closed, the network is cut, two windows edit at once: nothing is lost or doubled."""

import random
import re

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import come_in
from tests.support.customer import Customer

TOPICS = ["art", "city", "food", "home", "law", "money", "music", "sport", "work"]
PARAMS = {
    "attachment_type": "text",
    "attachment": "A text about many things.",
    "categories": TOPICS,
    "allow_multiple": True,
    "taxonomies": {"tone": {"choices": ["calm", "loud"]}},
}


@pytest.fixture
async def tasks(page: Page, customer: Customer) -> list[str]:
    """Two tasks, one of them on screen."""
    project = customer.project()
    sent = [customer.task(project, "categorization", PARAMS) for _ in range(2)]
    await come_in(page, customer.invite())
    await page.get_by_role("link", name=re.compile("^Start")).click()
    await expect(page.get_by_role("checkbox", name="art")).to_be_visible()
    return sent


async def chosen(page: Page) -> list[str]:
    """The topics that are ticked."""
    boxes = {topic: page.get_by_role("checkbox", name=topic) for topic in TOPICS}
    return [topic for topic, box in boxes.items() if await box.is_checked()]


async def saved(page: Page) -> None:
    """Wait until the server has everything."""
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()


@pytest.mark.usefixtures("tasks")
async def test_500_edits_are_there_after_the_tab_was_killed(page: Page) -> None:
    drawn = random.Random(7)
    for _ in range(500):
        await page.keyboard.press(str(drawn.randint(1, 9)))
    before = await chosen(page)
    address, context = page.url, page.context

    await page.close(run_before_unload=False)
    again = await context.new_page()
    await again.goto(address)

    await expect(again.get_by_role("checkbox", name="art")).to_be_visible()
    assert await chosen(again) == before
    await saved(again)


@pytest.mark.usefixtures("tasks")
async def test_work_done_without_network_arrives_when_it_is_back(page: Page) -> None:
    await page.context.set_offline(True)
    await page.keyboard.press("1")
    await page.keyboard.press("2")
    await expect(page.get_by_role("status").filter(has_text="Offline")).to_be_visible()

    await page.context.set_offline(False)

    await saved(page)
    stored = await page.evaluate(
        """async () => {
          const { assignments } = await (await fetch('/api/assignments')).json();
          const paths = assignments.map((one) => `/api/assignments/${one.assignment_id}/draft`);
          const answers = await Promise.all(paths.map((path) => fetch(path)));
          return Promise.all(answers.map((one) => one.json()));
        }"""
    )
    assert {"category": ["art", "city"]} in [
        (one["content"] or {}).get("response") for one in stored
    ]


async def test_answer_submitted_without_network_arrives_once(
    page: Page, customer: Customer, tasks: list[str]
) -> None:
    await page.context.set_offline(True)
    await page.keyboard.press("1")
    await page.get_by_role("radio", name="calm").check()
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("checkbox", name="art")).not_to_be_checked()
    await expect(page.get_by_text("1 on the way")).to_be_visible()

    await page.context.set_offline(False)

    await expect(page.get_by_text("on the way")).not_to_be_visible()
    done = [one for one in map(customer.read, tasks) if one["status"] == "completed"]
    assert [one["response"]["category"] for one in done] == [["art"]]


@pytest.mark.usefixtures("tasks")
async def test_two_windows_on_one_task_keep_what_both_did(page: Page) -> None:
    other = await page.context.new_page()
    await other.goto(page.url)
    await expect(other.get_by_role("checkbox", name="art")).to_be_visible()

    await page.get_by_role("checkbox", name="art").check()
    await saved(page)
    await other.get_by_role("radio", name="loud").check()
    await saved(other)

    await expect(other.get_by_role("checkbox", name="art")).to_be_checked()
    await expect(other.get_by_role("radio", name="loud")).to_be_checked()
