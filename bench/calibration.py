"""What confidences are worth: how far off they are by what other data sets lead to expect.

    python -m bench.calibration FOLDER [--sets bluebird,dog] [--gold 50] [--repeats 6] [--tasks 400]

FOLDER as for `bench.replay`. Projects with adaptive redundancy and so many gold tasks go through
our rules as in `bench.promises`. Printed is, for each set and for all, the expected calibration
error of one project (15 bins)

- of beliefs, as the rules have them,
- of confidences told without gold, by what is expected (`goldwright.algorithms.reliability`),
- with gold beside that, as they are delivered; what that error is by chance alone, and the Brier
  score,
- with gold beside what is expected by the other sets alone, so that nothing of a set tells of it.

Then, as estimates of what to expect: mean and deviation over the sets of slope and bias of the line
in the log odds that fits the answers of a set best (random effects, by expectation maximisation).
"""

import argparse
import json
import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.promises import FIRST, Look, Project, draw, read_once
from bench.support.machine import machine
from goldwright.algorithms import ece, ece_by_chance, expected_reliability, learn_reliability
from goldwright.algorithms.reliability import EXPECTED, Line, log_odds, most_probable
from goldwright.quality.records import Overlap

_ROUNDS = 20
_LEAST_SPREAD = 0.05
_WIDE = Line(bias=0.0, bias_spread=1.0, slope=0.5, slope_spread=0.5)


@dataclass(frozen=True)
class Ran:
    """One project: what gold showed each time it was looked at, and what came between."""

    looks: Sequence[Look]
    beliefs: NDArray[np.float64]
    right: NDArray[np.bool_]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names separated by commas; all there are unless told")
    parser.add_argument("--gold", type=int, default=50, help="gold tasks of a project at most")
    parser.add_argument("--repeats", type=int, default=6, help="projects of each set")
    parser.add_argument("--tasks", type=int, default=400, help="of a project at most, drawn")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    names = (
        given.sets.split(",") if given.sets else sorted(one.name for one in given.folder.iterdir())
    )
    folders = [given.folder / name for name in names for _ in range(given.repeats)]
    seeds = list(range(given.repeats)) * len(names)
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=processes) as pool:
        runs = list(pool.map(partial(run, gold=given.gold, tasks=given.tasks), folders, seeds))
    sets = {
        name: runs[place * given.repeats : (place + 1) * given.repeats]
        for place, name in enumerate(names)
    }
    found = {
        name: figures(ran, expect([sets[one] for one in names if one != name]))
        for name, ran in sets.items()
    }
    _print(found)
    expected = expect(list(sets.values()))
    print(f"expected by all of these: {expected}")
    if given.json:
        told = {"machine": machine(), "expected": asdict(expected), "sets": found}
        given.json.write_text(json.dumps(told, indent=1) + "\n")


def run(folder: Path, seed: int, *, gold: int, tasks: int) -> Ran:
    """One project with adaptive redundancy."""
    recorded = read_once(folder)
    rng = Random(f"{folder.name} calibration {seed}")
    known, work = draw(recorded, rng, gold=min(gold, len(recorded.truth) // 2), tasks=tasks)
    longest = max(len(one) for one in recorded.labels.values())
    project = Project(recorded, Overlap(longest, 0.98, 3), first=FIRST)
    project.meet_gold(known, rng)
    project.work(work, rng)
    return Ran(project.looks, np.array(project.beliefs), np.array(project.right))


def figures(runs: Sequence[Ran], by_others: Line) -> dict[str, float]:
    """The errors of a set, each the mean over its projects."""
    without = expected_reliability(by_others)
    told = {
        "beliefs": [one.beliefs for one in runs],
        "without_gold": [np.array([without.at(belief) for belief in one.beliefs]) for one in runs],
        "delivered": [_told(one, EXPECTED) for one in runs],
        "by_others": [_told(one, by_others) for one in runs],
    }
    errors = {
        name: fmean(float(ece(sure, one.right)) for sure, one in zip(all_of, runs, strict=True))
        for name, all_of in told.items()
    }
    return errors | {
        "by_chance": fmean(ece_by_chance(sure) for sure in told["by_others"]),
        **{
            f"{name}_brier": fmean(
                float(np.square(sure - one.right).mean())
                for sure, one in zip(told[name], runs, strict=True)
            )
            for name in ("beliefs", "by_others")
        },
    }


def expect(sets: Sequence[Sequence[Ran]]) -> Line:
    """Means and deviations of bias and slope over sets, each of which counts once."""
    answers = [
        (
            log_odds(np.concatenate([one.beliefs for one in runs])),
            np.concatenate([one.right for one in runs]).astype(np.float64),
            len(runs),
        )
        for runs in sets
    ]
    line = _WIDE
    for _ in range(_ROUNDS):
        fits = [
            most_probable(odds, right, np.full(len(odds), 1 / runs), line)
            for odds, right, runs in answers
        ]
        at = np.array([one for one, _ in fits])
        mean = at.mean(axis=0)
        # What is not known of a set's own line belongs to the spread as well.
        spread = np.square(at - mean).mean(axis=0) + np.mean([left for _, left in fits], axis=0)
        bias_spread, slope_spread = np.maximum(np.sqrt(spread), _LEAST_SPREAD)
        line = Line(float(mean[0]), float(bias_spread), float(mean[1]), float(slope_spread))
    return line


def _told(ran: Ran, expected: Line) -> NDArray[np.float64]:
    """The confidences, each by what gold had shown when its task was settled."""
    ends = [one.settled for one in ran.looks[1:]] + [len(ran.beliefs)]
    told: list[float] = []
    for look, end in zip(ran.looks, ends, strict=True):
        reliability = learn_reliability(
            [one.belief for one in look.ends],
            [one.is_right for one in look.ends],
            look.weights,
            expected=expected,
        )
        told += [reliability.at(belief) for belief in ran.beliefs[look.settled : end]]
    return np.array(told)


def _print(found: Mapping[str, Mapping[str, float]]) -> None:
    columns = (
        "beliefs",
        "without_gold",
        "delivered",
        "by_others",
        "by_chance",
        "beliefs_brier",
        "by_others_brier",
    )
    print("| set | " + " | ".join(one.replace("_", " ") for one in columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    means = {name: fmean(row[name] for row in found.values()) for name in columns}
    for name, row in [*found.items(), ("mean", means)]:
        print(f"| {name} | " + " | ".join(f"{row[one]:.3f}" for one in columns) + " |")


if __name__ == "__main__":
    main()
