"""Somebody types part of an answer and pastes the rest: the counts are told, the text is not."""

from playwright.async_api import Page, expect

from tests.support.browser import barriers, keep_picture
from tests.support.customer import Customer
from tests.support.stories import begin, hand_in

PARAMS = {
    "attachment_type": "text",
    "attachment": "It rained all day.",
    "fields": {"summary": "What happened?"},
}
TYPED, PASTED = "It rained. ", "According to the report, the precipitation lasted all day."


async def test_typed_and_pasted_characters_are_told_apart(page: Page, customer: Customer) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    (task,) = await begin(page, customer, "transcription", [PARAMS])
    summary = page.get_by_role("textbox", name="summary")
    await summary.click()
    await page.keyboard.type(TYPED)
    await page.keyboard.press("Shift+Home")
    await page.keyboard.press("Control+c")
    await page.keyboard.press("End")
    await page.keyboard.press("Control+v")  # of the answer itself: that is no paste
    await page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    await page.keyboard.press("Control+v")
    await expect(summary).to_have_value(TYPED + TYPED + PASTED)
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    await page.reload()
    await expect(summary).to_have_value(TYPED + TYPED + PASTED)
    await summary.press("End")
    await page.keyboard.type("!")

    await hand_in(page)

    (answer,) = customer.client.get(f"/api/tasks/{task}/answers").json()["answers"]
    counts = ("typed_characters", "pasted_characters", "pastes")
    assert [answer[name] for name in counts] == [len(TYPED) + 1, len(PASTED), 1]
    await page.goto(f"{customer.address}/history")
    told = f"{len(TYPED) + 1} characters typed, {len(PASTED)} pasted"
    await expect(page.get_by_text(told)).to_be_visible()
    await keep_picture(page, "history-typing")
    assert await barriers(page) == []
