"""`POST /files/upload` and `POST /files/import`: rows 23 and 24 of the contract."""

from collections.abc import AsyncIterator
from typing import cast

from starlette.routing import Route

from goldwright.api.bodies import parse_json
from goldwright.errors import GoldwrightError, InvalidInputError, MalformedBodyError
from goldwright.intake.files.actions import About, File, Kept, keep, register
from goldwright.intake.files.rules import file_address
from goldwright.outgoing import Outgoing
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.kit import Call, route, wire_time
from goldwright.wire.scale_v1.multipart import Multipart

_NAME_LENGTH_MAX = 512


async def upload(call: Call) -> JsonObject:
    """Keep the file of a multipart body; its other parts say what it is for."""
    request = call.request
    body = Multipart(request.headers.get("content-type", ""), request.stream())
    kept: Kept | None = None
    fields: JsonObject = {}
    try:
        async for part in body.parts():
            if part.name == "file" and kept is None:
                kept = await _keep(call, part.chunks, part.file_name or "")
            else:
                fields[part.name] = await part.text()
        if kept is None:
            raise InvalidInputError("There is no part named file; send the file in one.")
        return await _register(call, kept, _about(fields))
    except GoldwrightError:
        if kept is not None:
            await call.services.storage.remove(kept.storage_key)
        raise


async def import_url(call: Call) -> JsonObject:
    """Keep what is at a URL."""
    fields = await call.object()
    url = fields.get("file_url")
    if not isinstance(url, str) or not url:
        raise InvalidInputError("file_url is missing; give the address of a file.")
    about = _about(fields)
    settings = call.services.settings
    async with Outgoing(settings) as outgoing, outgoing.fetch(url) as fetched:
        kept = await _keep(call, fetched.chunks, fetched.file_name)
    try:
        return await _register(call, kept, about)
    except GoldwrightError:
        await call.services.storage.remove(kept.storage_key)
        raise


async def _keep(call: Call, chunks: AsyncIterator[bytes], file_name: str) -> Kept:
    return await keep(
        call.services.storage,
        chunks,
        organisation_id=call.caller.organisation_id,
        environment=call.caller.environment,
        file_name=file_name,
        bytes_max=call.services.settings.file_bytes_max,
    )


async def _register(call: Call, kept: Kept, about: About) -> JsonObject:
    caller = call.caller
    async with call.services.db.transaction(caller.identity) as conn:
        file = await register(
            conn,
            kept,
            about,
            organisation_id=caller.organisation_id,
            environment=caller.environment,
        )
    return _shown(file, caller.organisation_id)


def _about(fields: JsonObject) -> About:
    return About(
        project_name=_text(fields, "project_name"),
        display_name=_text(fields, "display_name"),
        reference_id=_text(fields, "reference_id"),
        metadata=_metadata(fields.get("metadata")),
    )


def _text(fields: JsonObject, name: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} should be a text.")
    if len(value) > _NAME_LENGTH_MAX:
        raise InvalidInputError(f"{name} has more than {_NAME_LENGTH_MAX} characters.")
    return value


def _metadata(value: Json) -> JsonObject:
    """The metadata, which a form carries as JSON in a text."""
    if isinstance(value, str):
        try:
            value = cast("Json", parse_json(value.encode())) if value.strip() else None  # JSON
        except MalformedBodyError:
            raise InvalidInputError("metadata should be a JSON object, written as text.") from None
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInputError("metadata should be a JSON object.")
    return value


def _shown(file: File, organisation_id: int) -> JsonObject:
    shown: JsonObject = {
        "id": file.id,
        "attachment_url": file_address(organisation_id, file.id),
        "created_at": wire_time(file.created_at),
        "updated_at": wire_time(file.created_at),
        "mime_type": file.mime_type,
        "size": file.size_bytes,
        "project_names": list(file.project_names),
    }
    optional: JsonObject = {
        "reference_id": file.reference_id,
        "display_name": file.display_name,
        "metadata": file.metadata or None,
    }
    return {**shown, **{name: value for name, value in optional.items() if value is not None}}


routes: list[Route] = [
    route("POST", "/files/upload", upload, may_conflict=True),
    route("POST", "/files/import", import_url, may_conflict=True),
]
