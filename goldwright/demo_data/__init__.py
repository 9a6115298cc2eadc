"""What `goldwright demo` works on: two real sets of recorded human labels, and things to look at.

In both sets every person answered every task, so whoever is asked has an answer. Source, licence
and changes are in each folder, in `SOURCE.md` and `LICENSE`.
"""

import csv
import gzip
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, pi, sin
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class RecordedTask:
    """One task: its id in the set, what to send as Scale params, and the true class if known."""

    id: str
    params: Mapping[str, str | tuple[str, ...]]
    truth: str | None


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """A set of tasks of one type, and `labels[task id, person]`: the class each person gave."""

    name: str
    task_type: str
    classes: tuple[str, ...]
    people: tuple[str, ...]
    tasks: tuple[RecordedTask, ...]
    labels: Mapping[tuple[str, str], str]


PICTURES = ("farm.png", "street.png", "receipt.png", "street.webm")


def load_picture(name: str) -> bytes:
    """A picture or film of this package."""
    return files(__name__).joinpath(f"pictures/{name}").read_bytes()


def made_frame() -> bytes:
    """A LiDAR frame: what a device in the middle of a road sees of the ground, two cars and a wall.

    In meters, x to the right, y ahead, z up; made by rule, since no recorded one is small and free.
    """
    ground = [
        (ring * sin(step / 40 * pi), ring * cos(step / 40 * pi), 0.0)
        for ring in range(4, 40, 2)
        for step in range(80)
    ]
    cars = [
        (left + side, back + length / 4, height / 5)
        for left, back in ((3.0, 8.0), (-6.0, 18.0))
        for side in (0.0, 1.8)
        for length in range(17)
        for height in range(8)
    ]
    wall = [(-12.0, along / 2, height / 2) for along in range(-20, 60) for height in range(7)]
    points = [{"x": round(x, 2), "y": round(y, 2), "z": z} for x, y, z in (*ground, *cars, *wall)]
    return json.dumps({"points": points, "device_position": {"x": 0, "y": 0, "z": 1.8}}).encode()


@cache
def load_bluebird() -> RecordedSet:
    """39 people sorting 108 pictures of birds into two classes, with the truth; categorization.

    The pictures were never published with the labels, so each task shows a line of text instead.
    """
    classes = ("0", "1")
    labels = {(row["task"], row["worker"]): row["label"] for row in _rows("bluebird/labels.csv.gz")}
    tasks = tuple(
        RecordedTask(
            id=row["task"],
            params=MappingProxyType(
                {
                    "instruction": "Which of the two kinds of bird does the picture show?",
                    "attachment_type": "text",
                    "attachment": f"Bluebird picture {row['task']} (recorded without its pixels)",
                    "categories": classes,
                }
            ),
            truth=row["label"],
        )
        for row in _rows("bluebird/truth.csv.gz")
    )
    return RecordedSet(
        name="bluebird",
        task_type="categorization",
        classes=classes,
        people=_people(labels),
        tasks=tasks,
        labels=MappingProxyType(labels),
    )


@cache
def load_pandalm() -> RecordedSet:
    """3 people comparing 500 pairs of model answers as a, b or tie, without truth; comparison."""
    classes = ("a", "b", "tie")
    pairs = [json.loads(line) for line in _lines("pandalm_3raters/pairs.jsonl.gz")]
    labels = {
        (pair["id"], f"rater-{number}"): vote
        for pair in pairs
        for number, vote in enumerate(pair["votes"], start=1)
    }
    tasks = tuple(
        RecordedTask(
            id=pair["id"],
            params=MappingProxyType(
                {
                    "instruction": "Which answer is better: the first (a) or the second (b)?\n\n"
                    + "\n\n".join(part for part in (pair["instruction"], pair["input"]) if part),
                    "attachment_type": "text",
                    # Some recorded answers are empty or a bare JSON true; an attachment is text.
                    "attachments": tuple(
                        str(pair[side]) or "(no answer)" for side in ("response_a", "response_b")
                    ),
                    "choices": classes,
                }
            ),
            truth=None,
        )
        for pair in pairs
    )
    return RecordedSet(
        name="pandalm_3raters",
        task_type="comparison",
        classes=classes,
        people=_people(labels),
        tasks=tasks,
        labels=MappingProxyType(labels),
    )


def _people(labels: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    return tuple(sorted({person for _, person in labels}))


def _rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_lines(path)))


def _lines(path: str) -> list[str]:
    """Lines of a packed text file of this package."""
    packed = files(__name__).joinpath(path).read_bytes()
    return list(io.StringIO(gzip.decompress(packed).decode()))
