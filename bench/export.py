"""Tasks exported per second in each format, and the memory that takes.

    python -m bench.export [--tasks 200000] [--repeats 3]

Starts the embedded PostgreSQL on a folder of its own, fills a project with tasks of about 600
bytes, and writes each export to a file from a process of its own, so that its greatest memory is
known. The bare limit of the same run is PostgreSQL sending the same rows to a reader that drops
them. Prints JSON; the exporter and the database share this machine's cores.
"""

import argparse
import asyncio
import multiprocessing
import resource
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

import psycopg

from bench.support.machine import foreign_load
from bench.support.report import save
from goldwright.api.logging import configure
from goldwright.db import Database
from goldwright.db.embedded import EmbeddedPostgres
from goldwright.db.identity import operator
from goldwright.db.migrate import migrate
from goldwright.delivery.export import TABLES, Export, Format, opened
from goldwright.intake.organisations.actions import create_organisation

PROJECT = "bench"
LIMIT = (
    "COPY (SELECT id, unique_id, type, status, params, response, confidence, metadata, created_at,"
    " updated_at, completed_at FROM goldwright.task ORDER BY id) TO STDOUT (FORMAT binary)"
)
FILL = """
INSERT INTO goldwright.task (organisation_id, environment, id, project_id, type, status, params,
                             response, confidence, metadata, unique_id, created_at, updated_at,
                             completed_at)
SELECT %(organisation)s, 'live', lpad(to_hex(n), 24, '0'), 'prj_1', 'categorization', 'completed',
       jsonb_build_object('attachment_type', 'text', 'categories', ARRAY['public', 'private'],
                          'attachment', repeat(md5(n::text) || ' "x" ', 4)),
       jsonb_build_object('category', 'public'), 0.97, jsonb_build_object('row', n), 'u' || n,
       now(), now(), now()
  FROM generate_series(1, %(tasks)s) AS n
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=200_000)
    parser.add_argument("--repeats", type=int, default=3, help="runs; the median is told")
    given = parser.parse_args()
    configure("warning")
    with tempfile.TemporaryDirectory(prefix="goldwright-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as url:
            migrate(url)
            organisation_id = asyncio.run(_make_organisation(url))
            _fill(url, organisation_id, given.tasks)
            save("export", _measure(given, url, organisation_id, Path(folder)))


async def _make_organisation(url: str) -> int:
    async with (
        Database(url, role="goldwright_app", size=1) as db,
        db.transaction(operator("")) as conn,
    ):
        return await create_organisation(conn, "Bench")


def _fill(url: str, organisation_id: int, tasks: int) -> None:
    with psycopg.connect(url) as conn:
        conn.execute("SET ROLE goldwright_app")
        conn.execute("SET search_path = goldwright")
        conn.execute("SELECT act_as('member', %s, 'live', NULL, NULL)", (organisation_id,))
        conn.execute(
            "INSERT INTO project (organisation_id, environment, id, name, task_type, created_at)"
            " VALUES (%s, 'live', 'prj_1', %s, 'categorization', now())",
            (organisation_id, PROJECT),
        )
        conn.execute(FILL, {"organisation": organisation_id, "tasks": tasks})
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("VACUUM ANALYZE goldwright.task")


def _measure(
    given: argparse.Namespace, url: str, organisation_id: int, folder: Path
) -> dict[str, object]:
    figures: dict[str, object] = {
        "tasks": given.tasks,
        "bare_limit_rows_per_second": _rate(
            given, [_limit(url, given) for _ in range(given.repeats)]
        ),
    }
    for written in TABLES:
        with foreign_load() as foreign:
            runs = [
                _in_a_process(url, organisation_id, written, folder) for _ in range(given.repeats)
            ]
        figures[written] = {
            "rows_per_second": _rate(given, [seconds for seconds, _, _ in runs]),
            "bytes": runs[0][1],
            "peak_memory_mib": max(memory for _, _, memory in runs),
            **foreign.figures(),
        }
    return figures


def _rate(given: argparse.Namespace, seconds: list[float]) -> int:
    return round(given.tasks / median(seconds))


def _limit(url: str, given: argparse.Namespace) -> float:
    with psycopg.connect(url) as conn:
        conn.execute("SET ROLE goldwright_owner")
        conn.execute("ALTER TABLE goldwright.task NO FORCE ROW LEVEL SECURITY")
        began = time.perf_counter()
        with conn.cursor().copy(LIMIT) as copy:
            rows = sum(1 for _ in copy)
        seconds = time.perf_counter() - began
        conn.rollback()
    assert rows >= given.tasks
    return seconds


def _in_a_process(
    url: str, organisation_id: int, written: Format, folder: Path
) -> tuple[float, int, int]:
    """Seconds, bytes and the process's greatest memory in MiB."""
    ours, theirs = multiprocessing.Pipe()
    export = Export(
        organisation_id=organisation_id, environment="live", project=PROJECT, format=written
    )
    target = folder / f"export.{written}"
    process = multiprocessing.get_context("spawn").Process(
        target=_export, args=(url, export, target, theirs)
    )
    process.start()
    theirs.close()  # so that a process that fails is no wait without end
    found: tuple[float, int, int] = ours.recv()
    process.join()
    return found


def _export(url: str, export: Export, target: Path, told: Connection) -> None:
    began = time.perf_counter()
    with opened(url, export) as pieces, target.open("wb") as file:
        size = sum(file.write(piece) for piece in pieces)
    seconds = time.perf_counter() - began
    told.send((seconds, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


if __name__ == "__main__":
    main()
