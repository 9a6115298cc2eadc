"""Processor seconds of each method on recorded crowds and on pairs, beside crowd-kit.

    python -m bench.crowds FOLDER [--sets bluebird,dog] [--methods Glad,Mace] [--limit 30]
                           [--pairs 20000] [--alone] [--json]

FOLDER is that of `bench.accuracy`; every set of classes in it is run unless some are named. Ours
reads an Arrow table, crowd-kit the same one as a pandas frame; making either is not timed. Both run
with their defaults, after once on a few made-up votes, which loads what they need; what takes less
than a second is run up to seven times, and the median told. Processor time is told, since it means
something on a busy machine too; set OMP_NUM_THREADS=1, or waiting threads are counted.

crowd-kit is ended after `--limit` processor seconds, in a process of its own. The ratio is then a
lower bound (`>`), and there are no answers to compare. The share of equal answers is told where the
models are the same and only the way to the optimum is not; beside it, how many of either are right.
`NoisyBradleyTerry` gets made-up verdicts on 13 items by 100 workers, a tenth of whom do not look.
"""

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa

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
GOAL = 50
_MOST_RUNS = 7
_LONG = 1.0


@dataclass(frozen=True)
class Figure:
    """One method on one set; what crowd-kit gave is None where it was ended or failed.

    `ratio` is a lower bound where crowd-kit was ended. Accuracies are in percent.
    """

    set: str
    votes: int
    method: str
    cpu_seconds: float
    peer_cpu_seconds: float | None = None
    ratio: float | None = None
    is_bound: bool = False
    peer_error: str | None = None
    equal_percent: float | None = None
    accuracy: float | None = None
    peer_accuracy: float | None = None


@dataclass(frozen=True)
class _Timed:
    seconds: float
    answers: Any


def main() -> None:
    """Print a line for each set and method, and the least ratio of each method."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names separated by commas; all there are unless told")
    parser.add_argument("--methods", default=",".join(METHODS), help="names separated by commas")
    parser.add_argument("--limit", type=int, default=30, help="crowd-kit's processor seconds")
    parser.add_argument("--pairs", type=int, default=0, help="made-up verdicts on pairs")
    parser.add_argument("--alone", action="store_true", help="without crowd-kit")
    parser.add_argument("--json", action="store_true", help="all as one JSON object at the end")
    given = parser.parse_args()
    limit = 0 if given.alone else given.limit
    figures: list[Figure] = []
    for figure in _figures(given.folder, given.sets, given.methods.split(","), limit):
        figures.append(figure)
        print(_line(figure), flush=True)
    if given.pairs:
        figures.append(_on_pairs(given.pairs, limit))
        print(_line(figures[-1]), flush=True)
    for method in METHODS:
        compared = [one for one in figures if one.method == method and one.ratio is not None]
        if compared:
            least = min(compared, key=lambda one: one.ratio or 0.0)
            below = sum((one.ratio or 0.0) < GOAL for one in compared)
            print(
                f"{method}: least ratio {least.ratio:.0f} ({least.set}), "
                f"{below} of {len(compared)} sets below {GOAL}"
            )
    if given.json:
        print(json.dumps([asdict(one) for one in figures]))


def _figures(folder: Path, sets: str | None, methods: list[str], limit: int) -> Iterator[Figure]:
    rows = [
        (task, worker, "ab"[task * worker % 3 % 2]) for task in range(20) for worker in range(6)
    ]
    few = pa.table(dict(zip(("task", "worker", "label"), zip(*rows, strict=True), strict=True)))
    for method in methods:
        _ours(few, method)()
        if limit:
            _theirs(few, method)()
    for name in sets.split(",") if sets else _sets_of_classes(folder):
        for method in methods:
            yield _on_set(folder / name, method, limit)


def _sets_of_classes(folder: Path) -> list[str]:
    """Names of the sets, the smaller ones first."""
    votes: dict[str, int] = {}
    for path in folder.glob("*/meta.json"):
        told = json.loads(path.read_text())
        if told["kind"] == "categorical":
            votes[path.parent.name] = told["labels"]
    return sorted(votes, key=lambda name: votes[name])


def _on_set(folder: Path, method: str, limit: int) -> Figure:
    recorded = read(folder)
    rows = [
        (task, worker, label)
        for task, by_worker in recorded.labels.items()
        for worker, label in by_worker.items()
    ]
    task, worker, label = zip(*rows, strict=True)
    table = pa.table({"task": task, "worker": worker, "label": label})
    ours = _timed(_ours(table, method))
    figure = Figure(
        set=folder.name,
        votes=len(rows),
        method=method,
        cpu_seconds=ours.seconds,
        accuracy=_percent(recorded.truth, ours.answers),
    )
    return _compared(figure, ours.answers, _theirs(table, method), recorded.truth, limit)


def _ours(table: pa.Table, method: str) -> Callable[[], Any]:
    return lambda: METHODS[method][0].fit(Votes.from_table(table)).by_task()


def _theirs(table: pa.Table, method: str) -> Callable[[], Any]:
    from crowdkit import aggregation  # noqa: PLC0415 - optional

    frame = table.to_pandas()
    peer = getattr(aggregation, METHODS[method][1])
    return lambda: peer().fit_predict(frame).to_dict()


def _compared(
    figure: Figure,
    answers: dict[Any, Any],
    run: Callable[[], Any],
    truth: dict[Any, Any],
    limit: int,
) -> Figure:
    """The figure with what crowd-kit did within the limit."""
    if not limit:
        return figure
    found = _limited(run, limit)
    told: dict[str, Any]
    if found is None:
        told = {"peer_cpu_seconds": limit, "ratio": limit / figure.cpu_seconds, "is_bound": True}
    elif isinstance(found, str):
        told = {"peer_error": found}
    else:
        told = {
            "peer_cpu_seconds": found.seconds,
            "ratio": found.seconds / figure.cpu_seconds,
            "equal_percent": _percent(answers, found.answers),
            "peer_accuracy": _percent(truth, found.answers) if truth else None,
        }
    return Figure(**{**asdict(figure), **told})


def _on_pairs(count: int, limit: int) -> Figure:
    rng = np.random.default_rng(7)
    strength = rng.normal(size=13)
    left = rng.integers(0, 13, count)
    right = (left + rng.integers(1, 13, count)) % 13
    worker = rng.integers(0, 100, count)
    chance = 1 / (1 + np.exp(strength[right] - strength[left]))
    chance[worker < 10] = 0.5
    winner = np.where(rng.random(count) < chance, left, right)
    table = pa.table({"left": left, "right": right, "label": winner, "worker": worker})

    def theirs() -> dict[int, int]:
        from crowdkit import aggregation  # noqa: PLC0415 - optional

        scores = aggregation.NoisyBradleyTerry().fit_predict(frame)
        return dict(enumerate(scores.sort_values(ascending=False).index.tolist()))

    frame = table.to_pandas()
    ours = _timed(
        lambda: dict(enumerate(NoisyBradleyTerry().fit(Comparisons.from_table(table)).ranking()))
    )
    figure = Figure(
        set=f"{count} pairs",
        votes=count,
        method="NoisyBradleyTerry",
        cpu_seconds=ours.seconds,
    )
    return _compared(figure, ours.answers, theirs, {}, limit)


def _limited(run: Callable[[], Any], limit: int) -> _Timed | str | None:
    """What a forked process made of it; its error, or None where it was ended at the limit."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(run, limit, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv()
    except EOFError:
        return None
    finally:
        process.join()


