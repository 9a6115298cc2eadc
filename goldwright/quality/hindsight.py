"""What all answers of a project tell together, once they are there: read, never written.

Tasks are settled as their answers come; a model of all of them knows more. It shows where workers
disagree and what they take for what, and which delivered answers it does not believe.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from goldwright.db import Connection
from goldwright.db.connect import DictRow
from goldwright.quality.report import project_labels
from goldwright.quality.scope import Scope
from goldwright.quality.statements import SQL, read_all
from goldwright.task_types import registry

if TYPE_CHECKING:
    from goldwright.algorithms import Votes

# More classes than anybody reads as a table are left out of it.
_CLASSES_SHOWN = 50
# A delivered class that the model believes less likely than this is worth a look.
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """One question that answers are votes on."""

    question: str
    tasks: int
    answers: int
    alpha: Annotated[
        float | None, Field(description="Krippendorff's, nominal; null: nobody met the same task")
    ]
    classes: list[str]
    confusion: Annotated[
        list[list[float]],
        Field(description="expected answers by true class, then given; empty: too many classes"),
    ]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A delivered answer that a model of all answers does not believe."""

    task_id: str
    question: str
    delivered: str
    likely: str
    probability: Annotated[float, Field(description="of what was delivered")]


@dataclass(frozen=True, slots=True)
class HardTask:
    """A task on which answers agree little."""

    task_id: str
    unique_id: str | None
    state: str
    annotations: int
    confidence: float | None
    agreement: float | None


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the completed tasks of a project took."""

    tasks: int
    answers: Annotated[int, Field(description="that counted")]
    paid_micros: Annotated[int, Field(description="for those and their reviews, without gold")]
    fixed_answers: Annotated[
        int | None,
        Field(description="had all been asked as often as allowed; null: all are asked alike"),
    ]
    saved_share: Annotated[float | None, Field(description="of `fixed_answers`")]
    saved_micros: Annotated[int | None, Field(description="at the mean price of an answer")]


@dataclass(frozen=True, slots=True)
class Level:
    """What a belief is worth, as gold shows."""

    believed: Annotated[float, Field(description="by the rules, from here on")]
    right: Annotated[float, Field(description="the share that came out right: what is told")]


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What all answers of a project tell together; the most doubtful and the hardest first."""

    delivered: Delivered
    gold_tasks: Annotated[int, Field(description="that `calibration` rests on")]
    calibration: Annotated[list[Level], Field(description="empty with too little gold")]
    questions: list[QuestionSeen]
    doubts: list[Doubt]
    hardest: list[HardTask]


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer of a project and what was delivered, by question; and what can be read of it."""

    votes: "dict[str, Votes]"
    delivered: dict[str, dict[str, str]]
    seen: Hindsight


_looking = asyncio.Semaphore(2)


@asynccontextmanager
async def in_turn() -> AsyncGenerator[None]:
    """Two look back at a time, since each fills memory and a processor: who waits holds nothing."""
    async with _looking:
        yield


async def read_answers(conn: Connection, scope: Scope, project_id: str, *, limit: int) -> Answers:
    """What there is to judge, with at most `limit` hard tasks.

    Holds ids and classes in memory: some 100 bytes an answer.
    """
    wanted = scope.with_(project_id=project_id, limit=limit)
    hardest = await (await conn.execute(SQL["hardest_tasks"], wanted)).fetchall()
    votes = await project_labels(conn, scope, project_id)
    delivered = await _delivered(conn, scope, project_id) if votes else {}
    (settings,) = await read_all(conn, "read_targets", wanted)
    (took,) = await read_all(conn, "report_delivered", wanted)
    shown = await read_all(conn, "read_calibrations", scope.with_(projects=[project_id]))
    gold = shown[0] if shown else None
    seen = Hindsight(
        _took(took, settings["annotations_max"]),
        gold["gold_tasks"] if gold else 0,
        [Level(*one) for one in zip((0.0, *gold["starts"]), gold["shares"], strict=True)]
        if gold and gold["shares"]
        else [],
        questions=[],
        doubts=[],
        hardest=[HardTask(**row) for row in hardest],
    )
    return Answers(votes, delivered, seen)


def _took(row: DictRow, most: int | None) -> Delivered:
    tasks, answers, paid = row["tasks"], row["answers"], row["paid_micros"]
    if most is None or not answers:
        return Delivered(tasks, answers, paid, None, None, None)
    # Rules that ask for less now than they did have saved nothing.
    saved = max(tasks * most - answers, 0)
    money = round(saved * row["answers_paid_micros"] / answers)
    return Delivered(tasks, answers, paid, tasks * most, saved / (tasks * most), money)


async def look_back(answers: Answers, *, limit: int) -> Hindsight:
    """What the answers of a project tell together, with at most `limit` doubts.

    Seconds for a million answers, in which no connection is needed.
    """
    questions: list[QuestionSeen] = []
    doubts: list[Doubt] = []
    for question in sorted(answers.votes):
        seen, doubted = await asyncio.to_thread(
            _judge, question, answers.votes[question], answers.delivered.get(question, {})
        )
        questions.append(seen)
        doubts += doubted
    doubts.sort(key=lambda one: (one.probability, one.task_id))
    return replace(answers.seen, questions=questions, doubts=doubts[:limit])


async def _delivered(conn: Connection, scope: Scope, project_id: str) -> dict[str, dict[str, str]]:
    """The class that was delivered, by question and task."""
    found: dict[str, dict[str, str]] = {}
    async with conn.cursor(name="delivered") as cursor:
        await cursor.execute(SQL["read_delivered"], scope.with_(project_id=project_id))
        async for row in cursor:
            votes = registry()[row["type"]].votes
            ballot = {} if votes is None else votes(row["params"], row["response"])
            for question, choice in ballot.items():
                found.setdefault(question, {})[row["task_id"]] = choice
    return found


def _judge(
    question: str, votes: "Votes", delivered: Mapping[str, str]
) -> tuple[QuestionSeen, list[Doubt]]:
    # They bring SciPy along, which a server that never asks for this can do without.
    from goldwright.algorithms import DawidSkene, krippendorff_alpha  # noqa: PLC0415

    # A prior of one right answer in a hundred votes keeps workers of few answers from deciding.
    fitted = DawidSkene(smoothing=0.01).fit(votes)
    classes = [str(name) for name in votes.classes.tolist()]
    confusion: list[list[float]] = []
    if len(classes) <= _CLASSES_SHOWN:
        confusion = (fitted.posterior.T @ votes.tally()).round(1).tolist()
    seen = QuestionSeen(
        question=question,
        tasks=len(votes.tasks),
        answers=len(votes),
        alpha=krippendorff_alpha(votes),
        classes=classes,
        confusion=confusion,
    )
    place = {name: code for code, name in enumerate(classes)}
    doubts: list[Doubt] = []
    for row, task in enumerate(votes.tasks.tolist()):
        choice = delivered.get(str(task))
        if choice is None:
            continue
        posterior = fitted.posterior[row]
        probability = float(posterior[place[choice]]) if choice in place else 0.0
        if probability < _DOUBTFUL:
            likely = classes[int(posterior.argmax())]
            doubts.append(Doubt(str(task), question, choice, likely, round(probability, 6)))
    return seen, doubts
