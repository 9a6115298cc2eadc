# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# PyArrow ships no types; every public signature below states what comes out.
"""Who gave which class to which task, as integer codes: what every method here takes."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray, IdArray, IndexArray
from goldwright.algorithms.coding import Coded, ascending, coded, recoded
from goldwright.algorithms.columns import arrow_of, ids_of, named, weights_of
from goldwright.algorithms.sorting import KEY_BITS, keys, parted
from goldwright.errors import InvalidInputError

UNKNOWN = -1
# From here on what Arrow keeps of coding ids, to code others faster, is worth giving back.
_MANY = 2**16
_SHOWN = 10


@dataclass(frozen=True, eq=False)
class Votes:
    """One row per vote, ordered by task then worker; make one with `from_columns` or `from_table`.

    `task`, `worker` and `label` are codes: positions in `tasks`, `workers` and `classes`, where
    the ids are. `task_start` has one more entry than there are tasks: the votes on task `i` are the
    rows `task_start[i]` to `task_start[i + 1]`. `weight` is None when every vote counts one.
    Tasks and workers come in order of first appearance, numbers ascending; classes sorted or as
    given.
    """

    worker: CodeArray
    label: CodeArray
    weight: FloatArray | None
    task_start: CodeArray
    tasks: IdArray
    workers: IdArray
    classes: IdArray

    @classmethod
    def from_table(
        cls,
        table: Any,  # noqa: ANN401 - Arrow, pandas, Polars and a dict of lists share no type
        *,
        task: str = "task",
        worker: str = "worker",
        label: str = "label",
        weight: str | None = None,
        classes: Sequence[Hashable] | IdArray | None = None,
    ) -> "Votes":
        """Votes from named columns of an Arrow, pandas or Polars table or a dict of lists."""
        names = [task, worker, label] + ([weight] if weight is not None else [])
        columns = named(table, names)
        return cls.from_columns(
            columns[0],
            columns[1],
            columns[2],
            weights=columns[3] if weight is not None else None,
            classes=classes,
        )

    @classmethod
    def from_columns(
        cls,
        tasks: Any,  # noqa: ANN401 - anything PyArrow reads as a column
        workers: Any,  # noqa: ANN401 - the same
        labels: Any,  # noqa: ANN401 - the same
        *,
        weights: Any = None,  # noqa: ANN401 - the same
        classes: Sequence[Hashable] | IdArray | None = None,
    ) -> "Votes":
        """Votes from three columns of ids of equal length, in any order.

        A second vote of one worker on one task is refused rather than counted: which of them holds
        is for the caller to say. Classes are sorted unless given; giving them keeps a class that
        nobody chose and refuses any other. Cost: coding strings, then one linear sort.
        """
        columns = coded(tasks, workers, labels)
        _check_lengths(*columns)
        columns = (*columns[:2], _ordered_classes(columns[2], classes))
        # Tasks that are whole numbers are held less the least of them.
        count, least = columns[0].count, columns[0].wide(columns[0].low)
        task_ids, worker_ids, class_ids = (column.ids for column in columns)
        weight = None if weights is None else weights_of(weights, len(columns[0]))
        bits = [(column.count - 1).bit_length() for column in columns]
        if weight is None and sum(bits) <= KEY_BITS:
            task = keys(columns, bits)
            del columns  # they would be held beside those that come of them
            if len(task) >= _MANY:
                pa.default_memory_pool().release_unused()
            worker, label = parted(task, bits)
        else:
            task, worker, label = (column.codes() for column in columns)
            order = np.lexsort((worker, task))
            task, worker, label = task[order], worker[order], label[order]
            weight = None if weight is None else weight[order]
        next_task = task[1:] != task[:-1]
        if not (next_task | (worker[1:] != worker[:-1])).all():
            raise _repeated_vote(tasks, workers)
        starts = np.concatenate([[0], np.flatnonzero(next_task) + 1, [len(task)]]).astype(np.int32)
        if len(task_ids) == 0 and len(starts) == count + 1:
            task_ids = np.arange(count, dtype=least.dtype) + least
        elif len(task_ids) == 0:
            task_ids = task[starts[:-1]].astype(least.dtype) + least
        return cls(
            worker=worker,
            label=label,
            weight=weight,
            task_start=starts,
            tasks=task_ids,
            workers=worker_ids,
            classes=class_ids,
        )

    def __len__(self) -> int:
        return len(self.worker)

    @cached_property
    def task(self) -> CodeArray:
        """The task of each vote, made when it is first asked for."""
        return np.repeat(np.arange(len(self.tasks), dtype=np.int32), np.diff(self.task_start))

    def select(self, begin: int, end: int) -> "Votes":
        """The votes on tasks `begin` to `end`, with all workers and classes; no vote is copied."""
        first, last = self.task_start[begin], self.task_start[end]
        rows = slice(first, last)
        return Votes(
            worker=self.worker[rows],
            label=self.label[rows],
            weight=None if self.weight is None else self.weight[rows],
            task_start=self.task_start[begin : end + 1] - first,
            tasks=self.tasks[begin:end],
            workers=self.workers,
            classes=self.classes,
        )

    def drawn(self, places: IndexArray) -> "Votes":
        """The votes on the tasks at these places, a task as often as it is named, under new ids."""
        first, last = self.task_start[places], self.task_start[places + 1]
        size = (last - first).astype(np.int64)
        starts = np.concatenate([[0], np.cumsum(size)])
        rows = np.arange(starts[-1]) + np.repeat(first - starts[:-1], size)
        return Votes(
            worker=self.worker[rows],
            label=self.label[rows],
            weight=None if self.weight is None else self.weight[rows],
            task_start=starts.astype(np.int32),
            tasks=np.arange(len(places)),
            workers=self.workers,
            classes=self.classes,
        )

    def where(self, rows: BoolArray) -> "Votes":
        """These votes only, with all tasks and classes and the workers who gave one of them."""
        kept = np.flatnonzero(rows)
        present = np.zeros(len(self.workers), dtype=np.bool_)
        present[self.worker[kept]] = True
        codes = np.cumsum(present, dtype=np.int32) - np.int32(1)
        starts = np.concatenate([[0], np.cumsum(rows)])[self.task_start]
        return Votes(
            worker=codes[self.worker[kept]],
            label=self.label[kept],
            weight=None if self.weight is None else self.weight[kept],
            task_start=starts.astype(np.int32),
            tasks=self.tasks,
            workers=self.workers[present],
            classes=self.classes,
        )

    def sum_by_cell(self, per_vote: FloatArray) -> FloatArray:
        """A number per vote, times its weight, added up by task and class; (tasks, classes)."""
        shape = (len(self.tasks), len(self.classes))
        cell = self.task.astype(np.int64) * shape[1] + self.label
        return self.sum_at(cell, per_vote, shape[0] * shape[1]).reshape(shape)

    def sum_by_task(self, per_vote: FloatArray) -> FloatArray:
        """The same by task, (tasks,)."""
        return self.sum_at(self.task, per_vote, len(self.tasks))

    def sum_by_worker(self, per_vote: FloatArray) -> FloatArray:
        """The same by worker, (workers,)."""
        return self.sum_at(self.worker, per_vote, len(self.workers))

    def sum_at(self, place: NDArray[Any], per_vote: FloatArray, places: int) -> FloatArray:
        """The same by any place of each vote, (places,); fastest where those are `np.intp`."""
        weighted = per_vote if self.weight is None else per_vote * self.weight
        return np.bincount(place, weights=weighted, minlength=places).astype(np.float64, copy=False)

    def tally(self) -> FloatArray:
        """Weight of the votes for each class of each task, (tasks, classes)."""
        shape = (len(self.tasks), len(self.classes))
        cell = self.task.astype(np.int64) * shape[1] + self.label
        found = np.bincount(cell, weights=self.weight, minlength=shape[0] * shape[1])
        return found.astype(np.float64, copy=False).reshape(shape)

    def weight_by_task(self) -> FloatArray:
        """Weight of the votes on each task, (tasks,)."""
        if self.weight is None:
            return np.diff(self.task_start).astype(np.float64)
        return self.sum_by_task(np.ones(len(self)))

    def shares(self) -> FloatArray:
        """Each class's part of the votes on a task, (tasks, classes), rows sum to 1."""
        tally = self.tally()
        return tally / tally.sum(axis=1, keepdims=True)

    def named(self, known: CodeArray | None = None) -> BoolArray:
        """Which classes a vote names, or a known class of a task (`UNKNOWN` elsewhere); (classes,).

        The others are declared only: no method answers with them or counts on them.
        """
        found = np.zeros(len(self.classes), dtype=np.bool_)
        found[self.label] = True
        if known is not None:
            found[known[known != UNKNOWN]] = True
        return found

    def mean_by_worker(self, per_vote: FloatArray) -> FloatArray:
        """Weighted mean over each worker's votes of a number per vote, (workers,)."""
        return self.sum_by_worker(per_vote) / self.sum_by_worker(np.ones(len(self)))

    def name_labels(self, labels: CodeArray) -> dict[Hashable, Hashable]:
        """Class ids by task id, from one class code per task."""
        return dict(zip(self.tasks.tolist(), self.classes[labels].tolist(), strict=True))

    def code_gold(self, gold: Mapping[Hashable, Hashable]) -> CodeArray:
        """Known class of each task as a code, `UNKNOWN` where `gold` does not tell; (tasks,).

        Gold for tasks without votes is passed over; a class that is not among `classes` is refused.
        """
        known = np.full(len(self.tasks), UNKNOWN, dtype=np.int32)
        if not gold:
            return known
        class_codes = {name: code for code, name in enumerate(self.classes.tolist())}
        try:
            for position, task in enumerate(self.tasks.tolist()):
                name = gold.get(task, _ABSENT)
                if name is _ABSENT:
                    continue
                if name not in class_codes:
                    raise InvalidInputError(
                        f"Gold of task {task!r} is {name!r}, which no vote names; "
                        "list every class with classes=."
                    )
                known[position] = class_codes[name]
        except (AttributeError, TypeError) as error:
            raise InvalidInputError(
                f"Gold cannot be read ({error}); give a mapping of task to class."
            ) from error
        return known


