"""`settings.md`: every setting of an installation."""

from docs.reference.markdown import code, paragraphs, table
from goldwright.settings import table as settings

_INTRODUCTION = """\
# Settings

Settings are environment variables, read once when a command starts. `goldwright settings` prints
this table, `goldwright settings --json` the same for programs. Options of a command
(`--host`, `--port`, `--data`, `--database-url`) come before the environment.
"""


def page() -> str:
    """A row for each setting."""
    rows = [(code(name), code(default) or "empty", help_) for name, default, help_ in settings()]
    return paragraphs(_INTRODUCTION.strip(), table(["variable", "default", "meaning"], rows))
