"""What the documents tell people to run and to call exists: commands, calls, settings, code."""

import ast
import json
import re
from pathlib import Path

import pytest

from docs.reference import http_api
from docs.reference.commands import commands
from goldwright.settings import table

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda one: str(one.relative_to(ROOT))
)
# Variables that are read besides the settings: by the embedded server, the tests, make dev.
BESIDE_SETTINGS = {
    "GOLDWRIGHT_POSTGRES_BIN",
    "GOLDWRIGHT_TEST_DATABASE_URL",
    "GOLDWRIGHT_FUZZ_EXAMPLES",
    "GOLDWRIGHT_SCREENSHOTS",
    "GOLDWRIGHT_URL",
}


def code(document: Path, language: str) -> list[str]:
    """Blocks of code in a language."""
    text = document.read_text(encoding="utf-8")
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, flags=re.MULTILINE | re.DOTALL)


@every_document
def test_python_parses(document: Path) -> None:
    for block in code(document, "python"):
        ast.parse(block)


@every_document
def test_json_parses(document: Path) -> None:
    for block in code(document, "json"):
        for line in block.splitlines():
            json.loads(line)


@every_document
def test_commands_exist_with_their_options(document: Path) -> None:
    known = {name: {opt for one in found.params for opt in one.opts} for name, found in commands()}
    text = "\n".join([*code(document, "sh"), *code(document, "console")])

    for line in re.findall(r"^(?:\$ )?(?:\w+=\S+ )*(goldwright (?!-).*)$", text, re.MULTILINE):
        told = line.partition("  #")[0]
        name = next((one for one in known if f"{told} ".startswith(f"{one} ")), None)
        assert name, line
        options = {one.partition("=")[0] for one in re.findall(r" (--[\w-]+)", told)}
        assert options <= known[name], line


@pytest.fixture(scope="module")
def calls() -> list[re.Pattern[str]]:
    """What a path of each call looks like, with anything for its parameters."""
    paths = {path for _, _, path, _ in http_api.own_calls()}
    paths |= {path for path, _, _ in http_api.scale_calls()}
    return [re.compile(re.sub(r"\{[^}]*\}", "[^/]+", path)) for path in paths]


@every_document
def test_calls_exist(document: Path, calls: list[re.Pattern[str]]) -> None:
    text = document.read_text(encoding="utf-8")

    called = set(re.findall(r"(?:\$URL|:8000|[A-Z]{3,6} )(/(?:api|v1)/[^\s\"'`?)]+)", text))
    unknown = {
        path
        for path in called - {"/api/openapi.json"}
        if not any(one.fullmatch(path.partition("#")[0]) for one in calls)
    }

    assert unknown == set()


@every_document
def test_settings_exist(document: Path) -> None:
    known = {name for name, _, _ in table()} | BESIDE_SETTINGS

    said = set(re.findall(r"\bGOLDWRIGHT_[A-Z_]*[A-Z]", document.read_text(encoding="utf-8")))

    assert said <= known


@every_document
def test_files_that_are_named_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")

    named = set(re.findall(r"`((?:goldwright|tests|bench|web|docs)/[\w./-]*[\w/])`", text))

    assert {one for one in named if not (ROOT / one).exists() and "ranking" not in one} == set()
