"""How often a signal finds people who paste their answers, and how rarely ordinary ones.

    python -m bench.pasting [--projects 1000] [--save]

Projects of 20 simulated people who each give so many answers of text. An ordinary one pastes a
share of them of their own: few paste much (Beta 0.5, 8: 6 % on average, 27 % at the 97.5th
percentile), or, where the work is to carry text over, all do and differ (Beta 4, 4). Some, from
none to eight of the 20, paste four answers of five. Nobody has published how much honest people
paste, so these habits are assumed. Told is the share of those found, of ordinary people suspected,
and of projects without any of them that show somebody.
"""

import argparse

import numpy as np

from bench.support.report import save
from goldwright.algorithms.discoveries import discovered
from goldwright.algorithms.pasting import pasted_answers
from goldwright.quality.rules import HONEST_PROJECTS_WITH_ANY
from goldwright.quality.signals import Kind

PEOPLE, PASTED = 20, 0.8
HABITS = {"few paste": (0.5, 8.0), "all paste": (4.0, 4.0)}


def measure(habit: str, answers: int, pasters: int, *, projects: int) -> dict[str, object]:
    """Rates over projects with so many who paste, and so many answers of each person."""
    found = suspected = with_any = 0
    for seed in range(projects):
        rng = np.random.default_rng([len(habit), answers, pasters, seed])
        shares = rng.beta(*HABITS[habit], PEOPLE)
        shares[:pasters] = PASTED
        worker = np.repeat(np.arange(PEOPLE, dtype=np.int32), answers)
        pasted = rng.random(len(worker)) < shares[worker]
        chance = pasted_answers(worker, pasted, workers=PEOPLE).chance
        shown = discovered(chance, share=HONEST_PROJECTS_WITH_ANY / len(Kind))
        found += int(shown[:pasters].sum())
        suspected += int(shown[pasters:].sum())
        with_any += bool(shown[pasters:].any())
    return {
        "habit": habit,
        "answers": answers,
        "pasters": pasters,
        "found": found / (projects * pasters) if pasters else None,
        "suspected": suspected / (projects * (PEOPLE - pasters)),
        "projects_with_an_ordinary_one": with_any / projects,
    }


def main() -> None:
    """Print a line for each habit and size; keep them if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--projects", type=int, default=1000, help="of each kind")
    parser.add_argument("--save", action="store_true", help="write results/pasting.json")
    given = parser.parse_args()
    rows = [
        measure(habit, answers, pasters, projects=given.projects)
        for habit in HABITS
        for answers in (10, 30, 100, 300)
        for pasters in (0, 1, 4, 8)
    ]
    print("| others | answers | who paste | found | ordinary suspected | projects with any |")
    print("|---|---|---|---|---|---|")
    for one in rows:
        found = "-" if one["found"] is None else f"{one['found']:.0%}"
        print(
            f"| {one['habit']} | {one['answers']} | {one['pasters']} of {PEOPLE} | {found} |"
            f" {one['suspected']:.2%} | {one['projects_with_an_ordinary_one']:.1%} |"
        )
    if given.save:
        save("pasting", {"projects": given.projects, "kinds": rows})


if __name__ == "__main__":
    main()
