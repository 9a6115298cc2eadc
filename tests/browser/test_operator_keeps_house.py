"""An operator founds an organisation, suspends a worker, grants a qualification, sees health."""

import secrets

import pytest
from playwright.async_api import Page, expect

from goldwright.installation import make_operator
from tests.support.browser import barriers
from tests.support.factories import Human, make_worker, opened


@pytest.fixture
async def worker(database_url: str) -> Human:
    """A worker of the marketplace."""
    async with opened(database_url) as db:
        return await make_worker(db)


@pytest.fixture
async def operator(page: Page, database_url: str) -> Page:
    """The page of an operator who is in."""
    async with opened(database_url) as db:
        token = await make_operator(db, f"operator-{secrets.token_hex(4)}@example.com")
    await page.goto(f"/sign-in#{token}")
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("navigation", name="Places").get_by_role("link", name="Operate").click()
    await expect(page.get_by_role("heading", name="Organisations", exact=True)).to_be_visible()
    return page


async def test_organisation_is_founded_and_its_admin_invited(operator: Page) -> None:
    page, name = operator, f"Zoo {secrets.token_hex(4)}"

    await page.get_by_label("Name").fill(name)
    await page.get_by_label("E-mail of its first admin").fill(f"{secrets.token_hex(4)}@example.com")
    await page.keyboard.press("Enter")
    link = await page.get_by_role("textbox", name="Invitation of").input_value()

    await expect(page.get_by_role("cell", name=name)).to_be_visible()
    assert await barriers(page) == []
    assert "/invitation#" in link


async def test_worker_is_qualified_suspended_and_let_work_again(
    operator: Page, worker: Human
) -> None:
    page = operator
    await page.get_by_role("link", name="Workers").click()

    await page.get_by_label(f"Qualification for {worker.email}").fill("birds")
    await page.keyboard.press("Enter")
    taken = page.get_by_role("button", name=f"Take birds from {worker.email}")
    await expect(taken).to_be_visible()
    assert await barriers(page) == []
    await taken.click()
    await expect(taken).to_have_count(0)
    await page.get_by_role("button", name=f"Suspend {worker.email}").click()
    await page.get_by_role("button", name="Yes, suspend").click()

    again = page.get_by_role("button", name=f"Let work again {worker.email}")
    await expect(again).to_be_visible()
    await again.click()
    await expect(page.get_by_role("button", name=f"Suspend {worker.email}")).to_be_visible()


async def test_health_says_what_waits(operator: Page) -> None:
    page = operator
    await page.get_by_role("link", name="Health").click()

    await expect(page.get_by_text("Ready: the database answers")).to_be_visible()
    await expect(page.get_by_text("Callbacks to deliver")).to_be_visible()
    assert await barriers(page) == []
