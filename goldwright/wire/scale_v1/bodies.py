"""Reads what a customer sends in a body: JSON whatever its content type says, a form, or nothing.

The official client sends no body at all where it means `{}` or `[]`, so empty is never an error.
"""

from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request

from goldwright.errors import MalformedBodyError, TooLargeError
from goldwright.task_types.contract import Json, JsonObject

DEPTH_MAX = 64
"""Levels of nesting taken; deeper ones are mistakes or attacks, and our writer stops at 254."""

FORM = "application/x-www-form-urlencoded"


async def read_json(request: Request, *, bytes_max: int) -> Json:
    """The body as JSON, None when it is empty. Raises MalformedBodyError or TooLargeError."""
    body = await _bytes(request, bytes_max=bytes_max)
    if not body.strip():
        return None
    if request.headers.get("content-type", "").startswith(FORM):
        return _form(body)
    return parse_json(body)


def parse_json(body: bytes) -> Json:
    """JSON that PostgreSQL can keep: UTF-8, no NUL, not too deep."""
    try:
        value: Json = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise MalformedBodyError(f"The body is not JSON: {error}.") from None
    # Counting brackets first spares nearly every body the walk.
    if body.count(b"[") + body.count(b"{") > DEPTH_MAX:
        _refuse_deep(value)
    if b"\\u0000" in body and has_nul(value):
        raise MalformedBodyError("The body holds the character NUL (\\u0000); leave it out.")
    return value


def has_nul(value: Json) -> bool:
    """Whether a text or a key anywhere inside holds the character NUL."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and "\0" in one:
            return True
        if isinstance(one, dict):
            waiting.extend(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return False


def _refuse_deep(value: Json) -> None:
    level = [value]
    for _ in range(DEPTH_MAX + 1):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return
    raise MalformedBodyError(f"The body is nested more than {DEPTH_MAX} levels deep; flatten it.")


def _form(body: bytes) -> JsonObject:
    """The fields of a form; one given several times, or named `field[]`, is a list."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise MalformedBodyError("The form is not UTF-8.") from None
    read: JsonObject = {}
    for field, text in pairs:
        name = field.removesuffix("[]")
        if "\0" in name or "\0" in text:
            raise MalformedBodyError("The form holds the character NUL; leave it out.")
        before = read.get(name)
        if isinstance(before, list):
            before.append(text)
        elif before is not None:
            read[name] = [before, text]
        else:
            read[name] = [text] if field.endswith("[]") else text
    return read


async def _bytes(request: Request, *, bytes_max: int) -> bytes:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > bytes_max:
                raise TooLargeError(f"The body is larger than {bytes_max} bytes; send less.")
    except ClientDisconnect:
        raise MalformedBodyError("The connection closed before the body ended.") from None
    return bytes(body)
