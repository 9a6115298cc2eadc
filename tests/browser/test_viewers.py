"""Work whose editor is still to come can be looked at, as it was marked."""

import io

from PIL import Image, ImageDraw
from playwright.async_api import Page, expect

from tests.support.browser import barriers
from tests.support.customer import Customer
from tests.support.stories import begin, example_of


def street() -> bytes:
    """A grey street, large enough for what the examples mark in it."""
    picture = Image.new("RGB", (1600, 900), (120, 150, 95))
    ImageDraw.Draw(picture).rectangle([0, 450, 1600, 900], fill=(110, 110, 115))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


async def test_prelabelled_frames_are_seen_with_what_is_marked_in_them(
    page: Page, customer: Customer
) -> None:
    example = example_of("videoannotation")
    await page.route(
        "**/api/assignments/*/attachment?*",
        lambda route: route.fulfill(body=street(), content_type="image/png"),
    )
    params = {**example["params"], "hypothesis": example["response"]}

    await begin(page, customer, "videoannotation", [params])

    marked = page.get_by_role("listitem")
    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    await expect(page.get_by_text("This kind of work has no editor here yet")).to_be_visible()
    await expect(marked.filter(has_text="lane")).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Next picture").first.click()
    await expect(page.get_by_text("2 of 2")).to_be_visible()
    await expect(marked.filter(has_text="small vehicle")).to_be_visible()
    await expect(marked.filter(has_text="lane")).to_have_count(0)
