"""Where something was measured, and how much of the machine others used meanwhile."""

import os
import platform
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

NOISY_CORES = 0.25
_ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Foreign:
    """Cores that processes other than ours (this one and its children) kept busy."""

    cores: float = 0.0
    seconds: float = 0.0

    def figures(self) -> dict[str, object]:
        """For the result file."""
        return {
            "foreign_cores": round(self.cores, 2),
            "is_noisy": self.cores > NOISY_CORES,
        }


@contextmanager
def foreign_load() -> Generator[Foreign]:
    """The load of others while the block ran; known when it has ended."""
    found = Foreign()
    began, busy, own = time.perf_counter(), _busy_seconds(), _own_seconds()
    try:
        yield found
    finally:
        found.seconds = time.perf_counter() - began
        others = (_busy_seconds() - busy) - (_own_seconds() - own)
        found.cores = max(0.0, others) / max(found.seconds, 1e-9)


def machine() -> dict[str, object]:
    """What the figures depend on: processor, cores, memory, system, Python, commit."""
    return {
        "processor": _first_line("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "commit": commit(),
        "measured_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def _busy_seconds() -> float:
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    # Guests are counted within user time already.
    counted = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
    return sum(getattr(times, name, 0.0) for name in counted) - idle


def _own_seconds() -> float:
    """Processor time of this process, its children and those of them that have ended."""
    me = psutil.Process()
    total = 0.0
    for process in (me, *me.children(recursive=True)):
        total += _quietly(lambda one=process: sum(one.cpu_times()[:4]))
    return total


def _quietly(ask: Callable[[], float]) -> float:
    try:
        return ask()
    except psutil.NoSuchProcess:
        return 0.0


def _first_line(path: str, name: str) -> str | None:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), None)


def commit() -> str:
    """Of the working tree."""
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607  git is found on the PATH
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or "unknown"
