"""Who preferred which of two: what the methods that rank by pairs take."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray, IdArray
from goldwright.algorithms.columns import coded, picked, weights_of
from goldwright.errors import InvalidInputError


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """One row per verdict of one worker on two items; make one with `from_table`.

    `left`, `right` and `worker` are codes: positions in `items` and `workers`, in order of first
    appearance. `won` is the part of the verdict that went to the left: 1, 0, or 0.5 for a tie.
    """

    left: CodeArray
    right: CodeArray
    won: FloatArray
    worker: CodeArray
    weight: FloatArray
    items: IdArray
    workers: IdArray

    @classmethod
    def from_table(
        cls,
        table: Any,  # noqa: ANN401 - Arrow, pandas, Polars and a dict of lists share no type
        *,
        left: str = "left",
        right: str = "right",
        winner: str = "label",
        worker: str = "worker",
        weight: str | None = None,
        tie: Hashable | None = None,
    ) -> "Comparisons":
        """Verdicts from named columns; `winner` holds the id of one of the two items, or `tie`."""
        names = [left, right, winner, worker] + ([weight] if weight is not None else [])
        columns = picked(table, names)
        (lefts, rights, winners), ids = coded(columns[:3], "items")
        if tie is not None:
            ids, places = _without_tie(ids, tie)
            lefts, rights, winners = places[lefts], places[rights], places[winners]
        is_tie = winners < 0
        is_left = winners == lefts
        wrong = (lefts == rights) | (lefts < 0) | (rights < 0)
        wrong |= ~(is_left | is_tie | (winners == rights))
        if wrong.any():
            row = int(wrong.argmax())
            raise InvalidInputError(
                f"Row {row} names a winner that is neither of its two different items; "
                "name one of them, or say with tie= which word means that neither won."
            )
        (workers,), worker_ids = coded(columns[3:4], "workers")
        return cls(
            left=lefts,
            right=rights,
            won=np.where(is_tie, 0.5, is_left.astype(np.float64)),
            worker=workers,
            weight=weights_of(columns[4] if weight is not None else None, len(lefts)),
            items=ids,
            workers=worker_ids,
        )

    def __len__(self) -> int:
        return len(self.left)


def _without_tie(ids: IdArray, tie: Hashable) -> tuple[IdArray, CodeArray]:
    """The ids but for the word of a tie, and the new code of each old one, -1 for the word."""
    is_item = ids != tie
    places = np.where(is_item, np.cumsum(is_item) - 1, -1).astype(np.int32)
    return ids[is_item], places
