# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""Sets of labels: every label is a question of its own, asked of every worker who saw the task.

Binary relevance, with the two rates a worker of Dawid, A. P. and Skene, A. M. (1979): Maximum
likelihood estimation of observer error-rates using the EM algorithm. Journal of the Royal
Statistical Society C 28 (1), 20-28. Rates of a worker on one label lean towards those of the worker
on all labels, and these towards those of the crowd, since most cells hold few votes.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray, IdArray
from goldwright.algorithms.columns import coded, picked, weights_of
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True, eq=False)
class LabelSets:
    """One row per answer; `marks` (rows, labels) says which labels it names."""

    task: CodeArray
    worker: CodeArray
    marks: BoolArray
    weight: FloatArray
    tasks: IdArray
    workers: IdArray
    labels: tuple[Hashable, ...]

    @classmethod
    def from_table(
        cls,
        table: Any,  # noqa: ANN401 - Arrow, pandas, Polars and a dict of lists share no type
        *,
        task: str = "task",
        worker: str = "worker",
        named: str = "labels",
        weight: str | None = None,
        labels: Sequence[Hashable] | None = None,
    ) -> "LabelSets":
        """Answers from named columns; `named` holds a list of labels in each row, maybe empty.

        Labels come in order of first mention unless given.
        """
        names = [task, worker, named] + ([weight] if weight is not None else [])
        columns = picked(table, names)
        (task_codes,), task_ids = coded(columns[:1], "tasks")
        (worker_codes,), worker_ids = coded(columns[1:2], "workers")
        sets: list[Iterable[Hashable]] = [
            one.as_py() if hasattr(one, "as_py") else one for one in columns[2]
        ]
        mentioned = dict.fromkeys(label for one in sets for label in one)
        known = {label: place for place, label in enumerate(labels or mentioned)}
        if strangers := [label for label in mentioned if label not in known]:
            raise InvalidInputError(
                f"Label {strangers[0]!r} is not among the labels given; add it or drop it."
            )
        marks = np.zeros((len(sets), len(known)), dtype=np.bool_)
        for row, one in enumerate(sets):
            marks[row, [known[label] for label in one]] = True
        return cls(
            task=task_codes,
            worker=worker_codes,
            marks=marks,
            weight=weights_of(columns[3] if weight is not None else None, len(sets)),
            tasks=task_ids,
            workers=worker_ids,
            labels=tuple(known),
        )


@dataclass(frozen=True, slots=True, eq=False)
class MultiLabelResult:
    """`posterior` (tasks, labels): probability that the label belongs to the task.

    `sensitivity` and `specificity` (workers, labels): how often a worker names a label that
    belongs, and leaves out one that does not.
    """

    sets: LabelSets
    posterior: FloatArray
    sensitivity: FloatArray
    specificity: FloatArray
    iterations: int

    def chosen(self) -> BoolArray:
        """Labels more probable than not, (tasks, labels)."""
        return self.posterior > 0.5  # noqa: PLR2004 - half

    def by_task(self) -> dict[Hashable, frozenset[Hashable]]:
        """The set of labels of each task."""
        return {
            task: frozenset(self.sets.labels[place] for place in np.flatnonzero(row).tolist())
            for task, row in zip(self.sets.tasks.tolist(), self.chosen(), strict=True)
        }

    def probability(self) -> FloatArray:
        """That a whole set is right, if labels err independently, (tasks,)."""
        return np.maximum(self.posterior, 1 - self.posterior).prod(axis=1)


@dataclass(frozen=True, slots=True)
class MultiLabel:
    """Fitted by expectation-maximisation from the shares of those who named each label.

    `prior_votes` is how many votes the next wider group counts for in a worker's rates on a label.
    """

    prior_votes: float = 4.0
    iterations: int = 100
    tolerance: float = 1e-5

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.prior_votes <= 0 or self.iterations < 1 or self.tolerance < 0:
            raise InvalidInputError(
                f"{self} cannot be fitted; prior votes are above 0, iterations start at 1, the "
                "tolerance at 0."
            )

    def fit(self, sets: LabelSets) -> MultiLabelResult:
        """Which labels belong to which task, and how well each worker tells."""
        rows = np.arange(len(sets.task))
        by_task = sparse.csr_array(
            (sets.weight, (sets.task, rows)), shape=(len(sets.tasks), len(rows))
        )
        by_worker = sparse.csr_array(
            (sets.weight, (sets.worker, rows)), shape=(len(sets.workers), len(rows))
        )
        marks = sets.marks.astype(np.float64)
        named = by_worker @ marks
        given = (by_worker @ np.ones(len(rows)))[:, np.newaxis]
        answers = (by_task @ np.ones(len(rows)))[:, np.newaxis]
        posterior: FloatArray = (by_task @ marks) / answers
        sensitivity = specificity = np.zeros_like(named)
        done = 0
        for done in range(1, self.iterations + 1):  # noqa: B007 - told in the result
            last = posterior
            belongs = posterior[sets.task]
            present = by_worker @ belongs
            hits = by_worker @ (marks * belongs)
            sensitivity = self._rates(hits, present)
            specificity = self._rates(given - present - (named - hits), given - present)
            said = np.log(sensitivity / (1 - specificity))[sets.worker]
            silent = np.log((1 - sensitivity) / specificity)[sets.worker]
            prior = (posterior.sum(axis=0) + 1) / (len(posterior) + 2)
            odds = by_task @ np.where(sets.marks, said, silent) + np.log(prior / (1 - prior))
            posterior = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
            if np.abs(posterior - last).max() < self.tolerance:
                break
        return MultiLabelResult(sets, posterior, sensitivity, specificity, done)

    def _rates(self, right: FloatArray, total: FloatArray) -> FloatArray:
        """Share of right votes by worker and label; beforehand the crowd is right in 8 of 10."""
        crowd = (right.sum() + 8) / (total.sum() + 10)
        worker = (right.sum(axis=1) + self.prior_votes * crowd) / (
            total.sum(axis=1) + self.prior_votes
        )
        return (right + self.prior_votes * worker[:, np.newaxis]) / (total + self.prior_votes)
