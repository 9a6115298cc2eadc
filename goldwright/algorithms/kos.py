"""KOS: tasks and workers tell each other how sure and how reliable they are, by message passing.

Karger, D. R., Oh, S. and Shah, D. (2011): Iterative learning for reliable crowdsourcing systems.
Advances in Neural Information Processing Systems 24, 1953-1961. The paper has two classes; more are
taken one against the rest, as in their 2013 paper (Efficient crowdsourcing for multi-class
labeling, SIGMETRICS, 81-92) binary questions are, and the class with the highest score is named.
"""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

_RESTING = 1e-12
# Messages are kept to multiples of 1 / this: where the start lies across the strongest direction,
# rounds would blow up what rounding left along it, which hangs on the order of the votes. It is
# irrational, so that no plain fraction lies half-way between two multiples.
_GRID = 2**30 * 2**0.5


@dataclass(frozen=True, slots=True, eq=False)
class KosResult:
    """What the messages say in the end.

    `score` (tasks, classes) has no unit and no scale: only its order within a task means anything.
    `labels` holds the code of the highest, the first of equals. `worker_reliability` (workers,) is
    each worker's mean message over votes and classes, the largest size is 1; below 0 speaks
    against what the worker says.
    """

    votes: Votes
    score: FloatArray
    labels: CodeArray
    worker_reliability: FloatArray

    def by_task(self) -> dict[Hashable, Hashable]:
        """Class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class Kos:
    """Messages start at 1, the mean of the paper's random start, so that no seed is needed.

    A worker with one task is never heard by it; a task that hears nobody goes by plain votes. In
    about one of 4,000 small made-up sets the start lies across the strongest direction so exactly
    that rounding, and with it the order of the votes or the names, decides the answers.
    """

    rounds: int = 100

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.rounds < 1:
            raise InvalidInputError(f"{self.rounds} rounds cannot be run; give at least 1.")

    def fit(self, votes: Votes) -> KosResult:
        """Answers and reliabilities; cost: four sums over the votes a round and class."""
        columns = [self._score(votes, code) for code in range(len(votes.classes))]
        score = np.stack([one for one, _ in columns], axis=1)
        message = np.mean([one for _, one in columns], axis=0)
        is_heard = score.any(axis=1, keepdims=True)
        deciding = np.where(is_heard, score, votes.tally())
        # Saboteurs would speak for a class that nobody names.
        deciding[:, ~votes.named()] = -np.inf
        reliability = votes.mean_by_worker(message)
        return KosResult(
            votes=votes,
            score=score,
            labels=deciding.argmax(axis=1).astype(np.int32),
            worker_reliability=reliability / max(float(np.abs(reliability).max()), 1e-300),
        )

    def _score(self, votes: Votes, code: int) -> tuple[FloatArray, FloatArray]:
        """How much speaks for one class, (tasks,), and the last messages of workers, (votes,)."""
        sign = np.where(votes.label == code, 1.0, -1.0)
        weight = np.ones(len(votes)) if votes.weight is None else votes.weight
        message = np.ones(len(votes))
        for _ in range(self.rounds):
            to_task = sign * message
            to_worker = sign * (votes.sum_by_task(to_task)[votes.task] - weight * to_task)
            heard = votes.sum_by_worker(to_worker)[votes.worker] - weight * to_worker
            # Messages grow like powers; only their ratios matter.
            largest = float(np.abs(heard).max())
            if largest == 0.0:
                return np.zeros(len(votes.tasks)), heard
            heard = np.rint(heard * (_GRID / largest)) / _GRID
            moved = float(np.abs(heard - message).max())
            message = heard
            if moved < _RESTING:
                break
        return votes.sum_by_task(sign * message), message
