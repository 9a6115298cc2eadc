"""`make bench`: list the benchmarks, or run those named (`make bench ARGS="dispatch create"`)."""

import argparse
import ast
import importlib
import sys
from pathlib import Path

_FOLDER = Path(__file__).parent
NAMES = (
    "dispatch",
    "create",
    "ingest",
    "export",
    "settle",
    "algorithms",
    "browse",
    "startup",
    "browser",
    "newcomer",
    "side_by_side",
)


def main() -> None:
    """List, or run each with its defaults, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, "all", []], metavar="name")
    given = parser.parse_args()
    if not given.names:
        for name in NAMES:
            print(f"{name:13} {_first_line(name)}")
        print(
            '\nRun some with make bench ARGS="dispatch create", with all but side_by_side: "all".'
        )
        return
    names = NAMES[:-1] if "all" in given.names else given.names
    for name in names:
        # Each reads its own options; one by one with python -m bench.<name> they can be given.
        sys.argv = [f"bench.{name}"]
        importlib.import_module(f"bench.{name}").main()


def _first_line(name: str) -> str:
    text = ast.get_docstring(ast.parse((_FOLDER / f"{name}.py").read_text())) or ""
    return text.partition("\n")[0]


if __name__ == "__main__":
    main()
