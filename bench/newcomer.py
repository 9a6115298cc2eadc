"""How long a newcomer waits at each step to a first answer, here and in Label Studio.

    python -m bench.newcomer [--peer-venv PATH | --install-peer] [--database sqlite|postgres]

Three projects are made in a browser from the list of projects to the first two answers, in both,
each newly started: boxes round things in ten pictures, a topic for each line of a CSV, names in
texts of a CSV. A wait is from the click or the key of a step until the next step can be made; what
is typed or chosen between costs nothing. Without a peer only ours is driven.
"""

import argparse
import asyncio
import re
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.async_api import Locator, Page, Response, expect

from bench.support.machine import foreign_load
from bench.support.peers import Peer, label_studio, label_studio_venv
from bench.support.report import save, say
from bench.support.tree import Tree, running_tree
from tests.support.browser import chromium, launched
from tests.support.customer import Customer

_PATIENCE_MS = 60_000
_ROWS = 10
_STORIES = ("boxes", "csv", "names")
_PASSWORD = "correct horse battery"  # noqa: S105  of a server that lives for this run


@dataclass
class Waits:
    """The waits of one story, in milliseconds by step, in their order."""

    page: Page
    steps: dict[str, float] = field(default_factory=dict[str, float])

    @asynccontextmanager
    async def step(self, name: str, until: Locator) -> AsyncGenerator[None]:
        """From here until what is waited for can be seen and used."""
        began = time.perf_counter()
        yield
        await expect(until).to_be_visible()
        if await until.get_attribute("type") == "submit" or await until.is_disabled():
            await expect(until).to_be_enabled()
        self.steps[name] = round((time.perf_counter() - began) * 1000)


