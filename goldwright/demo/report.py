"""What the demo found out: accuracy, labels, money, seconds, and whether anything was lost."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

import orjson

from goldwright.algorithms import DawidSkene, MajorityVote, Votes, krippendorff_alpha
from goldwright.demo.customer import Plan, answer_key
from goldwright.demo_data import RecordedTask

_SEED = 2026


@dataclass(frozen=True, slots=True)
class Row:
    """One way to decide the tasks: how many labels it used and the share it got right."""

    method: str
    labels: int
    labels_per_task: float
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class SetReport:
    """One set as it went through the engine.

    `wrong_at_most` is the share that the engine states, at a certainty of 95 %; None without gold.
    """

    name: str
    people: int
    tasks: int
    gold_answers: int
    rows: Sequence[Row]
    saved_share: float
    saved_share_with_gold: float
    wrong_at_most: float | None
    agreement_alpha: float | None
    cost_micros: int
    currency: str
    seconds: float
    callbacks: int
    problems: Sequence[str]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the demo found; `problems` is empty when nothing was lost or wrong."""

    sets: Sequence[SetReport]
    exports: Sequence[str]
    seconds: float
    problems: Sequence[str] = field(default_factory=tuple[str, ...])

    def as_json(self) -> str:
        """The report for programs."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode()


Receipt = Mapping[str, object]


def read_lines(export: bytes) -> list[dict[str, object]]:
    """The rows of a JSON Lines export."""
    return [orjson.loads(line) for line in export.splitlines() if line]


def describe(
    plan: Plan, settled: Mapping[str, str], receipts: Iterable[Receipt]
) -> tuple[list[Row], float | None]:
    """How each way to decide fares on the bought tasks, and Krippendorff's alpha of the answers.

    `settled` is the engine's class by the set's task ids. The others see recorded labels:
    everybody's, or those of as many people per task as the engine asked on average, drawn with a
    fixed seed.
    """
    recorded, tasks = plan.recorded, plan.work
    key = answer_key(recorded.task_type)
    bought = [
        (_own_id(one), str(one["worker"]), _answer(one["response"], key))
        for one in receipts
        if one["purpose"] == "work" and one["counted"]
    ]
    everybody = [
        (task.id, person, recorded.labels[task.id, person])
        for task in tasks
        for person in recorded.people
    ]
    share = max(1, round(len(bought) / len(tasks)))
    chosen = _drawn(tasks, recorded.people, share, recorded.labels)
    votes = Votes.from_columns(*zip(*bought, strict=True))
    rows = [
        _row("majority vote, everybody asked", _majority(everybody), everybody, tasks),
        _row("Dawid-Skene, everybody asked", _dawid_skene(everybody), everybody, tasks),
    ]
    if len(chosen) < len(everybody):
        rows += [
            _row(f"majority vote, {share} people a task", _majority(chosen), chosen, tasks),
            _row(f"Dawid-Skene, {share} people a task", _dawid_skene(chosen), chosen, tasks),
        ]
    rows += [
        _row("Goldwright, as delivered", settled, bought, tasks),
        _row("Dawid-Skene over what Goldwright bought", _dawid_skene(bought), bought, tasks),
    ]
    return rows, krippendorff_alpha(votes)


Label = tuple[str, str, str]


def _own_id(receipt: Receipt) -> str:
    return str(receipt["unique_id"]).partition("/")[2]


def _answer(response: Any, key: str) -> str:  # noqa: ANN401  JSON
    return str(response[key])


def _drawn(
    tasks: Sequence[RecordedTask],
    people: Sequence[str],
    count: int,
    labels: Mapping[tuple[str, str], str],
) -> list[Label]:
    rng = Random(_SEED)  # noqa: S311  a fixed draw, not a secret
    return [
        (task.id, person, labels[task.id, person])
        for task in tasks
        for person in rng.sample(people, min(count, len(people)))
    ]


def _majority(labels: Sequence[Label]) -> dict[str, str]:
    return _named(MajorityVote().fit(Votes.from_columns(*zip(*labels, strict=True))).by_task())


def _dawid_skene(labels: Sequence[Label]) -> dict[str, str]:
    return _named(DawidSkene().fit(Votes.from_columns(*zip(*labels, strict=True))).by_task())


def _named(found: Mapping[Hashable, Hashable]) -> dict[str, str]:
    return {str(task): str(label) for task, label in found.items()}


def _row(
    method: str, decided: Mapping[str, str], labels: Sequence[Label], tasks: Sequence[RecordedTask]
) -> Row:
    known = [task for task in tasks if task.truth is not None]
    right = sum(decided.get(task.id) == task.truth for task in known)
    return Row(
        method=method,
        labels=len(labels),
        labels_per_task=len(labels) / len(tasks),
        accuracy=right / len(known) if known else None,
    )
