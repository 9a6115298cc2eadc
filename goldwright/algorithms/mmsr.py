# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""M-MSR: workers' skills from how often each two agree, robust against some who sabotage.

Ma, Q. and Olshevsky, A. (2020): Adversarial crowdsourcing through robust rank-one matrix
completion. Advances in Neural Information Processing Systems 33, 21841-21852.
"""

import math
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from goldwright.algorithms.arrays import CodeArray, FloatArray, normalise
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

# Pairs who met, both ways, are held in about ten arrays of this many numbers at most.
_MOST_PAIRS = 2**26
_SIGN_ROUNDS = 1000
_FEW_WORKERS = 300
_TINY = 1e-12
# Steps end on multiples of 1 / this, or rounding would grow until it decides between two sides
# that mirror each other. Irrational: no plain fraction lies half-way between two multiples.
_GRID = 2**40 * 2**0.5
# Differences below this, relative, are what rounding leaves; it hangs on the order of the votes.
_ALIKE = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class MmsrResult:
    """The estimated skills, and what they make of the votes.

    `worker_accuracy` (workers,) between 0 and 1, where chance is 1 / classes. `posterior` (tasks,
    classes) is Bayes' rule with these, rows sum to 1; `labels` the code of its largest entry, the
    first of equals.
    """

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    worker_accuracy: FloatArray
    iterations: int

    def by_task(self) -> dict[Hashable, Hashable]:
        """Most probable class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class Mmsr:
    """Agreement beyond chance of two workers is the product of their skills, of rank one.

    Each skill in turn is the mean of what its pairs say, without as many of the highest and lowest
    as half of the fewest colleagues anybody has, less one. Skills start alike. Who met nobody is
    taken to be like the mean of the others. Weights of votes are not used.
    In about one of 4,000 small made-up sets two sides mirror each other so exactly that rounding,
    and with it the order of the votes, decides between them.
    """

    iterations: int = 1000
    tolerance: float = 1e-6

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; iterations start at 1, tolerance at 0."
            )

    def fit(self, votes: Votes) -> MmsrResult:
        """Answers and accuracies; cost a round: the pairs of workers who met, sorted."""
        skill, iterations = self._skills(votes)
        named = votes.named()
        classes = max(int(named.sum()), 2)
        # Nobody is surer than the tasks can tell: the paper's projection, but for the one task
        # more that leaves room between the bounds when there is only one.
        edge = 1.0 / np.sqrt(len(votes.tasks) + 1.0)
        skill = np.clip(skill, min(edge - 1.0 / (classes - 1), 1.0 - edge), 1.0 - edge)
        accuracy = np.clip(skill * (classes - 1) / classes + 1.0 / classes, _TINY, 1.0 - _TINY)
        weight = np.log(accuracy * (classes - 1) / (1.0 - accuracy))
        # Votes of saboteurs would make a class likely that nobody names.
        joint = np.where(named, votes.sum_by_cell(weight[votes.worker]), -np.inf)
        posterior, _ = normalise(joint)
        return MmsrResult(
            votes=votes,
            posterior=posterior,
            labels=posterior.argmax(axis=1).astype(np.int32),
            worker_accuracy=accuracy,
            iterations=iterations,
        )

    def _skills(self, votes: Votes) -> tuple[FloatArray, int]:
        pairs = _Pairs(votes)
        workers = len(votes.workers)
        if len(pairs.one) == 0:
            return np.full(workers, 0.5), 0
        one, other = np.full(workers, 0.5), np.full(workers, 0.5)
        met = pairs.colleagues > 0
        pairs.drop(max(int(pairs.colleagues[met].min()) // 2 - 1, 0))
        lone = 1.0 / np.sqrt(len(votes.tasks))
        done = slowest = 0
        while done < self.iterations:
            done += 1
            last = one, other
            # The pairs are symmetric, so the same order of them serves both factors.
            other = pairs.trimmed_mean(one, other, lone=lone)
            one = pairs.trimmed_mean(other, one, lone=lone)
            # While the pair that moved most when all were looked at still moves, others need not
            # be looked at.
            if pairs.moved(last, (one, other), slowest) < self.tolerance:
                change = pairs.moved(last, (one, other))
                slowest = int(change.argmax())
                if change[slowest] < self.tolerance:
                    break
        norms = np.linalg.norm(one[met]), np.linalg.norm(other[met])
        skill = one / max(float(np.sqrt(norms[0] / max(norms[1], _TINY))), _TINY)
        skill *= pairs.signs()
        skill[~met] = skill[met].mean()
        return skill, done


@dataclass(frozen=True, slots=True)
class _AlikeInColleagues:
    """Workers (n,), and of their pairs the sizes of excess and the others (n, most), padded."""

    workers: NDArray[np.int64]
    size: FloatArray
    other: NDArray[np.int32]
    is_among_highest: NDArray[np.bool_]


class _Pairs:
    """Everybody with everybody they met, ordered by the first of both.

    `excess` is agreement beyond chance: 1 when they always agree, 0 at chance.
    """

    def __init__(self, votes: Votes) -> None:
        classes = max(int(votes.named().sum()), 2)
        shape = (len(votes.workers), len(votes.tasks))
        ones = np.ones(len(votes))
        seen_by = sparse.csr_array((ones, votes.worker, votes.task_start), shape=shape[::-1])
        cell = votes.task.astype(np.int64) * len(votes.classes) + votes.label
        said = sparse.csr_array(
            (ones, (votes.worker, cell)), shape=(shape[0], shape[1] * len(votes.classes))
        )
        together = sparse.csr_array(seen_by.T @ seen_by)
        if together.nnz > _MOST_PAIRS:
            raise InvalidInputError(
                f"{together.nnz} pairs of workers met, above {_MOST_PAIRS}; use DawidSkene."
            )
        together.sort_indices()
        agreed = sparse.csr_array(said @ said.T)
        if shape[0] <= _FEW_WORKERS:
            # What so few numbers cost SciPy is looking at what they are.
            agreed = agreed.toarray()
        first = np.repeat(np.arange(shape[0], dtype=np.int32), np.diff(together.indptr))
        second = together.indices
        apart = np.flatnonzero(first != second)
        self.one: NDArray[np.int32] = first[apart]
        self.other: NDArray[np.int32] = second[apart].astype(np.int32)
        share = np.asarray(agreed[self.one, self.other]).ravel() / together.data[apart]
        self.excess: FloatArray = (classes * share - 1.0) / (classes - 1.0)
        self.colleagues = np.bincount(self.one, minlength=shape[0])
        self._size = np.abs(self.excess)
        self._dropped = 0
        self._alike_in_colleagues: list[_AlikeInColleagues] = []

    def drop(self, dropped: int) -> None:
        """Leave out so many of the extremes on either side from now on."""
        self._dropped = dropped
        size = np.append(self._size, np.inf)
        other = np.append(self.other, 0)
        self._alike_in_colleagues = [
            _AlikeInColleagues(
                workers=workers,
                size=size[pairs],
                other=other[pairs],
                # What fills a row up is infinite, and so among its highest.
                is_among_highest=np.arange(pairs.shape[1])
                >= self.colleagues[workers, None] - dropped,
            )
            for workers, pairs in self._by_colleagues()
        ]

    def _by_colleagues(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Workers (n,) with about as many colleagues, and their pairs (n, most), padded.

        Sorting rows of a matrix is several times faster than ordering all pairs by worker and
        value; as none is twice as wide as its shortest row, it holds under two numbers a pair.
        """
        start = np.cumsum(self.colleagues) - self.colleagues
        power = np.frexp(self.colleagues)[1]
        for each in np.unique(power[self.colleagues > 0]):
            workers = np.flatnonzero(power == each)
            rank = np.arange(self.colleagues[workers].max())
            pairs = start[workers, None] + rank
            yield workers, np.where(rank < self.colleagues[workers, None], pairs, len(self.one))

    def trimmed_mean(self, by: FloatArray, now: FloatArray, *, lone: float) -> FloatArray:
        """Each worker's mean of the sizes of excess over `by`; extremes beyond `now` are left out.

        Only values on the far side of the present one are left out, see `drop`.
        """
        by = np.maximum(by, _TINY)
        if self._dropped == 0:
            count = self.colleagues
            ratio = self._size / by.take(self.other)
            total = np.bincount(self.one, weights=ratio, minlength=len(count))
        else:
            count, total = self._trimmed(by, now)
        if int(count.min()) > 1:
            return _on_grid(total / count)
        found = np.where(count > 0, total / np.maximum(count, 1), now)
        return _on_grid(np.where((count == 1) & (total == 0.0), lone, found))

    def _trimmed(self, by: FloatArray, now: FloatArray) -> tuple[NDArray[np.int64], FloatArray]:
        """How many ratios of each worker are kept, and their sum."""
        count = np.zeros(len(now), dtype=np.int64)
        total = np.zeros(len(now))
        low, high = now * (1 - _ALIKE), now * (1 + _ALIKE)
        lowest = slice(0, self._dropped)
        for group in self._alike_in_colleagues:
            values = group.size / by.take(group.other)
            values.sort(axis=1)
            is_left_out = values > high.take(group.workers)[:, None]
            is_left_out &= group.is_among_highest
            is_left_out[:, lowest] |= values[:, lowest] < low.take(group.workers)[:, None]
            np.putmask(values, is_left_out, 0.0)
            left_out = np.add.reduce(is_left_out, axis=1, dtype=np.int64)
            count[group.workers] = values.shape[1] - left_out
            total[group.workers] = np.add.reduce(values, axis=1)
        return count, total

    def moved(
        self,
        last: tuple[FloatArray, FloatArray],
        now: tuple[FloatArray, FloatArray],
        pair: int | slice = slice(None),
    ) -> Any:  # noqa: ANN401 - a number of one pair, an array of several
        """By how much the products of both factors changed, of one pair or of all."""
        one, other = self.one[pair], self.other[pair]
        return abs(now[0][one] * now[1][other] - last[0][one] * last[1][other])

    def signs(self) -> FloatArray:
        """Who is on which side: +1 for the larger, -1 for those who agree less than by chance.

        The leading eigenvector of the signs of the pairs, found by power iteration from all alike.
        """
        workers = len(self.colleagues)
        scale = 1.0 / np.sqrt(np.maximum(self.colleagues, 1))
        scaled = np.sign(self.excess) * scale[self.one] * scale[self.other]
        sign: Any
        if workers <= _FEW_WORKERS:
            sign = np.zeros((workers, workers))
            sign[self.one, self.other] = scaled
        else:
            sign = sparse.csr_array((scaled, (self.one, self.other)), shape=(workers, workers))
        side = 1.0 / scale
        for _ in range(_SIGN_ROUNDS):
            # Shifted by one, so that the largest eigenvalue is also the largest in size.
            moved = sign @ side
            moved += side
            moved = _on_grid(moved / max(math.sqrt(float(moved @ moved)), _TINY))
            if float(np.abs(moved - side).max()) < _TINY:
                break
            side = moved
        found = np.where(side < -_ALIKE, -1.0, 1.0)
        return found if found.sum() >= 0 else -found


def _on_grid(values: FloatArray) -> FloatArray:
    found = values * _GRID
    np.rint(found, out=found)
    found /= _GRID
    return found
