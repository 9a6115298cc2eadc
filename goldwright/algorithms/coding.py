# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# PyArrow ships no types; every public signature below states what comes out.
"""Columns of ids as codes, whole numbers from 0 on, made where and when they are needed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goldwright.algorithms.arrays import CodeArray, IdArray, IndexArray
from goldwright.algorithms.columns import arrow_of, ids_of
from goldwright.errors import InvalidInputError

# From here on columns are coded side by side: it has to be worth the memory that Arrow keeps for
# each thread, and that threads wait for each other.
_TOGETHER_FROM = 2_000_000
# Whole numbers that lie closer together than this are codes, but for their least.
_CLOSE = 2**31
# A table of all numbers between the least and the greatest has so many cells a vote at most.
_TABLE_CELLS = 4
# So many numbers at once stay in the cache.
_BLOCK = 2**15
# Where each id comes so many times among the first, there are few of them.
_FEW_TIMES = 8
_NONE = np.empty(0, dtype=np.int64)
# As many as a code of 32 bits holds, and the least number that is written with so many.
_DIGITS = 9
_LEAST_OF_DIGITS = np.array([0, 0, *(10**digits for digits in range(1, _DIGITS))], dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of ids; its codes are `values` less `low`, looked up in `table` if there is one.

    They are below `count` and stand for `ids`. Where `ids` are empty, they are the ids themselves
    less `low`, and some below `count` may stand for none.
    """

    values: NDArray[Any]
    count: int
    ids: IdArray
    low: int = 0
    table: CodeArray | None = None

    def __len__(self) -> int:
        return len(self.values)

    @property
    def wide(self) -> type[np.int64] | type[np.uint64]:
        """What holds any of its values, and their differences."""
        return np.uint64 if self.values.dtype == np.uint64 else np.int64

    def put(self, rows: slice, into: NDArray[Any]) -> None:
        """The codes of these rows, into an array of them."""
        if self.table is not None:
            into[:] = self.table[self.values[rows] - self.wide(self.low)]
        elif self.low == 0:
            into[:] = self.values[rows]
        else:
            np.subtract(self.values[rows], self.low, out=into, dtype=self.wide, casting="unsafe")

    def codes(self, rows: slice | IndexArray = slice(None)) -> CodeArray:
        """The codes of these rows, of all if none are named."""
        found = np.empty(len(self.values[rows]), dtype=np.int32)
        replace(self, values=self.values[rows]).put(slice(None), found)
        return found


def coded(tasks: Any, workers: Any, labels: Any) -> tuple[Coded, Coded, Coded]:  # noqa: ANN401 - see Votes.from_columns
    """The columns for tasks, workers and labels; tasks that are whole numbers may have no ids."""
    kinds = ("tasks", "workers", "labels")
    chunked = [arrow_of(*column) for column in zip((tasks, workers, labels), kinds, strict=True)]
    if len(chunked[0]) < _TOGETHER_FROM:
        found = map(_coded, chunked, kinds)
        return next(found), next(found), next(found)
    # Arrow lets other threads run while it codes.
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(_coded, chunked, kinds)
        return next(found), next(found), next(found)


def blocks(rows: slice, size: int) -> Iterator[slice]:
    """The rows in parts of this size, the last of what is left."""
    for begin in range(rows.start, rows.stop, size):
        yield slice(begin, min(begin + size, rows.stop))


def ascending(column: Coded) -> Coded:
    """The column with codes that ascend with its ids."""
    order = np.argsort(column.ids, kind="stable")
    if (order[1:] > order[:-1]).all():
        return column
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return recoded(column, place, column.ids[order])


def recoded(column: Coded, place: CodeArray, ids: IdArray) -> Coded:
    """The column with other ids, among which its own have these places."""
    table = place if column.table is None else place[column.table]
    return replace(column, count=len(ids), ids=ids, table=table)


def _coded(chunked: Any, what: str) -> Coded:  # noqa: ANN401 - see arrow_of
    """A column in the order that `Votes` promises."""
    if len(chunked) == 0:
        raise InvalidInputError("There are no votes; give at least one row.")
    is_number = pa.types.is_integer(chunked.type)
    values = _joined(chunked) if is_number else _numerals(chunked)
    if values is not None:
        low, high = int(values.min()), int(values.max())
        if is_number and what == "tasks" and high - low < _CLOSE:
            # Sorting votes by task tells which there are.
            return Coded(values, count=high - low + 1, ids=_NONE, low=low)
        if high - low < _TABLE_CELLS * len(values):
            found = _tabled(values, low, high)
            return found if is_number else _as_they_appear(chunked, found)
    encoded = chunked.dictionary_encode().unify_dictionaries()
    codes = _joined(pa.chunked_array([chunk.indices for chunk in encoded.chunks]))
    ids = ids_of(encoded.chunk(0).dictionary)
    found = Coded(codes, count=len(ids), ids=ids)
    return ascending(found) if is_number else found


def _joined(chunked: Any) -> NDArray[Any]:  # noqa: ANN401 - see arrow_of
    """The numbers of a column; those of one chunk are not copied."""
    return chunked.chunk(0).to_numpy() if chunked.num_chunks == 1 else chunked.to_numpy()


def _tabled(values: NDArray[Any], low: int, high: int) -> Coded:
    """Whole numbers that lie close together, by a table of all between `low` and `high`.

    Ten times faster than hashing them.
    """
    column = Coded(values, count=high - low + 1, ids=_NONE, low=low)
    present = np.zeros(column.count, dtype=np.bool_)
    for rows in blocks(slice(0, len(values)), _BLOCK):
        present[values[rows] - column.wide(low)] = True
        # Of few numbers the first rows have them all.
        if len(present) < _BLOCK and present.all():
            break
    ids = np.flatnonzero(present).astype(column.wide) + column.wide(low)
    column = replace(column, count=len(ids), ids=ids)
    if len(ids) == len(present):
        return column
    code = np.cumsum(present, dtype=np.int32)
    code -= np.int32(1)
    return replace(column, table=code)


def _as_they_appear(chunked: Any, column: Coded) -> Coded:  # noqa: ANN401 - see arrow_of
    """The column with codes in the order in which its ids first appear, and those ids."""
    first = np.empty(column.count, dtype=np.int32)
    for rows in reversed(list(blocks(slice(0, len(column)), _BLOCK))):
        # Of several rows the last one written stays, which is the first one there is.
        codes = column.codes(rows)[::-1]
        first[codes] = np.arange(rows.stop - 1, rows.start - 1, -1, dtype=np.int32)
    is_first = np.zeros(len(column), dtype=np.bool_)
    is_first[first] = True
    rows = np.flatnonzero(is_first)
    place = np.empty(column.count, dtype=np.int32)
    place[column.codes(rows)] = np.arange(column.count, dtype=np.int32)
    strings = chunked.chunk(0) if chunked.num_chunks == 1 else chunked
    return recoded(column, place, strings.take(pa.array(rows)).to_numpy(zero_copy_only=False))


def _numerals(chunked: Any) -> NDArray[np.int32] | None:  # noqa: ANN401 - see arrow_of
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
