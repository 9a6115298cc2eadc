# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every signature below states what comes out.
"""How likely a count or a sum is as large as it was, or as small: what tests of people rest on."""

import numpy as np
from scipy.special import bdtrc, gammaincc, ndtr

from goldwright.algorithms.arrays import FloatArray

_LEAST_SKEW = 0.05


def normal_below(deviations: FloatArray) -> FloatArray:
    """The chance of no more than so many standard deviations above the mean."""
    return np.asarray(ndtr(deviations), dtype=np.float64)


def hits_at_least(hits: FloatArray, total: FloatArray, rate: float | FloatArray) -> FloatArray:
    """The chance of so many hits or more of `total` at a rate; exact."""
    more = bdtrc(np.maximum(hits - 1, 0), np.maximum(total, 1).astype(np.int64), rate)
    return np.where(hits > 0, np.asarray(more, dtype=np.float64), 1.0)


def skewed_above(deviations: FloatArray, skew: FloatArray) -> FloatArray:
    """The chance of more than so many standard deviations, of a sum that is skewed to the right.

    Taken for Pearson's type III, which has the same first three moments.
    """
    shape = 4 / np.maximum(skew, _LEAST_SKEW) ** 2
    far = np.maximum(shape + deviations * np.sqrt(shape), 0.0)
    return np.asarray(gammaincc(shape, far), dtype=np.float64)
