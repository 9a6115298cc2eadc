"""The named statements of this stage, read once."""

from collections.abc import Mapping

from goldwright.db import Connection, load
from goldwright.db.connect import DictRow

SQL = load(__package__ or "")


async def read_all(conn: Connection, name: str, parameters: Mapping[str, object]) -> list[DictRow]:
    """All rows of the statement of this name."""
    # Planned each time: a plan kept from when a table was small would read it whole ever after.
    return await (await conn.execute(SQL[name], parameters, prepare=False)).fetchall()
