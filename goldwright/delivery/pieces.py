"""Lines put together, since a step for every line costs more than the line; rows as a table."""

import csv
import io
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile

import orjson

from goldwright.task_types.contract import JsonObject
from goldwright.task_types.rows import cell

_PIECE_BYTES = 256 * 1024
_HELD_BYTES = 16 * 1024 * 1024


def gathered(lines: Iterator[bytes], *, piece_bytes: int = _PIECE_BYTES) -> Iterator[bytes]:
    """The lines in pieces large enough to be worth a step each."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= piece_bytes:
            yield b"".join(held)
            held.clear()
            size = 0
    if held:
        yield b"".join(held)


def table(rows: Iterable[JsonObject]) -> Iterator[bytes]:
    """CSV with a column for every key of any row; rows wait on disk until all keys are known."""
    columns: dict[str, None] = {}
    with SpooledTemporaryFile(max_size=_HELD_BYTES) as held:
        for row in rows:
            columns.update(dict.fromkeys(row))
            held.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        held.seek(0)
        text = io.StringIO()
        writer = csv.DictWriter(text, list(columns), lineterminator="\n")
        if columns:
            writer.writeheader()
        for line in held:
            writer.writerow({name: cell(value) for name, value in orjson.loads(line).items()})
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
