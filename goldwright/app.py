"""The server as one ASGI application: all wiring on one page, stages in river order."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

import goldwright
from goldwright.annotation.assist.desk import Desk
from goldwright.annotation.assist.routes import router as assist
from goldwright.annotation.routes import router as annotation
from goldwright.annotation.routes import submit
from goldwright.api import problems
from goldwright.api.envelope import Envelope
from goldwright.api.health import healthz, readyz
from goldwright.api.hot_paths import HotPaths
from goldwright.api.limits import RateLimiter
from goldwright.api.metrics import Scrape
from goldwright.api.services import Services
from goldwright.api.task_types import router as task_types
from goldwright.api.web_app import WebApp
from goldwright.db import Database
from goldwright.db.identity import member
from goldwright.delivery.operator_routes import router as delivery_operated
from goldwright.delivery.routes import router as delivery
from goldwright.dispatch.offers import refresh_everywhere, refresh_offers
from goldwright.dispatch.operator_routes import router as dispatch_operated
from goldwright.dispatch.rate_routes import router as rates
from goldwright.dispatch.routes import lease_next
from goldwright.dispatch.routes import router as dispatch
from goldwright.dispatch.studio.routes import router as studio
from goldwright.intake.batch_routes import router as batches
from goldwright.intake.files.routes import router as files
from goldwright.intake.files.upload_routes import router as uploads
from goldwright.intake.making import TaskMaker
from goldwright.intake.organisations.operator_routes import router as organisations_operated
from goldwright.intake.organisations.routes import router as organisations
from goldwright.intake.routes import router as intake
from goldwright.jobs.operator_routes import router as jobs_operated
from goldwright.ledger.routes import router as ledger
from goldwright.mail import Mailer
from goldwright.openid import OpenId, trusted_place
from goldwright.outgoing import Outgoing
from goldwright.quality.report_routes import router as quality_reports
from goldwright.quality.routes import router as quality
from goldwright.quality.worker_routes import router as own_quality
from goldwright.review.routes import router as review
from goldwright.settings import Settings
from goldwright.storage import Storage
from goldwright.wire.scale_v1.app import app as scale_v1
from goldwright.workforce.openid_routes import router as openid
from goldwright.workforce.operator_routes import router as workforce_operated
from goldwright.workforce.routes import router as workforce

_ROUTERS: tuple[APIRouter, ...] = (
    task_types,
    jobs_operated,
    workforce,
    openid,
    workforce_operated,
    organisations,
    organisations_operated,
    intake,
    batches,
    files,
    uploads,
    dispatch,
    dispatch_operated,
    rates,
    studio,
    annotation,
    assist,
    quality,
    quality_reports,
    own_quality,
    review,
    delivery,
    delivery_operated,
    ledger,
)
_SIGN_INS_PER_MINUTE = 10  # for one e-mail: plenty for a person, little for who guesses
_FAILURES_PER_MINUTE = 30  # from one address, behind which a whole office may sit
_LETTERS_PER_MINUTE = 1
_WIRES: dict[str, ASGIApp] = {"/v1": scale_v1}


def build_app(settings: Settings) -> Envelope:
    """The application; its lifespan opens the database (already migrated) and the file store."""
    app = build_api(settings)
    hot = HotPaths(app, lease_next=lease_next, submit=submit)
    return Envelope(hot, lambda: app.state.services)


def build_api(settings: Settings) -> FastAPI:
    """The routes alone, which also describe themselves as OpenAPI."""
    app = FastAPI(
        title="Goldwright",
        version=goldwright.__version__,
        description="The data engine's own API. Customers' clients use the Scale API under /v1.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(settings),
    )
    problems.install(app)
    for path, wire in _WIRES.items():  # before the routers, which would all be asked first
        app.mount(path, wire)
    for router in _ROUTERS:
        app.include_router(router)
    app.add_route("/healthz", healthz, include_in_schema=False)
    app.add_route("/readyz", readyz, include_in_schema=False)
    app.add_route("/metrics", Scrape().show, include_in_schema=False)
    app.router.default = WebApp(otherwise=app.router.default)
    _describe(app)
    return app


def _lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def opened(app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as held:
            db = await held.enter_async_context(
                Database(settings.database_url, role="goldwright_app", size=settings.pool_size)
            )
            app.state.services = Services(
                settings=settings,
                db=db,
                storage=Storage.open(settings),
                limiter=RateLimiter(settings.requests_per_minute),
                sign_ins=RateLimiter(_SIGN_INS_PER_MINUTE),
                visitors=RateLimiter(_FAILURES_PER_MINUTE),
                letters=RateLimiter(_LETTERS_PER_MINUTE),
                mailer=Mailer(settings),
                openid=await _openid(settings, held),
                worker_changed=_Offers(db),
                make_task=TaskMaker(db, keeps_attachments=settings.fetch_attachments),
            )
            app.state.desk = Desk(settings)
            try:
                yield
            finally:
                await app.state.desk.close()

    return opened


async def _openid(settings: Settings, held: AsyncExitStack) -> OpenId | None:
    if not settings.openid_issuer:
        return None
    outgoing = Outgoing(settings, trusted=trusted_place(settings.openid_issuer))
    return OpenId(settings, await held.enter_async_context(outgoing))


class _Offers:
    """Refreshes offers for stages that stand before dispatch."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def __call__(self, worker_id: str, organisation_id: int | None = None) -> None:
        if organisation_id is None:
            await refresh_everywhere(self._db, worker_id)
            return
        async with self._db.transaction(member(organisation_id, "live")) as conn:
            await refresh_offers(conn, organisation_id, "live", worker_id=worker_id)


def _describe(app: FastAPI) -> None:
    """Complete the OpenAPI document with what FastAPI cannot see: sign-in and errors."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:  # Any: an OpenAPI document
        if app.openapi_schema is None:
            document = generate()
            parts = document.setdefault("components", {})
            parts["securitySchemes"] = {
                "key": {"type": "http", "scheme": "basic", "description": "API key as user name"},
                "bearer": {"type": "http", "scheme": "bearer", "description": "API key or session"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "goldwright_session"},
            }
            document["security"] = [{"key": []}, {"bearer": []}, {"cookie": []}]
            problems.describe(document)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi
