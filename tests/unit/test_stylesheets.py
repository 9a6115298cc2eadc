"""Stylesheets stay loaded when people go on: what two of them say of one class would mix."""

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_class_has_its_looks_from_two_stylesheets() -> None:
    sheets = [
        path
        for folder in ("web/src", "goldwright/task_types")
        for path in (ROOT / folder).rglob("*.css")
    ]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors in re.findall(r"[^{};]+(?=\{)", text):
            for one in selectors.split(","):
                if name := re.fullmatch(r"\s*\.(gw-[\w-]+)\s*", one):
                    found[name[1]].add(sheet.name)

    assert len(found) > 100
    assert {name: where for name, where in found.items() if len(where) > 1} == {}
