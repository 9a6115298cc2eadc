"""Tags of the tokens of texts, from several people's: every token is a question of its own.

Nguyen, A. T., Wallace, B., Li, J. J., Nenkova, A. and Lease, M. (2017): Aggregating and predicting
sequence labels from crowd annotations. Association for Computational Linguistics, 299-309, where
Dawid and Skene's model by token is the one to beat. Tags of the form `B-x`, `I-x`, `O` keep their
grammar in the answer: an `I-x` that continues nothing becomes `B-x`.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.dawid_skene import DawidSkene
from goldwright.algorithms.glad import Glad
from goldwright.algorithms.mace import Mace
from goldwright.algorithms.one_coin import OneCoinDawidSkene
from goldwright.algorithms.variational import VariationalDawidSkene
from goldwright.algorithms.votes import Votes
from goldwright.errors import InvalidInputError

Method = DawidSkene | VariationalDawidSkene | OneCoinDawidSkene | Mace | Glad


@dataclass(frozen=True, slots=True, eq=False)
class TagsResult:
    """`tags` of the tokens of each task, and the `confidence` in each, both by task id.

    `votes` holds one task a token, numbered through; `posterior` (tokens, tags) is theirs.
    """

    votes: Votes
    posterior: FloatArray
    tags: Mapping[Hashable, tuple[str, ...]]
    confidence: Mapping[Hashable, FloatArray]


@dataclass(frozen=True, slots=True)
class TokenTags:
    """A categorical model over all tokens of all tasks at once."""

    method: Method = VariationalDawidSkene()  # noqa: RUF009 - frozen

    def fit(self, answers: Mapping[Hashable, Mapping[Hashable, Sequence[str]]]) -> TagsResult:
        """Tags by task, from tags by task and worker; all of a task are of one length."""
        tokens: list[int] = []
        workers: list[Hashable] = []
        given: list[str] = []
        starts: dict[Hashable, tuple[int, int]] = {}
        reached = 0
        for task, by_worker in answers.items():
            lengths = {len(tags) for tags in by_worker.values()}
            if len(lengths) != 1:
                raise InvalidInputError(
                    f"Tags of task {task!r} have lengths {sorted(lengths)}; give one for each "
                    "token, the same tokens for every worker."
                )
            (length,) = lengths
            starts[task] = (reached, reached + length)
            for worker, tags in by_worker.items():
                tokens.extend(range(reached, reached + length))
                workers.extend([worker] * length)
                given.extend(tags)
            reached += length
        votes = Votes.from_columns(tokens, workers, given)
        posterior = np.zeros((reached, len(votes.classes)))
        posterior[votes.tasks.astype(np.int64)] = self.method.fit(votes).posterior
        names = votes.classes[posterior.argmax(axis=1)].tolist()
        best = posterior.max(axis=1)
        return TagsResult(
            votes=votes,
            posterior=posterior,
            tags={task: grammatical(names[begin:end]) for task, (begin, end) in starts.items()},
            confidence={task: best[begin:end] for task, (begin, end) in starts.items()},
        )


def grammatical(tags: Sequence[str]) -> tuple[str, ...]:
    """The tags, where every `I-x` continues a `B-x` or an `I-x`."""
    found: list[str] = []
    for tag in tags:
        before = found[-1] if found else "O"
        continues = before[:2] in {"B-", "I-"} and before[2:] == tag[2:]
        found.append(f"B-{tag[2:]}" if tag.startswith("I-") and not continues else tag)
    return tuple(found)
