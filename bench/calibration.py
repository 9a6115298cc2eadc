"""What confidences are worth: how far off they are by what other data sets lead to expect.

    python -m bench.calibration FOLDER [--sets bluebird,dog] [--gold 50] [--repeats 20]

FOLDER as for `bench.replay`. Projects with adaptive redundancy go through our rules as in
`bench.promises`. Printed is, for each set and for all, the expected calibration
error of one project (15 bins), mean of its repeats,

- of beliefs, as the rules have them,
- of confidences told without gold, by what is expected (`goldwright.algorithms.reliability`),
- with gold beside that, as they are delivered,
- with gold beside what is expected by the other sets alone, so that nothing of a set tells of it,
  and the standard error of that mean,

and beside these, to tell what more could be had:

- told the share of gold that is right, and nothing else,
- told by the curve that all other projects of the same set show, most of whose tasks are the same:
  the best that a curve of beliefs can be, and not to be had from gold,
- by chance: of the confidences by the others, were each the true probability,
- without chance: the root of the mean square gap by the others, without what the finite sample of
  tasks adds (`mean_square_gap`); what gold's own sample adds is still in it,
- the Brier scores of beliefs and by the others.

Then, as estimates of what to expect: mean and deviation over the sets of slope and bias of the line
in the log odds that fits the answers of a set best (random effects, by expectation maximisation).
"""

import argparse
import json
import math
import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.promises import FIRST, GOLD_LEAST, Look, Project, draw, of_one, read_once
from bench.support.machine import machine
from goldwright.algorithms import (
    Reliability,
    ece,
    ece_by_chance,
    expected_reliability,
    learn_reliability,
)
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
    parser.add_argument(
        "--gold", type=int, help="gold tasks of a project; a tenth, but at least 50, unless told"
    )
    parser.add_argument("--repeats", type=int, default=20, help="projects of each set")
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


def run(folder: Path, seed: int, *, gold: int | None, tasks: int) -> Ran:
    """One project with adaptive redundancy."""
    recorded = read_once(folder)
    rng = Random(f"{folder.name} calibration {seed}")
    truths = len(recorded.truth)
    wanted = max(truths // 10, GOLD_LEAST) if gold is None else gold
    known, work = draw(recorded, rng, gold=min(wanted, truths // 2), tasks=tasks)
    longest = max(len(one) for one in recorded.labels.values())
    project = Project(recorded, Overlap(longest, 0.98, 3), first=FIRST)
    project.meet_gold(known, rng)
    project.work(work, rng)
    return Ran(project.looks, np.array(project.beliefs), np.array(project.right))


def figures(runs: Sequence[Ran], by_others: Line) -> dict[str, float]:
    """The errors of a set, each the mean over its projects."""
    without = expected_reliability(by_others)
    right = [one.right for one in runs]
    told = {
        "beliefs": [one.beliefs for one in runs],
        "without_gold": [np.array([without.at(belief) for belief in one.beliefs]) for one in runs],
        "delivered": [_told(one, EXPECTED) for one in runs],
        "by_others": [_told(one, by_others) for one in runs],
        "golds_share": [_each_look(one, _share) for one in runs],
    }
    if len(runs) > 1:
        told["own_curve"] = [_by_own_curve(runs, one) for one in runs]
    errors = {
        name: fmean(float(ece(sure, was)) for sure, was in zip(all_of, right, strict=True))
        for name, all_of in told.items()
    }
    by_others_alone = of_one(told["by_others"], right)
    return errors | {
        "standard_error": by_others_alone["ece_once_error"],
        "by_chance": fmean(ece_by_chance(sure) for sure in told["by_others"]),
        "without_chance": by_others_alone["without_chance"],
        **{
            f"{name}_brier": fmean(
                float(np.square(sure - was).mean())
                for sure, was in zip(told[name], right, strict=True)
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

    def by_gold(look: Look) -> Reliability:
        return learn_reliability(
            [one.belief for one in look.ends],
            [one.is_right for one in look.ends],
            look.weights,
            expected=expected,
        )

    return _each_look(ran, by_gold)


def _share(look: Look) -> Reliability:
    """Gold's share of right answers, for any belief."""
    right = [weight for one, weight in zip(look.ends, look.weights, strict=True) if one.is_right]
    return Reliability((), (math.fsum(right) / math.fsum(look.weights),))


def _each_look(ran: Ran, learn: Callable[[Look], Reliability]) -> NDArray[np.float64]:
    """The confidences, each by what was learnt from gold when its task was settled."""
    ends = [one.settled for one in ran.looks[1:]] + [len(ran.beliefs)]
    told: list[float] = []
    for look, end in zip(ran.looks, ends, strict=True):
        reliability = learn(look)
        told += [reliability.at(belief) for belief in ran.beliefs[look.settled : end]]
    return np.array(told)


def _by_own_curve(runs: Sequence[Ran], ran: Ran) -> NDArray[np.float64]:
    """The confidences by what all other projects of the set show."""
    others = [one for one in runs if one is not ran]
    beliefs = np.concatenate([one.beliefs for one in others]).tolist()
    curve = learn_reliability(
        beliefs, np.concatenate([one.right for one in others]).tolist(), [1.0] * len(beliefs)
    )
    return np.array([curve.at(belief) for belief in ran.beliefs])


def _print(found: Mapping[str, Mapping[str, float]]) -> None:
    columns = (
        "beliefs",
        "without_gold",
        "delivered",
        "by_others",
        "standard_error",
        "golds_share",
        "own_curve",
        "by_chance",
        "without_chance",
        "beliefs_brier",
        "by_others_brier",
    )
    print("| set | " + " | ".join(one.replace("_", " ") for one in columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    means = {
        name: fmean(row[name] for row in found.values())
        for name in columns
        if all(name in row for row in found.values())
    }
    for name, row in [*found.items(), ("mean", means)]:
        told = [f"{row[one]:.3f}" if one in row else "" for one in columns]
        print(f"| {name} | {' | '.join(told)} |")


if __name__ == "__main__":
    main()
