"""Somebody compares texts side by side."""

from playwright.async_api import Page, expect

from tests.support.browser import keep_picture
from tests.support.customer import Customer
from tests.support.stories import begin, example_of, hand_in, is_open_to_everybody, responses

TYPE = "comparison"


async def test_example_is_answered_by_mouse_then_by_keys(page: Page, customer: Customer) -> None:
    example = example_of(TYPE)
    tasks = await begin(page, customer, TYPE, [example["params"]] * 2)

    await page.get_by_role("radio", name="first").click()
    await is_open_to_everybody(page)
    await keep_picture(page, "comparison-editor")
    await hand_in(page)
    await page.keyboard.press("1")
    await hand_in(page)

    await expect(page.get_by_text("Nothing waits now")).to_be_visible()
    assert responses(customer, TYPE, tasks) == [example["response"]] * 2


async def test_markdown_is_shown_harmless_and_texts_scroll_together(
    page: Page, customer: Customer
) -> None:
    long = "\n\n".join(f"**Line {number}** <script>alert(1)</script>" for number in range(200))
    params = {**example_of(TYPE)["params"], "attachments": [long, long.replace("Line", "Row")]}
    await begin(page, customer, TYPE, [params])
    left, right = page.locator(".gw-text").first, page.locator(".gw-text").last

    await expect(left.get_by_text("Line 0", exact=True)).to_have_css("font-weight", "700")
    await left.focus()
    await page.keyboard.press("End")
    await expect(left.get_by_text("Line 199")).to_be_in_viewport()

    await expect(right.get_by_text("Row 199")).to_be_in_viewport()
    await expect(left.get_by_text("<script>").first).to_be_attached()
    assert await left.locator("script").count() == 0
