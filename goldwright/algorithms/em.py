"""Expectation-maximisation, the one kernel of the latent-class models here.

Votes are cut into shards of whole tasks. A shard answers a step with sums that say nothing of its
tasks: what was given by worker and class (`Sums.counts`) and a few numbers. They are added up in
the order of the shards and the model is refitted from the total, so it makes no difference where
a shard is: in this process, on its threads, on disk or on another machine.
"""

import os
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

import numpy as np

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray, Precision, RealArray
from goldwright.algorithms.vote_matrix import tally
from goldwright.algorithms.votes import UNKNOWN, Votes

# Estimated rates and priors are kept above this: log 0 would forbid a class for ever.
SMALLEST = 1e-10
# The log prior of a class that no vote and no gold names. Not minus infinity, which times a
# probability of 0 is not a number; float32 holds it too.
NEVER = -1e30
# From here on single precision halves the bytes, and changed no label where tested; but not where
# so many votes of a shard would be added up in one cell that what rounding takes becomes felt.
_SINGLE_FROM = 2**16
_ADDED_UP = 2**10
# From here on two threads are faster than one. They wait for each other after every operation on
# an array, so that shards should be large; not smaller than the last, even for single precision.
_THREADS_FROM = 2**18
_SHARD_VOTES = 2**19
_LEAST_SHARD_VOTES = 2**17
# From here on rows of classes are no longer short.
_MANY_CLASSES = 8
# Counts are kept to multiples of 1 / this, or workers who mirror each other would be told apart by
# what rounding leaves, which hangs on the order of the votes. It is irrational, so that no plain
# fraction lies half-way between two multiples.
_GRID = 2**40 * 2**0.5
_FEW = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What a model is refitted from; sums of shards are the sums of all their tasks.

    `counts` is what the model counts. `class_tasks` and `class_votes` (classes,) are the expected
    tasks of each class and the weight of the votes on them, `evidence` the log probability of the
    votes, `entropy` that of the posteriors.
    """

    counts: FloatArray
    class_tasks: FloatArray
    class_votes: FloatArray
    evidence: float
    entropy: float

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            counts=self.counts + other.counts,
            class_tasks=self.class_tasks + other.class_tasks,
            class_votes=self.class_votes + other.class_votes,
            evidence=self.evidence + other.evidence,
            entropy=self.entropy + other.entropy,
        )


class VoteModel(Protocol):
    """How votes arise from true classes; it keeps the parameters it was last fitted with."""

    @property
    def log_rates(self) -> FloatArray:
        """What `Lens.log_likelihood` needs to know of the parameters."""
        ...

    def maximise(self, counts: FloatArray) -> float:
        """Refit the parameters; the expected log likelihood of the counted votes under them."""
        ...

    def penalty(self) -> float:
        """What is added to the evidence: a log prior, or less a divergence from it."""
        ...


class Lens(Protocol):
    """How a model looks at the votes of one shard, and what it counts them in."""

    @property
    def precision(self) -> Precision:
        """Of what it gives and takes."""
        ...

    def log_likelihood(self, log_rates: FloatArray) -> RealArray:
        """Log probability of each task's votes for each true class, (tasks, classes).

        A new array, which is overwritten.
        """
        ...

    def count(self, posterior: RealArray) -> RealArray:
        """What the model counts when the classes are as probable as this, (tasks, classes)."""
        ...


class Shard(Protocol):
    """Some of the tasks, with all of their votes."""

    def start(self) -> Sums:
        """The sums when each class is as probable as its part of the votes."""
        ...

    def step(self, log_rates: FloatArray, log_priors: FloatArray) -> Sums:
        """The sums of the posteriors under these parameters."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Ended:
    """Where the loop stopped: class priors, and the evidence of the rates the posterior is of.

    `counts` is what the model counts under that posterior.
    """

    priors: FloatArray
    counts: FloatArray
    iterations: int
    log_likelihood: float
    penalty: float


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Where the loop ended; `log_likelihood` is of the parameters that gave `posterior`.

    `bound` is that with the model's `penalty`: the log posterior or the variational lower bound.
    `counts` is what the model counts under `posterior`.
    """

    posterior: FloatArray
    labels: CodeArray
    counts: FloatArray
    priors: FloatArray
    iterations: int
    log_likelihood: float
    bound: float


class HeldShard(Shard, Protocol):
    """Tasks in memory, and the posterior that the last step found for them."""

    def put_posterior(self, into: RealArray) -> None:
        """Class probabilities of each task, (tasks, classes), into an array of any precision."""
        ...

    def labels(self) -> CodeArray:
        """The most probable class of each task, the first of equals."""
        ...


class TaskShard:
    """Tasks in memory, and the posterior that the last step found for them.

    Classes are few and tasks many, so everything but the lens works on (classes, tasks): down the
    columns of that it is vectorised over tasks, ten times faster than along rows of two or four.
    """

    def __init__(
        self,
        votes: Votes,
        lens: Lens,
        *,
        known: CodeArray,
    ) -> None:
        precision = lens.precision
        self._votes = votes
        self._lens = lens
        self._known_tasks = np.flatnonzero(known != UNKNOWN)
        self._known = (known[self._known_tasks], self._known_tasks)
        self._weight = votes.weight_by_task().astype(precision)
        shape = (len(votes.classes), len(votes.tasks))
        self._chance: RealArray = np.empty(shape, dtype=precision)
        # Kept, since new memory at every step costs more than what is done with it.
        self._shifted: RealArray = np.empty(shape, dtype=precision)

    def start(self) -> Sums:
        """The sums of majority shares; evidence and entropy are of no use yet."""
        shares = tally(self._votes, self._lens.precision)
        self._chance[:] = shares.T
        self._chance /= self._weight
        return self._sums(shares, evidence=0.0, entropy=0.0)

    def step(self, log_rates: FloatArray, log_priors: FloatArray) -> Sums:
        """Bayes' rule for every task."""
        joint = self._lens.log_likelihood(log_rates)
        shifted = self._shifted
        shifted[:] = joint.T
        shifted += log_priors[:, np.newaxis].astype(shifted.dtype)
        known_evidence = shifted[self._known]
        highest = shifted.max(axis=0)
        shifted -= highest
        chance = np.exp(shifted, out=self._chance)
        total = chance.sum(axis=0)
        chance /= total
        log_total = np.log(total, out=total)
        # A known task's evidence is that of its class, and it has no entropy.
        highest[self._known_tasks] = known_evidence
        log_total[self._known_tasks] = 0.0
        shifted[:, self._known_tasks] = 0.0
        # Entropy without a logarithm of each: log posterior is `shifted` less `log_total`.
        doubt = float(log_total.sum(dtype=np.float64))
        return self._sums(
            joint,
            evidence=doubt + float(highest.sum(dtype=np.float64)),
            entropy=doubt - float(np.einsum("kt,kt->", chance, shifted)),
        )

    def put_posterior(self, into: RealArray) -> None:
        """Class probabilities of each task as the last step found them, (tasks, classes)."""
        if len(self._chance) >= _MANY_CLASSES:
            into[:] = self._chance.T
            return
        # Twice as fast as copying the transposed array, which goes along the short rows.
        for code, chance in enumerate(self._chance):
            into[:, code] = chance

    def labels(self) -> CodeArray:
        """The most probable class of each task, the first of equals."""
        best = self._chance[0].copy()
        found = np.zeros(len(best), dtype=np.int32)
        for code, chance in enumerate(self._chance[1:], start=1):
            # Codes rise, so the greatest is the last; a mask would be several times slower.
            np.maximum(found, (chance > best) * np.int32(code), out=found)
            np.maximum(best, chance, out=best)
        return found

    def _sums(self, into: RealArray, *, evidence: float, entropy: float) -> Sums:
        """Of the class probabilities as they are, which `into` is used up for."""
        chance = self._chance
        chance[:, self._known_tasks] = 0.0
        chance[self._known] = 1.0
        self.put_posterior(into)
        return Sums(
            counts=self._lens.count(into).astype(np.float64, copy=False),
            class_tasks=chance.sum(axis=1).astype(np.float64),
            class_votes=np.einsum("kt,t->k", chance, self._weight).astype(np.float64),
            evidence=evidence,
            entropy=entropy,
        )


