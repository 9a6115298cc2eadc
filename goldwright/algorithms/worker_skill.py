"""What is known of one worker's accuracy while work is going on: a Beta distribution, counted.

Without arrays, for whoever only reads it: a server that is idle does without them, 10 MiB.
"""

from dataclasses import dataclass

from goldwright.errors import InvalidInputError

# A new worker is taken to be right in 8 of 10 answers, and 10 answers of evidence outweigh that.
PRIOR_CORRECT = 8.0
PRIOR_WRONG = 2.0
# No record is long enough to promise more than this, and one vote must never decide a task.
HIGHEST_ACCURACY = 0.99


@dataclass(frozen=True, slots=True)
class WorkerSkill:
    """Right and wrong answers of one worker in one project, as evidence; not whole numbers.

    Gold counts one; agreement with a settled answer counts its confidence on either side.
    """

    correct: float = 0.0
    wrong: float = 0.0

    def learn(self, probability_correct: float, *, weight: float = 1.0) -> "WorkerSkill":
        """The skill after one more answer that is right with this probability (gold: 0 or 1)."""
        if not (0 <= probability_correct <= 1 and weight >= 0):
            raise InvalidInputError(
                f"An answer cannot be right with probability {probability_correct} and weigh "
                f"{weight}; give a probability from 0 to 1 and a weight of at least 0."
            )
        return WorkerSkill(
            correct=self.correct + weight * probability_correct,
            wrong=self.wrong + weight * (1 - probability_correct),
        )

    @property
    def accuracy(self) -> float:
        """Expected accuracy, from 0 to 1: the mean of the Beta distribution with its prior."""
        correct = self.correct + PRIOR_CORRECT
        return correct / (correct + self.wrong + PRIOR_WRONG)
