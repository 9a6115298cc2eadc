"""Which class each worker of a project takes for which, and what votes say when that is known."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from goldwright.task_types.voting import ORDINARY_ACCURACY

PRIOR_ANSWERS = 10.0
"""How many answers the expectation of a worker counts beside those seen, for each true class: a few
wrong ones lower what somebody counts, and only many turn round what they say."""

PRIOR_TASKS = 10.0
"""The same for how common classes are, shared evenly among them."""

Counts = Mapping[tuple[str, str], float]
"""Answers by (true class, given class)."""


class Vote(NamedTuple):
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
    _asked: dict[tuple[str, tuple[str, ...]], "_Asked"] = field(
        default_factory=dict[tuple[str, tuple[str, ...]], "_Asked"], compare=False
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

    def without(
        self, ballots: Mapping[str, Mapping[str, str]], known: Mapping[str, str]
    ) -> "WorkerModel":
        """The model as it would be without these answers, by worker, to a task whose is known."""
        counts: dict[str, Mapping[str, Counts]] = dict(self.counts)
        for worker, ballot in ballots.items():
            seen = dict(counts.get(worker, {}))
            for question, truth in known.items():
                pair = (truth, ballot.get(question, ""))
                answers = seen.get(question, {})
                if pair in answers:
                    seen[question] = {**answers, pair: max(answers[pair] - 1.0, 0.0)}
            counts[worker] = seen
        return WorkerModel(self.shares, counts)

    def decide(
        self, question: str, classes: Sequence[str], votes: Sequence[Vote]
    ) -> tuple[str, float]:
        """The most probable of the classes that anybody gave and its probability; first of equals.

        Naive Bayes: votes are independent given the true class. Nobody is delivered what no worker
        said, however likely a model finds it; then the confidence is low, and more are asked.
        """
        order = tuple(classes)
        asked = self._asked.get((question, order))
        if asked is None:
            asked = self._asked[question, order] = _Asked(self, question, order)
        told = [asked.tell(vote) for vote in votes]
        joint = list(map(math.fsum, zip(asked.log_prior, *told, strict=True)))
        given = {vote.choice for vote in votes}
        first = max(
            (place for place, one in enumerate(order) if one in given),
            key=lambda place: (joint[place], -place),
        )
        highest = max(joint)
        total = math.fsum([math.exp(one - highest) for one in joint])
        return order[first], math.exp(joint[first] - highest) / total


class _Asked:
    """A question with its classes: how common they are, and what its workers' votes tell.

    Worked out once, for the many tasks that ask the same.
    """

    def __init__(self, model: WorkerModel, question: str, classes: tuple[str, ...]) -> None:
        self._counts, self._question, self._classes = model.counts, question, classes
        self._rates: dict[tuple[str, float], Rates] = {}
        tasks = model.shares.get(question, {})
        parts = [tasks.get(one, 0.0) + PRIOR_TASKS / len(classes) for one in classes]
        total = math.fsum(parts)
        self.log_prior = [math.log(one / total) for one in parts]

    def tell(self, vote: Vote) -> tuple[float, ...]:
        """The log probability of a vote for each true class."""
        rates = self._rates.get((vote.worker_id, vote.weight))
        if rates is None:
            counts = self._counts.get(vote.worker_id, {}).get(self._question, {})
            rates = Rates(self._classes, weight=vote.weight, counts=counts)
            self._rates[vote.worker_id, vote.weight] = rates
        return rates.tell(vote.choice)


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


class Rates:
    """How often one worker gives each class of a question, by the true one.

    The mean of a Dirichlet distribution: the answers seen, beside `PRIOR_ANSWERS` expected ones.
    Worked out for the classes that are asked for, since there may be hundreds.
    """

    def __init__(self, classes: Sequence[str], *, weight: float, counts: Counts) -> None:
        self._counts = counts
        self._right, self._wrong = expected_rates(
            expected_beside(weight) if counts else weight, len(classes)
        )
        self._seen = dict.fromkeys(classes, 0.0)
        for (truth, given), answers in counts.items():
            if truth in self._seen and given in self._seen:
                self._seen[truth] += answers
        self._told: dict[str, tuple[float, ...]] = {}

    def tell(self, choice: str) -> tuple[float, ...]:
        """Log probability that the worker gives this class, for each that may be the true one."""
        told = self._told.get(choice)
        if told is None:
            counted = self._counts.get
            wrong, right = PRIOR_ANSWERS * self._wrong, PRIOR_ANSWERS * self._right
            told = self._told[choice] = tuple(
                [
                    math.log(
                        (counted((truth, choice), 0.0) + (right if truth == choice else wrong))
                        / (seen + PRIOR_ANSWERS)
                    )
                    for truth, seen in self._seen.items()
                ]
            )
        return told
