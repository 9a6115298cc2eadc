"""What can be said of a project's quality, and its answers as the library takes them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goldwright.algorithms import WorkerSkill
from goldwright.algorithms.intervals import share_interval
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.errors import NotFoundError
from goldwright.quality.acceptance import NOT_JUDGED, Acceptance, read_acceptance
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL, read_all
from goldwright.task_types import registry

if TYPE_CHECKING:
    from goldwright.algorithms import Votes


@dataclass(frozen=True, slots=True)
class WorkerReport:
    """One worker in a project.

    `accuracy` is what their answers are weighted by, from all evidence; `gold_accuracy` counts
    answers to known tasks alone, None without any.
    """

    worker_id: str
    accuracy: float
    gold_accuracy: float | None
    gold_low: float
    gold_high: float
    """Where `gold_accuracy` lies with 95 % certainty."""
    gold_right: int
    gold_total: int
    answers: int
    active_seconds: float
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """How far a project is, what it bought, and how sure its answers are.

    `confidence` and `agreement` (of answers with the settled response) are means over tasks with
    several answers, None without any. Money and time include gold and onboarding.
    """

    tasks: dict[str, int]
    settlements: dict[str, int]
    annotations: int
    annotations_counted: int
    gold_annotations: int
    overlap_annotations: int
    overlap_paid_micros: int
    paid_micros: int
    active_seconds: float
    confidence: float | None
    agreement: float | None
    workers: list[WorkerReport]
    next_after: str | None


async def project_report(
    conn: Connection, scope: Scope, name: str, *, after: str, limit: int
) -> ProjectReport:
    """Report on the project of this name, with `limit` of its workers whose id follows `after`."""
    project = await find_project(conn, scope, name)
    wanted = scope.with_(project_id=project["id"])
    tasks = await read_all(conn, "report_progress", wanted)
    bought = {row["purpose"]: row for row in await read_all(conn, "report_annotations", wanted)}
    states = {row["state"]: row for row in await read_all(conn, "report_settlements", wanted)}
    workers = await read_all(conn, "report_workers", {**wanted, "after": after, "limit": limit})
    ids = [row["worker_id"] for row in workers]
    given = {
        row["worker_id"]: row
        for row in await read_all(conn, "statistics_workers", {**wanted, "worker_ids": ids})
    }
    accepted = await read_acceptance(conn, scope, project["id"], ids)
    work, overlap, settled = bought.get("work"), bought.get("overlap"), states.get("settled")
    return ProjectReport(
        tasks={row["status"]: row["tasks"] for row in tasks},
        settlements={state: row["tasks"] for state, row in states.items()},
        annotations=work["annotations"] if work else 0,
        annotations_counted=work["counted"] if work else 0,
        gold_annotations=sum(
            bought[one]["annotations"] for one in ("gold", "onboarding") if one in bought
        ),
        overlap_annotations=overlap["annotations"] if overlap else 0,
        overlap_paid_micros=overlap["paid_micros"] if overlap else 0,
        paid_micros=sum(row["paid_micros"] for row in bought.values()),
        active_seconds=sum(row["active_seconds"] for row in bought.values()),
        confidence=settled["confidence"] if settled else None,
        agreement=settled["agreement"] if settled else None,
        workers=[
            _worker(
                row,
                given.get(row["worker_id"]),
                accepted.get(row["worker_id"], NOT_JUDGED),
            )
            for row in workers
        ],
        next_after=workers[-1]["worker_id"] if len(workers) == limit else None,
    )


async def project_labels(conn: Connection, scope: Scope, project_id: str) -> dict[str, "Votes"]:
    """Every counted answer of a project by question, as votes that the library's methods take.

    Empty where the task type's answers are no votes. Only ids and classes are held in memory.
    """
    # It brings SciPy along, which a server that never asks for this can do without.
    from goldwright.algorithms import Votes  # noqa: PLC0415

    columns: dict[str, tuple[list[str], list[str], list[str]]] = {}
    async with conn.cursor(name="project_labels") as cursor:
        await cursor.execute(SQL["read_project_answers"], scope.with_(project_id=project_id))
        async for row in cursor:
            votes = registry()[row["type"]].votes
            ballot = {} if votes is None else votes(row["params"], row["response"])
            for question, choice in ballot.items():
                tasks, workers, labels = columns.setdefault(question, ([], [], []))
                tasks.append(row["task_id"])
                workers.append(row["worker_id"])
                labels.append(choice)
    return {question: Votes.from_columns(*one) for question, one in columns.items()}


async def find_project(conn: Connection, scope: Scope, name: str) -> DictRow:
    """Id, name and type of a project."""
    cursor = await conn.execute(SQL["find_project"], scope.with_(name=name))
    found = await cursor.fetchone()
    if found is None:
        raise NotFoundError(f"Project {name!r} not found; create it first.")
    return found


def _worker(row: DictRow, given: DictRow | None, acceptance: Acceptance) -> WorkerReport:
    total = row["gold_total"]
    low, high = share_interval(row["gold_right"], total)
    return WorkerReport(
        worker_id=row["worker_id"],
        accuracy=WorkerSkill(row["right_count"], row["wrong_count"]).accuracy,
        gold_accuracy=row["gold_right"] / total if total else None,
        gold_low=low,
        gold_high=high,
        gold_right=row["gold_right"],
        gold_total=total,
        answers=given["answers"] if given else 0,
        active_seconds=given["active_seconds"] if given else 0.0,
        acceptance=acceptance,
    )
