"""Signs in the answers of a project that somebody may not have looked at its tasks.

They are evidence for a person to look at, and change nothing by themselves: neither pay nor what an
answer counts. Each has the chance of its being one, and only those are shown of which few can be
chance: of projects where everybody is honest one in twenty shows any, by the tests that they rest
on; `python -m bench.signals` measures it.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goldwright.algorithms.arrays import FloatArray
from goldwright.algorithms.copying import copied_answers, groups
from goldwright.algorithms.discoveries import discovered
from goldwright.algorithms.guessing import Guessing, guessed_answers
from goldwright.algorithms.leaning import Leaning, leaned_answers
from goldwright.algorithms.left_out import Crowd, crowd
from goldwright.algorithms.pasting import pasted_answers
from goldwright.algorithms.rapid import rapid_answers
from goldwright.algorithms.votes import Votes
from goldwright.quality.rules import HONEST_PROJECTS_WITH_ANY

# Confusion matrices of a question, workers times classes squared; above it it is left out.
_RATES_MAX = 2**22
_QUESTIONS_MAX = 20


class Kind(StrEnum):
    """What a signal is about."""

    RAPID = "rapid"
    """Many answers took less than a tenth of what others need."""
    COPYING = "copying"
    """The same wrong answers as somebody else, more than two would give by themselves."""
    LEANING = "leaning"
    """One place among the options is taken more often than others' answers lead to expect."""
    GUESSING = "guessing"
    """Answers agree with the others' hardly more than chance would have it."""
    PASTING = "pasting"
    """Most of the text was pasted in more answers than others lead to expect."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: its votes by question (empty where answers are no votes) and the known ones.

    Whether its text was rather pasted than typed is None where it has none or nobody told.
    """

    task_id: str
    worker_id: str
    seconds: float
    ballot: Mapping[str, str]
    known: Mapping[str, str]
    is_pasted: bool | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """What was seen of one worker, what would be expected, and how likely that is by chance.

    By kind, `seen` and `expected` are the share of rapid answers and the one that anybody may have;
    the number of same wrong answers of the worker and the first of `others`; the share of answers
    at one place, `option`; the kappa with the others' answers and the least ordinary one; the share
    of answers that were pasted. `answers` is what it rests on: for copying, the tasks in common.
    """

    kind: Kind
    worker_id: str
    answers: int
    seen: float
    expected: float
    chance: float
    question: str | None = None
    option: str | None = None
    others: list[str] = field(default_factory=list[str])


_Looked = TypeVar("_Looked", Guessing, Leaning)


@dataclass(frozen=True, slots=True)
class _Question:
    name: str
    crowd: Crowd
    workers: list[str]


def find_signals(given: Sequence[Given], options: Mapping[str, Sequence[str]]) -> list[Signal]:
    """Signals by worker, the least likely to be chance first.

    `options` has the classes of a question in the order in which everybody sees them; a question
    without it is not looked at for leaning. All evidence is in `given`.
    """
    if not given:
        return []
    questions = [
        one
        for name in sorted({name for one in given for name in one.ballot})[:_QUESTIONS_MAX]
        if (one := _question(name, given)) is not None
    ]
    found = [
        *_rapid(given),
        *_copying(questions),
        *_leaning(questions, options),
        *_guessing(questions),
        *_pasting(given),
    ]
    return sorted(found, key=lambda one: (one.chance, one.worker_id, one.kind))


def _question(name: str, given: Sequence[Given]) -> _Question | None:
    told = [one for one in given if name in one.ballot]
    known: dict[Hashable, Hashable] = {
        one.task_id: one.known[name] for one in told if name in one.known
    }
    classes = sorted({*(one.ballot[name] for one in told), *map(str, known.values())})
    workers = len({one.worker_id for one in told})
    if len(classes) < 2 or workers * len(classes) ** 2 > _RATES_MAX:  # noqa: PLR2004 - a choice
        return None
    votes = Votes.from_columns(
        [one.task_id for one in told],
        [one.worker_id for one in told],
        [one.ballot[name] for one in told],
        classes=classes,
    )
    return _Question(name, crowd(votes, known), [str(one) for one in votes.workers.tolist()])


def _shown(chances: FloatArray) -> list[int]:
    """Places of what is shown of one kind."""
    share = HONEST_PROJECTS_WITH_ANY / len(Kind)
    return np.flatnonzero(discovered(chances, share=share)).tolist()


