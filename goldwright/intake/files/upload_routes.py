"""`/api` for members: files from a person's computer and from allowed buckets, for tasks to name.

Each has a `reference_id` by which it is kept once, so that an upload cut off halfway is simply
done again.
"""

from collections.abc import AsyncIterator
from pathlib import PurePosixPath
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import Caller, customer
from goldwright.intake.files import buckets
from goldwright.intake.files.actions import (
    About,
    File,
    find_by_reference,
    keep,
    register_once,
)
from goldwright.intake.files.rules import file_address

router = APIRouter(prefix="/api", tags=["intake"], route_class=JsonRoute)

_NAME_LENGTH_MAX = 512
Reference = Annotated[
    str, Query(min_length=1, max_length=1000, description="the file's own name in all uploads")
]


class FileShown(BaseModel):
    """A file that tasks may name by its address."""

    address: str
    media_type: str
    size_bytes: int
    status: Literal["created", "existing"]


class BucketsShown(BaseModel):
    """Below which addresses the organisation may import; empty: the operator allows none."""

    urls: list[str]


class ObjectShown(BaseModel):
    """One object of a bucket."""

    url: str
    size_bytes: int


class ObjectsShown(BaseModel):
    """Objects in order of their addresses; `is_cut` when there are more than are told."""

    objects: list[ObjectShown]
    is_cut: bool


class ObjectToImport(BaseModel):
    """One object of a bucket to be kept."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(min_length=1, max_length=1000)]


@router.post(
    "/files",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def upload_file(request: Request, reference_id: Reference) -> FileShown:
    """Keep the bytes of the body as a file; sent again under their reference, they are the same."""
    caller = await customer(request)
    return await _keep(request, caller, request.stream(), reference_id)


@router.get("/buckets")
async def list_buckets(request: Request) -> BucketsShown:
    """From where the organisation may import."""
    caller = await customer(request)
    settings = services(request).settings
    return BucketsShown(urls=buckets.allowed(settings, caller.organisation_id))


@router.get("/bucket-objects")
async def list_bucket_objects(
    request: Request, url: Annotated[str, Query(min_length=1, max_length=1000)]
) -> ObjectsShown:
    """What lies below an address of a bucket."""
    caller = await customer(request)
    found = await buckets.list_objects(services(request).settings, caller.organisation_id, url)
    return ObjectsShown(
        objects=[ObjectShown(url=one, size_bytes=size) for one, size in found.objects],
        is_cut=found.is_cut,
    )


@router.post("/bucket-objects/import")
async def import_bucket_object(request: Request, body: ObjectToImport) -> FileShown:
    """Keep a copy of an object as a file; what was imported from there before is not read again."""
    caller = await customer(request)
    here = services(request)
    async with here.db.transaction(caller.identity) as conn:
        known = await find_by_reference(
            conn, body.url, organisation_id=caller.organisation_id, environment=caller.environment
        )
    chunks = await buckets.read_object(here.settings, caller.organisation_id, body.url)
    if known is not None:
        return _shown(known, caller.organisation_id, is_new=False)
    return await _keep(request, caller, chunks, body.url)


async def _keep(
    request: Request, caller: Caller, chunks: AsyncIterator[bytes], reference_id: str
) -> FileShown:
    here = services(request)
    name = PurePosixPath(reference_id).name[:_NAME_LENGTH_MAX]
    kept = await keep(
        here.storage,
        chunks,
        file_name=name,
        bytes_max=here.settings.file_bytes_max,
        organisation_id=caller.organisation_id,
        environment=caller.environment,
    )
    is_new = False
    try:
        about = About(display_name=name, reference_id=reference_id)
        async with here.db.transaction(caller.identity) as conn:
            file, is_new = await register_once(
                conn,
                kept,
                about,
                organisation_id=caller.organisation_id,
                environment=caller.environment,
            )
    finally:
        if not is_new:
            await here.storage.remove(kept.storage_key)
    return _shown(file, caller.organisation_id, is_new=is_new)


def _shown(file: File, organisation_id: int, *, is_new: bool) -> FileShown:
    return FileShown(
        address=file_address(organisation_id, file.id),
        media_type=file.mime_type,
        size_bytes=file.size_bytes,
        status="created" if is_new else "existing",
    )
