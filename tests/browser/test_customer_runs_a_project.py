"""A manager makes a project, sends tasks, finds them, audits, exports, and makes a key."""

import base64
import re

import httpx
from playwright.async_api import Page, expect

from tests.support.browser import barriers, keep_picture
from tests.support.customer import Customer

SCREENS = ("projects", "new-project", "batches", "tasks", "callbacks", "team", "keys")


async def go(page: Page, place: str) -> None:
    """Open a place of the part for customers."""
    await page.get_by_role("navigation", name="Manage").get_by_role("link", name=place).click()


async def choose_environment(page: Page, name: str) -> None:
    """Switch between live and test."""
    await page.get_by_role("group", name="Environment").get_by_role("button", name=name).click()


async def make_project(page: Page, name: str) -> None:
    """A project of categorization from a template, with a task of its own sent."""
    await page.get_by_role("link", name="New project").click()
    await page.get_by_label("What should be done?").fill("topics")
    await page.get_by_role("link", name="Topics and tone of texts").click()
    await page.get_by_role("textbox", name="Name").fill(name)
    await page.get_by_role("button", name="Make the project").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    await (
        page.get_by_role("group", name="Where the data is")
        .get_by_role("button", name="JSON")
        .click()
    )


async def test_project_is_made_filled_seen_audited_and_exported(manager: Page) -> None:
    page = manager
    await choose_environment(page, "Test")
    await make_project(page, "cats")

    # In the test environment a task is answered at once, so that all of it can be seen.
    await page.get_by_role("button", name="Send 1 task").click()
    await expect(page.get_by_text("1 new, 0 were there already, 0 refused.")).to_be_visible()
    await page.get_by_role("link", name="See the tasks").click()
    await expect(page.get_by_role("row").nth(1)).to_contain_text("completed")
    await page.get_by_label("Status").select_option("pending")
    await expect(page.get_by_text("No tasks match")).to_be_visible()
    await page.go_back()
    await page.get_by_role("row").nth(1).get_by_role("link").click()
    await expect(
        page.get_by_role("radio", name="sport").or_(page.get_by_label("sport"))
    ).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Reject").click()
    await expect(page.get_by_text("Say why")).to_be_visible()
    await page.get_by_role("button", name="Accept").click()
    await expect(page.get_by_text("Accepted.")).to_be_visible()

    await page.get_by_role("link", name="cats", exact=True).click()
    await expect(page.get_by_text("1 completed")).to_be_visible()
    labels = page.get_by_role("region", name="Labels in the answers").first
    await expect(labels.locator("svg")).to_be_visible()
    await labels.get_by_text("As a table").click()
    await expect(labels.get_by_role("row").filter(has_text="sport")).to_contain_text("1")
    assert await barriers(page) == []


async def test_answer_is_mended_in_its_editor_and_stands(manager: Page) -> None:
    page = manager
    await choose_environment(page, "Test")
    await make_project(page, "mended")
    await page.get_by_role("button", name="Send 1 task").click()
    await page.get_by_role("link", name="See the tasks").click()
    await page.get_by_role("row").nth(1).get_by_role("link").click()

    await page.get_by_role("button", name="Fix").click()
    await page.get_by_label("culture").check()
    await page.get_by_role("button", name="Keep this answer").click()

    await expect(page.get_by_text("Your answer stands now.")).to_be_visible()
    await page.get_by_text("Answer as JSON").click()
    await expect(page.locator("pre").first).to_contain_text("culture")
    await expect(page.get_by_label("culture")).to_be_disabled()


async def test_settings_are_changed_and_what_is_wrong_is_shown_at_its_place(
    manager: Page, customer: Customer
) -> None:
    page, name = manager, customer.project(rate_micros=10_000)
    await page.goto(f"/manage/projects/{name}?tab=settings")

    await page.get_by_label("Currency").fill("12")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_label("Currency")).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Currency").fill("EUR")
    await page.get_by_text("More until sure enough").click()
    await page.get_by_role("button", name="Save").click()

    await expect(page.get_by_text("Saved.")).to_be_visible()
    assert await barriers(page) == []
    shown = customer.client.get(f"/api/projects/{name}").json()
    assert (shown["currency"], shown["annotations_max"], shown["rate_micros"]) == ("EUR", 5, 10_000)


