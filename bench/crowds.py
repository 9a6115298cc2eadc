"""Processor seconds of each method on recorded crowds and on pairs, beside crowd-kit.

    python -m bench.crowds FOLDER [--sets bluebird,dog] [--pairs 20000] [--methods Glad,Mace]

FOLDER is that of `bench.accuracy`. Ours reads an Arrow table, crowd-kit the same one as a pandas
frame; making either is not timed. Both run once with their defaults, after once on a few made-up
votes, which loads what they need. Processor time is told, since
it means something on a busy machine too; set OMP_NUM_THREADS=1, or waiting threads are counted. The
share of equal answers is told where the models are the same and only the way to the optimum is not.
`NoisyBradleyTerry` gets made-up verdicts on 13 items by 100 workers, a tenth of whom do not look.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from crowdkit import aggregation

from bench.support.recorded import read
from goldwright.algorithms import (
    Comparisons,
    DawidSkene,
    Glad,
    Mace,
    Mmsr,
    NoisyBradleyTerry,
    OneCoinDawidSkene,
    Votes,
)

METHODS: dict[str, tuple[Any, str]] = {
    "DawidSkene": (DawidSkene(), "DawidSkene"),
    "OneCoinDawidSkene": (OneCoinDawidSkene(), "OneCoinDawidSkene"),
    "Glad": (Glad(), "GLAD"),
    "Mace": (Mace(), "MACE"),
    "Mmsr": (Mmsr(), "MMSR"),
}


@dataclass(frozen=True)
class Figure:
    """One method on one set; accuracies in percent."""

    set: str
    method: str
    cpu_seconds: float
    peer_cpu_seconds: float
    ratio: float
    equal_percent: float
    accuracy: float | None
    peer_accuracy: float | None


def main() -> None:
    """Print a line for each set and method, then all as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", required=True, help="names separated by commas")
    parser.add_argument("--methods", default=",".join(METHODS), help="names separated by commas")
    parser.add_argument("--pairs", type=int, default=0, help="made-up verdicts on pairs")
    given = parser.parse_args()
    figures: list[Figure] = []
    rows = [
        (task, worker, "ab"[task * worker % 3 % 2]) for task in range(20) for worker in range(6)
    ]
    few = pa.table(dict(zip(("task", "worker", "label"), zip(*rows, strict=True), strict=True)))
    for method in given.methods.split(","):
        _both(few, method)
    for name in given.sets.split(","):
        for method in given.methods.split(","):
            figures.append(_on_set(given.folder / name, method))
            print(_line(figures[-1]), flush=True)
    if given.pairs:
        figures.append(_on_pairs(given.pairs))
        print(_line(figures[-1]), flush=True)
    print(json.dumps([asdict(one) for one in figures]))


def _on_set(folder: Path, method: str) -> Figure:
    recorded = read(folder)
    rows = [
        (task, worker, label)
        for task, by_worker in recorded.labels.items()
        for worker, label in by_worker.items()
    ]
    task, worker, label = zip(*rows, strict=True)
    table = pa.table({"task": task, "worker": worker, "label": label})
    (seconds, answers), (peer_seconds, found) = _both(table, method)
    return Figure(
        set=folder.name,
        method=method,
        cpu_seconds=seconds,
        peer_cpu_seconds=peer_seconds,
        ratio=peer_seconds / seconds,
        equal_percent=_percent(answers, found),
        accuracy=_percent(recorded.truth, answers),
        peer_accuracy=_percent(recorded.truth, found),
    )


def _both(table: pa.Table, method: str) -> tuple[tuple[float, Any], tuple[float, Any]]:
    """Seconds and answers of ours and of crowd-kit's."""
    ours, theirs = METHODS[method]
    frame = table.to_pandas()
    peer = getattr(aggregation, theirs)()
    return (
        _timed(lambda: ours.fit(Votes.from_table(table)).by_task()),
        _timed(lambda: peer.fit_predict(frame).to_dict()),
    )


def _on_pairs(count: int) -> Figure:
    rng = np.random.default_rng(7)
    strength = rng.normal(size=13)
    left = rng.integers(0, 13, count)
    right = (left + rng.integers(1, 13, count)) % 13
    worker = rng.integers(0, 100, count)
    chance = 1 / (1 + np.exp(strength[right] - strength[left]))
    chance[worker < 10] = 0.5
    winner = np.where(rng.random(count) < chance, left, right)
    table = pa.table({"left": left, "right": right, "label": winner, "worker": worker})
    frame = table.to_pandas()
    seconds, ours = _timed(lambda: NoisyBradleyTerry().fit(Comparisons.from_table(table)).ranking())
    peer = aggregation.NoisyBradleyTerry()
    peer_seconds, scores = _timed(lambda: peer.fit_predict(frame))
    theirs = scores.sort_values(ascending=False).index.tolist()
    return Figure(
        set=f"{count} pairs",
        method="NoisyBradleyTerry",
        cpu_seconds=seconds,
        peer_cpu_seconds=peer_seconds,
        ratio=peer_seconds / seconds,
        equal_percent=_percent(dict(enumerate(ours)), dict(enumerate(theirs))),
        accuracy=None,
        peer_accuracy=None,
    )


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    result = run()
    return time.process_time() - began, result


def _percent(one: dict[Any, Any], two: dict[Any, Any]) -> float:
    both = [key for key in one if key in two]
    return 100 * sum(one[key] == two[key] for key in both) / len(both)


def _line(figure: Figure) -> str:
    text = (
        f"{figure.set:<18}{figure.method:<18}{figure.cpu_seconds:8.3f} s   crowd-kit "
        f"{figure.peer_cpu_seconds:8.3f} s   ratio {figure.ratio:6.1f}   "
        f"{figure.equal_percent:.2f} % equal"
    )
    if figure.accuracy is None:
        return text
    return f"{text}   right {figure.accuracy:.1f}, crowd-kit {figure.peer_accuracy:.1f}"


if __name__ == "__main__":
    main()
