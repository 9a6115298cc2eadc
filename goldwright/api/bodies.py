"""Request bodies: read up to a limit, parsed strictly, refused when they could not be stored.

Every way in uses these: FastAPI routes through `JsonRoute`, hot paths by `read_body`, other
handlers by `read_json`.
"""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import orjson
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from goldwright.api.services import services
from goldwright.errors import GoldwrightError, MalformedBodyError, TooLargeError

Body = TypeVar("Body", bound=BaseModel)

# What is stored comes out again inside further objects, and orjson writes 254 levels at most.
_DEPTH_MAX = 200
_ORJSON_DEPTH_MAX = 254
# PostgreSQL's text cannot hold NUL.
_NUL, _BACKSLASH = b"\\u0000", b"\\\\"


async def read_bytes(request: Request) -> bytes:
    """The whole body; TooLargeError as soon as it is longer than the setting allows."""
    limit = services(request).settings.body_bytes_max
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
    return b"".join(chunks)


async def read_json(request: Request) -> object:
    """The body as JSON; None when it is empty. MalformedBodyError names what is wrong with it."""
    body = await read_bytes(request)
    return parse_json(body) if body.strip() else None


async def read_body(request: Request, model: type[Body]) -> Body:
    """The body as `model`, an empty one as `{}`; for hot paths that FastAPI would slow down."""
    body = await read_json(request)
    try:
        return model.model_validate({} if body is None else body)
    except ValidationError as error:
        raise RequestValidationError(
            [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        ) from None


def described(model: type[BaseModel]) -> dict[str, Any]:  # Any: a part of an OpenAPI document
    """`openapi_extra` of a route that reads its body with `read_body`."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)  # components already, through the routes that FastAPI describes
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


def parse_json(body: bytes) -> object:
    """What a JSON text says, if it is valid UTF-8 and can be stored and shown again."""
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise MalformedBodyError(f"The body is not valid JSON: {error.msg} ({place}).") from None
    # After a backslash that is one, `u0000` only spells it out.
    if _NUL in body and _NUL in body.replace(_BACKSLASH, b""):
        raise MalformedBodyError(
            "The body contains the character U+0000, which text cannot hold; remove it."
        )
    if body.count(b"[") + body.count(b"{") > _DEPTH_MAX and _is_too_deep(parsed):
        raise MalformedBodyError(
            f"The body is nested more than {_DEPTH_MAX} levels deep; flatten it."
        )
    return parsed


def _is_too_deep(parsed: object) -> bool:
    # Wrapped to the allowed depth, what orjson cannot write is too deep; a walk here is far slower.
    for _ in range(_ORJSON_DEPTH_MAX - _DEPTH_MAX):
        parsed = [parsed]
    try:
        orjson.dumps(parsed)
    except orjson.JSONEncodeError:
        return True
    return False


class JsonRoute(APIRoute):
    """FastAPI's route, reading bodies as above: `APIRouter(route_class=JsonRoute)`."""

    def get_route_handler(
        self,
    ) -> Callable[[Request], Coroutine[Any, Any, Response]]:  # Any: Starlette's
        """FastAPI's handler, given a request that reads its body our way."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(_StrictRequest(request.scope, request.receive))
            except HTTPException as wrapped:
                # What is wrong with a body FastAPI answers in words of its own; ours say more.
                if isinstance(wrapped.__cause__, GoldwrightError):
                    raise wrapped.__cause__ from None
                raise

        return handle


class _StrictRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await read_bytes(self)
        return self._body

    async def json(self) -> object:
        if not hasattr(self, "_json"):
            self._json = parse_json(await self.body())
        return self._json


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(
        f"The body is larger than {limit:,} bytes, the most that is taken; send less at a time."
    )
