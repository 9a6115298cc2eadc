"""Wawa, worker agreement with aggregate: a majority vote, weighed by who agreed with the majority.

The method of Appen (Figure Eight, CrowdFlower) for inter-annotator agreement; described and
compared as Wawa in Ustalov, D., Pavlichenko, N. and Tseitlin, B. (2024): Learning from crowds with
Crowd-Kit. Journal of Open Source Software 9 (96), 6227.
"""

from dataclasses import dataclass

from goldwright.algorithms.votes import Votes
from goldwright.algorithms.weighted_majority import WeightedVoteResult, agreement, weigh


@dataclass(frozen=True, slots=True)
class Wawa:
    """Two passes: the plain majority, then each worker's agreement with it as their weight."""

    def fit(self, votes: Votes) -> WeightedVoteResult:
        """Leading class, share and margin of every task."""
        return weigh(votes, agreement(votes, votes.tally()))
