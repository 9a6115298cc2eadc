"""How much of a worker's answers reviewers let stand, by what their verdicts count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.records import Share, share
from goldwright.quality.scope import Scope
from goldwright.quality.statements import read_all


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The part of the reviewed answers that stood: as it was judged, and by what verdicts count."""

    raw: Share
    weighed: Share


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """What one reviewer said of a worker's answers; what either verdict counts, and why.

    `harshness` is the chance that they refuse a right answer, `leniency` that they let a wrong one
    stand; None where nothing has measured them, and they count as ordinary.
    """

    reviewer_id: str
    accepted: int
    fixed: int
    rejected: int
    passing_weight: float
    refusing_weight: float
    harshness: float | None
    leniency: float | None


NOT_JUDGED = Acceptance(share(0, 0, 0), share(0, 0, 0))


async def read_acceptance(
    conn: Connection, scope: Scope, project_id: str, worker_ids: Sequence[str]
) -> Mapping[str, Acceptance]:
    """Of these workers, by their ids; those whom no reviewer judged are left out."""
    rows = await read_all(
        conn,
        "sum_verdicts",
        scope.with_(project_id=project_id, workers=list(worker_ids)),
    )
    return {row["worker_id"]: _acceptance(row) for row in rows}


async def read_judged_by(
    conn: Connection, scope: Scope, project_id: str, worker_id: str
) -> list[JudgedBy]:
    """Who judged a worker's answers, the most first."""
    rows = await read_all(
        conn, "read_judged_by", scope.with_(project_id=project_id, worker_id=worker_id)
    )
    return [JudgedBy(**row) for row in rows]


def _acceptance(row: DictRow) -> Acceptance:
    return Acceptance(
        share(row["answers"], row["accepted"], row["answers"]),
        share(row["answers"], row["accepted_weight"], row["weight"]),
    )
