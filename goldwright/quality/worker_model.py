"""Which class each worker of a project takes for which, and what votes say when that is known."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goldwright.task_types.voting import ORDINARY_ACCURACY

PRIOR_ANSWERS = 10.0
"""How many answers the expectation of a worker counts beside those seen, for each true class: a few
wrong ones lower what somebody counts, and only many turn round what they say."""

PRIOR_TASKS = 10.0
"""The same for how common classes are, shared evenly among them."""

Counts = Mapping[tuple[str, str], float]
"""Answers by (true class, given class)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One worker's class for a question; `weight` is what they count, 1.0 an ordinary worker."""

    worker_id: str
    choice: str
    weight: float


@dataclass(frozen=True, slots=True)
class AnsweredTask:
    """A task's votes by worker and question, and the right ones where they are known."""

    task_id: str
    ballots: Mapping[str, Mapping[str, str]]
    known: Mapping[str, str] | None
    is_gold: bool


@dataclass(slots=True)
class Learnt:
    """Expected tasks by question and class, and answers by worker, question, true and given class.

    Columns of equal length, as they are stored.
    """

    shares: list[tuple[str, str, float]] = field(default_factory=list[tuple[str, str, float]])
    counts: list[tuple[str, str, str, str, float]] = field(
        default_factory=list[tuple[str, str, str, str, float]]
    )


@dataclass(frozen=True, slots=True)
class WorkerModel:
    """What was learnt of a project's workers, question by question.

    `shares` has the expected number of tasks of each class, `counts` the answers of each worker by
    question. Whatever is missing is not known, and then votes say what their weights do.
    """

    shares: Mapping[str, Mapping[str, float]]
    counts: Mapping[str, Mapping[str, Counts]]
    _telling: dict[tuple[str, tuple[str, ...], Vote], tuple[float, ...]] = field(
        default_factory=dict[tuple[str, tuple[str, ...], Vote], tuple[float, ...]], compare=False
    )

    @staticmethod
    def of(learnt: Learnt) -> "WorkerModel":
        """What was learnt, by question and worker."""
        shares: dict[str, dict[str, float]] = {}
        counts: dict[str, dict[str, dict[tuple[str, str], float]]] = {}
        for question, name, tasks in learnt.shares:
            shares.setdefault(question, {})[name] = tasks
        for worker, question, truth, given, answers in learnt.counts:
            counts.setdefault(worker, {}).setdefault(question, {})[truth, given] = answers
        return WorkerModel(shares, counts)

    def decide(
        self, question: str, classes: Sequence[str], votes: Sequence[Vote]
    ) -> tuple[str, float]:
        """The most probable of the classes that anybody gave and its probability; first of equals.

        Naive Bayes: votes are independent given the true class. Nobody is delivered what no worker
        said, however likely a model finds it; then the confidence is low, and more are asked.
        """
        order = tuple(classes)
        told = [self._tells(question, order, vote) for vote in votes]
        prior = self._log_prior(question, order)
        joint = [
            math.fsum([prior[place], *(one[place] for one in told)]) for place in range(len(order))
        ]
        given = {vote.choice for vote in votes}
        first = max(
            (place for place, one in enumerate(order) if one in given),
            key=lambda place: (joint[place], -place),
        )
        highest = max(joint)
        total = math.fsum(math.exp(one - highest) for one in joint)
        return order[first], math.exp(joint[first] - highest) / total

    def _log_prior(self, question: str, classes: tuple[str, ...]) -> list[float]:
        tasks = self.shares.get(question, {})
        parts = [tasks.get(one, 0.0) + PRIOR_TASKS / len(classes) for one in classes]
        total = math.fsum(parts)
        return [math.log(one / total) for one in parts]

    def _tells(self, question: str, classes: tuple[str, ...], vote: Vote) -> tuple[float, ...]:
        """The log probability of a vote for each true class; remembered, since votes repeat."""
        key = (question, classes, vote)
        if key not in self._telling:
            counts = self.counts.get(vote.worker_id, {}).get(question, {})
            self._telling[key] = log_rates(vote.choice, classes, weight=vote.weight, counts=counts)
        return self._telling[key]


def expected_rates(weight: float, classes: int) -> tuple[float, float]:
    """How often a worker of this weight is taken to give the right class, and each wrong one.

    Errs evenly among the other classes, with the odds that `voting.plurality` gives the weight.
    """
    others = max(classes - 1, 1)
    odds = math.exp(weight * math.log(ORDINARY_ACCURACY * others / (1 - ORDINARY_ACCURACY)))
    return odds / (odds + others), 1 / (odds + others)


def expected_beside(weight: float) -> float:
    """The weight to expect of a worker whose answers are counted as well: half-way to an ordinary.

    The same answers shaped the weight, so taken whole they would be believed twice. Replayed on
    public sets this was better than the weight itself and than an ordinary worker's.
    """
    return (weight + 1) / 2


def log_rates(
    choice: str, classes: Sequence[str], *, weight: float, counts: Counts
) -> tuple[float, ...]:
    """Log probability that a worker gives this class, for each class that may be the true one.

    The mean of a Dirichlet distribution: the answers seen, beside `PRIOR_ANSWERS` expected ones.
    """
    expects = expected_beside(weight) if counts else weight
    right, wrong = expected_rates(expects, len(classes))
    found: list[float] = []
    for truth in classes:
        expected = right if truth == choice else wrong
        seen = math.fsum(counts.get((truth, given), 0.0) for given in classes)
        here = counts.get((truth, choice), 0.0)
        found.append(math.log((here + PRIOR_ANSWERS * expected) / (seen + PRIOR_ANSWERS)))
    return tuple(found)
