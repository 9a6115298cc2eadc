"""The task that every benchmark sends: a text to sort into three classes, about 560 bytes."""

import random
from collections.abc import AsyncGenerator, AsyncIterable

import orjson

PROJECT = "bench"
CATEGORIES = ["positive", "negative", "neutral"]
# fmt: off
_WORDS = [
    "again", "arrived", "battery", "box", "broken", "bright", "button", "cable", "charger",
    "colour", "cover", "delivery", "display", "early", "engine", "friend", "garden", "gift",
    "handle", "heavy", "invoice", "kettle", "ladder", "lamp", "late", "light", "manual", "mirror",
    "never", "noise", "order", "paint", "paper", "price", "quick", "quiet", "refund", "screen",
    "service", "shelf", "sound", "sturdy", "support", "switch", "table", "telephone", "thread",
    "ticket", "touch", "week", "window", "wrong", "yellow",
]
# fmt: on


def review(number: int) -> dict[str, object]:
    """The same task for the same number, wherever it is sent."""
    drawn = random.Random(number)
    text = f"#{number} " + " ".join(drawn.choice(_WORDS) for _ in range(60))
    return {
        "instruction": "What does the writer think of what they bought?",
        "attachment_type": "text",
        "attachment": text[:330].ljust(330, "."),
        "categories": CATEGORIES,
        "metadata": {"source": f"shop-{number % 97}", "stars": number % 5 + 1},
    }


def line(number: int, prefix: str = "review") -> bytes:
    """One line of a bulk stream."""
    return orjson.dumps(
        {"unique_id": f"{prefix}-{number:08d}", **review(number)}, option=orjson.OPT_APPEND_NEWLINE
    )


async def lines(first: int, count: int, prefix: str = "review") -> AsyncGenerator[bytes]:
    """So many lines in pieces of 200."""
    for start in range(first, first + count, 200):
        end = min(start + 200, first + count)
        yield b"".join(line(number, prefix) for number in range(start, end))


async def count(pieces: AsyncIterable[bytes], word: bytes) -> int:
    """How often a word comes in a stream, wherever its pieces are cut."""
    found, rest = 0, b""
    async for piece in pieces:
        text = rest + piece
        found += text.count(word)
        rest = text[-(len(word) - 1) :] if len(word) > 1 else b""
    return found
