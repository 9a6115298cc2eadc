"""A runner's sign of life: that it is there, and which of its loops fail."""

import socket
from contextlib import suppress

import goldwright
from goldwright.db import Database, load
from goldwright.db.identity import runner
from goldwright.errors import UnavailableError
from goldwright.ids import new_id
from goldwright.jobs import loops

SQL = load(__package__ or "")
BEAT_SECONDS = 10.0
# Three beats may be lost before a runner is taken for dead.
PATIENCE_SECONDS = 4 * BEAT_SECONDS


class Heartbeat:
    """The row of one runner in the table of runners."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._id = new_id("run")

    async def beat(self) -> None:
        """Say that the runner lives, and what fails."""
        async with self._db.transaction(runner()) as conn:
            await conn.execute(
                SQL["beat"],
                {
                    "id": self._id,
                    "host": socket.gethostname(),
                    "version": goldwright.__version__,
                    "failing": list(loops.failing),
                    "failures": list(loops.failing.values()),
                },
            )

    async def end(self) -> None:
        """Take the row away; one that was killed loses its row after a day."""
        with suppress(UnavailableError):  # the row goes by itself, as if the runner had been killed
            async with self._db.transaction(runner()) as conn:
                await conn.execute(SQL["end_beat"], {"id": self._id})
