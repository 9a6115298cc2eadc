"""What every `/v1` call shares: routing on the raw path, who asks, bodies, errors, times.

A handler takes a `Call` and returns what is shown as JSON with status 200, the only success that
customers' clients know. Whatever it raises becomes `{"status_code", "error"}`; 401 comes before
anything else.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import orjson
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from goldwright.api.envelope import name_route
from goldwright.api.services import Services, services
from goldwright.api.who import Caller, customer
from goldwright.errors import (
    ConflictError,
    DuplicateKeyError,
    GoldwrightError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    RateLimitedError,
)
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.bodies import read_json
from goldwright.wire.scale_v1.queries import Query
from goldwright.wire.scale_v1.times import wire_time

__all__ = [
    "Call",
    "WireApp",
    "error_response",
    "json_response",
    "public_route",
    "route",
    "segment",
    "wire_time",
]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Call:
    """One authenticated request."""

    request: Request
    caller: Caller
    services: Services

    @cached_property
    def query(self) -> Query:
        """The query string; reading it raises InvalidInputError when it is malformed."""
        return Query(self.request.scope["query_string"])

    def name(self, parameter: str) -> str:
        """A segment of the path, percent-decoded; one that no name can have is not found."""
        return segment(self.request, parameter)

    async def json(self) -> Json:
        """The body, None when it is empty."""
        return await read_json(self.request)

    async def object(self) -> JsonObject:
        """The body as an object, `{}` when it is empty."""
        body = await self.json()
        if body is None:
            return {}
        if not isinstance(body, dict):
            raise InvalidInputError("The body should be a JSON object.")
        return body

    async def array(self) -> list[Json]:
        """The body as an array, `[]` when it is empty."""
        body = await self.json()
        if body is None:
            return []
        if not isinstance(body, list):
            raise InvalidInputError("The body should be a JSON array.")
        return body


Handler = Callable[[Call], Awaitable[object]]


def route(method: str, path: str, handler: Handler, *, may_conflict: bool = False) -> Route:
    """An authenticated route that answers JSON (or the Response a handler returns).

    409 is answered only where `may_conflict`: elsewhere the official client stumbles over it, and
    any conflict is told as 400.
    """

    async def endpoint(request: Request) -> Response:
        name_route(request, f"/v1{path}")

        async def answer() -> object:
            return await handler(Call(request, await customer(request), services(request)))

        return await _answered(request, answer, may_conflict=may_conflict)

    return Route(path, endpoint, methods=[method], name=handler.__name__)


def public_route(path: str, handler: Callable[[Request], Awaitable[Response]]) -> Route:
    """A GET route that asks for no key, because its links carry their own proof."""

    async def endpoint(request: Request) -> Response:
        name_route(request, f"/v1{path}")
        return await _answered(request, lambda: handler(request), may_conflict=False)

    return Route(path, endpoint, methods=["GET"], name=handler.__name__)


def segment(request: Request, parameter: str) -> str:
    """A segment of the raw path, percent-decoded."""
    try:
        name = unquote(request.path_params[parameter], errors="strict")
    except UnicodeDecodeError:
        name = "\0"
    if "\0" in name:
        raise NotFoundError(f"No {parameter.replace('_', ' ')} can have that name.")
    return name


class WireApp:
    """The ASGI application of one wire: routes see the path as sent, so `%2F` stays in a name."""

    def __init__(self, routes: list[Route]) -> None:
        self._router = Router(routes, redirect_slashes=False, default=_unknown)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; unknown paths and methods in the customers' error shape too."""
        # A copy, since the layers around us go by the path and the route as they know them.
        inner = {**scope, "path": _raw_path(scope), "root_path": ""}
        try:
            await self._router(inner, receive, send)
        except HTTPException as error:
            if error.status_code != METHOD_NOT_ALLOWED:
                raise
            allowed = (error.headers or {}).get("Allow", "")
            await _refused(scope, receive, send, METHOD_NOT_ALLOWED, f"Use {allowed} here.")
        finally:
            matched = inner.get("route")
            if isinstance(matched, Route):
                scope["route"] = _Named(f"{scope.get('root_path', '')}{matched.path}")


class _Named(NamedTuple):
    """What measures and logs are told of the route that answered."""

    path: str


_MESSAGE_LENGTH_MAX = 1_000
METHOD_NOT_ALLOWED = 405
NOT_FOUND = 404


def json_response(content: object, status: int = 200) -> Response:
    """JSON with a status."""
    return Response(orjson.dumps(content), status, media_type="application/json")


def error_response(status: int, message: str) -> Response:
    """An error as the customers' clients parse it; what it quotes of theirs may be long."""
    short = message if len(message) <= _MESSAGE_LENGTH_MAX else f"{message[:_MESSAGE_LENGTH_MAX]}…"
    return json_response({"status_code": status, "error": short}, status)


async def _answered(
    request: Request, answer: Callable[[], Awaitable[object]], *, may_conflict: bool
) -> Response:
    try:
        content = await answer()
        return content if isinstance(content, Response) else json_response(content)
    except GoldwrightError as error:
        response = error_response(_status(error, may_conflict=may_conflict), error.message)
        if isinstance(error, RateLimitedError):
            response.headers["Retry-After"] = str(error.retry_after_seconds)
        return response
    except Exception:  # noqa: BLE001  the last wall: the trace goes to the log, not to customers
        _log.exception("unexpected error", path=request.url.path)
        return error_response(500, "Internal server error.")


def _status(error: GoldwrightError, *, may_conflict: bool) -> int:
    if isinstance(error, InvalidInputError):
        return 400
    if isinstance(error, NotAllowedError):
        return 401
    if isinstance(error, ConflictError):
        return 409 if may_conflict and isinstance(error, DuplicateKeyError) else 400
    return error.status


def _raw_path(scope: Scope) -> str:
    """The path below the mount as it was sent, without doubled or trailing slashes."""
    raw: Any = scope.get("raw_path")  # any server may leave it out
    sent = raw.decode("latin-1") if raw else quote(scope["path"])
    joined = re.sub("/{2,}", "/", sent.partition("?")[0])
    return joined.removeprefix(scope.get("root_path", "")).rstrip("/") or "/"


async def _unknown(scope: Scope, receive: Receive, send: Send) -> None:
    await _refused(scope, receive, send, NOT_FOUND, "There is no such path; check the address.")


async def _refused(scope: Scope, receive: Receive, send: Send, status: int, message: str) -> None:
    """Refuse a request that has no route; but a missing key is told first."""
    if scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1000})
        return
    request = Request(scope, receive)

    async def answer() -> Response:
        await customer(request)
        return error_response(status, message)

    response = await _answered(request, answer, may_conflict=False)
    await response(scope, receive, send)