def _send(run: Callable[[], Any], limit: int, sender: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        found: _Timed | str = _timed(run)
    except Exception as error:  # noqa: BLE001 - whatever it is, the table tells it
        found = f"{type(error).__name__}: {error}"
    sender.send(found)


def _timed(run: Callable[[], Any]) -> _Timed:
    """Median seconds, and the answers of the last run."""
    seconds: list[float] = []
    answers = None
    while len(seconds) < _MOST_RUNS and sum(seconds) < _LONG:
        began = time.process_time()
        answers = run()
        seconds.append(time.process_time() - began)
    return _Timed(median(seconds), answers)


def _percent(one: dict[Any, Any], two: dict[Any, Any]) -> float:
    both = [key for key in one if key in two]
    return 100 * sum(one[key] == two[key] for key in both) / len(both)


def _line(figure: Figure) -> str:
    text = f"{figure.set:<18}{figure.votes:>8,} {figure.method:<18}{figure.cpu_seconds:8.4f} s"
    if figure.peer_error is not None:
        return f"{text} | crowd-kit fails: {figure.peer_error[:60]}"
    if figure.ratio is None or figure.peer_cpu_seconds is None:
        return text
    bound = ">" if figure.is_bound else " "
    text += (
        f" | crowd-kit {bound}{figure.peer_cpu_seconds:8.3f} s | ratio {bound}{figure.ratio:6.1f}"
    )
    if figure.equal_percent is not None:
        text += f" | {figure.equal_percent:.2f} % equal"
    if figure.accuracy is None:
        return text
    theirs = "not known" if figure.peer_accuracy is None else f"{figure.peer_accuracy:.1f} %"
    return f"{text} | right {figure.accuracy:.1f} %, crowd-kit {theirs}"


if __name__ == "__main__":
    main()
