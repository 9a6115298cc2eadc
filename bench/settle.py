"""Annotations settled per second: five answers to each of many tasks, waiting in the outbox.

    python -m bench.settle [--tasks 20000] [--runners 2] [--repeats 3] [--database-url URL]

Two projects, each in a database of its own, of which every run drains a new copy with the runner's
own code:

- fixed: five answers settle a task, each weighed by what its worker counts,
- modelled: two to seven answers, gold that 40 people each have answered, and a model of the workers
  from 10,000 answers before, which is learnt anew as answers come, together with what confidences
  are worth; a task in doubt is asked again.

Every task is checked to have been settled, or asked again. Without a URL, whose user must be able
to create databases, it starts PostgreSQL itself and tells its processor time too.
"""

import argparse
import asyncio
import multiprocessing
import secrets
import time
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
import uvloop
from psycopg import sql

from bench.support.machine import foreign_load
from bench.support.report import save, say
from bench.support.tree import data_folder
from goldwright.db import Database
from goldwright.db.embedded import EmbeddedPostgres
from goldwright.db.identity import runner
from goldwright.db.migrate import migrate
from goldwright.jobs.outbox import Handler, drain
from goldwright.quality import jobs
from goldwright.task_types import registry

ANSWERS = 5
MOST = 7
WORKERS = 200
EARLIER_TASKS = 2000
GOLD_TASKS = 60
GOLD_ANSWERS = 40
FIRST_TASK = 10_001
PROJECT = "prj_bench"
CLASSES = ["cat", "dog", "eel", "fox"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--runners", type=int, default=2, help="processes that settle")
    parser.add_argument("--repeats", type=int, default=3, help="runs; the median is told")
    parser.add_argument("--projects", default="fixed,modelled", help="of the two above")
    parser.add_argument("--database-url", help="a server to use instead of one of our own")
    given = parser.parse_args()
    with _server(given.database_url) as server, foreign_load() as foreign:
        found = {
            name: _measure(server, name, given.tasks, given.runners, given.repeats)
            for name in given.projects.split(",")
        }
    annotations = given.tasks * ANSWERS
    figures = {"annotations": annotations, "runners": given.runners, **found}
    save("settle", figures | foreign.figures())


class _Server(NamedTuple):
    """Where databases can be made, and the process that answers there if it is ours."""

    url: str
    process: psutil.Process | None

    def cpu_seconds(self) -> float:
        """Processor time of the server so far, of backends that have ended too."""
        if self.process is None:
            return 0.0
        alive = 0.0
        for one in self.process.children():
            with suppress(psutil.NoSuchProcess):  # it has just ended: PostgreSQL's own tell of it
                alive += sum(one.cpu_times()[:2])
        return alive + sum(self.process.cpu_times()[:4])


@contextmanager
def _server(url: str | None) -> Generator[_Server]:
    if url is not None:
        yield _Server(url, None)
        return
    with data_folder() as data:
        postgres = EmbeddedPostgres(data)
        postgres.start()
        try:
            yield _Server(postgres.root_url, psutil.Process(postgres.pid))
        finally:
            postgres.stop()


@contextmanager
def _database(administrator: psycopg.Connection, url: str, template: str) -> Generator[str]:
    """The URL of a new database, a copy of another one, which is dropped again."""
    name = f"goldwright_bench_{secrets.token_hex(4)}"
    # What is written between a checkpoint and the copy is not written whole once more by the first
    # change of each page.
    administrator.execute("CHECKPOINT")
    administrator.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        administrator.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _measure(
    server: _Server, project: str, tasks: int, runners: int, repeats: int
) -> dict[str, object]:
    runs: list[_Run] = []
    with (
        psycopg.connect(server.url, autocommit=True) as administrator,
        _database(administrator, server.url, "template1") as filled,
    ):
        say(f"{project}: filling {tasks * ANSWERS:,} answers")
        migrate(filled)
        _fill(filled, tasks, is_modelled=project == "modelled")
        template = urlsplit(filled).path.removeprefix("/")
        for _ in range(repeats):
            with _database(administrator, server.url, template) as url:
                runs.append(_settle_all(server, url, tasks, runners))
            say(f"{project}: {tasks * ANSWERS / runs[-1].seconds:,.0f}/s")
    annotations = tasks * ANSWERS
    figures: dict[str, object] = {
        "annotations_per_second": round(annotations / median(run.seconds for run in runs)),
        "runs": [round(annotations / run.seconds) for run in runs],
        "runner_cpu_us_per_annotation": _micros(runs, annotations, "runner_cpu_seconds"),
    }
    if server.process is not None:
        figures["postgres_cpu_us_per_annotation"] = _micros(runs, annotations, "server_cpu_seconds")
    return figures


class _Run(NamedTuple):
    """A full outbox that was emptied: how long it took, and the processor time."""

    seconds: float
    runner_cpu_seconds: float
    server_cpu_seconds: float


def _micros(runs: list[_Run], annotations: int, name: str) -> float:
    return round(median(getattr(run, name) for run in runs) / annotations * 1e6, 1)


def _settle_all(server: _Server, url: str, tasks: int, runners: int) -> _Run:
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(runners, mp_context=processes) as pool:
        before = server.cpu_seconds()
        spans = [one.result() for one in [pool.submit(_run, url) for _ in range(runners)]]
        server_cpu_seconds = server.cpu_seconds() - before
    asyncio.run(_check(url, tasks))
    return _Run(
        max(span.ended for span in spans) - min(span.began for span in spans),
        sum(span.cpu_seconds for span in spans),
        server_cpu_seconds,
    )


class _Span(NamedTuple):
    """When a runner worked, by the wall clock, and the processor time it took."""

    began: float
    ended: float
    cpu_seconds: float


def _run(url: str) -> _Span:
    """One runner until the outbox is empty; what it imports and connects to is not counted."""
    registry()
    return uvloop.run(_drain_all(url))


async def _drain_all(url: str) -> _Span:
    async with Database(url, role="goldwright_runner", size=2) as db:
        began, cpu = time.time(), time.process_time()
        await asyncio.gather(
            _drain(db, "quality", jobs.handle), _drain(db, "worker_model", jobs.model_workers)
        )
        # What the last answers asked to be learnt.
        await _drain(db, "worker_model", jobs.model_workers)
        return _Span(began, time.time(), time.process_time() - cpu)


async def _drain(db: Database, stage: str, handle: Handler) -> None:
    while await drain(db, stage, handle):
        pass


async def _check(url: str, tasks: int) -> None:
    """Fail unless every task was settled, or asked again, from all its answers."""
    async with (
        Database(url, role="goldwright_runner", size=1) as db,
        db.transaction(runner(1, "live")) as conn,
    ):
        cursor = await conn.execute(
            "SELECT count(*) AS handled FROM task JOIN settlement AS s"
            " USING (organisation_id, environment) WHERE s.task_id = task.id"
            " AND task.id >= %s AND s.annotations = %s AND (s.state, task.status) IN"
            " (('settled', 'completed'), ('open', 'pending')) AND s.confidence > 0",
            (_task_id(FIRST_TASK), ANSWERS),
        )
        row = await cursor.fetchone()
    assert row is not None
    assert row["handled"] == tasks, row


def _task_id(number: int) -> str:
    return str(number).rjust(24, "0")


def _fill(url: str, tasks: int, *, is_modelled: bool) -> None:
    """Answers of workers who are right four times in five, in the order in which they come in.

    With a model the answers it is learnt from come first, and are settled at once.
    """
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("SET search_path = goldwright")
        conn.execute("SELECT setseed(0.5)")
        numbers = {"workers": WORKERS, "answers": ANSWERS, "most": MOST if is_modelled else None}
        for statement in _PROJECT:
            conn.execute(statement, {"project": PROJECT, **numbers})
        if is_modelled:
            _answer(conn, "gold", range(1, GOLD_TASKS + 1), GOLD_ANSWERS)
            _answer(conn, "work", range(GOLD_TASKS + 1, GOLD_TASKS + EARLIER_TASKS + 1), ANSWERS)
            uvloop.run(_drain_all(url))
        _answer(conn, "work", range(FIRST_TASK, FIRST_TASK + tasks), ANSWERS)


def _answer(conn: psycopg.Connection, purpose: str, tasks: range, answers: int) -> None:
    """Tasks with answers that the runner has yet to be told of."""
    given = {
        "project": PROJECT,
        "purpose": purpose,
        "first": tasks.start,
        "last": tasks.stop - 1,
        "answers": answers,
        "workers": WORKERS,
        "classes": CLASSES,
    }
    for statement in _ANSWERS:
        conn.execute(statement, given)


_PROJECT = (
    """INSERT INTO organisation (name, callback_auth_key, webhook_secret, pseudonym_salt)
       VALUES ('bench', 'key', 'secret', 'salt')""",
    """INSERT INTO app_user (id, email)
       SELECT 'usr_' || n, n || '@example.com' FROM generate_series(1, %(workers)s) AS n""",
    """INSERT INTO worker (id, user_id)
       SELECT 'wrk_' || n, 'usr_' || n FROM generate_series(1, %(workers)s) AS n""",
    """INSERT INTO project (organisation_id, environment, id, name, task_type, annotations_wanted,
                            annotations_max, created_at)
       VALUES (1, 'live', %(project)s, 'bench', 'categorization',
               CASE WHEN %(most)s::int IS NULL THEN %(answers)s ELSE 2 END, %(most)s, now())""",
)
_ANSWERS = (
    """INSERT INTO task (organisation_id, environment, id, project_id, type, purpose, params,
                         annotations_wanted, created_at, updated_at)
       SELECT 1, 'live', lpad(n::text, 24, '0'), %(project)s, 'categorization', %(purpose)s,
              jsonb_build_object('attachment_type', 'image',
                'attachment', 'https://example.com/' || n || '.png', 'allow_multiple', false,
                'categories', to_jsonb(%(classes)s::text[])),
              %(answers)s, now(), now()
         FROM generate_series(%(first)s::int, %(last)s::int) AS n""",
    """INSERT INTO opening (organisation_id, environment, task_id, queue_id, project_id, slots_left)
       SELECT 1, 'live', lpad(n::text, 24, '0'),
              queue_for(1, 'live', %(project)s, NULL, 'annotate', 20::smallint), %(project)s, 0
         FROM generate_series(%(first)s::int, %(last)s::int) AS n
        WHERE %(purpose)s = 'work'""",
    """INSERT INTO gold_answer (organisation_id, environment, task_id, project_id, purpose,
                                expected_response)
       SELECT 1, 'live', lpad(n::text, 24, '0'), %(project)s, 'gold',
              jsonb_build_object('category', (%(classes)s::text[])[n %% 4 + 1])
         FROM generate_series(%(first)s::int, %(last)s::int) AS n
        WHERE %(purpose)s = 'gold'""",
    "DROP TABLE IF EXISTS answer",
    # The worst are right seven times in ten, the best nine times.
    """CREATE TEMP TABLE answer AS
       SELECT task, number, worker,
              CASE WHEN random() < 0.7 + 0.2 * (worker %% 11) / 10 THEN task %% 4
                   ELSE (task + 1 + floor(random() * 3))::int %% 4 END AS class
         FROM (SELECT task, task * 100 + nth AS number,
                      (task * 7 + nth * 31) %% %(workers)s + 1 AS worker
                 FROM generate_series(%(first)s::int, %(last)s::int) AS task,
                      generate_series(1, %(answers)s::int) AS nth) AS given""",
    """INSERT INTO assignment (organisation_id, environment, id, task_id, project_id, worker_id,
                               purpose, status, price_micros, currency, lease_seconds, leased_at,
                               lease_expires_at)
       SELECT 1, 'live', 'asg_' || number, lpad(task::text, 24, '0'), %(project)s,
              'wrk_' || worker, %(purpose)s, 'submitted', 0, 'USD', 600, now(), now()
         FROM answer""",
    # Statistics now: the check of each annotation's key is planned once for all of them.
    "ANALYZE assignment",
    """INSERT INTO annotation (organisation_id, environment, id, is_counted, assignment_id, task_id,
                               project_id, stage, purpose, worker_id, response, idempotency_key,
                               active_seconds, paid_micros, currency, submitted_at)
       SELECT 1, 'live', 'ann_' || lpad(number::text, 9, '0'), true, 'asg_' || number,
              lpad(task::text, 24, '0'), %(project)s, 'annotate', %(purpose)s, 'wrk_' || worker,
              jsonb_build_object('category', (%(classes)s::text[])[class + 1]),
              'key', 3, 0, 'USD', now()
         FROM answer""",
    """INSERT INTO event (organisation_id, environment, kind, task_id, project_id, assignment_id,
                          worker_id, details, pending_for)
       SELECT 1, 'live', 'annotation.submitted', lpad(task::text, 24, '0'), %(project)s,
              'asg_' || number, 'wrk_' || worker,
              jsonb_build_object('annotation_id', 'ann_' || lpad(number::text, 9, '0'),
                'purpose', %(purpose)s::text), 'quality'
         FROM answer ORDER BY number""",
    "ANALYZE",
)


if __name__ == "__main__":
    main()
