"""Who takes one place among the options more often than the tasks call for.

People who do not look take what stands first or last: Krosnick, J. A. and Alwin, D. F. (1987): An
evaluation of a cognitive theory of response-order effects in survey measurement. Public Opinion
Quarterly 51 (2), 201-219; first and left-hand ones in comparisons: Day, R. L. (1969): Position bias
in paired product tests. Journal of Marketing Research 6 (1), 98-100.
"""

from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import CodeArray, FloatArray
from goldwright.algorithms.columns import added
from goldwright.algorithms.left_out import Crowd
from goldwright.algorithms.tails import normal_below

ORDINARY_EXCESS = 0.15
"""People draw lines between classes in different places, so that an honest one may take an option
somewhat more often than the others: only what is surely beyond this share counts."""

_ANSWERS_MIN = 20


@dataclass(frozen=True, slots=True, eq=False)
class Leaning:
    """By worker: the `place` leaned to (0 the first), the `share` taken and that `expected`.

    `chance` is that of so large a share where `ORDINARY_EXCESS` is beyond the expected one in
    truth, times the places looked at; 1 where too little is known.
    """

    answers: FloatArray
    place: CodeArray
    share: FloatArray
    expected: FloatArray
    chance: FloatArray


def leaned_answers(found: Crowd, places: CodeArray) -> Leaning:
    """How often each worker takes each place, beside what others' answers to the same tasks expect.

    `places` (classes,) say at which place each class stands among the options, 0 the first.
    """
    votes = found.votes
    workers = len(votes.workers)
    rows = np.flatnonzero(found.others > 0)
    truth = found.without(rows)
    worker = votes.worker[rows]
    answers = added(worker, np.ones(len(rows)), workers)
    some = np.maximum(answers, 1)
    count = int(places.max(initial=0)) + 1
    shares, expected, chances = (np.zeros((workers, count)) for _ in range(3))
    for place in range(count):
        likely = truth[:, places == place].sum(axis=1)
        taken = (places[votes.label[rows]] == place).astype(np.float64)
        shares[:, place] = added(worker, taken, workers) / some
        expected[:, place] = added(worker, likely, workers) / some
        # The spread of a share at the edge of what is ordinary, whichever way it came about.
        edge = np.minimum(expected[:, place] + ORDINARY_EXCESS, 1.0)
        error = np.sqrt(np.maximum(edge * (1 - edge), 0.25 / some) / some)
        chances[:, place] = normal_below((edge - shares[:, place]) / error)
    chosen = chances.argmin(axis=1)
    every = np.arange(workers)
    chance = np.minimum(chances[every, chosen] * count, 1.0)
    return Leaning(
        answers=answers,
        place=chosen.astype(np.int32),
        share=shares[every, chosen],
        expected=expected[every, chosen],
        chance=np.where(answers >= _ANSWERS_MIN, chance, 1.0),
    )
