# pyright: reportMissingImports=false
# crowd-kit and pandas are no requirement of ours (see README.md beside this file).
"""Texts and rankings from recorded answers of real people, beside crowd-kit where it is installed.

    python -m bench.other_answers FOLDER [--sets crowdwsa_j1] [--tasks 300]

FOLDER is that of `bench.accuracy`. Of sets with a `text` it tells the word error rate (edit
distance in words over the words of the truth, in percent) of ROVER, of the medoid by words and of
one worker alone; words are compared in small letters without punctuation. Of sets with `left`,
`right` and `label` a fifth of the tasks is set aside, and told is how often the item ranked higher
is the one that a worker preferred there; verdicts set aside that are ties are left out, as a tie
says nothing of it. crowd-kit drops ties, since it has no notion of them.
"""

import argparse
import csv
import gzip
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from goldwright.algorithms import (
    BradleyTerry,
    Comparisons,
    NoisyBradleyTerry,
    Rover,
    TextMedoid,
)
from goldwright.algorithms.likeness import edit_distance

SEED = 20261129
Row = Mapping[str, str]
HAS_PEER = find_spec("crowdkit") is not None


def main() -> None:
    """Print a line for each set and method."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names separated by commas; all there are unless told")
    parser.add_argument("--tasks", type=int, default=300, help="texts of a set, at most")
    given = parser.parse_args()
    if not HAS_PEER:
        print("crowd-kit is not installed here and left out.")
    names = given.sets.split(",") if given.sets else sorted(p.name for p in given.folder.iterdir())
    for name in names:
        path = given.folder / name / "labels.csv.gz"
        if not path.exists():
            continue
        rows = _rows(path)
        if "text" in rows[0]:
            truth = {row["task"]: row["text"] for row in _rows(path.with_name("truth.csv.gz"))}
            _print_texts(name, rows, truth, given.tasks)
        elif "left" in rows[0]:
            _print_pairs(name, rows)


def _print_texts(name: str, rows: Sequence[Row], truth: Mapping[str, str], most: int) -> None:
    heard: dict[str, list[list[str]]] = {}
    for row in rows:
        heard.setdefault(row["task"], []).append(_words(row["text"]))
    known = [task for task in sorted(heard) if task in truth][:most]
    texts = [heard[task] for task in known]
    right = [_words(truth[task]) for task in known]
    methods: dict[str, Callable[[], list[Sequence[str]]]] = {
        "Rover": lambda: [Rover().fit(one).words for one in texts],
        "TextMedoid": lambda: [one[TextMedoid().fit(one).place] for one in texts],
    }
    if HAS_PEER:
        methods["crowd-kit ROVER"] = lambda: _peer_rover(texts)
    alone = fmean(_error(one, right) for one in zip(*_turns(texts), strict=True))
    print(f"{name}, {len(texts)} texts: one worker {alone:.2f} %")
    answers: list[list[Sequence[str]]] = []
    for method, run in methods.items():
        began = time.process_time()
        answers.append(run())
        seconds = time.process_time() - began
        equal = ""
        if method.startswith("crowd-kit"):
            same = sum(list(a) == list(b) for a, b in zip(answers[0], answers[-1], strict=True))
            equal = f", {same} of {len(texts)} equal to ours"
        print(
            f"  {method:<24}{_error(answers[-1], right):6.2f} %  {seconds:8.2f} s{equal}",
            flush=True,
        )


def _turns(texts: Sequence[Sequence[list[str]]]) -> list[list[list[str]]]:
    """For each text, one worker's after the other's, as many of each as the most have."""
    most = max(map(len, texts))
    return [[one[turn % len(one)] for turn in range(most)] for one in texts]


def _peer_rover(texts: Sequence[Sequence[Sequence[str]]]) -> list[Sequence[str]]:
    import pandas as pd  # noqa: PLC0415 - optional
    from crowdkit import aggregation  # noqa: PLC0415 - optional

    frame = pd.DataFrame(
        [
            (task, worker, " ".join(words))
            for task, heard in enumerate(texts)
            for worker, words in enumerate(heard)
        ],
        columns=["task", "worker", "text"],
    )
    found = aggregation.ROVER(str.split, " ".join, silent=True).fit_predict(frame)
    return [found[task].split() for task in range(len(texts))]


def _error(found: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> float:
    """Word error rate of all texts together, in percent."""
    wrong = sum(edit_distance(one, two) for one, two in zip(found, right, strict=True))
    return 100 * wrong / sum(map(len, right))


def _words(text: str) -> list[str]:
    kept = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in text.lower())
    return kept.split()


def _print_pairs(name: str, rows: Sequence[Row]) -> None:
    tasks = sorted({row["task"] for row in rows})
    rng = np.random.default_rng(SEED)
    aside = set(rng.permutation(tasks)[: len(tasks) // 5].tolist())
    left = [row for row in rows if row["task"] not in aside]
    told = [row for row in rows if row["task"] in aside and row["label"] != "tie"]
    columns = ("left", "right", "label", "worker")
    table = {column: [row[column] for row in left] for column in columns}
    methods: dict[str, Callable[[], list[Any]]] = {
        type(method).__name__: lambda method=method: method.fit(
            Comparisons.from_table(table, tie="tie")
        ).ranking()
        for method in (BradleyTerry(), NoisyBradleyTerry())
    }
    if HAS_PEER:
        for peer in ("BradleyTerry", "NoisyBradleyTerry"):
            methods[f"crowd-kit {peer}"] = lambda peer=peer: _peer_ranking(table, peer)
    print(f"{name}: {len(left)} verdicts, {len(told)} set aside")
    found: dict[str, list[Any]] = {}
    for method, run in methods.items():
        began = time.process_time()
        found[method] = run()
        seconds = time.process_time() - began
        place = {item: number for number, item in enumerate(found[method])}
        right = fmean(
            (place[row["left"]] < place[row["right"]]) == (row["label"] == row["left"])
            for row in told
        )
        ours = found.get(method.removeprefix("crowd-kit "), [])
        swaps = [(ours.index(one), ours.index(two)) for one, two in pairwise(found[method])]
        turned = sum(one > two for one, two in swaps)
        note = f", {turned} neighbours the other way round than ours" if "crowd" in method else ""
        print(f"  {method:<28}{100 * right:6.2f} %  {seconds:8.3f} s{note}", flush=True)


def _peer_ranking(table: Mapping[str, Sequence[str]], peer: str) -> list[Any]:
    import pandas as pd  # noqa: PLC0415 - optional
    from crowdkit import aggregation  # noqa: PLC0415 - optional

    frame = pd.DataFrame(table)
    method = getattr(aggregation, peer)
    run = method(n_iter=100) if peer == "BradleyTerry" else method()
    scores = run.fit_predict(frame[frame["label"] != "tie"])
    return scores.sort_values(ascending=False).index.tolist()


def _rows(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
