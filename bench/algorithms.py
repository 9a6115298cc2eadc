"""Seconds and memory from columns of ids to answers: majority vote, Dawid-Skene, beside crowd-kit.

    python -m bench.algorithms [--sizes 10k,100k,1M] [--ids integer] [--methods DawidSkene]
                               [--repeats 3] [--alone] [--skip-memory] [--json]

Made-up votes of a fixed seed: 5 a task, 4 classes, 1,000 workers of 40 to 95 % accuracy, rows
shuffled. Ours reads an Arrow table, crowd-kit the same one as a pandas frame; making either is not
timed. The answers of both must be equal where no tie was to be broken, or the exit status is 1.
Processor seconds stand beside those of the clock: on a busy machine they are what can be compared,
and they give nothing for a second core. Memory is the peak of a process of its own above what it
held before the fit, columns and libraries loaded and a small fit done (Linux only).
crowd-kit is optional (see README.md beside this file); without it or with --alone only our figures
are printed. `--sizes 100M --alone` streams the votes from a Parquet file (`fit_parquet`, two
processes), as anything above 20M does; a folder for its parts is made where TMPDIR says.
"""

import argparse
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from goldwright.algorithms import (
    DawidSkene,
    MajorityVote,
    MajorityVoteResult,
    Votes,
    fit_parquet,
)

SEED = 20260101
VOTES_PER_TASK = 5
CLASSES = 4
WORKERS = 1000
METHODS = {"MajorityVote": MajorityVote(), "DawidSkene": DawidSkene()}
STREAMED_FROM = 20_000_000
_VOTES_A_FILE = 5_000_000
_PROCESSES = 2
_MIB = 2**20
_KIB = 2**10


@dataclass(frozen=True)
class Figure:
    """One line of the table; `peer_*` and what follows from it are None where it was not run."""

    votes: int
    ids: str
    method: str
    seconds: float
    cpu_seconds: float
    million_votes_per_second: float
    mib: float | None = None
    peer_seconds: float | None = None
    peer_cpu_seconds: float | None = None
    peer_mib: float | None = None
    ratio: float | None = None
    cpu_ratio: float | None = None
    memory_ratio: float | None = None
    answers_compared: int | None = None
    answers_different: int | None = None


@dataclass(frozen=True)
class _Timed:
    seconds: float
    cpu_seconds: float
    result: Any


