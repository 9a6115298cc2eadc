"""What many workers ask for in the same moment, made as one call of a SQL function.

The statement takes session tokens and, in JSON, what each asks; it answers rows of a turn's number,
a kind and a text: an error's code with its words, `again` for a further turn of a worker who has
one in the same call already, anything else is the statement's own. No turn fails by another's.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson

from goldwright.db import Database
from goldwright.db.connect import raised
from goldwright.errors import GoldwrightError, UnavailableError
from goldwright.jobs.together import Together


@dataclass(frozen=True, slots=True)
class Turn:
    """What the worker behind a session token asks."""

    token: bytes
    asked: dict[str, object]


@dataclass(slots=True)
class Outcome:
    """What a turn came to: texts by kind, or an error."""

    texts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    error: Exception | None = None


class Turns:
    """Takes workers' turns, those of one statement that wait in the same moment together."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._together = Together(self._take)

    async def __call__(self, statement: str, turn: Turn) -> dict[str, list[str]]:
        """Texts by kind, committed; raises what this turn is refused with."""
        outcome = await self._together(statement, turn)
        if outcome.error is not None:
            raise outcome.error
        return outcome.texts

    async def _take(self, statement: str, turns: list[Turn]) -> Sequence[Outcome]:
        outcomes = [Outcome() for _ in turns]
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
            _add(outcomes[row["number"] - 1], row["kind"], row["shown"])
        again = [number for number, one in enumerate(outcomes) if "again" in one.texts]
        if again:
            later = await self._take(statement, [turns[number] for number in again])
            for number, outcome in zip(again, later, strict=True):
                outcomes[number] = outcome
        return outcomes


def _add(outcome: Outcome, kind: str, text: str) -> None:
    error: GoldwrightError | None = raised(kind, text)
    if error is not None:
        outcome.error = error
    else:
        outcome.texts.setdefault(kind, []).append(text)
