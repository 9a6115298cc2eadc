"""What a worker waits for in a real browser: shapes, long texts, next and first tasks.

    python -m bench.browser [image review text queue first …] [--shapes 5000] [--spans 2000]
                            [--tasks 100]

A server tree of its own, headless Chromium without a graphics card, one worker. Every part writes
its figures under its own name into `results/browser.json` and leaves those of the others.

- `image`: one picture of 4,000 × 3,000 pixels with so many prelabelled boxes and polygons. *Open*
  is from the click on Start until the picture and all shapes are painted; *edit* from a key or the
  pointer to the frame that shows the change; *pan* and *zoom* are frames a second while every frame
  moves the view, and *bare* is the same with all shapes hidden: what the machine can do.
- `review`: two answers with so many shapes, all drawn a little differently. *Open* is from the
  click on Start until the first is painted and what differs is listed; *over* lays one over the
  other and takes it away again, *hide* hides and shows one of them, from the key to the frame.
- `text`: 1 MB of text with so many spans. *Open* is from the reload of the page,
  the spans being in the draft, until text and list are painted; *mark* is from the key of a label
  to the frame that shows the span.
- `queue`: so many tasks of one choice, one after the other. *Key* is from the key of a choice to
  the frame in which it is chosen, *next* from Ctrl+Enter to the frame with the next task.
- `first`: a fresh browser goes to the work page: until the first task can be answered, and how
  much JavaScript came for that.
"""

import argparse
import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import httpx
from playwright.async_api import Browser, Page, expect

from bench.support.load import percentile
from bench.support.machine import foreign_load
from bench.support.material import LABELS, marked_text, picture, shaken, shapes
from bench.support.report import RESULTS, save, say
from bench.support.tree import Tree, running_tree
from tests.support.browser import chromium, come_in, launched
from tests.support.customer import Customer

_PATIENCE_MS = 60_000
_EDITS = 100
_TOGGLES = 21  # odd: what was switched on is on in the end
_REPEAT_MS = 33  # a key held down comes some thirty times a second
_FRAMES = 120

# From an event to the frame that shows what it changed: a message posted while a frame is prepared
# arrives when that frame has been handed over.
_WATCH = """kind => {
  window.waits = [];
  window.watch?.abort();
  window.watch = new AbortController();
  const { signal } = window.watch;
  addEventListener(kind, (event) => {
    const began = event.timeStamp;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.waits.push(performance.now() - began);
      port2.postMessage(0);
    });
  }, { capture: true, signal });
}"""

# Turns the wheel over the stage once in every frame; how long each frame took.
_ROLL = """async ({ frames, shift }) => {
  const stage = document.querySelector('.gw-stage');
  const area = stage.getBoundingClientRect();
  const at = { clientX: area.x + area.width / 2, clientY: area.y + area.height / 2 };
  const took = [];
  const frame = () => new Promise(requestAnimationFrame);
  let before = await frame();
  for (let count = 0; count < frames; count++) {
    const turn = Math.floor(count / 30) % 2 ? 1 : -1;
    const init = { ...at, deltaY: 14 * turn, shiftKey: shift, bubbles: true, cancelable: true };
    stage.dispatchEvent(new WheelEvent('wheel', init));
    const now = await frame();
    took.push(now - before);
    before = now;
  }
  return took;
}"""


_LOOK_MS = 400
_OPENINGS = 5

_SPANS = "() => document.querySelectorAll('.gw-spans-content .gw-spans-tag').length"
_CHOSEN = "() => document.querySelectorAll('.gw-editor input:checked').length"
_TASK = "() => document.querySelector('.gw-editor').firstElementChild?.firstChild.textContent"

# From the next key to the frame in which what LOOK sees is another.
_UNTIL_CHANGED = """() => {
  const see = LOOK;
  const before = see();
  window.wait = new Promise((done) => {
    addEventListener('keydown', (event) => {
      const ask = () => requestAnimationFrame(() => {
        if (see() === before) return ask();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - event.timeStamp);
        port2.postMessage(0);
      });
      ask();
    }, { capture: true, once: true });
  });
}"""

