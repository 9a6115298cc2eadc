"""Links to the copies kept of what tasks point at, where a listing asks for them."""

from collections.abc import Sequence

from psycopg.rows import DictRow

from goldwright.clock import now
from goldwright.db import Connection
from goldwright.intake.files.links import sign
from goldwright.intake.files.routes import link_secret
from goldwright.intake.tasks import fetched_attachments
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.kit import Call


async def attachment_links(
    call: Call, conn: Connection, rows: Sequence[DictRow]
) -> dict[str, JsonObject]:
    """What to add to each task's object by task id; nothing where no copy is kept."""
    ids = [row["id"] for row in rows]
    kept = await fetched_attachments(conn, call.caller.identity, ids) if ids else []
    if not kept:
        return {}
    secret = await link_secret(call.services.db)
    address = (call.services.settings.public_url or str(call.request.base_url)).rstrip("/")
    moment = now()
    links: dict[str, list[Json]] = {}
    for one in kept:
        path = sign(secret, one["storage_key"], media_type=one["mime_type"], now=moment)
        links.setdefault(one["task_id"], []).append({"s3URL": f"{address}{path}"})
    return {task_id: {"attachmentS3Downloads": shown} for task_id, shown in links.items()}
