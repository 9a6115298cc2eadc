"""Errors as problem+JSON (RFC 9457): our tree, FastAPI's checks, and what nobody foresaw.

`type` is a name, not an address; `code` is stable, for programs; `faults` point at bad places.
A pointer leads into the body, or begins with /query, /path or /header.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from goldwright.errors import (
    Fault,
    GoldwrightError,
    InvalidInputError,
    RateLimitedError,
    UnauthenticatedError,
)

MEDIA_TYPE = "application/problem+json"

_CODES = {
    400: "malformed_body",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
}
# What the framework says with two words.
_DETAILS = {
    404: "There is nothing at this address; /api/openapi.json lists all that there are.",
    405: "This address takes another method; /api/openapi.json says which.",
}


class ProblemFault(BaseModel):
    """One bad place in the input."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the body, or /query/…, /path/…")
    message: str


class Problem(BaseModel):
    """What went wrong and what to do."""

    type: str = Field(description="urn:goldwright:problem: and the code")
    title: str
    status: int
    code: str = Field(description="stable, for programs")
    detail: str = Field(description="what happened, then what to do")
    faults: list[ProblemFault]


_SHAPE = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def describe(document: dict[str, Any]) -> None:  # Any: an OpenAPI document
    """Say in an OpenAPI document that any operation may answer a problem."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for model in (ProblemFault, Problem):
        schemas[model.__name__] = model.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        schemas[model.__name__].pop("$defs", None)
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["4XX"] = {"description": "Refused: `code` says why."} | _SHAPE
            operation["responses"]["5XX"] = {"description": "Not the caller's fault."} | _SHAPE


def problem(error: GoldwrightError) -> Response:
    """The answer to a caller who met `error`."""
    headers: dict[str, str] = {}
    if isinstance(error, UnauthenticatedError):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, RateLimitedError):
        headers["Retry-After"] = str(error.retry_after_seconds)
    return _answer(error.status, error.code, error.message, faults=error.faults, headers=headers)


def invalid(error: RequestValidationError) -> Response:
    """The answer to a caller whose request does not have the declared shape."""
    faults = [Fault(_pointer(one["loc"]), _sentence(one["msg"])) for one in error.errors()]
    return problem(InvalidInputError(_summary(faults), faults=faults))


def unexpected(request_id: str) -> Response:
    """The answer to an error nobody foresaw: nothing of its insides, and where to find them."""
    return _answer(
        500,
        "internal",
        f"Something unexpected went wrong; it is logged under the request id {request_id}.",
    )


def install(app: FastAPI) -> None:
    """Let `app` answer every error as a problem."""
    app.add_exception_handler(GoldwrightError, _on_ours)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_unexpected)


async def _on_ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, GoldwrightError)
    return problem(error)


async def _on_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return invalid(error)


async def _on_unexpected(request: Request, _: Exception) -> Response:
    # Starlette raises it again after this answer, so that the envelope logs it.
    return unexpected(request.scope["goldwright.request_id"])


async def _on_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "http_error")
    detail = _DETAILS.get(error.status_code, error.detail)
    return _answer(error.status_code, code, _sentence(detail), headers=error.headers)


def _summary(faults: Sequence[Fault]) -> str:
    first = f"{faults[0].pointer or 'The body'}: {faults[0].message}"
    return first if len(faults) == 1 else f"{first} ({len(faults) - 1} more in faults)"


def _pointer(place: Sequence[str | int]) -> str:
    # FastAPI leads with where it looked; inside a body that goes without saying.
    parts = place[1:] if place and place[0] == "body" else place
    return "".join("/" + str(one).replace("~", "~0").replace("/", "~1") for one in parts)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def _answer(
    status: int,
    code: str,
    detail: str,
    *,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    body = {
        "type": f"urn:goldwright:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "faults": [{"pointer": one.pointer, "message": one.message} for one in faults],
    }
    return Response(orjson.dumps(body), status, headers, MEDIA_TYPE)
