"""Votes in the order of their tasks, then their workers, by one number for each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goldwright.algorithms.arrays import CodeArray
from goldwright.algorithms.coding import Coded, blocks

KEY_BITS = 64
# From here on two threads are faster than one.
_HALVED_FROM = 2_000_000
# Threads wait for each other at every block, so that small ones cost more than they save.
_BLOCK = 2**16


def keys(columns: Sequence[Coded], bits: Sequence[int]) -> NDArray[Any]:
    """Each vote as one number, of so many bits for its task, its worker and its label."""
    kind = np.uint32 if sum(bits) <= np.iinfo(np.uint32).bits else np.uint64
    found = np.empty(len(columns[0]), dtype=kind)

    def join(half: slice) -> None:
        for rows in blocks(half, _BLOCK):
            key = found[rows]
            columns[0].put(rows, key)
            codes = np.empty_like(key)
            for column, width in zip(columns[1:], bits[1:], strict=True):
                column.put(rows, codes)
                key <<= kind(width)
                key |= codes

    middle = len(found) // 2
    _each(join, [slice(0, middle), slice(middle, len(found))])
    return found


def parted(key: NDArray[Any], bits: Sequence[int]) -> tuple[CodeArray, CodeArray]:
    """Workers and labels of the votes, which are put in order; of `key` tasks are left."""
    _, for_worker, for_label = bits
    kind = key.dtype.type
    worker, label = (np.empty(len(key), dtype=np.int32) for _ in range(2))

    def sort(half: slice) -> None:
        key[half].sort()
        for rows in blocks(half, _BLOCK):
            left = key[rows]
            np.bitwise_and(left, kind((1 << for_label) - 1), out=label[rows], casting="unsafe")
            left >>= kind(for_label)
            np.bitwise_and(left, kind((1 << for_worker) - 1), out=worker[rows], casting="unsafe")
            left >>= kind(for_worker)

    middle = len(key) // 2
    if len(key) >= _HALVED_FROM:
        key.partition(middle)
    _each(sort, [slice(0, middle), slice(middle, len(key))])
    return worker, label


def _each(run: Callable[[slice], None], halves: Sequence[slice]) -> None:
    """The call for each half, on two threads; for all at once where there are few rows."""
    whole = slice(halves[0].start, halves[-1].stop)
    if whole.stop < _HALVED_FROM:
        run(whole)
        return
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, halves))
