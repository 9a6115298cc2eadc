"""One-coin Dawid-Skene: every worker has one accuracy, and errs evenly among the other classes.

The homogeneous model of Li, H. and Yu, B. (2014): Error rate bounds and iterative weighted majority
voting for crowdsourcing. arXiv:1411.4086; a special case of Dawid and Skene (1979).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms import em
from goldwright.algorithms.arrays import CodeArray, FloatArray, Precision, RealArray
from goldwright.algorithms.columns import added, distinct
from goldwright.algorithms.vote_matrix import by_task
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

# What differs by less than this part is alike but for rounding.
_ALIKE = 1e-12
# With so many classes of tasks for each vote, only those named are looked at; with fewer, looking
# at all of them is up to twice as fast.
_MANY_TIMES = 8


@dataclass(frozen=True, slots=True, eq=False)
class OneCoinResult:
    """The fitted model; the fields are those of `DawidSkeneResult` without the confusion."""

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    priors: FloatArray
    worker_accuracy: FloatArray
    iterations: int
    log_likelihood: float

    def by_task(self) -> dict[Hashable, Hashable]:
        """Most probable class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class OneCoinDawidSkene:
    """For few votes a worker or many classes: a confusion matrix would have too little to go by.

    `smoothing` adds that many right and that many wrong votes to every worker.
    """

    iterations: int = 100
    tolerance: float = 1e-5
    smoothing: float = 0.0

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0 or self.smoothing < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, tolerance and smoothing at 0."
            )

    def fit(
        self, votes: Votes, *, gold: Mapping[Hashable, Hashable] | None = None
    ) -> OneCoinResult:
        """Answers, accuracies and priors; `gold` (task to class) stays fixed throughout."""
        known = votes.code_gold(gold or {})
        model = CoinModel(
            votes.sum_by_worker(np.ones(len(votes))),
            int(votes.named(known).sum()),
            smoothing=self.smoothing,
        )
        fitted = em.fit(
            model,
            votes,
            coin_shard,
            known=known,
            iterations=self.iterations,
            tolerance=self.tolerance,
            is_like_crowd_kit=True,
        )
        return OneCoinResult(
            votes=votes,
            posterior=fitted.posterior,
            labels=fitted.labels,
            priors=fitted.priors,
            worker_accuracy=model.accuracy,
            iterations=fitted.iterations,
            log_likelihood=fitted.log_likelihood,
        )


class CoinModel:
    """One accuracy a worker, errors spread over `classes` less one.

    `total` is the weight of each worker's votes, (workers,).
    """

    def __init__(self, total: FloatArray, classes: int, *, smoothing: float = 0.0) -> None:
        self._total = total
        self._smoothing = smoothing
        self._classes = classes
        self._other_classes = max(classes - 1, 1)
        self.accuracy = np.zeros(len(total))
        self.log_rates: FloatArray = np.zeros((len(total), 2))

    def maximise(self, counts: FloatArray) -> float:
        """The accuracy is the expected part of right votes, `counts` (workers,)."""
        accuracy = (counts + self._smoothing) / (self._total + 2 * self._smoothing)
        self.accuracy = np.clip(accuracy, em.SMALLEST, 1 - em.SMALLEST)
        wrong = (1 - self.accuracy) / self._other_classes
        self.log_rates = np.log(np.stack([self.accuracy, wrong], axis=1))
        return em.dot(counts, self.log_rates[:, 0]) + em.dot(
            self._total - counts, self.log_rates[:, 1]
        )

    def confusion(self) -> FloatArray:
        """Rates as (workers, true class, given class)."""
        classes = self._classes
        wrong = (1 - self.accuracy) / self._other_classes
        rates = np.repeat(wrong, classes**2).reshape(-1, classes, classes)
        rates[:, np.arange(classes), np.arange(classes)] = self.accuracy[:, np.newaxis]
        return rates

    def penalty(self) -> float:
        """None: smoothing is a device against rates of zero."""
        return 0.0


def coin_shard(votes: Votes, known: CodeArray, precision: Precision) -> em.HeldShard:
    """A shard for this model: it looks at every class of a task, or where they are many not."""
    if len(votes.tasks) * len(votes.classes) > _MANY_TIMES * len(votes):
        return CoinShard(votes, known)
    return em.through(CoinLens)(votes, known, precision)


class CoinLens:
    """The lens of a model with one rate a worker, who gets no matrix of cells.

    It adds up many votes in each number, which takes double precision however many they are.
    """

    precision: Precision = np.float64

    def __init__(self, votes: Votes, _: Precision = np.float64) -> None:
        self._shape = (len(votes.tasks), len(votes.classes))
        self._workers = len(votes.workers)
        self._votes = votes
        # In the type that bincount works in, or it would convert them at every step.
        self._own = votes.task.astype(np.intp) * self._shape[1] + votes.label
        self._worker = votes.worker.astype(np.intp)
        self._by_task = by_task(votes, self.precision)

    def log_likelihood(self, log_rates: FloatArray) -> RealArray:
        """Every vote is wrong for all classes, but for its own, which is corrected to right."""
        gain = (log_rates[:, 0] - log_rates[:, 1])[self._worker]
        tasks, classes = self._shape
        joint = self._votes.sum_at(self._own, gain, tasks * classes).reshape(tasks, classes)
        joint += (self._by_task @ log_rates[:, 1])[:, np.newaxis]
        return joint

    def count(self, posterior: RealArray) -> RealArray:
        """Expected right votes of each worker, (workers,)."""
        right = posterior.ravel()[self._own].astype(np.float64, copy=False)
        return self._votes.sum_at(self._worker, right, self._workers)


