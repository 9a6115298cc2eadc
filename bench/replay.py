"""Share of settled answers that are right: recorded answers of real people through our own rules.

    python -m bench.replay FOLDER [--sets bluebird,dog] [--answers 5] [--adaptive] [--gold 0.1]

FOLDER holds one folder a set with `labels.csv.gz` (task,worker,label) and `truth.csv.gz`
(task,label). Tasks come one after the other in a drawn order, each with the first answers of a
drawn order of its workers; it is settled before the next one comes and never changed. A gold task
is answered by all of its workers, since each is given it sooner or later. Compared are
the majority, each worker's one accuracy, and the model of which class each worker takes for which,
refitted as a server does; the last column is Dawid-Skene over all of those answers in hindsight.
With `--adaptive` each method buys its own answers, as recorded, up to all there are.
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from statistics import fmean

from bench.support.recorded import Recorded, read
from goldwright.algorithms import DawidSkene, Votes, WorkerSkill
from goldwright.quality.fitting import fit
from goldwright.quality.records import Answer, Overlap, State, Verdict
from goldwright.quality.rules import FIRST_FIT_ANSWERS, REFIT_SHARE, judge, learnt, weight
from goldwright.quality.worker_model import AnsweredTask, WorkerModel
from goldwright.task_types import registry

TYPE = registry()["categorization"]
METHODS = ("majority", "one accuracy", "model")


@dataclass
class Engine:
    """What one method has learnt so far, and how it fared."""

    method: str
    skills: dict[str, WorkerSkill] = field(default_factory=lambda: defaultdict(WorkerSkill))
    model: WorkerModel | None = None
    answered: list[AnsweredTask] = field(default_factory=list)
    fitted: int = 0
    fresh: int = 0
    right: int = 0
    known: int = 0
    bought: int = 0

    def meet(self, task: str, given: dict[str, str], *, known: str | None = None) -> None:
        """Remember answers, and fit again when there are enough new ones."""
        if self.method != "model":
            return
        self.answered.append(
            AnsweredTask(
                task,
                {worker: {"category": label} for worker, label in given.items()},
                None if known is None else {"category": known},
                is_gold=known is not None,
            )
        )
        self.fresh += len(given)
        if self.fresh >= max(FIRST_FIT_ANSWERS, REFIT_SHARE * self.fitted):
            self.fitted, self.fresh = self.fitted + self.fresh, 0
            weights = {one: weight(skill) for one, skill in self.skills.items()}
            self.model = WorkerModel.of(fit(self.answered, weights))


def main() -> None:
    """Replay and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names separated by commas; all there are unless told")
    parser.add_argument("--answers", type=int, default=5, help="bought for each task")
    parser.add_argument("--adaptive", action="store_true", help="from so many up to all there are")
    parser.add_argument("--gold", type=float, default=0.1, help="share of tasks that are gold")
    parser.add_argument("--repeats", type=int, default=3, help="orders drawn")
    given = parser.parse_args()
    names = (
        given.sets.split(",") if given.sets else sorted(one.name for one in given.folder.iterdir())
    )
    wanted = [(given.folder, name, seed) for name, seed in product(names, range(given.repeats))]
    settings = (given.answers, given.adaptive, given.gold)
    with ProcessPoolExecutor() as pool:
        runs = list(pool.map(replay, wanted, [settings] * len(wanted)))
    rows = {
        name: [fmean(column) for column in zip(*runs[place : place + given.repeats], strict=True)]
        for place, name in zip(range(0, len(runs), given.repeats), names, strict=True)
    }
    heads = [*METHODS, "hindsight", *(f"answers, {one}" for one in METHODS)]
    print("| set | " + " | ".join(heads) + " |")
    print("|---" * (len(heads) + 1) + "|")
    for name, row in rows.items():
        print(f"| {name} | " + " | ".join(f"{one:.1f}" for one in row) + " |")
    means = [fmean(column) for column in zip(*rows.values(), strict=True)]
    print("| mean | " + " | ".join(f"{one:.2f}" for one in means) + " |")
    print(f"worst against one accuracy: {min(row[2] - row[1] for row in rows.values()):.1f} points")


