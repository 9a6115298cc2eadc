"""Seconds from columns of ids to answers: majority vote and Dawid-Skene, beside crowd-kit.

    python -m bench.algorithms [--sizes 10k,100k,1M] [--repeats 3] [--json]

Made-up votes of a fixed seed: 5 a task, 4 classes, 1,000 workers of 40 to 95 % accuracy, rows
shuffled. Ours reads an Arrow table, crowd-kit the same one as a pandas frame; making either is not
timed. The answers of both must be equal where no tie was to be broken, or the exit status is 1.
crowd-kit is optional (see README.md beside this file); without it only our times are printed.
"""

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa

from goldwright.algorithms import DawidSkene, MajorityVote, MajorityVoteResult, Votes

SEED = 20260101
VOTES_PER_TASK = 5
CLASSES = 4
WORKERS = 1000
METHODS = {"MajorityVote": MajorityVote(), "DawidSkene": DawidSkene()}


@dataclass(frozen=True)
class Figure:
    """One line of the table; `peer_*` and what follows are None where crowd-kit was not run."""

    votes: int
    ids: str
    method: str
    seconds: float
    million_votes_per_second: float
    peer_seconds: float | None
    ratio: float | None
    answers_compared: int | None
    answers_different: int | None


def main() -> None:
    """Measure and print; fail when answers differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="10k,100k,1M", help="votes, comma-separated")
    parser.add_argument("--repeats", type=int, default=3, help="runs; the median is told")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    given = parser.parse_args()
    has_peer = importlib.util.find_spec("crowdkit") is not None
    if not has_peer:
        print("crowd-kit is not installed: our times only (see bench/README.md).", file=sys.stderr)
    figures: list[Figure] = []
    for size in given.sizes.split(","):
        for ids, table in _tables(_number(size)).items():
            for method in METHODS:
                figures.append(_measure(table, ids, method, given.repeats, has_peer=has_peer))
                if not given.json:
                    print(_line(figures[-1]), flush=True)
    machine = _machine(has_peer=has_peer)
    if given.json:
        print(json.dumps({"machine": machine, "figures": [asdict(each) for each in figures]}))
    else:
        print(", ".join(f"{name} {value}" for name, value in machine.items()))
    if any(figure.answers_different for figure in figures):
        sys.exit("Answers differ from crowd-kit's.")


def _measure(table: pa.Table, ids: str, method: str, repeats: int, *, has_peer: bool) -> Figure:
    seconds, result = _timed(lambda: METHODS[method].fit(Votes.from_table(table)), repeats)
    peer_seconds = compared = different = None
    if has_peer:
        peer_seconds, answers = _timed(_peer(method, table), repeats)
        ours = result.by_task()
        if isinstance(result, MajorityVoteResult):
            # crowd-kit breaks ties by the order in which classes appeared, we by their names.
            decided = result.votes.tasks[result.margin > 0].tolist()
            ours = {task: ours[task] for task in decided}
        theirs = answers.to_dict()
        compared = len(ours)
        different = sum(theirs[task] != answer for task, answer in ours.items())
    return Figure(
        votes=len(table),
        ids=ids,
        method=method,
        seconds=seconds,
        million_votes_per_second=len(table) / seconds / 1e6,
        peer_seconds=peer_seconds,
        ratio=peer_seconds / seconds if peer_seconds else None,
        answers_compared=compared,
        answers_different=different,
    )


def _peer(method: str, table: pa.Table) -> Callable[[], Any]:
    """crowd-kit's method of the same name with its defaults, ready to run."""
    from crowdkit import aggregation  # noqa: PLC0415 - optional

    frame = table.to_pandas()
    return lambda: getattr(aggregation, method)().fit_predict(frame)


def _timed(run: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """Median seconds, and what the last run gave."""
    seconds: list[float] = []
    result = None
    for _ in range(repeats):
        began = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - began)
    return median(seconds), result


def _tables(votes: int) -> dict[str, pa.Table]:
    """The same votes with ids as strings and as whole numbers."""
    rng = np.random.default_rng(SEED)
    tasks = votes // VOTES_PER_TASK
    truth = rng.integers(0, CLASSES, tasks)
    # Five different workers a task: a random first, then equal steps that cannot come round.
    first = rng.integers(0, WORKERS, tasks)[:, np.newaxis]
    step = rng.integers(1, WORKERS // VOTES_PER_TASK, tasks)[:, np.newaxis]
    worker = ((first + step * np.arange(VOTES_PER_TASK)) % WORKERS).ravel()
    task = np.repeat(np.arange(tasks), VOTES_PER_TASK)
    accuracy = rng.uniform(0.4, 0.95, WORKERS)
    is_right = rng.random(len(task)) < accuracy[worker]
    label = np.where(is_right, truth[task], rng.integers(0, CLASSES, len(task)))
    order = rng.permutation(len(task))
    columns = {"task": task[order], "worker": worker[order], "label": label[order]}
    return {
        "string": pa.table({name: pa.array(_named(name, ids)) for name, ids in columns.items()}),
        "integer": pa.table(columns),
    }


def _named(kind: str, ids: np.ndarray[Any, Any]) -> list[str]:
    return [f"{kind}-{each:07d}" for each in ids.tolist()]


def _number(size: str) -> int:
    factor = {"k": 1_000, "M": 1_000_000}.get(size[-1], 1)
    return int(size.rstrip("kM")) * factor


def _line(figure: Figure) -> str:
    text = (
        f"{figure.votes:>10,} votes  {figure.ids:<8}{figure.method:<13}{figure.seconds:8.3f} s"
        f"{figure.million_votes_per_second:7.1f} M/s"
    )
    if figure.peer_seconds is None:
        return text
    return (
        f"{text}   crowd-kit {figure.peer_seconds:7.3f} s   ratio {figure.ratio:5.1f}   "
        f"{figure.answers_different} of {figure.answers_compared:,} answers differ"
    )


def _machine(*, has_peer: bool) -> dict[str, str]:
    """Where and with what it was measured."""
    root = Path(__file__).parent.parent
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607 - git is found on the PATH
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    load = os.getloadavg()[0]
    return {
        "commit": commit or "unknown",
        "cores": str(os.cpu_count()),
        "load": f"{load:.1f}",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "scipy", "pyarrow")},
        **({"crowd-kit": version("crowd-kit")} if has_peer else {}),
    }


if __name__ == "__main__":
    main()
