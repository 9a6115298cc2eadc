"""How often signals find people who do not look at their tasks, and honest ones.

    python -m bench.signals FOLDER [--sets dog,adult] [--projects 200] [--tasks 600,3000]
                            [--answers 5] [--overlap 0] [--save NAME]

FOLDER is that of `bench.replay`. Projects of so many tasks, drawn from a recorded set (again, where
it has fewer), with 20 people who give 5 answers a task, a tenth of the tasks gold. With an overlap
share, all of them answer the first tasks, which are that share of what one person answers, as
the seeds of a project with that `overlap_share` come to be answered. An honest one
gives what a recorded person said of that very task, so that hard tasks mislead everybody alike, or
else errs as one recorded person does; how often which is drawn for each. Half of the projects have
honest people only. In the others there are besides

- two who click at random, one evenly and one with the frequency of the classes,
- one who always takes the first option but one time in ten,
- one who answers rightly, but a third of the answers in a second or two,
- a group of three who take four answers of five from the first of them.

Told is, by set, the share of those people found by the signal meant for them (a group's first one
counts too, for nobody can tell who copied from whom), the share of honest people who are suspected,
and how many honest projects have any signal.
"""

import argparse
import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.support.recorded import Recorded, read
from bench.support.report import save
from goldwright.quality.signals import Given, Kind, Signal, find_signals

SETS = "adult,cf_amt,dog,fact_eval,labelme,relevance,sp_amt,trec2010"
PEOPLE, ANSWERS, GOLD = 20, 5, 0.1
COPIED, RUSHED = 0.8, 1 / 3
_CROOKS = {
    "even": Kind.GUESSING,
    "frequent": Kind.GUESSING,
    "first": Kind.LEANING,
    "rushed": Kind.RAPID,
    "leader": Kind.COPYING,
    "copier 1": Kind.COPYING,
    "copier 2": Kind.COPYING,
}


@dataclass
class Figures:
    """Counts over the projects of a set."""

    set: str
    tasks: int
    answers: int = ANSWERS
    overlap: float = 0.0
    projects: int = 0
    honest_projects: int = 0
    honest_projects_with_any: int = 0
    honest_people: int = 0
    suspected: Counter[str] = field(default_factory=Counter[str])
    suspected_among_crooks: int = 0
    honest_among_crooks: int = 0
    crooks: int = 0
    """Projects that have each of them."""
    found: Counter[str] = field(default_factory=Counter[str])
    found_by_any: Counter[str] = field(default_factory=Counter[str])


