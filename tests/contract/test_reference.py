"""The reference is what the code says, whole: `make docs` writes it."""

import re
from pathlib import Path

import pytest

from docs.reference import FOLDER, PAGES, errors, http_api, schema, written
from docs.reference.commands import commands
from goldwright.settings import table
from goldwright.task_types import registry

ROOT = Path(__file__).parents[2]


def page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_page_is_what_the_code_says(name: str) -> None:
    assert page(name) == written(name), "run `make docs`"


def test_every_error_is_documented_and_tells_more_than_its_name() -> None:
    shown = page("errors.md")

    for one in errors.classes():
        assert f"| `{one.code}` | {one.status} | `{one.__name__}` |" in shown
        assert len((one.__doc__ or "").split()) > 4, one


def test_every_error_of_the_page_stands_in_the_drawn_tree() -> None:
    tree = page("errors.md").split("```")[1]

    assert [one.__name__ for one in errors.classes() if one.__name__ not in tree] == []


def test_every_setting_is_documented() -> None:
    shown = page("settings.md")

    for name, _, meaning in table():
        assert f"| `{name}` |" in shown
        assert meaning in shown


def test_every_variable_that_the_program_reads_is_documented() -> None:
    said = "".join(one.read_text(encoding="utf-8") for one in (ROOT / "docs").rglob("*.md"))
    read = {
        name
        for path in (ROOT / "goldwright").rglob("*.py")
        for name in re.findall(r"\bGOLDWRIGHT_[A-Z_]+", path.read_text(encoding="utf-8"))
    }

    assert {name for name in read if name not in said} <= {"GOLDWRIGHT_"}


def test_every_task_type_is_documented() -> None:
    shown = page("task-types.md")

    for name, task_type in registry().items():
        assert f"\n### {name}\n" in shown
        assert f"../../goldwright/task_types/{task_type.family}/README.md" in shown
        for exporter in task_type.exporters:
            assert f"`{exporter}`" in shown


def test_every_part_that_a_field_names_is_documented() -> None:
    for family in page("task-types.md").split("\n## Family ")[1:]:
        parts = set(re.findall(r"^#### (\w+)$", family, flags=re.MULTILINE))
        rows = [line.split(" | ")[1] for line in family.splitlines() if line.startswith("| `")]
        named = {word for row in rows for word in re.findall(r"\b[A-Z]\w+", row)}

        assert named <= parts, family.split("\n", maxsplit=1)[0]


def test_every_call_is_documented() -> None:
    shown = page("api.md")

    for _, method, path, meaning in http_api.own_calls():
        assert f"| `{method}` | `{path}` |" in shown
        assert meaning.endswith(".")
    for path, method, _ in http_api.scale_calls():
        assert f"| `{method}` | `{path}` |" in shown


def test_every_table_and_column_is_documented() -> None:
    made = (ROOT / "goldwright/db/schema.sql").read_text(encoding="utf-8")
    tables = {one.name: one for one in schema.tables()}

    assert set(tables) == set(re.findall(r"^CREATE TABLE goldwright\.(\w+)", made, re.MULTILINE))
    assert {"`position`", "`slots_left`"} <= {column[0] for column in tables["opening"].columns}
    assert [name for name, one in tables.items() if not one.columns] == []


def test_every_command_is_documented() -> None:
    shown = page("commands.md")

    for name, command in commands():
        assert f"## `{name}`" in shown
        assert command.help


def test_the_river_and_the_glossary_use_the_same_words() -> None:
    glossary = page("glossary.md")

    stages = ("intake", "dispatch", "annotation", "quality", "delivery", "workforce", "ledger")
    assert [name for name in stages if f"**{name}**" not in glossary] == []
