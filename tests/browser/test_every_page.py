"""Every address of the app: open to everybody in light and dark, on a phone, and at 200 % zoom."""

import asyncio
import os
import re
import secrets
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.async_api import Page, expect

from goldwright.api.who import COOKIE
from goldwright.db import Database
from goldwright.db.identity import user
from goldwright.intake.organisations import actions as organisations
from goldwright.jobs.heartbeat import BEAT_SECONDS, Heartbeat
from goldwright.jobs.loops import every
from goldwright.workforce import actions as workforce
from tests.support.browser import ROOT, barriers
from tests.support.customer import Customer
from tests.support.factories import (
    Human,
    Organisation,
    make_organisation,
    make_worker,
    opened,
)
from tests.support.own_work import accrued, answered
from tests.support.stories import example_of, settle

ROUTES = ROOT / "web" / "src" / "shell" / "router.tsx"
_ROUTE = re.compile(
    r"const (\w+) = createRoute\(\{\s+getParentRoute: \(\) => (\w+),\s+(path|id): '([^']+)'"
)
OUTSIDE = ("/sign-in", "/sign-up", "/lost-password", "/new-password", "/invitation")
INSIDE = (
    *("/", "/history", "/history/$assignment", "/earnings", "/settings", "/work"),
    *("/manage/projects", "/manage/new-project", "/manage/projects/$name", "/manage/batches"),
    "/manage/projects/$name/workers/$worker",
    *("/manage/tasks", "/manage/tasks/$task", "/manage/team", "/manage/keys", "/manage/callbacks"),
    *("/operate/organisations", "/operate/people", "/operate/workers", "/operate/queues"),
    *("/operate/failing", "/operate/callbacks", "/operate/health"),
)
TABS = (
    "send",
    "undecided",
    "params",
    "gold",
    "export",
    "settings",
)  # of a project, beside its overview
LEAD_ON = ("/manage", "/operate")  # to the first of their places
DESKTOP = {"width": 1280, "height": 800}
ZOOMED = {"width": 640, "height": 400}  # the same screen at 200 %
PHONE = {"width": 390, "height": 844}
# A wide table scrolls by itself; the page must not.
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PICTURES = {
    "/": "home",
    "/history": "history",
    "/earnings": "earnings",
    "/sign-in": "sign-in",
    "/settings": "settings",
    "/manage/projects": "projects",
    "/manage/projects/$name": "project",
    "/manage/projects/$name?tab=send": "project-send",
    "/manage/projects/$name?tab=gold": "project-known-tasks",
    "/manage/projects/$name?tab=export": "project-export",
    "/manage/projects/$name?tab=settings": "project-settings",
    "/manage/batches": "batches",
    "/manage/tasks": "tasks",
    "/manage/tasks/$task": "task",
    "/manage/team": "team",
    "/manage/keys": "keys",
    "/manage/callbacks": "callbacks",
    "/operate/organisations": "operate-organisations",
    "/operate/people": "operate-people",
    "/operate/workers": "operate-workers",
    "/operate/queues": "operate-queues",
    "/operate/failing": "operate-failing",
    "/operate/callbacks": "operate-callbacks",
    "/operate/health": "operate-health",
}


def addresses() -> set[str]:
    """Every address that the router knows, as it writes it."""
    parents: dict[str, tuple[str, str]] = {
        name: (parent, "" if kind == "id" else path.rstrip("/"))
        for name, parent, kind, path in _ROUTE.findall(ROUTES.read_text(encoding="utf-8"))
    }

    def whole(name: str) -> str:
        if name == "root":
            return ""
        parent, path = parents[name]
        return whole(parent) + path

    return {whole(name) or "/" for name in parents}


@dataclass(frozen=True)
class Everybody:
    """Somebody who may see everything; what stands for $ in addresses; what there is to work on."""

    person: Human
    places: Mapping[str, str]

    async def come_in(self, page: Page, app_url: str) -> None:
        """Be signed in in this browser."""
        cookie = {"name": COOKIE, "value": self.person.token, "url": app_url}
        await page.context.add_cookies([cookie])  # pyright: ignore[reportArgumentType]
        await page.goto("/favicon.svg")
        await page.evaluate("localStorage.setItem('goldwright.signedIn', '1')")