# Scrolls a text by most of a page in every frame; how long each frame took.
_SCROLL = """async (frames) => {
  const content = document.querySelector('.gw-spans-content');
  let pane = content;
  while (pane.scrollHeight <= pane.clientHeight + 1) pane = pane.parentElement;
  const took = [];
  const frame = () => new Promise(requestAnimationFrame);
  let before = await frame();
  for (let count = 0; count < frames; count++) {
    pane.scrollTop += 0.8 * pane.clientHeight;
    const now = await frame();
    took.push(now - before);
    before = now;
  }
  return took;
}"""
_KEEP_DRAFT = """async (kept) => {
  const { assignments } = await (await fetch('/api/assignments')).json();
  const path = `/api/assignments/${assignments[0].assignment_id}/draft`;
  const headers = { 'content-type': 'application/json' };
  return (await fetch(path, { method: 'PUT', headers, body: JSON.stringify(kept) })).ok;
}"""
_SUBMIT = """async (response) => {
  const { assignments } = await (await fetch('/api/assignments')).json();
  const path = `/api/assignments/${assignments[0].assignment_id}/submit`;
  const headers = { 'content-type': 'application/json' };
  return (await fetch(path, { method: 'POST', headers, body: JSON.stringify({ response }) })).ok;
}"""
# When the first choice has the focus, and has been painted with it.
_WHEN_USABLE = """addEventListener('focusin', (event) => {
  if (event.target.type !== 'radio' || window.usable) return;
  window.usable = new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
}, { capture: true });"""
_SINCE_NAVIGATION = "() => new Promise((go) => requestAnimationFrame(() => go(performance.now())))"
_SCRIPT_BYTES = """() => performance.getEntriesByType('resource')
  .filter((one) => one.name.endsWith('.js')).map((one) => one.transferSize)"""


@dataclass(frozen=True)
class Scene:
    """What a part is given."""

    tree: Tree
    customer: Customer
    browser: Browser
    given: argparse.Namespace


async def image(scene: Scene) -> dict[str, object]:
    """Open, edit, pan and zoom a picture with many shapes."""
    count: int = scene.given.shapes
    params = {
        "attachment": _uploaded(scene),
        "geometries": {
            "box": {"objects_to_annotate": LABELS},
            "polygon": {"objects_to_annotate": LABELS},
        },
        "hypothesis": {"annotations": shapes(count)},
    }
    project = scene.customer.project("imageannotation")
    scene.customer.task(project, "imageannotation", params)
    page = await worker(scene)
    open_ms = await _timed_open(page)
    found: dict[str, object] = {"shapes": count, "open_ms": round(open_ms)}
    say(f"{count} shapes open in {open_ms:.0f} ms")
    found["pan_fitted"] = await _rolled(page, shift=True)
    found["zoom_fitted"] = await _rolled(page, shift=False)
    await page.keyboard.press("v")
    await page.keyboard.press(".")
    found["move_by_key"] = await _pressed(page, "ArrowRight")
    found["select_next"] = await _pressed(page, ".")
    found["draw_box"] = await _drawn(page)
    await page.keyboard.press("f")
    await page.keyboard.press("Shift+f")
    found["pan_one_to_one"] = await _rolled(page, shift=True)
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Shift+h")
    found["pan_bare"] = await _rolled(page, shift=True)
    await page.context.close()
    return found


async def review(scene: Scene) -> dict[str, object]:
    """Lay two answers with many shapes over one another."""
    count: int = scene.given.shapes
    labels = {"objects_to_annotate": LABELS}
    params = {"attachment": _uploaded(scene), "geometries": {"box": labels, "polygon": labels}}
    project = scene.customer.project("imageannotation", annotations_wanted=2, review_share=1)
    scene.customer.task(project, "imageannotation", params)
    for seed in (1, 2):
        page = await worker(scene)
        await page.goto(f"/work?project={quote(project)}")
        await expect(page.locator("[data-loaded=true]")).to_be_visible(timeout=_PATIENCE_MS)
        answer = {"annotations": shaken(shapes(count), random.Random(seed))}
        assert await page.evaluate(_SUBMIT, answer), "the answer was not taken"
        await page.context.close()
    page = await worker(scene)
    link = page.get_by_role("link", name=re.compile("^Start with reviews"))
    for _ in range(60):  # the runner settles the task in a moment
        if await link.count():
            break
        await page.reload()
        await page.wait_for_load_state("networkidle")
    began = await page.evaluate("() => performance.now()")
    await link.click()
    await expect(page.locator("[data-loaded=true]")).to_be_visible(timeout=_PATIENCE_MS)
    listed = page.get_by_role("region", name="Differences").get_by_role("listitem")
    await expect(listed.first).to_be_visible(timeout=_PATIENCE_MS)
    open_ms = round(await page.evaluate("() => performance.now()") - began)
    say(f"two answers of {count} shapes open in {open_ms} ms")
    over = await _pressed(page, "o", times=_TOGGLES)
    hide = await _pressed(page, "1", times=_TOGGLES)
    await page.context.close()
    return {"shapes": count, "open_ms": open_ms, "over": over, "hide": hide}


