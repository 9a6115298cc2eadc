"""Chromium before a server of the file's own; any error a page logs fails its test.

Where there is no Chromium, or the app has not been built, the tests say so and are skipped.
"""

from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from tests.support.browser import WEB_DIST, chromium, launched
from tests.support.customer import Customer
from tests.support.factories import make_organisation, opened
from tests.support.server import running_server

# Patience with a busy machine; what is there at once is found at once.
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as `browser`, and skip it with the reason where it cannot run."""
    reason = _why_not()
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))


def _why_not() -> str:
    if chromium() is None:
        return "Chromium is not installed (apt-get install chromium), so no page was tried"
    if not WEB_DIST.exists():
        return "the web app has not been built (make setup), so no page was tried"
    return ""


@pytest.fixture(scope="session")
async def browser() -> AsyncGenerator[Browser]:
    """One browser for all; each test has a context of its own in it."""
    async with launched() as found:
        yield found


@pytest.fixture(scope="module")
def app_url(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a running server."""
    with running_server(database_url, tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.fixture
async def customer(database_url: str, app_url: str) -> AsyncGenerator[Customer]:
    """A customer of a new organisation."""
    async with opened(database_url) as db:
        organisation = await make_organisation(db)
    found = Customer(app_url, organisation.live_key)
    yield found
    found.client.close()


def _is_wrong(said: ConsoleMessage) -> bool:
    # Browsers say so for every call when a test cuts the network off or sends what is refused.
    expected = ("ERR_INTERNET_DISCONNECTED", "status of 422")
    return said.type == "error" and not any(one in said.text for one in expected)


@pytest.fixture
async def page(browser: Browser, app_url: str) -> AsyncGenerator[Page]:
    """A page that reaches nothing but the server, and whose errors are the test's."""
    context = await browser.new_context(
        base_url=app_url, reduced_motion="reduce", locale="en-GB", timezone_id="UTC"
    )
    context.set_default_timeout(PATIENCE_MS)
    await context.route(
        lambda url: not url.startswith((app_url, "data:", "blob:")), lambda route: route.abort()
    )
    opened_page, wrong = await context.new_page(), []
    opened_page.on("pageerror", lambda error: wrong.append(str(error)))
    opened_page.on("console", lambda said: wrong.append(said.text) if _is_wrong(said) else None)
    yield opened_page
    await context.close()
    assert wrong == []


@pytest.fixture
async def manager(page: Page, customer: Customer) -> Page:
    """The page of a manager who is in, at their projects."""
    await page.goto(customer.invite("manager"))
    await page.get_by_label("Password").fill("correct horse battery")
    await page.keyboard.press("Enter")
    await page.get_by_role("navigation", name="Places").get_by_role("link", name="Manage").click()
    await expect(page.get_by_role("heading", name="Projects")).to_be_visible()
    return page
