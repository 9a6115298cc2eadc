"""`api.md`: our own calls from their OpenAPI document, those of the Scale API from their routes."""

import inspect
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from fastapi import FastAPI
from starlette.routing import Route

from docs.reference.markdown import code, paragraphs, table
from goldwright.app import build_app
from goldwright.settings import Settings
from goldwright.wire import scale_v1

_INTRODUCTION = """\
# Calls

A running server shows its full OpenAPI document, with every field, at `/api/openapi.json`.

**Who asks.** An API key comes as the user name of Basic authorisation (the password is empty) or as
a Bearer token. It carries its organisation and environment (`live` or `test`). A person's session
is a Bearer token or the browser's cookie; it acts in `live` unless the header
`Goldwright-Environment` says `test`, and who belongs to several organisations names one with
`Goldwright-Organisation`; where headers cannot be sent, as by a link, the query of the address may
carry both under these names in lower case. Calls under "work" take a worker's session, those under
"operator" an operator's.

Besides these there are `/healthz` (the process answers), `/readyz` (the database does too) and
`/metrics` (for Prometheus).
"""
_SCALE = """\
## `/v1`: the Scale API

The words and shapes are Scale's own, so that its official client works unchanged. `{task_id}` of
`POST /v1/task/{task_id}` is the name of a [task type](task-types.md) when a task is created.
"""


def page() -> str:
    """Our own calls by tag, then Scale's."""
    by_tag: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for tag, *call in own_calls():
        method, path, meaning = call
        by_tag[tag].append((code(method), code(path), meaning))
    heads = ["method", "path", "meaning"]
    sections = [f"## {tag.capitalize()}\n\n{table(heads, rows)}" for tag, rows in by_tag.items()]
    scale = [(code(method), code(path), meaning) for path, method, meaning in scale_calls()]
    return paragraphs(_INTRODUCTION.strip(), *sections, _SCALE.strip(), table(heads, scale))


def own_calls() -> Iterator[tuple[str, str, str, str]]:
    """Tag, method, path and meaning of each call under `/api`."""
    for path, methods in _application().openapi()["paths"].items():
        for method, call in methods.items():
            tag = next(iter(call.get("tags", ["other"])))
            yield tag, method.upper(), path, _first_sentence(call["description"])


def _application() -> FastAPI:
    """The application under the layers around it."""
    layer: Any = build_app(Settings())  # each layer keeps the next under a name like "app"
    while not isinstance(layer, FastAPI):
        layer = next(one for name, one in vars(layer).items() if name.strip("_") == "app")
    return layer


def scale_calls() -> list[tuple[str, str, str]]:
    """Path, method and meaning of each call under `/v1`, by path."""
    return sorted(_scale_calls())


def _scale_calls() -> Iterator[tuple[str, str, str]]:
    for module in iter_modules(scale_v1.__path__):
        routes: list[Route] = getattr(
            import_module(f"{scale_v1.__name__}.{module.name}"), "routes", []
        )
        for route in routes:
            (method,) = (route.methods or set()) - {"HEAD"}
            yield f"/v1{route.path}", method, _meaning(route)


def _meaning(route: Route) -> str:
    handler: Any = inspect.getclosurevars(route.endpoint).nonlocals["handler"]  # what it wraps
    told = re.sub(r"^Row \d+: ", "", _first_sentence(handler.__doc__))
    return told[0].upper() + told[1:]


def _first_sentence(text: str) -> str:
    return " ".join(inspect.cleandoc(text).split("\n\n")[0].split())
