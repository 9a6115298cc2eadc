"""How known tasks would have been settled had nobody known them: what confidence is worth.

Each gold task is settled again and again from a few of its answers, as work is, by what is known of
the workers without it. Its outcome is then as honest as that of a task that comes tomorrow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from goldwright.algorithms import WorkerSkill
from goldwright.algorithms.adaptive import FEWEST_VOTES
from goldwright.quality.records import Answer, Overlap, State
from goldwright.quality.rules import RIGHT_AGREEMENT, judge, weight
from goldwright.quality.worker_model import WorkerModel
from goldwright.task_types.contract import JsonObject, TaskType

if TYPE_CHECKING:
    from goldwright.algorithms.reliability import Line, Reliability

ORDERS_MAX = 6
"""So many orders of a task's answers are tried: more would tell little else of the same task."""

ANSWERS_MAX = 40
"""The latest answers of a task that are tried at most."""

_TRIALS_MAX = 600
_TASKS_MAX = 500
_TASKS_MAX_WITHOUT_VOTES = 150
_FEWEST_TRIED = 2


@dataclass(frozen=True, slots=True)
class KnownAnswered:
    """A gold task with its answers by worker, in the order in which they came."""

    task_id: str
    task_type: TaskType
    params: JsonObject
    known: JsonObject
    answers: Mapping[str, JsonObject]


@dataclass(frozen=True, slots=True)
class Step:
    """What would be delivered after so many answers; `belief` is the confidence of the rules."""

    answers: int
    belief: float
    margin: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """One order of a gold task's answers, settled after each of them from the first to wait for.

    The trials of a task weigh 1 together.
    """

    task_id: str
    weight: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """Where a gold task ended.

    It is cut short where its answers ran out while work would be asked further: its outcome is then
    that of fewer answers than work gets.
    """

    step: Step
    is_cut_short: bool


def tasks_tried(task_type: TaskType) -> int:
    """So many of the latest gold tasks are tried, each by its latest answers, which bounds time."""
    return _TASKS_MAX if task_type.classes is not None else _TASKS_MAX_WITHOUT_VOTES


