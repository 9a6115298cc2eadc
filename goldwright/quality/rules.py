"""Decisions of quality as pure functions: what a worker counts, what is settled, who passes."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from goldwright.algorithms import WorkerSkill, needs_another
from goldwright.algorithms.adaptive import FEWEST_VOTES
from goldwright.algorithms.worker_skill import HIGHEST_ACCURACY
from goldwright.quality.records import Answer, Method, Overlap, State, Verdict
from goldwright.quality.worker_model import Vote, WorkerModel
from goldwright.task_types.contract import Aggregate, JsonObject, TaskType, Weighted
from goldwright.task_types.voting import ORDINARY_ACCURACY

if TYPE_CHECKING:
    from goldwright.algorithms.reliability import Reliability

RIGHT_AGREEMENT = 0.5
"""From this agreement with the known answer on, gold counts as answered right."""

FIRST_FIT_ANSWERS = 50
"""With so many answers a project's workers are modelled for the first time."""

REFIT_SHARE = 0.5
"""They are modelled anew when there are so many more answers, as a part of those of the last time:
the cost of all times together then grows no faster than the answers do."""

HONEST_PROJECTS_WITH_ANY = 0.05
"""Of the projects where everybody is honest, at most so many show a signal of the contrary."""

DOUBT = 0.93
"""Below this belief a task is in doubt: where prices differ, its next answer is an expert's.

Two ordinary workers who agree leave less doubt than that (0.94), two who are known to be worse, or
who disagree, more. Simulated (`bench.routing`) 0.9 saved more money and lost accuracy."""

_LEAST_WEIGHT = 0.05
LEAST_CONFIDENCE = 1e-30
"""A smaller number is none that PostgreSQL's `real` holds: it would refuse the row."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A worker of a project: what an answer of theirs costs, and what it counts."""

    worker_id: str
    rate_micros: int
    weight: float


def weight(skill: WorkerSkill) -> float:
    """How much a worker's answer counts: log odds of being right, as part of an ordinary worker's.

    That is the weight of the optimal vote between two classes (Nitzan & Paroush 1982). Nobody
    counts for nothing or against what they say, since below even odds the model is more likely
    wrong than the worker.
    """
    right = min(skill.accuracy, HIGHEST_ACCURACY)
    odds = math.log(right / (1 - right))
    return max(odds / math.log(ORDINARY_ACCURACY / (1 - ORDINARY_ACCURACY)), _LEAST_WEIGHT)


def judge(
    task_type: TaskType,
    params: JsonObject,
    answers: Sequence[Answer],
    *,
    asked: int,
    overlap: Overlap,
    model: WorkerModel | None = None,
    reliability: "Reliability | None" = None,
) -> Verdict:
    """What follows from the counted answers to a task that waits for `asked` of them.

    With a model of the workers, votes are taken for what they tell; with what gold showed of its
    reliability, confidence is for what it is worth.
    """
    if len(answers) < asked:
        return Verdict(State.OPEN)
    # Who asks until it is sure enough wants one answer, and not all there are.
    is_fixed = overlap.most is None
    if is_fixed and task_type.collects_all and task_type.collect is not None and len(answers) > 1:
        joined = task_type.collect(params, [one.response for one in answers])
        return Verdict(State.SETTLED, joined, method=Method.COLLECTED)
    verdict = _decided(task_type, params, answers, model)
    if reliability is not None and verdict.belief is not None:
        verdict = replace(verdict, confidence=max(reliability.at(verdict.belief), LEAST_CONFIDENCE))
    ask = _answers_to_buy(verdict, len(answers), overlap)
    if ask:
        return replace(
            verdict, state=State.OPEN, response=None, agreements=(), method=None, ask=ask
        )
    if verdict.agreements and max(verdict.agreements) < RIGHT_AGREEMENT:
        # What nobody said, or nearly so, is delivered only when a person has looked at it.
        return replace(verdict, state=State.NEEDS_REVIEW)
    return verdict


def urgency(belief: float, margin: float, *, answers: int) -> float:
    """How much one more answer tells of a task, to be compared with other tasks of its project.

    The doubt that is left, over the root of the answers it rests on: where many could not settle a
    matter one more seldom does. The doubt is the greater of the model's and of what plain votes of
    ordinary workers would leave, since a model is sure of everything after an answer or two.
    """
    odds = ORDINARY_ACCURACY / (1 - ORDINARY_ACCURACY)
    by_votes = 1 / (1 + odds ** -max(margin, 0.0))
    return (1 - min(belief, by_votes)) / math.sqrt(max(answers, 1))


def experts(people: Sequence[Paid], *, usual_micros: int) -> list[str]:
    """Who is kept for what is in doubt: the dearer ones, unless others count as much by now.

    What a worker counts is shrunk towards an ordinary one, who is all that an unknown one is taken
    for: so nobody is an expert by a few lucky answers, nor by price alone where others have shown
    that they are better than ordinary.
    """
    others = [one.weight for one in people if one.rate_micros <= usual_micros]
    if not others:
        return []
    ordinary = median(others)
    return [
        one.worker_id for one in people if one.rate_micros > usual_micros and one.weight >= ordinary
    ]


def learnt(agreement: float, *, confidence: float, answers: int) -> WorkerSkill:
    """What one answer tells of its worker, from its agreement with the settled response.

    The response is not known, only likely, and the worker had a part in it: the evidence counts
    `confidence` times the others' share of the answers, so that no answer proves itself right.
    """
    others = (answers - 1) / answers
    return WorkerSkill().learn(agreement, weight=confidence * others)