def _rapid(given: Sequence[Given]) -> list[Signal]:
    tasks = {one: code for code, one in enumerate(dict.fromkeys(one.task_id for one in given))}
    names = list(dict.fromkeys(one.worker_id for one in given))
    code = {one: place for place, one in enumerate(names)}
    found = rapid_answers(
        np.array([tasks[one.task_id] for one in given], dtype=np.int32),
        np.array([code[one.worker_id] for one in given], dtype=np.int32),
        np.array([one.seconds for one in given], dtype=np.float64),
        workers=len(names),
    )
    return [
        Signal(
            Kind.RAPID,
            names[place],
            answers=int(found.answers[place]),
            seen=float(found.rapid[place] / found.answers[place]),
            expected=float(found.ordinary[place]),
            chance=float(found.chance[place]),
        )
        for place in _shown(found.chance)
    ]


def _copying(questions: Sequence[_Question]) -> list[Signal]:
    looked = [copied_answers(one.crowd) for one in questions]
    if not looked:
        return []
    is_shown = np.zeros(sum(len(one.chance) for one in looked), dtype=np.bool_)
    is_shown[_shown(np.concatenate([one.chance for one in looked]))] = True
    signals: list[Signal] = []
    begin = 0
    for question, found in zip(questions, looked, strict=True):
        shown = is_shown[begin : begin + len(found.chance)]
        begin += len(found.chance)
        for group in groups(found.one, found.two, shown):
            for worker in group:
                own = np.flatnonzero(shown & ((found.one == worker) | (found.two == worker)))
                own = own[np.argsort(found.chance[own], kind="stable")]
                first = int(own[0])
                near = [int(found.one[place] + found.two[place]) - worker for place in own.tolist()]
                far = [one for one in group if one != worker and one not in near]
                signals.append(
                    Signal(
                        Kind.COPYING,
                        question.workers[worker],
                        answers=int(found.tasks[first]),
                        seen=float(found.alike[first]),
                        expected=float(found.expected[first]),
                        chance=float(found.chance[first]),
                        question=question.name,
                        others=[question.workers[one] for one in [*near, *far]],
                    )
                )
    return signals


def _leaning(questions: Sequence[_Question], options: Mapping[str, Sequence[str]]) -> list[Signal]:
    looked = [
        (one, leaned_answers(one.crowd, _places(one.crowd.votes, options[one.name])))
        for one in questions
        if one.name in options
    ]
    return [
        Signal(
            Kind.LEANING,
            question.workers[worker],
            answers=int(found.answers[worker]),
            seen=float(found.share[worker]),
            expected=float(found.expected[worker]),
            chance=float(found.chance[worker]),
            question=question.name,
            option=options[question.name][int(found.place[worker])],
        )
        for question, found, worker in _shown_of_workers(looked)
    ]


def _places(votes: Votes, order: Sequence[str]) -> NDArray[np.int32]:
    place = {name: code for code, name in enumerate(order)}
    return np.array([place[str(one)] for one in votes.classes.tolist()], dtype=np.int32)


def _guessing(questions: Sequence[_Question]) -> list[Signal]:
    looked = [(one, guessed_answers(one.crowd)) for one in questions]
    return [
        Signal(
            Kind.GUESSING,
            question.workers[worker],
            answers=int(found.answers[worker]),
            seen=float(found.kappa[worker]),
            expected=found.least,
            chance=float(found.chance[worker]),
            question=question.name,
        )
        for question, found, worker in _shown_of_workers(looked)
    ]


def _pasting(given: Sequence[Given]) -> list[Signal]:
    texts = [(one.worker_id, one.is_pasted) for one in given if one.is_pasted is not None]
    names = list(dict.fromkeys(worker for worker, _ in texts))
    code = {one: place for place, one in enumerate(names)}
    found = pasted_answers(
        np.array([code[worker] for worker, _ in texts], dtype=np.int32),
        np.array([pasted for _, pasted in texts], dtype=np.bool_),
        workers=len(names),
    )
    return [
        Signal(
            Kind.PASTING,
            names[place],
            answers=int(found.answers[place]),
            seen=float(found.pasted[place]),
            expected=float(found.expected[place]),
            chance=float(found.chance[place]),
        )
        for place in _shown(found.chance)
    ]


def _shown_of_workers(
    looked: Sequence[tuple[_Question, _Looked]],
) -> list[tuple[_Question, _Looked, int]]:
    """What is shown of one kind, looked for by worker in several questions."""
    if not looked:
        return []
    rows = [
        (question, found, worker)
        for question, found in looked
        for worker in range(len(question.workers))
    ]
    return [rows[place] for place in _shown(np.concatenate([one.chance for _, one in looked]))]
