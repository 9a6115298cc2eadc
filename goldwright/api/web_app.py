"""The web app's files, and its page for every address that is a screen.

A screen may have a page of its own, `work.html` for `/work`, which names more files to fetch.

Vite names files under `assets/` by their content, so browsers may keep them for ever; the page that
names them is asked for anew each time. Both are compressed when the app is built.
"""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

import goldwright

DIST = Path(goldwright.__file__).parent / "web_dist"

# What programs ask for; an unknown address below one of these is an error and never a page.
_NOT_SCREENS = ("/api", "/v1", "/v2", "/files", "/assets", "/healthz", "/readyz", "/metrics")
_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the smaller one first
_KEPT = "public, max-age=31536000, immutable"
_NOT_BUILT = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Goldwright</title></head><body>
<h1>Goldwright {goldwright.__version__}</h1>
<p>This server is running, but its web app has not been built; run <code>make setup</code>.</p>
<p>Programs find <a href="/api/openapi.json">the API under /api</a>.</p></body></html>"""


@dataclass(frozen=True, slots=True)
class _File:
    """One file of the app: its bytes by encoding, the plain ones under ''."""

    media_type: str
    is_kept: bool
    variants: Mapping[str, bytes]

    def answer(self, accepted: str) -> Response:
        """The file in the best encoding that the browser takes."""
        taken = {one.split(";")[0].strip() for one in accepted.split(",")}
        encoding = next((one for one in self.variants if one in taken), "")
        headers = {
            "Cache-Control": _KEPT if self.is_kept else "no-cache",
            "Vary": "Accept-Encoding",
        }
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(self.variants[encoding], 200, headers, self.media_type)


class WebApp:
    """Answers what no route did: a file of the app, its page, or else `otherwise`."""

    def __init__(self, otherwise: ASGIApp, folder: Path = DIST) -> None:
        self._otherwise = otherwise
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        answer = self._find(scope) if scope["type"] == "http" else None
        await (answer or self._otherwise)(scope, receive, send)

    def _find(self, scope: Scope) -> Response | None:
        if scope["method"] not in {"GET", "HEAD"}:
            return None
        path: str = scope["path"]
        asked = Headers(scope=scope)
        found = _files(self._folder)
        if path.lstrip("/") in found:
            scope["goldwright.route"].append("web file")
            return found[path.lstrip("/")].answer(asked.get("accept-encoding", ""))
        is_screen = not any(path == one or path.startswith(f"{one}/") for one in _NOT_SCREENS)
        if not is_screen or "text/html" not in asked.get("accept", ""):
            return None
        scope["goldwright.route"].append("web page")
        if "index.html" not in found:
            return HTMLResponse(_NOT_BUILT)
        page = found.get(f"{path.strip('/')}.html", found["index.html"])
        return page.answer(asked.get("accept-encoding", ""))


@cache
def _files(folder: Path) -> Mapping[str, _File]:
    """Every file of the built app by its path; a few megabytes, read once."""
    paths = [one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(".")]
    plain = [one for one in paths if one.suffix not in _ENCODINGS.values()]
    return {one.relative_to(folder).as_posix(): _read(one, folder) for one in plain}


def _read(path: Path, folder: Path) -> _File:
    compressed = {
        encoding: beside.read_bytes()
        for encoding, suffix in _ENCODINGS.items()
        if (beside := path.with_name(path.name + suffix)).exists()
    }
    return _File(
        media_type=_media_type(path),
        is_kept=path.is_relative_to(folder / "assets"),
        variants={**compressed, "": path.read_bytes()},
    )


def _media_type(path: Path) -> str:
    # The machine's own table may call scripts something that browsers refuse to run.
    own = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}
    guessed = own.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return guessed or "application/octet-stream"
