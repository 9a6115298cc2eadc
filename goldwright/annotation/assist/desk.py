"""The server's side of the process that finds outlines.

It is started when first asked, serves one request at a time, and is ended when it takes too long.
While a picture is on its way others are served.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import orjson

from goldwright.annotation.assist.records import Prompt
from goldwright.errors import AssistUnavailableError, InvalidInputError
from goldwright.settings import Settings

_SECONDS_MAX = 30
_READING_SECONDS_MAX = 30
_READING_MAX = 2  # pictures on their way, each of which is held whole
_WAITING_MAX = 16
_ANSWER_BYTES_MAX = 1 << 20
_MODULE = "goldwright.annotation.assist.drawing"

ReadPicture = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Method:
    """How outlines are found here, or why they cannot be."""

    name: str
    problem: str = ""


class Desk:
    """Takes what workers point at, gives outlines."""

    def __init__(self, settings: Settings) -> None:
        self._models = [
            str(path) for path in (settings.assist_encoder, settings.assist_decoder) if path.name
        ]
        self.method = _method(self._models)
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._reading = asyncio.Semaphore(_READING_MAX)
        self._waiting = 0

    async def outline(self, key: str, read: ReadPicture, prompt: Prompt) -> dict[str, Any]:  # JSON
        """Vertices and holes of what is meant in the picture that `key` names and `read` reads."""
        if self.method.problem:
            raise AssistUnavailableError(self.method.problem)
        if self._waiting >= _WAITING_MAX:
            raise AssistUnavailableError("Too many outlines are being found; try again shortly.")
        self._waiting += 1
        try:
            return await self._found(key, read, prompt)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def _found(self, key: str, read: ReadPicture, prompt: Prompt) -> dict[str, Any]:
        found = await self._asked(key, b"", prompt)
        if found.get("problem") == "missing":
            async with self._reading:
                found = await self._asked(key, await _in_time(read), prompt)
        if "problem" in found:
            raise InvalidInputError(
                "The attachment is no picture that can be read here, or one of more than "
                "100 megapixels; draw the outline by hand."
            )
        return found

    async def _asked(self, key: str, picture: bytes, prompt: Prompt) -> dict[str, Any]:
        head = {
            "key": key,
            "bytes": len(picture),
            "box": prompt.box,
            "clicks": [(one.x, one.y, one.is_inside) for one in prompt.clicks],
        }
        async with self._turn:
            return orjson.loads(await self._answer(orjson.dumps(head) + b"\n" + picture))

    async def _answer(self, asked: bytes) -> bytes:
        is_done = False
        try:
            async with asyncio.timeout(_SECONDS_MAX):
                process = await self._running()
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write(asked)
                await process.stdin.drain()
                answer = await process.stdout.readline()
            is_done = bool(answer)
        except TimeoutError:
            raise AssistUnavailableError(
                f"The outline took longer than {_SECONDS_MAX} seconds; draw it by hand."
            ) from None
        except ConnectionError:
            answer = b""
        finally:
            if not is_done:  # also when whoever asked has gone: half an answer would be left
                await self.close()
        if not answer:
            raise AssistUnavailableError(
                "The process that finds outlines ended; see the log of the server."
            )
        return answer

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m"),
                _MODULE,
                *self._models,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_ANSWER_BYTES_MAX,
            )
        return self._process


async def _in_time(read: ReadPicture) -> bytes:
    try:
        async with asyncio.timeout(_READING_SECONDS_MAX):
            return await read()
    except TimeoutError:
        raise AssistUnavailableError(
            f"The picture did not come within {_READING_SECONDS_MAX} seconds; draw it by hand."
        ) from None


def _method(models: list[str]) -> Method:
    needed = ("cv2", "onnxruntime") if models else ("cv2",)
    if any(find_spec(name) is None for name in needed):
        return Method("none", "This server has no assist: the extra goldwright[assist] is missing.")
    return Method("segment_anything" if models else "grabcut")
