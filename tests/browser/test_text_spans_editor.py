"""Somebody marks words, labels and links them: by mouse, by keys alone, and from a prelabel."""

from playwright.async_api import Page, expect

from goldwright.task_types.contract import JsonObject
from tests.support.browser import keep_picture
from tests.support.customer import Customer
from tests.support.stories import begin, example_of, hand_in, is_open_to_everybody, responses

TYPE = "namedentityrecognition"
_PLACES = """words => {
  const content = document.querySelector('.gw-spans-content');
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = '';
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('.gw-spans-tag, .gw-spans-overlay')) continue;
    nodes.push([text.length, node]);
    text += node.data;
  }
  const place = (at) => nodes.findLast(([start]) => start <= at);
  const range = document.createRange();
  const start = text.indexOf(words);
  for (const [name, at] of [['setStart', start], ['setEnd', start + words.length]]) {
    const [begun, node] = place(at);
    range[name](node, at - begun);
  }
  const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
  const [first, last] = [boxes[0], boxes.at(-1)];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}"""


async def drag(page: Page, words: str, *, key: str = "") -> None:
    """Draw over words with the mouse, with a key held down."""
    left, top, right, bottom = await page.evaluate(_PLACES, words)
    if key:
        await page.keyboard.down(key)
    await page.mouse.move(left, top)
    await page.mouse.down()
    await page.mouse.move(right, bottom, steps=6)
    await page.mouse.up()
    if key:
        await page.keyboard.up(key)


async def click(page: Page, words: str) -> None:
    """Click into words."""
    left, top, right, _ = await page.evaluate(_PLACES, words)
    await page.mouse.click((left + right) / 2, top)


async def pull(page: Page, tag: str, words: str) -> None:
    """Drag the tag of a span onto other words."""
    box = await page.locator(".gw-spans-tag", has_text=tag).first.bounding_box()
    assert box is not None
    _, top, right, _ = await page.evaluate(_PLACES, words)
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(right - 4, top, steps=8)
    await page.mouse.up()


def marked(response: JsonObject) -> list[tuple[str, str]]:
    """The words and labels of all spans, in reading order."""
    spans = sorted(response["annotations"], key=lambda span: (span["start"], -span["end"]))
    return [(span["text"], span["label"]) for span in spans]


def linked(response: JsonObject) -> list[tuple[str, str, str]]:
    """Words, name and words of all links."""
    words = {span["id"]: span["text"] for span in response["annotations"]}
    return [
        (words[link["source_ref"]], link["name"], words[link["target_ref"]])
        for link in response.get("relationships", [])
    ]


async def test_words_are_marked_and_linked_by_mouse(page: Page, customer: Customer) -> None:
    tasks = await begin(page, customer, TYPE, [example_of(TYPE)["params"]])
    spans = page.get_by_role("option")

    await page.get_by_role("button", name="Person").click()
    await drag(page, "da Lovel")
    await expect(spans).to_have_count(1)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await drag(page, "Transform")
    await page.get_by_role("button", name="conference").click()
    await page.keyboard.press("Escape")
    await drag(page, "üric", key="Shift")
    await page.get_by_role("button", name="place 5").click()
    await pull(page, "Person", "Transform")
    await page.get_by_role("button", name="speaks_at").click()
    await expect(page.locator(".gw-spans-link")).to_have_count(1)
    await is_open_to_everybody(page)
    await keep_picture(page, "text-spans-editor")
    await hand_in(page)

    [response] = responses(customer, TYPE, tasks)
    assert marked(response) == [
        ("Ada Lovelace", "person"),
        ("Transform", "conference"),
        ("üric", "place"),
    ]
    assert linked(response) == [("Ada Lovelace", "speaks_at", "Transform")]


async def test_keyboard_alone_marks_links_undoes_and_submits(
    page: Page, customer: Customer
) -> None:
    tasks = await begin(page, customer, TYPE, [example_of(TYPE)["params"]])
    spans = page.get_by_role("option")
    keys = page.keyboard

    await expect(page.get_by_role("textbox", name="Text to mark")).to_be_focused()
    for press in ("Control+ArrowRight", "Control+ArrowRight"):
        await keys.press(press)
    for press in ("Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "1"):
        await keys.press(press)
    await keys.press("/")
    await keys.type("transform")
    await keys.press("Escape")
    await keys.press("3")
    await expect(spans).to_have_count(2)
    await keys.press("Control+z")
    await expect(spans).to_have_count(1)
    await keys.press("Control+y")
    await expect(spans).to_have_count(2)
    await keys.press(".")
    await expect(page.locator("[aria-selected=true]")).to_contain_text("Ada Lovelace")
    for press in ("r", ".", "1"):
        await keys.press(press)
    await keys.press("Control+End")
    await keys.press("ArrowLeft")
    await keys.press("Enter")
    await expect(spans).to_have_count(3)
    await hand_in(page)

    [response] = responses(customer, TYPE, tasks)
    assert marked(response) == [
        ("Ada Lovelace", "person"),
        ("Transform", "conference"),
        ("today", "conference"),
    ]
    assert linked(response) == [("Ada Lovelace", "speaks_at", "Transform")]


async def test_questions_hold_an_answer_back_until_they_are_answered(
    page: Page, customer: Customer
) -> None:
    questions = {
        "sort": {"type": "category", "choices": ["city", "river"], "required": True},
        "note": {"type": "text"},
    }
    params = {
        "text": "Zürich lies on the Limmat.\n\nשלם לעלם, Ada.",
        "labels": [{"name": "place", "attributes": questions}, {"name": "river"}],
    }
    tasks = await begin(page, customer, TYPE, [params])

    await drag(page, "Zürich")
    await page.keyboard.press("1")
    await drag(page, "לעלם")
    await page.keyboard.press("2")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_label("sort")).to_be_focused()
    await is_open_to_everybody(page)
    await page.get_by_label("sort").select_option("city")
    await page.get_by_label("note").fill("a town")
    await page.get_by_role("textbox", name="Text to mark").focus()
    await click(page, "Limmat")
    await hand_in(page)

    [response] = responses(customer, TYPE, tasks)
    assert marked(response) == [("Zürich", "place"), ("לעלם", "river")]
    assert response["annotations"][0]["attributes"] == {"sort": "city", "note": "a town"}


async def test_nothing_to_mark_can_be_said(page: Page, customer: Customer) -> None:
    tasks = await begin(page, customer, TYPE, [example_of(TYPE)["params"]])

    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("alert").filter(has_text="nothing to mark")).to_be_visible()
    await page.keyboard.press("x")
    await hand_in(page)

    assert responses(customer, TYPE, tasks) == [{"annotations": []}]
