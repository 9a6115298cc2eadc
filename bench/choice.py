"""Share of right answers by method on simulated crowds of many kinds, and the automatic choice.

    python -m bench.choice [--repeats 6] [--kinds ordinal,habits]

No kind is like a set of `bench.accuracy`, and nothing was tuned to them. A line a kind: the
automatic choice, the best single method there and how far apart they are, with the standard error
of that over the repeats; then every method's mean. The last line is the mean over the kinds.
"""

import argparse
from collections.abc import Callable
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from bench.accuracy import METHODS
from goldwright.algorithms import Kos, Votes

Codes = NDArray[np.int64]
Shares = NDArray[np.float64]
Rng = np.random.Generator
Crowd = tuple[Codes, Codes, Codes, Codes]
"""Tasks, workers and labels of the votes, and the truth of the tasks."""


def main() -> None:
    """Print a line for each kind, and the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=6)
    parser.add_argument("--kinds", default=",".join(KINDS), help="names separated by commas")
    given = parser.parse_args()
    methods = [one for one in METHODS if not isinstance(one, Kos)]
    names = [type(one).__name__ for one in methods]
    print("| kind | best single | gap | " + " | ".join(names) + " |")
    print("|---" * (len(names) + 3) + "|")
    means: list[NDArray[np.float64]] = []
    for kind in given.kinds.split(","):
        place = list(KINDS).index(kind)
        found = np.empty((given.repeats, len(methods)))
        for repeat in range(given.repeats):
            task, worker, label, truth = KINDS[kind](np.random.default_rng([repeat, place]))
            votes = Votes.from_columns(task, worker, label)
            for column, method in enumerate(methods):
                answers = votes.classes[method.fit(votes).labels]
                found[repeat, column] = 100 * fmean(answers == truth[votes.tasks])
        means.append(found.mean(axis=0))
        best = 1 + int(means[-1][1:].argmax())
        gap = found[:, 0] - found[:, best]
        error = gap.std() / np.sqrt(given.repeats)
        shown = " | ".join(f"{one:.1f}" for one in means[-1])
        print(f"| {kind} | {names[best]} | {gap.mean():+.1f} ± {error:.1f} | {shown} |", flush=True)
    total = np.mean(means, axis=0)
    best = 1 + int(total[1:].argmax())
    shown = " | ".join(f"{one:.2f}" for one in total)
    print(f"| mean | {names[best]} | {total[0] - total[best]:+.2f} | {shown} |")


def _few_votes_a_worker(rng: Rng) -> Crowd:
    return _one_accuracy(rng, rng.integers(0, 2, 600), rng.beta(6, 2.5, 300), 5)


def _a_handful_with_all_tasks(rng: Rng) -> Crowd:
    truth = rng.choice(4, 500, p=[0.4, 0.3, 0.2, 0.1])
    return _confused(rng, truth, rng.uniform(0.5, 0.9, 5), 5)


def _hammers_and_spammers(rng: Rng) -> Crowd:
    return _one_accuracy(
        rng, rng.integers(0, 3, 500), np.where(rng.random(60) < 0.35, 0.95, 1 / 3), 7
    )


def _decoys(rng: Rng) -> Crowd:
    """A third of the tasks has a wrong class that people take for the right one."""
    truth = rng.integers(0, 4, 500)
    task, worker = _assigned(rng, 500, 40, 6)
    is_hard, decoy = rng.random(500) < 0.3, _another(rng, truth, 4)
    ability = rng.beta(8, 2, 40)[worker] * np.where(is_hard[task], 0.6, 1.0)
    wrong = np.where(
        is_hard[task] & (rng.random(len(task)) < 0.7), decoy[task], _another(rng, truth[task], 4)
    )
    return task, worker, np.where(rng.random(len(task)) < ability, truth[task], wrong), truth


def _ordinal(rng: Rng) -> Crowd:
    truth = np.clip(np.rint(rng.normal(2, 1.1, 500)), 0, 4).astype(np.int64)
    task, worker = _assigned(rng, 500, 40, 5)
    lean, noise = rng.normal(0, 0.4, 40), rng.uniform(0.4, 1.2, 40)
    seen = truth[task] + lean[worker] + noise[worker] * rng.normal(size=len(task))
    return task, worker, np.clip(np.rint(seen), 0, 4).astype(np.int64), truth


def _fifty_classes(rng: Rng) -> Crowd:
    return _one_accuracy(rng, rng.integers(0, 50, 1000), rng.beta(4, 3, 60), 4)


def _fifty_classes_in_pairs(rng: Rng) -> Crowd:
    """Who errs takes a class for its neighbour."""
    truth = rng.integers(0, 50, 1000)
    task, worker = _assigned(rng, 1000, 60, 4)
    is_right = rng.random(len(task)) < rng.beta(4, 2, 60)[worker]
    return task, worker, np.where(is_right, truth[task], truth[task] ^ 1), truth


def _one_class_rare(rng: Rng) -> Crowd:
    truth = (rng.random(800) < 0.07).astype(np.int64)
    task, worker = _assigned(rng, 800, 50, 5)
    says = np.stack([rng.beta(1, 9, 50), rng.beta(6, 3, 50)])[truth[task], worker]
    return task, worker, (rng.random(len(task)) < says).astype(np.int64), truth


def _adversaries(rng: Rng) -> Crowd:
    is_hostile = rng.random(40) < 0.3
    accuracy = np.where(is_hostile, rng.uniform(0.1, 0.3, 40), rng.uniform(0.7, 0.95, 40))
    return _one_accuracy(rng, rng.integers(0, 2, 500), accuracy, 7)


def _thirty_tasks(rng: Rng) -> Crowd:
    return _one_accuracy(rng, rng.integers(0, 3, 30), rng.beta(6, 3, 10), 5)


def _habits(rng: Rng) -> Crowd:
    """Two in five do not look, and give what they like."""
    task, worker, label, truth = _one_accuracy(rng, rng.integers(0, 4, 500), rng.beta(9, 2, 40), 6)
    liked = rng.dirichlet([0.3] * 4, 40).cumsum(axis=1)[worker]
    idle = (rng.random(len(task))[:, np.newaxis] > liked[:, :3]).sum(axis=1)
    return task, worker, np.where((rng.random(40) < 0.4)[worker], idle, label), truth


def _ease(rng: Rng) -> Crowd:
    truth = rng.integers(0, 2, 600)
    task, worker = _assigned(rng, 600, 40, 6)
    logit = rng.normal(1.2, 0.8, 40)[worker] * np.exp(rng.normal(0, 1, 600))[task]
    is_right = rng.random(len(task)) < 1 / (1 + np.exp(-logit))
    return task, worker, np.where(is_right, truth[task], 1 - truth[task]), truth


def _two_votes_a_task(rng: Rng) -> Crowd:
    return _confused(rng, rng.integers(0, 3, 1000), rng.uniform(0.4, 0.95, 25), 2)


def _much_confused(rng: Rng) -> Crowd:
    return _confused(rng, rng.integers(0, 5, 2000), rng.uniform(0.4, 0.8, 20), 4)


def _all_good(rng: Rng) -> Crowd:
    return _one_accuracy(rng, rng.integers(0, 3, 500), np.full(50, 0.85), 3)


def _colluders(rng: Rng) -> Crowd:
    return _with_a_sheet(rng, rng.permutation(40)[:8])


def _colluders_who_do_most(rng: Rng) -> Crowd:
    return _with_a_sheet(rng, np.arange(8))


def _with_a_sheet(rng: Rng, copying: Codes) -> Crowd:
    """Some of forty copy from the same sheet, which knows nothing."""
    task, worker, label, truth = _one_accuracy(rng, rng.integers(0, 3, 500), rng.beta(8, 3, 40), 7)
    sheet = rng.integers(0, 3, 500)
    return task, worker, np.where(np.isin(worker, copying), sheet[task], label), truth


KINDS: dict[str, Callable[[Rng], Crowd]] = {
    "few votes a worker": _few_votes_a_worker,
    "a handful with all tasks": _a_handful_with_all_tasks,
    "hammers and spammers": _hammers_and_spammers,
    "decoys": _decoys,
    "ordinal": _ordinal,
    "50 classes": _fifty_classes,
    "50 classes in pairs": _fifty_classes_in_pairs,
    "one class rare": _one_class_rare,
    "adversaries": _adversaries,
    "30 tasks": _thirty_tasks,
    "habits": _habits,
    "ease": _ease,
    "two votes a task": _two_votes_a_task,
    "much confused": _much_confused,
    "all good": _all_good,
    "colluders": _colluders,
    "colluders who do most": _colluders_who_do_most,
}


def _assigned(rng: Rng, tasks: int, workers: int, votes: int) -> tuple[Codes, Codes]:
    """So many different workers on each task, some of whom do far more than others."""
    part = 1 / np.arange(1, workers + 1) ** 0.8
    chosen = [rng.choice(workers, votes, replace=False, p=part / part.sum()) for _ in range(tasks)]
    return np.repeat(np.arange(tasks), votes), np.concatenate(chosen)


def _another(rng: Rng, label: Codes, classes: int) -> Codes:
    return (label + rng.integers(1, classes, len(label))) % classes


def _one_accuracy(rng: Rng, truth: Codes, accuracy: Shares, votes: int) -> Crowd:
    task, worker = _assigned(rng, len(truth), len(accuracy), votes)
    is_right = rng.random(len(task)) < accuracy[worker]
    wrong = _another(rng, truth[task], int(truth.max()) + 1)
    return task, worker, np.where(is_right, truth[task], wrong), truth


def _confused(rng: Rng, truth: Codes, accuracy: Shares, votes: int) -> Crowd:
    """Everybody errs in a way of their own, by class."""
    classes = int(truth.max()) + 1
    task, worker = _assigned(rng, len(truth), len(accuracy), votes)
    expected = np.full((len(accuracy), classes, classes), 1e-3)
    expected += 10 * (1 - accuracy[:, np.newaxis, np.newaxis]) / (classes - 1)
    expected[:, np.arange(classes), np.arange(classes)] = 10 * accuracy[:, np.newaxis]
    rates = rng.standard_gamma(expected)
    rates /= rates.sum(axis=2, keepdims=True)
    reached = rates.cumsum(axis=2)[worker, truth[task]]
    label = (rng.random(len(task))[:, np.newaxis] > reached[:, :-1]).sum(axis=1)
    return task, worker, label, truth


if __name__ == "__main__":
    main()
