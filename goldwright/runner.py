"""The runner: what happens behind requests, all wiring on one page, stages in river order.

Any number of runners may work on one database: each claims what it does, and what a killed one had
claimed comes up again.
"""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial
from importlib import import_module

import uvloop

from goldwright.attach import attach
from goldwright.db import Connection, Database
from goldwright.delivery import jobs as delivery
from goldwright.delivery.sending import Sender
from goldwright.dispatch.jobs import expire_leases, refresh_all_offers
from goldwright.intake.files.jobs import Fetcher
from goldwright.intake.files.links import read_secret
from goldwright.jobs.heartbeat import BEAT_SECONDS, Heartbeat
from goldwright.jobs.loops import every, follow
from goldwright.jobs.outbox import Event, Handler, drain
from goldwright.jobs.upkeep import fold_task_counts, purge_sessions
from goldwright.outgoing import Outgoing
from goldwright.quality.unlearnt import learn_what_is_left
from goldwright.settings import Settings
from goldwright.storage import Storage
from goldwright.wire.scale_v1.addresses import ResultLinks
from goldwright.wire.scale_v1.callbacks import CallbackRenderer

_CONNECTIONS = 6


def _on_demand(module: str, name: str) -> Handler:
    """A handler loaded with its first event: an idle runner does without arrays, 20 MiB."""

    async def handle(conn: Connection, events: Sequence[Event]) -> None:
        await getattr(import_module(module), name)(conn, events)

    return handle


_HANDLERS: dict[str, Handler] = {
    "quality": _on_demand("goldwright.quality.jobs", "handle"),
    "worker_model": _on_demand("goldwright.quality.jobs", "model_workers"),
    "confidence": _on_demand("goldwright.quality.jobs", "restate"),
    "review": _on_demand("goldwright.review.jobs", "handle"),
    "reviewers": _on_demand("goldwright.review.jobs", "weigh_reviewers"),
    "delivery": delivery.handle,
}


def run(settings: Settings) -> None:
    """Run jobs until SIGTERM or Ctrl-C; what is under way gets a few seconds to end."""
    attached = attach(settings)

    async def until_told() -> None:
        stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await run_jobs(attached, stop)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        loop.run(until_told())


async def run_jobs(settings: Settings, stop: asyncio.Event) -> None:
    """Run jobs until told to stop; the database must be migrated."""
    async with AsyncExitStack() as held:
        db = await held.enter_async_context(
            Database(settings.database_url, role="goldwright_runner", size=_CONNECTIONS)
        )
        outgoing = await held.enter_async_context(Outgoing(settings))
        address = settings.public_url or f"http://{settings.host}:{settings.port}"
        links = ResultLinks(await read_secret(db), address.rstrip("/"))
        sender = Sender(db, CallbackRenderer(links), outgoing, settings)
        fetcher = Fetcher(db, Storage.open(settings), outgoing, settings)
        heartbeat = Heartbeat(db)
        async with asyncio.TaskGroup() as loops:
            loops.create_task(every(BEAT_SECONDS, "heartbeat", heartbeat.beat, stop=stop))
            if settings.fetch_attachments:
                loops.create_task(follow("attachments", fetcher.tick, stop=stop))
            for stage, handle in _HANDLERS.items():
                loops.create_task(follow(stage, partial(drain, db, stage, handle), stop=stop))
            loops.create_task(follow("callbacks", sender.tick, stop=stop))
            for seconds, name, work in (
                (2.0, "expire_leases", expire_leases),
                (60.0, "refresh_offers", refresh_all_offers),
                (10.0, "fold_task_counts", fold_task_counts),
                (60.0, "learn_what_is_left", learn_what_is_left),
                (600.0, "purge_sessions", purge_sessions),
            ):
                loops.create_task(every(seconds, name, partial(work, db), stop=stop))
        await asyncio.gather(sender.end(), fetcher.end(), heartbeat.end())
