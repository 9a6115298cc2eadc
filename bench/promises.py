"""What adaptive redundancy saves, what confidences are worth and whether promises are kept.

    python -m bench.promises FOLDER [--sets bluebird,dog] [--repeats 5] [--replays 1000]

FOLDER as for `bench.replay`. Recorded answers of real people go through our own rules as a server
would have it: gold first, then tasks in a drawn order, each with a drawn order of its own answers;
a task that is asked again goes to the queue's end, and workers are modelled anew and gold is
looked at again when a server would. Printed are

- savings: adaptive redundancy, from two answers up to all there are, against buying all, both
  settled by the same method; in answers, and in points of accuracy,
- calibration: expected calibration error of the confidences as delivered, with and without what
  gold taught, over all repeats of a set; the mean of that of one repeat with its standard error,
  what it would be by chance alone were each confidence the true probability, and what is left
  without that chance (root of `mean_square_gap`, which is at least the mean gap),
- promises: of `--replays` projects of up to 150 tasks and 75 gold tasks, each with a target drawn
  from 5 to 30 % wrong, how often no more was wrong than was stated, and where a target was called
  held, how often it was. Kept means by the tasks whose truth is known, which are all in these.
"""

import argparse
import json
import math
import multiprocessing
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from statistics import fmean, stdev

import numpy as np
from numpy.typing import NDArray

from bench.replay import TYPE, Engine, Recorded, answers_of, learn_from, read, score_gold
from bench.support.machine import machine
from goldwright.algorithms import WorkerSkill, ece, ece_by_chance, mean_square_gap
from goldwright.algorithms.reliability import (
    EXPECTED,
    FEWEST_TASKS,
    Reliability,
    expected_reliability,
)
from goldwright.quality import trials
from goldwright.quality.records import Overlap
from goldwright.quality.rules import judge
from goldwright.quality.stopping import Standing, Target, choose, first_orders, guarantee
from goldwright.quality.trials import KnownAnswered, Step, Trial, reliability_of, run_trials, stop
from goldwright.task_types.contract import JsonObject

FIRST = 2
GOLD_LEAST = 50
_SHOWN_EACH = 100
TASKS, GOLD, MOST = 150, 75, 7  # of a project of the promises: what bounds their time


@dataclass(frozen=True)
class Look:
    """What gold showed when so many tasks were settled: where each of its orders stopped."""

    settled: int
    ends: Sequence[Step]
    weights: Sequence[float]


@dataclass
class Project:
    """One project as it goes on: what it learnt, and what it delivered."""

    recorded: Recorded
    overlap: Overlap
    target: Target | None = None
    first: int = FIRST
    engine: Engine = field(default_factory=lambda: Engine("model"))
    gold: list[KnownAnswered] = field(default_factory=list[KnownAnswered])
    rules: Overlap | None = None
    reliability: Reliability = field(default_factory=expected_reliability)
    tried: Sequence[Trial] = ()
    orders: int = trials.ORDERS_MAX
    bought: int = 0
    confidences: list[float] = field(default_factory=list[float])
    beliefs: list[float] = field(default_factory=list[float])
    right: list[bool] = field(default_factory=list[bool])
    looks: list[Look] = field(default_factory=list[Look])

    @property
    def params(self) -> JsonObject:
        """What every task asks."""
        return {"categories": list(self.recorded.classes), "allow_multiple": False}

    def meet_gold(self, tasks: Sequence[str], rng: Random) -> None:
        """Gold is answered by everybody who did."""
        for task in tasks:
            labels = shuffled(self.recorded.labels[task], rng)
            truth = self.recorded.truth[task]
            self.gold.append(
                KnownAnswered(
                    task,
                    TYPE,
                    self.params,
                    {"category": truth},
                    {worker: {"category": label} for worker, label in labels.items()},
                )
            )
            score_gold(self.engine, task, labels, truth)
        self.look_at_gold(rng)

    def look_at_gold(self, rng: Random) -> None:
        """What gold teaches by now, as `calibrating.calibrate` has it."""
        skills: dict[str, WorkerSkill] = dict(self.engine.skills)
        self.tried = run_trials(
            self.gold,
            skills,
            self.engine.model,
            least=self.first,
            most=max(self.first, min(self.overlap.most or self.first, trials.ANSWERS_MAX)),
            rng=rng,
            orders=self.orders,
        )
        self.rules = (
            choose(self.tried, self.overlap, self.target)
            if self.target and self.overlap.most
            else self.overlap
        )
        if len(first_orders(self.tried)) >= FEWEST_TASKS:
            self.reliability = reliability_of(self.tried, self.rules, expected=EXPECTED)
        ends = [stop(one, self.rules) for one in self.tried]
        self.looks.append(Look(len(self.beliefs), ends, [one.weight for one in self.tried]))

    def work(self, tasks: Sequence[str], rng: Random) -> None:
        """Every task until it is settled."""
        labels = {task: shuffled(self.recorded.labels[task], rng) for task in tasks}
        queue = deque((task, min(self.first, len(labels[task]))) for task in tasks)
        while queue:
            task, count = queue.popleft()
            given = dict(list(labels[task].items())[:count])
            rules = self.rules or self.overlap
            most = rules.most and min(rules.most, len(labels[task]))
            verdict = judge(
                TYPE,
                self.params,
                answers_of(self.engine, given),
                asked=count,
                overlap=Overlap(most, rules.target_confidence, rules.target_margin),
                model=self.engine.model,
                reliability=self.reliability,
            )
            if verdict.ask:
                queue.append((task, count + verdict.ask))
                continue
            assert verdict.response is not None
            assert verdict.confidence is not None
            assert verdict.belief is not None
            self.bought += count
            if task in self.recorded.truth:
                self.confidences.append(verdict.confidence)
                self.beliefs.append(verdict.belief)
                self.right.append(verdict.response["category"] == self.recorded.truth[task])
            learn_from(self.engine, given, verdict)
            before = self.engine.model
            self.engine.meet(task, given)
            if self.engine.model is not before:
                self.look_at_gold(rng)


