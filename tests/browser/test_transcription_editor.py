"""Somebody types what an attachment says."""

from playwright.async_api import Page, expect

from tests.support.browser import keep_picture
from tests.support.customer import Customer
from tests.support.stories import begin, example_of, hand_in, is_open_to_everybody, responses


async def test_example_is_typed_by_mouse_and_keys(page: Page, customer: Customer) -> None:
    example = example_of("transcription")
    tasks = await begin(page, customer, "transcription", [example["params"]])

    await page.get_by_role("textbox", name="number").fill("17")
    await page.get_by_role("group", name="buyer").get_by_role("checkbox").click()
    await page.get_by_role("textbox", name="item, row 1").fill("apples")
    await page.get_by_role("textbox", name="amount, row 1").fill("0.80")
    await page.get_by_role("button", name="Add a row").click()
    await page.get_by_role("textbox", name="item, row 2").fill("pear")
    await page.get_by_role("textbox", name="amount, row 2").fill("0.60")
    await is_open_to_everybody(page)
    await keep_picture(page, "transcription-editor")
    await hand_in(page)

    assert responses(customer, "transcription", tasks) == [example["response"]]


async def test_fields_and_rows_are_typed_with_keys_alone(page: Page, customer: Customer) -> None:
    params = {
        "attachment_type": "text",
        "attachment": "Invoice 17. Apples 0.80, pear 0.60.",
        # Keys of one length and in order, which is how the database gives them back.
        "fields": {"invoice": "Its number", "persons": "Name of the buyer"},
        "repeatable_fields": {"fruit": "What was bought", "price": "What it cost"},
    }
    tasks = await begin(page, customer, "transcription", [params])

    await page.keyboard.type("17")
    await _tab(page, 2)
    await page.keyboard.press("Alt+n")  # nothing there
    await _tab(page, 2)
    await page.keyboard.type("pear")
    await _tab(page, 2)
    await page.keyboard.type("0.60")
    await page.keyboard.press("Enter")  # a new row
    await page.keyboard.type("apples")
    await _tab(page, 2)
    await page.keyboard.type("0.80")
    await page.keyboard.press("Alt+ArrowUp")
    await hand_in(page)

    rows = [{"fruit": "apples", "price": "0.80"}, {"fruit": "pear", "price": "0.60"}]
    fields = {"invoice": "17", "persons": None}
    assert responses(customer, "transcription", tasks) == [
        {"fields": fields, "repeatable_fields": rows}
    ]


async def test_missing_values_are_marked_where_they_are(page: Page, customer: Customer) -> None:
    await begin(page, customer, "transcription", [example_of("transcription")["params"]])

    await page.keyboard.press("Control+Enter")

    await expect(page.get_by_role("textbox").first).to_be_focused()
    await expect(page.get_by_text("This is required.")).to_have_count(2)
    # Beside the rows, and in the list that leads to what is missing.
    await expect(page.get_by_text("or say that there are none")).to_have_count(2)
    await expect(page.get_by_role("button", name="“number” is required.")).to_be_visible()


async def test_facts_are_collected(page: Page, customer: Customer) -> None:
    params = example_of("datacollection")["params"]
    tasks = await begin(page, customer, "datacollection", [params])

    await page.get_by_role("textbox", name="hiring_page").fill("https://example.com/jobs")
    await page.get_by_role("group", name="jobs").get_by_role("checkbox").press("Space")
    await is_open_to_everybody(page)
    await hand_in(page)

    fields = {"hiring_page": "https://example.com/jobs", "jobs": None}
    assert responses(customer, "datacollection", tasks)[0]["fields"] == fields


async def _tab(page: Page, times: int) -> None:
    for _ in range(times):
        await page.keyboard.press("Tab")
