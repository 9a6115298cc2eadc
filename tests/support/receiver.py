"""A receiver of requests on loopback: it keeps what came and answers as it is told."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson


@dataclass(frozen=True)
class Received:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        """The body, read."""
        return orjson.loads(self.body)


@dataclass
class Answer:
    """What is sent back; with `seconds`, after a while."""

    status: int = 200
    body: bytes = b"OK"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass
class Receiver:
    """Its address, what came so far, and how it answers."""

    address: str
    answer: Callable[[Received], Answer] = lambda _: Answer()
    received: list[Received] = field(default_factory=list)

    async def until(self, count: int, *, seconds: float = 10) -> list[Received]:
        """What came, once there are so many."""
        async with asyncio.timeout(seconds):
            while len(self.received) < count:  # noqa: ASYNC110  short, and simple to read
                await asyncio.sleep(0.01)
        return self.received


@asynccontextmanager
async def receiving() -> AsyncGenerator[Receiver]:
    """A receiver on a free port, until the end of the block."""
    found = Receiver("")
    connections: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            while await _serve_one(found, reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            connections.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    found.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield found
    finally:
        server.close()
        for one in list(connections):
            one.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _serve_one(
    receiver: Receiver, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bool:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    except asyncio.IncompleteReadError:
        return False
    method, path, _ = head[0].split(" ")
    headers = {
        name.lower(): value
        for name, _, value in (line.partition(": ") for line in head[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    received = Received(method, path, headers, body)
    receiver.received.append(received)
    answer = receiver.answer(received)
    await asyncio.sleep(answer.seconds)
    sent = {"Content-Length": str(len(answer.body)), **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} Answer", *(f"{k}: {v}" for k, v in sent.items()), "", ""]
    writer.write("\r\n".join(lines).encode() + answer.body)
    await writer.drain()
    return True
