"""Names in paths: a `%2F` stays part of its name, since a project may be called `cats/dogs`.

A server gives paths with everything decoded, where such a slash looks like any other.
"""

from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import AfterValidator
from starlette.types import Scope

_KEPT_SLASH = "\x1f"  # no name has a control character


def path_with_names(scope: Scope) -> str:
    """The path of a request of ours, in which a slash within a segment is kept apart."""
    raw: Any = scope.get("raw_path") or b""  # any server may leave it out
    sent = raw.decode("latin-1")
    path: str = scope["path"]
    if "%2f" not in sent.lower() or not path.startswith("/api/"):
        return path
    return unquote(sent.partition("?")[0].replace("%2F", "%1F").replace("%2f", "%1F"))


def _with_slashes(name: str) -> str:
    return name.replace(_KEPT_SLASH, "/")


PathName = Annotated[str, AfterValidator(_with_slashes)]
"""A name as a segment of the path."""
