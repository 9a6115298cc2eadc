# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# PyArrow and SciPy ship no types; every public signature below states what comes out.
"""Who gave which class to which task, as integer codes: what every method here takes."""

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goldwright.algorithms.arrays import BoolArray, CodeArray, FloatArray, IdArray, IndexArray
from goldwright.errors import InvalidInputError

UNKNOWN = -1
# From here on numbers are coded side by side; other ids only where it is worth the memory that
# Arrow keeps for each thread, and where two threads sort faster than one.
_NUMBERS_TOGETHER_FROM = 500_000
_HALVED_FROM = 2_000_000
_KEY_BITS = 64
# A table of all numbers between the least and the greatest has so many cells a vote at most.
_TABLE_CELLS = 4
# So many numbers at once stay in the cache.
_BLOCK = 2**15
# Where each id comes so many times among the first, there are few of them.
_FEW_TIMES = 8
# As many as a code of 32 bits holds, and the least number that is written with so many.
_DIGITS = 9
_LEAST_OF_DIGITS = np.array([0, 0, *(10**digits for digits in range(1, _DIGITS))], dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """One row per vote, ordered by task then worker; make one with `from_columns` or `from_table`.

    `task`, `worker` and `label` are codes: positions in `tasks`, `workers` and `classes`, where
    the ids are. `task_start` has one more entry than there are tasks: the votes on task `i` are the
    rows `task_start[i]` to `task_start[i + 1]`. `weight` is None when every vote counts one.
    Tasks and workers come in order of first appearance, numbers ascending; classes sorted or as
    given.
    """

    task: CodeArray
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
        classes: Sequence[Hashable] | None = None,
    ) -> "Votes":
        """Votes from named columns of an Arrow, pandas or Polars table or a dict of lists."""
        wanted = [task, worker, label] + ([weight] if weight is not None else [])
        try:
            columns = [table[name] for name in wanted]
        except KeyError as error:
            raise InvalidInputError(
                f"The table has no column {error}; name the columns with task=, worker=, label=."
            ) from error
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
        classes: Sequence[Hashable] | None = None,
    ) -> "Votes":
        """Votes from three columns of ids of equal length, in any order.

        A second vote of one worker on one task is refused rather than counted: which of them holds
        is for the caller to say. Classes are sorted unless given; giving them keeps a class that
        nobody chose and refuses any other. Cost: coding strings, then one linear sort.
        """
        (task, task_ids), (worker, worker_ids), (label, label_ids) = _coded(tasks, workers, labels)
        _check_lengths(task, worker, label)
        label, class_ids = _ordered_classes(label, label_ids, classes)
        weight = None if weights is None else _checked_weights(weights, len(task))
        bits = [(len(ids) - 1).bit_length() for ids in (task_ids, worker_ids, class_ids)]
        if weight is None and sum(bits) <= _KEY_BITS:
            key = _key(task, worker, label, bits)
            del task, worker, label  # they would be held beside those that come of it
            task, worker, label = _sorted(key, bits)
        else:
            order = np.lexsort((worker, task))
            task, worker, label = task[order], worker[order], label[order]
            weight = None if weight is None else weight[order]
        next_task = task[1:] != task[:-1]
        if not (next_task | (worker[1:] != worker[:-1])).all():
            raise _repeated_vote(tasks, workers)
        starts = np.flatnonzero(next_task) + 1
        return cls(
            task=task,
            worker=worker,
            label=label,
            weight=weight,
            task_start=np.concatenate([[0], starts, [len(task)]]).astype(np.int32),
            tasks=task_ids,
            workers=worker_ids,
            classes=class_ids,
        )

    def __len__(self) -> int:
        return len(self.task)

    def select(self, begin: int, end: int) -> "Votes":
        """The votes on tasks `begin` to `end`, with all workers and classes; nothing is copied.

        Only `task` and `task_start` are made anew, to count from the first of these tasks.
        """
        first, last = self.task_start[begin], self.task_start[end]
        rows = slice(first, last)
        return Votes(
            task=self.task[rows] - np.int32(begin),
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
            task=np.repeat(np.arange(len(places), dtype=np.int32), size),
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
            task=self.task[kept],
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
        return self._sum(cell, per_vote, shape[0] * shape[1]).reshape(shape)

    def sum_by_task(self, per_vote: FloatArray) -> FloatArray:
        """The same by task, (tasks,)."""
        return self._sum(self.task, per_vote, len(self.tasks))

    def sum_by_worker(self, per_vote: FloatArray) -> FloatArray:
        """The same by worker, (workers,)."""
        return self._sum(self.worker, per_vote, len(self.workers))

    def _sum(self, place: NDArray[Any], per_vote: FloatArray, places: int) -> FloatArray:
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
        return known


_ABSENT = object()


def _coded(*columns: Any) -> list[tuple[CodeArray, IdArray]]:  # noqa: ANN401 - see from_columns
    """Codes and ids of the columns for tasks, workers and labels."""
    kinds = ("tasks", "workers", "labels")
    chunked = list(map(_chunked, columns, kinds))
    are_numbers = all(pa.types.is_integer(one.type) for one in chunked)
    if len(chunked[0]) < (_NUMBERS_TOGETHER_FROM if are_numbers else _HALVED_FROM):
        return list(map(_codes, chunked, kinds))
    # Arrow lets other threads run while it codes.
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_codes, chunked, kinds))


