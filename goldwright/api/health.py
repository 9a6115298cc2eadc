"""Whether this process is alive (/healthz) and of use (/readyz: database there and migrated)."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from goldwright.api.metrics import SQL
from goldwright.api.services import services
from goldwright.db.migrate import migration_names
from goldwright.errors import UnavailableError


async def healthz(_: Request) -> Response:
    """200 as long as the process serves requests at all."""
    return JSONResponse({"status": "alive"})


async def readyz(request: Request) -> Response:
    """200 when requests can be served; 503 with the reason when not."""
    try:
        async with services(request).db.connection() as conn:
            rows = await (await conn.execute(SQL["migrations_run"])).fetchall()
    except UnavailableError as error:
        return _not_ready(error.message)
    missing = migration_names() - {row["name"] for row in rows}
    if missing:
        return _not_ready(
            f"Not migrated yet: {', '.join(sorted(missing))}; run goldwright migrate."
        )
    return JSONResponse({"status": "ready"})


def _not_ready(reason: str) -> Response:
    return JSONResponse({"status": "not ready", "reason": reason}, status_code=503)
