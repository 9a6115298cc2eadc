"""Somebody sorts texts: by mouse, by keys alone, and on a phone."""

from playwright.async_api import Page, expect

from tests.support.browser import barriers, keep_picture
from tests.support.customer import Customer
from tests.support.stories import (
    SUBMIT,
    begin,
    example_of,
    hand_in,
    is_open_to_everybody,
    responses,
)

TYPE = "categorization"


async def test_example_is_answered_by_mouse_then_by_keys(page: Page, customer: Customer) -> None:
    example = example_of(TYPE)
    tasks = await begin(page, customer, TYPE, [example["params"]] * 2)

    await page.get_by_role("checkbox", name="sport").click()
    await page.get_by_role("checkbox", name="politics").click()
    await page.get_by_role("radio", name="neutral").click()
    await is_open_to_everybody(page)
    await keep_picture(page, "categorization-editor")
    await hand_in(page)
    for key in ("1", "2", SUBMIT, "1"):  # what is missing gets the focus, and so the keys
        await page.keyboard.press(key)
    await hand_in(page)

    await expect(page.get_by_text("Nothing waits now")).to_be_visible()
    assert responses(customer, TYPE, tasks) == [example["response"]] * 2


async def test_unanswered_question_says_so_beside_itself(page: Page, customer: Customer) -> None:
    await begin(page, customer, TYPE, [example_of(TYPE)["params"]])

    await page.keyboard.press(SUBMIT)

    question = page.get_by_role("group", name="Category")
    await expect(question.get_by_text("This is not answered.")).to_be_visible()
    await expect(question.get_by_role("checkbox", name="sport")).to_be_focused()
    assert await barriers(page) == []


async def test_prelabel_is_shown_and_kept_as_it_is_or_changed(
    page: Page, customer: Customer
) -> None:
    prelabel = {"categories": ["a", "b"], "hypothesis": {"category": "b"}}
    params = {"attachment_type": "text", "attachment": "Hello", **prelabel}
    tasks = await begin(page, customer, TYPE, [params] * 2)
    keep = page.get_by_role("button", name="Keep as shown")

    # It is no answer until somebody says so.
    await expect(page.get_by_role("radio", name="b")).to_be_checked()
    await page.keyboard.press(SUBMIT)
    await expect(page.get_by_text("Nothing was changed yet.")).to_be_visible()
    assert await barriers(page) == []
    await keep.click()
    await expect(keep).to_be_disabled()
    await page.keyboard.press("Control+z")
    await expect(keep).to_be_enabled()
    await page.keyboard.press("x")
    await hand_in(page)
    await expect(keep).to_be_enabled()
    await page.keyboard.press("1")
    await expect(keep).to_be_disabled()
    await hand_in(page)

    await expect(page.get_by_text("Nothing waits now")).to_be_visible()
    given = sorted(one["category"] for one in responses(customer, TYPE, tasks))
    assert given == ["a", "b"]


async def test_phone_shows_text_and_choices_in_one_column(page: Page, customer: Customer) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await begin(page, customer, TYPE, [example_of(TYPE)["params"]])

    text = await page.locator(".gw-text").bounding_box()
    choice = await page.get_by_role("group", name="Category").bounding_box()

    assert text is not None
    assert choice is not None
    assert text["y"] + text["height"] <= choice["y"]
    assert choice["x"] >= 0
    assert choice["x"] + choice["width"] <= 390


async def test_one_of_many_classes_is_found_by_typing(page: Page, customer: Customer) -> None:
    params = {
        "attachment_type": "website",
        "attachment": "https://example.com/",
        "categories": [f"class {number}" for number in range(60)],
    }
    tasks = await begin(page, customer, TYPE, [params])

    await page.keyboard.press("/")
    await page.keyboard.type("class 47")
    await page.keyboard.press("Enter")
    assert await barriers(page) == []
    await hand_in(page)

    assert responses(customer, TYPE, tasks) == [{"category": "class 47"}]