def _codes(chunked: Any, what: str) -> tuple[CodeArray, IdArray]:  # noqa: ANN401 - see _chunked
    """Codes of a column in the order that `Votes` promises, and the ids they stand for."""
    if chunked.null_count:
        position = chunked.is_null().to_numpy().argmax()
        raise InvalidInputError(
            f"Row {position} has no value in {what}; leave out votes that are not complete."
        )
    if len(chunked) == 0:
        raise InvalidInputError("There are no votes; give at least one row.")
    is_number = pa.types.is_integer(chunked.type)
    values = _joined(chunked) if is_number else _numerals(chunked)
    if values is not None:
        low, high = int(values.min()), int(values.max())
        if high - low < _TABLE_CELLS * len(values):
            codes, ids = _tabled(values, low, high)
            return (codes, ids) if is_number else _as_they_appear(chunked, codes, len(ids))
    coded = chunked.dictionary_encode().unify_dictionaries()
    codes = _joined(pa.chunked_array([chunk.indices for chunk in coded.chunks]))
    ids = coded.chunk(0).dictionary.to_numpy(zero_copy_only=False)
    return _ascending(codes, ids) if is_number else (codes, ids)


def _joined(chunked: Any) -> NDArray[Any]:  # noqa: ANN401 - see _chunked
    """The numbers of a column; those of one chunk are not copied."""
    return chunked.chunk(0).to_numpy() if chunked.num_chunks == 1 else chunked.to_numpy()


def _numerals(chunked: Any) -> NDArray[np.int32] | None:  # noqa: ANN401 - see _chunked
    """The whole numbers that ids end in, where they are the same before them and tell them apart.

    None where they are not: other strings, or some with zeros in front and others without. Reading
    digits is four times faster than hashing strings, of which there are many; few are hashed fast.
    """
    if not pa.types.is_string(chunked.type) or len(chunked) < _BLOCK:
        return None
    first = chunked[0].as_py()
    # Digits of other scripts are no bytes from 48 to 57, and refused below.
    before = first.rstrip("0123456789").encode()
    values = np.empty(len(chunked), dtype=np.int32)
    lengths: set[int] = set()
    has_zero = False
    row = 0
    for chunk in chunked.chunks:
        _, offsets, data = chunk.buffers()
        if data is None:  # nothing but empty ids
            return None
        ends = np.frombuffer(offsets, dtype=np.int32)[chunk.offset :][: len(chunk) + 1]
        text = np.frombuffer(data, dtype=np.uint8)
        for begin in range(0, len(chunk), _BLOCK):
            block = ends[begin : begin + _BLOCK + 1]
            digits = np.diff(block) - len(before)
            fewest, most = int(digits.min()), int(digits.max())
            into = values[row : row + len(digits)]
            row += len(digits)
            if fewest < 1 or most > _DIGITS or not _read_digits(text, block, before, into):
                return None
            lengths |= {fewest, most}
            if row == len(into) and len(np.unique(into)) < row // _FEW_TIMES:
                return None
            # A number without zeros in front has as many digits as it takes to write it.
            has_zero = has_zero or bool((into < _LEAST_OF_DIGITS[digits]).any())
            if has_zero and len(lengths) > 1:
                return None
    return values


