"""One COCO file of many tasks, for the task types whose rows are annotations of COCO."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from urllib.parse import urlsplit

import orjson

from goldwright.task_types.contract import Exported, JsonObject

_HELD_BYTES = 1_000_000
_PIECE_BYTES = 256 * 1024


def coco_document(tasks: Iterator[Exported]) -> Iterator[bytes]:
    """Annotations as they come, then the images and categories that they point at.

    Images without annotations are there too. Their width and height are there where the rows know
    them: a task tells only where its image is.
    """
    categories: dict[str, int] = {}
    annotations = 0
    yield b'{"annotations":['
    with SpooledTemporaryFile(max_size=_HELD_BYTES) as images:
        for image_id, task in enumerate(tasks, start=1):
            images.write((b"," if image_id > 1 else b"") + orjson.dumps(_image(image_id, task)))
            for row in task.rows:
                name = str(row["category"])
                annotations += 1
                annotation: JsonObject = {
                    **{key: value for key, value in row.items() if key != "category"},
                    "id": annotations,
                    "image_id": image_id,
                    "category_id": categories.setdefault(name, len(categories) + 1),
                }
                yield (b"," if annotations > 1 else b"") + orjson.dumps(annotation)
        yield b'],"images":['
        images.seek(0)
        while piece := images.read(_PIECE_BYTES):
            yield piece
    named = [{"id": number, "name": name} for name, number in categories.items()]
    yield b'],"categories":' + orjson.dumps(named) + b"}\n"


def _image(image_id: int, task: Exported) -> JsonObject:
    address = str(task.params.get("attachment", ""))
    place = urlsplit(address)
    # A stored file's address ends in its id, which says nothing to anybody.
    named = PurePosixPath(place.path).name if place.scheme != "scaledata" else ""
    image: JsonObject = {
        "id": image_id,
        "file_name": named or task.unique_id or task.task_id,
        "coco_url": address,
        "task_id": task.task_id,
        "unique_id": task.unique_id,
    }
    for row in task.rows:
        mask = row.get("segmentation")
        if isinstance(mask, dict) and isinstance(size := mask.get("size"), list):
            image["height"], image["width"] = size
            break
    return image
