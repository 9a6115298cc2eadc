"""Learning which class each worker takes for which, from the latest answers of a project."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from goldwright.algorithms import DawidSkene, Votes
from goldwright.algorithms.arrays import FloatArray
from goldwright.quality.worker_model import (
    PRIOR_ANSWERS,
    AnsweredTask,
    Learnt,
    expected_beside,
    expected_rates,
)

# Rates of a question, workers times classes squared; 32 MiB. Above it workers keep one accuracy.
_MOST_RATES = 2**22
# What is below it changes no decision, and a row of every worker and pair of classes is long.
_LEAST_COUNT = 0.05
_ITERATIONS = 30


@dataclass(slots=True)
class _Question:
    """The votes on one question, as columns."""

    tasks: list[str] = field(default_factory=list[str])
    workers: list[str] = field(default_factory=list[str])
    choices: list[str] = field(default_factory=list[str])
    known: dict[Hashable, Hashable] = field(default_factory=dict[Hashable, Hashable])


def fit(tasks: Sequence[AnsweredTask], weights: Mapping[str, float]) -> Learnt:
    """What the answers tell of the workers, who count `weights` and 1.0 where it is missing.

    Dawid and Skene's model of each question, known answers held fast, with what a worker's weight
    lets us expect beside what they gave. Gold teaches of workers only: how often a class is gold
    says nothing of how common it is.
    """
    questions: dict[str, _Question] = {}
    for task in tasks:
        given = list(task.ballots.values())
        # All answers to one task have the same questions.
        for name in given[0]:
            question = questions.setdefault(name, _Question())
            question.tasks.extend([task.task_id] * len(given))
            question.workers.extend(task.ballots)
            question.choices.extend([ballot[name] for ballot in given])
            if task.known is not None and name in task.known:
                question.known[task.task_id] = task.known[name]
    gold = {task.task_id for task in tasks if task.is_gold}
    learnt = Learnt()
    for name, question in questions.items():
        _fit(name, question, weights, gold, learnt)
    return learnt


def _fit(
    name: str, question: _Question, weights: Mapping[str, float], gold: set[str], learnt: Learnt
) -> None:
    classes = sorted({*question.choices, *map(str, question.known.values())})
    votes = Votes.from_columns(question.tasks, question.workers, question.choices, classes=classes)
    if len(votes.workers) * len(classes) ** 2 > _MOST_RATES:
        return
    workers = [str(one) for one in votes.workers.tolist()]
    expected = [expected_beside(weights.get(one, 1.0)) for one in workers]
    prior = _expected(expected, len(classes))
    result = DawidSkene(iterations=_ITERATIONS).fit(votes, gold=question.known, prior=prior)
    is_work = np.array([one not in gold for one in votes.tasks.tolist()])
    common = result.posterior[is_work].sum(axis=0)
    learnt.shares.extend(
        (name, one, float(tasks)) for one, tasks in zip(classes, common, strict=True)
    )
    counts = _counts(votes, result.posterior)
    for worker, truth, given in np.argwhere(counts >= _LEAST_COUNT).tolist():
        count = float(counts[worker, truth, given])
        learnt.counts.append((workers[worker], name, classes[truth], classes[given], count))


def _expected(weights: Sequence[float], classes: int) -> FloatArray:
    """The answers expected of each worker beside what they gave, (workers, true, given)."""
    rates = np.array([expected_rates(one, classes) for one in weights])
    expected = np.broadcast_to(rates[:, 1, None, None], (len(weights), classes, classes)).copy()
    place = np.arange(classes)
    expected[:, place, place] = rates[:, :1]
    return expected * PRIOR_ANSWERS


def _counts(votes: Votes, posterior: FloatArray) -> FloatArray:
    """Expected answers, (workers, true, given)."""
    size = len(votes.classes)
    cell = votes.worker.astype(np.int64) * size + votes.label
    by_cell = [
        np.bincount(cell, weights=posterior[votes.task, truth], minlength=len(votes.workers) * size)
        for truth in range(size)
    ]
    found: Any = np.stack(by_cell, axis=1)  # Any: NumPy types a stack of arrays loosely
    return found.reshape(len(votes.workers), size, size).transpose(0, 2, 1)