def _read_digits(
    text: NDArray[np.uint8], ends: NDArray[np.int32], before: bytes, into: NDArray[np.int32]
) -> bool:
    """Whether these ids are `before` and digits; the numbers that those are go to `into`."""
    start, end = ends[:-1], ends[1:]
    length = end - start
    longest = int(length.max())
    is_even = int(length.min()) == longest
    # Ids of one length lie in the rows of a matrix, of which a column is read with no look-up.
    rows = text[ends[0] : ends[-1]].reshape(-1, longest) if is_even else None
    for place, expected in enumerate(before):
        found = text[start + place] if rows is None else rows[:, place]
        if (found != expected).any():
            return False
    into[:] = 0
    for place in range(longest - len(before)):
        back = place + 1
        if rows is None:
            digit = text[np.maximum(end - back, 0)] - np.uint8(ord("0"))
            digit[back > length - len(before)] = 0
        else:
            digit = rows[:, longest - back] - np.uint8(ord("0"))
        if digit.max() > 9:  # noqa: PLR2004 - the last digit; what is below the first comes round
            return False
        into += digit * np.int32(10**place)
    return True


def _as_they_appear(chunked: Any, codes: CodeArray, count: int) -> tuple[CodeArray, IdArray]:  # noqa: ANN401 - see _chunked
    """The codes in the order in which their ids first appear, and those ids; changes `codes`."""
    first = np.empty(count, dtype=np.int32)
    # Of several rows the last one written stays, which is the first one there is.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1, dtype=np.int32)
    is_first = np.zeros(len(codes), dtype=np.bool_)
    is_first[first] = True
    place = np.cumsum(is_first, dtype=np.int32)[first]
    place -= np.int32(1)
    _look_up(place, codes)
    column = chunked.chunk(0) if chunked.num_chunks == 1 else chunked
    ids = column.take(pa.array(np.flatnonzero(is_first)))
    return codes, ids.to_numpy(zero_copy_only=False)


def _look_up(values: CodeArray, places: CodeArray) -> None:
    """Put in the place of each place the value there."""
    for begin in range(0, len(places), _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        places[rows] = values[places[rows]]


def _tabled(values: NDArray[Any], low: int, high: int) -> tuple[CodeArray, IdArray]:
    """Codes of whole numbers that lie close together, by a table of all between `low` and `high`.

    Ten times faster than hashing them.
    """
    wide = values.dtype if values.itemsize == np.dtype(np.int64).itemsize else np.dtype(np.int64)
    first = wide.type(low)
    place = np.empty(len(values), dtype=np.int32)
    present = np.zeros(high - low + 1, dtype=np.bool_)
    for begin in range(0, len(values), _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        cell = values[rows].astype(wide, copy=False) - first
        present[cell] = True
        place[rows] = cell
    ids = np.flatnonzero(present)
    if len(ids) < len(present):
        code = np.cumsum(present, dtype=np.int32)
        code -= np.int32(1)
        _look_up(code, place)
    return place, ids.astype(wide) + first


def _ascending(codes: CodeArray, ids: IdArray) -> tuple[CodeArray, IdArray]:
    order = np.argsort(ids, kind="stable")
    if (order[1:] > order[:-1]).all():
        return codes, ids
    place = np.empty(len(ids), dtype=np.int32)
    place[order] = np.arange(len(ids), dtype=np.int32)
    return place[codes], ids[order]


def _key(task: CodeArray, worker: CodeArray, label: CodeArray, bits: Sequence[int]) -> NDArray[Any]:
    """Each vote as one number, of so many bits for its task, its worker and its label."""
    _, for_worker, for_label = bits
    kind = np.uint32 if sum(bits) <= np.iinfo(np.uint32).bits else np.uint64
    key = task.astype(kind)
    for codes, width in ((worker, for_worker), (label, for_label)):
        key <<= kind(width)
        key |= codes.view(np.uint32)
    return key


def _sorted(key: NDArray[Any], bits: Sequence[int]) -> tuple[CodeArray, CodeArray, CodeArray]:
    """Tasks, workers and labels of the votes by task, then worker; `key` is used up."""
    _, for_worker, for_label = bits
    kind = key.dtype.type
    worker, label = (np.empty(len(key), dtype=np.int32) for _ in range(2))
    task = key.view(np.int32) if kind is np.uint32 else np.empty(len(key), dtype=np.int32)

    def sort(rows: slice) -> None:
        part = key[rows]
        part.sort()
        for begin in range(rows.start, rows.stop, _BLOCK):
            block = slice(begin, min(begin + _BLOCK, rows.stop))
            left = key[block]
            label[block] = left & kind((1 << for_label) - 1)
            left >>= kind(for_label)
            worker[block] = left & kind((1 << for_worker) - 1)
            left >>= kind(for_worker)
            if kind is np.uint64:
                task[block] = left

    if len(key) < _HALVED_FROM:
        sort(slice(0, len(key)))
    else:
        middle = len(key) // 2
        key.partition(middle)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(sort, (slice(0, middle), slice(middle, len(key)))))
    return task, worker, label


def _chunked(column: Any, what: str) -> Any:  # noqa: ANN401 - PyArrow ships no types
    """The column as an Arrow chunked array of plain values."""
    try:
        if isinstance(column, pa.ChunkedArray):
            chunked = column
        elif hasattr(column, "__arrow_c_stream__"):
            chunked = pa.chunked_array(column)
        else:
            array = pa.array(column, from_pandas=True)
            chunked = array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])
        if pa.types.is_dictionary(chunked.type):
            # The dictionary of a categorical column may hold unused or repeated values.
            chunked = chunked.cast(chunked.type.value_type)
    except (pa.ArrowException, TypeError) as error:
        raise InvalidInputError(
            f"The column of {what} cannot be read ({error}); give ids of one type, "
            "all strings or all whole numbers."
        ) from error
    return chunked


