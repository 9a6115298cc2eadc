"""The schema as the migrations leave it, for reading: `make schema` writes `schema.sql`."""

import re
import subprocess
import tempfile
from pathlib import Path

from goldwright.db.cluster import find_programs
from goldwright.db.embedded import EmbeddedPostgres
from goldwright.db.migrate import migrate

FILE = Path(__file__).with_name("schema.sql")
_HEADING = "-- The schema as the migrations leave it; written by `make schema`, never by hand.\n"


def dump(url: str) -> str:
    """The tables, indexes, policies and functions of a migrated database, as SQL.

    Only PostgreSQL 18 writes it the way `schema.sql` keeps it.
    """
    command = [
        find_programs() / "pg_dump",
        "--schema-only",
        "--no-owner",
        "--schema=goldwright",
        url,
    ]
    text = subprocess.run(  # noqa: S603  our own program and a database URL
        command, check=True, capture_output=True, text=True
    ).stdout
    # A random key guards a dump against being run with psql; versions change with the wheel.
    text = re.sub(r"^(\\(un)?restrict .*|-- Dumped .*)\n", "", text, flags=re.MULTILINE)
    return _HEADING + re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def main() -> None:
    """Write `schema.sql` from an empty database of its own."""
    with tempfile.TemporaryDirectory(prefix="goldwright-schema-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as url:
            migrate(url)
            FILE.write_text(dump(url), encoding="utf-8")


if __name__ == "__main__":
    main()
