"""Aggregation, agreement and worker skill as a pure library: arrays in, frozen results out.

    from goldwright.algorithms import DawidSkene, Votes

    votes = Votes.from_table({"task": [...], "worker": [...], "label": [...]})
    result = DawidSkene().fit(votes, gold={"t7": "cat"})
    result.by_task(), result.posterior, result.confusion

No database, no files, no clock: one file a method, its paper in the docstring, its laws in
`tests/property/test_algorithms.py`, its cost in `bench/algorithms.py`.
"""

from goldwright.algorithms.dawid_skene import DawidSkene, DawidSkeneResult
from goldwright.algorithms.majority_vote import MajorityVote, MajorityVoteResult
from goldwright.algorithms.one_coin import OneCoinDawidSkene, OneCoinResult
from goldwright.algorithms.votes import UNKNOWN, Votes

__all__ = [
    "UNKNOWN",
    "DawidSkene",
    "DawidSkeneResult",
    "MajorityVote",
    "MajorityVoteResult",
    "OneCoinDawidSkene",
    "OneCoinResult",
    "Votes",
]
