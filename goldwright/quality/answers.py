"""What was answered to a task and how sure it is, for people who decide where no method could."""

from dataclasses import dataclass

from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.errors import NotFoundError
from goldwright.intake.tasks import NO_TASK
from goldwright.quality.records import State
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL
from goldwright.task_types import registry


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands, as a row, and its answers, the first one first."""

    row: DictRow
    answers: list[DictRow]

    @property
    def reason(self) -> str | None:
        """Why a person must decide, in a sentence; None where none must."""
        if self.row["state"] != State.NEEDS_REVIEW:
            return None
        if self.row["reviewers_differ"]:
            return "Two reviewers, neither of whom knew what the other said, do not agree on it."
        if self.row["rejections"]:
            return f"Reviewers rejected what was answered {self.row['rejections']} times."
        if registry()[self.row["type"]].aggregate is None:
            return "Answers of this kind cannot be joined into one."
        if self.row["agreement"] is None:
            return "The answers cannot be joined without breaking a rule of the task."
        return "No answer is like what all give together: people do not agree on this task."


async def read_standing(conn: Connection, scope: Scope, task_id: str) -> Standing:
    """Where one task stands, with every current answer to it, counted or not."""
    wanted = scope.with_(task_id=task_id)
    row = await (await conn.execute(SQL["read_standing"], wanted)).fetchone()
    if row is None:
        raise NotFoundError(NO_TASK)
    answers = await (await conn.execute(SQL["read_given"], wanted)).fetchall()
    return Standing(row, answers)


async def list_undecided(
    conn: Connection, scope: Scope, project_id: str, *, after: str, limit: int
) -> list[DictRow]:
    """Tasks of a project whose answers no method could join, oldest first."""
    found = await conn.execute(
        SQL["list_undecided"], scope.with_(project_id=project_id, after=after, limit=limit)
    )
    return await found.fetchall()
