"""A classifier as one more source: what the tasks look like, joined with what workers say.

Goh, H. W., Tkachenko, U. and Mueller, J. (2022): CROWDLAB: Supervised learning to infer consensus
labels and quality scores for data with multiple annotators. arXiv:2210.06812, has the idea; the
classifier and the workers teach each other as in Raykar, V. C. et al. (2010): Learning from crowds.
Journal of Machine Learning Research 11, 1297-1322. How much the votes weigh against the classifier
is what foretells votes best that were held out (`held_out`): workers err on the same hard tasks,
and counting them as independent would drown it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms import softmax
from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray, IndexArray, normalise
from goldwright.algorithms.held_out import folds, records
from goldwright.algorithms.variational import VariationalDawidSkene
from goldwright.algorithms.votes import UNKNOWN, Votes
from goldwright.errors import InvalidInputError

_PARTS = 5
_RIDGES = (0.03, 0.1, 0.3, 1.0, 3.0)
_WEIGHTS = tuple(step / 10 for step in range(1, 11))
# A classifier is never so sure that no vote could say otherwise.
_LEAST_CHANCE = 1e-4
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class ClassifierResult:
    """The answers of both together, and what each is worth.

    `posterior` (tasks, classes), rows sum to 1, and `labels`, the code of the largest entry.
    `classifier` (tasks, classes) is what the classifier says of each task that it did not learn
    from. `vote_weight` from 0.1 to 1 is what a vote counts beside it, where 1 takes workers to err
    independently. `worker_accuracy` (workers,): the expected part of a worker's votes that is
    right.
    """

    votes: Votes
    posterior: FloatArray
    labels: CodeArray
    classifier: FloatArray
    vote_weight: float
    worker_accuracy: FloatArray

    def by_task(self) -> dict[Hashable, Hashable]:
        """Most probable class of each task, by their ids."""
        return self.votes.name_labels(self.labels)


@dataclass(frozen=True, slots=True)
class ClassifierAided:
    """For few votes a task, where features or a model's probabilities say something of them.

    From features it learns a small softmax regression of its own, on all answers but those of a
    task's own fifth, and answers anew, `rounds` times.
    """

    rounds: int = 4
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.rounds < 1:
            raise InvalidInputError(f"{self.rounds} rounds cannot be run; give at least 1.")

    def fit(
        self,
        votes: Votes,
        *,
        features: FloatArray | None = None,
        probabilities: FloatArray | None = None,
        gold: Mapping[Hashable, Hashable] | None = None,
    ) -> ClassifierResult:
        """Answers; give `features` (tasks, any) or a model's `probabilities` (tasks, classes).

        Rows are in the order of `votes.tasks`, columns of probabilities in that of `votes.classes`.
        Probabilities must come from a model that did not learn from these votes. Cost: about a
        hundred fits of the regression; features beyond a few hundred are best reduced first.
        """
        known = votes.code_gold(gold or {})
        rng = np.random.default_rng(self.seed)
        part = rng.integers(0, _PARTS, len(votes.tasks))
        named = votes.named(known)
        source: _Model | _Regression
        if features is not None and probabilities is None:
            source = _Regression(_checked(features, votes), part)
        elif probabilities is not None and features is None:
            source = _Model(_checked(probabilities, votes, columns=len(votes.classes)))
        else:
            raise InvalidInputError("Give either features or probabilities of the tasks.")
        posterior = VariationalDawidSkene().fit(votes, gold=gold).posterior
        source.prepare(posterior)
        weight = _best_weight(votes, source, named, known, rng)
        everything = np.ones(len(votes), dtype=np.bool_)
        said = source.chances(posterior)
        for _ in range(self.rounds):
            said = source.chances(posterior)
            posterior = _joined(votes, posterior, said, rows=everything, weight=weight, named=named)
            _hold(posterior, known)
        return ClassifierResult(
            votes=votes,
            posterior=posterior,
            labels=posterior.argmax(axis=1).astype(np.int32),
            classifier=said,
            vote_weight=weight,
            worker_accuracy=votes.mean_by_worker(posterior[votes.task, votes.label]),
        )


class _Model:
    """Somebody else's probabilities, which stay as they are."""

    def __init__(self, probabilities: FloatArray) -> None:
        total = probabilities.sum(axis=1, keepdims=True)
        if not ((probabilities >= 0).all() and (total > 0).all()):
            raise InvalidInputError("Probabilities are below 0 or all 0; give one row for a task.")
        self._chance = probabilities / total

    def prepare(self, posterior: FloatArray) -> None:
        """Nothing to learn."""

    def chances(self, posterior: FloatArray) -> FloatArray:  # noqa: ARG002 - a regression looks
        """The same whatever is answered."""
        return self._chance