class People:
    """Draws the answers of simulated people from a recorded set."""

    def __init__(self, recorded: Recorded, rng: np.random.Generator) -> None:
        self._rng = rng
        self.classes = recorded.classes
        self._labels = {
            task: list(given.values())
            for task, given in recorded.labels.items()
            if task in recorded.truth
        }
        self.truth = {task: recorded.truth[task] for task in self._labels}
        self.tasks = sorted(self._labels)
        self._rows = _rows_of(recorded)
        self._frequent = [one for given in self._labels.values() for one in given]

    def honest(self) -> "Honest":
        """One of them."""
        rows = self._rows[int(self._rng.integers(len(self._rows)))]
        return Honest(self, rows, care=float(self._rng.uniform(0.6, 1.0)))

    def said(self, task: str) -> str:
        """What somebody recorded said of it."""
        given = self._labels[task]
        return given[int(self._rng.integers(len(given)))]

    def err_like(self, rows: dict[str, list[str]], task: str) -> str:
        """What one recorded person takes this task's class for."""
        given = rows.get(self.truth[task])
        return given[int(self._rng.integers(len(given)))] if given else self.said(task)

    def frequent(self) -> str:
        """Any answer to any task."""
        return self._frequent[int(self._rng.integers(len(self._frequent)))]

    def even(self) -> str:
        """Any class."""
        return self.classes[int(self._rng.integers(len(self.classes)))]

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens."""
        return bool(self._rng.random() < chance)


@dataclass(frozen=True)
class Honest:
    """Somebody who looks."""

    people: People
    rows: dict[str, list[str]]
    care: float

    def answer(self, task: str) -> str:
        """What they see in it."""
        if self.people.happens(self.care):
            return self.people.said(task)
        return self.people.err_like(self.rows, task)


def _rows_of(recorded: Recorded) -> list[dict[str, list[str]]]:
    """What those of twenty answers or more, better than half of them, took for what."""
    by_worker: dict[str, list[tuple[str, str]]] = {}
    for task, given in recorded.labels.items():
        if task in recorded.truth:
            for worker, label in given.items():
                by_worker.setdefault(worker, []).append((recorded.truth[task], label))
    many = {name: one for name, one in by_worker.items() if len(one) >= 20} or by_worker
    right = {name: np.mean([truth == label for truth, label in one]) for name, one in many.items()}
    middle = float(np.median(list(right.values())))
    found: list[dict[str, list[str]]] = []
    for name in sorted(many):
        if right[name] >= middle:
            rows: dict[str, list[str]] = {}
            for truth, label in many[name]:
                rows.setdefault(truth, []).append(label)
            found.append(rows)
    return found


def project(
    recorded: Recorded,
    seed: int,
    *,
    tasks: int,
    with_crooks: bool,
    answers: int = ANSWERS,
    overlap: float = 0.0,
) -> list[Given]:
    """The answers of one simulated project."""
    seeds = round(overlap * tasks * answers / PEOPLE)
    rng = np.random.default_rng(seed)
    people = People(recorded, rng)
    rounds = -(-tasks // len(people.tasks))
    order = np.concatenate([rng.permutation(len(people.tasks)) for _ in range(rounds)])
    crooks = list(_CROOKS) if with_crooks else []
    names = [*crooks, *(f"honest {one}" for one in range(PEOPLE - len(crooks)))]
    honest = {name: people.honest() for name in names}
    pace = {name: rng.normal(0.0, 0.4) for name in names}
    given: list[Given] = []
    for number, place in enumerate(order[:tasks].tolist()):
        task = people.tasks[place]
        known = {"q": people.truth[task]} if rng.random() < GOLD else {}
        length = 15.0 * np.exp(rng.normal(0.0, 0.5))
        said: dict[str, str] = {}
        # The leader goes first, or nobody could copy from them.
        together = len(names) if number < seeds else answers
        who = sorted(names[one] for one in rng.choice(len(names), together, replace=False))
        for name in sorted(who, key=lambda one: one != "leader"):
            label = _answer(name, honest[name], task, said.get("leader"))
            seconds = float(length * np.exp(pace[name] + rng.normal(0.0, 0.6)))
            if name == "rushed" and rng.random() < RUSHED:
                seconds = float(min(rng.uniform(0.5, 2.0), seconds))
            said[name] = label
            given.append(Given(str(number), name, seconds, {"q": label}, known))
    return given


def _answer(name: str, one: Honest, task: str, leaders: str | None) -> str:
    people = one.people
    match name:
        case "even":
            return people.even()
        case "frequent":
            return people.frequent()
        case "first":
            return people.even() if people.happens(0.1) else people.classes[0]
        case "copier 1" | "copier 2" if leaders is not None and people.happens(COPIED):
            return leaders
        case _:
            return one.answer(task)


def measure(folder: Path, projects: int, tasks: int, answers: int, overlap: float) -> Figures:
    """Every second project has crooks."""
    recorded = read(folder)
    figures = Figures(folder.name, tasks, answers, overlap)
    for seed in range(projects):
        with_crooks = bool(seed % 2)
        given = project(
            recorded, seed, tasks=tasks, with_crooks=with_crooks, answers=answers, overlap=overlap
        )
        signals = find_signals(given, {"q": recorded.classes})
        _count(figures, signals, with_crooks=with_crooks)
    return figures


def _count(figures: Figures, signals: list[Signal], *, with_crooks: bool) -> None:
    figures.projects += 1
    suspected = {one.worker_id for one in signals if one.worker_id.startswith("honest")}
    if not with_crooks:
        figures.honest_projects += 1
        figures.honest_projects_with_any += bool(signals)
        figures.honest_people += PEOPLE
        for kind in Kind:
            figures.suspected[kind] += sum(one.kind is kind for one in signals)
        return
    figures.crooks += 1
    figures.honest_among_crooks += PEOPLE - len(_CROOKS)
    figures.suspected_among_crooks += len(suspected)
    for name, kind in _CROOKS.items():
        own = [one for one in signals if one.worker_id == name]
        figures.found[name] += any(one.kind is kind for one in own)
        figures.found_by_any[name] += bool(own)


def main() -> None:
    """Print a line for each set and size; keep them if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", default=SETS, help="names separated by commas")
    parser.add_argument("--projects", type=int, default=200, help="of each set")
    parser.add_argument(
        "--tasks", default="600,3000", help="of a project, numbers separated by commas"
    )
    parser.add_argument("--answers", default=str(ANSWERS), help="a task wants, separated by commas")
    parser.add_argument("--overlap", default="0", help="overlap shares, separated by commas")
    parser.add_argument("--processes", type=int, default=None)
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json")
    given = parser.parse_args()
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(given.processes, mp_context=spawning) as pool:
        jobs = [
            pool.submit(
                measure,
                given.folder / name,
                given.projects,
                int(tasks),
                int(answers),
                float(overlap),
            )
            for answers in given.answers.split(",")
            for overlap in given.overlap.split(",")
            for tasks in given.tasks.split(",")
            for name in given.sets.split(",")
        ]
        figures = [one.result() for one in jobs]
    heads = [
        "tasks",
        "answers",
        "overlap",
        *_CROOKS,
        "honest suspected",
        "beside crooks",
        "honest projects with any",
    ]
    print("| set | " + " | ".join(heads) + " |")
    print("|---" * (len(heads) + 1) + "|")
    for one in figures:
        print(_row(one))
    honest = sum(one.honest_projects for one in figures)
    suspected = sum(one.honest_projects_with_any for one in figures)
    print(
        f"of {honest} honest projects {suspected} show any signal: {100 * suspected / honest:.1f}%"
    )
    if given.save:
        save(given.save, {"sets": [vars(one) for one in figures]})


def _row(one: Figures) -> str:
    cells = [f"{100 * one.found[name] / max(one.crooks, 1):.0f}%" for name in _CROOKS]
    cells.append(f"{100 * sum(one.suspected.values()) / max(one.honest_people, 1):.2f}%")
    cells.append(f"{100 * one.suspected_among_crooks / max(one.honest_among_crooks, 1):.2f}%")
    cells.append(f"{one.honest_projects_with_any} of {one.honest_projects}")
    return (
        f"| {one.set} | {one.tasks} | {one.answers} | {one.overlap:g} | " + " | ".join(cells) + " |"
    )


if __name__ == "__main__":
    main()
