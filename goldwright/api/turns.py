"""What many workers ask for in the same moment, made as one call of a SQL function.

The statement takes session tokens and, in JSON, what each asks; it answers rows of a turn's number,
a kind and a text: an error's code with its words, `again` for a further turn of a worker who has
one in the same call already, anything else is the statement's own. No turn fails by another's.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import LiteralString

import orjson

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
    """What a turn came to: texts by kind, or an error."""

    texts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    error: Exception | None = None

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
        if outcome.error is not None:
            raise outcome.error
        return outcome.texts

    async def _take(self, statement: LiteralString, turns: list[Turn]) -> Sequence[Outcome]:
        outcomes: list[Outcome] = [Outcome() for _ in turns]
        given = {
            "tokens": [turn.token for turn in turns],
            "asked": orjson.dumps([turn.asked for turn in turns]).decode(),
        }
        try:
            async with self._db.connection() as conn:
                rows = await (await conn.execute(statement, given)).fetchall()
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  it is raised where its turn waits
            if len(turns) == 1:
                return [Outcome(error=error)]
            alone = await asyncio.gather(*(self._take(statement, [turn]) for turn in turns))
            return [one for (one,) in alone]
        for row in rows:
            number: int = row["number"]
            outcomes[number - 1].add(row["kind"], row["shown"])
        again = [place for place, one in enumerate(outcomes) if "again" in one.texts]
        if again:
            later = await self._take(statement, [turns[place] for place in again])
            for place, outcome in zip(again, later, strict=True):
                outcomes[place] = outcome
        return outcomes
