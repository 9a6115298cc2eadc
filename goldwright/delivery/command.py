"""`goldwright export`: an export written to a file or to standard output."""

import sys
from contextlib import closing
from pathlib import Path

import psycopg

from goldwright.db.identity import Environment
from goldwright.delivery.export import Export, Format, opened
from goldwright.errors import InvalidInputError, NotFoundError

_SHOWN_EVERY_BYTES = 10_000_000


def export_project(
    database_url: str,
    project: str,
    *,
    organisation: str | None,
    environment: Environment,
    format: Format,  # noqa: A002  the customers' word
    is_receipts: bool,
    exporter: str | None,
    out: Path | None,
) -> None:
    """Write an export. A file gets its name when it is whole, so that a half one is never taken."""
    export = Export(
        organisation_id=_find_organisation(database_url, organisation),
        environment=environment,
        project=project,
        format=format,
        is_receipts=is_receipts,
        exporter=exporter,
    )
    with opened(database_url, export) as pieces:
        if out is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return
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


def _find_organisation(database_url: str, name: str | None) -> int:
    with closing(psycopg.connect(database_url)) as conn:
        conn.execute("SET ROLE goldwright_app")
        conn.execute("SET search_path = goldwright, pg_temp")
        conn.execute("SELECT act_as('operator', NULL, NULL, NULL, '')")
        found = conn.execute("SELECT id, name FROM organisation ORDER BY name LIMIT 100").fetchall()
        if name is not None:
            found = conn.execute(
                "SELECT id, name FROM organisation WHERE name = %s", (name,)
            ).fetchall()
    if name is None and len(found) > 1:
        names = ", ".join(row[1] for row in found)
        raise InvalidInputError(f"There are several organisations; add --organisation: {names}.")
    if not found:
        raise NotFoundError(f"There is no organisation {name!r}." if name else "There is none yet.")
    return int(found[0][0])
