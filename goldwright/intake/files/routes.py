"""`GET /files/…`: stored files by signed links, under headers that make them harmless."""

from weakref import WeakKeyDictionary

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from goldwright.api.services import services
from goldwright.clock import now
from goldwright.db import Database
from goldwright.intake.files.links import PATH, read_secret, verify
from goldwright.intake.files.rules import read_range, serving_headers
from goldwright.storage import Storage

router = APIRouter(include_in_schema=False)
_secrets: WeakKeyDictionary[Database, bytes] = WeakKeyDictionary()
_REDIRECT_SECONDS = 600
_KEPT_SECONDS = 3600


async def link_secret(db: Database) -> bytes:
    """The installation's secret, read once."""
    if db not in _secrets:
        _secrets[db] = await read_secret(db)
    return _secrets[db]


@router.get(PATH + "{storage_key:path}")
async def serve(request: Request, storage_key: str) -> Response:
    """The file that a link names, or the part of it that a `Range` asks for."""
    here, query = services(request), request.query_params
    media_type = query.get("type", "")
    verify(
        await link_secret(here.db),
        storage_key,
        media_type=media_type,
        expires=query.get("expires", ""),
        signature=query.get("signature", ""),
        now=now(),
    )
    elsewhere = await here.storage.presigned(storage_key, seconds=_REDIRECT_SECONDS)
    if elsewhere is not None:
        return RedirectResponse(elsewhere, 302)
    return await _send(request, here.storage, storage_key, media_type)


async def _send(request: Request, storage: Storage, key: str, media_type: str) -> Response:
    reading = await storage.get(key)
    # What is stored under a key never changes, and the link that named it lives for an hour.
    kept = f"private, max-age={_KEPT_SECONDS}, immutable"
    headers = {**serving_headers(media_type), "Accept-Ranges": "bytes", "Cache-Control": kept}
    size = reading.size_bytes
    part = read_range(request.headers.get("range", ""), size_bytes=size)
    if part is None:
        headers["Content-Length"] = str(size)
        return StreamingResponse(reading.chunks, 200, headers, media_type)
    if not part:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    headers["Content-Length"] = str(len(part))
    reading = await storage.get(key, part=part)
    return StreamingResponse(reading.chunks, 206, headers, media_type)
