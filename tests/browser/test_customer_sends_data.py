"""A customer begins from a template with a preview, and sends a table, a folder and addresses."""

import json
import re
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.test_customer_runs_a_project import choose_environment
from tests.support.browser import barriers, keep_picture
from tests.support.customer import Customer

LABELLING_CONFIG = """<View>
  <Labels name="label" toName="text">
    <Label value="person" background="red"/><Label value="place" background="#00aa00"/>
  </Labels>
  <Text name="text" value="$text"/>
  <Magnifier name="m" toName="text"/>
</View>"""
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d4944415478da63fcffff3f030005fe02fea735819d0000000049454e44ae426082"
)


async def test_template_is_edited_before_a_preview_that_follows(manager: Page) -> None:
    page = manager
    await choose_environment(page, "Test")
    await page.get_by_role("link", name="New project").click()
    await expect(page.get_by_role("link", name="Boxes round objects")).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_role("link", name="A whole scene").click()
    preview = page.get_by_role("region", name="What workers see")
    await expect(preview.get_by_text("traffic light")).to_be_visible()
    await expect(preview.get_by_text("960 × 600 px")).to_be_visible()
    assert await barriers(page) == []
    await keep_picture(page, "new-project")

    # What is typed reaches the editor; what is not sound is told at its place and not drawn.
    points = page.get_by_role("group", name="Labels of points")
    await points.get_by_role("button", name="Labels of points as lines").click()
    await page.get_by_label("Labels of points", exact=True).fill("lamp\nhydrant")
    await page.get_by_role("button", name="Labels of points as a table").click()
    await expect(preview.get_by_text("hydrant")).to_be_visible()
    # A label more, a colour of its own, another order; and away by one press each.
    await points.get_by_label("Labels of points, 2", exact=True).press("Enter")
    await points.get_by_label("Labels of points, 3", exact=True).press_sequentially("bench")
    await points.get_by_label("Colour of bench").fill("#ff0000")
    await points.get_by_role("button", name="Move bench up").click()
    await expect(points.get_by_label("Labels of points, 2", exact=True)).to_have_value("bench")
    row = preview.locator(".gw-label-row", has_text="bench")
    await expect(row.locator(".gw-swatch")).to_have_css("border-color", "rgb(255, 0, 0)")
    assert await barriers(page) == []
    for label in ("lamp", "bench", "hydrant"):
        await points.get_by_role("button", name=f"Remove {label}").click()
    await expect(page.get_by_text("Tasks would be refused as it stands")).to_be_visible()
    await expect(preview.get_by_text("Shown as it last was sound")).to_be_visible()
    await expect(points.locator(".gw-fault")).to_be_visible()


