"""A manager versions instructions, keeps gold, runs batches, decides, and tries callbacks."""

import re

import httpx
from playwright.async_api import Page, expect

from goldwright.db.identity import member
from tests.support.browser import barriers, keep_picture
from tests.support.customer import Customer
from tests.support.factories import opened
from tests.support.receiver import Answer, receiving
from tests.support.stories import deliver

SHARED = {"categories": ["cat", "dog"], "attachment_type": "text"}


def categorization(customer: Customer, **settings: object) -> str:
    """A project whose tasks need only their attachment."""
    name = customer.project(**settings)
    body = {"params": SHARED, "seen_version": 0}
    assert customer.client.post(f"/api/projects/{name}/versions", json=body).is_success
    return name


def answer(customer: Customer, category: str) -> None:
    """Somebody new answers what they are given first."""
    token = customer.invite().partition("#")[2]
    with httpx.Client(base_url=customer.address) as worker:
        accept = {"token": token, "password": "a long password"}
        accepted = worker.post("/api/invitations/accept", json=accept).json()
        worker.headers["Authorization"] = f"Bearer {accepted['token']}"
        held = worker.post("/api/assignments/next", json={}).json()["assignments"][0]
        worker.post(
            f"/api/assignments/{held['assignment_id']}/submit",
            json={"response": {"category": category}, "active_seconds": 7},
        ).raise_for_status()


async def undecided(customer: Customer, database_url: str) -> tuple[str, str]:
    """A project and its task that two workers answered differently, waiting for a decision."""
    name = categorization(customer, annotations_wanted=2)
    task_id = customer.task(name, "categorization", {"attachment": "a dark shape"})
    for category in ("cat", "dog"):
        answer(customer, category)
    organisation = customer.client.get("/api/organisation/name").json()["id"]
    async with opened(database_url) as db, db.transaction(member(organisation, "live")) as conn:
        await conn.execute(
            "INSERT INTO settlement (organisation_id, environment, task_id, project_id, state,"
            " annotations, asked, agreement) SELECT organisation_id, environment, id, project_id,"
            " 'needs_review', 2, 2, 0.0 FROM task WHERE id = %s",
            (task_id,),
        )
    return name, task_id


async def test_instructions_get_a_new_version_and_show_what_changed(
    manager: Page, customer: Customer
) -> None:
    page, name = manager, categorization(customer)
    await page.goto(f"/manage/projects/{name}?tab=params")

    await page.get_by_label("Instructions").fill("Look **twice**.")
    await page.get_by_label("Categories").fill("cat\ndog\nbird")
    await expect(page.get_by_text("/instruction is new")).to_be_visible()
    preview = page.get_by_role("region", name="What workers see")
    await expect(preview.get_by_role("radio", name="bird")).to_be_visible()
    await expect(preview.get_by_text("twice")).to_be_visible()
    await keep_picture(page, "project-params")
    await page.get_by_role("button", name="Save as version 2").click()

    await expect(page.get_by_role("heading", name="Version 2")).to_be_visible()
    await expect(page.get_by_role("button", name="Save as version 3")).to_be_disabled()
    assert await barriers(page) == []
    shown = customer.client.get(f"/api/projects/{name}").json()
    changed = {"categories": ["cat", "dog", "bird"], "instruction": "Look **twice**."}
    assert shown["params"] == {**SHARED, **changed}


async def test_known_task_is_answered_in_its_editor_listed_and_removed(
    manager: Page, customer: Customer
) -> None:
    page, name = manager, categorization(customer)
    await page.goto(f"/manage/projects/{name}?tab=gold")

    await page.get_by_role("button", name="Add a gold task").click()
    await page.get_by_label("The task").fill('{"attachment": "purring", "unique_id": "known-1"}')
    await page.get_by_role("button", name="Keep it with this answer").click()
    await expect(page.get_by_text("Answer the task below first")).to_be_visible()
    await page.get_by_role("radio", name="cat").check()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Keep it with this answer").click()
    await page.locator("summary", has_text="known-1").click()
    await expect(page.get_by_role("radio", name="cat")).to_be_checked()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Remove known-1").click()
    await page.get_by_role("button", name="Yes, remove").click()

    await expect(page.get_by_text("There are no gold tasks yet")).to_be_visible()


async def test_good_answer_becomes_a_known_task(manager: Page, customer: Customer) -> None:
    page = manager
    name = categorization(customer)
    task_id = customer.task(name, "categorization", {"attachment": "woof"})
    answer(customer, "dog")

    await page.goto(f"/manage/tasks/{task_id}")
    await page.get_by_role("button", name="Make it a gold task").click()

    await expect(page.get_by_text("It is known now.")).to_be_visible()
    assert await barriers(page) == []
    (known,) = customer.client.get(f"/api/projects/{name}/gold").json()["tasks"]
    assert known["expected_response"] == {"category": "dog"}


