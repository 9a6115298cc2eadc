"""The model of a project's workers: learnt from its latest answers, kept, and read for settling."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

import orjson

from goldwright.algorithms import WorkerSkill
from goldwright.algorithms.reliability import Reliability
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.calibrating import calibrate, read_calibrations
from goldwright.quality.restating import ask_to_restate
from goldwright.quality.routing import choose_experts
from goldwright.quality.rules import weight
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL, read_all
from goldwright.quality.worker_model import AnsweredTask, Learnt, WorkerModel
from goldwright.task_types import registry

LATEST_ANSWERS = 30_000
"""Older ones are left out: that bounds the time, and follows workers as they change."""


async def refresh(conn: Connection, scope: Scope, project_id: str) -> None:
    """Learn from the project's answers as they are, and from gold; what was delivered stays.

    One at a time for each project. The same answers teach the same, however often it is done.
    """
    name = f"{scope.organisation_id} {scope.environment} {project_id} worker_model"
    await conn.execute(SQL["wait_for_turn"], {"name": name})
    wanted = scope.with_(project_id=project_id)
    (targets,) = await read_all(conn, "read_targets", wanted)
    is_voted = registry()[targets["task_type"]].classes is not None
    if is_voted:
        learnt, answers = await _learn_votes(conn, wanted)
    else:
        (counted,) = await read_all(conn, "count_answers", wanted)
        learnt, answers = Learnt(), counted["answers"]
    before = await _worth(conn, scope, project_id)
    await calibrate(conn, scope, project_id, WorkerModel.of(learnt) if is_voted else None)
    if await _worth(conn, scope, project_id) != before:
        await ask_to_restate(conn, scope, project_id)
    await choose_experts(conn, scope, project_id)
    # Last, since from here on whoever settles tasks of the project waits for this to be committed.
    await _write_model(conn, wanted, learnt, answers)


async def _worth(conn: Connection, scope: Scope, project_id: str) -> Reliability | None:
    """What gold has shown confidences to be worth."""
    found = (await read_calibrations(conn, scope, [project_id])).get(project_id)
    return None if found is None else found.reliability


async def _learn_votes(conn: Connection, wanted: dict[str, object]) -> tuple[Learnt, int]:
    """Which class workers take for which, by so many latest answers."""
    rows = await read_all(conn, "read_latest_answers", {**wanted, "limit": LATEST_ANSWERS})
    workers = sorted({worker for row in rows for worker in row["workers"]})
    skills = await read_all(conn, "read_skills", {**wanted, "workers": workers})
    weights = {
        row["worker_id"]: weight(WorkerSkill(row["right_count"], row["wrong_count"]))
        for row in skills
    }
    learnt = await asyncio.to_thread(_learn, rows, weights)
    return learnt, sum(len(row["workers"]) for row in rows)


async def _write_model(
    conn: Connection, wanted: dict[str, object], learnt: Learnt, answers: int
) -> None:
    await conn.execute(
        SQL["write_worker_model"],
        {
            **wanted,
            "questions": [question for question, _, _ in learnt.shares],
            "classes": [one for _, one, _ in learnt.shares],
            "tasks": [tasks for _, _, tasks in learnt.shares],
            "fitted_answers": answers,
        },
    )
    await conn.execute(
        SQL["write_worker_confusion"],
        {
            **wanted,
            "workers": [one[0] for one in learnt.counts],
            "questions": [one[1] for one in learnt.counts],
            "truths": [one[2] for one in learnt.counts],
            "givens": [one[3] for one in learnt.counts],
            "answers": [one[4] for one in learnt.counts],
        },
    )


async def read_models(
    conn: Connection, scope: Scope, who: Collection[tuple[str, str]]
) -> dict[str, WorkerModel]:
    """The models of these projects, as far as these workers (by project) need them.

    A project of which nothing was learnt yet has none.
    """
    if not who:
        return {}
    projects = sorted({project for project, _ in who})
    known = await read_all(conn, "read_worker_models", scope.with_(projects=projects))
    if not known:
        return {}
    pairs = sorted(who)
    rows = await read_all(
        conn,
        "read_worker_confusion",
        scope.with_(
            projects=[project for project, _ in pairs], workers=[worker for _, worker in pairs]
        ),
    )
    return {row["project_id"]: _as_model(row, rows) for row in known}


def _as_model(project: DictRow, workers: Sequence[DictRow]) -> WorkerModel:
    shares: dict[str, dict[str, float]] = {}
    for question, one, tasks in zip(
        project["questions"], project["classes"], project["tasks"], strict=True
    ):
        shares.setdefault(question, {})[one] = tasks
    counts: dict[str, dict[str, dict[tuple[str, str], float]]] = {}
    for row in workers:
        if row["project_id"] == project["project_id"]:
            seen = counts.setdefault(row["worker_id"], {})
            for question, truth, given, answers in zip(
                row["questions"], row["truths"], row["givens"], row["answers"], strict=True
            ):
                seen.setdefault(question, {})[truth, given] = answers
    return WorkerModel(shares, counts)


def _learn(rows: Sequence[DictRow], weights: Mapping[str, float]) -> Learnt:
    # It brings SciPy along, which a runner that settles no votes can do without.
    from goldwright.quality.fitting import fit  # noqa: PLC0415

    tasks = [one for one in map(_answered, rows) if one is not None]
    return fit(tasks, weights)


def _answered(row: DictRow) -> AnsweredTask | None:
    """The task's votes; None where answers are no votes."""
    task_type = registry()[row["type"]]
    if task_type.votes is None or task_type.classes is None:
        return None
    params = orjson.loads(row["params"])
    ballots = {text: task_type.votes(params, orjson.loads(text)) for text in set(row["responses"])}
    known = None if row["known"] is None else task_type.votes(params, orjson.loads(row["known"]))
    return AnsweredTask(
        task_id=row["task_id"],
        ballots={
            worker: ballots[text]
            for worker, text in zip(row["workers"], row["responses"], strict=True)
        },
        known=known,
        is_gold=row["is_gold"],
    )
