"""The checklist of a good editor names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "reference" / "editor-checklist.md"


def _rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if row[0].strip("| ").isdigit()]


def _names_of_tests() -> set[str]:
    python = [
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(), re.MULTILINE)
    ]
    script = [
        name
        for folder in ("web/src", "goldwright/task_types")
        for file in (ROOT / folder).rglob("*.test.ts")
        for name in re.findall(r"^\s*test\('(.+?)', ", file.read_text(), re.MULTILINE)
    ]
    return {*python, *script}


def test_every_point_has_a_state_and_what_is_done_a_test() -> None:
    rows = _rows()

    assert [int(row[0].strip("| ")) for row in rows] == list(range(1, 31))
    for number, _, state, shown in rows:
        assert state.partition(":")[0] in {"yes", "partly", "not yet"}, number
        assert ("`" in shown) == (state != "not yet"), number


def test_every_test_it_names_exists() -> None:
    named = {name for row in _rows() for name in re.findall(r"`([^`]+)`", row[3])}

    assert named - _names_of_tests() == set()