async def test_table_with_a_bad_line_is_sent_but_for_that_line_and_again_makes_none_twice(
    manager: Page, tmp_path: Path
) -> None:
    page = manager
    await choose_environment(page, "Test")
    await page.goto("/manage/new-project?environment=test&type=categorization&template=1")
    await page.get_by_role("textbox", name="Name").fill("reviews")
    await page.get_by_role("button", name="Make the project").click()
    table = tmp_path / "reviews.csv"
    table.write_text('review,stars\n"Fine, it holds",5\nbroken\nLate,2\n,1\n', encoding="utf-8")
    await page.get_by_label("A table").set_input_files(table)

    await expect(page.get_by_text("3 rows can be sent, 1 line cannot.")).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="Line 3")).to_contain_text("1 cells")
    await expect(page.get_by_label("review", exact=True)).to_have_value("attachment")
    await expect(page.get_by_label("stars", exact=True)).to_have_value("metadata")
    first = page.get_by_role("group").filter(has_text="The first row as workers see it").last
    await expect(first.get_by_text("Fine, it holds").first).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_label("Batch").fill("monday")
    await page.get_by_role("button", name="Make the batch monday").click()
    await expect(page.get_by_role("button", name="Make the batch monday")).to_have_count(0)
    await page.get_by_role("button", name="Send 3 tasks").click()

    told = page.get_by_role("status", name="What became of them")
    await expect(told).to_contain_text("2 new, 0 were there already, 1 refused.")
    await expect(told.get_by_role("listitem")).to_contain_text(re.compile("Line 5.*attachment"))

    # Mended and sent once more, the table doubles none of the rows that are there.
    mended = 'review,stars\n"Fine, it holds",5\nNo longer broken,4\nLate,2\nSilent,1\n'
    table.write_text(mended, encoding="utf-8")
    await page.get_by_label("A table").set_input_files(table)
    await page.get_by_role("button", name="Send 4 tasks").click()
    await expect(told).to_contain_text("2 new, 2 were there already, 0 refused.")

    # A field of theirs is a column of the list, and finds them.
    await told.get_by_role("link", name="See the tasks").click()
    await page.get_by_text("Columns", exact=True).click()
    await page.get_by_label("stars").check()
    await expect(page.get_by_role("row")).to_have_count(5)
    await page.get_by_text("More filters").click()
    await page.get_by_label("Field of metadata or params").fill("stars")
    await page.get_by_label("is", exact=True).fill("5")
    await page.get_by_role("button", name="Filter").click()
    await expect(page.get_by_role("row")).to_have_count(2)
    await expect(page.get_by_role("cell", name="5", exact=True)).to_be_visible()
    await expect(page.get_by_label("stars")).to_be_checked()
    assert await barriers(page) == []
    await keep_picture(page, "tasks-by-field")
    await page.goto("/manage/projects/reviews?tab=send&environment=test")

    # What no table of this kind can be is told with its place, and what to do.
    for content, reason in (
        (b"", "It is empty."),
        ("review\nfine\ncaf\u00e9".encode("latin-1"), "Line 3 is not in UTF-8."),
    ):
        table.write_bytes(content)
        await page.get_by_label("A table").set_input_files(table)
        await expect(page.get_by_role("alert").filter(has_text=reason)).to_be_visible()
    await page.get_by_role("button", name="Read it as Windows-1252").click()
    await expect(page.get_by_role("cell", name="caf\u00e9")).to_be_visible()
    table.write_text('id,review,review\na,one,two\na,three,four\nb,"five\n', encoding="utf-8")
    await page.get_by_label("A table").set_input_files(table)
    await expect(page.get_by_text("1 row can be sent, 2 lines cannot.")).to_be_visible()
    await expect(page.get_by_text("Column 3 is named review like one before it")).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="Line 3")).to_contain_text("line 2")
    await expect(page.get_by_role("listitem").filter(has_text="Line 4")).to_contain_text("quote")
    assert await barriers(page) == []


async def test_label_studio_project_comes_over_with_what_was_labelled(
    manager: Page, customer: Customer, tmp_path: Path
) -> None:
    page = manager
    await page.get_by_role("link", name="New project").click()
    await page.get_by_text("From a configuration of Label Studio").click()
    config = page.get_by_label("Labelling configuration")
    await config.fill("<View>")
    await page.get_by_role("button", name="Read it").click()
    await expect(page.get_by_text("It is no XML")).to_be_visible()
    await config.fill(LABELLING_CONFIG)
    assert await barriers(page) == []
    await page.get_by_role("button", name="Read it").click()
    await expect(page.get_by_text("<Magnifier> have no counterpart here")).to_be_visible()
    await expect(page.get_by_label("Labels, 2", exact=True)).to_have_value("place")
    await page.get_by_role("textbox", name="Name").fill("from there")
    await page.get_by_role("button", name="Make the project").click()

    spans = [(0, 3, "Ada", "person"), (15, 21, "London", "place"), (0, 3, "Eve", "person")]
    result = [
        {"id": f"s{start}", "type": "labels", "from_name": "label"}
        | {"value": {"start": start, "end": end, "text": words, "labels": [label]}}
        for start, end, words, label in spans
    ]
    export = [
        {"id": 7, "data": {"text": "Ada was not in London."}, "annotations": [{"result": result}]}
    ]
    (tmp_path / "export.json").write_text(json.dumps(export), encoding="utf-8")
    await page.get_by_label("A table").set_input_files(tmp_path / "export.json")
    lost = page.get_by_role("listitem").filter(has_text="Line 1")
    await expect(lost).to_contain_text("“Eve” does not stand at 0 to 3 of the text")
    first = page.get_by_role("group").filter(has_text="The first row as workers see it").last
    await expect(first.get_by_text("Spans: 2")).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Send 1 task").click()
    told = page.get_by_role("status", name="What became of them")
    await expect(told).to_contain_text("1 new, 0 were there already, 0 refused.")
    [task] = customer.client.get("/api/tasks", params={"project": "from there"}).json()["tasks"]
    prelabel = task["params"]["hypothesis"]
    assert prelabel["annotations"][0] == {
        "id": "s0",
        "start": 0,
        "end": 3,
        "text": "Ada",
        "label": "person",
    }

    # The same once more, as known to be right.
    await page.get_by_label("id", exact=True).select_option("left out")
    await page.get_by_label("annotations (Label Studio)").select_option(
        "the right answer (a gold task)"
    )
    await page.get_by_role("button", name="Send 1 task").click()
    await expect(told).to_contain_text("1 new, 0 were there already, 0 refused.")
    gold = customer.client.get("/api/projects/from there/gold").json()["tasks"]
    assert [one["expected_response"] for one in gold] == [prelabel]


