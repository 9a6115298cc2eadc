"""Somebody is invited, comes in, and works through a project with the keyboard alone."""

import re

from playwright.async_api import Page, expect

from goldwright.db.identity import member
from tests.support.browser import barriers, come_in, keep_picture
from tests.support.customer import Customer
from tests.support.factories import opened

TEXTS = ("The striker scored twice.", "The minister resigned.", "The museum opens.", "A draw.")


def send_texts(customer: Customer) -> dict[str, str]:
    """A project with four texts to sort; their tasks by text."""
    project = customer.project(instruction="# Sort\n\nRead **all** of it.", rate_micros=50_000)
    asked = {"attachment_type": "text", "categories": ["sport", "politics", "culture"]}
    return {
        text: customer.task(project, "categorization", {**asked, "attachment": text})
        for text in TEXTS
    }


async def start(page: Page) -> str:
    """Open the project on offer; the text on screen."""
    await page.get_by_role("link", name=re.compile("^Start")).press("Enter")
    return await text_other_than(page, "")


async def text_other_than(page: Page, last: str) -> str:
    """The next text on screen. Tasks leased together come in any order."""
    others = re.compile("|".join(re.escape(one) for one in TEXTS if one != last))
    shown = page.locator(".gw-editor").get_by_text(others)
    await expect(shown).to_be_visible()
    return str(await shown.text_content())


async def test_invited_worker_answers_with_keys_and_the_next_task_appears(
    page: Page, customer: Customer
) -> None:
    tasks = send_texts(customer)
    await come_in(page, customer.invite())
    first = await start(page)

    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("alert").filter(has_text="missing")).to_be_visible()
    await page.keyboard.press("1")
    await page.keyboard.press("Control+Enter")

    second = await text_other_than(page, first)
    await page.keyboard.press("2")
    await page.keyboard.press("Control+Enter")
    await text_other_than(page, second)
    await page.get_by_role("link", name=re.compile("Leave work")).click()
    await page.get_by_role("link", name="Earnings").click()
    await expect(page.get_by_text("$0.10").first).to_be_visible()
    answers = [customer.read(tasks[text])["response"] for text in (first, second)]
    assert answers == [{"category": "sport"}, {"category": "politics"}]


async def test_undo_redo_and_a_reload_keep_the_work(page: Page, customer: Customer) -> None:
    send_texts(customer)
    await come_in(page, customer.invite())
    await start(page)

    await page.keyboard.press("1")
    await page.keyboard.press("3")
    await page.keyboard.press("Control+z")
    await expect(page.get_by_role("radio", name="sport")).to_be_checked()
    await page.keyboard.press("Control+y")
    await expect(page.get_by_role("radio", name="culture")).to_be_checked()
    await page.reload()

    await expect(page.get_by_role("radio", name="culture")).to_be_checked()


async def test_skipped_task_goes_with_its_reason(
    page: Page, customer: Customer, database_url: str
) -> None:
    tasks = send_texts(customer)
    await come_in(page, customer.invite())
    first = await start(page)

    await page.keyboard.press("Control+Shift+S")
    await page.get_by_label("Another reason").fill("It is cut off.")
    async with page.expect_response(re.compile("/skip$")):
        await page.keyboard.press("Enter")
        await text_other_than(page, first)
        await page.get_by_role("button", name="Send now").click()

    organisation = customer.client.get("/api/organisation/name").json()["id"]
    async with opened(database_url) as db, db.transaction(member(organisation, "live")) as conn:
        found = await conn.execute(
            "SELECT skip_reason FROM assignment WHERE task_id = %s AND status = 'skipped'",
            (tasks[first],),
        )
        assert await found.fetchall() == [{"skip_reason": "It is cut off."}]


async def test_submit_and_skip_are_taken_back_and_earlier_answers_opened(
    page: Page, customer: Customer
) -> None:
    tasks = send_texts(customer)
    await come_in(page, customer.invite())
    first = await start(page)

    await page.keyboard.press("1")
    await page.keyboard.press("Control+Enter")
    second = await text_other_than(page, first)
    await page.keyboard.press("Control+z")
    await expect(page.locator(".gw-editor").get_by_text(first)).to_be_visible()
    await expect(page.get_by_role("radio", name="sport")).to_be_checked()
    await page.keyboard.press("2")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".gw-editor").get_by_text(second)).to_be_visible()
    await page.get_by_role("button", name="Send now").click()
    await expect(page.get_by_role("button", name="politics Sent")).to_be_visible()
    await page.keyboard.press("Control+Shift+S")
    await page.keyboard.press("Enter")  # without a reason nothing is skipped
    await expect(page.get_by_role("dialog", name="Skip this task")).to_be_visible()
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await text_other_than(page, second)
    await page.get_by_role("button", name="Take it back").click()
    await expect(page.locator(".gw-editor").get_by_text(second)).to_be_visible()
    await page.keyboard.press("Control+Backspace")

    await expect(page.get_by_text("its task is decided")).to_be_visible()
    await expect(page.get_by_role("radio", name="politics")).to_be_checked()
    await page.get_by_role("button", name="Leave it as it was").click()
    await expect(page.locator(".gw-editor").get_by_text(second)).to_be_visible()
    assert customer.read(tasks[first])["response"] == {"category": "politics"}


async def test_pay_and_time_are_in_view_and_more_time_can_be_taken(
    page: Page, customer: Customer
) -> None:
    send_texts(customer)
    await come_in(page, customer.invite())
    await start(page)
    clock = page.get_by_role("timer")

    await expect(page.get_by_role("banner").get_by_text("$0.05")).to_be_visible()
    await expect(clock).to_contain_text(re.compile(r"^0:0\d.*(30:00|29:\d\d) left"))
    async with page.expect_response(re.compile("/extend$")) as answered:
        await clock.get_by_role("button", name="More time").click()

    assert (await answered.value).ok


