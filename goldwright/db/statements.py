"""Named SQL statements, kept in `queries.sql` beside the code that runs them."""

import re
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import LiteralString, cast

from goldwright.db.connect import Connection, DictRow

_HEADER = re.compile(r"^-- name: (\w+)\b.*$", re.MULTILINE)


def load(package: str) -> Mapping[str, LiteralString]:
    """The statements of a package's `queries.sql` by name; each begins with `-- name: it  Asks`.

    They count as literal strings, since they are part of the program: parameters are passed, never
    spliced in.
    """
    text = files(package).joinpath("queries.sql").read_text(encoding="utf-8")
    pieces = _HEADER.split(text)[1:]
    named = dict(zip(pieces[::2], (one.strip() for one in pieces[1::2]), strict=True))
    assert len(named) * 2 == len(pieces), f"a statement of {package} is named twice"
    return MappingProxyType(cast("dict[str, LiteralString]", named))  # see above


async def read_named(
    statements: Mapping[str, LiteralString],
    conn: Connection,
    name: str,
    parameters: Mapping[str, object],
) -> list[DictRow]:
    """All rows of the statement of this name."""
    # Planned each time: a plan kept from when a table was small would read it whole ever after.
    return await (await conn.execute(statements[name], parameters, prepare=False)).fetchall()
