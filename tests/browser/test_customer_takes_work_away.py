"""A customer chooses what to export, sees how much it is, and has the file and what is in it."""

import json

from playwright.async_api import Page, expect

from tests.browser.test_customer_steers_the_work import answer
from tests.support.browser import barriers
from tests.support.customer import Customer

PARAMS = {"attachment_type": "text", "categories": ["cat", "dog"]}


async def downloaded(page: Page, button: str) -> tuple[str, str]:
    """The name of a file and what is in it, once it has been asked for."""
    async with page.expect_download() as started:
        await page.get_by_role("button", name=button, exact=True).click()
    found = await started.value
    path = await found.path()
    return found.suggested_filename, path.read_text(encoding="utf-8")


async def test_export_is_chosen_counted_retried_and_told(manager: Page, customer: Customer) -> None:
    page, name = manager, customer.project(name="night and day")
    batch = {"project": name, "name": "monday", "callback": ""}
    customer.client.post("/v1/batches", json=batch).raise_for_status()
    first = customer.task(name, "categorization", {**PARAMS, "attachment": "Miaow"})
    answer(customer, "cat")
    customer.task(name, "categorization", {**PARAMS, "attachment": "Woof", "batch": "monday"})
    await page.goto(f"/manage/projects/{name}?tab=export")
    held = page.get_by_role("status")

    # What is chosen says how much it is; what holds nothing is not fetched.
    await expect(held.filter(has_text="It will hold 2 tasks.")).to_be_visible()
    await page.get_by_label("Status of the task").select_option("error")
    await expect(held.filter(has_text="No task is chosen by this.")).to_be_visible()
    await expect(page.get_by_role("button", name="Download")).to_be_disabled()
    await page.get_by_label("Status of the task").select_option("")
    await page.get_by_label("Batch").fill("tuesday")
    await page.get_by_label("Batch").press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="'tuesday'")).to_be_visible()
    await page.get_by_label("Batch").fill("monday")
    await expect(held.filter(has_text="It will hold 1 task.")).to_be_visible()
    assert await barriers(page) == []

    # Offline it says so, and goes on when asked again.
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Download").click()
    await expect(page.get_by_text("The server cannot be reached.").first).to_be_visible()
    await page.context.set_offline(False)
    file, text = await downloaded(page, "Try again")
    assert file == "night-and-day-monday.jsonl"
    assert [json.loads(line)["params"]["attachment"] for line in text.splitlines()] == ["Woof"]
    told = page.get_by_role("region", name="Downloaded").get_by_role("row")
    await expect(told.nth(1)).to_contain_text(file)

    # A format of the task type's own holds what is completed, written as it can be.
    await page.get_by_label("Batch").fill("")
    await page.get_by_role("radio", name="Completed tasks: A row").check()
    await page.get_by_label("Written as").select_option("CSV")
    await expect(held.filter(has_text="It will hold 1 task.")).to_be_visible()
    file, text = await downloaded(page, "Download")
    assert file == "night-and-day-csv.csv"
    assert text.splitlines() == ["task_id,unique_id,category", f"{first},,cat"]
    await expect(told).to_have_count(3)