def main() -> None:
    """Measure and print; fail when answers differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="10k,100k,1M", help="votes, comma-separated")
    parser.add_argument("--ids", default="string,integer", help="kinds, comma-separated")
    parser.add_argument("--methods", default=",".join(METHODS), help="names, comma-separated")
    parser.add_argument("--repeats", type=int, default=3, help="runs; the median is told")
    parser.add_argument("--alone", action="store_true", help="without crowd-kit")
    parser.add_argument("--skip-memory", action="store_true", help="times only")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.add_argument("--one-memory", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one_memory:
        side, method, path = given.one_memory
        print(_peak_above_start(side, method, Path(path)))
        return
    has_peer = not given.alone and importlib.util.find_spec("crowdkit") is not None
    if not has_peer and not given.alone:
        print("crowd-kit is not installed: our figures only (see README.md).", file=sys.stderr)
    figures: list[Figure] = []
    for figure in _figures(given, has_peer=has_peer):
        figures.append(figure)
        if not given.json:
            print(_line(figure), flush=True)
    machine = _machine(has_peer=has_peer)
    if given.json:
        print(json.dumps({"machine": machine, "figures": [asdict(each) for each in figures]}))
    else:
        print(", ".join(f"{name} {value}" for name, value in machine.items()))
    if any(figure.answers_different for figure in figures):
        sys.exit("Answers differ from crowd-kit's.")


def _figures(given: argparse.Namespace, *, has_peer: bool) -> Iterator[Figure]:
    for size in given.sizes.split(","):
        votes = _number(size)
        if votes > STREAMED_FROM:
            yield _streamed(votes)
            continue
        for ids in given.ids.split(","):
            table = _table(votes, ids)
            for method in given.methods.split(","):
                memory = not given.skip_memory and sys.platform == "linux"
                yield _measure(
                    table, ids, method, given.repeats, has_peer=has_peer, has_memory=memory
                )


def _measure(
    table: pa.Table, ids: str, method: str, repeats: int, *, has_peer: bool, has_memory: bool
) -> Figure:
    ours = _timed(lambda: METHODS[method].fit(Votes.from_table(table)), repeats)
    alone = Figure(
        votes=len(table),
        ids=ids,
        method=method,
        seconds=ours.seconds,
        cpu_seconds=ours.cpu_seconds,
        million_votes_per_second=len(table) / ours.seconds / 1e6,
    )
    compared = _compared(alone, ours.result, table, repeats) if has_peer else alone
    if not has_memory:
        return compared
    with TemporaryDirectory() as folder:
        path = Path(folder) / "votes.arrow"
        with pa.ipc.new_file(path, table.schema) as file:
            file.write_table(table.combine_chunks())
        mib = _memory("ours", method, path)
        peer_mib = _memory("peer", method, path) if has_peer else None
    return Figure(
        **{
            **asdict(compared),
            "mib": mib,
            "peer_mib": peer_mib,
            "memory_ratio": mib / peer_mib if peer_mib else None,
        }
    )


def _compared(alone: Figure, result: Any, table: pa.Table, repeats: int) -> Figure:  # noqa: ANN401 - of any method
    theirs = _timed(_peer(alone.method, table.to_pandas()), repeats)
    answers = result.by_task()
    if isinstance(result, MajorityVoteResult):
        # crowd-kit breaks ties by the order in which classes appeared, we by their names.
        decided = result.votes.tasks[result.margin > 0].tolist()
        answers = {task: answers[task] for task in decided}
    found = theirs.result.to_dict()
    return Figure(
        **{
            **asdict(alone),
            "peer_seconds": theirs.seconds,
            "peer_cpu_seconds": theirs.cpu_seconds,
            "ratio": theirs.seconds / alone.seconds,
            "cpu_ratio": theirs.cpu_seconds / alone.cpu_seconds,
            "answers_compared": len(answers),
            "answers_different": sum(found[task] != one for task, one in answers.items()),
        }
    )


def _peer(method: str, frame: Any) -> Callable[[], Any]:  # noqa: ANN401 - pandas is optional
    """crowd-kit's method of the same name with its defaults, ready to run."""
    from crowdkit import aggregation  # noqa: PLC0415 - optional

    return lambda: getattr(aggregation, method)().fit_predict(frame)


def _timed(run: Callable[[], Any], repeats: int) -> _Timed:
    """Median seconds, and what the last run gave."""
    seconds: list[float] = []
    cpu_seconds: list[float] = []
    result = None
    for _ in range(repeats):
        began, cpu_began = time.perf_counter(), time.process_time()
        result = run()
        seconds.append(time.perf_counter() - began)
        cpu_seconds.append(time.process_time() - cpu_began)
    return _Timed(median(seconds), median(cpu_seconds), result)


def _memory(side: str, method: str, path: Path) -> float:
    """MiB that one fit takes, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.algorithms", "--one-memory", side, method, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(done.stdout)


def _peak_above_start(side: str, method: str, path: Path) -> float:
    with pa.OSFile(str(path)) as file:
        table = pa.ipc.open_file(file).read_all()
    few = _table(1000, "string")
    if side == "ours":
        METHODS[method].fit(Votes.from_table(few))
        run: Callable[[], Any] = lambda: METHODS[method].fit(Votes.from_table(table))  # noqa: E731
    else:
        _peer(method, few.to_pandas())()
        frame = table.to_pandas()
        del table
        run = _peer(method, frame)
    # The kernel forgets the peak so far.
    Path("/proc/self/clear_refs").write_text("5")
    start = _status("VmRSS")
    result = run()
    peak = _status("VmHWM")
    del result
    return (peak - start) / _MIB


def _status(name: str) -> int:
    """Bytes, as the kernel tells them of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * _KIB
    raise KeyError(name)