async def test_batches_are_made_ordered_released_and_cancelled_by_keyboard(
    manager: Page, customer: Customer
) -> None:
    page, name = manager, categorization(customer)
    await page.goto("/manage/batches")
    for batch in ("monday", "tuesday"):
        await expect(page.get_by_role("button", name="New batch")).to_be_enabled()
        await page.get_by_role("button", name="New batch").press("Enter")
        await page.get_by_label("Name").fill(batch)
        if batch == "tuesday":
            await page.get_by_label("Hold it back until I release it").press("Space")
        await page.get_by_label("Name").press("Enter")
        await expect(page.get_by_role("link", name=batch)).to_be_visible()
    customer.task(name, "categorization", {"attachment": "a", "batch": "monday"})

    await page.get_by_text("Order in which batches are given out").click()
    await page.get_by_role("button", name="First tuesday").press("Enter")
    await expect(page.get_by_role("list").get_by_role("listitem").first).to_contain_text("tuesday")
    await page.get_by_role("button", name="Release tuesday").press("Enter")
    await expect(page.get_by_text("staging", exact=True)).to_have_count(0)
    assert await barriers(page) == []
    await page.get_by_role("button", name="Cancel the batch monday").press("Enter")
    await page.get_by_role("button", name="Yes, cancel the batch").press("Enter")

    await expect(page.get_by_text("1 cancelled")).to_be_visible()
    order = customer.client.get("/api/batch-order").json()
    assert [one["name"] for one in order] == ["tuesday"]


async def test_task_that_no_method_could_settle_is_decided(
    manager: Page, customer: Customer, database_url: str
) -> None:
    page = manager
    name, task_id = await undecided(customer, database_url)
    await page.goto(f"/manage/projects/{name}?tab=undecided")

    await page.get_by_role("table").get_by_role("link").click()
    await expect(page.get_by_role("radio", name="cat")).to_be_checked()
    answers = page.get_by_role("group", name="Which answer is shown").get_by_role("button")
    await expect(page.get_by_role("region", name="Differences")).to_contain_text("dog")
    await answers.nth(1).click()
    await expect(page.get_by_role("radio", name="dog")).to_be_checked()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Accept the one shown").click()

    await expect(page.get_by_role("region", name="Audit")).to_be_visible()
    assert customer.read(task_id)["response"] == {"category": "dog"}


async def test_undecided_task_goes_to_other_workers(
    manager: Page, customer: Customer, database_url: str
) -> None:
    page = manager
    name, task_id = await undecided(customer, database_url)
    await page.goto(f"/manage/tasks/{task_id}")

    await page.get_by_role("button", name="Reject all").click()
    await page.get_by_role("button", name="Yes, reject all").click()

    await expect(page.get_by_role("button", name="Reject all")).to_have_count(0)
    left = customer.client.get(f"/api/projects/{name}/undecided").json()["tasks"]
    assert left == []


async def test_failed_callback_is_tried_at_once_when_its_receiver_is_back(
    manager: Page, customer: Customer, database_url: str
) -> None:
    page, name = manager, categorization(customer)
    async with receiving() as receiver:
        receiver.answer = lambda _: Answer(status=503)
        task = {"attachment": "a dark shape", "callback_url": receiver.address}
        customer.task(name, "categorization", task)
        answer(customer, "cat")
        await deliver(database_url)
        await page.goto("/manage/callbacks")
        row = page.get_by_role("row").filter(has_text=receiver.address)
        await expect(row).to_contain_text("next try")
        await expect(row).to_contain_text("503")
        await expect(page.get_by_role("button", name="Send all again")).to_have_count(0)
        assert await barriers(page) == []

        receiver.answer = lambda _: Answer()
        async with page.expect_response(re.compile("/resend")):
            await row.get_by_role("button", name="Try now").click()
        await deliver(database_url)

        # The page sees by itself what became of it.
        await expect(row).to_contain_text("delivered")
        await expect(row.get_by_role("button", name="Send again")).to_be_visible()
        first, second = await receiver.until(2)
        assert first.headers["webhook-id"] == second.headers["webhook-id"]


async def test_callbacks_get_a_default_a_new_secret_and_a_trial(manager: Page) -> None:
    page = manager
    await page.goto("/manage/callbacks")
    await page.get_by_text("Where callbacks go, and how they are signed").click()
    secret = page.get_by_label("Secret of signatures")
    before = await secret.input_value()

    await page.get_by_label("For tasks that name no address").fill("http://127.0.0.1:9/hook")
    await page.get_by_role("button", name="Send a trial callback").click()
    await expect(page.get_by_text(re.compile("The receiver did not take it"))).to_be_visible()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved.")).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Draw anew Secret of signatures").click()
    await page.get_by_role("button", name="Yes, draw anew").click()

    await expect(secret).not_to_have_value(before)
    await page.reload()
    await page.get_by_text("Where callbacks go, and how they are signed").click()
    default = page.get_by_label("For tasks that name no address")
    await expect(default).to_have_value("http://127.0.0.1:9/hook")
