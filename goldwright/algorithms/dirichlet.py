# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# SciPy ships no types; every public signature below states what comes out.
"""Dirichlet distributions over rates, told by the votes they are worth along any axis."""

import numpy as np
from scipy import special

from goldwright.algorithms.arrays import FloatArray


def digamma(values: FloatArray) -> FloatArray:
    """Derivative of the logarithm of the gamma function."""
    return np.asarray(special.digamma(values), dtype=np.float64)


def log_means(votes: FloatArray, axis: int) -> FloatArray:
    """Expected logarithm of each rate."""
    return digamma(votes) - digamma(votes.sum(axis=axis, keepdims=True))


def divergence(votes: FloatArray, prior: FloatArray, axis: int) -> float:
    """Kullback-Leibler divergence from `prior` of all distributions together; shapes broadcast."""
    whole = np.broadcast_to(prior, votes.shape)
    return float(((votes - whole) * log_means(votes, axis)).sum()) + (
        _log_normaliser(whole, axis) - _log_normaliser(votes, axis)
    )


def _log_normaliser(votes: FloatArray, axis: int) -> float:
    """Logarithm of the integral that makes the densities sum to 1, of all of them together."""
    return float(special.gammaln(votes).sum() - special.gammaln(votes.sum(axis=axis)).sum())
