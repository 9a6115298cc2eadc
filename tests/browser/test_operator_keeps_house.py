"""An operator founds an organisation, suspends a worker, grants a qualification, sees health."""

import secrets

import pytest
from playwright.async_api import Page, expect

from goldwright.installation import make_operator
from tests.support.browser import barriers
from tests.support.factories import (
    Human,
    make_organisation,
    make_person,
    make_worker,
    opened,
)


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


async def test_given_up_work_is_started_anew_and_a_lost_password_replaced(
    operator: Page, database_url: str
) -> None:
    page = operator
    async with opened(database_url) as db:
        organisation = await make_organisation(db)
        person = await make_person(db)
        async with db.transaction(organisation.identity()) as conn:
            await conn.execute(
                "INSERT INTO event (organisation_id, environment, kind, pending_for, attempts,"
                " failure)"
                " VALUES (%s, 'live', 'batch.noted', 'delivery:parked', 5, 'OSError: full')",
                (organisation.id,),
            )
            await conn.execute(
                "INSERT INTO callback (organisation_id, environment, id, kind, event_kind, target,"
                " host, state, attempts, next_attempt_at, created_at) VALUES (%s, 'live',"
                " 'cbk_0123456789abcdef01234567', 'task', 'task.completed', 'https://a.example',"
                " 'a.example', 'dead', 20, now(), now())",
                (organisation.id,),
            )

    await page.get_by_role("link", name="Failing").click()
    await expect(page.get_by_text("OSError: full")).to_be_visible()
    await page.get_by_role("button", name="Try again batch.noted").click()
    await expect(page.get_by_text("Nothing fails.")).to_be_visible()

    await page.get_by_role("link", name="Dead callbacks").click()
    await page.get_by_role("button", name="Send again cbk_0123456789abcdef01234567").click()
    await expect(page.get_by_text("No callback was given up.")).to_be_visible()

    await page.get_by_role("link", name="People").click()
    await page.get_by_label("Part of the e-mail").fill(person.email)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("row")).to_have_count(2)
    await page.get_by_role("button", name="Link for a new password").click()
    link = await page.get_by_role("textbox", name="New password for").input_value()
    assert "/new-password#rst_" in link
