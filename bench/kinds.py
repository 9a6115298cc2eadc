"""What settling several answers is worth for every task type, beside taking one person's.

    python -m bench.kinds [--tasks 40] [--people 5] [--only boxes,video] [--save]

Made-up tasks (`support/imagined.py`) with a known truth, answered by a careful, two ordinary and a
careless person and by a spammer, settled by the rules of the server, everybody weighing the same.
Told are the agreement with the truth, by the type's own measure, of one person taken at random,
of the best of them in each task, and of what was settled; the share of tasks handed to a person;
the share that gold would call right (an agreement of at least a half), and beside it the mean
confidence before gold has shown what it is worth. The exit status is 1 when settling is worth less
than one person.
"""

import argparse
import sys
import time
from random import Random
from statistics import fmean

from bench.support.imagined import WORLDS, World, task
from bench.support.report import save
from goldwright.quality.records import Answer, Overlap, State
from goldwright.quality.rules import RIGHT_AGREEMENT, judge
from goldwright.task_types import registry

SEED = 20260107


def main() -> None:
    """Measure, print and, where asked, keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=40)
    parser.add_argument("--people", type=int, default=5, choices=(3, 4, 5))
    parser.add_argument("--only", default="", help="words of which a name has one")
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    words = [one for one in given.only.split(",") if one]
    print(
        f"{'type':<30}{'one':>7}{'best':>7}{'settled':>9}{'to a person':>13}{'right':>7}{'sure':>7}"
        f"{'cpu ms':>8}"
    )
    rows: dict[str, dict[str, float]] = {}
    for name, world in WORLDS.items():
        if not words or any(one in name for one in words):
            rows[name] = row = measure(name, world, given.tasks, given.people)
            print(
                f"{name:<30}{row['one']:7.3f}{row['best']:7.3f}{row['settled']:9.3f}"
                f"{row['handed']:13.0%}{row['right']:7.2f}{row['sure']:7.2f}{row['cpu_ms']:8.0f}",
                flush=True,
            )
    if given.save:
        save("kinds", {"tasks": given.tasks, "people": given.people, "rows": rows})
    worse = [name for name, row in rows.items() if row["settled"] < row["one"]]
    if worse:
        sys.exit(f"Settling is worth less than one person: {', '.join(worse)}.")


def measure(name: str, world: World, tasks: int, people: int) -> dict[str, float]:
    """One row of the table."""
    rng = Random(f"{SEED} {name}")
    task_type = registry()[world.task_type]
    one: list[float] = []
    best: list[float] = []
    settled: list[float] = []
    sure: list[float] = []
    seconds = 0.0
    for _ in range(tasks):
        params, truth, answers = task(rng, world, people)
        for each in (truth, *answers):
            faults = task_type.check(params, each)
            assert not faults, (name, faults)
        alike = [task_type.agree(params, each, truth) for each in answers]
        one.append(fmean(alike))
        best.append(max(alike))
        given = [Answer(str(place), each, 1.0) for place, each in enumerate(answers)]
        began = time.process_time()
        # With a most, so that a form is settled too and not collected.
        overlap = Overlap(len(answers), 0.98, 3.0)
        verdict = judge(task_type, params, given, asked=len(answers), overlap=overlap)
        seconds += time.process_time() - began
        if verdict.state is State.SETTLED and verdict.response is not None:
            settled.append(task_type.agree(params, verdict.response, truth))
            sure.append(verdict.confidence or 0.0)
    return {
        "one": fmean(one),
        "best": fmean(best),
        "settled": fmean(settled) if settled else 0.0,
        "handed": 1 - len(settled) / tasks,
        "right": fmean([one >= RIGHT_AGREEMENT for one in settled]) if settled else 0.0,
        "sure": fmean(sure) if sure else 0.0,
        "cpu_ms": 1000 * seconds / tasks,
    }


if __name__ == "__main__":
    main()
