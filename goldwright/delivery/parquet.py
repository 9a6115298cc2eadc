"""CSV lines into a Parquet file, a row group at a time, so that memory stays flat."""

# pyarrow comes without types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false

import io
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyarrow import csv, parquet

from goldwright.delivery.pieces import gathered

_ROW_GROUP_BYTES = 16 * 1024 * 1024

_TIME = pa.timestamp("us", "UTC")
# Anything not named here is text; JSON stays JSON text.
_COLUMN_TYPES: dict[str, pa.DataType] = {
    "confidence": pa.float64(),  # which says 0.8 where the text does
    "project_version": pa.int32(),
    "created_at": _TIME,
    "updated_at": _TIME,
    "completed_at": _TIME,
    "submitted_at": _TIME,
    "counted": pa.bool_(),
    "prelabel_shown": pa.bool_(),
    "active_seconds": pa.float64(),
    "pay_micros": pa.int64(),
}


def write_parquet(lines: Iterator[bytes]) -> Iterator[bytes]:
    """A Parquet file from CSV lines with a header, row group by row group."""
    names = next(lines).decode().rstrip("\n").split(",")
    schema = pa.schema([(name, _COLUMN_TYPES.get(name, pa.string())) for name in names])
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for block in gathered(lines, piece_bytes=_ROW_GROUP_BYTES):
            writer.write_table(_read_csv(block, schema))
            yield sink.take()
    yield sink.take()


def _read_csv(block: bytes, schema: pa.Schema) -> pa.Table:
    # Whole rows at a time and not Arrow's streaming reader, which reads ahead in threads of its own
    # and would still be at our connection when an export is broken off.
    return csv.read_csv(
        pa.BufferReader(block),
        read_options=csv.ReadOptions(
            column_names=schema.names, block_size=len(block) + 1, use_threads=False
        ),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        # PostgreSQL writes a null as nothing and an empty text as "".
        convert_options=csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


class _Sink(io.RawIOBase):
    """A file to write whose bytes are taken out as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:  # noqa: ANN401  any buffer
        self._held.append(bytes(piece))
        return len(self._held[-1])

    def take(self) -> bytes:
        taken = b"".join(self._held)
        self._held.clear()
        return taken
