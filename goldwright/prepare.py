"""What `goldwright up` does before it serves, in a process of its own that then ends.

What it loads would cost 25 MiB for as long as `up` runs. It loads while PostgreSQL starts, and goes
on when it is told where that is.
"""

import asyncio
import sys
from dataclasses import asdict

import orjson

from goldwright.db import Database
from goldwright.db.embedded import ensure_database
from goldwright.db.migrate import migrate
from goldwright.installation import first_start


def prepare() -> None:
    """Read the addresses of the database from stdin; write what the first start made, or null."""
    told = sys.stdin.buffer.readline()
    if not told:
        return  # who asked has gone
    addresses = orjson.loads(told)
    if addresses["root"]:
        ensure_database(addresses["root"])
    migrate(addresses["url"])
    sys.stdout.buffer.write(orjson.dumps(asyncio.run(_first_start(addresses["url"]))))


async def _first_start(url: str) -> dict[str, str] | None:
    async with Database(url, role="goldwright_app", size=1) as db:
        started = await first_start(db)
    return asdict(started) if started else None
