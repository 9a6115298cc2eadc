"""The array types of the library and the one piece of arithmetic that its models share."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
# In single or double precision.
RealArray: TypeAlias = NDArray[np.floating[Any]]
Precision: TypeAlias = type[np.float32] | type[np.float64]
CodeArray: TypeAlias = NDArray[np.int32]
IndexArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
# Ids keep the type of the column they came from: strings, whole numbers, booleans.
IdArray: TypeAlias = NDArray[Any]


def normalise(log_joint: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Class probabilities per row of log joint probabilities, and each row's log evidence."""
    # Classes are few and rows many: reducing down the columns of a transposed copy is vectorised
    # over rows and ten times faster than reducing along rows of two or four numbers.
    columns = np.ascontiguousarray(log_joint.T)
    highest = columns.max(axis=0)
    columns -= highest
    np.exp(columns, out=columns)
    total = columns.sum(axis=0)
    columns /= total
    return np.ascontiguousarray(columns.T), np.log(total) + highest
