"""Recorded answers of real people with the truth, one folder a set."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Recorded:
    """Labels by task and worker, and the truth where it is known."""

    labels: dict[str, dict[str, str]]
    truth: dict[str, str]
    classes: list[str]


def read(folder: Path) -> Recorded:
    """One set."""
    labels: dict[str, dict[str, str]] = {}
    for row in rows(folder / "labels.csv.gz"):
        labels.setdefault(row["task"], {})[row["worker"]] = row["label"]
    known = rows(folder / "truth.csv.gz")
    column = next(name for name in known[0] if name != "task")
    truth = {row["task"]: row[column] for row in known if row["task"] in labels}
    given = {label for one in labels.values() for label in one.values()}
    return Recorded(labels, truth, sorted(given | set(truth.values())))


def rows(path: Path) -> list[dict[str, str]]:
    """Every row of a compressed table, by column."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