_ABSENT = object()


def _check_lengths(task: Coded, worker: Coded, label: Coded) -> None:
    if not len(task) == len(worker) == len(label):
        raise InvalidInputError(
            f"Columns differ in length: {len(task)} tasks, {len(worker)} workers, "
            f"{len(label)} labels; give one of each for every vote."
        )


def _ordered_classes(label: Coded, classes: Sequence[Hashable] | IdArray | None) -> Coded:
    """Labels coded by the sorted or the given classes."""
    if classes is None:
        return ascending(label)
    # Read as the labels are, so that given and seen classes have one type of array.
    ids = ids_of(arrow_of(classes, "classes").combine_chunks())
    places = {name: position for position, name in enumerate(ids.tolist())}
    if len(places) != len(ids):
        raise InvalidInputError(f"Classes {_some(ids)} repeat a name; list each class once.")
    strangers = [name for name in label.ids.tolist() if name not in places]
    if strangers:
        raise InvalidInputError(
            f"Label {strangers[0]!r} is not among the classes {_some(ids)}; add it or drop it."
        )
    place = np.array([places[name] for name in label.ids.tolist()], dtype=np.int32)
    return recoded(label, place, ids)


def _some(ids: IdArray) -> str:
    """The first of the ids, for a message."""
    shown = ", ".join(map(repr, ids[:_SHOWN].tolist()))
    return shown if len(ids) <= _SHOWN else f"{shown} and {len(ids) - _SHOWN} more"


def _repeated_vote(tasks: Any, workers: Any) -> InvalidInputError:  # noqa: ANN401 - see from_columns
    """The error that names the first repeated pair."""
    task, worker, _ = coded(tasks, workers, workers)
    pair = task.codes().astype(np.int64) * worker.count + worker.codes()
    first_seen = np.unique(pair, return_index=True)[1]
    repeated = np.ones(len(pair), dtype=bool)
    repeated[first_seen] = False
    row = int(repeated.argmax())
    task_id, worker_id = (
        arrow_of(column, what)[row].as_py()
        for column, what in ((tasks, "tasks"), (workers, "workers"))
    )
    return InvalidInputError(
        f"Row {row} is a second vote of worker {worker_id} on task {task_id}; "
        "keep one vote per worker and task."
    )
