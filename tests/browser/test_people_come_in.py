"""Signing in by password and by link."""

from playwright.async_api import Page, expect

from goldwright.installation import make_operator
from tests.support.browser import barriers, come_in
from tests.support.customer import Customer
from tests.support.factories import opened


async def test_worker_signs_out_and_in_again_and_lands_where_they_were_going(
    page: Page, customer: Customer
) -> None:
    invitation = customer.invite()
    await come_in(page, invitation)
    email = await page.get_by_role("banner").get_by_text("@").inner_text()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    await page.goto("/earnings")

    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill("correct horse battery")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name="Earnings")).to_be_visible()


async def test_link_signs_in_when_it_is_pressed_and_leaves_the_address(
    page: Page, database_url: str
) -> None:
    async with opened(database_url) as db:
        token = await make_operator(db, "operator@example.com")
    await page.goto(f"/sign-in#{token}")
    assert await barriers(page) == []

    await page.get_by_role("button", name="Sign in").click()

    await expect(page.get_by_text("operator@example.com").first).to_be_visible()
    assert token not in page.url
