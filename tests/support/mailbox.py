"""A mail server on loopback that keeps what it is given."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """Its address as a setting, and the letters that came."""

    smtp_url: str
    letters: list[EmailMessage] = field(default_factory=list)

    async def until(self, count: int, *, seconds: float = 10) -> list[EmailMessage]:
        """What came, once there are so many."""
        async with asyncio.timeout(seconds):
            while len(self.letters) < count:  # noqa: ASYNC110  short, and simple to read
                await asyncio.sleep(0.01)
        return self.letters


def link_in(letter: EmailMessage) -> str:
    """The one link with a token that a letter holds."""
    (found,) = re.findall(r"https?://\S+#\S*", letter.get_content())
    return found


@asynccontextmanager
async def receiving_mail() -> AsyncGenerator[Mailbox]:
    """A mail server on a free port, until the end of the block."""
    found = Mailbox("")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                found.letters.append(
                    message_from_bytes(body.removesuffix(b".\r\n"), policy=policy.default)
                )
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            await writer.drain()
            if word == b"QUIT":
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    found.smtp_url = f"smtp://127.0.0.1:{port}"
    async with server:
        yield found
