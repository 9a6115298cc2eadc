"""Figures for Prometheus at /metrics: requests, the outbox, tasks, the pool of connections."""

import time
from collections.abc import Mapping

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from goldwright.api.services import Services, services
from goldwright.db import load
from goldwright.db.identity import operator
from goldwright.errors import UnavailableError

SQL = load("goldwright.api")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REFRESH_SECONDS = 5.0

_requests = Counter("goldwright_requests", "Requests answered", ["method", "route", "status"])
_seconds = Histogram(
    "goldwright_request_seconds",
    "Time to the end of the answer",
    ["method", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_outbox_events = Gauge("goldwright_outbox_waiting", "Events waiting, counted to 10,000", ["stage"])
_outbox_lag = Gauge("goldwright_outbox_lag_seconds", "Age of the oldest event waiting", ["stage"])
_tasks = Gauge("goldwright_tasks", "Ordinary tasks", ["environment", "status"])
_callbacks = Gauge("goldwright_callbacks_pending", "Callbacks not delivered yet, counted to 10,000")
_connections = Gauge("goldwright_database_connections", "Connections of this process", ["state"])
_waiting = Gauge("goldwright_database_requests_waiting", "Requests waiting for a connection")


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request under its route's template."""
    method = method if method in _METHODS else "other"
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(method, route).observe(seconds)


class Scrape:
    """The page itself; asks the database at most every five seconds, however often it is read."""

    def __init__(self) -> None:
        self._asked_at = float("-inf")

    async def show(self, request: Request) -> Response:
        """All figures; those of the database keep still while it is away."""
        found = services(request)
        if time.monotonic() - self._asked_at > _REFRESH_SECONDS:
            self._asked_at = time.monotonic()
            try:
                await _ask(found)
            except UnavailableError:
                # What this process counts is wanted most while the database is away.
                self._asked_at = float("-inf")
        _show_pool(found.db.pool_stats())
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _ask(found: Services) -> None:
    async with found.db.transaction(operator("metrics")) as conn:
        outbox = await (await conn.execute(SQL["outbox_waiting"])).fetchall()
        tasks = await (await conn.execute(SQL["tasks_by_status"])).fetchall()
        callbacks = await (await conn.execute(SQL["callbacks_waiting"])).fetchone()
    _outbox_events.clear()
    _outbox_lag.clear()
    for row in outbox:
        _outbox_events.labels(row["stage"]).set(row["events"])
        _outbox_lag.labels(row["stage"]).set(row["lag_seconds"])
    for row in tasks:
        _tasks.labels(row["environment"], row["status"]).set(row["tasks"])
    if callbacks is not None:
        _callbacks.set(callbacks["callbacks"])


def _show_pool(stats: Mapping[str, int]) -> None:
    size, available = stats.get("pool_size", 0), stats.get("pool_available", 0)
    _connections.labels("idle").set(available)
    _connections.labels("busy").set(size - available)
    _waiting.set(stats.get("requests_waiting", 0))
