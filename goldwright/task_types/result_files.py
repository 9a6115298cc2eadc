"""Responses of which customers read parts as JSON files behind URLs.

The stored response has the content of a file where the customer's has `{"url": …}`.
"""

from collections.abc import Callable, Collection, Mapping

import orjson

from goldwright.errors import ResponseInvalidError
from goldwright.task_types.attributes import as_start
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


def urls_of(response: JsonObject, *, files: Collection[str]) -> list[str]:
    """The URLs that stand in place of parts."""
    return [url for name in files if (url := _url(response.get(name))) is not None]


def check_start(
    check: Callable[[JsonObject, JsonObject], list[str]],
    files: Collection[str],
    params: JsonObject,
    start: JsonObject,
) -> list[str]:
    """`check` of what people start from; nothing where it is written as files, which are not read.

    It may lack answers that people can still add.
    """
    return [] if urls_of(start, files=files) else check(as_start(params), start)


def from_urls(
    response: JsonObject, contents: Mapping[str, bytes], *, files: Collection[str]
) -> JsonObject:
    """The response with what the files hold; a file may wrap a part in an object under its name.

    That object may in turn stand in a list of its own, as in a published sample.
    """
    read = dict(response)
    for name in files:
        url = _url(response.get(name))
        if url is not None:
            part = _parsed(contents[url], url)
            alone = part[0] if isinstance(part, list) and len(part) == 1 else part
            read[name] = alone[name] if isinstance(alone, dict) and name in alone else part
    return read


def _url(part: Json) -> str | None:
    url = part.get("url") if isinstance(part, dict) else None
    return url if isinstance(url, str) else None


def _parsed(content: bytes, url: str) -> Json:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise ResponseInvalidError(f"{url} is no JSON that can be read: {error.msg}") from None
