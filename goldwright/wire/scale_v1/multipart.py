"""A multipart body read as it arrives, so that a file need not wait on a disk in between."""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from goldwright.errors import MalformedBodyError, TooLargeError

FIELD_BYTES_MAX = 1_000_000
_PARTS_MAX = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, the file's name if it is a file, and its bytes, read before the next."""

    name: str
    file_name: str | None
    chunks: AsyncIterator[bytes]

    async def text(self) -> str:
        """The whole part as text. Raises TooLargeError or MalformedBodyError."""
        held = bytearray()
        async for chunk in self.chunks:
            held += chunk
            if len(held) > FIELD_BYTES_MAX:
                raise TooLargeError(
                    f"The field {self.name!r} is larger than {FIELD_BYTES_MAX} bytes."
                )
        try:
            text = held.decode()
        except UnicodeDecodeError:
            raise MalformedBodyError(f"The field {self.name!r} is not UTF-8.") from None
        if "\0" in text:
            raise MalformedBodyError(
                f"The field {self.name!r} holds the character NUL; leave it out."
            )
        return text


class Multipart:
    """The parts of a body, in order; MalformedBodyError when it is none."""

    def __init__(self, content_type: str, stream: AsyncIterator[bytes]) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            raise MalformedBodyError("Send the file as multipart/form-data, in a part named file.")
        self._stream = stream
        # A part is a bytes header, then its bytes, then None.
        self._waiting: deque[bytes | dict[bytes, bytes] | None] = deque()
        self._header_name = bytearray()
        self._header_value = bytearray()
        self._disposition = b""
        self._is_whole = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._on_header_name,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers,
                    "on_part_data": self._on_data,
                    "on_part_end": lambda: self._waiting.append(None),
                    "on_end": self._end,
                },
            )
        except FormParserError as error:
            raise MalformedBodyError(f"The body's boundary cannot be read: {error}") from error

    async def parts(self) -> AsyncIterator[Part]:
        """Each part in turn; what its reader left unread is passed over."""
        for _ in range(_PARTS_MAX):
            head = await self._next()
            if head is None:
                return
            assert isinstance(head, dict)
            chunks = self._chunks()
            file_name = head.get(b"filename")
            yield Part(
                head.get(b"name", b"").decode(errors="replace"),
                None if file_name is None else file_name.decode(errors="replace"),
                chunks,
            )
            async for _ in chunks:
                pass
        raise MalformedBodyError(f"The body has more than {_PARTS_MAX} parts; send fewer.")

    async def _chunks(self) -> AsyncIterator[bytes]:
        while (chunk := await self._next()) is not None:
            assert isinstance(chunk, bytes)
            yield chunk

    async def _next(self) -> bytes | dict[bytes, bytes] | None:
        while not self._waiting:
            try:
                sent = await anext(self._stream, None)
                if sent is None and self._is_whole:
                    return None
                if sent is None:  # cut off on its way: what came of a file is not the file
                    raise MalformedBodyError("The body ends before its last boundary; send it all.")
                self._parser.write(sent)
            except FormParserError as error:
                raise MalformedBodyError(f"The multipart body is broken: {error}") from error
            except ClientDisconnect:
                raise MalformedBodyError("The connection closed before the body ended.") from None
        return self._waiting.popleft()

    def _end(self) -> None:
        self._is_whole = True

    def _begin(self) -> None:
        self._disposition = b""

    def _on_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        if bytes(self._header_name).lower() == b"content-disposition":
            self._disposition = bytes(self._header_value)
        self._header_name.clear()
        self._header_value.clear()

    def _on_headers(self) -> None:
        self._waiting.append(parse_options_header(self._disposition)[1])

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._waiting.append(data[start:end])
