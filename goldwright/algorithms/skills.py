"""How good each worker is, and how far so few answers can be trusted to tell."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.columns import added
from goldwright.algorithms.intervals import share_interval
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class WorkerRecord:
    """One worker's votes.

    `accuracy` is the expected part of right ones and `low` to `high` its interval; where every
    answer is known that is Wilson's. `gold_right` of `gold_votes` votes were on tasks with a known
    answer.
    """

    votes: int
    accuracy: float
    low: float
    high: float
    gold_right: int
    gold_votes: int


def worker_skills(
    votes: Votes,
    posterior: FloatArray,
    *,
    gold: Mapping[Hashable, Hashable] | None = None,
    certainty: float = 0.95,
) -> dict[Hashable, WorkerRecord]:
    """Records by worker id, from class probabilities (tasks, classes) of any method.

    A vote on a task whose answer is uncertain tells less of its worker: it counts as 1 less the
    entropy of the answer, in units of log classes. Posteriors that the worker's own votes helped to
    make flatter them; gold does not. Wilson's interval, see `intervals`.
    """
    if posterior.shape != (len(votes.tasks), len(votes.classes)):
        raise InvalidInputError(
            f"Probabilities of shape {posterior.shape} do not fit; give one row for each of "
            f"{len(votes.tasks)} tasks and one column for each of {len(votes.classes)} classes."
        )
    known = votes.code_gold(gold or {})
    told = known[votes.task]
    is_gold = told != UNKNOWN
    right = np.where(is_gold, told == votes.label, posterior[votes.task, votes.label])
    spread = -(posterior * np.log(np.maximum(posterior, np.finfo(np.float64).tiny))).sum(axis=1)
    worth = 1.0 - spread / np.log(max(len(votes.classes), 2))
    weight = np.where(is_gold, 1.0, np.clip(worth, 0.0, 1.0)[votes.task])

    def by_worker(per_vote: FloatArray) -> FloatArray:
        return added(votes.worker, per_vote, len(votes.workers))

    count = by_worker(np.ones(len(votes)))
    accuracy = by_worker(right) / count
    evidence = by_worker(weight)
    gold_votes = by_worker(is_gold.astype(np.float64))
    gold_right = by_worker((is_gold & (told == votes.label)).astype(np.float64))
    found: dict[Hashable, WorkerRecord] = {}
    for place, worker in enumerate(votes.workers.tolist()):
        share = float(np.clip(accuracy[place], 0.0, 1.0))
        seen = float(evidence[place])
        low, high = share_interval(share * seen, seen, certainty=certainty)
        found[worker] = WorkerRecord(
            votes=int(count[place]),
            accuracy=share,
            low=low,
            high=high,
            gold_right=int(gold_right[place]),
            gold_votes=int(gold_votes[place]),
        )
    return found
