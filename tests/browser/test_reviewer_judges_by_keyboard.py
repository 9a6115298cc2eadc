"""Two people answer differently; a reviewer compares, fixes, rejects; the annotator reads why."""

import io
import os
import re
from pathlib import Path

import httpx
from PIL import Image, ImageDraw
from playwright.async_api import Browser, Locator, Page, expect

from goldwright.task_types.contract import JsonObject
from tests.support.browser import barriers, come_in
from tests.support.customer import Customer
from tests.support.stories import is_open_to_everybody, settle

PARAMS: JsonObject = {
    "attachment_type": "image",
    "attachment": "https://example.com/meadow.png",
    "geometries": {"box": {"objects_to_annotate": ["Cow", "Horse"]}},
}
SORTING: JsonObject = {
    "attachment_type": "text",
    "attachment": "The striker scored twice.",
    "categories": ["sport", "politics"],
}


def box(label: str, left: float, name: int) -> JsonObject:
    """A box as an editor writes it."""
    uuid = f"1d6a2c1e-0000-4000-8000-{name:012}"
    shape = {"left": left, "top": 200, "width": 120, "height": 80}
    return {"uuid": uuid, "type": "box", "label": label, **shape}


NAMES: JsonObject = {
    "text": "Alice met Eve.",
    "labels": [{"name": "Person"}, {"name": "Place"}],
}


def span(start: int, end: int, label: str, name: int) -> JsonObject:
    """A span as an editor writes it."""
    uuid = f"1d6a2c1e-0000-4000-8000-{name:012}"
    text = str(NAMES["text"])[start:end]
    return {"id": uuid, "start": start, "end": end, "text": text, "label": label}


class Annotator:
    """Somebody who answers over HTTP, and reads in the browser what came of it."""

    def __init__(self, customer: Customer) -> None:
        self.address, self.headers = customer.address, {}
        token = customer.invite().partition("#")[2]
        accept = {"token": token, "password": "correct horse battery"}
        accepted = self.ask("POST", "/api/invitations/accept", accept)
        self.headers = {"Authorization": f"Bearer {accepted['token']}"}
        self.email = self.ask("GET", "/api/session")["email"]

    def ask(self, method: str, path: str, body: object = None) -> JsonObject:
        """What they are told."""
        url = f"{self.address}{path}"
        answer = httpx.request(method, url, json=body, headers=self.headers, timeout=30)
        return answer.raise_for_status().json()

    def answer(self, response: JsonObject) -> None:
        """Answer the task given next."""
        held = self.ask("POST", "/api/assignments/next", {})["assignments"][0]
        path = f"/api/assignments/{held['assignment_id']}/submit"
        self.ask("POST", path, {"response": response})

    async def look_back(self, browser: Browser, address: str) -> Page:
        """Their history in a window of their own."""
        context = await browser.new_context(base_url=address, reduced_motion="reduce")
        context.set_default_timeout(10_000)
        page = await context.new_page()
        await page.goto("/sign-in?next=/history")
        await page.get_by_label("E-mail").fill(self.email)
        await page.get_by_label("Password").fill("correct horse battery")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="History")).to_be_visible()
        return page