def run_trials(
    tasks: Sequence[KnownAnswered],
    skills: Mapping[str, WorkerSkill],
    model: WorkerModel | None,
    *,
    least: int,
    most: int,
    rng: Random,
    orders: int = ORDERS_MAX,
    is_fixed: bool = False,
) -> list[Trial]:
    """Settle every task that has `least` answers from its first ones, up to `most`.

    Where so many answers are asked `is_fixed`, types that deliver all of them have nothing to try.

    The first order of each is the one in which its answers came; others are drawn, fewer where
    there are many tasks.
    """
    orders = min(orders, max(1, _TRIALS_MAX // max(len(tasks), 1)))
    trials: list[Trial] = []
    for task in tasks:
        if len(task.answers) < least:
            continue
        tried = _orders(list(task.answers), rng, orders)
        trials.extend(
            Trial(task.task_id, 1 / len(tried), steps)
            for steps in _settled(
                task, tried, skills, model, least=least, most=most, is_fixed=is_fixed
            )
        )
    return trials


def run_short(
    tasks: Sequence[KnownAnswered],
    skills: Mapping[str, WorkerSkill],
    model: WorkerModel | None,
    *,
    least: int,
    rng: Random,
    is_fixed: bool = False,
) -> list[Trial]:
    """Settle the other tasks, which have fewer answers than work gets, from all of them.

    What work comes to they do not show; what a belief is worth they do, from two answers on.
    """
    return [
        trial
        for count in range(_FEWEST_TRIED, least)
        for trial in run_trials(
            [one for one in tasks if len(one.answers) == count],
            skills,
            model,
            least=count,
            most=count,
            rng=rng,
            orders=1,
            is_fixed=is_fixed,
        )
    ]


def is_enough(step: Step, overlap: Overlap) -> bool:
    """Whether the rules of `overlap` ask no further there."""
    return (
        overlap.most is None
        or step.answers >= overlap.most
        or (
            step.answers >= FEWEST_VOTES
            and step.belief >= overlap.target_confidence
            and step.margin >= overlap.target_margin
        )
    )


def stop(trial: Trial, overlap: Overlap) -> Step:
    """Where the rules of `overlap` would have stopped; at the last answer there is otherwise."""
    return next((one for one in trial.steps if is_enough(one, overlap)), trial.steps[-1])


def end(trial: Trial, overlap: Overlap) -> Ended:
    """The same, and whether that was too early."""
    step = stop(trial, overlap)
    return Ended(step, is_cut_short=not is_enough(step, overlap))


def reliability_of(trials: Sequence[Trial], overlap: Overlap, *, expected: "Line") -> "Reliability":
    """What confidence is worth where tasks stop by these rules, beside what is expected of it."""
    # Arrays, which a server that only reads the rules does without.
    from goldwright.algorithms.reliability import learn_reliability  # noqa: PLC0415

    ends = [stop(one, overlap) for one in trials]
    return learn_reliability(
        [one.belief for one in ends],
        [one.is_right for one in ends],
        [one.weight for one in trials],
        expected=expected,
    )


def is_right(task: KnownAnswered, response: JsonObject) -> bool:
    """Whether a response is that of the known answer: all its votes, or alike enough."""
    if task.task_type.votes is None or task.task_type.with_votes is None:
        return task.task_type.agree(task.params, response, task.known) >= RIGHT_AGREEMENT
    said, known = (task.task_type.votes(task.params, one) for one in (response, task.known))
    return all(said.get(question) == choice for question, choice in known.items())


def _orders(workers: list[str], rng: Random, most: int) -> list[list[str]]:
    # Few answers have few orders that differ in what comes first.
    count = min(most, max(1, len(workers) // 2))
    return [workers, *(rng.sample(workers, len(workers)) for _ in range(count - 1))]


def _settled(
    task: KnownAnswered,
    orders: Sequence[Sequence[str]],
    skills: Mapping[str, WorkerSkill],
    model: WorkerModel | None,
    *,
    least: int,
    most: int,
    is_fixed: bool,
) -> list[tuple[Step, ...]]:
    alone = _without(task, model)
    answers = {worker: _answer(task, worker, skills) for worker in task.answers}
    found: list[tuple[Step, ...]] = []
    for order in orders:
        given = [answers[worker] for worker in order[:most]]
        steps = [
            step
            for count in range(least, len(given) + 1)
            if (step := _step(task, given[:count], alone, is_fixed=is_fixed)) is not None
        ]
        if steps:
            found.append(tuple(steps))
    return found


def _step(
    task: KnownAnswered, given: Sequence[Answer], model: WorkerModel | None, *, is_fixed: bool
) -> Step | None:
    last = Overlap(None if is_fixed else len(given), 1.0, 0.0)  # no further answer is asked for
    verdict = judge(task.task_type, task.params, given, asked=len(given), overlap=last, model=model)
    if verdict.state is not State.SETTLED or verdict.response is None or verdict.belief is None:
        return None
    right = is_right(task, verdict.response)
    return Step(len(given), verdict.belief, verdict.margin or 0.0, right)


def _without(task: KnownAnswered, model: WorkerModel | None) -> WorkerModel | None:
    votes = task.task_type.votes
    if model is None or votes is None:
        return model
    ballots = {worker: votes(task.params, one) for worker, one in task.answers.items()}
    return model.without(ballots, votes(task.params, task.known))


def _answer(task: KnownAnswered, worker: str, skills: Mapping[str, WorkerSkill]) -> Answer:
    """An answer weighed by what its worker did elsewhere."""
    response = task.answers[worker]
    skill = skills.get(worker, WorkerSkill())
    agreement = task.task_type.agree(task.params, response, task.known)
    elsewhere = WorkerSkill(
        max(skill.correct - agreement, 0.0), max(skill.wrong - (1 - agreement), 0.0)
    )
    return Answer(worker, response, weight(elsewhere))
