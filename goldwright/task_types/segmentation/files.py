"""How customers read and write it: images behind URLs, and what each index stands for."""

import colorsys
import itertools
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from goldwright.errors import ResponseInvalidError
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.index_maps import Indexes, from_runs, to_runs
from goldwright.task_types.json_values import object_at
from goldwright.task_types.segmentation.png import png, read_png
from goldwright.task_types.segmentation.schema import (
    MOST_PIXELS,
    Params,
    Response,
    Segment,
    mapped,
)

COMBINED: Final = ("image", "indexedImage", "extendedIndexedImage")
GOLDEN: Final = 0.618033988749895
"""Steps of this share round the colour circle never come close to each other early."""
BYTE = 256
MOST_CHANGES = 1_000_000
"""From one pixel to the next; an image with more is a photograph rather than a map."""


def wire_response(
    params: JsonObject, response: JsonObject, link: Callable[[str], str]
) -> JsonObject:
    """URLs of the combined image in three forms and of one image for each segment."""
    read, drawn = Params.model_validate(params), Response.model_validate(response)
    counts: Counter[int] = Counter()
    for index, count in zip(drawn.runs[::2], drawn.runs[1::2], strict=True):
        counts[index] += count
    instances = read.instances()
    taken = {one.index for one in drawn.segments}
    free = (index for index in itertools.count(1) if index not in taken)
    labeled: JsonObject = {}
    mapping: JsonObject = {}
    for name in read.names():
        segments = [one for one in drawn.segments if one.label == name]
        if name in instances:
            labeled[name] = [link(_file_of(one)) for one in segments]
            mapping[name] = [_described(read, one, counts) for one in segments]
            continue
        segment = segments[0] if segments else Segment(index=next(free), label=name)
        described = _described(read, segment, counts)
        labeled[name] = link(_file_of(segment)) if described["numPixels"] else None
        mapping[name] = described
    combined: JsonObject = {name: link(f"{name}.png") for name in COMBINED}
    return {
        "annotations": {
            "combined": combined,
            "labeled": labeled,
            "unlabeled": link("unlabeled.png"),
        },
        "labelMapping": mapping,
    }


def result_file(params: JsonObject, response: JsonObject, name: str) -> bytes | None:
    """One PNG: a combined image, or the mask of a segment, 255 where it is."""
    drawn = Response.model_validate(response)
    stem, dot, suffix = name.rpartition(".")
    indexes = from_runs(drawn.runs).reshape(drawn.height, drawn.width)
    if not dot or suffix != "png":
        return None
    if stem == "image":
        return png(_coloured(indexes))
    if stem == "indexedImage":
        kind = np.uint8 if int(indexes.max()) < BYTE else np.uint16
        return png(indexes.astype(kind))
    if stem == "extendedIndexedImage":
        # Red is the least significant byte.
        low_first = [indexes // BYTE**place % BYTE for place in range(3)]
        return png(np.stack(low_first, axis=2).astype(np.uint8))
    files: Mapping[str, int] = {_file_of(one): one.index for one in drawn.segments}
    wanted = 0 if stem == "unlabeled" else files.get(name)
    return None if wanted is None else png(np.where(indexes == wanted, 255, 0).astype(np.uint8))


def wire_files(response: JsonObject) -> list[str]:
    """The URL of the one image that says all: of `indexedImage`, unless indexes need 24 bits."""
    combined = object_at(object_at(response, "annotations"), "combined")
    is_wide = any(index >= BYTE**2 for _, index, _ in _mapped(response))
    url = combined.get("extendedIndexedImage" if is_wide else "indexedImage")
    return [url] if isinstance(url, str) else []


def read_wire(response: JsonObject, contents: Mapping[str, bytes]) -> JsonObject:
    """The response that this image and `labelMapping` spell."""
    urls = wire_files(response)
    if not urls:
        return response
    try:
        pixels = read_png(contents[urls[0]], pixels_max=MOST_PIXELS)
    except ResponseInvalidError as error:
        raise ResponseInvalidError(f"{urls[0]} {error.message}") from None
    if pixels.ndim > 2:  # noqa: PLR2004  rows, columns and then channels, red the lowest byte
        low, middle, high = (pixels[..., place].astype(np.uint32) for place in range(3))
        pixels = low + middle * BYTE + high * BYTE**2
    flat = pixels.ravel()
    if np.count_nonzero(flat[1:] != flat[:-1]) > MOST_CHANGES:
        raise ResponseInvalidError(
            f"{urls[0]} changes its index more than {MOST_CHANGES:,} times; send a map of segments."
        )
    present = set(np.unique(flat).tolist())
    segments: list[Json] = [
        {"index": index, "label": label, **({"attributes": answers} if answers else {})}
        for label, index, answers in _mapped(response)
        if index in present
    ]
    height, width = pixels.shape
    runs = cast("list[Json]", to_runs(flat))  # whole numbers are JSON
    return {"width": width, "height": height, "segments": segments, "runs": runs}


def _mapped(response: JsonObject) -> list[tuple[str, int, Json]]:
    """Label, index and attributes of the segments that `labelMapping` tells of."""
    found: list[tuple[str, int, Json]] = []
    for _, label, told in mapped(response):
        index = told.get("index") if isinstance(told, dict) else None
        if isinstance(told, dict) and isinstance(index, int):
            found.append((label, index, told.get("attributes")))
    return found


def coco_rows(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row for each segment as an annotation of COCO, with its run lengths by columns.

    Lost: nothing of the pixels; the index becomes the id.
    """
    drawn = Response.model_validate(response)
    indexes = from_runs(drawn.runs).reshape(drawn.height, drawn.width)
    instances = Params.model_validate(params).instances()
    return [
        _coco(one, indexes == one.index, is_crowd=one.label not in instances)
        for one in drawn.segments
        if np.any(indexes == one.index)
    ]


def _coco(segment: Segment, mask: NDArray[np.bool_], *, is_crowd: bool) -> JsonObject:
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    left, top = int(columns[0]), int(rows[0])
    flat = mask.ravel(order="F").astype(np.int8)
    changes = np.nonzero(np.diff(np.concatenate([[0], flat])))[0]
    counts: list[Json] = [int(one) for one in np.diff(np.concatenate([[0], changes, [flat.size]]))]
    height, width = mask.shape
    return {
        "id": segment.index,
        "category": segment.label,
        "bbox": [left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1],
        "area": int(mask.sum()),
        "iscrowd": int(is_crowd),
        "attributes": segment.attributes or {},
        "segmentation": {"size": [height, width], "counts": counts},
    }


def _described(params: Params, segment: Segment, counts: Mapping[int, int]) -> JsonObject:
    red, green, blue = _colour(segment.index)
    described: JsonObject = {
        "index": segment.index,
        "color": f"#{red:02x}{green:02x}{blue:02x}",
        "numPixels": counts.get(segment.index, 0),
    }
    if params.annotation_attributes:
        described["attributes"] = segment.attributes
    return described


def _file_of(segment: Segment) -> str:
    return f"segment-{segment.index}.png"


def _colour(index: int) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb((index - 1) * GOLDEN % 1, 1.0, 1.0)
    return round(red * 255), round(green * 255), round(blue * 255)


def _coloured(indexes: Indexes) -> NDArray[np.uint8]:
    """RGBA, transparent where unlabeled."""
    present, places = np.unique(indexes, return_inverse=True)
    palette = np.array(
        [(*_colour(index), 255) if index else (0, 0, 0, 0) for index in present.tolist()], np.uint8
    )
    return palette[places.reshape(indexes.shape)]