def main() -> None:
    """Drive both and print every wait."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    peer = parser.add_mutually_exclusive_group()
    peer.add_argument("--peer-venv", type=Path, help="where Label Studio is installed")
    peer.add_argument("--install-peer", action="store_true", help="install it in a new folder")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    given = parser.parse_args()
    if chromium() is None:
        parser.error("Chromium is not installed (apt-get install chromium)")
    with tempfile.TemporaryDirectory(prefix="newcomer-") as folder:
        data = _data(Path(folder))
        figures: dict[str, object] = {}
        with foreign_load() as foreign, running_tree() as tree:
            figures["goldwright"] = asyncio.run(_drive_ours(tree, data))
        figures["goldwright"] = {**_summed(figures["goldwright"]), **foreign.figures()}
        if given.peer_venv or given.install_peer:
            with (
                label_studio_venv(given.peer_venv) as venv,
                foreign_load() as foreign,
                label_studio(venv, given.database) as peer_server,
            ):
                figures["label_studio"] = asyncio.run(_drive_peer(peer_server, data))
            figures["label_studio"] = {
                "version": peer_server.version,
                **_summed(figures["label_studio"]),
                **foreign.figures(),
            }
    save("newcomer", figures)


def _summed(stories: object) -> dict[str, object]:
    assert isinstance(stories, dict)
    waits = [wait for one in stories.values() for wait in one.values()]
    return {
        "longest_ms": max(waits),
        "all_ms": sum(waits),
        "over_a_second": sum(wait > 1000 for wait in waits),
        "waits_ms": stories,
    }


def _data(folder: Path) -> dict[str, list[Path]]:
    """What is sent, by story; pictures differ in width, so that one can be told from the next."""
    pictures: list[Path] = []
    for number in range(_ROWS):
        pictures.append(folder / f"picture-{number}.png")
        Image.new("RGB", (640 + number, 480), (25 * number, 90, 140)).save(pictures[-1])
    table = folder / "news.csv"
    lines = [f"A goal in minute {number} for Ada of Leeds." for number in range(_ROWS)]
    table.write_text("\n".join(["text", *lines]) + "\n", encoding="utf-8")
    return {"boxes": pictures, "csv": [table], "names": [table]}


# Goldwright: template, what shows the task at work, and the keys that answer it.
_OURS = {
    "boxes": ("Boxes round objects", re.compile(r"\d+ × 480 px"), "y"),
    "csv": ("Sentiment of texts", re.compile(r"A goal in minute \d"), "1"),
    "names": ("Names in texts", re.compile(r"A goal in minute \d"), "x"),
}


@asynccontextmanager
async def _first_page(address: str) -> AsyncGenerator[Page]:
    """An empty page of a patient browser."""
    async with launched() as browser:
        context = await browser.new_context(
            base_url=address, viewport={"width": 1280, "height": 800}
        )
        context.set_default_timeout(_PATIENCE_MS)
        expect.set_options(timeout=_PATIENCE_MS)
        yield await context.new_page()


async def _drive_ours(tree: Tree, data: dict[str, list[Path]]) -> dict[str, dict[str, float]]:
    customer = Customer(tree.address, tree.live_key)
    found: dict[str, dict[str, float]] = {}
    async with _first_page(tree.address) as page:
        await page.goto(customer.invite("manager"))
        await page.get_by_label("Password").fill(_PASSWORD)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("navigation", name="Places")).to_be_visible()
        for story in _STORIES:
            found[story] = await _ours(page, story, data[story])
            say(f"goldwright, {story}: {found[story]}")
    return found


async def _ours(page: Page, story: str, files: list[Path]) -> dict[str, float]:
    template, shown, keys = _OURS[story]
    waits = Waits(page)
    button, link = page.get_by_role("button"), page.get_by_role("link")
    new = page.get_by_role("link", name="New project")
    async with waits.step("the projects", new):
        await page.goto("/manage/projects")
    async with waits.step("the templates", link.get_by_text(template, exact=True)):
        await new.click()
    preview = page.get_by_role("region", name="What workers see")
    async with waits.step("a template", preview.locator(".gw-editor > *").first):
        await link.get_by_text(template, exact=True).click()
    await page.get_by_role("textbox", name="Name").fill(story)
    chooser = page.get_by_label("Files", exact=True) if story == "boxes" else None
    target = chooser or page.get_by_label("A table")
    async with waits.step("made", target):
        await button.get_by_text("Make the project").click()
    send = page.get_by_role("button", name=f"Send {_ROWS} tasks")
    async with waits.step("the data", send):
        await target.set_input_files(files)
    told = page.get_by_role("status", name="What became of them")
    work = told.get_by_role("button", name="Work on it")
    async with waits.step("sent", work):
        await send.click()
    editor = page.locator(".gw-frame, main").get_by_text(shown).first
    async with waits.step("the first task", editor):
        await work.click()
    await _answered_here(page, waits, editor, keys)
    return waits.steps


async def _answered_here(page: Page, waits: Waits, editor: Locator, keys: str) -> None:
    before = await editor.inner_text()
    for one in keys:
        await page.keyboard.press(one)
    began = time.perf_counter()
    await page.keyboard.press("Control+Enter")
    await expect(editor).not_to_have_text(before)
    waits.steps["the next task"] = round((time.perf_counter() - began) * 1000)


# Label Studio: the group of its templates, one of them, and what is shown at work.
_THERE = {
    "boxes": ("Computer Vision", "Object Detection with Bounding Boxes"),
    "csv": ("Natural Language Processing", "Text Classification"),
    "names": ("Natural Language Processing", "Named Entity Recognition"),
}


async def _drive_peer(peer: Peer, data: dict[str, list[Path]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    async with _first_page(peer.address) as page:
        await page.goto("/user/login/")
        await page.fill("input[name=email]", peer.email)
        await page.fill("input[name=password]", peer.password)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Create").first).to_be_visible()
        for story in _STORIES:
            found[story] = await _theirs(page, story, data[story])
            say(f"label studio, {story}: {found[story]}")
    return found


async def _theirs(page: Page, story: str, files: list[Path]) -> dict[str, float]:
    group, template = _THERE[story]
    waits = Waits(page)
    create = page.get_by_role("button", name="Create").first
    async with waits.step("the projects", create):
        await page.goto("/projects/")
    async with (
        waits.step("the form", page.get_by_text("Data Import")),
        # The project is made behind the form, and takes no file before.
        page.expect_response(_makes_a_project),
    ):
        await create.click()
    upload = page.get_by_text("Upload Files")
    async with waits.step("the tab for data", upload):
        await page.get_by_text("Data Import").click()
    uploaded = page.get_by_text(re.compile(r"files? uploaded"))
    async with waits.step("the data", uploaded):
        async with page.expect_file_chooser() as choosing:
            await upload.click()
        await (await choosing.value).set_files(files)
    if story != "boxes":
        await page.get_by_text("List of tasks").click()
    async with waits.step("the templates", page.get_by_text(group).first):
        await page.get_by_text("Labeling Setup").click()
    async with waits.step("a group", page.get_by_text(template, exact=True).first):
        await page.get_by_text(group).first.click()
    save_it = page.get_by_role("button", name="Save")
    async with waits.step("a template", save_it):
        await page.get_by_text(template, exact=True).first.click()
        await expect(page.get_by_text("Preview").first).to_be_visible()
    await expect(save_it).to_be_enabled()
    label = page.get_by_role("button", name=re.compile("Label All Tasks"))
    async with waits.step("made", label):
        await save_it.click()
    submit = page.get_by_test_id("bottombar-submit-button").first
    async with waits.step("the first task", submit):
        await label.click()
    if story == "csv":
        await page.keyboard.press("1")
    began = time.perf_counter()
    async with page.expect_response(lambda answer: "next_task" in answer.url):
        await submit.click()
    await expect(submit).to_be_enabled()
    waits.steps["the next task"] = round((time.perf_counter() - began) * 1000)
    return waits.steps


def _makes_a_project(answer: Response) -> bool:
    path = urlsplit(answer.url).path.rstrip("/")
    return answer.request.method == "POST" and path == "/api/projects"


if __name__ == "__main__":
    main()