async def test_folder_is_stored_and_becomes_tasks(
    manager: Page, customer: Customer, tmp_path: Path
) -> None:
    page, name = manager, customer.project("imageannotation")
    body = {
        "params": {"geometries": {"box": {"objects_to_annotate": ["cat"]}}},
        "seen_version": 0,
    }
    customer.client.post(f"/api/projects/{name}/versions", json=body).raise_for_status()
    (tmp_path / "farm" / "deep").mkdir(parents=True)
    (tmp_path / "farm" / "a.png").write_bytes(ONE_PIXEL)
    (tmp_path / "farm" / "deep" / "b.png").write_bytes(ONE_PIXEL + b"b")
    (tmp_path / "farm" / ".hidden").write_text("no")
    await page.goto(f"/manage/projects/{name}?tab=send")

    await page.get_by_label("A folder").set_input_files(tmp_path / "farm")
    await expect(page.get_by_role("cell", name="farm/deep/b.png", exact=True)).to_be_visible()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Send 2 tasks").click()

    told = page.get_by_role("status", name="What became of them")
    await expect(told).to_contain_text("2 new, 0 were there already, 0 refused.")
    tasks = customer.client.get("/api/tasks", params={"project": name}).json()["tasks"]
    assert {one["unique_id"] for one in tasks} == {f"{name}/farm/a.png", f"{name}/farm/deep/b.png"}
    assert all(one["params"]["attachment"].startswith("scaledata://") for one in tasks)
    assert {one["params"]["attachment_type"] for one in tasks} == {"image"}


async def test_manager_pastes_rows_and_answers_the_first_themselves(
    manager: Page, tmp_path: Path
) -> None:
    page = manager
    await page.get_by_role("link", name="New project").click()
    await page.get_by_role("link", name="Topics and tone of texts").click()
    await page.get_by_role("textbox", name="Name").fill("pasted")
    await page.get_by_role("button", name="Make the project").click()
    await page.get_by_label("Or paste rows").fill("text,source\nA goal in the last minute.,wire\n")
    await page.get_by_role("button", name="Send 1 task").click()
    told = page.get_by_role("status", name="What became of them")
    await told.get_by_role("button", name="Work on it").click()

    await expect(page.get_by_text("A goal in the last minute.").first).to_be_visible()
    await page.get_by_label("sport").check()
    await page.get_by_role("link", name="Leave work").click()
    await expect(page.get_by_text("You have begun a task of pasted.")).to_be_visible()

    # A table that is dropped among files is one all the same.
    await page.goto("/manage/projects/pasted?tab=send&from=files")
    table = tmp_path / "more.csv"
    table.write_text("text\nOne\nTwo\n", encoding="utf-8")
    await page.locator("input[type=file]").first.set_input_files(table)
    await expect(page.get_by_text("more.csv: 2 rows can be sent.")).to_be_visible()
