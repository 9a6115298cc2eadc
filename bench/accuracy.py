"""Share of answers that are right, by method, on recorded answers of real people.

    python -m bench.accuracy FOLDER [--sets bluebird,dog]

FOLDER holds one folder a set with `labels.csv.gz` (task,worker,label) and `truth.csv.gz`
(task,label). Sets with `tags` in place of `label`, one of the form `B-x`, `I-x`, `O` for each
token, are scored by spans that are right to the letter; others are passed over. A set with
`features.npy`, whose row i belongs to row i of the truth, is answered by the classifier too. No
method is told more than the votes.
"""

import argparse
import csv
import gzip
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import fmean

import numpy as np

from bench.support.recorded import Recorded, read
from goldwright.algorithms import (
    SPANS,
    AutomaticChoice,
    ClassifierAided,
    DawidSkene,
    Glad,
    HierarchicalDawidSkene,
    Kos,
    Mace,
    MajorityVote,
    Mark,
    Mmsr,
    ObjectFusion,
    OneCoinDawidSkene,
    TokenTags,
    VariationalDawidSkene,
    Votes,
    Wawa,
    ZeroBasedSkill,
)
from goldwright.algorithms.objects import Span
from goldwright.algorithms.tokens import grammatical

METHODS = (
    AutomaticChoice(),
    MajorityVote(),
    Wawa(),
    ZeroBasedSkill(),
    OneCoinDawidSkene(),
    DawidSkene(),
    VariationalDawidSkene(),
    HierarchicalDawidSkene(),
    Glad(),
    Mace(),
    Mmsr(),
    Kos(),
)


def main() -> None:
    """Print one line a set and the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names separated by commas; all there are unless told")
    given = parser.parse_args()
    names = [type(one).__name__ for one in METHODS]
    print("| set | " + " | ".join(names) + " |")
    print("|---" * (len(names) + 1) + "|")
    rows: list[list[float]] = []
    for name in (
        given.sets.split(",") if given.sets else sorted(p.name for p in given.folder.iterdir())
    ):
        folder = given.folder / name
        columns = _columns(folder)
        if columns == ["task", "worker", "tags"]:
            print(f"{name}, spans: {_spans_found(folder)}", flush=True)
        if columns != ["task", "worker", "label"]:
            continue
        recorded = read(folder)
        votes = _votes(recorded)
        rows.append([_accuracy(method.fit(votes).by_task, recorded) for method in METHODS])
        print(f"| {name} | " + " | ".join(f"{one:.1f}" for one in rows[-1]) + " |", flush=True)
        if (folder / "features.npy").exists():
            found = [
                _accuracy(
                    ClassifierAided(seed=seed)
                    .fit(votes, features=_features(folder, votes))
                    .by_task,
                    recorded,
                )
                for seed in range(4)
            ]
            print(f"{name} with features, four seeds: {', '.join(f'{one:.1f}' for one in found)}")
    if not rows:
        return
    means = [fmean(column) for column in zip(*rows, strict=True)]
    print("| mean | " + " | ".join(f"{one:.2f}" for one in means) + " |")


def _columns(folder: Path) -> list[str]:
    labels = folder / "labels.csv.gz"
    if not labels.exists() or not (folder / "truth.csv.gz").exists():
        return []
    with gzip.open(labels, "rt", encoding="utf-8") as file:
        return file.readline().strip().split(",")[:3]


def _spans_found(folder: Path) -> str:
    """How well each way to join tags finds the spans of a set, and how well a worker alone does."""
    truth = {row["task"]: _spans(row["tags"].split()) for row in _rows(folder / "truth.csv.gz")}
    answers: dict[str, dict[str, list[str]]] = {}
    for row in _rows(folder / "labels.csv.gz"):
        answers.setdefault(row["task"], {})[row["worker"]] = row["tags"].split()
    marks = {
        task: {worker: _spans(tags) for worker, tags in given.items()}
        for task, given in answers.items()
    }
    fused = ObjectFusion(SPANS).fit(marks).by_task()
    ways = {
        f"TokenTags of {type(method).__name__}": {
            task: _spans(tags) for task, tags in TokenTags(method).fit(answers).tags.items()
        }
        for method in (VariationalDawidSkene(), DawidSkene(), OneCoinDawidSkene(), Mace(), Glad())
    }
    ways["ObjectFusion"] = {
        task: [Mark(one.label, one.shape) for one in found] for task, found in fused.items()
    }
    scores = {
        way: _f1([(found[task], truth[task]) for task in truth]) for way, found in ways.items()
    }
    scores["one worker"] = _f1(
        [(spans, truth[task]) for task in truth for spans in marks[task].values()]
    )
    return ", ".join(f"{way} {score:.1f}" for way, score in scores.items())


def _f1(pairs: Iterable[tuple[list[Mark[Span]], list[Mark[Span]]]]) -> float:
    """Of spans found and those there, task by task: F1 in percent, exact in place and label."""
    both = found = there = 0
    for one, other in pairs:
        both += len(set(one) & set(other))
        found += len(one)
        there += len(other)
    return 200 * both / (found + there)


def _spans(tags: Sequence[str]) -> list[Mark[Span]]:
    found: list[Mark[Span]] = []
    for place, tag in enumerate(grammatical(tags)):
        if tag.startswith("B-"):
            found.append(Mark(tag[2:], (place, place + 1)))
        elif tag.startswith("I-"):
            found[-1] = Mark(tag[2:], (found[-1].shape[0], place + 1))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _votes(recorded: Recorded) -> Votes:
    rows = [
        (task, worker, label)
        for task, given in recorded.labels.items()
        for worker, label in given.items()
    ]
    tasks, workers, labels = zip(*rows, strict=True)
    return Votes.from_columns(tasks, workers, labels)


def _accuracy(by_task: Callable[[], dict[object, object]], recorded: Recorded) -> float:
    found = by_task()
    known = [task for task in recorded.truth if task in found]
    return 100 * fmean(found[task] == recorded.truth[task] for task in known)


def _features(folder: Path, votes: Votes) -> np.ndarray:
    """Rows of the features in the order of the votes' tasks."""
    with gzip.open(folder / "truth.csv.gz", "rt", newline="") as file:
        place = {row["task"]: number for number, row in enumerate(csv.DictReader(file))}
    return np.load(folder / "features.npy").astype(float)[[place[task] for task in votes.tasks]]


if __name__ == "__main__":
    main()
