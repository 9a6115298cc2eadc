"""A real Chromium: its fixtures are in tests/browser/conftest.py."""

import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WEB_DIST = ROOT / "goldwright" / "web_dist" / "index.html"

_FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def chromium() -> str | None:
    """Where Chromium is, if anywhere."""
    return os.environ.get("GOLDWRIGHT_CHROMIUM") or shutil.which("chromium")


@asynccontextmanager
async def launched(*, is_3d: bool = False) -> AsyncGenerator[Browser]:
    """A browser; software drawing of 3D only on demand, since it slows all else."""
    drawing = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=[*_FLAGS, *(drawing if is_3d else ("--disable-gpu",))]
        )
        try:
            yield browser
        finally:
            await browser.close()


async def barriers(page: Page) -> list[str]:
    """What WCAG 2.2 AA finds wrong with the page, one line each."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("tags => axe.run({ runOnly: tags })", _WCAG)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


async def keep_picture(page: Page, name: str) -> None:
    """A screenshot for the documents, where GOLDWRIGHT_SCREENSHOTS names a folder for them."""
    if folder := os.environ.get("GOLDWRIGHT_SCREENSHOTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


async def come_in(page: Page, invitation_url: str) -> None:
    """Accept an invitation, and see the worker's home."""
    await page.goto(invitation_url)
    await page.get_by_label("First name").fill("Ada")
    await page.get_by_label("Password").fill("correct horse battery")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Work")).to_be_visible()
