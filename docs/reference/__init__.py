"""The reference, written from the code by `make docs`: one function a page, text out.

A page says what the code says and nothing else, so it is never wrong for long: a test compares the
files beside this one with what these functions give.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from docs.reference import commands, errors, http_api, schema, settings, task_types

FOLDER = Path(__file__).parent
HEADING = "<!-- Written by `make docs` from the code; change the code, not this page. -->\n\n"

PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "api.md": http_api.page,
        "commands.md": commands.page,
        "errors.md": errors.page,
        "schema.md": schema.page,
        "settings.md": settings.page,
        "task-types.md": task_types.page,
    }
)


def written(name: str) -> str:
    """A page as its file should be."""
    return HEADING + PAGES[name]().strip() + "\n"