def come_to_work(customer: Customer) -> str:
    """The e-mail of somebody new, who works for the organisation."""
    accept = {"token": customer.invite().partition("#")[2], "password": "a long password"}
    with httpx.Client(base_url=customer.address) as worker:
        worker.post("/api/invitations/accept", json=accept).raise_for_status()
    members = customer.client.get("/api/members").json()
    return next(one["email"] for one in members if one["role"] == "worker")


async def test_single_workers_are_paid_another_rate(manager: Page, customer: Customer) -> None:
    page, name = manager, customer.project(rate_micros=10_000)
    email = come_to_work(customer)
    await page.goto(f"/manage/projects/{name}?tab=settings")
    rates = page.get_by_role("region", name="Rates of single workers").first
    await expect(rates.get_by_text("Everybody is paid the project’s rate.")).to_be_visible()

    await rates.get_by_label("E-mail or id of a worker").fill(email)
    await rates.get_by_label("Pay for one answer").fill("0.4")
    await page.keyboard.press("Enter")

    row = rates.get_by_role("row").filter(has_text=email)
    await expect(row).to_contain_text("0.40")
    await expect(row).to_contain_text("an expert")
    await keep_picture(page, "project-rates")
    assert await barriers(page) == []
    (kept,) = customer.client.get(f"/api/projects/{name}/rates").json()
    assert (kept["email"], kept["rate_micros"]) == (email, 400_000)
    await row.get_by_role("button", name="Remove").click()
    await page.get_by_role("button", name="Yes, remove").click()
    await expect(rates.get_by_text("Everybody is paid the project’s rate.")).to_be_visible()


async def status_with(page: Page, key: str) -> int:
    """What the API answers to a program with this key."""
    basic = base64.b64encode(f"{key}:".encode()).decode()
    answer = await page.request.get("/api/projects", headers={"Authorization": f"Basic {basic}"})
    return answer.status


async def test_key_is_shown_once_works_and_is_revoked(manager: Page) -> None:
    page = manager
    await go(page, "API keys")

    await page.get_by_label("Name").fill("nightly")
    await page.keyboard.press("Enter")
    secret = await page.get_by_role("textbox", name="The new key").input_value()
    allowed = await status_with(page, secret)
    await page.reload()
    await page.get_by_role("button", name="Revoke nightly").click()
    await page.get_by_role("button", name="Yes, revoke").click()

    await expect(page.get_by_text(re.compile("^revoked"))).to_be_visible()
    assert await page.get_by_text(secret).count() == 0
    assert (allowed, await status_with(page, secret)) == (200, 401)


async def test_somebody_is_invited_and_becomes_a_manager(manager: Page) -> None:
    page = manager
    await go(page, "Team")

    await page.get_by_label("E-mail").fill("grace@example.com")
    await page.get_by_label("Role", exact=True).select_option("member")
    await page.get_by_role("button", name="Invite").click()
    link = page.get_by_label("Invitation of grace@example.com").get_by_role("textbox")
    await expect(link).to_have_value(re.compile("/invitation#"))
    await page.get_by_label("Role of grace@example.com").select_option("manager")
    await page.reload()

    await expect(page.get_by_label("Role of grace@example.com")).to_have_value("manager")


async def test_every_screen_of_a_customer_is_open_to_everybody(manager: Page) -> None:
    page = manager
    wrong: dict[str, list[str]] = {}
    for name in SCREENS:
        await page.goto(f"/manage/{name}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect(page.get_by_text("Loading…")).to_have_count(0)
        wrong[name] = await barriers(page)
    await page.emulate_media(color_scheme="dark")
    wrong["keys in the dark"] = await barriers(page)
    await page.goto("/manage/new-project?type=categorization&template=2")
    await page.get_by_text("Pay, answers and who may work on it").click()
    await expect(page.get_by_label("Currency")).to_be_visible()
    await expect(page.locator(".gw-editor > *")).to_be_visible()
    wrong["new project in the dark"] = await barriers(page)

    assert {name: found for name, found in wrong.items() if found} == {}


async def test_screen_says_when_it_is_offline_and_fills_itself_afterwards(manager: Page) -> None:
    page = manager
    await go(page, "Keys")
    await go(page, "Projects")
    await page.context.set_offline(True)
    await choose_environment(page, "Test")

    await expect(page.get_by_text("You are offline")).to_be_visible()
    await page.context.set_offline(False)

    await expect(page.get_by_text("There are no projects yet")).to_be_visible()