def through(lens: Callable[[Votes, Precision], Lens]) -> Callable[..., TaskShard]:
    """For `fit`: shards that look at their votes through such a lens."""

    def look(votes: Votes, known: CodeArray, precision: Precision) -> TaskShard:
        return TaskShard(votes, lens(votes, precision), known=known)

    return look


def fit(
    model: VoteModel,
    votes: Votes,
    look: Callable[[Votes, CodeArray, Precision], HeldShard],
    *,
    known: CodeArray,
    iterations: int,
    tolerance: float,
    learns_priors: bool = True,
    is_like_crowd_kit: bool = False,
) -> Fit:
    """`run` over votes in memory; `known` holds tasks to their class (`UNKNOWN` elsewhere).

    `look` makes a shard of votes and what is known of their tasks: `through` a lens, or another.
    """
    pieces = _pieces(votes)
    cells = len(votes.workers) * len(votes.classes)
    precision = precision_of(len(votes), a_cell=len(votes) / len(pieces) / cells)

    def shard(place: slice) -> HeldShard:
        part = votes if len(pieces) == 1 else votes.select(place.start, place.stop)
        return look(part, known[place], precision)

    with _threads(len(pieces)) as each:
        shards = list(each(shard, pieces))
        ended = run(
            model,
            shards,
            iterations=iterations,
            tolerance=tolerance,
            learns_priors=learns_priors,
            is_like_crowd_kit=is_like_crowd_kit,
            each=each,
        )
        posterior = np.empty((len(votes.tasks), len(votes.classes)))
        labels = np.empty(len(votes.tasks), dtype=np.int32)

        def tell(number: int) -> None:
            place = pieces[number]
            shards[number].put_posterior(posterior[place])
            labels[place] = shards[number].labels()

        list(each(tell, range(len(pieces))))
    return Fit(
        posterior=posterior,
        labels=labels,
        counts=ended.counts,
        priors=ended.priors,
        iterations=ended.iterations,
        log_likelihood=ended.log_likelihood,
        bound=ended.log_likelihood + ended.penalty,
    )


