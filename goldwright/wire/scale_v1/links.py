"""Serves the files that responses keep apart, under the addresses that `addresses` signs."""

import asyncio
import hmac
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goldwright.api.services import Services, services
from goldwright.db.identity import Environment, Identity, member
from goldwright.errors import NotFoundError
from goldwright.intake.files.routes import link_secret
from goldwright.intake.tasks import find_task
from goldwright.task_types import registry
from goldwright.wire.scale_v1.addresses import ResultLinks, sign
from goldwright.wire.scale_v1.kit import public_route, segment
from goldwright.wire.scale_v1.queries import Query

NO_RESULT = "This result does not exist, or its link was changed; read the task again."


async def result_links(request: Request) -> ResultLinks:
    """The links of the server that handles this request."""
    parts = services(request)
    return await links_of(parts, parts.settings.public_url or str(request.base_url))


async def links_of(parts: Services, address: str) -> ResultLinks:
    """The links under a known public address."""
    return ResultLinks(await link_secret(parts.db), address.rstrip("/"))


async def send_result(request: Request) -> Response:
    """One file of a response."""
    signature = Query(request.scope["query_string"]).text("signature") or ""
    content, media_type = await read_result(
        services(request), segment(request, "task_id"), segment(request, "name"), signature
    )
    return Response(content, media_type=media_type)


async def read_result(
    parts: Services, task_id: str, name: str, signature: str
) -> tuple[bytes, str]:
    """What a signed link leads to, and its media type."""
    identity = await _signer(parts, task_id, name, signature)
    async with parts.db.transaction(identity) as conn:
        task = await find_task(conn, identity, task_id)
    task_type = registry().get(task["type"])
    if task_type is None or task_type.result_file is None or task["status"] != "completed":
        raise NotFoundError(NO_RESULT)
    # Drawing a mask takes a while; other requests go on meanwhile.
    content = await asyncio.to_thread(task_type.result_file, task["params"], task["response"], name)
    if content is None:
        raise NotFoundError(NO_RESULT)
    suffix = f".{name.rpartition('.')[2]}"
    return content, task_type.result_media_types.get(suffix, "application/octet-stream")


async def _signer(parts: Services, task_id: str, name: str, signature: str) -> Identity:
    claimed = signature.split(".")
    secret = await link_secret(parts.db)
    if len(claimed) == 3 and claimed[0].isdecimal() and claimed[1] in get_args(Environment):  # noqa: PLR2004  organisation, environment, proof
        right = sign(secret, int(claimed[0][:9]), claimed[1], task_id, name)
        if hmac.compare_digest(right.encode(), signature.encode()):
            return member(int(claimed[0]), "test" if claimed[1] == "test" else "live")
    raise NotFoundError(NO_RESULT)


routes: list[Route] = [public_route("/results/{task_id}/{name}", send_result)]
