"""Somebody types what an attachment says."""

from playwright.async_api import Page, expect

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
    await hand_in(page)

    assert responses(customer, "transcription", tasks) == [example["response"]]


async def test_example_is_typed_with_keys_alone(page: Page, customer: Customer) -> None:
    example = example_of("transcription")
    tasks = await begin(page, customer, "transcription", [example["params"]])

    await page.keyboard.type("17")
    for _ in range(2):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Alt+n")  # nothing there
    for _ in range(2):
        await page.keyboard.press("Tab")
    await _type_row(page, "pear", "0.60")
    await page.keyboard.press("Enter")  # a new row
    await _type_row(page, "apples", "0.80")
    await page.keyboard.press("Alt+ArrowUp")
    await hand_in(page)

    assert responses(customer, "transcription", tasks) == [example["response"]]


async def test_missing_values_are_marked_where_they_are(page: Page, customer: Customer) -> None:
    await begin(page, customer, "transcription", [example_of("transcription")["params"]])

    await page.keyboard.press("Control+Enter")

    await expect(page.get_by_role("textbox", name="number")).to_be_focused()
    await expect(page.get_by_text("This is required.")).to_have_count(2)
    await expect(page.get_by_text("or say that there are none")).to_be_visible()


async def test_facts_are_collected(page: Page, customer: Customer) -> None:
    params = example_of("datacollection")["params"]
    tasks = await begin(page, customer, "datacollection", [params])

    await page.keyboard.type("https://example.com/jobs")
    await page.get_by_role("group", name="jobs").get_by_role("checkbox").press("Space")
    await is_open_to_everybody(page)
    await hand_in(page)

    fields = {"hiring_page": "https://example.com/jobs", "jobs": None}
    assert responses(customer, "datacollection", tasks)[0]["fields"] == fields


async def _type_row(page: Page, item: str, amount: str) -> None:
    await page.keyboard.type(item)
    for _ in range(2):
        await page.keyboard.press("Tab")
    await page.keyboard.type(amount)
