"""Somebody paints masks: by mouse, by keys alone, and with a tab that is closed in between."""

import io
import os
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.async_api import Locator, Page, expect

from goldwright.task_types.contract import JsonObject
from tests.support.customer import Customer
from tests.support.stories import (
    begin,
    example_of,
    hand_in,
    is_open_to_everybody,
)

TYPE = "segmentannotation"
WIDTH, HEIGHT = 320, 240


def street() -> bytes:
    """A road below a sky, with two vans."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (150, 180, 210))
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 120, WIDTH, HEIGHT], fill=(110, 110, 115))
    for x in (60, 200):
        draw.rectangle([x, 140, x + 60, 180], fill=(150, 75, 60))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


async def opened(page: Page, customer: Customer, params: JsonObject) -> list[str]:
    """A new task with its picture on screen."""
    await page.set_viewport_size({"width": 1366, "height": 820})
    await page.route(
        "**/api/assignments/*/attachment?*",
        lambda route: route.fulfill(body=street(), content_type="image/png"),
    )
    tasks = await begin(page, customer, TYPE, [params])
    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    return tasks


async def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a pixel of the picture is on the screen."""
    box = await page.locator(".gw-stage-backdrop").bounding_box()
    assert box is not None
    return box["x"] + x * box["width"] / WIDTH, box["y"] + y * box["height"] / HEIGHT


async def drag(page: Page, *places: tuple[float, float]) -> None:
    """Press on the first pixel, pass the others and let go."""
    await page.mouse.move(*await at(page, *places[0]))
    await page.mouse.down()
    for place in places[1:]:
        await page.mouse.move(*await at(page, *place), steps=5)
    await page.mouse.up()


def objects(page: Page) -> Locator:
    """What is painted, as a list."""
    return page.get_by_role("listbox", name="Objects").get_by_role("option")


async def test_masks_are_painted_by_mouse_and_survive_a_closed_tab(
    page: Page, customer: Customer
) -> None:
    tasks = await opened(page, customer, example_of(TYPE)["params"])

    await page.get_by_role("button", name="vehicle").first.click()
    await drag(page, (72, 152), (108, 152), (108, 168), (72, 168))
    await expect(objects(page)).to_have_count(1)
    await page.keyboard.press("n")
    await page.get_by_role("button", name="Polygon").click()
    for corner in ((200, 140), (261, 140), (261, 181), (200, 181)):
        await page.mouse.click(*await at(page, *corner))
    await page.keyboard.press("Enter")
    await expect(objects(page)).to_have_count(2)
    await page.get_by_role("button", name="Undo").click()
    await expect(objects(page)).to_have_count(1)
    await page.get_by_role("button", name="Redo").click()
    await expect(objects(page)).to_have_count(2)
    await objects(page).nth(1).click()
    await page.get_by_role("radio", name="yes").click()
    await page.reload()
    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    await expect(objects(page)).to_have_count(2)
    await page.get_by_role("button", name="road").first.click()
    await page.get_by_role("button", name="Only empty").click()
    await page.get_by_role("button", name="Polygon").click()
    for corner in ((0, 120), (320, 120), (320, 240), (0, 240)):
        await page.mouse.click(*await at(page, *corner))
    await page.keyboard.press("Enter")
    await expect(objects(page)).to_have_count(3)
    await page.get_by_role("button", name="background").first.click()
    await page.get_by_role("button", name="Bucket").click()
    await page.mouse.click(*await at(page, 20, 20))
    await expect(page.get_by_text("0 pixels without a label", exact=True)).to_be_visible()
    folder = os.environ.get("GOLDWRIGHT_SCREENSHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / "segmentation-editor.png")
    await is_open_to_everybody(page)
    await hand_in(page)
    await expect(page.get_by_text("Nothing waits now")).to_be_visible()

    mapping = customer.read(tasks[0])["response"]["labelMapping"]
    first, second = mapping["vehicle"]
    assert 2000 < first["numPixels"] < 3200
    assert abs(second["numPixels"] - 61 * 41) < 150
    assert second["attributes"] == {"moving": "yes"}
    assert abs(mapping["background"]["numPixels"] - WIDTH * 120) < 2 * WIDTH


async def test_masks_are_painted_with_keys_alone(page: Page, customer: Customer) -> None:
    tasks = await opened(page, customer, example_of(TYPE)["params"])

    await page.locator(".gw-stage").focus()
    await page.keyboard.press("4")
    await page.keyboard.press("]")
    for _ in range(4):
        await page.keyboard.press("Shift+ArrowDown")
    await page.keyboard.press("Enter")
    for _ in range(6):
        await page.keyboard.press("Shift+ArrowRight")
    await page.keyboard.press("Shift+Enter")
    await expect(objects(page)).to_have_count(1)
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("pixels have no label yet").first).to_be_visible()
    await page.locator(".gw-stage").focus()
    await page.keyboard.press("a")
    await page.keyboard.press("2")
    await page.keyboard.press("Escape")
    await page.keyboard.press("2")
    await page.keyboard.press("Shift+U")
    await expect(page.get_by_text("0 pixels without a label", exact=True)).to_be_visible()
    await hand_in(page)
    await expect(page.get_by_text("Nothing waits now")).to_be_visible()

    mapping = customer.read(tasks[0])["response"]["labelMapping"]
    (vehicle,) = mapping["vehicle"]
    assert vehicle["attributes"] == {"moving": "no"}
    assert abs(vehicle["numPixels"] - (60 * 30 + 707)) < 60  # a brush of 30 pixels, drawn over 60
    assert mapping["road"]["numPixels"] == WIDTH * HEIGHT - vehicle["numPixels"]
