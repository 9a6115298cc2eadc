"""What surrounds every request: its id, its services, its log line, its measure, its safe headers.

One plain ASGI layer, since five of them cost more than the hot paths they surround.
"""

import inspect
import re
import time
from collections.abc import Callable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goldwright.api import metrics
from goldwright.api.paths import path_with_names
from goldwright.api.problems import unexpected
from goldwright.api.services import Services
from goldwright.ids import new_id

_log = structlog.get_logger(__name__)
_GIVEN_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' blob: https:;"
        " style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
}


class Envelope:
    """Wraps the application; `services` gives what its lifespan has opened."""

    def __init__(self, app: ASGIApp, services: Callable[[], Services]) -> None:
        self.app = app
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or pass the lifespan on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["path"] = path_with_names(scope)
        scope["goldwright.services"] = self._services()
        scope["goldwright.route"] = []
        request_id = scope["goldwright.request_id"] = _request_id(scope)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(MutableHeaders(scope=message), request_id, path=scope["path"])
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception:  # noqa: BLE001  the last wall: logged, and answered without its insides
            _log.exception("request_failed", method=scope["method"], route=route_of(scope))
            if not status:
                await unexpected(request_id)(scope, receive, send_on)
        finally:
            seconds = time.perf_counter() - began
            route = route_of(scope)
            metrics.count_request(scope["method"], route, status or 499, seconds)
            _log.debug(
                "request",
                method=scope["method"],
                route=route,
                status=status or 499,
                milliseconds=round(seconds * 1000, 1),
            )


def route_of(scope: Scope) -> str:
    """The template of the route that answered: a bounded set of names, unlike paths."""
    if scope["goldwright.route"]:
        return str(scope["goldwright.route"][0])
    path = getattr(scope.get("route"), "path_format", None)
    if path:
        return str(path)
    is_page = inspect.isroutine(scope.get("endpoint")) and not scope.get("path_params")
    return str(scope["path"]) if is_page else "unmatched"


def name_route(request: HTTPConnection, template: str) -> None:
    """Tell the envelope which route answers, where routing happens on a copy of the scope."""
    request.scope["goldwright.route"].append(template)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _GIVEN_ID.fullmatch(given) else new_id("req")


def _add_headers(headers: MutableHeaders, request_id: str, *, path: str) -> None:
    headers["x-request-id"] = request_id
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if path.startswith(("/api", "/v1", "/v2")):
        headers.setdefault("cache-control", "no-store")
