"""`goldwright export`: an export written to a file or to standard output."""

import sys
from collections.abc import Iterable
from pathlib import Path

from goldwright.delivery.export import Export, opened
from goldwright.errors import InvalidInputError

_SHOWN_EVERY_BYTES = 10_000_000


def export_project(database_url: str, export: Export, out: Path | None) -> None:
    """Write an export. A file gets its name when it is whole, so that a half one is never taken."""
    with opened(database_url, export) as pieces:
        if out is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return
        try:
            _write(pieces, out)
        except OSError as error:
            raise InvalidInputError(
                f"{out} cannot be written: {error.strerror}; name another file with --out."
            ) from error


def _write(pieces: Iterable[bytes], out: Path) -> None:
    unfinished = out.with_name(f"{out.name}.part")
    size = shown = 0
    with unfinished.open("wb") as file:
        for piece in pieces:
            size += file.write(piece)
            if size - shown >= _SHOWN_EVERY_BYTES and sys.stderr.isatty():
                sys.stderr.write(f"\r{size / 1e6:,.0f} MB")
                shown = size
    unfinished.replace(out)
    if shown:
        sys.stderr.write("\n")
