"""The main job, as a newcomer runs it: one command that ends with the table and nothing lost."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `goldwright demo --once --json` prints, on a data folder of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "goldwright.cli", "demo", "--once", "--json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path_factory.mktemp("demo"),
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_nothing_is_lost_or_wrong(report: dict[str, Any]) -> None:
    problems = [*report["problems"], *(text for one in report["sets"] for text in one["problems"])]

    assert problems == []


def test_every_task_is_decided_and_called_back(report: dict[str, Any]) -> None:
    called_back = {one["name"]: (one["tasks"], one["callbacks"]) for one in report["sets"]}

    assert called_back == {"bluebird": (78, 78), "pandalm_3raters": (500, 500)}


def test_adaptive_redundancy_buys_less_than_asking_everybody(report: dict[str, Any]) -> None:
    birds, pairs = report["sets"]

    assert birds["saved_share"] > 0.5
    assert birds["gold_answers"] > 0
    assert pairs["saved_share"] == 0


def test_answers_beat_a_coin_and_the_majority_of_as_many(report: dict[str, Any]) -> None:
    by_method = {row["method"]: row["accuracy"] for row in report["sets"][0]["rows"]}
    fixed = next(
        accuracy
        for method, accuracy in by_method.items()
        if method.startswith("majority vote, ") and "everybody" not in method
    )

    assert by_method["Goldwright, as delivered"] > max(0.5, fixed - 0.05)


def test_money_is_the_price_of_the_answers(report: dict[str, Any]) -> None:
    _, pairs = report["sets"]

    assert pairs["cost_micros"] == 1500 * 50_000
    assert Path(report["exports"][1]).suffix == ".parquet"