@contextmanager
def _threads(pieces: int) -> Generator[Callable[..., Iterable[Any]]]:
    """`map`, on as many threads as there are cores and pieces."""
    threads = min(pieces, os.cpu_count() or 1)
    if threads == 1:
        yield map
        return
    with ThreadPoolExecutor(threads) as pool:
        yield pool.map


def run(
    model: VoteModel,
    shards: Sequence[Shard],
    *,
    iterations: int,
    tolerance: float,
    learns_priors: bool = True,
    is_like_crowd_kit: bool = False,
    each: Callable[[Callable[[Shard], Sums], Sequence[Shard]], Iterable[Sums]] = map,
) -> Ended:
    """Alternate from majority shares until the score per vote gains less than `tolerance`.

    A class that the start gives no task, since no vote and no gold names it, is never probable.

    `each` calls every shard and gives the sums in the same order. The score is the evidence, with
    what the model adds to it, which no step can lower. `is_like_crowd_kit` scores as crowd-kit
    1.4.2 does, kept because it ends where crowd-kit ends, with equal labels: the evidence lower
    bound with each task's log prior counted once per vote, not once per task. It often stops
    earlier than the bound itself would, which on 15 public sets cost nothing: running on to the
    maximum of the bound was better by up to 0.9 points on 6 of them and worse by up to 4.1 on 6.
    """
    sums = _total(each(_start, shards))
    named = sums.class_tasks > 0
    even = np.where(named, -np.log(named.sum()), NEVER)
    log_priors = _log_priors(sums, named) if learns_priors else even
    votes = float(sums.class_votes.sum())
    model.maximise(sums.counts)
    score = -np.inf
    penalty = 0.0
    done = 0
    while done < iterations:
        done += 1
        penalty = model.penalty()
        sums = _total(
            each(partial(_step, log_rates=model.log_rates, log_priors=log_priors), shards)
        )
        log_priors = _log_priors(sums, named) if learns_priors else even
        expected = model.maximise(sums.counts)
        last_score = score
        if is_like_crowd_kit:
            score = expected + float(sums.class_votes @ log_priors) + sums.entropy
        else:
            score = sums.evidence + penalty
        if score - last_score < tolerance * votes:
            break
    return Ended(
        priors=_mean(sums),
        counts=sums.counts,
        iterations=done,
        log_likelihood=sums.evidence,
        penalty=penalty,
    )


def precision_of(votes: int, *, a_cell: float) -> Precision:
    """What so many votes are counted in, `a_cell` of a shard by each worker for each class."""
    return np.float64 if votes < _SINGLE_FROM or a_cell > _ADDED_UP else np.float32


def dot(one: FloatArray, two: FloatArray) -> float:
    """Sum of the products of two arrays of one shape.

    Not BLAS: its threads cost more than this sum when other processes want the cores.
    """
    return float(np.einsum("i,i->", one.ravel(), two.ravel()))


def _start(shard: Shard) -> Sums:
    return shard.start()


def _step(shard: Shard, *, log_rates: FloatArray, log_priors: FloatArray) -> Sums:
    return shard.step(log_rates, log_priors)


def _total(parts: Iterable[Sums]) -> Sums:
    found = iter(parts)
    total = next(found)
    for part in found:
        total = total + part
    # Small counts stay: whether there is any at all decides what is known of a class.
    kept = total.counts * _GRID
    np.rint(kept, out=kept)
    kept /= _GRID
    np.copyto(kept, total.counts, where=total.counts < _FEW)
    return replace(total, counts=kept)


def _mean(sums: Sums) -> FloatArray:
    return sums.class_tasks / sums.class_tasks.sum()


def _log_priors(sums: Sums, named: BoolArray) -> FloatArray:
    return np.where(named, np.log(np.maximum(_mean(sums), SMALLEST)), NEVER)


def _pieces(votes: Votes) -> list[slice]:
    """Runs of tasks with about `_SHARD_VOTES` votes, and four at least for each number counted.

    They are an even number, so that two cores are done at the same time.
    """
    cells = len(votes.workers) * len(votes.classes)
    least = 4 * cells * len(votes.classes)
    if len(votes) < max(_THREADS_FROM, least):
        return [slice(0, len(votes.tasks))]
    single = max(_LEAST_SHARD_VOTES, _ADDED_UP * cells)
    size = max(min(_SHARD_VOTES, single), least)
    count = 2 * max(1, round(len(votes) / size / 2))
    ends = np.searchsorted(votes.task_start, np.linspace(0, len(votes), count + 1)[1:])
    ends[-1] = len(votes.tasks)
    starts = np.concatenate([[0], ends[:-1]])
    return [
        slice(begin, end)
        for begin, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if end > begin
    ]
