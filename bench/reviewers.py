"""How surely harsh and lenient reviewers are found, and how rarely ordinary ones are.

    python -m bench.reviewers [--projects 400] [--save]

Projects of eight simulated reviewers of answers of which 85 % are right. Six are ordinary: they
refuse one right answer in 20 and pass one wrong one in ten. One is harsh and refuses half of what
is right; one is lenient and passes seven wrong ones in ten. Each judges so many gold answers, half
of them right, and takes part in so many blind pairs with any other. Told is the share of projects
in which the harsh one's refusals, and the lenient one's acceptances, count for less than 0.7 of an
ordinary reviewer's, and the share of ordinary reviewers of whom either does.
"""

import argparse
from collections import Counter

import numpy as np

from bench.support.report import save
from goldwright.algorithms.verdicts import GoldCount, Pair, reviewer_errors

RIGHT, LESS = 0.85, 0.7
HARSHNESS = np.array([0.5, 0.05, *[0.05] * 6])
LENIENCY = np.array([0.1, 0.7, *[0.1] * 6])
SIZES = [(10, 0), (20, 0), (40, 0), (0, 20), (0, 50), (0, 100), (20, 50)]


def measure(gold: int, pairs: int, *, projects: int) -> dict[str, float]:
    """Rates over projects, of so many gold answers and blind pairs each reviewer has a part in."""
    harsh = lenient = suspected = 0
    for seed in range(projects):
        rng = np.random.default_rng([gold, pairs, seed])
        found = reviewer_errors(
            [_on_gold(one, gold, rng) for one in range(len(HARSHNESS))],
            _paired(pairs * len(HARSHNESS) // 2, rng),
        )
        harsh += bool(found.refusing_weight[0] < LESS)
        lenient += bool(found.passing_weight[1] < LESS)
        least = np.minimum(found.refusing_weight[2:], found.passing_weight[2:])
        suspected += int((least < LESS).sum())
    ordinary = projects * (len(HARSHNESS) - 2)
    return {
        "gold": gold,
        "pairs": pairs,
        "harsh_found": harsh / projects,
        "lenient_found": lenient / projects,
        "ordinary_suspected": suspected / ordinary,
    }


def _on_gold(one: int, gold: int, rng: np.random.Generator) -> GoldCount:
    right, wrong = (gold + 1) // 2, gold // 2
    refused = int(rng.binomial(right, HARSHNESS[one]))
    return GoldCount(right, refused, wrong, wrong - int(rng.binomial(wrong, LENIENCY[one])))


def _paired(pairs: int, rng: np.random.Generator) -> list[Pair]:
    found: Counter[tuple[int, int, bool, bool]] = Counter()
    for _ in range(pairs):
        chance = HARSHNESS if rng.random() < RIGHT else 1 - LENIENCY
        first, second = rng.choice(len(HARSHNESS), 2, replace=False).tolist()
        refused = rng.random(2) < chance[[first, second]]
        found[first, second, bool(refused[0]), bool(refused[1])] += 1
    return [Pair(*key, times=times) for key, times in sorted(found.items())]


def main() -> None:
    """Print a line for each size; keep them if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--projects", type=int, default=400)
    parser.add_argument("--save", action="store_true", help="write results/reviewers.json")
    given = parser.parse_args()
    rows = [measure(gold, pairs, projects=given.projects) for gold, pairs in SIZES]
    print("| gold | blind pairs | harsh one found | lenient one found | ordinary ones suspected |")
    print("|---|---|---|---|---|")
    for row in rows:
        shares = [row[one] for one in ("harsh_found", "lenient_found", "ordinary_suspected")]
        cells = [str(row["gold"]), str(row["pairs"]), *(f"{100 * one:.1f}%" for one in shares)]
        print(f"| {' | '.join(cells)} |")
    if given.save:
        save("reviewers", {"projects": given.projects, "rows": rows})


if __name__ == "__main__":
    main()
