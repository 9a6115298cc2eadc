"""PNG files from arrays, and back."""

import io
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from goldwright.errors import ResponseInvalidError


def png(pixels: NDArray[np.unsignedinteger]) -> bytes:
    """The file of an image: (height, width) of 8 or 16 bits, or with 3 or 4 channels of 8."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def read_png(content: bytes, *, pixels_max: int) -> NDArray[np.unsignedinteger]:
    """The pixels of a file as `png` takes them; those of a palette are the numbers in it.

    Transparency beside grey is left out.
    """
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if image.width * image.height <= pixels_max:
                shown = image.getchannel(0) if image.mode == "LA" else image
                return cast("NDArray[np.unsignedinteger]", np.asarray(shown))  # PNG has no others
    # A broken file meets whichever of these its bytes lead to.
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise ResponseInvalidError("is no PNG image that can be read") from error
    raise ResponseInvalidError(f"has more than {pixels_max:,} pixels")
