"""Tasks created per second: one at a time by 1 and by 8 clients, and in bulk as NDJSON.

    python -m bench.ingest [--tasks 100000] [--creates 2000] [--repeats 3]

Starts the embedded PostgreSQL (durable: every commit is flushed) and a server process on a free
port, sends categorization tasks of about 560 bytes, checks that all are stored, and prints JSON.
Client, server and database share this machine's cores.
"""

import argparse
import asyncio
import http.client
import json
import os
import platform
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import orjson
import psutil
import psycopg
import uvicorn

from goldwright.api.logging import configure
from goldwright.app import build_app
from goldwright.db import Database
from goldwright.db.embedded import EmbeddedPostgres
from goldwright.db.identity import operator
from goldwright.db.migrate import migrate
from goldwright.intake.organisations.actions import create_key, create_organisation
from goldwright.settings import Settings

PROJECT = "bench"
PARAMS = {"categories": ["public", "private"], "attachment_type": "text"}
SAMPLES = 500


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=100_000, help="lines of one bulk stream")
    parser.add_argument("--creates", type=int, default=2_000, help="tasks created one by one")
    parser.add_argument("--repeats", type=int, default=3, help="runs; the median is told")
    parser.add_argument("--serve", metavar="URL", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        _serve(given.serve)
        return
    data = Path(tempfile.mkdtemp(prefix="goldwright-bench-"))
    try:
        configure("warning")
        with EmbeddedPostgres(data) as url:
            migrate(url)
            key = asyncio.run(_make_key(url))
            with _server(url) as (address, process):
                figures = _measure(given, url, address, key, process)
        print(json.dumps(figures, indent=1))
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _measure(
    given: argparse.Namespace, url: str, address: str, key: str, process: psutil.Process
) -> dict[str, object]:
    Client(address, key).call("POST", "/v1/projects", {"type": "categorization", "name": PROJECT})
    _create(address, key, 1, 200)
    one = [_create(address, key, 1, given.creates // 4) for _ in range(given.repeats)]
    eight = [_create(address, key, 8, given.creates) for _ in range(given.repeats)]
    before = process.memory_info().rss
    peaks: list[int] = []
    bulk = [_bulk(Client(address, key), given.tasks, process, peaks) for _ in range(given.repeats)]
    with psycopg.connect(url) as conn:
        found = conn.execute("SELECT current_setting('fsync'), version()").fetchone()
    stored = Client(address, key).call("GET", f"/v1/tasks?limit=1&project={PROJECT}")["total"]
    expected = 200 + given.repeats * (given.creates // 4 + given.creates + given.tasks)
    assert stored == expected, f"{stored} tasks are stored, not {expected}"
    return {
        "create_per_second_1_client": round(median(one)),
        "create_per_second_8_clients": round(median(eight)),
        "bulk_tasks_per_second": round(median(bulk)),
        "bulk_runs": [round(run) for run in bulk],
        "line_bytes": len(_line("")),
        "server_megabytes_before_bulk": before >> 20,
        "server_megabytes_peak_in_bulk": max(peaks) >> 20,
        "fsync": found and found[0],
        "postgresql": found and str(found[1]).split(" on ")[0],
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "machine": platform.platform(),
        "commit": _commit(),
    }


def _create(address: str, key: str, clients: int, tasks: int) -> float:
    """Tasks per second when each client creates one after the other."""
    ready = threading.Barrier(clients + 1)

    def work() -> None:
        client = Client(address, key)
        ready.wait()
        for _ in range(tasks // clients):
            body = orjson.loads(_line(secrets.token_hex(8)))
            client.call("POST", "/v1/task/categorization", {**body, "project": PROJECT})

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    ready.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return tasks / (time.perf_counter() - started)


def _bulk(client: "Client", tasks: int, process: psutil.Process, peaks: list[int]) -> float:
    """Tasks per second of one stream; every answer is read and counted."""
    run = secrets.token_hex(4)
    lines = [_line(f"{run}-{place}") for place in range(tasks)]
    pieces = [b"".join(lines[start : start + 200]) for start in range(0, tasks, 200)]
    started = time.perf_counter()
    created = 0
    for answer in client.stream(f"/api/projects/{PROJECT}/tasks", pieces):
        created += b'"status":"created"' in answer
        if created % 10_000 == 0:
            peaks.append(process.memory_info().rss)
    seconds = time.perf_counter() - started
    assert created == tasks, f"{created} tasks were created, not {tasks}"
    return tasks / seconds


def _line(unique_id: str) -> bytes:
    return orjson.dumps(
        {
            "unique_id": unique_id,
            "instruction": "Is this company public or private? Judge by what the text says.",
            "attachment": "A company that " * 20,
            **PARAMS,
            "metadata": {"source": "bench", "row": 12345},
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


class Client:
    """One kept connection; light, since it shares the cores with what is measured."""

    def __init__(self, address: str, key: str) -> None:
        self._connection = http.client.HTTPConnection(address)
        self._headers = {"Authorization": f"Basic {b64encode(f'{key}:'.encode()).decode()}"}

    def call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """The JSON that a call answers."""
        self._connection.request(
            method, path, None if body is None else orjson.dumps(body), self._headers
        )
        answer = self._connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        return orjson.loads(content)

    def stream(self, path: str, pieces: list[bytes]) -> Iterator[bytes]:
        """The lines that a bulk stream answers, once it is sent."""
        self._connection.request("POST", path, iter(pieces), self._headers, encode_chunked=True)
        answer = self._connection.getresponse()
        assert answer.status == 200, answer.read()
        yield from answer


@contextmanager
def _server(url: str) -> Generator[tuple[str, psutil.Process]]:
    with subprocess.Popen(
        [sys.executable, "-m", "bench.ingest", "--serve", url], stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().decode().strip()
            _wait_for(address)
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    host, port = address.split(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port))).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def _serve(url: str) -> None:
    configure("warning")
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"127.0.0.1:{listener.getsockname()[1]}", flush=True)
    with tempfile.TemporaryDirectory() as data:
        app = build_app(Settings(database_url=url, data=Path(data), log_level="warning"))
        config = uvicorn.Config(app, log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


async def _make_key(url: str) -> str:
    async with (
        Database(url, role="goldwright_app", size=1) as db,
        db.transaction(operator("")) as conn,
    ):
        organisation_id = await create_organisation(conn, "bench")
        return (await create_key(conn, organisation_id, "live")).secret


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607  whatever git is installed
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip()


if __name__ == "__main__":
    main()
