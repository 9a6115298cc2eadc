# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# PyArrow ships no types; every public signature below states what comes out.
"""Columns of ids and numbers, of whatever table, as the arrays that the methods here count with."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goldwright.algorithms.arrays import CodeArray, FloatArray, IdArray
from goldwright.errors import InvalidInputError

_MOST_CELLS = 8_000_000
# Sums of such weights stay numbers in single precision too.
_LEAST_WEIGHT = 1e-12
_UNREADABLE = (pa.ArrowException, TypeError, ValueError, OverflowError)


def named(table: Any, names: Sequence[str]) -> list[Any]:  # noqa: ANN401 - Arrow, pandas, Polars and a dict of lists share no type
    """The columns of these names of an Arrow, pandas or Polars table or a dict of lists."""
    columns: list[Any] = []
    for name in names:
        try:
            columns.append(table[name])
        except TypeError as error:
            raise InvalidInputError(
                f"A {type(table).__name__} has no named columns ({error}); give an Arrow, pandas "
                "or Polars table or a dict of lists."
            ) from error
        except Exception as error:
            # Each kind of table has an error of its own for this.
            raise InvalidInputError(
                f"The table has no column {name!r}; say what yours are called, as in task='item'."
            ) from error
    return columns


def picked(table: Any, names: Sequence[str]) -> list[Any]:  # noqa: ANN401 - see named
    """The same, all of one length and not empty."""
    columns = named(table, names)
    rows = [len(column) for column in columns]
    if len(set(rows)) > 1:
        raise InvalidInputError(
            f"The columns {', '.join(names)} have {rows} rows; give as many in each."
        )
    if rows[0] == 0:
        raise InvalidInputError("The table is empty; give at least one row.")
    return columns


def arrow_of(column: Any, what: str) -> Any:  # noqa: ANN401 - PyArrow ships no types
    """The column as an Arrow chunked array of plain values that can be told apart, without gaps."""
    try:
        chunked = _plain(_chunked(column))
    except _UNREADABLE as error:
        raise _unreadable(what, error) from error
    if chunked.null_count:
        row = chunked.is_null().to_numpy().argmax()
        raise InvalidInputError(
            f"Row {row} has no value in {what}; leave out rows that are not complete."
        )
    return chunked


def values_of(column: Any, what: str) -> list[Any]:  # noqa: ANN401 - see named
    """The values of a column as Python has them, None where there is none."""
    try:
        return _chunked(column).to_pylist()
    except _UNREADABLE as error:
        raise _unreadable(what, error) from error


def ids_of(array: Any) -> IdArray:  # noqa: ANN401 - PyArrow ships no types
    """The ids in an Arrow array; days and times as Python has them, so that they can be named."""
    if pa.types.is_temporal(array.type):
        return np.array(array.to_pylist(), dtype=np.object_)
    return np.asarray(array.to_numpy(zero_copy_only=False))


def coded(columns: Sequence[Any], what: str) -> tuple[list[CodeArray], IdArray]:
    """Codes of columns of ids in order of first appearance, and the ids, shared by all of them."""
    arrays = [pa.concat_arrays(arrow_of(column, what).chunks) for column in columns]
    try:
        joined = pa.concat_arrays(arrays).dictionary_encode()
    except pa.ArrowException as error:
        raise InvalidInputError(
            f"The columns of {what} cannot be read together ({error}); give ids of one type."
        ) from error
    codes = joined.indices.to_numpy()
    ends = np.cumsum([len(array) for array in arrays])[:-1]
    return np.split(codes, ends), ids_of(joined.dictionary)


def numbers(column: Any, what: str) -> FloatArray:  # noqa: ANN401 - see named
    """The finite numbers of a column."""
    try:
        found = np.asarray(arrow_of(column, what).cast(pa.float64()).to_numpy(), dtype=np.float64)
    except pa.ArrowException as error:
        raise InvalidInputError(
            f"The column of {what} has no numbers ({error}); give finite numbers."
        ) from error
    if not np.isfinite(found).all():
        row = int(np.flatnonzero(~np.isfinite(found))[0])
        raise InvalidInputError(f"Row {row} of {what} is {found[row]}; give finite numbers.")
    return found


def weights_of(column: Any, count: int) -> FloatArray:  # noqa: ANN401 - see named
    """Weights, one for each of `count` rows; ones where there is no column."""
    if column is None:
        return np.ones(count)
    weight = numbers(column, "weights")
    if len(weight) != count:
        raise InvalidInputError(
            f"There are {len(weight)} weights for {count} rows; give one for each row."
        )
    wrong = (weight < _LEAST_WEIGHT) | (weight > 1 / _LEAST_WEIGHT)
    if wrong.any():
        row = int(wrong.argmax())
        raise InvalidInputError(
            f"Row {row} of weights is {weight[row]:g}; give weights above 0, from {_LEAST_WEIGHT:g}"
            f" to {1 / _LEAST_WEIGHT:g}, and leave out rows without."
        )
    return weight


def added(place: NDArray[Any], per_row: FloatArray, places: int) -> FloatArray:
    """A number per row, added up by the place of each row, (places,)."""
    return np.asarray(np.bincount(place, weights=per_row, minlength=places), dtype=np.float64)


def distinct(cell: NDArray[Any], cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different values of `cell`, ascending, and the place of each entry among them.

    `cells` is above the greatest.
    """
    if cells > _MOST_CELLS:
        found, place = np.unique(cell, return_inverse=True)
        return found.astype(np.int64), place.astype(np.int64)
    # Marking a table of all cells is several times faster than sorting the rows.
    table = np.zeros(cells, dtype=np.int64)
    table[cell] = 1
    marked = np.flatnonzero(table).astype(np.int64)
    table[marked] = np.arange(len(marked))
    return marked, table[cell]


