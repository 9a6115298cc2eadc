"""Settling tasks in batches: a handful of statements however many tasks an outbox batch touches."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from goldwright.algorithms import WorkerSkill
from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.calibrating import Calibrated, read_calibrations, reliability_for
from goldwright.quality.modelling import read_models
from goldwright.quality.records import Answer, Overlap, State, Verdict
from goldwright.quality.routing import keep_for_others, routed_projects
from goldwright.quality.rules import DOUBT, judge, learnt, urgency, weight
from goldwright.quality.scope import Scope
from goldwright.quality.skill import Evidence
from goldwright.quality.statements import SQL, read_all
from goldwright.quality.worker_model import WorkerModel
from goldwright.task_types import registry
from goldwright.task_types.contract import JsonObject


@dataclass(frozen=True, slots=True)
class _Judged:
    """One task with its answers and what follows from them."""

    task: DictRow
    before: str | None
    answers: Sequence[Answer]
    verdict: Verdict
    already_asked: int
    is_routed: bool

    @property
    def is_doubtful(self) -> bool:
        """Whether what is asked further is for those who are worth a higher price."""
        return self.is_routed and (self.verdict.belief or 0.0) < DOUBT

    @property
    def bought(self) -> int:
        """How many further answers are asked for now; experts are asked one at a time."""
        if self.waits_for_money:
            return 0
        return min(self.verdict.ask, 1) if self.is_doubtful else self.verdict.ask

    @property
    def asked(self) -> int:
        """How many answers the task has been asked for in all."""
        return max(self.already_asked, len(self.answers)) + self.bought

    @property
    def waits_for_money(self) -> bool:
        """Whether more would be asked, and its project's budget decides whether and when."""
        return bool(self.task["has_budget"]) and self.verdict.ask > 0

    @property
    def urgency(self) -> float | None:
        """How much one more answer would tell, of a task that waits for money."""
        if not self.waits_for_money:
            return None
        verdict = self.verdict
        return urgency(verdict.belief or 0.0, verdict.margin or 0.0, answers=len(self.answers))

    @property
    def is_held(self) -> bool:
        """Whether it is not done before other workers have reviewed it."""
        return bool(self.task["is_reviewed"]) and self.verdict.state is not State.OPEN

    @property
    def state(self) -> State:
        """Where the task stands now."""
        return State.IN_REVIEW if self.is_held else self.verdict.state


async def settle(
    conn: Connection,
    scope: Scope,
    task_ids: Sequence[str],
    evidence: Evidence,
    *,
    is_last: bool = False,
    is_anew: bool = False,
) -> set[str]:
    """Complete, reopen or hand over whichever of these tasks have the answers they waited for.

    Gives the projects among theirs that have a budget, which decides what those are asked further.
    With `is_last` nothing is: tasks are settled from what they have. With `is_anew` no answer came.

    What the answers tell of their workers is added to `evidence`. Handling a task again without new
    answers changes nothing: it then waits for more than it has, or is no longer pending.
    """
    if not task_ids:
        return set()
    tasks = await read_all(conn, "lock_tasks", scope.with_(tasks=sorted(set(task_ids))))
    if not tasks:
        return set()
    # Read after the locks: what another batch settled meanwhile must be seen.
    wanted = scope.with_(tasks=[task["id"] for task in tasks])
    given = {row["task_id"]: row for row in await read_all(conn, "read_answers", wanted)}
    known = {row["task_id"]: row for row in await read_all(conn, "read_settlements", wanted)}
    answers = await _answers(conn, scope, tasks, given)
    models = await read_models(conn, scope, _who_voted(tasks, given))
    projects = {task["project_id"] for task in tasks}
    calibrations = await read_calibrations(conn, scope, projects)
    routed = await routed_projects(conn, scope, projects)
    if routed:
        await keep_for_others(conn, scope, routed, [task["id"] for task in tasks])
    judged = [
        _judge(
            task,
            answers.get(task["id"], []),
            known.get(task["id"]),
            models.get(task["project_id"]),
            calibrations.get(task["project_id"]),
            is_last=is_last,
            is_routed=task["project_id"] in routed,
        )
        for task in tasks
    ]
    await _write(conn, scope, judged)
    for one in judged:
        _learn(one, evidence)
    events = Counter(task_ids)
    for task in tasks:
        evidence.add_answers(task["project_id"], 0 if is_last or is_anew else events[task["id"]])
    return {task["project_id"] for task in tasks if task["has_budget"]}


def _who_voted(tasks: Sequence[DictRow], given: Mapping[str, DictRow]) -> set[tuple[str, str]]:
    """Projects and workers of the tasks whose answers are votes."""
    return _who_answered(
        [task for task in tasks if registry()[task["type"]].classes is not None], given
    )


def _who_answered(tasks: Sequence[DictRow], given: Mapping[str, DictRow]) -> set[tuple[str, str]]:
    """Projects and workers of these tasks."""
    workers: dict[str, set[str]] = {}
    for task in tasks:
        if task["id"] in given:
            workers.setdefault(task["project_id"], set()).update(given[task["id"]]["workers"])
    return {(project_id, one) for project_id, found in workers.items() for one in found}


