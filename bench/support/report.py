"""The result file of a benchmark, and the same on the terminal."""

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.support.machine import machine

RESULTS = Path(__file__).parents[1] / "results"


def say(text: str) -> None:
    """A line of progress, on stderr so that stdout can be read by a program."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def save(name: str, figures: Mapping[str, object]) -> None:
    """Write `results/<name>.json` with the machine beside the figures, and print it."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps({"name": name, "machine": machine(), **figures}, indent=1)
    (RESULTS / f"{name}.json").write_text(text + "\n")
    print(text)
