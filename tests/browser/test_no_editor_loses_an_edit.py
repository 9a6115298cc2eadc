"""Somebody works in every editor while tabs crash, the network is cut and the server dies."""

import asyncio
import io
import random
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, expect

from goldwright.task_types.contract import JsonObject
from tests.support.browser import come_in
from tests.support.customer import Customer
from tests.support.factories import make_organisation, opened
from tests.support.server import free_port, killed_server

EDITS = 21
"""In each editor before each of four misfortunes."""
WIDTH, HEIGHT = 320, 240

_SHOWN = """() => {
  const editor = document.querySelector('.gw-editor');
  for (const list of editor.querySelectorAll('[role=listbox]')) list.scrollTop = 0;
  const all = (query) => [...editor.querySelectorAll(query)];
  return {
    typed: all('input:not([type=range], [type=search]), textarea, select').map((one) =>
      one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value),
    chosen: all('[aria-checked]').map((one) => one.getAttribute('aria-checked')),
    listed: all('[role=option], .gw-rank-grip').map((one) => one.textContent.trim()),
    drawn: all('.gw-stage canvas').filter((one) => !one.matches('.gw-stage > canvas:last-child'))
      .map((one) => one.toDataURL()),
  };
}"""


class Trade(ABC):
    """One kind of work: its task, and what somebody does in it."""

    task_type: str
    params: JsonObject

    def __init__(self, drawn: random.Random) -> None:
        self.drawn = drawn

    @abstractmethod
    async def edit(self, page: Page) -> None:
        """Change the answer in some way."""

    async def rest(self, page: Page) -> None:
        """Put down what is in the hand, so that only the answer is shown."""
        await self.press(page, "Escape", "Escape", "Escape")

    async def press(self, page: Page, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await page.keyboard.press(key)

    def word(self) -> str:
        """Something to type."""
        return "".join(self.drawn.choices("abcdefghij", k=3))

    async def fill(self, page: Page, name: str) -> None:
        """Type into a text field, after what it holds or in its place."""
        await page.get_by_role("textbox", name=name, exact=True).first.focus()
        if self.drawn.random() < 0.3:
            await page.keyboard.press("Control+a")
        await page.keyboard.type(self.word())


class Shapes(Trade):
    """Boxes and polygons in a picture."""

    task_type = "imageannotation"
    params: Final[JsonObject] = {
        "attachment_type": "image",
        "attachment": "https://example.com/farm.png",
        "geometries": {
            "box": {"objects_to_annotate": ["Calf", "Cow"]},
            "polygon": {"objects_to_annotate": ["Field"]},
        },
    }

    async def edit(self, page: Page) -> None:
        """Draw, move, copy, relabel or remove a shape."""
        match self.drawn.randrange(8):
            case 0 | 1 | 2:
                await self._box(page)
            case 3:
                await self.press(page, "3")
                for _ in range(3):
                    await page.mouse.click(*await self._place(page))
                await self.press(page, "Enter")
            case 4:
                arrow = self.drawn.choice(["Left", "Right", "Up", "Down"])
                await self.press(page, "v", ".", *[f"Shift+Arrow{arrow}"] * 2)
            case 5:
                await self.press(page, "v", ",", self.drawn.choice("12"))
            case 6:
                await self.press(page, "Control+z")
            case _:
                await self.press(page, "v", ".", self.drawn.choice(["Control+d", "Delete"]))

    async def _box(self, page: Page) -> None:
        await self.press(page, "v", "Escape", self.drawn.choice("12"))
        await page.mouse.move(*await self._place(page))
        await page.mouse.down()
        await page.mouse.move(*await self._place(page))
        await page.mouse.up()

    async def _place(self, page: Page) -> tuple[float, float]:
        box = await page.locator(".gw-stage-backdrop").bounding_box()
        assert box is not None
        x, y = self.drawn.random(), self.drawn.random()
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    async def rest(self, page: Page) -> None:
        """Select nothing, and see all of the picture drawn anew."""
        await page.mouse.move(2, 2)
        await self.press(page, "Escape", "v", "Escape", "Escape", "=")
        await page.evaluate("() => new Promise(requestAnimationFrame)")
        await self.press(page, "f")


class Masks(Shapes):
    """Pixels of a picture."""

    task_type = "segmentannotation"
    params: Final[JsonObject] = {
        "attachment_type": "image",
        "attachment": "https://example.com/street.png",
        "labels": ["road", "grass", {"choice": "vehicle", "instance_label": True}],
        "allow_unlabeled": True,
    }

    async def edit(self, page: Page) -> None:
        """Paint, erase, take back or remove."""
        match self.drawn.randrange(6):
            case 0:
                await self.press(page, "Control+z")
            case 1:
                await self.press(page, "v", ".", "Delete")
            case 2:
                await self.press(page, "n")
                await self._stroke(page, "3")
            case _:
                await self._stroke(page, self.drawn.choice(["1", "2", "3", "e"]))

    async def _stroke(self, page: Page, key: str) -> None:
        await self.press(page, "b", key)
        await page.mouse.move(*await self._place(page))
        await page.mouse.down()
        await page.mouse.move(*await self._place(page))
        await page.mouse.up()


class Spans(Trade):
    """Words of a text."""

    task_type = "namedentityrecognition"
    params: Final[JsonObject] = {
        "text": " ".join(f"Ada met Zürich 🎉 at Transform {number}" for number in range(12)),
        "labels": [{"name": "person"}, {"name": "event"}, {"name": "place"}],
        "relationships": [{"name": "together", "is_directed": False}],
    }

    async def edit(self, page: Page) -> None:
        """Mark, reach further, relabel, link or remove."""
        match self.drawn.randrange(7):
            case 0 | 1 | 2:
                await self.press(page, "Escape", "Control+Home")
                await self.press(page, *["Control+ArrowRight"] * self.drawn.randrange(15))
                await self.press(page, *["Control+Shift+ArrowRight"] * self.drawn.randint(1, 3))
                await self.press(page, self.drawn.choice("123"))
            case 3:
                await self.press(page, ".", self.drawn.choice(["w", "Shift+w", "q"]))
            case 4:
                await self.press(page, ",", self.drawn.choice("123"))
            case 5:
                await self.press(page, ".", "r", ".", "1", "Escape")
            case _:
                await self.press(page, ".", self.drawn.choice(["Delete", "Control+z"]))


class Forms(Trade):
    """Fields of many kinds."""

    task_type = "textcollection"
    params: Final[JsonObject] = {
        "attachments": [{"type": "text", "content": "It is 4."}],
        "fields": [
            {
                "type": "category",
                "field_id": "use",
                "title": "Use",
                "choices": [{"value": "all"}, {"value": "some"}, {"value": "none"}],
            },
            {
                "type": "select",
                "field_id": "wrong",
                "title": "Wrong",
                "choices": [{"value": "tone"}, {"value": "facts"}, {"value": "length"}],
            },
            {"type": "text", "field_id": "why", "title": "Why"},
            {
                "type": "ranking_order",
                "field_id": "order",
                "title": "Order",
                "options": ["truth", "tone", "length"],
            },
            {
                "type": "form",
                "field_id": "claims",
                "title": "Claims",
                "max_responses_required": 90,
                "fields": [{"type": "text", "field_id": "claim", "title": "Claim"}],
            },
        ],
    }

    async def edit(self, page: Page) -> None:
        """Choose, tick, type, rank or add."""
        match self.drawn.randrange(5):
            case 0:
                await page.get_by_role("radio", name=self.drawn.choice(["all", "some"])).click()
            case 1:
                box = self.drawn.choice(["tone", "facts", "length"])
                await page.get_by_role("checkbox", name=box).click()
            case 2:
                await self.fill(page, "Why")
            case 3:
                ranked = self.drawn.choice(["truth", "tone", "length"])
                await page.get_by_role("button", name=ranked, exact=True).focus()
                await self.press(page, self.drawn.choice("123"))
            case _:
                await page.get_by_role("button", name="Add another").click()
                await page.get_by_role("textbox", name="Claim").last.focus()
                await page.keyboard.type(self.word())


class Verdicts(Trade):
    """Two texts side by side."""

    task_type = "comparison"
    params: Final[JsonObject] = {
        "attachment_type": "text",
        "attachments": ["Paris is the capital of France.", "France has a capital."],
        "choices": ["first", "second", "equal"],
        "shuffle": True,
    }

    async def edit(self, page: Page) -> None:
        """Choose another verdict, or take the last one back."""
        await self.press(page, self.drawn.choice(["1", "2", "3", "Control+z", "Control+y"]))


class Rows(Trade):
    """What a picture says, field by field and row by row."""

    task_type = "transcription"
    params: Final[JsonObject] = {
        "attachment_type": "text",
        "attachment": "Invoice 17 of 31 January 2026. 2 apples 0.80, 1 pear 0.60.",
        "fields": {"number": "Number of the invoice", "buyer": "Name of the buyer"},
        "repeatable_fields": {"item": "What was bought", "price": "What it cost"},
    }
    rows = 1

    async def edit(self, page: Page) -> None:
        """Type, leave empty, add or move a row."""
        match self.drawn.randrange(5):
            case 0 | 1:
                await self.fill(page, self.drawn.choice(["number", "buyer"]))
            case 2 | 3:
                field = self.drawn.choice(["item", "price"])
                await self.fill(page, f"{field}, row {self.drawn.randint(1, self.rows)}")
            case _:
                await page.get_by_role("button", name="Add a row").click()
                self.rows += 1


TRADES: Final = (Shapes, Masks, Spans, Forms, Verdicts, Rows)


async def shown(page: Page, trade: Trade) -> JsonObject:
    """The answer, as the editor shows it."""
    await trade.rest(page)
    last: JsonObject = {}
    for _ in range(50):  # lists follow what is drawn a moment later
        found = await page.evaluate(_SHOWN)
        if found == last:
            break
        last = found
        await page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    return last


async def opened_tab(context: BrowserContext, trade: Trade, address: str) -> Page:
    """A tab with the task on screen."""
    page = await context.new_page()
    await page.goto(address)
    await expect(page.locator(".gw-editor > *").first).to_be_visible()
    if isinstance(trade, Shapes):
        await expect(page.locator("[data-loaded=true]")).to_be_visible()
    return page


class Desk:
    """Somebody with a tab for each kind of work."""

    def __init__(self, trades: list[Trade]) -> None:
        self.trades = trades
        self.addresses: list[str] = []
        self.pages: list[Page] = []

    async def open(self, context: BrowserContext) -> None:
        """Each task in a tab of its own."""
        both = zip(self.trades, self.addresses, strict=True)
        self.pages = await asyncio.gather(*(opened_tab(context, *one) for one in both))

    async def work(self) -> dict[str, JsonObject]:
        """Edit in one tab after the other; what each shows in the end."""
        for trade, page in zip(self.trades, self.pages, strict=True):
            await page.bring_to_front()  # tabs behind it draw only now and then
            for _ in range(EDITS):
                await trade.edit(page)
        return await self.shown()

    async def shown(self) -> dict[str, JsonObject]:
        """The answers, as the tabs show them."""
        found: dict[str, JsonObject] = {}
        for trade, page in zip(self.trades, self.pages, strict=True):
            await page.bring_to_front()
            found[trade.task_type] = await shown(page, trade)
        return found

    async def said(self, words: str) -> None:
        """Wait until every tab says so of its answer."""
        for page in self.pages:
            await expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()

    async def close(self) -> None:
        """Close every tab without a word."""
        for page in self.pages:
            await page.close(run_before_unload=False)

    async def crash(self, browser: Browser) -> None:
        """Kill what runs in every tab."""
        whole = await browser.new_browser_cdp_session()
        for page in self.pages:
            session = await page.context.new_cdp_session(page)
            told = await session.send("Target.getTargetInfo")
            async with page.expect_event("crash"):
                call = asyncio.create_task(session.send("Page.crash"))
            call.cancel()  # nobody is left to answer
            async with page.expect_event("close"):
                await whole.send("Target.closeTarget", {"targetId": told["targetInfo"]["targetId"]})


async def test_no_edit_is_lost_in_any_editor(
    browser: Browser, database_url: str, tmp_path: Path
) -> None:
    # As random as the order of tests: the --randomly-seed that a failed run prints repeats it.
    desk = Desk([trade(random.Random(random.random())) for trade in TRADES])
    port = free_port()
    async with opened(database_url) as db:
        customer_key = (await make_organisation(db)).live_key
    with killed_server(database_url, tmp_path, port=port) as address:
        customer = Customer(address, customer_key)
        context = await browser.new_context(base_url=address)
        await with_picture(context)
        page = await context.new_page()
        await come_in(page, customer.invite())
        await page.close()
        for trade in desk.trades:
            project = customer.project(trade.task_type)
            customer.task(project, trade.task_type, trade.params)
            desk.addresses.append(f"/work?project={project}")
        await desk.open(context)
        nothing = await desk.shown()

        online = await desk.work()
        await desk.close()
        await desk.open(context)
        assert await desk.shown() == online

        await context.set_offline(True)
        offline = await desk.work()
        await desk.said("Offline")
        await desk.crash(browser)
        await context.set_offline(False)
        await desk.open(context)
        assert await desk.shown() == offline
        customer.client.close()

    # The server has been killed in the middle of the work; it comes back on the same port.
    killed = await desk.work()
    await desk.close()
    with killed_server(database_url, tmp_path, port=port):
        await desk.open(context)
        assert await desk.shown() == killed

        last = await desk.work()
        await desk.said("Saved")
        elsewhere = await browser.new_context(
            base_url=address, storage_state=await context.storage_state()
        )
        await with_picture(elsewhere)
        await desk.close()
        await desk.open(elsewhere)
        assert await desk.shown() == last
    await context.close()
    await elsewhere.close()
    # Now and then somebody ends with all they drew removed; not four times.
    for kind, empty in nothing.items():
        answers = [online[kind], offline[kind], killed[kind], last[kind]]
        assert any(answer != empty for answer in answers), f"{kind} was not edited"


async def with_picture(context: BrowserContext) -> None:
    """Show a plain picture in place of any."""
    file = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (150, 180, 210)).save(file, "PNG")
    await context.route(
        "**/api/assignments/*/attachment?*",
        lambda route: route.fulfill(body=file.getvalue(), content_type="image/png"),
    )
