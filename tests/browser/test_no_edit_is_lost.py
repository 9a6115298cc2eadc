"""The tab is closed, the network is cut, two windows edit at once: nothing is lost or doubled."""

import random
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.browser import come_in
from tests.support.customer import Customer
from tests.support.factories import make_organisation, opened
from tests.support.server import free_port, killed_server

TOPICS = ["art", "city", "food", "home", "law", "money", "music", "sport", "work"]
PARAMS = {
    "attachment_type": "text",
    "attachment": "A text about many things.",
    "categories": TOPICS,
    "allow_multiple": True,
    "taxonomies": {"tone": {"choices": ["calm", "loud"]}},
}

ONE_QUESTION = {name: value for name, value in PARAMS.items() if name != "taxonomies"}


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


async def toggle(page: Page, drawn: random.Random) -> set[str]:
    """Tick or untick one of the topics, by its key."""
    number = drawn.randint(1, len(TOPICS))
    await page.keyboard.press(str(number))
    return {TOPICS[number - 1]}


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


async def test_500_edits_with_a_killed_tab_a_cut_network_and_a_killed_server(
    browser: Browser, database_url: str, tmp_path: Path
) -> None:
    drawn = random.Random(11)
    port = free_port()
    async with opened(database_url) as db:
        customer_key = (await make_organisation(db)).live_key
    with killed_server(database_url, tmp_path, port=port) as address:
        customer = Customer(address, customer_key)
        task = customer.task(customer.project(), "categorization", ONE_QUESTION)
        context = await browser.new_context(base_url=address)
        page = await context.new_page()
        await come_in(page, customer.invite())
        await page.get_by_role("link", name=re.compile("^Start")).click()
        await expect(page.get_by_role("checkbox", name="art")).to_be_visible()
        ticked: set[str] = set()

        for edit in range(250):
            ticked ^= await toggle(page, drawn)
            if edit % 50 == 49:
                await page.context.set_offline(edit % 100 == 49)
        await page.close(run_before_unload=False)
        await context.set_offline(False)
        page = await context.new_page()
        await page.goto("/work")
        await expect(page.get_by_role("checkbox", name="art")).to_be_visible()
        assert set(await chosen(page)) == ticked
        customer.client.close()

    # The server has been killed in the middle of the work; it comes back on the same port.
    for _ in range(150):
        ticked ^= await toggle(page, drawn)
    with killed_server(database_url, tmp_path, port=port):
        for _ in range(100):
            ticked ^= await toggle(page, drawn)
        await saved(page)
        await page.keyboard.press("Control+Enter")
        await page.get_by_role("button", name="Send now").click()
        await expect(page.get_by_role("button", name=re.compile("Sent$"))).to_be_visible()

        customer = Customer(address, customer_key)
        response = customer.read(task)["response"]
        customer.client.close()
    await context.close()
    assert set(response["category"]) == ticked


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
    await page.get_by_role("button", name="Send now").click()
    await expect(page.get_by_text("1 on the way")).to_be_visible()

    await page.context.set_offline(False)

    await expect(page.get_by_text("on the way")).not_to_be_visible()
    done = [one for one in map(customer.read, tasks) if one["status"] == "completed"]
    assert [one["response"]["category"] for one in done] == [["art"]]


async def test_answer_is_sent_when_the_tab_closes_while_it_is_held(
    page: Page, customer: Customer, tasks: list[str]
) -> None:
    await page.keyboard.press("1")
    await page.get_by_role("radio", name="calm").check()
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    address, context = page.url, page.context

    await page.close(run_before_unload=False)
    again = await context.new_page()
    await again.goto(address)

    await expect(again.get_by_role("checkbox", name="art")).not_to_be_checked()
    await expect(again.get_by_text("on the way")).not_to_be_visible()
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
