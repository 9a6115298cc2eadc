"""Somebody fills in forms about texts, pictures, sound and documents."""

import io
import struct
import wave
import zlib
from itertools import accumulate
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from goldwright.db import Database
from goldwright.intake.files.jobs import Fetcher
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings
from goldwright.storage import Storage
from goldwright.task_types.contract import JsonObject
from tests.support.browser import keep_picture
from tests.support.customer import Customer
from tests.support.stories import (
    SUBMIT,
    begin,
    example_of,
    hand_in,
    is_open_to_everybody,
    responses,
    send,
    start,
)

TYPE = "textcollection"


async def test_example_is_filled_in_by_mouse(page: Page, customer: Customer) -> None:
    tasks = await begin(page, customer, TYPE, [example_of(TYPE)["params"]])
    form = page.locator(".gw-questions").first

    def field(name: str) -> Locator:
        return form.get_by_role("group", name=name).first

    await field("Can the answer be used?").get_by_role("radio", name="No").click()
    await field("What is wrong with it?").get_by_role("checkbox", name="tone").click()
    await field("Score").get_by_role("textbox").fill("4")
    await field("Is it safe?").get_by_role("radio", name="Yes").click()
    await field("Why?").get_by_role("textbox").fill("Correct, but a little rude.")
    await page.locator(".gw-datetime").fill("2026-01-31T12:00:00")
    await field("What matters most?").get_by_role("button", name="Keep this order").click()
    await form.get_by_role("textbox", name="From").fill("1.5")
    await form.get_by_role("textbox", name="To", exact=True).fill("4")
    await form.get_by_label("Claims 1").get_by_role("textbox").fill("2 + 2 is 4")
    await form.get_by_label("Claims 1").get_by_role("radio", name="Yes").click()
    await form.get_by_role("button", name="Add another").click()
    await form.get_by_label("Claims 2").get_by_role("textbox").fill("Anyone can count")
    await form.get_by_label("Claims 2").get_by_role("radio", name="No").click()
    await is_open_to_everybody(page)
    await keep_picture(page, "form-editor")
    await hand_in(page)

    assert responses(customer, TYPE, tasks) == [example_of(TYPE)["response"]]


async def test_form_is_filled_in_with_keys_alone(page: Page, customer: Customer) -> None:
    tasks = await begin(page, customer, TYPE, [example_of(TYPE)["params"]])

    await page.keyboard.press("2")
    await expect(page.get_by_role("group", name="What is wrong with it?")).to_be_visible()
    await page.keyboard.press("1")
    await expect(page.get_by_role("group", name="What is wrong with it?")).to_be_hidden()
    await page.keyboard.press("Enter")  # on to the next field that is shown
    await page.keyboard.type("9")
    await page.keyboard.press(SUBMIT)
    await expect(page.get_by_text("This must be at most 5.")).to_be_visible()
    await page.keyboard.press("Backspace")
    await page.keyboard.type("5")
    await page.keyboard.press("Enter")
    await page.keyboard.press("1")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Clear.")
    await hand_in(page)

    answers = {"usable": ["yes"], "score": 5, "safe": True, "why": "Clear."}
    assert responses(customer, TYPE, tasks) == [{"annotations": answers}]


async def test_options_are_ranked_by_drag(page: Page, customer: Customer) -> None:
    options = ["truth", "tone", "length"]
    field = {"type": "ranking_order", "field_id": "order", "title": "Order", "options": options}
    tasks = await begin(page, customer, TYPE, [_about([("text", "A text.")], field)])
    boxes = [await page.locator(".gw-rank-grip").nth(at).bounding_box() for at in range(3)]
    assert all(boxes)

    await page.mouse.move(boxes[0]["x"] + 20, boxes[0]["y"] + 10)
    await page.mouse.down()
    for box in boxes[1:]:
        await page.mouse.move(box["x"] + 20, box["y"] + box["height"])
    await page.mouse.up()
    await hand_in(page)

    order = ["tone", "length", "truth"]
    assert responses(customer, TYPE, tasks) == [{"annotations": {"order": order}}]


async def test_attachments_of_every_kind_are_shown_and_sound_is_marked(
    page: Page, customer: Customer, database_url: str, tmp_path: Path
) -> None:
    shown = [
        ("image", _upload(customer, "dot.png", _png())),
        ("audio", _upload(customer, "tone.wav", _wav(seconds=3))),
        ("pdf", _upload(customer, "page.pdf", _pdf("Read this page"))),
        ("website", "https://example.com/"),
    ]
    field = {"type": "time_range", "field_id": "moment", "title": "Moment", "required": True}
    tasks = send(customer, TYPE, [_about(shown, field)])
    await _fetch_attachments(database_url, tmp_path)
    await start(page, customer)

    picture = page.get_by_role("img", name="Attachment 1")
    await expect(picture).to_have_js_property("naturalWidth", 8)
    await page.get_by_role("button", name="Zoom in").first.click()
    await expect(picture).to_have_css("transform", "matrix(1.25, 0, 0, 1.25, 0, 0)")
    await page.get_by_role("group", name="Page 1 of 1").scroll_into_view_if_needed()
    await expect(page.get_by_text("Read this page")).to_be_visible()
    link = page.get_by_role("link", name="https://example.com/")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await page.get_by_role("textbox", name="From").focus()
    await page.keyboard.press("s")
    for _ in range(2):
        await page.keyboard.press("Control+.")  # a recording of three seconds ends there
    await page.keyboard.press("e")
    await is_open_to_everybody(page)
    await hand_in(page)

    moment = responses(customer, TYPE, tasks)[0]["annotations"]["moment"]
    assert moment["start"] == 0
    assert abs(moment["end"] - 3) < 0.1


def _about(shown: list[tuple[str, str]], *fields: JsonObject) -> JsonObject:
    attachments = [{"type": kind, "content": content} for kind, content in shown]
    return {"attachments": attachments, "fields": list(fields)}


async def _fetch_attachments(database_url: str, folder: Path) -> None:
    """Have a runner look up what the tasks name; uploaded files are in the storage already."""
    settings = Settings(database_url=database_url, data=folder)
    async with (
        Database(database_url, role="goldwright_runner", size=2) as db,
        Outgoing(settings) as outgoing,
    ):
        fetcher = Fetcher(db, Storage.open(settings), outgoing, settings)
        await fetcher.tick()
        await fetcher.end()


def _upload(customer: Customer, name: str, content: bytes) -> str:
    project = customer.project(TYPE)
    answer = customer.client.post(
        "/v1/files/upload", files={"file": (name, content)}, data={"project_name": project}
    )
    assert answer.is_success, answer.text
    return str(answer.json()["attachment_url"])


def _png() -> bytes:
    """Eight by eight grey pixels."""
    rows = zlib.compress((b"\0" + b"\x88" * 8) * 8)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)),
        (b"IDAT", rows),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _wav(seconds: int) -> bytes:
    """Silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * seconds)
    return file.getvalue()


def _pdf(text: str) -> bytes:
    """One page with one line."""
    content = f"BT /F1 24 Tf 20 100 Td ({text}) Tj ET".encode()
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    parts = [b"%PDF-1.4\n"]
    for number, body in enumerate(objects, 1):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    *starts, end = accumulate(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, end)
    return b"".join(parts) + xref + trailer
