# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""Strengths from comparisons in pairs, with and without workers who do not look.

Bradley, R. A. and Terry, M. E. (1952): Rank analysis of incomplete block designs. Biometrika 39
(3/4), 324-345. The model with a skill and a habit for each worker is that of Chen, X., Bennett,
P. N., Collins-Thompson, K. and Horvitz, E. (2013): Pairwise ranking aggregation in a crowdsourced
setting (Web Search and Data Mining, 193-202), in the form crowd-kit 1.4.2 gives it.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse
from scipy.sparse.linalg import cg

from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.columns import added, distinct
from goldwright.algorithms.comparisons import Comparisons
from goldwright.errors import InvalidInputError

MOST_DENSE_ITEMS = 2000
"""Up to here Newton's equations are solved at once, in 0.3 s a step at worst; above, by conjugate
gradients on the sparse matrix of the pairs that met, without standard errors."""


@dataclass(frozen=True, slots=True, eq=False)
class BradleyTerryResult:
    """`strength` (items,) sums to 0: one beats another with probability 1 / (1 + exp(two - one)).

    `standard_error` (items,) is the curvature's, for verdicts that are independent; where workers
    gave many each, `strengths_over_workers` is honest. None above `MOST_DENSE_ITEMS`.
    """

    comparisons: Comparisons
    strength: FloatArray
    standard_error: FloatArray | None
    iterations: int

    def ranking(self) -> list[Hashable]:
        """Item ids, strongest first; ties in order of first appearance."""
        return self.comparisons.items[np.argsort(-self.strength, kind="stable")].tolist()

    def by_item(self) -> dict[Hashable, float]:
        """Strength by item id."""
        return dict(zip(self.comparisons.items.tolist(), self.strength.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class BradleyTerry:
    """Most probable strengths by Newton's method on the wins of each pair; a tie is half a win.

    `prior_deviation` is the standard deviation of strengths expected beforehand, in log odds; it
    keeps finite the strength of an item that always won, and changes others little when wide.
    """

    prior_deviation: float = 10.0
    iterations: int = 50
    tolerance: float = 1e-10

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        _check(self, self.prior_deviation, self.iterations, self.tolerance)

    def fit(self, comparisons: Comparisons) -> BradleyTerryResult:
        """Strengths with standard errors; every step is as cheap as the pairs are few."""
        pairs = _Pairs(comparisons)
        strength, precision, done = _newton(
            pairs,
            added(pairs.of_row, comparisons.weight * pairs.won, len(pairs.one)),
            added(pairs.of_row, comparisons.weight * (1 - pairs.won), len(pairs.one)),
            start=np.zeros(len(comparisons.items)),
            ridge=self.prior_deviation**-2,
            iterations=self.iterations,
            tolerance=self.tolerance,
        )
        return BradleyTerryResult(
            comparisons, strength - strength.mean(), _standard_error(precision), done
        )


@dataclass(frozen=True, slots=True, eq=False)
class NoisyBradleyTerryResult:
    """`attention` (workers,) is the part of verdicts that the items decide, the rest is habit.

    `left_share` (workers,) is how often habit says left. `strength` as in `BradleyTerryResult`.
    """

    comparisons: Comparisons
    strength: FloatArray
    attention: FloatArray
    left_share: FloatArray
    iterations: int

    def ranking(self) -> list[Hashable]:
        """Item ids, strongest first; ties in order of first appearance."""
        return self.comparisons.items[np.argsort(-self.strength, kind="stable")].tolist()

    def by_item(self) -> dict[Hashable, float]:
        """Strength by item id."""
        return dict(zip(self.comparisons.items.tolist(), self.strength.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class NoisyBradleyTerry:
    """Each worker looks with a probability of their own, else chooses a side by habit.

    Expectation-maximisation, which verdicts were looked at, then wins counted by that; its steps
    are stretched as in Varadhan, R. and Roland, C. (2008): Simple and globally convergent methods
    for accelerating the convergence of any EM algorithm. Scandinavian Journal of Statistics 35,
    335-353. Beforehand a worker is taken to have looked at `attended` verdicts and not at
    `unattended`, and to have chosen each side by habit once, so that a few verdicts brand nobody.
    """

    prior_deviation: float = 10.0
    attended: float = 4.0
    unattended: float = 1.0
    iterations: int = 300
    tolerance: float = 1e-4

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        _check(self, self.prior_deviation, self.iterations, self.tolerance)
        if min(self.attended, self.unattended) <= 0:
            raise InvalidInputError(f"{self} cannot be fitted; expect verdicts of both kinds.")

    def fit(self, comparisons: Comparisons) -> NoisyBradleyTerryResult:
        """Strengths and workers; stops when a plain step moves no log odds by `tolerance`."""
        pairs = _Pairs(comparisons)
        rows = _Rows(comparisons, pairs)
        guess = np.zeros(pairs.items + 2 * rows.workers)
        guess[pairs.items : -rows.workers] = np.log(self.attended / self.unattended)
        done = 0
        while done < self.iterations:
            done += 1
            _, once = self._step(guess, pairs, rows)
            score, twice = self._step(once, pairs, rows)
            first, second = once - guess, twice - once
            if np.abs(second).max() < self.tolerance:
                guess = twice
                break
            bend = math.sqrt(((second - first) ** 2).sum())
            stretch = max(1.0, math.sqrt((first**2).sum()) / bend) if bend else 1.0
            far = guess + 2 * stretch * first + stretch**2 * (second - first)
            reached, further = self._step(far, pairs, rows)
            # A stretched step may overshoot; a plain one never does.
            guess = further if reached >= score else twice
        strength, attention, habit = np.split(guess, [pairs.items, -rows.workers])
        return NoisyBradleyTerryResult(
            comparisons, strength - strength.mean(), _sigmoid(attention), _sigmoid(habit), done
        )

    def _step(self, guess: FloatArray, pairs: "_Pairs", rows: "_Rows") -> tuple[float, FloatArray]:
        """The log posterior of a guess and the guess that follows.

        A guess is the strengths, then the workers' attention and their left share in log odds.
        """
        strength, attention, habit = np.split(guess, [pairs.items, -rows.workers])
        looks, left = _sigmoid(attention), _sigmoid(habit)
        chance = _sigmoid(strength[pairs.one] - strength[pairs.two])
        by_eye = np.stack([1 - chance, chance]).ravel()[rows.outcome]
        by_eye *= looks[rows.worker]
        by_habit = np.stack([(1 - looks) * (1 - left), (1 - looks) * left]).ravel()[rows.side]
        likelihood = by_eye + by_habit
        looked = rows.weight * by_eye / likelihood
        seen = rows.by_worker(looked)
        to_side = rows.by_side(rows.weight - looked)
        wins = rows.by_outcome(looked)
        ridge = self.prior_deviation**-2
        score = (rows.weight * np.log(likelihood)).sum() - 0.5 * ridge * (strength**2).sum()
        score += self.attended * np.log(looks).sum() + self.unattended * np.log(1 - looks).sum()
        score += np.log(left).sum() + np.log(1 - left).sum()
        better, _, _ = _newton(
            pairs, wins[1], wins[0], start=strength, ridge=ridge, iterations=1, tolerance=0.0
        )
        return float(score), np.concatenate(
            [
                better,
                np.log((seen + self.attended) / (to_side.sum(axis=0) + self.unattended)),
                np.log((to_side[1] + 1) / (to_side[0] + 1)),
            ]
        )


class _Pairs:
    """The pairs that met, each once with the lower code first; `won` is what that one got."""

    def __init__(self, comparisons: Comparisons) -> None:
        self.items = len(comparisons.items)
        self.is_turned = comparisons.left > comparisons.right
        self.won = np.where(self.is_turned, 1 - comparisons.won, comparisons.won)
        low = np.minimum(comparisons.left, comparisons.right).astype(np.int64)
        high = np.maximum(comparisons.left, comparisons.right)
        found, self.of_row = distinct(low * self.items + high, self.items**2)
        self.one, self.two = np.divmod(found, self.items)

    def sums(self, per_pair: FloatArray) -> FloatArray:
        """A number per pair, added to its first item and taken from its second, (items,)."""
        return added(self.one, per_pair, self.items) - added(self.two, per_pair, self.items)


class _Rows:
    """Verdicts that are the same for the model, each once with the weight of all of them.

    A tie is half a verdict for either side.
    """

    def __init__(self, comparisons: Comparisons, pairs: _Pairs) -> None:
        self._pairs, self.workers = len(pairs.one), len(comparisons.workers)
        places = comparisons.worker.astype(np.int64) * self._pairs + pairs.of_row
        places = places * 4 + 2 * pairs.is_turned
        cell = np.concatenate([places, places + 1])
        weight = comparisons.weight * np.stack([1 - pairs.won, pairs.won])
        counted = weight.ravel() > 0
        found, row = distinct(cell[counted], self.workers * self._pairs * 4)
        self.weight = added(row, weight.ravel()[counted], len(found))
        won = found % 2
        is_left = won ^ (found // 2 % 2)
        self.worker, pair = np.divmod(found // 4, self._pairs)
        self.outcome = won * self._pairs + pair
        self.side = is_left * self.workers + self.worker

    def by_worker(self, per_row: FloatArray) -> FloatArray:
        """A number per row, added up by worker, (workers,)."""
        return added(self.worker, per_row, self.workers)

    def by_side(self, per_row: FloatArray) -> FloatArray:
        """The same by chosen side (0 right, 1 left) and worker, (2, workers)."""
        return added(self.side, per_row, 2 * self.workers).reshape(2, -1)

    def by_outcome(self, per_row: FloatArray) -> FloatArray:
        """The same by outcome for a pair's first item (0 lost, 1 won) and pair, (2, pairs)."""
        return added(self.outcome, per_row, 2 * self._pairs).reshape(2, -1)


def _newton(
    pairs: _Pairs,
    wins_one: FloatArray,
    wins_two: FloatArray,
    *,
    start: FloatArray,
    ridge: float,
    iterations: int,
    tolerance: float,
) -> tuple[FloatArray, FloatArray | None, int]:
    """Most probable strengths, their precision matrix where it is small, and the steps taken.

    The score is concave; a step that overshoots is halved, so every step improves it.
    """
    met = wins_one + wins_two
    strength, precision = start, None
    score = _score(pairs, wins_one, wins_two, strength, ridge)
    done = 0
    while done < iterations:
        done += 1
        chance = _sigmoid(strength[pairs.one] - strength[pairs.two])
        slope = pairs.sums(wins_one - met * chance) - ridge * strength
        step, precision = _step(pairs, met * chance * (1 - chance), slope, ridge)
        for _ in range(30):
            tried = strength + step
            reached = _score(pairs, wins_one, wins_two, tried, ridge)
            if reached >= score:
                strength, score = tried, reached
                break
            step = step / 2
        if np.abs(step).max() < tolerance:
            break
    return strength, precision, done


def _step(
    pairs: _Pairs, curvature: FloatArray, slope: FloatArray, ridge: float
) -> tuple[FloatArray, FloatArray | None]:
    """Newton's step, and the matrix it was solved with where that is dense."""
    diagonal = added(pairs.one, curvature, pairs.items) + ridge
    diagonal += added(pairs.two, curvature, pairs.items)
    if pairs.items <= MOST_DENSE_ITEMS:
        precision = np.zeros((pairs.items, pairs.items))
        precision[pairs.one, pairs.two] = precision[pairs.two, pairs.one] = -curvature
        np.fill_diagonal(precision, diagonal)
        return linalg.solve(precision, slope, assume_a="pos"), precision
    beside = sparse.coo_array((-curvature, (pairs.one, pairs.two)), shape=(pairs.items,) * 2)
    matrix = (beside + beside.T + sparse.diags_array(diagonal)).tocsr()
    return cg(matrix, slope, rtol=1e-8, maxiter=1000, M=sparse.diags_array(1 / diagonal))[0], None


def _score(
    pairs: _Pairs, wins_one: FloatArray, wins_two: FloatArray, strength: FloatArray, ridge: float
) -> float:
    """Log probability of the wins and of the strengths, but for a constant."""
    lead = strength[pairs.one] - strength[pairs.two]
    losses = np.logaddexp(0, -lead) @ wins_one + np.logaddexp(0, lead) @ wins_two
    return -float(losses + 0.5 * ridge * strength @ strength)


def _standard_error(precision: FloatArray | None) -> FloatArray | None:
    """Standard errors of strengths less their mean, which alone the verdicts tell about."""
    if precision is None:
        return None
    covariance = linalg.solve(precision, np.eye(len(precision)), assume_a="pos")
    centred = covariance - covariance.mean(axis=0)
    return np.sqrt(np.maximum(np.diag(centred - centred.mean(axis=1, keepdims=True)), 0.0))


def _sigmoid(lead: FloatArray) -> FloatArray:
    return 1 / (1 + np.exp(-np.clip(lead, -30, 30)))


def _check(method: object, deviation: float, iterations: int, tolerance: float) -> None:
    if deviation <= 0 or iterations < 1 or tolerance < 0:
        raise InvalidInputError(
            f"{method} cannot be fitted; the deviation is above 0, iterations start at 1, the "
            "tolerance at 0."
        )
