# pyright: reportMissingImports=false
# crowd-kit and pandas are no requirement of ours (see README.md beside this file).
"""What crowd-kit 1.4.2 answers to made-up votes, pairs, texts and masks of a fixed seed.

    python -m bench.reference

Writes `tests/unit/crowd_kit.json`, which `tests/unit/test_reference_answers.py` holds our answers
against. Votes are one string a worker with a character a task, `.` where there is no vote; answers
are one string with a character a task.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from crowdkit import aggregation
from crowdkit.aggregation.classification import wawa, zero_based_skill
from crowdkit.metrics.data import alpha_krippendorff
from numpy.typing import ArrayLike

SEED = 20260102
PATH = Path(__file__).parents[1] / "tests" / "unit" / "crowd_kit.json"
METHODS = {
    "MajorityVote": aggregation.MajorityVote(),
    "Wawa": aggregation.Wawa(),
    "ZeroBasedSkill": aggregation.ZeroBasedSkill(),
    "DawidSkene": aggregation.DawidSkene(),
    "OneCoinDawidSkene": aggregation.OneCoinDawidSkene(),
    "Glad": aggregation.GLAD(),
    "Mace": aggregation.MACE(),
    "Mmsr": aggregation.MMSR(),
    "Kos": aggregation.KOS(),
}
PROBABLE = ("DawidSkene", "OneCoinDawidSkene", "Glad")
WORDS = "the quick brown fox jumps over a lazy dog while seven white swans sleep".split()  # noqa: SIM905 - read as a sentence


def main() -> None:
    """Draw, ask crowd-kit, write."""
    # scikit-learn from 1.7 on refuses to look at crowd-kit's classes; they are fitted here.
    wawa.check_is_fitted = zero_based_skill.check_is_fitted = lambda *_, **__: None
    rng = np.random.default_rng(SEED)
    found = {
        "crowds": [
            _crowd(rng, tasks=80, workers=16, classes=2, answered=0.35, spam=5),
            _crowd(rng, tasks=120, workers=20, classes=4, answered=0.35, spam=3),
            _crowd(rng, tasks=100, workers=30, classes=3, answered=0.2, spam=0),
        ],
        "pairs": _pairs(rng),
        "texts": _texts(rng),
        "masks": [_masks(rng, workers) for workers in (3, 4, 6)],
    }
    PATH.write_text(json.dumps(found, indent=1) + "\n")


def _crowd(
    rng: np.random.Generator, *, tasks: int, workers: int, classes: int, answered: float, spam: int
) -> dict[str, Any]:
    """Votes of workers of 55 to 95 % accuracy, of whom the first `spam` guess."""
    truth = rng.integers(0, classes, tasks)
    accuracy = rng.uniform(0.55, 0.95, workers)
    accuracy[:spam] = 0.0
    right = rng.random((workers, tasks)) < accuracy[:, None]
    given = np.where(right, truth, rng.integers(0, classes, (workers, tasks)))
    there = rng.random((workers, tasks)) < answered
    there[rng.integers(0, workers, tasks), np.arange(tasks)] = True
    rows = [
        "".join(
            "abcd"[given[worker, task]] if there[worker, task] else "." for task in range(tasks)
        )
        for worker in range(workers)
    ]
    frame = pd.DataFrame(
        [
            (task, worker, label)
            for task in range(tasks)
            for worker in range(workers)
            if (label := rows[worker][task]) != "."
        ],
        columns=["task", "worker", "label"],
    )
    answers: dict[str, str] = {}
    confidence: dict[str, str] = {}
    for name, method in METHODS.items():
        if name == "Kos" and classes > 2:
            continue
        answers[name] = "".join(method.fit_predict(frame).sort_index())
        if name in PROBABLE:
            chances = method.probas_.sort_index().max(axis=1)
            confidence[name] = _numbers(chances)
    return {
        "votes": rows,
        "answers": answers,
        "confidence": confidence,
        "alpha": round(float(alpha_krippendorff(frame)), 8),
    }


def _pairs(rng: np.random.Generator) -> dict[str, Any]:
    """800 verdicts on 8 items by 20 workers, of whom 4 do not look and mostly say left."""
    strength = np.linspace(1.5, -1.5, 8)
    left = rng.integers(0, 8, 800)
    right = (left + rng.integers(1, 8, 800)) % 8
    worker = rng.integers(0, 20, 800)
    chance = 1 / (1 + np.exp(strength[right] - strength[left]))
    chance[worker < 4] = 0.8
    winner = np.where(rng.random(800) < chance, left, right)
    frame = pd.DataFrame({"left": left, "right": right, "label": winner, "worker": worker})
    strengths = np.log(aggregation.BradleyTerry(n_iter=1000).fit_predict(frame).sort_index())
    noisy = aggregation.NoisyBradleyTerry().fit_predict(frame)
    return {
        "left": _letters(left),
        "right": _letters(right),
        "label": _letters(winner),
        "worker": _letters(worker),
        "BradleyTerry": _numbers(strengths - strengths.mean()),
        "NoisyBradleyTerry": _letters(noisy.sort_values(ascending=False).index),
    }


def _texts(rng: np.random.Generator) -> list[dict[str, Any]]:
    """20 sentences, each as 3 to 6 people heard it: words dropped, doubled or taken for others."""
    frame = []
    for task in range(20):
        said = rng.choice(WORDS, rng.integers(3, 12)).tolist()
        for worker in range(rng.integers(3, 7)):
            heard: list[str] = []
            for word in said:
                chance = rng.random()
                if chance < 0.08:
                    continue
                heard.append(str(rng.choice(WORDS)) if chance < 0.16 else word)
                if chance > 0.94:
                    heard.append(word)
            frame.append((task, worker, " ".join(heard or said)))
    frame = pd.DataFrame(frame, columns=["task", "worker", "text"])
    rover = aggregation.ROVER(str.split, " ".join).fit_predict(frame)
    return [
        {"texts": group["text"].tolist(), "Rover": rover[task]}
        for task, group in frame.groupby("task")
    ]


def _masks(rng: np.random.Generator, workers: int) -> dict[str, Any]:
    """A disc on 20 by 24 pixels, drawn by people whose hands shake, one of them much more."""
    row, column = np.mgrid[0:20, 0:24]
    drawn = []
    for worker in range(workers):
        shake = 4 if worker == 0 else 1
        top, left, radius = np.array([10, 12, 6]) + rng.normal(0, shake, 3)
        inside = (row - top) ** 2 + (column - left) ** 2 < radius**2
        drawn.append(inside ^ (rng.random(inside.shape) < 0.02))
    frame = pd.DataFrame(
        [("t", worker, mask) for worker, mask in enumerate(drawn)],
        columns=["task", "worker", "segmentation"],
    )
    return {
        "masks": [_rows(mask) for mask in drawn],
        "MaskVote": _rows(aggregation.SegmentationMajorityVote().fit_predict(frame)["t"]),
        "MaskEM": _rows(aggregation.SegmentationEM().fit_predict(frame)["t"]),
        "MaskRasa": _rows(aggregation.SegmentationRASA().fit_predict(frame)["t"]),
    }


def _letters(codes: ArrayLike) -> str:
    return "".join(chr(ord("a") + code) for code in np.asarray(codes).tolist())


def _numbers(values: ArrayLike) -> str:
    return " ".join(f"{value:.5f}" for value in np.asarray(values).tolist())


def _rows(mask: ArrayLike) -> list[str]:
    return ["".join("#" if pixel else "." for pixel in row) for row in np.asarray(mask)]


if __name__ == "__main__":
    main()
