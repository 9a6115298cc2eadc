"""The process that finds outlines: `python -m goldwright.annotation.assist.drawing`.

A request is a line of JSON and the bytes of the picture behind it, none when the process has it
already; the answer is a line of JSON. It ends when the server does, and after ten quiet minutes.
"""

import json
import os
import select
import sys
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

_PIXELS_MAX = 100_000_000
_QUIET_SECONDS = 600
_BYTES_KEPT = 100_000_000  # of pictures, but for the last one: some of ordinary size

# OpenCV reads it when it is loaded: of a larger picture nothing is unpacked.
os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(_PIXELS_MAX)

import cv2  # noqa: E402
import numpy as np  # noqa: E402

from goldwright.annotation.assist.finding import Finder, Picture  # noqa: E402
from goldwright.annotation.assist.outlines import outline_of  # noqa: E402
from goldwright.annotation.assist.records import prompt_of  # noqa: E402


def main() -> None:
    """Answer until there is nobody to answer."""
    with suppress(OSError):
        os.nice(5)  # the server's own answers come first
    inbox = sys.stdin.buffer
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    desk = _Drawing(_finder(*sys.argv[1:]))
    while select.select([inbox], [], [], _QUIET_SECONDS)[0]:
        line = inbox.readline()
        if not line:
            return
        outbox.write(json.dumps(desk.answer(json.loads(line), inbox)).encode() + b"\n")
        outbox.flush()


class _Drawing:
    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._kept: OrderedDict[str, Picture] = OrderedDict()

    def answer(self, asked: dict[str, Any], inbox: BinaryIO) -> dict[str, Any]:  # JSON of our own
        """The outline, or why there is none."""
        key, size = str(asked["key"]), int(asked["bytes"])
        if size and not self._keep(key, inbox.read(size)):
            return {"problem": "unreadable"}
        if key not in self._kept:
            return {"problem": "missing"}
        self._kept.move_to_end(key)
        outline = outline_of(self._finder.find(key, self._kept[key], prompt_of(asked)))
        return {"vertices": outline.vertices, "holes": outline.holes}

    def _keep(self, key: str, sent: bytes) -> bool:
        try:
            picture = cv2.imdecode(np.frombuffer(sent, np.uint8), cv2.IMREAD_COLOR)
        except cv2.error:  # too many pixels, say
            return False
        if picture is None:  # pyright: ignore[reportUnnecessaryComparison]: it is, of no picture
            return False
        self._kept[key] = np.asarray(picture, np.uint8)
        while sum(one.size for one in self._kept.values()) > _BYTES_KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)
        return True


def _finder(encoder: str = "", decoder: str = "") -> Finder:
    if encoder:
        from goldwright.annotation.assist.segment_anything import (  # noqa: PLC0415  heavy
            SegmentAnything,
        )

        return SegmentAnything(Path(encoder), Path(decoder))
    from goldwright.annotation.assist.grabcut import GrabCut  # noqa: PLC0415  one or the other

    return GrabCut()


if __name__ == "__main__":
    main()
