# pyright: reportMissingImports=false
# crowd-kit and pandas are no requirement of ours (see README.md beside this file).
"""Processor seconds of masks and texts joined into one, beside crowd-kit.

    python -m bench.fusion [--images 5] [--pixels 512] [--workers 5] [--texts 40]

Made up by a fixed seed: discs drawn by shaking hands, and sentences of 20 words of which one in
ten is missed or taken for another. Processor time of one run each, since it means something on a
busy machine too; set OMP_NUM_THREADS=1. The exit status is 1 when an answer differs.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from crowdkit import aggregation

from goldwright.algorithms import MaskEM, MaskRasa, MaskVote, Rover

SEED = 20260103
MASKS: dict[str, tuple[Any, Any]] = {
    "MaskVote": (MaskVote(), aggregation.SegmentationMajorityVote()),
    "MaskEM": (MaskEM(), aggregation.SegmentationEM()),
    "MaskRasa": (MaskRasa(), aggregation.SegmentationRASA()),
}


def main() -> None:
    """Measure and print; fail when answers differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--images", type=int, default=5)
    parser.add_argument("--pixels", type=int, default=512, help="width and height of an image")
    parser.add_argument("--workers", type=int, default=5)
    parser.add_argument("--texts", type=int, default=40)
    given = parser.parse_args()
    rng = np.random.default_rng(SEED)
    images = [_image(rng, given.pixels, given.workers) for _ in range(given.images)]
    frame = pd.DataFrame(
        [
            (task, worker, mask)
            for task, masks in enumerate(images)
            for worker, mask in enumerate(masks)
        ],
        columns=["task", "worker", "segmentation"],
    )
    is_equal = True
    for name, (ours, theirs) in MASKS.items():
        seconds, found = _timed(lambda ours=ours: [ours.fit(masks).mask for masks in images])
        peer_seconds, answers = _timed(lambda theirs=theirs: theirs.fit_predict(frame.copy()))
        equal = sum(np.array_equal(found[task], answers[task]) for task in range(len(images)))
        is_equal &= equal == len(images)
        print(_line(name, seconds, peer_seconds, f"{equal} of {len(images)}"), flush=True)
    texts = [_text(rng, given.workers) for _ in range(given.texts)]
    spoken = pd.DataFrame(
        [
            (task, worker, " ".join(words))
            for task, heard in enumerate(texts)
            for worker, words in enumerate(heard)
        ],
        columns=["task", "worker", "text"],
    )
    seconds, voted = _timed(lambda: [" ".join(Rover().fit(heard).words) for heard in texts])
    rover = aggregation.ROVER(str.split, " ".join)
    peer_seconds, answers = _timed(lambda: rover.fit_predict(spoken))
    equal = sum(voted[task] == answers[task] for task in range(len(texts)))
    print(_line("Rover", seconds, peer_seconds, f"{equal} of {len(texts)}"))
    if not is_equal or equal < len(texts):
        sys.exit("Answers differ from crowd-kit's.")


def _image(rng: np.random.Generator, pixels: int, workers: int) -> Any:  # noqa: ANN401 - booleans
    row, column = np.mgrid[0:pixels, 0:pixels]
    drawn = []
    for _ in range(workers):
        top, left, radius = pixels * (np.array([0.4, 0.5, 0.25]) + rng.normal(0, 0.03, 3))
        drawn.append((row - top) ** 2 + (column - left) ** 2 < radius**2)
    return np.stack(drawn)


def _text(rng: np.random.Generator, workers: int) -> list[list[str]]:
    said = rng.integers(0, 300, 20)
    heard: list[list[str]] = []
    for _ in range(workers):
        chance = rng.random(20)
        words = np.where(chance < 0.05, rng.integers(0, 300, 20), said)
        heard.append([f"word{one}" for one in words[chance < 0.95].tolist()])
    return heard


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    result = run()
    return time.process_time() - began, result


def _line(name: str, seconds: float, peer_seconds: float, equal: str) -> str:
    return (
        f"{name:<10}{seconds:8.3f} s   crowd-kit {peer_seconds:8.3f} s   "
        f"ratio {peer_seconds / seconds:6.1f}   {equal} equal"
    )


if __name__ == "__main__":
    main()
