"""A conversation is read as one, and answered in steps, by keyboard alone."""

from playwright.async_api import Page, expect

from tests.support.browser import barriers, keep_picture
from tests.support.customer import Customer
from tests.support.stories import SUBMIT, begin

CODE = "```python\nprint(sum(range(10)))\n```"
PARAMS = {
    "template_variables": {
        "system_prompt": "You are a patient teacher. Answer **briefly**.",
        "messages": [
            {"role": "user", "content": "How do I add the numbers below ten in Python?"},
            {"role": "assistant", "content": f"Use `sum`:\n\n{CODE}\n\n1. short\n2. fast"},
            {"role": "user", "content": "And <script>alert(1)</script> of a list?"},
            {
                "role": "assistant",
                "candidates": [
                    {"model": "A", "text": "`sum(numbers)` does it."},
                    {"model": "B", "text": "Write a *loop* that adds them one by one."},
                ],
            },
        ],
    }
}


async def test_conversation_is_read_and_answered_with_keys_alone(
    page: Page, customer: Customer
) -> None:
    (task,) = await begin(page, customer, "chat", [PARAMS])
    talk = page.get_by_role("region", name="Conversation")
    await expect(talk.get_by_role("listitem").filter(has_text="Use sum:")).to_be_visible()
    await expect(talk.locator("pre code")).to_contain_text("print")
    await expect(talk.get_by_text("<script>")).to_be_visible()

    await page.keyboard.press(SUBMIT)
    await expect(page.get_by_text("Nothing is answered yet.").first).to_be_visible()
    await page.keyboard.press("Alt+n")
    await page.keyboard.type("A is right and short.")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Control+a")
    await page.keyboard.type("Comment")
    assert await barriers(page) == []
    await keep_picture(page, "chat-editor")
    async with page.expect_response("**/submit"):
        await page.keyboard.press(SUBMIT)
        await page.get_by_role("button", name="Send now").press("Enter")

    assert customer.read(task)["response"]["responses"] == [
        {"type": "Comment", "output": "A is right and short."}
    ]