@pytest.fixture
async def everybody(database_url: str, app_url: str) -> AsyncGenerator[Everybody]:
    """An admin, worker and operator in one, with something on every page."""
    async with opened(database_url) as db:
        organisation = await make_organisation(db, f"Aviary {secrets.token_hex(2)}")
        person = await make_worker(db)
        async with db.transaction(user("")) as conn:
            await workforce.make_operator(conn, person.email)
        async with db.transaction(organisation.identity()) as conn:
            await organisations.add_member(conn, organisation.id, person.user_id, "admin")
            await conn.execute(_BROKEN_EVENT, (organisation.id,))
            await conn.execute(_DEAD_CALLBACK, (organisation.id, secrets.token_hex(12)))
    customer = Customer(app_url, organisation.live_key)
    example = example_of("categorization")
    project = customer.project(
        name="Birds of the garden", rate_micros=50_000, workforce="marketplace"
    )
    for _ in range(4):
        customer.task(project, "categorization", example["params"])
    calls, task, worker_id = await _calls_are_told_apart(
        database_url, app_url, customer, organisation
    )
    customer.client.close()
    await _have_worked(database_url, organisation, person)
    async with httpx.AsyncClient(base_url=app_url, headers=person.headers) as worker:
        held = (await worker.post("/api/assignments/next", json={})).json()["assignments"]
        body = {"response": example["response"], "active_seconds": 4}
        sent = await worker.post(f"/api/assignments/{held[0]['assignment_id']}/submit", json=body)
        assert sent.status_code == 200, sent.text
    answered_by_them = held[0]["assignment_id"]
    stop = asyncio.Event()
    async with Database(database_url, role="goldwright_runner", size=2) as jobs_db:
        beating = asyncio.create_task(
            every(BEAT_SECONDS, "heartbeat", Heartbeat(jobs_db).beat, stop=stop)
        )
        yield Everybody(
            person,
            {
                "$name": quote(calls),
                "$task": task,
                "$assignment": answered_by_them,
                "$worker": worker_id,
            },
        )
        stop.set()
        await beating


async def _calls_are_told_apart(
    database_url: str, app_url: str, customer: Customer, organisation: Organisation
) -> tuple[str, str, str]:
    """A project that three people have answered most of, one of its tasks and one of them."""
    project = customer.project(
        name="Calls of the garden",
        instruction="Which bird calls *like this*?",
        rate_micros=50_000,
        annotations_wanted=3,
        gold_share=0.2,
    )
    heard = {"attachment_type": "text", "categories": ["blackbird", "robin", "wren"]}
    for call, bird in (("zee-zee", "wren"), ("tic-tic", "robin"), ("pook-pook", "blackbird")):
        known = {"task": {**heard, "attachment": call}, "expected_response": {"category": bird}}
        gold = customer.client.post(f"/api/projects/{project}/gold", json=known)
        assert gold.is_success, gold.text
    batch = customer.client.post(
        "/v1/batches", json={"project": project, "name": "monday", "callback": ""}
    )
    assert batch.is_success, batch.text
    bird_of = {
        f"{call}, {length} s": bird
        for length in range(1, 5)
        for call, bird in (("zip-zip", "wren"), ("tsip", "robin"), ("chook", "blackbird"))
    }
    tasks = [
        customer.task(project, "categorization", {**heard, "attachment": one, "batch": "monday"})
        for one in bird_of
    ]
    async with opened(database_url) as db:
        people = [await make_worker(db, organisation) for _ in range(3)]
    for number, person in enumerate(people):
        async with httpx.AsyncClient(base_url=app_url, headers=person.headers) as worker:
            for count in range(11 + number):
                wish = {"project": project}
                asked = await worker.post("/api/assignments/next", json=wish)
                held = asked.json()["assignments"]
                if not held:
                    break
                told = bird_of.get(held[0]["params"]["attachment"], "wren")
                # Whoever comes last mistakes every fifth.
                bird = "robin" if number == 2 and count % 5 == 0 else told
                sent = await worker.post(
                    f"/api/assignments/{held[0]['assignment_id']}/submit",
                    json={"response": {"category": bird}, "active_seconds": 4},
                )
                assert sent.status_code == 200, sent.text
    await settle(database_url)
    return project, tasks[0], people[0].worker_id or ""


async def _have_worked(database_url: str, organisation: Organisation, person: Human) -> None:
    """Earlier days of the worker, so that there is something to see of them."""
    async with opened(database_url) as db:
        async with db.transaction(organisation.identity()) as conn:
            row = await (
                await conn.execute("SELECT id FROM project WHERE name = 'Birds of the garden'")
            ).fetchone()
        assert row is not None
        project_id = row["id"]
        for days_ago in range(1, 25):
            micros = 50_000 * (days_ago * 37 % 90)
            if micros:
                await accrued(
                    db, organisation, project_id, person, days_ago=days_ago, micros=micros
                )
        gold = [1.0] * 11 + [0.0]
        await answered(db, organisation, project_id, person, days_ago=1, answers=20, gold=gold)


