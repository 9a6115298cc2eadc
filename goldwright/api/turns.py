"""What many workers ask for in the same moment, made as one call of a SQL function.

The statement takes session tokens and, in JSON, what each asks; it answers rows of a turn's number,
a kind and a text: an error's code with its words, `again` for a further turn of a worker who has
one in the same call already, anything else is the statement's own. No turn fails by another's, and
none waits for a lock that another needs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import LiteralString

import orjson
import psycopg

from goldwright.db import Database
from goldwright.db.connect import raised
from goldwright.errors import UnavailableError
from goldwright.jobs.together import Together


@dataclass(frozen=True, slots=True)
class Turn:
    """What the worker behind a session token asks."""

    token: bytes
    asked: Mapping[str, object]


@dataclass(slots=True)
class Outcome:
    """What a turn came to: texts by kind, an error, or that it is to be taken alone."""

    texts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    error: Exception | None = None
    is_held_up: bool = False

    def add(self, kind: str, text: str) -> None:
        """Take a row of the answer."""
        error = raised(kind, text)
        if error is not None:
            self.error = error
        else:
            self.texts.setdefault(kind, []).append(text)


class Turns:
    """Takes workers' turns, those of one statement that wait in the same moment together."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._together: Together[LiteralString, Turn, Outcome] = Together(self._take)

    async def __call__(self, statement: LiteralString, turn: Turn) -> dict[str, list[str]]:
        """Texts by kind, committed; raises what this turn is refused with."""
        outcome = await self._together(statement, turn)
        if outcome.is_held_up:
            outcome = await self._alone(statement, turn)
        if outcome.error is not None:
            raise outcome.error
        return outcome.texts

    async def _take(self, statement: LiteralString, turns: list[Turn]) -> Sequence[Outcome]:
        try:
            async with self._db.connection() as conn:
                rows = await (await conn.execute(statement, _given(turns))).fetchall()
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  it is raised where its turn waits
            if len(turns) > 1 or isinstance(error, psycopg.errors.LockNotAvailable):
                return [Outcome(is_held_up=True) for _ in turns]
            return [Outcome(error=error)]
        outcomes: list[Outcome] = [Outcome() for _ in turns]
        for row in rows:
            number: int = row["number"]
            outcomes[number - 1].add(row["kind"], row["shown"])
        again = [place for place, one in enumerate(outcomes) if "again" in one.texts]
        if again:
            later = await self._take(statement, [turns[place] for place in again])
            for place, outcome in zip(again, later, strict=True):
                outcomes[place] = outcome
        return outcomes

    async def _alone(self, statement: LiteralString, turn: Turn) -> Outcome:
        """A turn that waits for locks as long as it takes, beside the calls of others."""
        outcome = Outcome()
        async with self._db.connection() as conn, conn.transaction():
            await conn.execute("SELECT set_config('goldwright.patience', '0', true)")
            for row in await (await conn.execute(statement, _given([turn]))).fetchall():
                outcome.add(row["kind"], row["shown"])
        return outcome


def _given(turns: Sequence[Turn]) -> dict[str, object]:
    return {
        "tokens": [turn.token for turn in turns],
        "asked": orjson.dumps([turn.asked for turn in turns]).decode(),
    }