def main() -> None:
    """Replay and print three tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names separated by commas; all there are unless told")
    parser.add_argument("--repeats", type=int, default=5, help="orders drawn")
    parser.add_argument("--replays", type=int, default=1000, help="projects with a promise")
    parser.add_argument("--tasks", type=int, default=1500, help="of a set at most, drawn")
    parser.add_argument("--processes", type=int, default=None)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    names = (
        given.sets.split(",") if given.sets else sorted(one.name for one in given.folder.iterdir())
    )
    found: dict[str, object] = {"machine": machine()}
    # A process of its own each: a copy of this one would have its locks as they happen to stand.
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(given.processes, mp_context=processes) as pool:
        if given.repeats:
            jobs = [
                pool.submit(compare, given.folder / name, given.repeats, given.tasks)
                for name in names
            ]
            found["sets"] = dict(zip(names, [one.result() for one in jobs], strict=True))
            _print_sets(found["sets"])
        if given.replays:
            jobs = [
                pool.submit(promise, given.folder / name, number)
                for number in range(-(-given.replays // len(names)))
                for name in names
            ][: given.replays]
            runs: list[dict[str, object]] = []
            for job in jobs:
                runs.append(job.result())
                if len(runs) % _SHOWN_EACH == 0 or len(runs) == len(jobs):
                    found["promises"] = _kept(runs)
                    print(json.dumps(found["promises"]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")


def compare(folder: Path, repeats: int, tasks_max: int) -> dict[str, float]:
    """Savings and calibration of one set."""
    recorded = read_once(folder)
    runs = [
        _compare_once(recorded, Random(f"{folder.name} {seed}"), tasks_max)
        for seed in range(repeats)
    ]
    confidence, belief, right = (
        np.concatenate([np.array(run[place]) for run in runs]) for place in (4, 5, 6)
    )
    return {
        "fixed": fmean(run[0] for run in runs),
        "adaptive": fmean(run[1] for run in runs),
        "fixed_answers": fmean(run[2] for run in runs),
        "adaptive_answers": fmean(run[3] for run in runs),
        "gold": runs[0][7],
        "ece": float(ece(confidence, right)),
        "ece_before": float(ece(belief, right)),
        **of_one([np.array(run[4]) for run in runs], [np.array(run[6]) for run in runs]),
        "ece_by_chance": fmean(ece_by_chance(np.array(run[4])) for run in runs),
        "brier": float(np.square(confidence - right).mean()),
    }


def of_one(
    told: Sequence[NDArray[np.float64]], right: Sequence[NDArray[np.bool_]]
) -> dict[str, float]:
    """The calibration error of one project of a set, how sure that is, and it without chance."""
    errors = [float(ece(sure, was)) for sure, was in zip(told, right, strict=True)]
    gaps = [mean_square_gap(sure, was) for sure, was in zip(told, right, strict=True)]
    return {
        "ece_once": fmean(errors),
        "ece_once_error": stdev(errors) / math.sqrt(len(errors)) if len(errors) > 1 else 0.0,
        "without_chance": math.sqrt(max(0.0, fmean(gaps))),
    }


def _compare_once(
    recorded: Recorded, rng: Random, tasks_max: int
) -> tuple[float, float, float, float, list[float], list[float], list[bool], int]:
    known = len(recorded.truth)
    gold, tasks = draw(
        recorded, rng, gold=min(max(known // 10, GOLD_LEAST), known // 2), tasks=tasks_max
    )
    seed = rng.random()
    longest = max(len(one) for one in recorded.labels.values())
    ends: list[Project] = []
    for first, overlap in ((longest, Overlap(None, 0.98, 3)), (FIRST, Overlap(longest, 0.98, 3))):
        drawn = Random(seed)
        project = Project(recorded, overlap, first=first)
        project.meet_gold(gold, drawn)
        project.work(tasks, Random(seed))
        ends.append(project)
    fixed, adaptive = ends
    return (
        100 * fmean(fixed.right),
        100 * fmean(adaptive.right),
        fixed.bought / len(tasks),
        adaptive.bought / len(tasks),
        adaptive.confidences,
        adaptive.beliefs,
        adaptive.right,
        len(gold),
    )


def draw(recorded: Recorded, rng: Random, *, gold: int, tasks: int) -> tuple[list[str], list[str]]:
    """So many gold tasks, and at most so many others."""
    known_gold = rng.sample(sorted(recorded.truth), gold)
    rest = sorted(set(recorded.labels) - set(known_gold))
    # Those whose truth is known tell how well it went; the others are there for the workers.
    known = [task for task in rest if task in recorded.truth]
    others = [task for task in rest if task not in recorded.truth]
    work = rng.sample(known, min(len(known), tasks))
    work += rng.sample(others, min(len(others), tasks - len(work)))
    rng.shuffle(work)
    return known_gold, work


def promise(folder: Path, number: int) -> dict[str, object]:
    """One project with a target: what was stated of it in the end, and what was so."""
    recorded = read_once(folder)
    rng = Random(f"{folder.name} promise {number}")
    with_truth = rng.sample(sorted(recorded.truth), min(len(recorded.truth), TASKS + GOLD))
    count = min(GOLD, len(with_truth) // 2)
    gold, tasks = with_truth[:count], with_truth[count:]
    target = Target(rng.choice((0.05, 0.1, 0.2, 0.3)), 0.95)
    # Rules and promises look at the first order only; others are for what a confidence is worth.
    project = Project(recorded, Overlap(MOST, 0.98, 3), target, orders=1)
    project.meet_gold(gold, rng)
    project.work(tasks, rng)
    rules = project.rules or project.overlap
    ends = [stop(one, rules) for one in first_orders(project.tried)]
    stated = guarantee(
        wrong=sum(not one.is_right for one in ends),
        checked=len(ends),
        delivered=len(project.right),
        target=target,
    )
    wrong = 1 - fmean(project.right)
    return {
        "standing": stated.standing.value,
        "bound": stated.wrong_at_most,
        "is_kept": wrong <= stated.wrong_at_most,
        "is_met": wrong <= target.wrong_share,
        "answers": project.bought / len(tasks),
    }


def _kept(runs: Sequence[dict[str, object]]) -> dict[str, object]:
    standing = Counter(str(run["standing"]) for run in runs)
    held = [run for run in runs if run["standing"] == Standing.HELD]
    broken = [run for run in runs if run["standing"] == Standing.BROKEN]
    return {
        "projects": len(runs),
        "bound_kept": sum(bool(run["is_kept"]) for run in runs) / len(runs),
        "standing": dict(standing),
        "held_and_met": sum(bool(run["is_met"]) for run in held) / len(held) if held else None,
        "broken_and_missed": (
            sum(not run["is_met"] for run in broken) / len(broken) if broken else None
        ),
    }


@lru_cache
def read_once(folder: Path) -> Recorded:
    """The tasks of a set that have answers enough to begin with; kept by each process."""
    found = read(folder)
    labels = {task: given for task, given in found.labels.items() if len(given) >= FIRST}
    truth = {task: right for task, right in found.truth.items() if task in labels}
    return Recorded(labels, truth, found.classes)


def shuffled(labels: dict[str, str], rng: Random) -> dict[str, str]:
    """The same answers in a drawn order."""
    workers = list(labels)
    rng.shuffle(workers)
    return {worker: labels[worker] for worker in workers}


def _print_sets(sets: dict[str, dict[str, float]]) -> None:
    print(
        "| set | all answers | adaptive | points | answers, all | adaptive | saved | gold | ECE |"
        " ECE of one repeat | by chance | without it |"
    )
    print("|---" * 12 + "|")
    for name, row in sets.items():
        saved = 1 - row["adaptive_answers"] / row["fixed_answers"]
        print(
            f"| {name} | {row['fixed']:.1f} | {row['adaptive']:.1f} |"
            f" {row['adaptive'] - row['fixed']:+.1f} | {row['fixed_answers']:.2f} |"
            f" {row['adaptive_answers']:.2f} | {saved:.0%} | {row['gold']} |"
            f" {row['ece']:.3f} (before {row['ece_before']:.3f}) |"
            f" {row['ece_once']:.3f} ± {row['ece_once_error']:.3f} |"
            f" {row['ece_by_chance']:.3f} | {row['without_chance']:.3f} |"
        )
    rows = list(sets.values())
    bought = [fmean(row[name] for row in rows) for name in ("fixed_answers", "adaptive_answers")]
    saved = fmean(1 - row["adaptive_answers"] / row["fixed_answers"] for row in rows)
    points = [row["adaptive"] - row["fixed"] for row in rows]
    names = ("ece", "ece_once", "ece_by_chance", "without_chance")
    errors = [fmean(row[name] for row in rows) for name in names]
    print(
        f"mean: {fmean(points):+.2f} points, worst {min(points):+.1f}; {saved:.0%} fewer answers a"
        f" set, {1 - bought[1] / bought[0]:.0%} of all; ECE {errors[0]:.3f}, of one repeat"
        f" {errors[1]:.3f}, by chance {errors[2]:.3f}, without it {errors[3]:.3f}"
    )


if __name__ == "__main__":
    main()
