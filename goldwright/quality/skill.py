"""Evidence on workers, gathered over a batch of events and written once."""

from collections import Counter

from goldwright.algorithms import WorkerSkill
from goldwright.db import Connection
from goldwright.quality.rules import FIRST_FIT_ANSWERS, REFIT_SHARE
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL


class Evidence:
    """What a batch tells of workers, by project and worker.

    It is written in one statement and in one order, so that batches handled side by side wait for
    each other and never deadlock.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[float]] = {}
        self._answers: Counter[str] = Counter()

    def add_answers(self, project_id: str, answers: int) -> None:
        """So many answers came of which more can be learnt together than one by one."""
        if answers:
            self._answers[project_id] += answers

    def add(self, project_id: str, worker_id: str, skill: WorkerSkill) -> None:
        """An answer that is likely right or wrong."""
        row = self._row(project_id, worker_id)
        row[0] += skill.correct
        row[1] += skill.wrong

    def add_gold(
        self, project_id: str, worker_id: str, *, agreement: float, is_right: bool
    ) -> None:
        """An answer to a task whose answer is known."""
        row = self._row(project_id, worker_id)
        row[0] += agreement
        row[1] += 1 - agreement
        row[2] += is_right
        row[3] += 1

    async def write(self, conn: Connection, scope: Scope) -> list[str]:
        """Add it to what was known, holding the workers' rows; projects to be modelled anew."""
        await self._write_skills(conn, scope)
        if not self._answers:
            return []
        projects = sorted(self._answers)
        cursor = await conn.execute(
            SQL["add_fresh_answers"],
            scope.with_(
                projects=projects,
                answers=[self._answers[one] for one in projects],
                first=FIRST_FIT_ANSWERS,
                share=REFIT_SHARE,
            ),
        )
        return [row["project_id"] for row in await cursor.fetchall() if row["is_due"]]

    async def _write_skills(self, conn: Connection, scope: Scope) -> None:
        if not self._found:
            return
        keys = sorted(self._found)
        rows = [self._found[key] for key in keys]
        await conn.execute(
            SQL["add_skill"],
            scope.with_(
                projects=[project for project, _ in keys],
                workers=[worker for _, worker in keys],
                right_counts=[row[0] for row in rows],
                wrong_counts=[row[1] for row in rows],
                gold_right=[int(row[2]) for row in rows],
                gold_total=[int(row[3]) for row in rows],
            ),
        )

    def _row(self, project_id: str, worker_id: str) -> list[float]:
        return self._found.setdefault((project_id, worker_id), [0.0, 0.0, 0.0, 0.0])