async def text(scene: Scene) -> dict[str, object]:
    """Open, scroll and mark a text of 1 MB with many spans."""
    count: int = scene.given.spans
    words, spans = marked_text(count)
    labels = [{"name": name} for name in LABELS]
    project = scene.customer.project("namedentityrecognition")
    scene.customer.task(project, "namedentityrecognition", {"text": words, "labels": labels})
    page = await worker(scene)
    await page.get_by_role("link", name=re.compile("^Start")).click()
    await expect(page.locator(".gw-spans-content")).to_be_visible(timeout=_PATIENCE_MS)
    kept = {"content": {"response": {"annotations": spans}}, "revision": 0}
    assert await page.evaluate(_KEEP_DRAFT, kept), "the draft was not kept"
    await page.goto("/work")
    await expect(page.get_by_role("option").first).to_be_visible(timeout=_PATIENCE_MS)
    found: dict[str, object] = {
        "characters": len(words),
        "spans": count,
        "open_ms": round(await page.evaluate(_SINCE_NAVIGATION)),
    }
    say(f"{count} spans in {len(words)} characters open in {found['open_ms']} ms")
    found["scroll"] = await _scrolled(page)
    await page.keyboard.press("Control+Home")
    marks = []
    for _ in range(_EDITS // 2):
        await page.keyboard.press("Control+ArrowRight")
        await page.keyboard.press("Control+Shift+ArrowRight")
        marks.append(await _changed_by(page, "5", _SPANS))
        await page.keyboard.press("Escape")
    found["mark"] = spread(marks)
    say(f"mark: {found['mark']}")
    await page.context.close()
    return found


async def queue(scene: Scene) -> dict[str, object]:
    """Answer one task after the other."""
    count: int = scene.given.tasks
    project = scene.customer.project("categorization")
    for number in range(count):
        asked = {"attachment_type": "text", "attachment": f"Text {number}.", "categories": LABELS}
        scene.customer.task(project, "categorization", asked)
    page = await worker(scene)
    await page.get_by_role("link", name=re.compile("^Start")).click()
    await expect(page.locator(".gw-editor > *")).to_be_visible(timeout=_PATIENCE_MS)
    keys, nexts = [], []
    for _ in range(count - 1):
        keys.append(await _changed_by(page, "2", _CHOSEN))
        nexts.append(await _changed_by(page, "Control+Enter", _TASK))
        # A person looks at a task before the next one; tasks ahead are fetched meanwhile.
        await page.evaluate("ms => new Promise((go) => setTimeout(go, ms))", _LOOK_MS)
    found: dict[str, object] = {"tasks": count, "key": spread(keys), "next": spread(nexts)}
    say(f"key: {found['key']}; next: {found['next']}")
    await page.context.close()
    return found


async def first(scene: Scene) -> dict[str, object]:
    """Come to the first task with nothing in the browser's cache."""
    project = scene.customer.project("categorization")
    asked = {"attachment_type": "text", "attachment": "A text.", "categories": LABELS}
    for _ in range(_OPENINGS):
        scene.customer.task(project, "categorization", asked)
    page = await worker(scene)
    state = await page.context.storage_state()
    await page.context.close()
    usable, scripts = [], []
    for _ in range(_OPENINGS):
        context = await scene.browser.new_context(base_url=scene.tree.address, storage_state=state)
        await context.add_init_script(_WHEN_USABLE)
        page = await context.new_page()
        await page.goto("/work", wait_until="commit")
        await expect(page.get_by_role("radio").first).to_be_focused(timeout=_PATIENCE_MS)
        usable.append(float(await page.evaluate("() => window.usable")))
        await page.wait_for_load_state("networkidle")
        scripts.append(sum(await page.evaluate(_SCRIPT_BYTES)))
        await context.close()
    found: dict[str, object] = {"usable": spread(usable), "script_kb": round(max(scripts) / 1000)}
    say(f"first task: {found}")
    return found


PARTS: dict[str, Callable[[Scene], Awaitable[dict[str, object]]]] = {
    "image": image,
    "review": review,
    "text": text,
    "queue": queue,
    "first": first,
}


async def worker(scene: Scene) -> Page:
    """The page of a new worker who is in and sees what is offered."""
    context = await scene.browser.new_context(
        base_url=scene.tree.address, viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(_PATIENCE_MS)
    page = await context.new_page()
    await come_in(page, scene.customer.invite())
    return page


def spread(waits: Sequence[float]) -> dict[str, object]:
    """Percentiles of waits in milliseconds."""
    seconds = [one / 1000 for one in waits]
    shares = {f"p{share}_ms": round(percentile(seconds, share) * 1000, 1) for share in (50, 95, 99)}
    return {"count": len(waits), **shares}


async def waits(page: Page) -> list[float]:
    """What was watched so far."""
    return list(await page.evaluate("() => window.waits"))


async def watch(page: Page, kind: str) -> None:
    """Time every event of this kind from now on, until the frame that shows it."""
    await page.evaluate(_WATCH, kind)


async def _changed_by(page: Page, key: str, look: str) -> float:
    """Milliseconds from a key to the frame in which what `look` sees has changed."""
    await page.evaluate(_UNTIL_CHANGED.replace("LOOK", look))
    await page.keyboard.press(key)
    return float(await page.evaluate("() => window.wait"))


async def _scrolled(page: Page) -> dict[str, object]:
    took: list[float] = await page.evaluate(_SCROLL, _FRAMES)
    frames = 1000 * len(took) / sum(took)
    found: dict[str, object] = {"frames_per_second": round(frames, 1), **spread(took)}
    say(f"scroll: {found}")
    return found


def _uploaded(scene: Scene) -> str:
    """The address of the picture."""
    answer = httpx.post(
        f"{scene.tree.address}/v1/files/upload",
        auth=(scene.tree.live_key, ""),
        files={"file": ("street.jpg", picture(), "image/jpeg")},
        timeout=60,
    )
    answer.raise_for_status()
    return str(answer.json()["attachment_url"])


async def _timed_open(page: Page) -> float:
    link = page.get_by_role("link", name=re.compile("^Start"))
    await expect(link).to_be_visible(timeout=_PATIENCE_MS)
    await page.evaluate(
        """() => {
          const until = (began) => requestAnimationFrame(() => {
            if (!document.querySelector('[data-loaded=true]')) return until(began);
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => (document.body.dataset.opened = performance.now() - began);
              port2.postMessage(0);
            });
          });
          const once = { capture: true, once: true };
          addEventListener('click', (event) => until(event.timeStamp), once);
        }"""
    )
    await link.click()
    await expect(page.locator("body[data-opened]")).to_be_visible(timeout=_PATIENCE_MS)
    return float(await page.locator("body").get_attribute("data-opened") or "nan")


async def _pressed(page: Page, key: str, *, times: int = _EDITS) -> dict[str, object]:
    await page.locator(".gw-stage").focus()
    await watch(page, "keydown")
    for _ in range(times):
        await page.keyboard.press(key)
        await page.evaluate("ms => new Promise((go) => setTimeout(go, ms))", _REPEAT_MS)
    found = spread(await waits(page))
    say(f"{key}: {found}")
    return found


async def _drawn(page: Page) -> dict[str, object]:
    """A box drawn by mouse, from letting go to the frame in which it stands in the drawing."""
    area = await page.locator(".gw-stage").bounding_box()
    assert area is not None
    await page.keyboard.press("r")
    await watch(page, "pointerup")
    drawn = random.Random(1)
    for _ in range(_EDITS // 2):
        x = area["x"] + drawn.uniform(0.2, 0.7) * area["width"]
        y = area["y"] + drawn.uniform(0.2, 0.7) * area["height"]
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x + 60, y + 40, steps=3)
        await page.mouse.up()
    found = spread(await waits(page))
    say(f"box: {found}")
    return found


async def _rolled(page: Page, *, shift: bool) -> dict[str, object]:
    took: list[float] = await page.evaluate(_ROLL, {"frames": _FRAMES, "shift": shift})
    frames = 1000 * len(took) / sum(took)
    found: dict[str, object] = {"frames_per_second": round(frames, 1), **spread(took)}
    say(f"{'pan' if shift else 'zoom'}: {found}")
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="part")
    parser.add_argument("--shapes", type=int, default=5000, help="shapes on the picture")
    parser.add_argument("--spans", type=int, default=2000, help="spans in the text")
    parser.add_argument("--tasks", type=int, default=100, help="tasks in the queue")
    given = parser.parse_args()
    if chromium() is None:
        parser.error("Chromium is not installed (apt-get install chromium)")
    asyncio.run(_measure(given))


async def _measure(given: argparse.Namespace) -> None:
    file = RESULTS / "browser.json"
    before: dict[str, object] = json.loads(file.read_text()) if file.exists() else {}
    figures = {name: before[name] for name in PARTS if name in before}
    with running_tree() as tree:
        customer = Customer(tree.address, tree.live_key)
        async with launched() as browser:
            for name in given.parts or PARTS:
                with foreign_load() as foreign:
                    found = await PARTS[name](Scene(tree, customer, browser, given))
                figures[name] = {**found, **foreign.figures()}
    save("browser", figures)


if __name__ == "__main__":
    main()
