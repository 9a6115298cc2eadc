"""Share of answers that are right, by method, on recorded answers of real people.

    python -m bench.accuracy FOLDER [--sets bluebird,dog]

FOLDER holds one folder a set with `labels.csv.gz` (task,worker,label) and `truth.csv.gz`
(task,label); sets of another form are passed over. A set with `features.npy`, whose row i belongs
to row i of the truth, is answered by the classifier too. No method is told more than the votes.
"""

import argparse
import csv
import gzip
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

import numpy as np

from bench.support.recorded import Recorded, read
from goldwright.algorithms import (
    AutomaticChoice,
    ClassifierAided,
    DawidSkene,
    Glad,
    HierarchicalDawidSkene,
    Kos,
    Mace,
    MajorityVote,
    Mmsr,
    OneCoinDawidSkene,
    VariationalDawidSkene,
    Votes,
    Wawa,
    ZeroBasedSkill,
)

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
        if not _is_categorical(folder):
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
    means = [fmean(column) for column in zip(*rows, strict=True)]
    print("| mean | " + " | ".join(f"{one:.2f}" for one in means) + " |")


def _is_categorical(folder: Path) -> bool:
    labels = folder / "labels.csv.gz"
    if not labels.exists() or not (folder / "truth.csv.gz").exists():
        return False
    with gzip.open(labels, "rt", encoding="utf-8") as file:
        return file.readline().strip().split(",")[:3] == ["task", "worker", "label"]


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
