"""Measuring reviewers: how verdicts meet responses whose worth is known, and each other unseen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from psycopg.rows import DictRow

from goldwright.algorithms.verdicts import GoldCount, Pair, reviewer_errors
from goldwright.db import Connection
from goldwright.events import append
from goldwright.quality.reviewed import ReviewerSkill, reweigh
from goldwright.quality.rules import RIGHT_AGREEMENT
from goldwright.quality.scope import Scope
from goldwright.review.records import Compared, Verdict
from goldwright.review.rules import verdict_score
from goldwright.review.statements import SQL, read_all
from goldwright.task_types import registry


@dataclass(frozen=True, slots=True)
class Met:
    """A task, two verdicts on it as rows, of which the second was blind, and how they meet."""

    task: DictRow
    first: DictRow
    second: DictRow
    compared: Compared


async def score_gold(conn: Connection, scope: Scope, annotation_ids: Sequence[str]) -> None:
    """Compare verdicts on gold with the known answers, once each."""
    if not annotation_ids:
        return
    wanted = scope.with_(annotations=sorted(set(annotation_ids)))
    rows = await read_all(conn, "read_gold_verdicts", wanted)
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
    await _write(
        conn,
        scope,
        "write_review_results",
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


async def keep_blind(conn: Connection, scope: Scope, met: Sequence[Met]) -> None:
    """Keep how blind second verdicts met the first ones, once each."""
    if not met:
        return
    await _write(
        conn,
        scope,
        "write_blind_results",
        scope.with_(
            annotations=[one.first["annotation_id"] for one in met],
            second_annotations=[one.second["annotation_id"] for one in met],
            tasks=[one.task["id"] for one in met],
            projects=[one.task["project_id"] for one in met],
            workers=[one.first["worker_id"] for one in met],
            second_workers=[one.second["worker_id"] for one in met],
            refused=[one.compared.first_refused for one in met],
            second_refused=[one.compared.second_refused for one in met],
            agreements=[one.compared.agreement for one in met],
        ),
    )


async def weigh(conn: Connection, scope: Scope, project_id: str) -> None:
    """Learn from all results of a project what its reviewers' verdicts count, and re-weigh them."""
    name = f"{scope.organisation_id} {scope.environment} {project_id} reviewers"
    await conn.execute(SQL["wait_for_turn"], {"name": name})
    wanted = scope.with_(project_id=project_id)
    gold = await read_all(
        conn, "count_gold_verdicts", {**wanted, "right_agreement": RIGHT_AGREEMENT}
    )
    pairs = await read_all(conn, "count_blind_pairs", wanted)
    reviewers = sorted(
        {row["worker_id"] for row in (*gold, *pairs)} | {row["second_worker_id"] for row in pairs}
    )
    place = {one: number for number, one in enumerate(reviewers)}
    counted = {(row["worker_id"], row["was_right"]): row for row in gold}
    found = reviewer_errors(
        [_gold_count(counted.get((one, True)), counted.get((one, False))) for one in reviewers],
        [
            Pair(
                place[row["worker_id"]],
                place[row["second_worker_id"]],
                row["refused"],
                row["second_refused"],
                row["times"],
            )
            for row in pairs
        ],
    )
    columns = np.stack(
        [found.harshness, found.leniency, found.passing_weight, found.refusing_weight], axis=1
    )
    # Rounded, so that what hardly changes anything changes no row.
    skills = [
        ReviewerSkill(one, *row)
        for one, row in zip(reviewers, columns.round(3).tolist(), strict=True)
    ]
    await reweigh(conn, scope, project_id, skills)


def _gold_count(right: DictRow | None, wrong: DictRow | None) -> GoldCount:
    return GoldCount(
        right=right["verdicts"] if right else 0,
        right_refused=right["refused"] if right else 0,
        wrong=wrong["verdicts"] if wrong else 0,
        wrong_refused=wrong["refused"] if wrong else 0,
    )


async def _write(conn: Connection, scope: Scope, name: str, results: dict[str, object]) -> None:
    """Keep results; the reviewers of projects with any that are new are to be weighed anew."""
    rows = await read_all(conn, name, results)
    for project_id in sorted({row["project_id"] for row in rows}):
        await append(
            conn,
            "project.reviewers_measured",
            organisation_id=scope.organisation_id,
            environment=scope.environment,
            project_id=project_id,
            pending_for="reviewers",
        )
