"""The law of imports: they point upstream, work flows downstream."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import goldwright

ROOT = Path(goldwright.__file__).parent
KIT = {
    "api",
    "algorithms",
    "clock",
    "db",
    "errors",
    "events",
    "ids",
    "jobs",
    "mail",
    "openid",
    "outgoing",
    "settings",
    "storage",
    "task_types",
    "watchdog",
}
BESIDE = {"workforce", "ledger"}
RIVER = ("intake", "dispatch", "annotation", "quality", "review", "delivery", "learning")

# A stage may import an earlier one, the two beside the river and the kit.
MAY_IMPORT = {
    stage: KIT | BESIDE | set(RIVER[: place + 1]) for place, stage in enumerate(RIVER)
} | {beside: KIT | {beside} for beside in BESIDE}
MAY_IMPORT |= dict.fromkeys(KIT, KIT)
MAY_IMPORT["task_types"] = {"task_types", "algorithms", "errors"}
MAY_IMPORT["algorithms"] = {"algorithms", "errors"}


def imports(path: Path) -> set[str]:
    """The parts of goldwright that a file names in its imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(
                f"{node.module}.{one.name}" for one in node.names if node.module == "goldwright"
            )
        elif isinstance(node, ast.Import):
            found.update(one.name for one in node.names)
    return {name.split(".")[1] for name in found if name.startswith("goldwright.")}


def parts() -> list[str]:
    return sorted(part for part in MAY_IMPORT if list(files(part)))


def files(part: str) -> list[Path]:
    folder = ROOT / part
    found = [*folder.rglob("*.py")] if folder.is_dir() else [*ROOT.glob(f"{part}.py")]
    return [path for path in found if not path.name.startswith("test_")]


@pytest.mark.parametrize("part", parts())
def test_imports_point_upstream(part: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(part)
        for name in imports(path) - MAY_IMPORT[part] - {"__version__"}
    }

    assert wrong == set()


def test_nothing_but_the_wiring_imports_the_wire() -> None:
    importers = {
        path.relative_to(ROOT).parts[0] for path in ROOT.rglob("*.py") if "wire" in imports(path)
    }

    assert importers <= {"wire", "app.py", "runner.py", "demo"}


def test_nothing_outside_a_task_types_folder_asks_which_type_it_is() -> None:
    families = {path.name for path in (ROOT / "task_types").iterdir() if path.is_dir()}
    askers = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in {"task_types", "demo"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and any((node.module or "").startswith(f"goldwright.task_types.{one}") for one in families)
    }

    assert askers == set()


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("goldwright.up", {"psycopg", "pydantic", "httpx", "numpy"}),
        ("goldwright.runner", {"fastapi", "numpy", "pyarrow", "scipy"}),
        ("goldwright.app", {"numpy", "pyarrow", "scipy", "PIL", "cv2", "jwt"}),
    ],
)
def test_process_that_runs_for_long_loads_only_what_it_always_needs(
    module: str, without: set[str]
) -> None:
    loading = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"

    loaded = subprocess.run(
        [sys.executable, "-c", loading], check=True, capture_output=True, text=True
    )

    assert set(loaded.stdout.split()) & without == set()
