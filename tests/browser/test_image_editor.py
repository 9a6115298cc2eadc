"""Somebody draws shapes in a picture: by mouse, by keys alone, and from what was drawn before."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from playwright.async_api import Locator, Page, expect

from goldwright.task_types.contract import JsonObject
from tests.support.customer import Customer
from tests.support.stories import (
    SUBMIT,
    begin,
    example_of,
    hand_in,
    is_open_to_everybody,
    responses,
)

TYPE = "imageannotation"
WIDTH, HEIGHT = 640, 480


class Picture:
    """The picture on the page, spoken of in its own pixels."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a pixel of the picture is on the screen."""
        box = await self.page.locator(".gw-stage-backdrop").bounding_box()
        assert box is not None
        return box["x"] + x * box["width"] / WIDTH, box["y"] + y * box["height"] / HEIGHT

    async def click(self, x: float, y: float) -> None:
        """Click on a pixel."""
        await self.page.mouse.click(*await self.at(x, y))

    async def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press on one pixel and let go on another."""
        await self.page.mouse.move(*await self.at(*start))
        await self.page.mouse.down()
        await self.page.mouse.move(*await self.at(*end), steps=5)
        await self.page.mouse.up()


async def opened(
    page: Page, customer: Customer, params: JsonObject, task_type: str = TYPE
) -> tuple[Picture, list[str]]:
    """The picture of a new task on screen, and the task."""
    await page.set_viewport_size({"width": 1366, "height": 820})
    await page.route(
        "**/api/assignments/*/attachment?*",
        lambda route: route.fulfill(body=farm(), content_type="image/png"),
    )
    tasks = await begin(page, customer, task_type, [params])
    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    return Picture(page), tasks


def farm() -> bytes:
    """A barn, a meadow and three white cows."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (150, 180, 210))
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 200, WIDTH, HEIGHT], fill=(120, 150, 95))
    draw.rectangle([60, 60, 260, 210], fill=(150, 75, 60))
    for x, y in ((300, 260), (420, 330), (120, 350)):
        draw.ellipse([x, y, x + 100, y + 56], fill=(240, 236, 228))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


async def submit(page: Page) -> None:
    """Hand in the only task, and wait until it has arrived."""
    await hand_in(page)
    await expect(page.get_by_text("Nothing waits now")).to_be_visible()


def objects(page: Page) -> Locator:
    """The list of what is drawn."""
    return page.get_by_role("listbox", name="Objects")


def rounded(shape: JsonObject, *sides: str) -> tuple[int, ...]:
    """Numbers of a shape in whole pixels: a screen has no finer ones."""
    return tuple(round(float(str(shape[side]))) for side in sides)


async def walk(page: Page, x: int, y: int) -> None:
    """Move what the arrow keys move."""
    for way, pixels in (("Right" if x > 0 else "Left", x), ("Down" if y > 0 else "Up", y)):
        tens, ones = divmod(abs(pixels), 10)
        for _ in range(tens):
            await page.keyboard.press(f"Shift+Arrow{way}")
        for _ in range(ones):
            await page.keyboard.press(f"Arrow{way}")


async def keep_picture_of(page: Page, name: str) -> None:
    """A screenshot, where GOLDWRIGHT_SCREENSHOTS names a folder for them."""
    folder = os.environ.get("GOLDWRIGHT_SCREENSHOTS")
    if folder:
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def test_box_and_polygon_are_drawn_undone_and_handed_in_by_mouse(
    page: Page, customer: Customer
) -> None:
    picture, tasks = await opened(page, customer, example_of(TYPE)["params"])

    await page.get_by_role("button", name="Cow box").click()
    await picture.drag((300, 260), (400, 316))
    await page.get_by_role("button", name="Field polygon").click()
    for corner in ((20, 230), (600, 240), (580, 460), (40, 440), (20, 230)):
        await picture.click(*corner)
    await expect(objects(page).get_by_role("option")).to_have_count(2)
    await page.get_by_role("button", name="Undo").click()
    await expect(objects(page).get_by_role("option")).to_have_count(1)
    await page.get_by_role("button", name="Redo").click()
    await page.get_by_role("radio", name="rain").click()
    await keep_picture_of(page, "image_editor")
    await is_open_to_everybody(page)
    await submit(page)

    response = responses(customer, TYPE, tasks)[0]
    cow, field = response["annotations"]
    assert (cow["label"], field["label"]) == ("Cow", "Field")
    assert rounded(cow, "left", "top", "width", "height") == pytest.approx(
        (300, 260, 100, 56), abs=2
    )
    assert len(field["vertices"]) == 4
    assert response["global_attributes"] == {"weather": "rain"}


