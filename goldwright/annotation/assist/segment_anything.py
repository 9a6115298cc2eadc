"""A Segment Anything model (Kirillov and others 2023), of which the operator has the ONNX files.

Two files, as the model's own exporter and those of its smaller kin write them. The encoder takes
the picture as its first input: either (1, 3, 1024, 1024), normalised and padded, or
(height, width, 3) as it is. The decoder takes the encoder's first output with `point_coords`,
`point_labels`, `mask_input`, `has_mask_input` and `orig_im_size`, and gives masks and how good it
thinks they are.
"""

from collections import OrderedDict
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]: it ships none
from numpy.typing import NDArray

from goldwright.annotation.assist.finding import Found, Picture, Window
from goldwright.annotation.assist.records import Prompt

_SIDE = 1024
_MEAN = np.array([123.675, 116.28, 103.53], np.float32)  # red, green, blue, as it was trained
_DEVIATION = np.array([58.395, 57.12, 57.375], np.float32)
_OUTSIDE, _INSIDE, _PADDING, _TOP_LEFT, _BOTTOM_RIGHT = 0.0, 1.0, -1.0, 2.0, 3.0
_KEPT = 4  # pictures whose embedding is remembered: the encoder is what takes seconds

Floats = NDArray[np.float32]


class SegmentAnything:
    """Finds what is meant with the model in two ONNX files."""

    def __init__(self, encoder: Path, decoder: Path) -> None:
        self._encoder = _opened(encoder)
        self._decoder = _opened(decoder)
        self._kept: OrderedDict[str, Floats] = OrderedDict()

    def find(self, key: str, picture: Picture, prompt: Prompt) -> Found:
        """What is meant, at 1024 pixels."""
        height, width = picture.shape[:2]
        scale = _SIDE / max(width, height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        if key not in self._kept:
            self._kept[key] = self._embedding(picture, size)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        places, labels = _points(prompt, scale)
        masks, scores = self._decoder.run(
            None,
            {
                "image_embeddings": self._kept[key],
                "point_coords": places[None],
                "point_labels": labels[None],
                "mask_input": np.zeros((1, 1, 256, 256), np.float32),
                "has_mask_input": np.zeros(1, np.float32),
                "orig_im_size": np.array([size[1], size[0]], np.float32),
            },
        )[:2]
        best = masks[0, int(np.argmax(scores[0]))] > 0
        return Found(Window(0, 0, width, height), best)

    def _embedding(self, picture: Picture, size: tuple[int, int]) -> Floats:
        resized = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        pixels = cv2.cvtColor(resized, cv2.COLOR_BGR2RGB).astype(np.float32)
        asked = self._encoder.get_inputs()[0]
        if len(asked.shape) == 4:  # noqa: PLR2004  with a batch: it wants them normalised
            padded = np.zeros((1, 3, _SIDE, _SIDE), np.float32)
            padded[0, :, : size[1], : size[0]] = ((pixels - _MEAN) / _DEVIATION).transpose(2, 0, 1)
            pixels = padded
        return self._encoder.run(None, {asked.name: pixels})[0]


def _points(prompt: Prompt, scale: float) -> tuple[Floats, Floats]:
    """The clicks and the corners of the box; without a box the model wants a point of padding."""
    places = [[click.x, click.y] for click in prompt.clicks]
    labels = [_INSIDE if click.is_inside else _OUTSIDE for click in prompt.clicks]
    if prompt.box:
        left, top, right, bottom = prompt.box
        places += [[left, top], [right, bottom]]
        labels += [_TOP_LEFT, _BOTTOM_RIGHT]
    else:
        places += [[0.0, 0.0]]
        labels += [_PADDING]
    return np.array(places, np.float32) * np.float32(scale), np.array(labels, np.float32)


def _opened(path: Path) -> Any:  # noqa: ANN401  onnxruntime has no types
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
