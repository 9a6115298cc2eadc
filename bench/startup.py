"""Seconds to start, memory when idle, and seconds from a built wheel to the first page.

    python -m bench.startup [--repeats 3] [--skip-wheel]

A cold start is `goldwright up` on a folder that exists, until its address is printed; the first
start also makes the database. Idle memory is the proportional memory (PSS) of all its processes,
ten seconds after the last request. From the wheel: a new virtual environment, the locked
requirements with their hashes, the wheel, `goldwright up`, `GET /`.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from bench.support.machine import foreign_load
from bench.support.report import save, say
from bench.support.tree import Tree, data_folder

_ROOT = Path(__file__).parents[1]
_IDLE_SECONDS = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=3, help="starts; the median is told")
    parser.add_argument("--skip-wheel", action="store_true", help="only starts and memory")
    given = parser.parse_args()
    with foreign_load() as foreign:
        figures = _starts(given.repeats)
    figures |= foreign.figures()
    if not given.skip_wheel:
        with foreign_load() as foreign:
            figures["from_wheel"] = _from_wheel()
        figures["from_wheel"] |= foreign.figures()
    save("startup", figures)


def _starts(repeats: int) -> dict[str, object]:
    with data_folder() as data:
        tree = Tree(data)
        first = _timed_start(tree)
        say(f"first start {first:.2f} s")
        again: list[float] = []
        for _ in range(repeats):
            tree.stop()
            again.append(_timed_start(tree))
        started = sum(tree.cpu_seconds().values())
        time.sleep(_IDLE_SECONDS)
        memory, before = tree.memory_mib(), tree.cpu_seconds()
        time.sleep(_IDLE_SECONDS)
        after = tree.cpu_seconds()
        tree.stop()
    return {
        "first_start_seconds": round(first, 2),
        "cold_start_seconds": round(median(again), 2),
        "cold_start_cpu_seconds": round(started, 2),
        "idle_pss_mib": round(sum(memory.values()), 1),
        "idle_pss_mib_by_role": memory,
        "idle_cores": round((sum(after.values()) - sum(before.values())) / _IDLE_SECONDS, 4),
    }


def _timed_start(tree: Tree) -> float:
    began = time.perf_counter()
    tree.start()
    return time.perf_counter() - began


def _from_wheel() -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="goldwright-wheel-") as folder, data_folder() as data:
        place = Path(folder)
        # Where PostgreSQL's account is another than ours, it must be able to reach the programs.
        place.chmod(0o755)
        say("building the wheel")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, str(_ROOT)]
        subprocess.run([*pip, *build], check=True)
        (wheel,) = place.glob("goldwright-*.whl")
        wheel_kib = wheel.stat().st_size >> 10
        say("installing it")
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
        python = place / "venv" / "bin" / "python"
        install = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        locked = ["--require-hashes", "--requirement", str(_ROOT / "requirements.lock")]
        subprocess.run([*install, *locked], check=True)
        subprocess.run([*install, "--no-deps", str(wheel)], check=True)
        installed = time.perf_counter()
        tree = Tree(data, python=str(python))
        tree.start()
        page = urllib.request.Request(tree.address, headers={"Accept": "text/html"})  # noqa: S310
        with urllib.request.urlopen(page) as answer:  # noqa: S310  our own address
            assert answer.status == 200
        done = time.perf_counter()
        tree.stop()
        used = subprocess.run(
            ["du", "-sm", str(place / "venv")],  # noqa: S607  du is found on the PATH
            check=True,
            capture_output=True,
            text=True,
        )
    return {
        "install_seconds": round(installed - began, 1),
        "start_and_page_seconds": round(done - installed, 1),
        "first_page_seconds": round(done - began, 1),
        "environment_mib": int(used.stdout.split()[0]),
        "wheel_kib": wheel_kib,
    }


if __name__ == "__main__":
    main()