class CoinShard:
    """A shard of a model with one rate a worker, which sets apart the classes named on a task.

    All others are wrong by every vote on it and differ by their priors alone, so that together they
    are one number a task: what a step costs hangs on the votes, not on how many classes there are.
    """

    def __init__(self, votes: Votes, known: CodeArray) -> None:
        tasks, self._classes = len(votes.tasks), len(votes.classes)
        self._votes = votes
        self._known = np.flatnonzero(known != UNKNOWN)
        # What is known is named as well. In the type that bincount works in, or it would convert
        # at every step.
        named = votes.task.astype(np.intp) * self._classes + votes.label
        told = self._known * self._classes + known[self._known]
        cell, place = distinct(np.concatenate([named, told]), tasks * self._classes)
        self._cell = cell
        self._of_vote = place[: len(votes)].astype(np.intp)
        self._task, self._class = np.divmod(cell, self._classes)
        self._is_known = np.isin(self._task, self._known)
        self._told = place[len(votes) :]
        self._worker = votes.worker.astype(np.intp)
        self._by_task = by_task(votes, np.float64)
        self._weight = votes.weight_by_task()
        # Of each named class and, but for its prior, of any other class of a task.
        self._chance = np.zeros(len(cell))
        self._other = np.zeros(tasks)
        self._prior = np.zeros(self._classes)

    def start(self) -> em.Sums:
        """The sums of majority shares; evidence and entropy are of no use yet."""
        given = self._votes.sum_at(self._of_vote, np.ones(len(self._votes)), len(self._cell))
        self._chance = given / self._weight[self._task]
        return self._sums(evidence=0.0, entropy=0.0)

    def step(self, log_rates: FloatArray, log_priors: FloatArray) -> em.Sums:
        """Bayes' rule for every task."""
        task, tasks = self._task, len(self._other)
        self._prior = np.exp(log_priors)
        gain = (log_rates[:, 0] - log_rates[:, 1])[self._worker]
        joint = self._votes.sum_at(self._of_vote, gain, len(self._cell)) + log_priors[self._class]
        # Of the classes not named: their priors, and these times their logarithms.
        left = self._unnamed(self._prior)
        left_log = self._unnamed(self._prior * log_priors)
        highest = np.log(np.maximum(left, np.finfo(np.float64).tiny))
        np.maximum.at(highest, task, joint)
        joint -= highest[task]
        chance = np.exp(joint)
        other = np.exp(-highest)
        total = added(task, chance, tasks) + left * other
        chance /= total[task]
        other /= total
        log_total = np.log(total)
        evidence = highest + log_total
        # A known task's evidence is that of its class, and it has no entropy.
        evidence[self._known] = (joint + highest[task])[self._told]
        evidence += self._by_task @ log_rates[:, 1]
        doubt = log_total - other * (left_log - left * highest) - added(task, chance * joint, tasks)
        doubt[self._known] = 0.0
        self._chance, self._other = chance, other
        return self._sums(evidence=float(evidence.sum()), entropy=float(doubt.sum()))

    def put_posterior(self, into: RealArray) -> None:
        """Class probabilities of each task as the last step found them, (tasks, classes)."""
        np.multiply(self._other[:, np.newaxis], self._prior, out=into)
        into[self._task, self._class] = self._chance

    def labels(self) -> CodeArray:
        """The most probable class of each task, the first of equals."""
        best = np.zeros(len(self._other))
        np.maximum.at(best, self._task, self._chance)
        found = np.zeros(len(best), dtype=np.int32)
        # Of several written to one place the last one stays.
        first = np.flatnonzero(self._chance == best[self._task])[::-1]
        found[self._task[first]] = self._class[first]
        # Where workers err oftener than by chance, a class that nobody named may lead.
        odd = np.flatnonzero(self._other * self._prior.max() >= best * (1 - _ALIKE))
        if len(odd):
            row = np.full(len(best), -1)
            row[odd] = np.arange(len(odd))
            whole = self._other[odd, np.newaxis] * self._prior
            is_odd = row[self._task] >= 0
            whole[row[self._task[is_odd]], self._class[is_odd]] = self._chance[is_odd]
            highest = whole.max(axis=1, keepdims=True)
            found[odd] = (whole >= highest * (1 - _ALIKE)).argmax(axis=1)
        return found

    def _unnamed(self, per_class: FloatArray) -> FloatArray:
        """The sum over the classes that are not named on a task, (tasks,)."""
        count = np.bincount(self._task, minlength=len(self._other))
        left = per_class.sum() - added(self._task, per_class[self._class], len(self._other))
        return np.where(count < self._classes, left, 0.0)

    def _sums(self, *, evidence: float, entropy: float) -> em.Sums:
        """Of the class probabilities as they are."""
        chance, other = self._chance, self._other
        chance[self._is_known] = 0.0
        chance[self._told] = 1.0
        other[self._known] = 0.0

        def by_class(per_task: FloatArray) -> FloatArray:
            named = added(self._class, chance * per_task[self._task], self._classes)
            share = other * per_task
            left = share.sum() - added(self._class, share[self._task], self._classes)
            return named + self._prior * np.maximum(left, 0.0)

        return em.Sums(
            counts=self._votes.sum_at(
                self._worker, chance[self._of_vote], len(self._votes.workers)
            ),
            class_tasks=by_class(np.ones(len(other))),
            class_votes=by_class(self._weight),
            evidence=evidence,
            entropy=entropy,
        )
