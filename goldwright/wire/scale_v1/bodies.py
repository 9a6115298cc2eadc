"""Reads what a customer sends in a body: JSON whatever its content type says, a form, or nothing.

The official client sends no body at all where it means `{}` or `[]`, so empty is never an error.
"""

from typing import cast
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from goldwright.api.bodies import parse_json, read_bytes
from goldwright.errors import MalformedBodyError
from goldwright.task_types.contract import Json, JsonObject

FORM = "application/x-www-form-urlencoded"


async def read_json(request: Request) -> Json:
    """The body as JSON, None when it is empty. Raises MalformedBodyError or TooLargeError."""
    try:
        body = await read_bytes(request)
    except ClientDisconnect:
        raise MalformedBodyError("The connection closed before the body ended.") from None
    if not body.strip():
        return None
    if request.headers.get("content-type", "").startswith(FORM):
        return _form(body)
    return cast("Json", parse_json(body))  # JSON by construction


def _form(body: bytes) -> JsonObject:
    """The fields of a form; one given several times, or named `field[]`, is a list."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=1000
        )
    except ValueError:  # also what a wrong encoding is
        raise MalformedBodyError("The form is not UTF-8, or has more than 1000 fields.") from None
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
