"""Responses that customers send: written whole, or in part as files behind URLs, as they read them.

A URL may be anybody's, an uploaded file's (`scaledata://…`), or a link of ours to a part of another
task's response, so that what a completed task answered can be sent back as it was read.
"""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import unquote, urlsplit

import orjson

from goldwright.api.bodies import parse_json
from goldwright.errors import (
    FetchFailedError,
    InvalidInputError,
    MalformedBodyError,
    NotFoundError,
    ResponseInvalidError,
)
from goldwright.intake.files.actions import find_files
from goldwright.intake.files.rules import is_file_address, read_file_address
from goldwright.outgoing import Outgoing
from goldwright.task_types.contract import JsonObject, TaskType
from goldwright.wire.scale_v1.kit import Call
from goldwright.wire.scale_v1.links import read_result, result_links
from goldwright.wire.scale_v1.queries import Query

_FETCH_SECONDS = 30


async def read_response(
    call: Call, task_type: TaskType, response: JsonObject, *, name: str
) -> JsonObject:
    """The response as it is checked and stored; InvalidInputError names the URL at fault."""
    urls = task_type.wire_files(response)
    if not urls:
        return response
    try:
        contents = {url: await _content(call, url) for url in urls}
        # Reading an image takes a while; other requests go on meanwhile.
        read = await asyncio.to_thread(task_type.read_wire, response, contents)
        parse_json(orjson.dumps(read))
    except (FetchFailedError, ResponseInvalidError) as error:
        raise InvalidInputError(f"{name}: {error.message}") from None
    except (MalformedBodyError, orjson.JSONEncodeError):
        raise InvalidInputError(
            f"{name}: {' or '.join(urls)} is nested too deep or holds the character U+0000."
        ) from None
    return read


async def _content(call: Call, url: str) -> bytes:
    if is_file_address(url):
        return await _uploaded(call, url)
    links = await result_links(call.request)
    if url.startswith(links.prefix):
        parts = urlsplit(url.removeprefix(links.prefix))
        task_id, _, name = parts.path.partition("/")
        signature = Query(parts.query.encode()).text("signature") or ""
        try:
            content, _ = await read_result(call.services, task_id, unquote(name), signature)
        except NotFoundError as error:
            raise FetchFailedError(f"{url}: {error.message}") from None
        return content
    try:
        async with (
            asyncio.timeout(_FETCH_SECONDS),
            Outgoing(call.services.settings) as outgoing,
            outgoing.fetch(url) as fetched,
        ):
            return await _whole(call, fetched.chunks, url)
    except TimeoutError:
        raise FetchFailedError(f"{url} did not answer in {_FETCH_SECONDS} seconds.") from None


async def _uploaded(call: Call, url: str) -> bytes:
    caller = call.caller
    file_id = read_file_address(url, organisation_id=caller.organisation_id) or ""
    async with call.services.db.transaction(caller.identity) as conn:
        found = await find_files(
            conn,
            [file_id],
            organisation_id=caller.organisation_id,
            environment=caller.environment,
        )
    if file_id not in found:
        raise FetchFailedError(f"{url} names no file of yours; upload it first.")
    reading = await call.services.storage.get(found[file_id].storage_key)
    return await _whole(call, reading.chunks, url)


async def _whole(call: Call, chunks: AsyncIterator[bytes], url: str) -> bytes:
    """Everything that comes, up to what a body may hold that says it in place of the URL."""
    bytes_max = call.services.settings.body_bytes_max
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        if len(content) > bytes_max:
            raise FetchFailedError(f"{url} is larger than {bytes_max:,} bytes; send less.")
    return bytes(content)