def sorted_rows(first: Any, second: Any) -> NDArray[np.int64]:  # noqa: ANN401 - see named
    """Places of the rows in ascending order of one column of ids, then of another."""
    rows = pa.array(np.arange(len(first)))
    table = pa.table(
        {"first": arrow_of(first, "ids"), "second": arrow_of(second, "ids"), "row": rows}
    )
    ordered = table.sort_by([("first", "ascending"), ("second", "ascending")])
    return np.asarray(ordered["row"].to_numpy(), dtype=np.int64)


def _unreadable(what: str, error: Exception) -> InvalidInputError:
    return InvalidInputError(
        f"The column of {what} cannot be read ({error}); give one column of values of one type, "
        "all strings or all whole numbers."
    )


def _chunked(column: Any) -> Any:  # noqa: ANN401 - see named
    if isinstance(column, pa.ChunkedArray):
        return column
    if not isinstance(column, pa.Array):
        if hasattr(column, "__arrow_c_stream__"):
            return pa.chunked_array(column)
        column = pa.array(column, from_pandas=True)
    return column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])


def _plain(chunked: Any) -> Any:  # noqa: ANN401 - PyArrow ships no types
    """The values of a categorical column, and types that Arrow cannot sort or Python not name."""
    kind = chunked.type
    if pa.types.is_dictionary(kind):
        # The dictionary of a categorical column may hold unused or repeated values. Arrow cannot
        # look up the views of strings that Polars has in one.
        values = pa.large_string() if kind.value_type == pa.string_view() else kind.value_type
        decoded = [
            pa.DictionaryArray.from_arrays(
                chunk.indices, chunk.dictionary.cast(values)
            ).dictionary_decode()
            for chunk in chunked.chunks
        ]
        return _plain(pa.chunked_array(decoded, type=values))
    if pa.types.is_nested(kind) or isinstance(kind, pa.BaseExtensionType):
        raise TypeError(f"values of type {kind} are no ids")
    if pa.types.is_float16(kind):
        return chunked.cast(pa.float32())
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return chunked.cast(pa.timestamp("us", kind.tz))
    return chunked
