"""PNG files from arrays (ISO/IEC 15948): unfiltered rows, deflated, which needs no library."""

import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
GREY, RGB, RGBA = 0, 2, 6
COLOUR_TYPES: Final = {1: GREY, 3: RGB, 4: RGBA}


def png(pixels: NDArray[np.unsignedinteger]) -> bytes:
    """The file of an image (height, width, channels): 1, 3 or 4 channels of 8 or 16 bits."""
    height, width, channels = pixels.shape
    bits = pixels.dtype.itemsize * 8
    rows = pixels.astype(pixels.dtype.newbyteorder(">")).view(np.uint8).reshape(height, -1)
    # Every row opens with the number of its filter, 0 for none.
    body = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1).tobytes()
    header = struct.pack(">IIBBBBB", width, height, bits, COLOUR_TYPES[channels], 0, 0, 0)
    return (
        SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(body, level=6))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