def _judge(
    task: DictRow,
    answers: list[Answer],
    known: DictRow | None,
    model: WorkerModel | None,
    calibrated: Calibrated | None,
    *,
    is_last: bool,
    is_routed: bool,
) -> _Judged:
    asked = known["asked"] if known is not None else task["annotations_wanted"]
    most = len(answers) if is_last else task["annotations_max"]
    overlap = Overlap(most, task["target_confidence"], task["target_margin"])
    task_type = registry()[task["type"]]
    verdict = judge(
        task_type,
        task["params"],
        answers,
        asked=asked,
        overlap=calibrated.adjust(overlap) if calibrated else overlap,
        model=model,
        reliability=reliability_for(task_type, calibrated),
    )
    before = known["state"] if known is not None else None
    return _Judged(task, before, answers, verdict, asked, is_routed)


def _learn(one: _Judged, evidence: Evidence) -> None:
    verdict = one.verdict
    if verdict.state is not State.SETTLED or verdict.confidence is None:
        return
    told = {
        agreement: learnt(agreement, confidence=verdict.confidence, answers=len(one.answers))
        for agreement in set(verdict.agreements)
    }
    for answer, agreement in zip(one.answers, verdict.agreements, strict=True):
        evidence.add(one.task["project_id"], answer.worker_id, told[agreement])


async def _answers(
    conn: Connection, scope: Scope, tasks: Sequence[DictRow], given: Mapping[str, DictRow]
) -> dict[str, list[Answer]]:
    """Counted answers by task, in the order of submission, with what each worker counts.

    Equal responses are read once and are one object, which spares the rules most of their work.
    """
    pairs = sorted(_who_answered(tasks, given))
    skills = await read_all(
        conn,
        "read_skills_of",
        scope.with_(projects=[one for one, _ in pairs], workers=[one for _, one in pairs]),
    )
    weights = dict.fromkeys(pairs, weight(WorkerSkill()))
    for row in skills:
        skill = WorkerSkill(row["right_count"], row["wrong_count"])
        weights[row["project_id"], row["worker_id"]] = weight(skill)
    responses = _responses({text for row in given.values() for text in row["responses"]})
    return {
        task["id"]: [
            Answer(worker_id, responses[text], weights[task["project_id"], worker_id])
            for worker_id, text in zip(row["workers"], row["responses"], strict=True)
        ]
        for task in tasks
        if (row := given.get(task["id"])) is not None
    }


def _responses(texts: set[str]) -> dict[str, JsonObject]:
    return {text: orjson.loads(text) for text in texts}


async def _write(conn: Connection, scope: Scope, judged: Sequence[_Judged]) -> None:
    """Write what was decided; a task that goes on waiting for what it asked for is left alone."""
    decided = [one for one in judged if one.verdict.state is not State.OPEN or one.verdict.ask]
    if not decided:
        return
    await conn.execute(SQL["write_settlements"], scope.with_(**_settlement_columns(decided)))
    held = [one.task["id"] for one in judged if one.is_held]
    if held:
        await conn.execute(SQL["hold_tasks"], scope.with_(tasks=held))
    settled = [one for one in judged if one.state is State.SETTLED]
    if settled:
        await conn.execute(
            SQL["complete_tasks"],
            scope.with_(
                tasks=[one.task["id"] for one in settled],
                responses=[orjson.dumps(one.verdict.response).decode() for one in settled],
                confidences=[one.verdict.confidence for one in settled],
            ),
        )
    asking = [one for one in judged if one.verdict.ask and not one.waits_for_money]
    if asking:
        again = [one.task["id"] for one in asking]
        slots = [one.bought for one in asking]
        doubts = [one.is_doubtful for one in asking]
        await conn.execute(SQL["expect_several"], scope.with_(tasks=again))
        await conn.execute(
            SQL["reopen_tasks"], scope.with_(tasks=again, slots=slots, doubts=doubts)
        )
        bought: Counter[str] = Counter()
        for one in asking:
            bought[one.task["project_id"]] += one.bought
        for project_id, answers in sorted(bought.items()):
            await conn.execute(
                SQL["count_as_granted"], scope.with_(project_id=project_id, answers=answers)
            )
    await _tell(conn, scope, asking, "task.reopened")
    stuck = [
        one
        for one in judged
        if one.state is State.NEEDS_REVIEW and one.before != State.NEEDS_REVIEW
    ]
    await _tell(conn, scope, stuck, "task.needs_review")


async def _tell(conn: Connection, scope: Scope, judged: Sequence[_Judged], kind: str) -> None:
    if judged:
        await conn.execute(
            SQL["append_events"],
            scope.with_(
                kinds=[kind] * len(judged),
                tasks=[one.task["id"] for one in judged],
                projects=[one.task["project_id"] for one in judged],
                batches=[one.task["batch_id"] for one in judged],
            ),
        )


def _settlement_columns(
    judged: Sequence[_Judged],
) -> dict[str, list[Any]]:  # Any: columns of several types
    verdicts = [one.verdict for one in judged]
    return {
        "tasks": [one.task["id"] for one in judged],
        "projects": [one.task["project_id"] for one in judged],
        "states": [one.state.value for one in judged],
        "annotations": [len(one.answers) for one in judged],
        "asked": [one.asked for one in judged],
        "confidences": [verdict.confidence for verdict in verdicts],
        "margins": [verdict.margin for verdict in verdicts],
        "agreements": [_mean(verdict.agreements) for verdict in verdicts],
        "methods": [verdict.method and verdict.method.value for verdict in verdicts],
        "responses": [
            orjson.dumps(one.verdict.response).decode()
            if one.is_held and one.verdict.response is not None
            else None
            for one in judged
        ],
        "urgencies": [one.urgency for one in judged],
        "beliefs": [verdict.belief for verdict in verdicts],
    }


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
