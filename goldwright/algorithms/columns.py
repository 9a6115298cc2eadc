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


def picked(table: Any, names: Sequence[str]) -> list[Any]:  # noqa: ANN401 - Arrow, pandas, Polars and a dict of lists share no type
    """The named columns of an Arrow, pandas or Polars table or a dict of lists."""
    try:
        columns = [table[name] for name in names]
    except KeyError as error:
        raise InvalidInputError(
            f"The table has no column {error}; the columns needed are {', '.join(names)}."
        ) from error
    if len({len(column) for column in columns}) > 1:
        raise InvalidInputError(
            f"The columns {', '.join(names)} have {[len(one) for one in columns]} rows; "
            "give as many in each."
        )
    if len(columns[0]) == 0:
        raise InvalidInputError("The table is empty; give at least one row.")
    return columns


def coded(columns: Sequence[Any], what: str) -> tuple[list[CodeArray], IdArray]:
    """Codes of columns of ids in order of first appearance, and the ids, shared by all of them."""
    arrays = [_plain(column, what) for column in columns]
    try:
        joined = pa.concat_arrays(arrays).dictionary_encode()
    except pa.ArrowException as error:
        raise InvalidInputError(
            f"The columns of {what} cannot be read together ({error}); give ids of one type."
        ) from error
    codes = joined.indices.to_numpy()
    ends = np.cumsum([len(array) for array in arrays])[:-1]
    return np.split(codes, ends), joined.dictionary.to_numpy(zero_copy_only=False)


def numbers(column: Any, what: str) -> FloatArray:  # noqa: ANN401 - see picked
    """The finite numbers of a column."""
    try:
        found = np.asarray(_plain(column, what).cast(pa.float64()).to_numpy(), dtype=np.float64)
    except pa.ArrowException as error:
        raise InvalidInputError(f"The column of {what} has no numbers ({error}).") from error
    if not np.isfinite(found).all():
        row = int(np.flatnonzero(~np.isfinite(found))[0])
        raise InvalidInputError(f"Row {row} of {what} is {found[row]}; give finite numbers.")
    return found


def weights_of(column: Any, count: int) -> FloatArray:  # noqa: ANN401 - see picked
    """Weights above 0, one for each of `count` rows; ones where there is no column."""
    if column is None:
        return np.ones(count)
    weight = numbers(column, "weights")
    if len(weight) != count or not (weight > 0).all():
        raise InvalidInputError(
            f"{len(weight)} weights from {weight.min(initial=np.inf):g} for {count} rows; "
            "give one above 0 for each row."
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


def sorted_rows(first: Any, second: Any) -> NDArray[np.int64]:  # noqa: ANN401 - see picked
    """Places of the rows in ascending order of one column of ids, then of another."""
    rows = pa.array(np.arange(len(first)))
    table = pa.table({"first": _plain(first, "ids"), "second": _plain(second, "ids"), "row": rows})
    ordered = table.sort_by([("first", "ascending"), ("second", "ascending")])
    return np.asarray(ordered["row"].to_numpy(), dtype=np.int64)


def _plain(column: Any, what: str) -> Any:  # noqa: ANN401 - PyArrow ships no types
    """The column as one Arrow array of plain values without gaps."""
    try:
        if hasattr(column, "__arrow_c_stream__"):
            column = pa.chunked_array(column)
        array = pa.array(column, from_pandas=True) if not _is_arrow(column) else column
        if isinstance(array, pa.ChunkedArray):
            array = array.combine_chunks()
        if isinstance(array, pa.ChunkedArray):
            array = pa.concat_arrays(array.chunks)
        if pa.types.is_dictionary(array.type):
            array = array.cast(array.type.value_type)
    except (pa.ArrowException, TypeError) as error:
        raise InvalidInputError(
            f"The column of {what} cannot be read ({error}); give values of one type."
        ) from error
    if array.null_count:
        row = array.is_null().to_numpy(zero_copy_only=False).argmax()
        raise InvalidInputError(f"Row {row} of {what} has no value; leave out incomplete rows.")
    return array


def _is_arrow(column: Any) -> bool:  # noqa: ANN401 - see picked
    return isinstance(column, pa.Array | pa.ChunkedArray)