def meadow() -> bytes:
    """A picture of a meadow with two animals."""
    picture = Image.new("RGB", (640, 480), "#9fc5e8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 180, 640, 480), fill="#8fb56a")
    for left, colour in ((100, "#6b4226"), (400, "#e8e0d5")):
        draw.ellipse((left, 210, left + 110, 260), fill=colour)
        for leg in (left + 20, left + 80):
            draw.rectangle((leg, 250, leg + 8, 280), fill=colour)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


async def in_review(page: Page, customer: Customer) -> None:
    """A new worker has a review on screen; they come in without answering anything."""
    await page.set_viewport_size({"width": 1366, "height": 820})
    await page.route(
        "**/api/assignments/*/attachment?*",
        lambda route: route.fulfill(body=meadow(), content_type="image/png"),
    )
    await come_in(page, customer.invite())
    await page.get_by_role("link", name=re.compile("^Start with reviews")).press("Enter")


def part(page: Page, name: str) -> Locator:
    """A named part of the page."""
    return page.get_by_role("region", name=name)


async def test_reviewer_sees_the_difference_fixes_with_a_pinned_comment_and_the_annotator_reads_it(
    page: Page, customer: Customer, browser: Browser, app_url: str, database_url: str
) -> None:
    name = customer.project("imageannotation", annotations_wanted=2, review_share=1)
    task = customer.task(name, "imageannotation", PARAMS)
    ann, bob = Annotator(customer), Annotator(customer)
    ann.answer({"annotations": [box("Cow", 95, 1), box("Cow", 395, 2)]})
    bob.answer({"annotations": [box("Horse", 398, 3), box("Cow", 96, 4)]})
    await settle(database_url)
    await in_review(page, customer)

    await expect(part(page, "Differences").get_by_role("listitem")).not_to_have_count(0)
    await page.locator("[data-loaded=true]").first.wait_for()
    await page.keyboard.press("s")
    await expect(page.locator(".gw-panes [data-loaded=true]")).to_have_count(3)
    await page.keyboard.press("j")
    await expect(page.locator("li[aria-current=true]")).to_contain_text("Horse")
    await is_open_to_everybody(page)
    await page.keyboard.press("o")
    over = page.get_by_role("group", name="Which answers are shown")
    await expect(over.get_by_role("button", name="Answer 2")).to_have_attribute(
        "aria-pressed", "true"
    )
    await keep_picture_of(page, "review-overlay")
    assert await barriers(page) == []
    await page.keyboard.press("2")
    await expect(over.get_by_role("button", name="Answer 2")).to_have_attribute(
        "aria-pressed", "false"
    )
    await page.keyboard.press("o")
    await page.keyboard.press("2")
    await expect(page.get_by_role("button", name="Answer 2")).to_have_attribute(
        "aria-pressed", "true"
    )
    await page.keyboard.press("f")
    await expect(page.get_by_role("button", name="Send the fix")).to_be_enabled()
    await page.keyboard.press("F9")
    await page.keyboard.type("A horse has a mane.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Saved")).to_be_visible()
    await page.reload()
    await page.locator("[data-loaded=true]").first.wait_for()
    await expect(page.get_by_label("Comment 1", exact=True)).to_have_value("A horse has a mane.")
    await expect(page.get_by_label("Comment 1 is about")).to_have_value("/annotations/0")
    await keep_picture_of(page, "review")
    assert await barriers(page) == []
    async with page.expect_response(re.compile("/verdict$")) as kept:
        await page.keyboard.press("Control+Enter")
        await page.get_by_role("button", name="Send now").press("Enter")

    assert (await (await kept.value).json())["verdict"] == "fixed"
    await expect(page.get_by_text("Nothing waits now")).to_be_visible()
    await page.goto("/history")
    await expect(page.get_by_text("Your review: fixed")).to_be_visible()
    await settle(database_url)
    told = customer.read(task)["response"]["annotations"]
    assert sorted(one["label"] for one in told) == ["Cow", "Horse"]
    theirs = await ann.look_back(browser, app_url)
    await theirs.route(
        "**/api/assignments/*/attachment?*",
        lambda route: route.fulfill(body=meadow(), content_type="image/png"),
    )
    assert await barriers(theirs) == []
    await theirs.get_by_role("link", name="Fixed by a reviewer").click()
    await expect(theirs.get_by_text("A horse has a mane.")).to_be_visible()
    await theirs.get_by_role("button", name=re.compile("annotations.*Horse")).click()
    await expect(theirs.get_by_role("button", name="The fixed answer")).to_have_attribute(
        "aria-pressed", "true"
    )
    await keep_picture_of(theirs, "feedback")
    assert await barriers(theirs) == []
    await theirs.context.close()


