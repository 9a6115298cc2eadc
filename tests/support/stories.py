"""Stories of somebody at work in the browser: tasks of one type, answered one after the other."""

import re
from collections.abc import Sequence

from playwright.async_api import Page, expect

from goldwright.db import Database
from goldwright.delivery import jobs as delivery
from goldwright.delivery.sending import Sender
from goldwright.jobs.outbox import drain
from goldwright.outgoing import Outgoing
from goldwright.quality import jobs as quality
from goldwright.review import jobs as reviews
from goldwright.settings import Settings
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject
from goldwright.wire.scale_v1.addresses import ResultLinks
from goldwright.wire.scale_v1.callbacks import CallbackRenderer
from tests.support.browser import barriers, come_in
from tests.support.customer import Customer

SUBMIT = "Control+Enter"


def example_of(task_type: str) -> JsonObject:
    """The params and response of the type's example."""
    example = registry()[task_type].example
    params, response = example["params"], example["response"]
    assert isinstance(params, dict)
    assert isinstance(response, dict)
    return {"params": params, "response": response}


def send(customer: Customer, task_type: str, tasks: Sequence[JsonObject]) -> list[str]:
    """The ids of these tasks, in a new project."""
    project = customer.project(task_type)
    return [customer.task(project, task_type, params) for params in tasks]


async def start(page: Page, customer: Customer) -> None:
    """A new worker has one of the tasks on offer open."""
    await come_in(page, customer.invite())
    answered = page.get_by_role("link", name=re.compile("^Start"))
    seen = page.get_by_role("region", name="Only to look at").get_by_role("link")
    await answered.or_(seen).press("Enter")
    await expect(page.locator(".gw-editor > *")).to_be_visible()


async def begin(
    page: Page, customer: Customer, task_type: str, tasks: Sequence[JsonObject]
) -> list[str]:
    """A new worker has the first of these tasks open; the ids of all, in any order."""
    sent = send(customer, task_type, tasks)
    await start(page, customer)
    return sent


async def hand_in(page: Page) -> None:
    """Submit with the keyboard; the task leaves the screen, and the answer is not held back."""
    editor = await page.locator(".gw-editor > *").element_handle()
    assert editor is not None
    async with page.expect_response(re.compile("/submit$")):
        await page.keyboard.press(SUBMIT)
        await editor.wait_for_element_state("hidden")
        await page.get_by_role("button", name="Send now").click()


async def is_open_to_everybody(page: Page) -> None:
    """Nothing here keeps anybody out, in light and in dark."""
    assert await barriers(page) == []
    await page.emulate_media(color_scheme="dark")
    assert await barriers(page) == []
    await page.emulate_media(color_scheme="light")


def responses(customer: Customer, task_type: str, tasks: Sequence[str]) -> list[JsonObject]:
    """What was stored for the tasks, each sound by its type's own check."""
    read = [customer.read(task) for task in tasks]
    found = [one["response"] for one in read]
    for task, response in zip(read, found, strict=True):
        assert registry()[task_type].check(task["params"], response) == []
    return found


async def deliver(database_url: str) -> None:
    """Do what runners do with callbacks: one attempt at each that is due."""
    settings = Settings(allow_private_addresses=True)
    renderer = CallbackRenderer(ResultLinks(b"secret", "https://example.com"))
    async with (
        Database(database_url, role="goldwright_runner", size=2) as db,
        Outgoing(settings) as outgoing,
    ):
        await drain(db, "delivery", delivery.handle)
        sender = Sender(db, renderer, outgoing, settings)
        await sender.tick()
        await sender.end()


async def settle(database_url: str) -> None:
    """Do what runners do after answers and verdicts."""
    async with Database(database_url, role="goldwright_runner", size=2) as db:
        await drain(db, "quality", quality.handle)
        await drain(db, "review", reviews.handle)
