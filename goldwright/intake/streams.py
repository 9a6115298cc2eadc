"""Both ways of a bulk stream at once: a body that may be gzip, answers that never block it."""

import asyncio
import tempfile
import zlib
from asyncio import Event, Task, create_task
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from goldwright.errors import MalformedBodyError

PIECE_BYTES = 1 << 20
IN_MEMORY_BYTES = 1 << 20


async def plain_body(request: Request) -> AsyncIterator[bytes]:
    """The body piece by piece, unpacked if it says that it is gzip."""
    is_packed = request.headers.get("content-encoding", "").lower() == "gzip"
    unpacker = zlib.decompressobj(wbits=31) if is_packed else None
    try:
        async for piece in request.stream():
            if unpacker is None:
                yield piece
                continue
            waiting = piece
            while waiting:
                # A little packed may be a lot of text, so it comes out in pieces.
                yield unpacker.decompress(waiting, PIECE_BYTES)
                waiting = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data:
                    waiting, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=31)
    except zlib.error as error:
        raise MalformedBodyError(f"The body is not gzip: {error}.") from None
    except ClientDisconnect:
        raise MalformedBodyError("The connection closed before the body ended.") from None
    if unpacker is not None and not unpacker.eof:
        raise MalformedBodyError("The gzip body ended early; send it again.")


class Answers(Response):
    """Sends what a generator gives, while the generator reads the request.

    Most clients read nothing before they have sent everything. To stop reading because they do not
    read would stop both sides for ever, so answers wait in a file that the client is sent from.
    """

    media_type = "application/x-ndjson"

    def __init__(self, answers: AsyncGenerator[bytes]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  ASGI's form
        """Answer 200 at once and go on until everything is told."""
        headers = self.raw_headers
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as spool:
            arrived = Event()
            writing = create_task(self._spool(spool, arrived))
            try:
                await _send_spooled(spool, arrived, writing, send)
            finally:
                writing.cancel()
                await asyncio.wait([writing])
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _spool(self, spool: "tempfile.SpooledTemporaryFile[bytes]", arrived: Event) -> None:
        async with aclosing(self._answers) as answers:
            async for answer in answers:
                spool.seek(0, 2)
                spool.write(answer)
                arrived.set()


async def _send_spooled(
    spool: "tempfile.SpooledTemporaryFile[bytes]",
    arrived: Event,
    writing: Task[None],
    send: Send,
) -> None:
    sent = 0
    writing.add_done_callback(lambda _: arrived.set())
    while True:
        await arrived.wait()
        arrived.clear()
        while True:
            spool.seek(sent)
            piece = spool.read(PIECE_BYTES)
            if not piece:
                break
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            sent += len(piece)
        if writing.done() and not arrived.is_set():
            writing.result()
            return