def replay(wanted: tuple[Path, str, int], settings: tuple[int, bool, float]) -> list[float]:
    """Accuracies in percent and answers a task, of each method."""
    folder, name, seed = wanted
    answers, adaptive, gold_share = settings
    recorded = read(folder / name)
    rng = Random(f"{name} {seed}")
    tasks = list(recorded.labels)
    rng.shuffle(tasks)
    with_truth = [task for task in tasks if task in recorded.truth]
    gold = set(rng.sample(with_truth, round(len(with_truth) * gold_share)))
    engines = [Engine(method) for method in METHODS]
    hindsight: list[tuple[str, str, str]] = []
    for task in tasks:
        workers = list(recorded.labels[task])
        rng.shuffle(workers)
        labels = {worker: recorded.labels[task][worker] for worker in workers}
        first = dict(list(labels.items())[:answers])
        hindsight.extend((task, worker, label) for worker, label in first.items())
        truth = recorded.truth.get(task)
        for engine in engines:
            if task in gold:
                assert truth is not None
                score_gold(engine, task, labels, truth)
            else:
                settle(engine, recorded, task, labels, answers, adaptive=adaptive)
    fitted = DawidSkene().fit(
        Votes.from_columns(*zip(*hindsight, strict=True), classes=recorded.classes),
        gold={task: recorded.truth[task] for task in gold},
    )
    named = fitted.by_task()
    judged = [task for task in with_truth if task not in gold]
    return [
        *(100 * engine.right / engine.known for engine in engines),
        100 * fmean(named[task] == recorded.truth[task] for task in judged),
        *(engine.bought / (len(tasks) - len(gold)) for engine in engines),
    ]


def score_gold(engine: Engine, task: str, given: dict[str, str], truth: str) -> None:
    """What a task whose answer is known teaches."""
    for worker, label in given.items():
        engine.skills[worker] = engine.skills[worker].learn(float(label == truth))
    engine.meet(task, given, known=truth)


def settle(
    engine: Engine,
    recorded: Recorded,
    task: str,
    labels: dict[str, str],
    answers: int,
    *,
    adaptive: bool,
) -> None:
    """Buy answers until the rules are content, then learn from the settled one."""
    params = {"categories": list(recorded.classes), "allow_multiple": False}
    overlap = Overlap(len(labels) if adaptive else None, 0.98, 3.0)
    count = min(answers, len(labels))
    while True:
        given = dict(list(labels.items())[:count])
        verdict = judge(
            TYPE,
            params,
            answers_of(engine, given),
            asked=count,
            overlap=overlap,
            model=engine.model,
        )
        if verdict.state is State.SETTLED:
            break
        count += verdict.ask
    engine.bought += count
    truth = recorded.truth.get(task)
    if truth is not None:
        engine.known += 1
        assert verdict.response is not None
        engine.right += verdict.response["category"] == truth
    learn_from(engine, given, verdict)
    engine.meet(task, given)


def answers_of(engine: Engine, given: dict[str, str]) -> Sequence[Answer]:
    """The answers by worker, weighed by what the engine knows of them."""
    return [
        Answer(
            worker,
            {"category": label},
            1.0 if engine.method == "majority" else weight(engine.skills[worker]),
        )
        for worker, label in given.items()
    ]


def learn_from(engine: Engine, given: dict[str, str], verdict: Verdict) -> None:
    """What a settled task tells of those who answered it."""
    assert verdict.confidence is not None
    for worker, agreement in zip(given, verdict.agreements, strict=True):
        told = learnt(agreement, confidence=verdict.confidence, answers=len(given))
        known = engine.skills[worker]
        engine.skills[worker] = WorkerSkill(known.correct + told.correct, known.wrong + told.wrong)


if __name__ == "__main__":
    main()