def _streamed(votes: int) -> Figure:
    """Votes from Parquet files to a Parquet file of answers."""
    with TemporaryDirectory() as folder:
        paths = list(_files(votes, Path(folder)))
        began = time.perf_counter()
        cpu_began = _cpu_with_children()
        result = fit_parquet(paths, folder=Path(folder) / "parts", processes=_PROCESSES)
        result.write(Path(folder) / "answers.parquet")
        seconds = time.perf_counter() - began
        cpu_seconds = _cpu_with_children() - cpu_began
    own, children = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Figure(
        votes=votes,
        ids="streamed",
        method="DawidSkene",
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        million_votes_per_second=votes / seconds / 1e6,
        # Whole processes, with all that they load: the most that they can have held together.
        mib=(own + _PROCESSES * children) / _KIB,
    )


def _cpu_with_children() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _files(votes: int, folder: Path) -> Iterator[Path]:
    """Files of whole-number ids; the tasks of a file are its own, so that making them is cheap."""
    for number, first in enumerate(range(0, votes, _VOTES_A_FILE)):
        columns = _columns(min(_VOTES_A_FILE, votes - first), seed=SEED + number)
        columns["task"] += first
        path = folder / f"votes{number}.parquet"
        pq.write_table(pa.table(columns), path)
        yield path


def _table(votes: int, ids: str) -> pa.Table:
    """Votes with ids as strings or as whole numbers, otherwise the same."""
    columns = _columns(votes, seed=SEED)
    if ids == "integer":
        return pa.table(columns)
    return pa.table({name: pa.array(_named(name, codes)) for name, codes in columns.items()})


def _columns(votes: int, *, seed: int) -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(seed)
    tasks = votes // VOTES_PER_TASK
    truth = rng.integers(0, CLASSES, tasks)
    # Five different workers a task: a random first, then equal steps that cannot come round.
    first = rng.integers(0, WORKERS, tasks)[:, np.newaxis]
    step = rng.integers(1, WORKERS // VOTES_PER_TASK, tasks)[:, np.newaxis]
    worker = ((first + step * np.arange(VOTES_PER_TASK)) % WORKERS).ravel()
    task = np.repeat(np.arange(tasks), VOTES_PER_TASK)
    # Workers are the same whatever the seed of their votes.
    accuracy = np.random.default_rng(SEED).uniform(0.4, 0.95, WORKERS)
    is_right = rng.random(len(task)) < accuracy[worker]
    label = np.where(is_right, truth[task], rng.integers(0, CLASSES, len(task)))
    order = rng.permutation(len(task))
    return {"task": task[order], "worker": worker[order], "label": label[order]}


def _named(kind: str, ids: np.ndarray[Any, Any]) -> list[str]:
    return [f"{kind}-{each:07d}" for each in ids.tolist()]


def _number(size: str) -> int:
    factor = {"k": 1_000, "M": 1_000_000}.get(size[-1], 1)
    return int(size.rstrip("kM")) * factor


def _line(figure: Figure) -> str:
    text = (
        f"{figure.votes:>11,} {figure.ids:<8} {figure.method:<12}"
        f"{figure.seconds:8.3f} s ({figure.cpu_seconds:.3f} s cpu)"
        f"{figure.million_votes_per_second:6.1f} M/s"
    )
    if figure.mib is not None:
        text += f"{figure.mib:7.0f} MiB"
    if figure.peer_seconds is None:
        return text
    text += (
        f" | crowd-kit {figure.peer_seconds:.3f} s ({figure.peer_cpu_seconds:.3f} s cpu)"
        f" | ratio {figure.ratio:.1f} (cpu {figure.cpu_ratio:.1f})"
    )
    if figure.peer_mib is not None:
        text += f" | memory {figure.memory_ratio:.2f} of {figure.peer_mib:.0f} MiB"
    return text + f" | {figure.answers_different} of {figure.answers_compared:,} answers differ"


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