async def test_shapes_are_moved_reshaped_and_given_vertices_by_mouse(
    page: Page, customer: Customer
) -> None:
    picture, tasks = await opened(page, customer, example_of(TYPE)["params"])
    await page.keyboard.press("4")
    for corner in ((100, 100), (300, 100), (300, 300), (100, 300)):
        await picture.click(*corner)
    await page.keyboard.press("Enter")

    await page.keyboard.press("v")
    await picture.drag((200, 200), (240, 200))
    await picture.drag((340, 300), (400, 360))
    await picture.drag((240, 100), (240, 60))
    await page.keyboard.down("Alt")
    await picture.click(140, 300)
    await page.keyboard.up("Alt")
    await submit(page)

    [field] = responses(customer, TYPE, tasks)[0]["annotations"]
    corners = [rounded(at, "x", "y") for at in field["vertices"]]
    wanted = [(140, 100), (240, 60), (340, 100), (400, 360)]
    assert [value for at in corners for value in at] == pytest.approx(
        [value for at in wanted for value in at], abs=2
    )


async def test_picture_is_worked_through_with_keys_alone(page: Page, customer: Customer) -> None:
    _, tasks = await opened(page, customer, example_of(TYPE)["params"])

    await page.keyboard.press(SUBMIT)
    await expect(page.get_by_text("Nothing is drawn yet").first).to_be_visible()
    await page.keyboard.press("1")
    await page.keyboard.press("ArrowRight")  # the crosshair comes up in the middle
    await page.keyboard.press("Enter")
    await walk(page, 60, 40)
    await page.keyboard.press("Enter")
    await page.keyboard.press("v")
    await walk(page, -11, 7)
    await page.keyboard.press("Enter")  # to the questions about it
    await page.keyboard.press("2")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.type("4")
    await page.keyboard.press("Escape")  # back to the picture
    await page.keyboard.press("4")
    for x, y in ((1, 0), (50, 0), (0, 60)):
        await walk(page, x, y)
        await page.keyboard.press("Enter")
    await page.keyboard.press(SUBMIT)
    await expect(page.get_by_text("A shape is not finished").first).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Control+y")
    await page.keyboard.press("g")
    await page.keyboard.press("Home")
    await page.keyboard.press("Control+d")
    await keep_picture_of(page, "image_editor_keys")
    await submit(page)

    calf, field, copy = responses(customer, TYPE, tasks)[0]["annotations"]
    middle = WIDTH // 2 + 1, HEIGHT // 2
    assert rounded(calf, "left", "top", "width", "height") == (
        middle[0] - 11,
        middle[1] + 7,
        60,
        40,
    )
    assert calf["attributes"] == {"occluded": "partly", "legs": 4}
    assert len(field["vertices"]) == 3
    assert copy["left"] == calf["left"] + 10
    assert copy["uuid"] != calf["uuid"]


async def test_every_geometry_can_be_drawn_by_mouse(page: Page, customer: Customer) -> None:
    picture, tasks = await opened(page, customer, example_of(TYPE)["params"])

    await page.keyboard.press("5")
    await picture.click(10, 220)
    await picture.click(300, 230)
    await picture.click(600, 215)
    await page.keyboard.press("Enter")
    await page.keyboard.press("6")
    await picture.click(410, 270)  # a nose, and after it the tail that belongs to it
    await picture.click(302, 290)
    await page.keyboard.press("8")
    await picture.drag((60, 60), (200, 210))
    await picture.click(260, 75)
    await page.keyboard.press("9")
    await picture.drag((420, 330), (520, 386))
    await page.mouse.move(*await picture.at(170, 378))
    await page.keyboard.press("Shift+d")  # the trough once more, as large
    await page.keyboard.press("v")
    await picture.click(470, 358)
    await keep_picture_of(page, "image_editor_geometries")
    await submit(page)

    drawn = responses(customer, TYPE, tasks)[0]["annotations"]
    labels = [(one["type"], one["label"]) for one in drawn]
    assert labels == [
        ("line", "Fence"),
        ("point", "Nose"),
        ("point", "Tail"),
        ("cuboid", "Barn"),
        ("ellipse", "Trough"),
        ("ellipse", "Trough"),
    ]
    trough, same = ([*one["vertices"]] for one in drawn[-2:])
    shifts = [(b["x"] - a["x"], b["y"] - a["y"]) for a, b in zip(trough, same, strict=True)]
    assert shifts == [pytest.approx((-300, 20), abs=2)] * 4