async def test_things_are_judged_one_by_one_and_their_annotator_reads_each_verdict(
    page: Page, customer: Customer, browser: Browser, app_url: str, database_url: str
) -> None:
    name = customer.project("namedentityrecognition", annotations_wanted=2, review_share=1)
    task = customer.task(name, "namedentityrecognition", NAMES)
    ann, bob = Annotator(customer), Annotator(customer)
    ann.answer({"annotations": [span(0, 5, "Person", 1), span(10, 13, "Place", 2)]})
    bob.answer({"annotations": [span(0, 5, "Person", 3), span(10, 13, "Place", 4)]})
    await settle(database_url)
    await in_review(page, customer)
    await expect(page.locator(".gw-spans-tag")).to_have_count(2)

    await page.keyboard.press("o")
    await expect(page.get_by_text("what all say is dotted")).to_be_visible()
    await keep_picture_of(page, "review-overlay-text")
    assert await barriers(page) == []
    await page.keyboard.press("o")
    await page.keyboard.press(".")
    await page.keyboard.press("y")
    await expect(page.get_by_text("1 of 2 judged")).to_be_visible()
    await page.keyboard.press("n")
    await page.keyboard.type("She is no place.")
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("2 of 2 judged")).to_be_visible()
    await expect(page.locator(".gw-spans-tag")).to_have_text(["✓ Person"])
    await keep_picture_of(page, "review-one-by-one")
    assert await barriers(page) == []
    async with page.expect_response(re.compile("/verdict$")) as kept:
        await page.keyboard.press("Control+Enter")
        await page.get_by_role("button", name="Send now").press("Enter")

    assert (await (await kept.value).json())["verdict"] == "fixed"
    await settle(database_url)
    (left,) = customer.read(task)["response"]["annotations"]
    assert left["label"] == "Person"
    theirs = await ann.look_back(browser, app_url)
    await theirs.get_by_role("link", name="Fixed by a reviewer").click()
    fixed = part(theirs, "Fixed")
    await expect(fixed.get_by_text("She is no place.")).to_be_visible()
    await fixed.get_by_role("button", name=re.compile("2 Place")).click()
    await expect(theirs.locator(".gw-spans-tag.gw-is-chosen")).to_have_text("Place")
    assert await barriers(theirs) == []
    await theirs.context.close()


async def test_rejected_answer_is_told_to_who_gave_it_and_to_who_answers_next(
    page: Page, customer: Customer, browser: Browser, app_url: str, database_url: str
) -> None:
    name = customer.project(review_share=1, review_rate_micros=30_000)
    customer.task(name, "categorization", SORTING)
    ann = Annotator(customer)
    ann.answer({"category": "politics"})
    await settle(database_url)
    await in_review(page, customer)
    await expect(page.get_by_role("radio", name="politics")).to_be_checked()
    await expect(page.locator(".gw-frame-bar strong")).to_contain_text("0.03")

    await page.keyboard.press("r")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("alert").filter(has_text="Say why")).to_be_visible()
    await page.keyboard.type("Scoring is sport.")
    assert await barriers(page) == []
    async with page.expect_response(re.compile("/verdict$")):
        await page.keyboard.press("Control+Enter")
        await page.get_by_role("button", name="Send now").press("Enter")
    await expect(page.get_by_text("Nothing waits now")).to_be_visible()

    await settle(database_url)
    theirs = await ann.look_back(browser, app_url)
    await expect(theirs.get_by_role("link", name="Rejected by a reviewer")).to_be_visible()
    await expect(theirs.get_by_text("Scoring is sport.")).to_be_visible()
    await theirs.context.close()
    # Somebody else, in a browser that remembers nobody: the page would ask who is there.
    await page.evaluate("localStorage.clear()")
    await page.goto("about:blank")
    await page.context.clear_cookies()
    await come_in(page, customer.invite())
    await page.get_by_role("link", name=re.compile("^Start")).press("Enter")
    await expect(part(page, "Rejected before")).to_contain_text("Scoring is sport.")
    assert await barriers(page) == []


async def keep_picture_of(page: Page, name: str) -> None:
    """A screenshot, where GOLDWRIGHT_SCREENSHOTS names a folder for them."""
    folder = os.environ.get("GOLDWRIGHT_SCREENSHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / f"{name}.png")
