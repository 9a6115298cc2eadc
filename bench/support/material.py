"""What the browser is measured on: a picture, shapes on it by two hands, a long text with spans."""

import io
import random
import uuid

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 4000, 3000
LABELS = ["car", "van", "bus", "person", "sign"]
_TEXT_CHARACTERS = 1_000_000


def picture() -> bytes:
    """A JPEG that looks like a photograph: soft shades with the grain of a camera."""
    drawn = np.random.default_rng(1)
    soft = Image.fromarray(drawn.integers(60, 200, (12, 16, 3), dtype=np.uint8))
    shades = np.asarray(soft.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), dtype=np.int16)
    grain = drawn.integers(-8, 9, (HEIGHT, WIDTH, 1), dtype=np.int16)
    file = io.BytesIO()
    Image.fromarray(np.clip(shades + grain, 0, 255).astype(np.uint8)).save(file, "JPEG", quality=80)
    return file.getvalue()


def shapes(count: int) -> list[dict[str, object]]:
    """Boxes and, each fourth, polygons of twelve vertices, spread over the picture."""
    drawn = random.Random(count)
    return [_shape(drawn, number) for number in range(count)]


def shaken(value: object, drawn: random.Random) -> object:
    """The same shapes by another hand: every number a few pixels off, and ids of their own."""
    if isinstance(value, float):
        return round(max(0, value + drawn.uniform(-4, 4)), 1)
    if isinstance(value, list):
        return [shaken(one, drawn) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: str(uuid.UUID(int=drawn.getrandbits(128))) if key == "uuid" else shaken(one, drawn)
        for key, one in value.items()
    }


def _shape(drawn: random.Random, number: int) -> dict[str, object]:
    left, top = drawn.uniform(0, WIDTH - 90), drawn.uniform(0, HEIGHT - 70)
    width, height = drawn.uniform(12, 90), drawn.uniform(12, 70)
    named: dict[str, object] = {"uuid": f"shape-{number}", "label": drawn.choice(LABELS)}
    if number % 4:
        sides = {"left": left, "top": top, "width": width, "height": height}
        return {**named, "type": "box", **{name: round(side, 1) for name, side in sides.items()}}
    angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    reach = 0.5 - 0.15 * np.array([drawn.random() for _ in angles])
    vertices = [
        {"x": round(left + width * (0.5 + x), 1), "y": round(top + height * (0.5 + y), 1)}
        for x, y in zip(reach * np.cos(angles), reach * np.sin(angles), strict=True)
    ]
    return {**named, "type": "polygon", "vertices": vertices}


def marked_text(count: int) -> tuple[str, list[dict[str, object]]]:
    """A megabyte of sentences, and spans over single words spread over it."""
    drawn = random.Random(count)
    words = [
        "".join(drawn.choices("abcdefghiklmnoprstu", k=drawn.randint(2, 9))) for _ in range(997)
    ]
    text, starts = "", []
    pieces, length = [], 0
    while length < _TEXT_CHARACTERS:
        word = drawn.choice(words)
        ends = drawn.random()
        piece = f"{word}.\n\n" if ends < 0.01 else f"{word}. " if ends < 0.08 else f"{word} "
        starts.append((length, word))
        pieces.append(piece)
        length += len(piece)
    text = "".join(pieces)
    spans = [
        {
            "id": f"span-{number}",
            "start": start,
            "end": start + len(word),
            "text": word,
            "label": drawn.choice(LABELS),
        }
        for number, (start, word) in enumerate(sorted(drawn.sample(starts, count)))
    ]
    return text, spans
