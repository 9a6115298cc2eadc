"""Somebody paints masks: by mouse, by keys alone, and with a tab that is closed in between."""

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from playwright.async_api import Locator, Page, expect

from goldwright.task_types.contract import JsonObject
from goldwright.task_types.segmentation.png import png, read_png
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


def uploaded(customer: Customer, name: str, content: bytes) -> str:
    """The address of a picture among the customer's files."""
    answer = customer.client.post("/v1/files/upload", files={"file": (name, content, "image/png")})
    assert answer.is_success, answer.text
    return str(answer.json()["attachment_url"])


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


async def test_three_hundred_masks_to_start_from_are_shown_corrected_and_sent(
    page: Page, customer: Customer
) -> None:
    # Tiles of 16 by 16 pixels, the vehicles 1 to 300: more than a byte can tell apart.
    rows, columns = np.indices((HEIGHT, WIDTH)) // 16
    tiles = rows * (WIDTH // 16) + columns + 1
    start = {
        "annotations": {
            "combined": {"indexedImage": uploaded(customer, "map.png", png(tiles.astype("u2")))}
        },
        "labelMapping": {"vehicle": [{"index": place + 1} for place in range(300)]},
    }
    params = {
        **example_of(TYPE)["params"],
        "attachment": uploaded(customer, "street.png", street()),
        "hypothesis": start,
    }
    await page.set_viewport_size({"width": 1366, "height": 820})
    tasks = await begin(page, customer, TYPE, [params])
    await expect(page.locator("[data-loaded=true]")).to_be_visible()

    await expect(page.get_by_text("0 pixels without a label", exact=True)).to_be_visible()
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_text("Nothing was changed yet").first).to_be_visible()
    # The last vehicle is road, and the one before it goes on where the first was.
    await page.keyboard.press("v")
    await page.mouse.click(*await at(page, WIDTH - 8, HEIGHT - 8))
    await expect(objects(page).filter(has_text="vehicle 300")).to_have_attribute(
        "aria-selected", "true"
    )
    await page.keyboard.press("2")
    await page.mouse.click(*await at(page, WIDTH - 24, HEIGHT - 8))
    await page.keyboard.press("k")
    await page.mouse.click(*await at(page, 8, 8))
    await page.reload()
    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    await hand_in(page)
    await expect(page.get_by_text("Nothing waits now")).to_be_visible()

    response = customer.read(tasks[0])["response"]
    told = response["labelMapping"]
    counts = {one["index"]: one["numPixels"] for one in told["vehicle"]}
    assert counts == dict.fromkeys(range(2, 300), 256) | {299: 512}
    assert (told["road"]["index"], told["road"]["numPixels"]) == (300, 256)
    sent = customer.client.get(response["annotations"]["combined"]["indexedImage"])
    tiles[tiles == 1] = 299
    assert np.array_equal(read_png(sent.content, pixels_max=WIDTH * HEIGHT), tiles)


async def test_masks_are_found_by_a_box_and_by_clicks(page: Page, customer: Customer) -> None:
    params = {
        **example_of(TYPE)["params"],
        "attachment": uploaded(customer, "street.png", street()),
        "allow_unlabeled": True,
    }
    await page.set_viewport_size({"width": 1366, "height": 820})
    tasks = await begin(page, customer, TYPE, [params])
    await expect(page.locator("[data-loaded=true]")).to_be_visible()

    await page.keyboard.press("4")
    await page.get_by_role("button", name="Magic").click()
    await drag(page, (50, 130), (131, 191))
    await expect(page.get_by_text("Enter takes the outline").last).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(objects(page)).to_have_count(1)
    await page.keyboard.press("n")
    await page.mouse.click(*await at(page, 230, 160))
    await expect(page.get_by_text("Enter takes the outline").last).to_be_visible()
    await page.keyboard.down("Alt")
    await page.mouse.click(*await at(page, 230, 60))
    await page.keyboard.up("Alt")
    await expect(page.get_by_text("Enter takes the outline").last).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(objects(page)).to_have_count(2)
    await hand_in(page)
    await expect(page.get_by_text("Nothing waits now")).to_be_visible()

    combined = customer.read(tasks[0])["response"]["annotations"]["combined"]
    sent = customer.client.get(combined["indexedImage"])
    drawn = read_png(sent.content, pixels_max=WIDTH * HEIGHT)
    for index, left in ((1, 60), (2, 200)):
        van = np.zeros((HEIGHT, WIDTH), bool)
        van[140:181, left : left + 61] = True
        both = np.logical_and(drawn == index, van).sum()
        assert both / np.logical_or(drawn == index, van).sum() > 0.93
