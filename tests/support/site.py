"""A real server with something to work on, spoken to over a socket, byte by byte."""

import json
import socket
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http.client import BadStatusLine, HTTPResponse
from pathlib import Path

import httpx

from tests.support.factories import (
    make_member,
    make_organisation,
    make_project,
    make_task,
    make_worker,
    opened,
)
from tests.support.server import running_server

BODY_BYTES_MAX = 1_000_000
JSON = "application/json"
_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        """The body, read."""
        return json.loads(self.body)

    def lines(self) -> list[list[str]]:
        """What each line of the body has."""
        return [sorted(json.loads(line)) for line in self.body.splitlines()]


@dataclass(frozen=True)
class Site:
    """A server, and a way in for each kind of caller."""

    port: int
    key: str
    member: str
    worker: str
    assignment_id: str
    task_id: str

    def send(self, head: Iterable[str], body: Iterable[bytes] = ()) -> Answer:
        """The answer to these very bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=_SECONDS) as sent:
            with suppress(ConnectionError):  # it has heard enough; the answer is there all the same
                sent.sendall("\r\n".join([*head, "Host: x", "", ""]).encode("latin-1"))
                for piece in body:
                    sent.sendall(piece)
            return _read(sent, next(iter(head)).partition(" ")[0])

    def hang_up(self, head: Iterable[str], body: bytes) -> int | None:
        """The status, if there is an answer, to bytes after which we say no more."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=_SECONDS) as sent:
            sent.sendall("\r\n".join([*head, "Host: x", "", ""]).encode("latin-1") + body)
            sent.shutdown(socket.SHUT_WR)
            with suppress(BadStatusLine, ConnectionError):
                return _read(sent).status
        return None

    def call(self, target: str, body: bytes, content_type: str | None = JSON) -> Answer:
        """The answer to a whole body with its length."""
        head = [*self.head(target), f"Content-Length: {len(body)}"]
        if content_type is not None:
            head.append(f"Content-Type: {content_type}")
        return self.send(head, [body])

    def head(self, target: str) -> list[str]:
        """The request line for `METHOD /path`, with ids filled in, and who asks."""
        path = target.format(assignment=self.assignment_id, task=self.task_id)
        caller = self.key if " /v1" in path else self.member
        if "/assignments/" in path:
            caller = self.worker
        return [f"{path} HTTP/1.1", f"Authorization: {caller}", "Connection: close"]

    def is_alive(self) -> bool:
        """Whether it still serves: a check that asks the database."""
        return self.send(["GET /readyz HTTP/1.1", "Connection: close"]).status == 200


def is_problem(answer: Answer) -> bool:
    """Whether it is what /api promises of an error."""
    return (
        answer.headers["content-type"] == "application/problem+json"
        and answer.json["status"] == answer.status
        and bool(answer.json["code"])
        and bool(answer.json["detail"])
    )


def is_wire_error(answer: Answer) -> bool:
    """Whether it is what the contract of /v1 promises of an error."""
    return (
        answer.json.keys() == {"status_code", "error"}
        and answer.json["status_code"] == answer.status
    )


@asynccontextmanager
async def running_site(database_url: str, folder: Path) -> AsyncGenerator[Site]:
    """A server with an organisation whose project is named bad; a worker holds its only task."""
    async with opened(database_url) as db:
        organisation = await make_organisation(db)
        project_id = await make_project(db, organisation, name="bad")
        task_id = await make_task(db, organisation, project_id)
        member = await make_member(db, organisation)
        worker = await make_worker(db, organisation)
    with running_server(database_url, folder, body_bytes_max=BODY_BYTES_MAX) as address:
        async with httpx.AsyncClient(base_url=address, headers=worker.headers) as client:
            held = (await client.post("/api/assignments/next", json={})).json()["assignments"]
        yield Site(
            port=int(address.rpartition(":")[2]),
            key=f"Bearer {organisation.live_key}",
            member=f"Bearer {member.token}",
            worker=f"Bearer {worker.token}",
            assignment_id=held[0]["assignment_id"],
            task_id=task_id,
        )


def _read(sent: socket.socket, method: str = "GET") -> Answer:
    answer = HTTPResponse(sent, method=method)
    answer.begin()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, headers, answer.read())
