"""HTTP/1.1 over kept connections, about 50 µs a call: clients share the cores with the server."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncGenerator, AsyncIterable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

import orjson


class CallFailedError(Exception):
    """An answer other than 2xx; the client may ask again."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"{status} {body[:300]!r}")
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the headers of an answer whose body is still to be read."""

    status: int
    headers: dict[bytes, bytes]


class Client:
    """One kept connection; one call at a time. It opens at the first call and again when lost."""

    def __init__(self, address: str, authorization: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._head = f"Host: {parts.netloc}\r\nAuthorization: {authorization}\r\n".encode()
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    @classmethod
    def with_key(cls, address: str, key: str) -> Self:
        """A customer's client."""
        return cls(address, f"Basic {b64encode(f'{key}:'.encode()).decode()}")

    @classmethod
    def with_token(cls, address: str, token: str) -> Self:
        """A worker's client."""
        return cls(address, f"Bearer {token}")

    async def call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401  JSON
        """The JSON that a call answers; CallFailedError for a status from 300 on."""
        content = await self.call_raw(method, path, b"" if body is None else orjson.dumps(body))
        return orjson.loads(content) if content else None

    async def call_raw(self, method: str, path: str, body: bytes) -> bytes:
        """The bytes that a call answers."""
        kind = b"Content-Type: application/json\r\n" if body else b""
        length = f"Content-Length: {len(body)}\r\n\r\n".encode()
        try:
            reader, writer = await self._open()
            writer.write(self._start(method, path) + kind + length + body)
            answer = await _read_head(reader)
            content = b"".join([piece async for piece in _read_body(reader, answer)])
            if answer.headers.get(b"connection", b"").lower() == b"close":
                self.close()
        except BaseException:
            self.close()
            raise
        _refuse(answer, content)
        return content

    async def stream(
        self, method: str, path: str, pieces: AsyncIterable[bytes] | None = None
    ) -> AsyncGenerator[bytes]:
        """The answer's body as it arrives, while the request's is still being sent."""
        reader, writer = await self._open()
        head = self._start(method, path)
        if pieces is None:
            writer.write(head + b"\r\n")
            sending = None
        else:
            kind = b"Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
            writer.write(head + kind)
            sending = asyncio.create_task(_send_chunks(writer, pieces))
        try:
            answer = await _read_head(reader)
            async for piece in _read_body(reader, answer):
                _refuse(answer, piece)
                yield piece
            if sending:
                await sending
        except BaseException:
            self.close()
            raise
        finally:
            if sending:
                sending.cancel()

    def close(self) -> None:
        """Let the connection go; the next call opens another."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    def _start(self, method: str, path: str) -> bytes:
        return f"{method} {path} HTTP/1.1\r\n".encode() + self._head

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is not None and self._streams[0].at_eof():
            self.close()  # the server closes what was quiet for some seconds
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port, limit=1 << 20)
        return self._streams


def _refuse(answer: Answer, content: bytes) -> None:
    if answer.status >= 300:
        raise CallFailedError(answer.status, content)


async def _send_chunks(writer: asyncio.StreamWriter, pieces: AsyncIterable[bytes]) -> None:
    async for piece in pieces:
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        await writer.drain()
    writer.write(b"0\r\n\r\n")
    await writer.drain()


async def _read_head(reader: asyncio.StreamReader) -> Answer:
    first, *lines = (await reader.readuntil(b"\r\n\r\n"))[:-4].split(b"\r\n")
    pairs = (line.split(b":", 1) for line in lines)
    return Answer(
        int(first.split(b" ", 2)[1]), {name.lower(): value.strip() for name, value in pairs}
    )


async def _read_body(reader: asyncio.StreamReader, answer: Answer) -> AsyncGenerator[bytes]:
    length = answer.headers.get(b"content-length")
    if length is not None:
        yield await reader.readexactly(int(length))
    elif answer.headers.get(b"transfer-encoding", b"").lower() == b"chunked":
        while size := int((await reader.readline()).split(b";")[0], 16):
            yield await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readline()
    elif answer.status not in {204, 304}:
        while piece := await reader.read(1 << 16):
            yield piece
