"""What gold shows of a project: what its confidences are worth, and where its tasks may stop."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from random import Random

import orjson

from goldwright.algorithms import WorkerSkill
from goldwright.algorithms.reliability import (
    AT_ITS_WORD,
    EXPECTED,
    FEWEST_TASKS,
    Line,
    Reliability,
    expected_reliability,
)
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.budgets import read_funds
from goldwright.quality.forecasting import Begun, Need, need_by_tasks
from goldwright.quality.records import Overlap
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL
from goldwright.quality.stopping import Target, choose, first_orders, spend
from goldwright.quality.trials import (
    ANSWERS_MAX,
    Ended,
    KnownAnswered,
    Step,
    Trial,
    end,
    reliability_of,
    run_short,
    run_trials,
    tasks_tried,
)
from goldwright.quality.worker_model import WorkerModel
from goldwright.task_types import registry
from goldwright.task_types.contract import TaskType

_CURVE_POINTS = 6
_EXPECTED = expected_reliability()


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What gold showed of a project, as far as settling needs it."""

    reliability: Reliability | None
    stop_confidence: float | None
    stop_margin: float | None

    def adjust(self, overlap: Overlap) -> Overlap:
        """The project's rules, or those that gold showed to meet its target."""
        if self.stop_confidence is None or self.stop_margin is None:
            return overlap
        return replace(
            overlap, target_confidence=self.stop_confidence, target_margin=self.stop_margin
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """A project's rules, and its gold tasks settled by them without what was known.

    `short` are those of gold tasks that have fewer answers than work gets.
    """

    overlap: Overlap
    wanted: int
    target: Target | None
    trials: Sequence[Trial]
    short: Sequence[Trial]
    settings: DictRow

    @property
    def tasks(self) -> int:
        """How many gold tasks show what a belief is worth."""
        return len({one.task_id for one in [*self.trials, *self.short]})


async def calibrate(
    conn: Connection, scope: Scope, project_id: str, model: WorkerModel | None
) -> None:
    """Learn from gold what the project's confidences are worth, and where it may stop.

    With less gold than can be told from chance, a confidence is told by what is expected of it.
    """
    tried = await try_gold(conn, scope, project_id, model)
    overlap, reliability = tried.overlap, None
    chosen = None
    if tried.target is not None and overlap.most is not None:
        chosen = await asyncio.to_thread(choose, tried.trials, overlap, tried.target)
    if tried.tasks >= FEWEST_TASKS:
        reliability = await asyncio.to_thread(
            reliability_of,
            [*tried.trials, *tried.short],
            chosen or overlap,
            expected=expected_of(registry()[tried.settings["task_type"]]),
        )
    funds = await read_funds(conn, scope, project_id)
    outcome = await asyncio.to_thread(
        _outcome, tried.trials, chosen or overlap, funds.answers_each if funds else None
    )
    await conn.execute(
        SQL["write_calibration"],
        scope.with_(
            project_id=project_id,
            gold_tasks=tried.tasks,
            starts=list(reliability.starts) if reliability else [],
            shares=list(reliability.shares) if reliability else [],
            stop_confidence=chosen and chosen.target_confidence,
            stop_margin=chosen and chosen.target_margin,
            checked=outcome.checked,
            wrong=outcome.wrong,
            cut_short=outcome.cut_short,
            cut_short_wrong=outcome.cut_short_wrong,
            answers_mean=outcome.need and outcome.need.mean,
            answers_spread=outcome.need and outcome.need.spread,
            curve_answers=[answers for answers, _ in outcome.curve],
            curve_wrong=[wrong for _, wrong in outcome.curve],
        ),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What gold came to, each task settled as work is; and the wrong ones by answers bought.

    `need` is how many answers a task takes; None where too few got as many as they needed.
    """

    checked: int
    wrong: int
    cut_short: int
    cut_short_wrong: int
    need: Need | None
    curve: list[tuple[float, int]]


def _outcome(trials: Sequence[Trial], overlap: Overlap, answers_each: float | None) -> _Outcome:
    """Each gold task is one check, in the order in which its answers came."""
    firsts = first_orders(trials)
    if not firsts:
        return _Outcome(0, 0, 0, 0, None, [])
    unlimited = [end(one, overlap) for one in firsts]
    ends = unlimited if answers_each is None else spend(firsts, overlap, answers_each)
    cut_short = [one for one in ends if one.is_cut_short]
    least, most = (
        _mean_answers([one.steps[0] for one in firsts]),
        _mean_answers([one.step for one in unlimited]),
    )
    curve: list[tuple[float, int]] = []
    if most > least:
        for point in range(_CURVE_POINTS):
            each = least + (most - least) * point / (_CURVE_POINTS - 1)
            curve.append((each, _wrong(spend(firsts, overlap, each))))
    need = _need(unlimited, overlap)
    return _Outcome(len(firsts), _wrong(ends), len(cut_short), _wrong(cut_short), need, curve)


def _need(ends: Sequence[Ended], overlap: Overlap) -> Need | None:
    """As of work that is under way: tasks that were cut short need more than they have."""
    met = Counter((one.step.answers, not one.is_cut_short) for one in ends)
    begun = [Begun(answers, tasks, is_done) for (answers, is_done), tasks in met.items()]
    most = max(one.step.answers for one in ends)
    return need_by_tasks(begun, after=0, most=max(most, overlap.most or 0))


def _mean_answers(steps: Sequence[Step]) -> float:
    return sum(one.answers for one in steps) / len(steps)


def _wrong(ends: Sequence[Ended]) -> int:
    return sum(not one.step.is_right for one in ends)


async def try_gold(
    conn: Connection, scope: Scope, project_id: str, model: WorkerModel | None
) -> Tried:
    """The project's gold tasks, each settled as if nobody had known it; always the same."""
    cursor = await conn.execute(SQL["read_targets"], scope.with_(project_id=project_id))
    settings = await cursor.fetchone()
    assert settings is not None
    overlap = Overlap(
        settings["annotations_max"], settings["target_confidence"], settings["target_margin"]
    )
    wanted: int = settings["annotations_wanted"]
    task_type = registry()[settings["task_type"]]
    rows = await (
        await conn.execute(
            SQL["read_known_answers"],
            scope.with_(
                project_id=project_id,
                tasks=tasks_tried(task_type),
                answers=ANSWERS_MAX,
            ),
            prepare=False,
        )
    ).fetchall()
    workers = sorted({worker for row in rows for worker in row["workers"]})
    skills = await (
        await conn.execute(
            SQL["read_skills"], scope.with_(project_id=project_id, workers=workers), prepare=False
        )
    ).fetchall()
    known = [_known(row) for row in rows]
    skilled = {
        row["worker_id"]: WorkerSkill(row["right_count"], row["wrong_count"]) for row in skills
    }
    rng = Random(project_id)  # noqa: S311  no secret
    is_fixed = overlap.most is None
    most = max(wanted, min(overlap.most or wanted, ANSWERS_MAX))
    trials = await asyncio.to_thread(
        run_trials,
        known,
        skilled,
        model,
        least=wanted,
        most=most,
        rng=rng,
        is_fixed=is_fixed,
    )
    short = await asyncio.to_thread(
        run_short, known, skilled, model, least=wanted, rng=rng, is_fixed=is_fixed
    )
    target = (
        None
        if settings["target_wrong_share"] is None
        else Target(settings["target_wrong_share"], settings["target_certainty"])
    )
    return Tried(overlap, wanted, target, trials, short, settings)


async def read_calibrations(
    conn: Connection, scope: Scope, projects: Collection[str]
) -> dict[str, Calibrated]:
    """What gold showed of these projects; those of which nothing was learnt are missing."""
    cursor = await conn.execute(
        SQL["read_calibrations"], scope.with_(projects=sorted(projects)), prepare=False
    )
    return {row["project_id"]: _calibrated(row) for row in await cursor.fetchall()}


def reliability_for(task_type: TaskType, calibrated: Calibrated | None) -> Reliability | None:
    """What confidences are told by: gold's word, or what is expected where answers are votes."""
    if calibrated is not None and calibrated.reliability is not None:
        return calibrated.reliability
    return _EXPECTED if task_type.classes is not None else None


def expected_of(task_type: TaskType) -> Line:
    """What is expected of beliefs before gold shows anything."""
    return AT_ITS_WORD if task_type.classes is None else EXPECTED


def _calibrated(row: DictRow) -> Calibrated:
    shares = tuple(row["shares"])
    reliability = Reliability(tuple(row["starts"]), shares) if shares else None
    return Calibrated(reliability, row["stop_confidence"], row["stop_margin"])


def _known(row: DictRow) -> KnownAnswered:
    responses = {text: orjson.loads(text) for text in set(row["responses"])}
    answers = {
        worker: responses[text]
        for worker, text in zip(row["workers"], row["responses"], strict=True)
    }
    return KnownAnswered(
        task_id=row["task_id"],
        task_type=registry()[row["type"]],
        params=orjson.loads(row["params"]),
        known=orjson.loads(row["known"]),
        answers=answers,
    )
