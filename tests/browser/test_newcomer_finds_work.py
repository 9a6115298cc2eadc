"""Whoever opens what the demo leaves finishes a task of every editor, led by what stands there."""

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from goldwright.demo.customer import Customer as DemoCustomer
from goldwright.demo.examples import leave_open_tasks
from tests.support.browser import come_in
from tests.support.customer import Customer

# On the screen's picture, in shares of its width and height: round the big cow of the farm.
COW = ((0.44, 0.6), (0.62, 0.86))

Finish = Callable[[Page], Awaitable[None]]


async def at(page: Page, place: tuple[float, float]) -> tuple[float, float]:
    """Where a share of the picture is on the screen, once it is there."""
    await expect(page.locator("[data-loaded=true]")).to_be_visible()
    box = await page.locator(".gw-stage-backdrop").bounding_box()
    assert box is not None
    return box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"]


async def drag(page: Page) -> None:
    """From one corner of the cow to the other."""
    await page.mouse.move(*await at(page, COW[0]))
    await page.mouse.down()
    await page.mouse.move(*await at(page, COW[1]), steps=4)
    await page.mouse.up()


async def cuboid(page: Page) -> None:
    """Its face, then the far corner above it."""
    await drag(page)
    await page.mouse.click(*await at(page, (COW[1][0] + 0.08, COW[0][1] - 0.08)))


async def click_round(page: Page) -> None:
    """Three corners of the cow, and the end."""
    for place in (COW[0], (COW[1][0], COW[0][1]), COW[1]):
        await page.mouse.click(*await at(page, place))
    await page.keyboard.press("Enter")


async def point(page: Page) -> None:
    """One click."""
    await page.mouse.click(*await at(page, COW[0]))


async def paint(page: Page) -> None:
    """All of the picture is one thing."""
    await page.get_by_role("button", name="Fill the rest").click()


def choosing(choice: str) -> Finish:
    """An answer that is one choice."""

    async def finish(page: Page) -> None:
        await page.get_by_label(choice).first.check()

    return finish


async def mark(page: Page) -> None:
    """A word, and what it is."""
    await page.get_by_text("Ada Lovelace met").dblclick(position={"x": 20, "y": 12})
    await page.get_by_role("button", name="person").click()


async def read(page: Page) -> None:
    """Something in every field."""
    for box in await page.get_by_role("textbox").all():
        if await box.get_attribute("type") != "search":
            await box.fill("17")


async def step(page: Page) -> None:
    """One step of a conversation."""
    await page.get_by_role("button", name="Add a step").click()
    await page.get_by_label("What it gives").fill("Think of a coin that has not landed yet.")


async def fill_in(page: Page) -> None:
    """What the form requires, and no more."""
    await page.get_by_role("radio", name="Yes").first.check()
    await page.get_by_role("textbox", name="Score").fill("4")
    await page.get_by_role("textbox", name="Claim").fill("Anyone can count")
    await page.get_by_role("group", name="Does it hold?").get_by_label("Yes").check()


WORK: dict[str, Finish] = {
    "Sort the news": choosing("sport"),
    "Pick the better answer": choosing("The first"),
    "Mark the names": mark,
    "Read the receipt": read,
    "Data collection": read,
    "Form": fill_in,
    "Chat": step,
    "Segmentation": paint,
    "Draw the farm": drag,
    "Boxes": drag,
    "Cuboids": cuboid,
    "Lanes": click_round,
    "Lines": click_round,
    "Points": point,
    "Polygons": click_round,
    "Image annotation": drag,
}


async def test_one_task_of_every_editor_is_found_and_finished(
    page: Page, customer: Customer
) -> None:
    with DemoCustomer(customer.address, customer.key) as demo:
        leave_open_tasks(demo)
    await come_in(page, customer.invite())
    families = {
        await one.get_attribute("aria-label")
        for one in await page.locator("section[aria-label]").all()
    } - {"Only to look at"}
    finished: set[str | None] = set()

    for name, finish in WORK.items():
        card = page.get_by_role("listitem").filter(
            has=page.get_by_role("heading", name=name, exact=True)
        )
        finished.add(
            await page.locator("section[aria-label]").filter(has=card).get_attribute("aria-label")
        )
        await card.get_by_role("link").click()
        await expect(page.get_by_role("complementary", name="Instructions")).not_to_be_empty()
        await finish(page)
        async with page.expect_response(re.compile("/submit$")) as told:
            await page.get_by_role("button", name="Submit").click()
            await page.get_by_role("button", name="Send now").click()
        assert (await told.value).ok, name
        await page.get_by_role("link", name=re.compile("Go home|Leave work")).click()
        await expect(page.get_by_role("heading", name="Work")).to_be_visible()

    assert finished == families
    await page.get_by_role("link", name="History").click()
    await expect(page.get_by_role("row")).to_have_count(len(WORK) + 1)
