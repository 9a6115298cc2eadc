"""Work whose editor is still to come can be looked at, as it was marked."""

import io
from uuid import uuid4

from PIL import Image, ImageDraw
from playwright.async_api import Page, expect

from tests.support.browser import barriers, keep_picture
from tests.support.customer import Customer
from tests.support.stories import begin, example_of


def street() -> bytes:
    """A grey street, large enough for what the examples mark in it."""
    picture = Image.new("RGB", (1600, 900), (120, 150, 95))
    ImageDraw.Draw(picture).rectangle([0, 450, 1600, 900], fill=(110, 110, 115))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def drive() -> dict[str, object]:
    """A frame of a road with a wall beside it, a car ahead and the device that saw them."""
    road = [{"x": x / 2, "y": y / 2, "z": 0.0} for x in range(-16, 17) for y in range(-20, 101)]
    wall = [{"x": 9.0, "y": y / 5, "z": z / 4} for y in range(-50, 250) for z in range(12)]
    car = [{"x": 1 + x / 5, "y": 20 + y / 5, "z": 1.4} for x in range(9) for y in range(20)]
    return {"points": road + wall + car, "device_position": {"x": 0, "y": 0, "z": 1.8}}


async def test_points_are_seen_from_above_with_the_cuboids_round_them(
    page: Page, customer: Customer
) -> None:
    example = example_of("lidarannotation")
    await page.route("**/api/assignments/*/attachment?*", lambda route: route.fulfill(json=drive()))
    around = {"label": "car", "yaw": 0.0, "dimensions": {"x": 2.2, "y": 4.6, "z": 1.6}}
    car = {**around, "uuid": str(uuid4()), "position": {"x": 1.8, "y": 22.0, "z": 0.8}}
    marked = {"annotations": [{"cuboids": [car]}, {"cuboids": []}]}

    await begin(page, customer, "lidarannotation", [{**example["params"], "hypothesis": marked}])

    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    await expect(page.get_by_text("7,773 points, from z 0 (blue)")).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="car")).to_be_visible()
    assert await barriers(page) == []
    await keep_picture(page, "lidar-viewer")


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
