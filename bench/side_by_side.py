"""Goldwright and Label Studio in turn (A B B A) through the same phases, and the ratio of both.

    python -m bench.side_by_side --peer-venv PATH | --install-peer
        [--database sqlite|postgres] [--tasks 10000] [--seconds 8] [--workers 1,8,32] [--rounds 2]

The peer is Label Studio's community edition as `label-studio start` serves it, from a virtual
environment of its own, with SQLite or with a PostgreSQL of its own (the same durable server that
Goldwright embeds). Both get the same texts through their public HTTP APIs: all tasks in one call,
one at a time by 1 and 8 clients, ask-answer-ask loops, an export of everything. All of it listens
on this machine alone and is ended by process number.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import uvloop

from bench.support.machine import foreign_load
from bench.support.peers import Contestant, goldwright, label_studio, label_studio_venv
from bench.support.phases import run_phases
from bench.support.report import save, say


def main() -> None:
    """Run both in turn and print what each did and the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    peer = parser.add_mutually_exclusive_group(required=True)
    peer.add_argument("--peer-venv", type=Path, help="where Label Studio is installed")
    peer.add_argument("--install-peer", action="store_true", help="install it in a new folder")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="postgres")
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each measurement")
    parser.add_argument("--workers", default="1,8,32", help="how many at once, in turn")
    parser.add_argument("--rounds", type=int, default=2, help="2: A B B A, 1: A B")
    given = parser.parse_args()
    workers = [int(one) for one in given.workers.split(",")]
    order = (["goldwright", "label-studio", "label-studio", "goldwright"])[: 2 * given.rounds]
    runs: list[dict[str, object]] = []
    with label_studio_venv(given.peer_venv) as venv:
        for name in order:
            say(f"{name}, {len(runs) + 1} of {len(order)}")
            place = goldwright() if name == "goldwright" else label_studio(venv, given.database)
            with place as contestant:
                runs.append({"who": name, **_run(contestant, given.tasks, workers, given.seconds)})
    save(
        f"side_by_side-{given.database}",
        {"tasks": given.tasks, "ratios": _ratios(runs), "runs": runs},
    )


def _run(
    contestant: Contestant, tasks: int, workers: Sequence[int], seconds: float
) -> dict[str, object]:
    with foreign_load() as foreign:
        figures = uvloop.run(run_phases(contestant, tasks, workers, seconds))
    return {"version": contestant.version, **figures, **foreign.figures()}


def _ratios(runs: list[dict[str, object]]) -> dict[str, float]:
    """How many times the peer's rate ours is, by phase, from the medians of both."""
    found: dict[str, float] = {}
    for name in runs[0]:
        if not name.endswith("_per_second"):
            continue
        ours, theirs = (
            median(float(str(run[name])) for run in runs if run["who"] == who)
            for who in ("goldwright", "label-studio")
        )
        found[name.removesuffix("_per_second")] = round(ours / theirs, 1) if theirs else 0.0
    return found


if __name__ == "__main__":
    main()