async def test_instruction_tells_its_version_and_what_changed(
    page: Page, customer: Customer
) -> None:
    project = customer.project(instruction="Sort it.\n\nCats go first.")
    asked = {"attachment_type": "text", "categories": ["sport", "politics"]}
    customer.task(project, "categorization", {**asked, "attachment": TEXTS[0]})
    await come_in(page, customer.invite())
    await start(page)
    panel = page.get_by_role("complementary", name="Instructions")
    await expect(panel).to_contain_text("Cats go first.")
    await expect(panel).not_to_contain_text("version")
    await panel.get_by_role("searchbox").fill("cats GO")
    await expect(panel.get_by_role("status")).to_have_text("1 of 1")
    assert await barriers(page) == []
    await page.keyboard.press("Escape")
    await page.locator(".gw-editor").get_by_role("radio").first.focus()
    await page.keyboard.press("1")
    await page.keyboard.press("Control+Enter")

    customer.instruct(project, "Sort it.\n\nDogs go first.")
    customer.task(project, "categorization", {**asked, "attachment": TEXTS[1]})
    await page.goto("/work")

    changes = panel.get_by_role("region", name="What changed")
    await expect(changes.get_by_role("insertion")).to_have_text("Dogs go first.")
    await expect(changes.get_by_role("deletion")).to_have_text("Cats go first.")
    await expect(panel).to_contain_text("version 1")
    await changes.get_by_role("button", name="I have read it").click()
    await expect(changes).not_to_be_visible()


async def test_broken_rule_leads_to_what_the_instructions_say(
    page: Page, customer: Customer
) -> None:
    rule = {
        "message": "Sport only where a match is told of.",
        "require": {"!=": [{"var": "response.category"}, "sport"]},
        "see": "Doubtful cases",
    }
    text = "Sort it.\n\n## Doubtful cases\n\nA stadium alone is no sport."
    project = customer.project(instruction=text, rules=[rule])
    asked = {"attachment_type": "text", "categories": ["sport", "politics"]}
    customer.task(project, "categorization", {**asked, "attachment": TEXTS[0]})
    await come_in(page, customer.invite())
    await start(page)
    panel = page.get_by_role("complementary", name="Instructions")
    await expect(panel.get_by_role("heading", name="Doubtful cases")).to_be_visible()
    await page.keyboard.press("F2")
    await expect(panel).not_to_be_visible()

    await page.keyboard.press("1")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("button", name=rule["message"])).to_be_visible()
    await page.get_by_role("button", name="See “Doubtful cases” in the instructions").press("Enter")

    await expect(panel.get_by_role("searchbox")).to_have_value("Doubtful cases")
    await expect(panel.get_by_role("searchbox")).to_be_focused()
    await expect(panel.get_by_role("status")).to_have_text("1 of 1")
    await expect(panel.get_by_role("heading", name="Doubtful cases")).to_be_in_viewport()
    assert await barriers(page) == []
    await keep_picture(page, "instruction-led-to")


async def test_instructions_that_differ_by_task_are_not_told_as_changed(
    page: Page, customer: Customer
) -> None:
    project = customer.project()
    asked = {"attachment_type": "text", "categories": ["sport", "politics"]}
    for text in TEXTS[:2]:
        own = {"attachment": text, "instruction": f"Sort this: {text}"}
        customer.task(project, "categorization", {**asked, **own})
    await come_in(page, customer.invite())
    await start(page)
    panel = page.get_by_role("complementary", name="Instructions")
    await expect(panel).to_contain_text("Sort this")
    first = await panel.inner_text()
    await page.locator(".gw-editor").get_by_role("radio").first.focus()
    await page.keyboard.press("1")
    await page.keyboard.press("Control+Enter")

    await expect(panel).not_to_have_text(first, use_inner_text=True)
    await expect(panel).to_contain_text("Sort this")
    await page.wait_for_load_state("networkidle")
    await expect(panel.get_by_role("region", name="What changed")).to_have_count(0)


async def test_key_can_be_found_changed_and_is_kept_on_the_server(
    page: Page, customer: Customer
) -> None:
    send_texts(customer)
    await come_in(page, customer.invite())
    await start(page)

    await page.keyboard.press("?")
    await page.keyboard.type("submit")
    change = page.get_by_role("button", name="Change the key of Submit")
    await change.press("Enter")
    await page.keyboard.press("Control+z")
    await expect(page.get_by_role("dialog").get_by_text("Also: Undo")).to_be_visible()
    await change.press("Enter")
    async with page.expect_response(re.compile("/session/shortcuts$")):
        await page.keyboard.press("F9")
    await page.keyboard.press("Escape")
    await page.reload()
    first = await text_other_than(page, "")
    await page.keyboard.press("1")
    await page.keyboard.press("F9")

    await text_other_than(page, first)


async def test_every_screen_of_a_worker_is_open_to_everybody(
    page: Page, customer: Customer
) -> None:
    send_texts(customer)

    await page.goto(customer.invite())
    await expect(page.get_by_label("Password")).to_be_visible()
    assert await barriers(page) == []
    await come_in(page, customer.invite())
    assert await barriers(page) == []
    await page.emulate_media(color_scheme="dark")
    assert await barriers(page) == []
    await start(page)
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("alert").filter(has_text="missing")).to_be_visible()
    assert await barriers(page) == []
    await page.keyboard.press("?")
    assert await barriers(page) == []
    await page.goto("/history")
    await expect(page.get_by_role("heading", name="History")).to_be_visible()
    assert await barriers(page) == []
