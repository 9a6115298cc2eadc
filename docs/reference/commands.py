"""`commands.md`: the command line, from its own help."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from docs.reference.markdown import code, paragraphs, table
from goldwright.cli import app

_INTRODUCTION = """\
# Commands

`goldwright COMMAND --help` says the same. Commands that speak to a database take `--database-url`,
or `--data` for the embedded one: beside a running `goldwright up` they use its server, otherwise
they start it for as long as they need it. An error is one sentence on standard error, exit code 1.
Options without a default here have the one in the [settings](settings.md), if any.
"""


def page() -> str:
    """A section for each command."""
    return paragraphs(_INTRODUCTION.strip(), *(_section(*one) for one in commands()))


def commands() -> Iterator[tuple[str, Any]]:  # Any: the command-line library's own objects
    """Every command for people that does something, by its full name."""
    yield from _below("goldwright", get_command(app))


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  as above
    if not hasattr(command, "commands"):
        yield name, command
        return
    for sub in command.commands.values():
        if not sub.hidden:
            yield from _below(f"{name} {sub.name}", sub)


def _section(name: str, command: Any) -> str:  # noqa: ANN401  as above
    options = [one for one in command.params if one.param_type_name == "option"]
    arguments = [one.name.upper() for one in command.params if one.param_type_name == "argument"]
    rows = [(code(", ".join(one.opts)), one.help or "", _default(one)) for one in options]
    usage = " ".join([name, *(["[OPTIONS]"] if options else []), *arguments])
    return paragraphs(
        f"## `{name}`",
        f"```text\n{usage}\n```",
        (command.help or "").strip(),
        table(["option", "meaning", "default"], rows) if rows else "",
    )


def _default(option: Any) -> str:  # noqa: ANN401  as above
    if option.required:
        return "required"
    return "" if option.default in {None, False} else code(str(option.default))
