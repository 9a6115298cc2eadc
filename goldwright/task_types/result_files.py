"""Responses of which customers read parts as JSON files behind URLs.

The stored response has the content of a file where the customer's has `{"url": …}`.
"""

from collections.abc import Callable, Collection

import orjson

from goldwright.task_types.contract import Json, JsonObject

MEDIA_TYPES = {".json": "application/json"}


def with_urls(
    response: JsonObject, link: Callable[[str], str], *, files: Collection[str]
) -> JsonObject:
    """The response with a URL in place of each part that is a file."""
    return {
        name: {"url": link(f"{name}.json")} if name in files else part
        for name, part in response.items()
    }


def file_of(
    response: JsonObject, name: str, *, files: Collection[str], wrapped: Collection[str] = ()
) -> bytes | None:
    """The part that this file holds, as JSON; those `wrapped` in an object under their name."""
    part = name.removesuffix(".json")
    if part == name or part not in files or part not in response:
        return None
    content: Json = {part: response[part]} if part in wrapped else response[part]
    return orjson.dumps(content)
