"""Coming in with OpenID Connect, choosing a lost password anew, and one's own settings."""

import re
from collections.abc import AsyncGenerator, Generator

import pytest
from playwright.async_api import Page, expect

from tests.support.browser import come_in
from tests.support.customer import Customer
from tests.support.factories import make_person, opened
from tests.support.mailbox import Mailbox, link_in, receiving_mail
from tests.support.openid_provider import Provider, providing
from tests.support.server import running_server

NEW = "a new staple for it"


@pytest.fixture(scope="module")
def provider() -> Generator[Provider]:
    with providing() as found:
        yield found


@pytest.fixture(scope="module")
async def mailbox() -> AsyncGenerator[Mailbox]:
    async with receiving_mail() as found:
        yield found


@pytest.fixture(scope="module")
def app_url(
    database_url: str,
    tmp_path_factory: pytest.TempPathFactory,
    provider: Provider,
    mailbox: Mailbox,
) -> Generator[str]:
    """A server that knows a provider and a mail server, and lets anybody sign up."""
    with running_server(
        database_url,
        tmp_path_factory.mktemp("data"),
        is_public=True,
        smtp_url=mailbox.smtp_url,
        sign_up=True,
        **provider.settings,
    ) as address:
        yield address


async def test_person_comes_in_with_openid_where_they_were_going(
    page: Page, provider: Provider, database_url: str
) -> None:
    async with opened(database_url) as db:
        await make_person(db, email=provider.person["email"])
    await page.context.route(f"{provider.issuer}/**", lambda route: route.continue_())
    await page.goto("/settings")

    await page.get_by_role("link", name="Sign in with Example Works").click()
    await page.get_by_role("link", name="Allow").click()

    await expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    await expect(page.get_by_text("You have no password yet")).to_be_visible()
    assert page.url.endswith("/settings")


async def test_person_who_said_no_is_told(page: Page) -> None:
    await page.goto("/sign-in?refused=cancelled")

    await expect(page.get_by_role("alert").first).to_contain_text("You did not sign in there")


async def test_lost_password_is_chosen_anew_by_mail(
    page: Page, customer: Customer, mailbox: Mailbox
) -> None:
    mailbox.letters.clear()
    await come_in(page, customer.invite())
    email = await page.get_by_role("banner").get_by_text("@").inner_text()
    await page.get_by_role("button", name="Sign out").click()

    await page.get_by_role("link", name="I do not know my password").click()
    await expect(page.get_by_role("heading", name="New password")).to_be_visible()
    await page.get_by_label("E-mail").fill(email)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("a link is on its way")).to_be_visible()
    (letter,) = await mailbox.until(1)
    await page.goto(link_in(letter))
    await page.get_by_label("Password").fill(NEW)
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name="Work")).to_be_visible()


async def test_newcomer_signs_up_by_mail(page: Page, mailbox: Mailbox) -> None:
    mailbox.letters.clear()
    await page.goto("/sign-in")
    await page.get_by_role("link", name="Sign up as a worker").click()
    await expect(page.get_by_role("heading", name="Sign up")).to_be_visible()
    await page.get_by_label("E-mail").fill("grace@example.com")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("A letter is on its way")).to_be_visible()

    (letter,) = await mailbox.until(1)
    await come_in(page, link_in(letter))


async def test_settings_are_kept_and_other_sessions_end(page: Page, customer: Customer) -> None:
    await come_in(page, customer.invite())
    email = await page.get_by_role("banner").get_by_text("@").inner_text()
    elsewhere = customer.client.post(
        "/api/session", json={"email": email, "password": "correct horse battery"}
    ).json()["token"]
    await page.get_by_role("link", name="Settings").click()

    await page.get_by_label("Dark").check()
    await expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    await page.get_by_label("Last name").fill("Lovelace")
    await page.get_by_role("button", name="Keep this name").click()
    await expect(page.get_by_text("Kept.")).to_be_visible()
    await page.get_by_label("Code of a language").fill("pt-BR")
    await page.keyboard.press("Enter")
    await expect(
        page.get_by_role("button", name=re.compile("Take .*Portug.* away"))
    ).to_be_visible()
    await page.get_by_role("button", name="Sign out everywhere else").click()
    await expect(page.get_by_text("You are signed in nowhere else now.")).to_be_visible()
    await page.get_by_label("Password until now").fill("correct horse battery")
    await page.get_by_label("New password").fill(NEW)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("The password is changed.")).to_be_visible()

    await page.reload()
    await expect(page.get_by_label("Last name")).to_have_value("Lovelace")
    assert (
        customer.client.get(
            "/api/session", headers={"Authorization": f"Bearer {elsewhere}"}
        ).status_code
        == 401
    )
