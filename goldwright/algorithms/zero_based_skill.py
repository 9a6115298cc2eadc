"""Zero-based skill: Wawa again and again, from weights that start at next to nothing.

The gradient scheme of Crowd-Kit: Ustalov, D., Pavlichenko, N. and Tseitlin, B. (2024): Learning
from crowds with Crowd-Kit. Journal of Open Source Software 9 (96), 6227.
"""

from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.votes import Votes
from goldwright.algorithms.weighted_majority import (
    WeightedVoteResult,
    agreement,
    weigh,
    weighed_tally,
)
from goldwright.errors import InvalidInputError

# Every so many rounds the step is halved, so that answers that swing to and fro come to rest.
_ROUNDS_A_STEP = 20
_RESTING = 1e-9


@dataclass(frozen=True, slots=True)
class ZeroBasedSkill:
    """A worker's weight moves to their agreement with the weighted vote, in ever smaller steps."""

    rounds: int = 100

    def __post_init__(self) -> None:
        """Refuse settings that cannot be fitted."""
        if self.rounds < 1:
            raise InvalidInputError(f"{self.rounds} rounds cannot be run; give at least 1.")

    def fit(self, votes: Votes) -> WeightedVoteResult:
        """Leading class, share and margin of every task; it ends when no weight moves any more."""
        skill = np.full(len(votes.workers), 1.0 / len(votes.classes))
        step = 1.0
        for done in range(1, self.rounds + 1):
            if done % _ROUNDS_A_STEP == 0:
                step /= 2
            moved = step * (agreement(votes, weighed_tally(votes, skill)) - skill)
            skill = skill + moved
            if np.abs(moved).max() < _RESTING * step:
                break
        return weigh(votes, skill)
