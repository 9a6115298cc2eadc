"""Measuring reviewers: how their verdicts meet responses whose worth is known."""

from collections.abc import Sequence

from goldwright.db import Connection
from goldwright.quality.rules import RIGHT_AGREEMENT
from goldwright.quality.scope import Scope
from goldwright.review.records import Verdict
from goldwright.review.rules import verdict_score
from goldwright.review.statements import SQL
from goldwright.task_types import registry


async def score_gold(conn: Connection, scope: Scope, annotation_ids: Sequence[str]) -> None:
    """Compare verdicts on gold with the known answers, once each."""
    if not annotation_ids:
        return
    wanted = scope.with_(annotations=sorted(set(annotation_ids)))
    rows = await (await conn.execute(SQL["read_gold_verdicts"], wanted)).fetchall()
    were_right: list[bool] = []
    agreements: list[float] = []
    for row in rows:
        agree, params, known = (
            registry()[row["type"]].agree,
            row["params"],
            row["expected_response"],
        )
        was_right = agree(params, row["initial_response"], known) >= RIGHT_AGREEMENT
        were_right.append(was_right)
        agreement = agree(params, row["response"], known)
        agreements.append(
            verdict_score(Verdict(row["verdict"]), was_right=was_right, agreement=agreement)
        )
    await conn.execute(
        SQL["write_review_results"],
        scope.with_(
            annotations=[row["annotation_id"] for row in rows],
            tasks=[row["task_id"] for row in rows],
            projects=[row["project_id"] for row in rows],
            workers=[row["worker_id"] for row in rows],
            verdicts=[row["verdict"] for row in rows],
            were_right=were_right,
            agreements=agreements,
        ),
    )