async def test_prelabel_is_corrected_and_linked(page: Page, customer: Customer) -> None:
    example = example_of(TYPE)
    prelabel = {**example["response"], "links": []}
    links = {**example["params"]["links"], "one herd": {"is_bidirectional": True}}
    params = {**example["params"], "links": links, "hypothesis": prelabel}
    _, tasks = await opened(page, customer, params)

    await expect(objects(page).get_by_role("option")).to_have_count(7)
    await objects(page).get_by_role("option", name="Cow 1 box").click()
    await page.get_by_role("button", name="Link to…").click()
    await objects(page).get_by_role("option", name="Field 1").dblclick()
    await expect(page.get_by_text("grazes → Field")).to_be_visible()
    await objects(page).get_by_role("option", name="Calf 1").click(modifiers=["Control"])
    await page.get_by_role("button", name="Group as “one herd”").click()
    in_group = objects(page).get_by_role("option").filter(has_text="group 1")
    await expect(in_group).to_have_count(2)
    await in_group.last.click()
    await page.get_by_role("button", name="Select the whole group").click()
    await expect(page.get_by_text("2 selected")).to_be_visible()
    await keep_picture_of(page, "image_editor_groups")
    await submit(page)

    response = responses(customer, TYPE, tasks)[0]
    assert response["annotations"] == example["response"]["annotations"]
    link, herd = response["links"]
    wanted = example["response"]["links"][0]
    assert {**link, "uuid": ""} == {**wanted, "uuid": ""}
    assert (herd["label"], herd["from"], herd["is_bidirectional"]) == (
        "one herd",
        link["from"],
        True,
    )


OLDER = {
    "annotation": [(10, 10), (50, 40)],
    "polygonannotation": [(0, 0), (50, 0), (0, 60), (0, 0)],  # twice in one place ends a path
    "lineannotation": [(0, 0), (50, 10), (0, 0)],
    "pointannotation": [(30, 20)],
    "cuboidannotation": [(0, 0), (60, 50), (20, -40)],
    "laneannotation": [(0, 0), (10, 90), (0, 0)],
}


@pytest.mark.parametrize("task_type", OLDER)
async def test_older_types_are_answered_with_keys_alone(
    page: Page, customer: Customer, task_type: str
) -> None:
    params = example_of(task_type)["params"]
    _, tasks = await opened(page, customer, params, task_type)

    await page.keyboard.press("2")
    await page.keyboard.press("ArrowDown")
    for x, y in OLDER[task_type]:
        await walk(page, x, y)
        await page.keyboard.press("Enter")
    await submit(page)

    [drawn] = responses(customer, task_type, tasks)[0]["annotations"]
    assert drawn["label"] == [*params["objects_to_annotate"]][1]
    assert "uuid" not in drawn


async def test_outlines_are_found_followed_joined_and_split(page: Page, customer: Customer) -> None:
    params = {**example_of(TYPE)["params"], "attachment": uploaded(customer)}
    await page.set_viewport_size({"width": 1366, "height": 820})
    tasks = await begin(page, customer, TYPE, [params])
    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    picture, listed = Picture(page), objects(page).get_by_role("option")
    # A cow found by a box round it, corrected by a click, taken with Enter.
    await page.keyboard.press("4")
    await page.get_by_role("button", name="Magic").click()
    await picture.drag((290, 250), (410, 326))
    await expect(page.get_by_text("Enter takes the outline").last).to_be_visible()
    await keep_picture_of(page, "image_editor_magic")
    await picture.click(350, 288)
    await page.keyboard.press("Enter")
    await expect(listed).to_have_count(1)
    # The barn, by its edges.
    await page.keyboard.press("p")
    await page.get_by_role("button", name="Follow edges").click()
    for x, y in ((63, 62), (258, 63), (257, 198), (64, 197)):
        await page.mouse.move(*await picture.at(x, y))
        await expect(page.locator("[data-edges=ready]")).to_be_visible()
        await picture.click(x, y)
    await page.keyboard.press("Enter")
    await expect(listed).to_have_count(2)
    await page.keyboard.press("q")
    await keep_picture_of(page, "image_editor_edges")
    # Cut in two, and joined again.
    await page.keyboard.press("x")
    await picture.click(160, 40)
    await picture.click(160, 230)
    await page.keyboard.press("Enter")
    await expect(listed).to_have_count(3)
    await page.keyboard.press("Shift+j")
    await expect(listed).to_have_count(2)
    await submit(page)

    cow, barn = responses(customer, TYPE, tasks)[0]["annotations"]
    assert likeness(cow, (300, 260, 400, 316), is_round=True) > 0.93
    assert likeness(barn, (60, 60, 260, 200), is_round=False) > 0.93


def uploaded(customer: Customer) -> str:
    """The address of the farm among the customer's files."""
    answer = customer.client.post(
        "/v1/files/upload", files={"file": ("farm.png", farm(), "image/png")}
    )
    assert answer.is_success, answer.text
    return str(answer.json()["attachment_url"])


def likeness(polygon: JsonObject, bounds: tuple[int, ...], *, is_round: bool) -> float:
    """Intersection over union of a drawn polygon and what the picture shows."""
    drawn, shown = Image.new("1", (WIDTH, HEIGHT)), Image.new("1", (WIDTH, HEIGHT))
    corners = [(float(str(at["x"])), float(str(at["y"]))) for at in polygon["vertices"]]
    ImageDraw.Draw(drawn).polygon(corners, fill=1)
    draw = ImageDraw.Draw(shown)
    (draw.ellipse if is_round else draw.rectangle)(bounds, fill=1)
    both = ImageChops.logical_and(drawn, shown).histogram()[-1]
    return both / ImageChops.logical_or(drawn, shown).histogram()[-1]
