"""What asking the dearer workers about doubts only saves, by simulation through our own rules.

    python -m bench.routing [--repeats 10] [--tasks 300]

People at the usual price and experts at several times it ask for work in a drawn order, one expert
to two others. Tasks are of two classes, three in ten of them hard; both kinds of people err more
on those. Everybody has answered 20 gold tasks before. Tasks are settled by the rules of a project
with adaptive redundancy (two answers up to seven, default targets); who is an expert follows from
prices and what was learnt. Unrouted, everybody is given the next task that waits. Routed, a task
that is in doubt waits for experts, one answer at a time, and the others' work is kept from them, as
`dispatch.rates` has it; once more with looser targets (a confidence of 0.95 and a lead of two),
which is how better answers are turned into less money. Mean of the draws.
"""

import argparse
from dataclasses import dataclass, field
from random import Random
from statistics import fmean

from goldwright.algorithms import WorkerSkill
from goldwright.quality.records import Answer, Overlap, State, Verdict
from goldwright.quality.rules import DOUBT, Paid, experts, judge, learnt, weight
from goldwright.task_types import registry

_TYPE = registry()["categorization"]
_CLASSES = ("cat", "dog")
_PARAMS = {"categories": list(_CLASSES), "allow_multiple": False}
_FIRST, _MOST = 2, 7
_HARD = 0.3
_GOLD = 20
_EXPERTS, _OTHERS = 10, 20


@dataclass(frozen=True, slots=True)
class World:
    """How often each kind of people is right on easy and hard tasks, and what an expert costs."""

    name: str
    others: tuple[float, float]
    experts: tuple[float, float]
    price: int


WORLDS = (
    World("experts at 4 times the price", (0.85, 0.62), (0.97, 0.90), 4),
    World("at 10 times", (0.85, 0.62), (0.97, 0.90), 10),
    World("at 10 times, nearly never wrong", (0.85, 0.62), (0.99, 0.96), 10),
    World("no task harder than another", (0.75, 0.75), (0.95, 0.95), 4),
    World("dearer and no better", (0.85, 0.62), (0.86, 0.63), 4),
)
USUAL, LOOSER = Overlap(_MOST, 0.98, 3), Overlap(_MOST, 0.95, 2)
ARMS = {
    "unrouted": (False, USUAL),
    "routed": (True, USUAL),
    "unrouted, looser targets": (False, LOOSER),
    "routed, looser targets": (True, LOOSER),
}


@dataclass(slots=True)
class _Task:
    truth: str
    is_hard: bool
    asked: int = _FIRST
    answers: dict[int, str] = field(default_factory=dict[int, str])
    verdict: Verdict | None = None


class Project:
    """One project, its people and what came of it."""

    def __init__(
        self, world: World, rng: Random, tasks: int, *, is_routed: bool, overlap: Overlap
    ) -> None:
        self._world, self._rng, self._is_routed = world, rng, is_routed
        self._overlap = overlap
        self._prices = [world.price] * _EXPERTS + [1] * _OTHERS
        self.tasks = [_Task(rng.choice(_CLASSES), rng.random() < _HARD) for _ in range(tasks)]
        self._skills = [self._trained(person) for person in range(_EXPERTS + _OTHERS)]
        self._usual, self._doubtful = list(self.tasks), list[_Task]()
        self.cost = 0

    def run(self) -> None:
        """Until every task is settled."""
        left = len(self.tasks)
        while left:
            person = self._rng.randrange(len(self._prices))
            task = self._next(person)
            if task is not None:
                self._answer(task, person)
                left -= task.verdict is not None

    def _trained(self, person: int) -> WorkerSkill:
        skill = WorkerSkill()
        for _ in range(_GOLD):
            task = _Task(self._rng.choice(_CLASSES), self._rng.random() < _HARD)
            skill = skill.learn(float(self._says(task, person) == task.truth))
        return skill

    def _says(self, task: _Task, person: int) -> str:
        rates = self._world.experts if person < _EXPERTS else self._world.others
        if self._rng.random() < rates[task.is_hard]:
            return task.truth
        return _CLASSES[1 - _CLASSES.index(task.truth)]

    def _next(self, person: int) -> _Task | None:
        queues = [self._usual, self._doubtful]
        if self._is_routed and person in self._experts():
            # While others are at work; when they have nothing left, all that waits.
            queues = [self._doubtful] if self._usual else [self._doubtful, self._usual]
        waiting = (one for queue in queues for one in queue if person not in one.answers)
        return next(waiting, None)

    def _experts(self) -> set[int]:
        people = [
            Paid(str(number), price, weight(self._skills[number]))
            for number, price in enumerate(self._prices)
        ]
        return {int(one) for one in experts(people, usual_micros=1)}

    def _answer(self, task: _Task, person: int) -> None:
        task.answers[person] = self._says(task, person)
        self.cost += self._prices[person]
        if len(task.answers) < task.asked:
            return
        for queue in (self._usual, self._doubtful):
            if task in queue:
                queue.remove(task)
        answers = [
            Answer(str(one), {"category": said}, weight(self._skills[one]))
            for one, said in task.answers.items()
        ]
        verdict = judge(_TYPE, _PARAMS, answers, asked=task.asked, overlap=self._overlap)
        if verdict.state is State.OPEN:
            is_doubtful = self._is_routed and (verdict.belief or 0.0) < DOUBT
            task.asked += 1 if is_doubtful else verdict.ask
            (self._doubtful if is_doubtful else self._usual).append(task)
            return
        task.verdict = verdict
        for one, agreement in zip(task.answers, verdict.agreements, strict=True):
            told = learnt(agreement, confidence=verdict.confidence or 0.0, answers=len(answers))
            known = self._skills[one]
            self._skills[one] = WorkerSkill(known.correct + told.correct, known.wrong + told.wrong)


def main() -> None:
    """Simulate and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=10, help="draws of each world")
    parser.add_argument("--tasks", type=int, default=300)
    given = parser.parse_args()
    print("| world | " + " | ".join(ARMS) + " |")
    print("|---" * (len(ARMS) + 1) + "|")
    for world in WORLDS:
        shown: list[str] = []
        for is_routed, overlap in ARMS.values():
            runs = [
                _run(world, seed, given.tasks, is_routed=is_routed, overlap=overlap)
                for seed in range(given.repeats)
            ]
            right, cost = (fmean(column) for column in zip(*runs, strict=True))
            shown.append(f"{right:.1f} % for {cost:.2f}")
        print(f"| {world.name} | " + " | ".join(shown) + " |", flush=True)


def _run(
    world: World, seed: int, tasks: int, *, is_routed: bool, overlap: Overlap
) -> tuple[float, float]:
    """Percent right, and cost a task."""
    rng = Random(f"{world.name} {seed}")
    project = Project(world, rng, tasks, is_routed=is_routed, overlap=overlap)
    project.run()
    right = [
        one.verdict is not None and one.verdict.response == {"category": one.truth}
        for one in project.tasks
    ]
    return 100 * fmean(right), project.cost / tasks


if __name__ == "__main__":
    main()