class _Regression:
    """A softmax regression that predicts the tasks of each part from those of the others."""

    def __init__(self, features: FloatArray, part: IndexArray) -> None:
        self._classifiers = softmax.CrossFitted(softmax.standardised(features), part)
        self._ridge = _RIDGES[0]

    def prepare(self, posterior: FloatArray) -> None:
        """Choose the ridge that predicts the answers to other tasks best."""
        losses = [
            -float((posterior * np.log(np.maximum(self._predicted(posterior, one), 1e-12))).sum())
            for one in _RIDGES
        ]
        self._ridge = _RIDGES[int(np.argmin(losses))]

    def chances(self, posterior: FloatArray) -> FloatArray:
        """What it says of each task when the others are answered so."""
        return self._predicted(posterior, self._ridge)

    def _predicted(self, posterior: FloatArray, ridge: float) -> FloatArray:
        return self._classifiers.predicted(posterior, ridge=ridge)


def _best_weight(
    votes: Votes,
    source: _Model | _Regression,
    named: BoolArray,
    known: CodeArray,
    rng: np.random.Generator,
) -> float:
    """The weight of a vote under which answers foretell votes best that they were not made of."""
    gain = np.zeros(len(_WEIGHTS))
    is_known = known != UNKNOWN
    names = votes.classes[known[is_known]].tolist()
    gold = dict(zip(votes.tasks[is_known].tolist(), names, strict=True))
    for fold in folds(votes, rng):
        posterior = VariationalDawidSkene().fit(votes.where(fold.left), gold=gold).posterior
        said = source.chances(posterior)
        for place, weight in enumerate(_WEIGHTS):
            joined = _joined(votes, posterior, said, rows=fold.left, weight=weight, named=named)
            gain[place] += float(np.log(fold.chances(joined)).sum())
    return _WEIGHTS[int(gain.argmax())]


def _joined(
    votes: Votes,
    posterior: FloatArray,
    said: FloatArray,
    *,
    rows: BoolArray,
    weight: float,
    named: BoolArray,
) -> FloatArray:
    """Bayes' rule: the classifier beforehand, then these rows of the votes by workers' records."""
    kept = np.flatnonzero(rows)
    log_record = np.log(records(votes, posterior, rows=rows, at=kept))
    counted = np.full(len(kept), weight) if votes.weight is None else weight * votes.weight[kept]
    per_vote = counted[:, np.newaxis] * log_record
    prior = np.log((1 - _LEAST_CHANCE) * said + _LEAST_CHANCE / said.shape[1])
    joint = np.stack(
        [
            np.bincount(votes.task[kept], weights=per_vote[:, true], minlength=len(votes.tasks))
            for true in range(said.shape[1])
        ],
        axis=1,
    )
    joint += prior
    joint[:, ~named] = -np.inf
    return normalise(joint)[0]


def _hold(posterior: FloatArray, known: CodeArray) -> None:
    is_known = known != UNKNOWN
    posterior[is_known] = 0.0
    posterior[is_known, known[is_known]] = 1.0


def _checked(rows: FloatArray, votes: Votes, *, columns: int | None = None) -> FloatArray:
    """Finite numbers, one row for each task."""
    found = np.asarray(rows, dtype=np.float64)
    wanted = (len(votes.tasks), columns or (found.shape[1] if found.ndim == 2 else 1))  # noqa: PLR2004 - rows and columns
    if found.shape != wanted or not np.isfinite(found).all():
        raise InvalidInputError(
            f"An array of shape {found.shape} does not fit; give finite numbers of shape {wanted}, "
            "one row for each of votes.tasks."
        )
    return found
