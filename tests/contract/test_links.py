"""Links between the repository's own documents lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path
    for folder, pattern in (
        (ROOT, "*.md"),
        (ROOT / "docs", "**/*.md"),
        (ROOT / "bench", "**/*.md"),
        (ROOT / "web", "*.md"),
        (ROOT / "goldwright", "**/*.md"),
    )
    for path in folder.glob(pattern)
)
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def links(path: Path) -> list[str]:
    """Relative links of a document, code left out."""
    text = _CODE.sub("", path.read_text(encoding="utf-8"))
    found = [one[1] or one[2] for one in _LINK.finditer(text)]
    return [one for one in found if not re.match(r"[a-z]+:", one)]


def anchors(path: Path) -> set[str]:
    """Where a link can lead into a document, by the rule of those who show Markdown."""
    text = re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    return {
        re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        for heading in _HEADING.findall(text)
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    broken: list[str] = []
    for link in links(document):
        place, _, anchor = link.partition("#")
        target = (document.parent / place).resolve() if place else document
        if not target.exists() or (
            anchor and target.suffix == ".md" and anchor not in anchors(target)
        ):
            broken.append(link)

    assert broken == []


def test_documents_are_found_and_every_guide_is_linked_from_the_readme() -> None:
    linked = {(ROOT / one.partition("#")[0]).resolve() for one in links(ROOT / "README.md")}
    guides = set((ROOT / "docs").rglob("*.md"))

    assert len(guides) > 10
    assert {str(path.relative_to(ROOT)) for path in guides - linked} == set()
