"""Lines put together, since a step for every line costs more than the line."""

from collections.abc import Iterator

_PIECE_BYTES = 256 * 1024


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