_BROKEN_EVENT = """
INSERT INTO event (organisation_id, environment, kind, pending_for, attempts, failure)
VALUES (%s, 'live', 'annotation.submitted', 'quality:parked', 5,
        'OperationalError: could not extend file: No space left on device')
"""
_DEAD_CALLBACK = """
INSERT INTO callback (organisation_id, environment, id, kind, event_kind, target, host, state,
                      attempts, next_attempt_at, last_failure, created_at)
VALUES (%s, 'live', 'cbk_' || %s, 'task', 'task.completed', 'https://hooks.example.com/in',
        'hooks.example.com', 'dead', 20, now(), 'hooks.example.com did not answer in time.',
        now() - interval '2 days')
"""


async def settled(page: Page) -> None:
    """The page shows what it is about, and nothing is being asked for any more."""
    await expect(page.locator("h1, .gw-editor > *").first).to_be_visible()
    await expect(page.get_by_text("Loading…")).to_have_count(0)


async def picture(page: Page, name: str) -> None:
    """A screenshot for the documents, where GOLDWRIGHT_SCREENSHOTS names a folder for them."""
    if folder := os.environ.get("GOLDWRIGHT_SCREENSHOTS"):
        await page.wait_for_load_state("networkidle")
        # Charts are drawn, and whatever a press began has ended.
        await page.evaluate("document.getAnimations().map((one) => one.finish())")
        clip = {"x": 0, "y": 0, "width": DESKTOP["width"], "height": 640}  # under 120 KB
        await page.screenshot(path=Path(folder) / f"{name}.png", clip=clip)  # pyright: ignore[reportArgumentType]


async def faults(page: Page, where: str) -> list[str]:
    """What keeps somebody out of this page, each with where it was seen."""
    found: list[str] = []
    for size, name in ((PHONE, "phone"), (ZOOMED, "200 %"), (DESKTOP, "desktop")):
        await page.set_viewport_size(size)
        wider = await page.evaluate(_OVERFLOW)
        if wider > 0:
            found.append(f"{where} {name}: {wider} px wider than the screen")
        if name != "200 %":
            found += [f"{where} {name} light: {one}" for one in await barriers(page)]
    await page.emulate_media(color_scheme="dark")
    found += [f"{where} dark: {one}" for one in await barriers(page)]
    await page.emulate_media(color_scheme="light")
    return found


def test_every_address_is_visited() -> None:
    assert addresses() == {*OUTSIDE, *INSIDE, *LEAD_ON}


async def test_pages_before_signing_in_keep_nobody_out(page: Page) -> None:
    found: list[str] = []
    for place in OUTSIDE:
        await page.goto(f"{place}#token")
        await settled(page)
        found += await faults(page, place)
        if place in PICTURES:
            await page.goto(place)
            await settled(page)
            await picture(page, PICTURES[place])

    assert not found, "\n".join(found)


async def test_pages_keep_nobody_out(page: Page, app_url: str, everybody: Everybody) -> None:
    await everybody.come_in(page, app_url)

    found: list[str] = []
    for place in (*INSIDE, *(f"/manage/projects/$name?tab={tab}" for tab in TABS)):
        address = place
        for sign, value in everybody.places.items():
            address = address.replace(sign, value)
        await page.goto(address)
        await settled(page)
        found += await faults(page, place)
        if place in PICTURES:
            await picture(page, PICTURES[place])

    assert not found, "\n".join(found)


async def test_focus_is_seen_wherever_it_goes(
    page: Page, app_url: str, everybody: Everybody
) -> None:
    await everybody.come_in(page, app_url)
    await page.goto("/settings")
    await settled(page)

    unseen: list[str] = []
    for _ in range(25):
        await page.keyboard.press("Tab")
        focus = await page.evaluate(
            "(() => { const one = document.activeElement, style = getComputedStyle(one);"
            " return [one.outerHTML.slice(0, 80), style.outlineStyle, style.outlineWidth]; })()"
        )
        if not focus[0].startswith("<body") and (focus[1] == "none" or focus[2] == "0px"):
            unseen.append(focus[0])

    assert unseen == []