def _check_lengths(task: CodeArray, worker: CodeArray, label: CodeArray) -> None:
    if not len(task) == len(worker) == len(label):
        raise InvalidInputError(
            f"Columns differ in length: {len(task)} tasks, {len(worker)} workers, "
            f"{len(label)} labels; give one of each for every vote."
        )


def _ordered_classes(
    label: CodeArray, seen: IdArray, classes: Sequence[Hashable] | None
) -> tuple[CodeArray, IdArray]:
    """Labels coded by the sorted or the given classes, and those classes."""
    if classes is None:
        return _ascending(label, seen)
    places = {name: position for position, name in enumerate(classes)}
    if len(places) != len(classes):
        raise InvalidInputError(f"Classes {list(classes)} repeat a name; list each class once.")
    strangers = [name for name in seen.tolist() if name not in places]
    if strangers:
        raise InvalidInputError(
            f"Label {strangers[0]!r} is not among the classes {list(classes)}; add it or drop it."
        )
    place = np.array([places[name] for name in seen.tolist()], dtype=np.int32)
    # Made by Arrow too, so that given and seen classes have one type of array.
    return place[label], pa.array(list(classes)).to_numpy(zero_copy_only=False)


def _checked_weights(weights: Any, count: int) -> FloatArray:  # noqa: ANN401 - see from_columns
    try:
        column = _chunked(weights, "weights").cast(pa.float64())
    except pa.ArrowInvalid as error:
        raise InvalidInputError(f"Weights are not numbers ({error}); give numbers.") from error
    weight = np.asarray(column.to_numpy(), dtype=np.float64)
    if len(weight) != count:
        raise InvalidInputError(f"{count} votes but {len(weight)} weights; give one weight a vote.")
    if not (np.isfinite(weight).all() and (weight > 0).all()):
        raise InvalidInputError("A weight is not above zero and finite; leave out votes without.")
    return weight


def _repeated_vote(tasks: Any, workers: Any) -> InvalidInputError:  # noqa: ANN401 - see from_columns
    """The error that names the first repeated pair."""
    (task, task_ids), (worker, worker_ids) = (
        _codes(_chunked(column, what), what)
        for column, what in ((tasks, "tasks"), (workers, "workers"))
    )
    pair = task.astype(np.int64) * len(worker_ids) + worker
    first_seen = np.unique(pair, return_index=True)[1]
    repeated = np.ones(len(pair), dtype=bool)
    repeated[first_seen] = False
    row = int(repeated.argmax())
    return InvalidInputError(
        f"Row {row} is a second vote of worker {worker_ids[worker[row]]} "
        f"on task {task_ids[task[row]]}; keep one vote per worker and task."
    )