def passes_onboarding(*, total: int, answered: int, agreement: float, pass_share: float) -> bool:
    """Whether a worker who answered all onboarding tasks did so well enough, by mean agreement."""
    return 0 < total <= answered and agreement >= pass_share


def _decided(
    task_type: TaskType, params: JsonObject, answers: Sequence[Answer], model: WorkerModel | None
) -> Verdict:
    """The response that the answers give together, or that a person must decide."""
    found = (
        _modelled(task_type, params, answers, model)
        if model is not None and task_type.classes is not None
        else _aggregated(task_type, params, answers)
    )
    if found is None and len(answers) == 1:
        return Verdict(State.SETTLED, answers[0].response, agreements=(1.0,))
    if found is None:
        return Verdict(State.NEEDS_REVIEW)
    margin, agreements = compare(task_type, params, found.response, answers)
    confidence = max(found.confidence, LEAST_CONFIDENCE)
    return Verdict(
        State.SETTLED, found.response, confidence, confidence, margin, agreements, Method.WEIGHTED
    )


def _aggregated(
    task_type: TaskType, params: JsonObject, answers: Sequence[Answer]
) -> Aggregate | None:
    if task_type.aggregate is None:
        return None
    return task_type.aggregate(params, _weighted(task_type, answers))


def _modelled(
    task_type: TaskType, params: JsonObject, answers: Sequence[Answer], model: WorkerModel
) -> Aggregate:
    """Every question decided by what the votes tell; confidence is the product of theirs."""
    assert task_type.votes is not None
    assert task_type.with_votes is not None
    assert task_type.classes is not None
    distinct = _distinct(answers)
    ballots = {place: task_type.votes(params, one) for place, one in distinct.items()}
    settled: dict[str, str] = {}
    confidence = 1.0
    for question, classes in task_type.classes(params).items():
        votes = [
            Vote(one.worker_id, ballots[id(one.response)][question], one.weight) for one in answers
        ]
        settled[question], sure = model.decide(question, classes, votes)
        confidence *= sure
    first = answers[0].response
    # Unanimity is kept to the letter, as by every task type: a response may say more than votes.
    if len(distinct) == 1 or all(one == first for one in distinct.values()):
        return Aggregate(first, confidence)
    return Aggregate(task_type.with_votes(params, settled), confidence)


def compare(
    task_type: TaskType, params: JsonObject, response: JsonObject, answers: Sequence[Answer]
) -> tuple[float, tuple[float, ...]]:
    """The lead of a response in answers over its next rival, and how far each agrees with it.

    Where votes say all of an answer, the lead is the smallest over the questions, and agreement the
    share of questions; elsewhere the type's own agreement counts for, and its complement against.
    """
    distinct = _distinct(answers)
    if answers and all(one == response for one in distinct.values()):
        return float(len(answers)), (1.0,) * len(answers)
    if task_type.votes is None or task_type.with_votes is None:
        agreements = tuple(task_type.agree(params, one.response, response) for one in answers)
        return math.fsum(2 * one - 1 for one in agreements), agreements
    settled = task_type.votes(params, response)
    cast = Counter([id(one.response) for one in answers])
    ballots = {place: task_type.votes(params, one) for place, one in distinct.items()}
    margins: list[int] = []
    for question, choice in settled.items():
        tally: dict[str | None, int] = {}
        for place, ballot in ballots.items():
            said = ballot.get(question)
            tally[said] = tally.get(said, 0) + cast[place]
        margins.append(_lead(choice, tally))
    shares = {place: _share(ballot, settled) for place, ballot in ballots.items()}
    agreements = tuple(shares[id(one.response)] for one in answers)
    return float(min(margins, default=len(answers))), agreements


def _share(ballot: dict[str, str], settled: dict[str, str]) -> float:
    """The part of the questions that a ballot answers as they were settled."""
    alike = sum(ballot.get(question) == choice for question, choice in settled.items())
    return alike / max(len(settled), 1)


def _weighted(task_type: TaskType, answers: Sequence[Answer]) -> list[Weighted]:
    """The answers as aggregation takes them.

    Where votes say everything, a response given by several counts once with their weights added:
    the same sums with fewer terms. Equal responses of a batch are one object.
    """
    if task_type.with_votes is None:
        return [Weighted(one.response, one.weight) for one in answers]
    weights: dict[int, float] = {}
    for one in answers:
        weights[id(one.response)] = weights.get(id(one.response), 0.0) + one.weight
    return [Weighted(one, weights[place]) for place, one in _distinct(answers).items()]


def _distinct(answers: Sequence[Answer]) -> dict[int, JsonObject]:
    """The responses, each object once: those of a batch that are equal mostly are one object."""
    return {id(one.response): one.response for one in answers}


def _lead(choice: str, tally: dict[str | None, int]) -> int:
    own = tally.pop(choice, 0)
    return own - max(tally.values(), default=0)


def _answers_to_buy(verdict: Verdict, answers: int, overlap: Overlap) -> int:
    """How many more answers are surely wanted before this could stop; 0 when it stops here.

    A margin of `d` below the target needs at least `d` more answers, so asking for all of them at
    once buys nothing in vain and saves rounds.
    """
    if overlap.most is None or verdict.belief is None:
        return 0
    margin = verdict.margin or 0.0
    if not needs_another(
        verdict.belief,
        margin,
        collected=answers,
        minimum=answers,
        maximum=overlap.most,
        target_confidence=overlap.target_confidence,
        target_margin=overlap.target_margin,
    ):
        return 0
    lacking = max(math.ceil(overlap.target_margin - margin), FEWEST_VOTES - answers, 1)
    return min(lacking, overlap.most - answers)
