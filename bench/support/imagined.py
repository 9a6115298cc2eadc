"""Made-up tasks of every type with their truth, and people who answer them as people do.

`WORLDS[name]` makes params, a truth for them, and what somebody of a given carefulness answers who
looks at that truth: things moved a little, missed, made up, told apart wrongly, tracks that end
early or change their identity, words mistyped. All is drawn from the generator passed in.
"""

import math
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import numpy as np

from goldwright.task_types.index_maps import from_runs, to_runs

Object = dict[str, Any]  # JSON of many shapes, which the types check

CAREFUL, ORDINARY, CARELESS = 0.5, 1.0, 2.0
"""How much somebody errs, as a multiple of an ordinary person."""

WIDTH, HEIGHT = 1000, 800
FRAMES = 10
_LABELS = ("car", "bus", "person")
_IMAGE = "https://example.com/1.png"
_ATTRIBUTES = {
    "occluded": {"type": "category", "choices": ["no", "partly", "wholly"]},
    "colours": {"type": "category", "choices": ["red", "green", "blue"], "allow_multiple": True},
    "speed": {"type": "number", "min": 0, "max": 200},
}


@dataclass(frozen=True, slots=True)
class World:
    """Tasks of one kind."""

    task_type: str
    params: Callable[[Random], Object]
    truth: Callable[[Random, Object], Object]
    answer: Callable[[Random, Object, Object, float], Object]
    """`(rng, params, truth, slip) → response`; `slip` as `ORDINARY`."""
    empty: Callable[[Object], Object | None] = lambda _: None
    """What somebody answers who answers nothing; None where that is no sound answer."""


def slips(rng: Random, chance: float, slip: float) -> bool:
    """Whether somebody makes a mistake that an ordinary person makes with this chance."""
    return rng.random() < 1 - (1 - chance) ** slip


def other(rng: Random, choices: Sequence[str], than: object) -> str:
    """Another one of the choices."""
    return rng.choice([one for one in choices if one != than] or list(choices))


def _uuid(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))


def _typed(rng: Random, text: str, slip: float) -> str:
    """The text with a letter in fifty mistyped, by an ordinary person."""
    return "".join(
        rng.choice(string.ascii_lowercase) if one != " " and slips(rng, 0.02, slip) else one
        for one in text
    )


def _words(rng: Random, count: int) -> str:
    return " ".join(
        "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(2, 9)))
        for _ in range(count)
    )


# Shapes in pictures


def _corners(rng: Random, cx: float, cy: float, size: float, count: int) -> list[Object]:
    """A region with one corner in each of so many directions."""
    found: list[Object] = []
    for place in range(count):
        turn, far = 2 * math.pi * place / count, size * rng.uniform(0.7, 1.0)
        found.append({"x": cx + far * math.cos(turn), "y": cy + far * math.sin(turn)})
    return found


def _shape(rng: Random, kind: str) -> Object:
    cx, cy, size = rng.uniform(150, WIDTH - 150), rng.uniform(150, HEIGHT - 150), 0.0
    size = rng.uniform(30, 120)
    if kind in {"box", "rotated"}:
        box: Object = {"left": cx - size, "top": cy - size / 2, "width": 2 * size, "height": size}
        return {**box, "rotation": rng.uniform(-0.7, 0.7)} if kind == "rotated" else box
    if kind == "polygon":
        return {"vertices": _corners(rng, cx, cy, size, 9)}
    if kind == "line":
        return {
            "vertices": [
                {"x": cx + (place - 2) * size, "y": cy + rng.uniform(-0.3, 0.3) * size}
                for place in range(5)
            ]
        }
    if kind == "point":
        return {"x": cx, "y": cy}
    if kind == "ellipse":
        return {
            "vertices": [
                {"x": cx + size, "y": cy},
                {"x": cx, "y": cy + size / 2},
                {"x": cx - size, "y": cy},
                {"x": cx, "y": cy - size / 2},
            ]
        }
    places = {"face-topleft": (-1, -1), "face-bottomleft": (-1, 1), "face-topright": (0.5, -1)}
    places |= {"face-bottomright": (0.5, 1), "side-topcorner": (1, -0.8)}
    places["side-bottomcorner"] = (1, 0.8)
    return {
        "vertices": [
            {"description": name, "type": "vertex", "x": cx + x * size, "y": cy + y * size}
            for name, (x, y) in places.items()
        ]
    }


_SIZES = ("width", "height")
_PLACES = ("x", "y", "left", "top")


def _moved(rng: Random, shape: Any, pixels: float) -> Any:  # noqa: ANN401 - any JSON
    """A shape as drawn by a hand that shakes by so many pixels."""
    if isinstance(shape, list):
        return [_moved(rng, one, pixels) for one in shape]
    if not isinstance(shape, dict):
        return shape
    drawn: Object = {}
    for key, value in shape.items():
        if key in _PLACES:
            drawn[key] = value + rng.gauss(0, pixels)
        elif key in _SIZES:
            drawn[key] = max(4.0, value + rng.gauss(0, pixels))
        elif key == "rotation":
            drawn[key] = value + rng.gauss(0, pixels / 60)
        else:
            drawn[key] = _moved(rng, value, pixels)
    return drawn


def _attributes(rng: Random) -> Object:
    return {
        "occluded": rng.choice(["no", "partly", "wholly"]),
        "colours": sorted(rng.sample(["red", "green", "blue"], rng.randint(1, 2))),
        "speed": rng.randint(0, 200),
    }


def _answered(rng: Random, given: Object, slip: float) -> Object:
    said = dict(given)
    if slips(rng, 0.15, slip):
        said["occluded"] = other(rng, ["no", "partly", "wholly"], said["occluded"])
    if slips(rng, 0.15, slip):
        said["colours"] = sorted(rng.sample(["red", "green", "blue"], rng.randint(1, 2)))
    said["speed"] = min(200, max(0, round(said["speed"] + rng.gauss(0, 4 * slip))))
    return said


def _seen(rng: Random, things: Sequence[Any], slip: float, made_up: Callable[[], Any]) -> list[Any]:
    """The things somebody sees: one in ten is missed, one in ten is made up, in any order."""
    kept = [one for one in things if not slips(rng, 0.1, slip)]
    kept += [made_up() for _ in things if slips(rng, 0.1, slip)]
    rng.shuffle(kept)
    return kept


def _drawing(kinds: Sequence[str], *, is_mixed: bool, is_asked: bool) -> tuple[Any, Any]:
    """Truth and answer of the image types."""

    def thing(rng: Random) -> Object:
        kind = rng.choice(kinds)
        drawn: Object = {"uuid": _uuid(rng), "label": rng.choice(_LABELS), **_shape(rng, kind)}
        if is_mixed:
            drawn["type"] = "box" if kind == "rotated" else kind
        if is_asked:
            drawn["attributes"] = _attributes(rng)
        return drawn

    def truth(rng: Random, params: Object) -> Object:
        things = [thing(rng) for _ in range(rng.randint(3, 8))]
        found: Object = {"annotations": things}
        if params.get("links"):
            pairs = [(one["uuid"], two["uuid"]) for one in things for two in things if one != two]
            found["links"] = [_link(rng, *pair) for pair in rng.sample(pairs, 2)]
            found["global_attributes"] = {"weather": rng.choice(["dry", "rain"])}
        return found

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        names: dict[str, str] = {}
        drawn: list[Object] = []
        for one in _seen(rng, truth["annotations"], slip, partial(thing, rng)):
            said = _moved(rng, one, 4 * slip)
            said["uuid"] = names[one["uuid"]] = _uuid(rng)
            if slips(rng, 0.1, slip):
                said["label"] = other(rng, _LABELS, said["label"])
            if "attributes" in said:
                said["attributes"] = _answered(rng, one["attributes"], slip)
            drawn.append(said)
        found: Object = {"annotations": drawn}
        if "links" in truth:
            found["links"] = [
                _link(rng, names[one["from"]], names[one["to"]])
                for one in truth["links"]
                if one["from"] in names and one["to"] in names and not slips(rng, 0.15, slip)
            ]
            weather = truth["global_attributes"]["weather"]
            is_wrong = slips(rng, 0.15, slip)
            weather = other(rng, ["dry", "rain"], weather) if is_wrong else weather
            found["global_attributes"] = {"weather": weather}
        return found

    return truth, answer


def _link(rng: Random, source: str, target: str) -> Object:
    return {"uuid": _uuid(rng), "label": "tows", "from": source, "to": target}


def _image(name: str, kinds: Sequence[str], **more: Object) -> World:
    is_mixed = name == "imageannotation"
    params: Object = {"attachment": _IMAGE, "attachment_type": "image", **more}
    if is_mixed:
        geometries: dict[str, Object] = {
            "box" if one == "rotated" else one: {"objects_to_annotate": [*_LABELS]} for one in kinds
        }
        if "box" in geometries:
            geometries["box"]["can_rotate"] = True
        params["geometries"] = geometries
    else:
        params["objects_to_annotate"] = [*_LABELS]
    is_asked = "annotation_attributes" in more
    truth, answer = _drawing(kinds, is_mixed=is_mixed, is_asked=is_asked)
    return World(name, lambda _: params, truth, answer, lambda _: {"annotations": []})


# Objects through time


def _tracked(rng: Random, slip: float, count: int) -> list[tuple[str, range]]:
    """Under which identities somebody follows one object through which frames.

    One in five ends early, one in seven changes identity half-way.
    """
    end = rng.randint(count // 2, count - 1) if slips(rng, 0.2, slip) else count
    if slips(rng, 0.15, slip):
        middle = rng.randint(2, end - 1)
        return [(_uuid(rng), range(middle)), (_uuid(rng), range(middle, end))]
    return [(_uuid(rng), range(end))]


@dataclass(frozen=True, slots=True)
class _Path:
    """One object through the frames."""

    label: str
    frames: list[Object]


Written = Sequence[tuple[str, str, dict[int, Object]]]
Writer = Callable[[str, str, Written], Object]
Shake = Callable[[Object], Object]


def _followed(
    rng: Random, paths: Sequence[_Path], slip: float, make: Callable[[], _Path], shake: Shake
) -> list[tuple[str, str, dict[int, Object]]]:
    """Identity, label and frames of what somebody follows."""
    found: list[tuple[str, str, dict[int, Object]]] = []
    for path in _seen(rng, paths, slip, make):
        label = other(rng, _LABELS, path.label) if slips(rng, 0.1, slip) else path.label
        found += [
            (uuid, label, {number: shake(path.frames[number]) for number in frames})
            for uuid, frames in _tracked(rng, slip, len(path.frames))
        ]
    return found


def _box_path(rng: Random) -> _Path:
    first, dx, dy = _shape(rng, "box"), rng.uniform(-15, 15), rng.uniform(-10, 10)
    frames = [
        {**first, "left": first["left"] + dx * n, "top": first["top"] + dy * n}
        for n in range(FRAMES)
    ]
    return _Path(rng.choice(_LABELS), frames)


def _cuboid_path(rng: Random) -> _Path:
    first, dx = _shape(rng, "cuboid"), rng.uniform(-15, 15)
    frames = [
        {"vertices": [{**one, "x": one["x"] + dx * n} for one in first["vertices"]]}
        for n in range(FRAMES)
    ]
    return _Path(rng.choice(_LABELS), frames)


def _solid_path(rng: Random) -> _Path:
    x, y, yaw = rng.uniform(-40, 40), rng.uniform(-40, 40), rng.uniform(-3, 3)
    speed = rng.uniform(0, 1)
    size = {"x": rng.uniform(1.5, 2.5), "y": rng.uniform(3.5, 6.0), "z": rng.uniform(1.4, 2.5)}
    frames: list[Object] = [
        {
            "position": {
                "x": x + speed * n * -math.sin(yaw),
                "y": y + speed * n * math.cos(yaw),
                "z": 1.0,
            },
            "dimensions": size,
            "yaw": yaw,
        }
        for n in range(FRAMES)
    ]
    return _Path(rng.choice(_LABELS), frames)


def _shaken_solid(rng: Random, slip: float, solid: Object) -> Object:
    return {
        "position": {k: v + rng.gauss(0, 0.12 * slip) for k, v in solid["position"].items()},
        "dimensions": {
            k: max(0.2, v + rng.gauss(0, 0.12 * slip)) for k, v in solid["dimensions"].items()
        },
        "yaw": solid["yaw"] + rng.gauss(0, 0.06 * slip),
    }


def _frames_response(kind: str, key: str, found: Written) -> Object:
    frames: list[list[Object]] = [[] for _ in range(FRAMES)]
    typed: Object = {"type": kind} if kind != "solid" else {}
    for uuid, label, drawn in found:
        for number, shape in drawn.items():
            frames[number].append({"uuid": uuid, "label": label, **typed, **shape})
    return {"annotations": [{key: one} for one in frames]}


def _playback_response(kind: str, key: str, found: Written) -> Object:
    return {
        "annotations": {
            uuid: {
                "label": label,
                "geometry": kind,
                "frames": [{"key": 3 * number, **shape} for number, shape in drawn.items()],
            }
            for uuid, label, drawn in found
        }
    }


def _film(
    name: str, kind: str, make: Callable[[Random], _Path], write: Writer, key: str, params: Object
) -> World:
    """Tracks of one shape, with events where the type has them."""
    has_events = bool(params.get("events_to_annotate"))
    shake = _shaken_solid if kind == "solid" else lambda rng, slip, one: _moved(rng, one, 4 * slip)

    def truth(rng: Random, params: Object) -> Object:
        paths = [make(rng) for _ in range(rng.randint(2, 5))]
        found = write(
            kind, key, [(_uuid(rng), one.label, dict(enumerate(one.frames))) for one in paths]
        )
        if has_events:
            found["events"] = {
                _uuid(rng): {"label": "stop", "start": start, "end": start + 2.0}
                for start in (rng.uniform(0, 3), rng.uniform(5, 8))
            }
        return found

    def paths_of(truth: Object) -> list[_Path]:
        found: dict[str, _Path] = {}
        if write is _playback_response:
            return [_Path(one["label"], one["frames"]) for one in truth["annotations"].values()]
        for frame in truth["annotations"]:
            for one in frame[key]:
                found.setdefault(one["uuid"], _Path(one["label"], [])).frames.append(one)
        return list(found.values())

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        beside = {"uuid", "label", "type", "key"}

        def drawn(one: Object) -> Object:
            return shake(rng, slip, {k: v for k, v in one.items() if k not in beside})

        followed = _followed(rng, paths_of(truth), slip, lambda: make(rng), drawn)
        found = write(kind, key, followed)
        if has_events:
            found["events"] = {
                _uuid(rng): {
                    **one,
                    "start": max(0.0, one["start"] + rng.gauss(0, 0.15 * slip)),
                    "end": one["end"] + abs(rng.gauss(0, 0.15 * slip)),
                }
                for one in truth["events"].values()
                if not slips(rng, 0.1, slip)
            }
        return found

    return World(name, lambda _: params, truth, answer, lambda _: write(kind, key, []))


_VIDEO: Object = {
    "attachment_type": "image",
    "attachments": [f"https://example.com/{number}.png" for number in range(FRAMES)],
}
_BOXES = {"geometries": {"box": {"objects_to_annotate": [*_LABELS]}}}
_CLOUDS = {
    "attachment_type": "json",
    "attachments": [f"https://example.com/{number}.json" for number in range(FRAMES)],
    "labels": [*_LABELS],
}


# Pixels and points


def _masks(*, is_instance: bool) -> World:
    """Blobs on a ground; with instances those of one label are told apart."""
    side = 64
    labels: list[Any] = ["ground", "tree"]
    labels += [{"choice": "car", "instance_label": True}] if is_instance else ["car"]
    params: Object = {"attachment": _IMAGE, "attachment_type": "image", "labels": labels}
    row, column = np.mgrid[0:side, 0:side]

    def paint(blobs: Sequence[Sequence[Any]]) -> Object:
        pixels = np.ones((side, side), dtype=np.int64)
        segments: list[Object] = [{"index": 1, "label": "ground"}]
        for label, x, y, radius in blobs:
            named = [one["index"] for one in segments if one["label"] == label]
            is_new = not named or (is_instance and label == "car")
            index = len(segments) + 1 if is_new else named[0]
            inside = (row - y) ** 2 + (column - x) ** 2 < radius**2
            if is_new and inside.any():
                segments.append({"index": index, "label": label})
            pixels[inside] = index
        used = set(np.unique(pixels).tolist())
        return {
            "width": side,
            "height": side,
            "segments": [one for one in segments if one["index"] in used],
            "runs": to_runs(pixels.ravel()),
        }

    def blob(rng: Random) -> list[Any]:
        label = rng.choice(["tree", "car", "car"])
        return [label, rng.uniform(8, 56), rng.uniform(8, 56), rng.uniform(5, 10)]

    def truth(rng: Random, params: Object) -> Object:
        blobs = [blob(rng) for _ in range(rng.randint(3, 6))]
        return {**paint(blobs), "_blobs": blobs}

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        drawn: list[list[Any]] = []
        for label, *place in _seen(rng, truth["_blobs"], slip, lambda: blob(rng)):
            said = other(rng, ["tree", "car"], label) if slips(rng, 0.08, slip) else label
            drawn.append([said, *(one + rng.gauss(0, 0.8 * slip) for one in place)])
        return paint(drawn)

    def empty(params: Object) -> Object:
        return paint([])

    return World("segmentannotation", lambda _: params, truth, answer, empty)


def _points(*, is_instance: bool) -> World:
    """The same as masks, as points of a cloud."""
    world = _masks(is_instance=is_instance)
    labels: list[Any] = ["ground", "tree"]
    labels += [{"choice": "car", "instance_label": True}] if is_instance else ["car"]
    params: Object = {"attachments": [_IMAGE], "attachment_type": "json", "labels": labels}

    def written(mask: Object) -> Object:
        objects = [
            {**one, "instance": True} if is_instance and one["label"] == "car" else one
            for one in mask["segments"]
        ]
        points = from_runs(mask["runs"]).tolist()
        found = {"point_segmentations": {"objects": objects, "point_objects": [points]}}
        return found | {name: mask[name] for name in ("_blobs",) if name in mask}

    return World(
        "lidarsegmentation",
        lambda _: params,
        lambda rng, params: written(world.truth(rng, params)),
        lambda rng, params, truth, slip: written(world.answer(rng, params, truth, slip)),
        lambda params: written(world.empty(params) or {}),
    )


# Classes, forms and texts


def _categorization() -> World:
    params: Object = {
        "attachment": _IMAGE,
        "attachment_type": "image",
        "categories": ["cat", "dog", "bird", "none"],
        "taxonomies": {
            "seen": {
                "type": "category",
                "choices": ["day", "night", "snow", "rain"],
                "allow_multiple": True,
            }
        },
    }

    def truth(rng: Random, params: Object) -> Object:
        seen = sorted(rng.sample(["day", "night", "snow", "rain"], 2))
        return {"category": rng.choice(params["categories"]), "taxonomies": {"seen": seen}}

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        said = truth["category"]
        said = other(rng, params["categories"], said) if slips(rng, 0.2, slip) else said
        seen = {
            one
            for one in ("day", "night", "snow", "rain")
            if (one in truth["taxonomies"]["seen"]) != slips(rng, 0.1, slip)
        }
        return {"category": said, "taxonomies": {"seen": sorted(seen)}}

    return World("categorization", lambda _: params, truth, answer)


def _comparison() -> World:
    params: Object = {
        "attachments": ["one", "two"],
        "attachment_type": "text",
        "choices": ["first", "second", "tie"],
    }

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        is_wrong = slips(rng, 0.25, slip)
        said = other(rng, params["choices"], truth["choice"]) if is_wrong else truth["choice"]
        return {"choice": said}

    return World(
        "comparison",
        lambda _: params,
        lambda rng, params: {"choice": rng.choice(params["choices"])},
        answer,
    )


_ITEMS = ("truth", "tone", "length", "form")


_GRADES = ("good", "fair", "poor")
_FORM: Object = {
    "attachments": [{"type": "text", "content": "An answer."}],
    "fields": [
        {
            "type": "category",
            "field_id": "verdict",
            "title": "V",
            "required": True,
            "choices": [*_GRADES],
        },
        {
            "type": "select",
            "field_id": "faults",
            "title": "F",
            "min_choices": 0,
            "max_choices": 4,
            "choices": [*_ITEMS],
        },
        {
            "type": "number",
            "field_id": "score",
            "title": "S",
            "required": True,
            "min": 0,
            "max": 100,
        },
        {"type": "boolean", "field_id": "safe", "title": "Safe?", "required": True},
        {"type": "text", "field_id": "reason", "title": "Why?"},
        {"type": "ranking_order", "field_id": "order", "title": "O", "options": [*_ITEMS]},
        {"type": "time_range", "field_id": "when", "title": "When?"},
        {
            "type": "form",
            "field_id": "more",
            "title": "More",
            "fields": [
                {
                    "type": "category",
                    "field_id": "kind",
                    "title": "K",
                    "required": True,
                    "choices": [*_GRADES],
                },
                {"type": "number", "field_id": "count", "title": "N", "min": 0, "max": 50},
            ],
        },
        {
            "type": "form",
            "field_id": "claims",
            "title": "Claims",
            "max_responses_required": 5,
            "fields": [
                {"type": "text", "field_id": "claim", "title": "C", "required": True},
                {"type": "boolean", "field_id": "holds", "title": "H", "required": True},
            ],
        },
    ],
}


def _form() -> World:
    def truth(rng: Random, params: Object) -> Object:
        start = round(rng.uniform(0, 50), 1)
        return {
            "annotations": {
                "verdict": [rng.choice(_GRADES)],
                "faults": sorted(rng.sample(_ITEMS, 2)),
                "score": rng.randint(10, 90),
                "safe": rng.random() < 0.5,
                "reason": _words(rng, 6),
                "order": rng.sample(_ITEMS, 4),
                "when": {"start": start, "end": start + 5},
                "more": {"kind": [rng.choice(_GRADES)], "count": rng.randint(5, 45)},
                "claims": [
                    {"claim": _words(rng, 4), "holds": rng.random() < 0.5}
                    for _ in range(rng.randint(2, 4))
                ],
            }
        }

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        right = truth["annotations"]
        order = list(right["order"])
        if slips(rng, 0.4, slip):
            place = rng.randrange(3)
            order[place], order[place + 1] = order[place + 1], order[place]
        start = max(0.0, right["when"]["start"] + rng.gauss(0, 0.5 * slip))
        claims = [
            {
                "claim": _typed(rng, one["claim"], slip),
                "holds": one["holds"] != slips(rng, 0.15, slip),
            }
            for one in right["claims"]
            if not slips(rng, 0.1, slip)
        ]

        def picked(one: list[str]) -> list[str]:
            return [other(rng, _GRADES, one[0])] if slips(rng, 0.2, slip) else one

        said: Object = {
            "verdict": picked(right["verdict"]),
            "faults": sorted(
                one for one in _ITEMS if (one in right["faults"]) != slips(rng, 0.1, slip)
            ),
            "score": min(100, max(0, round(right["score"] + rng.gauss(0, 6 * slip)))),
            "safe": right["safe"] != slips(rng, 0.15, slip),
            "reason": _typed(rng, right["reason"], slip),
            "order": order,
            "when": {"start": start, "end": start + 5 + abs(rng.gauss(0, 0.5 * slip))},
            "more": {
                "kind": picked(right["more"]["kind"]),
                "count": min(50, max(0, round(right["more"]["count"] + rng.gauss(0, 2 * slip)))),
            },
            "claims": claims or right["claims"][:1],
        }
        if slips(rng, 0.1, slip):
            del said["reason"]
        return {"annotations": said}

    return World("textcollection", lambda _: _FORM, truth, answer)


def _transcription() -> World:
    params: Object = {
        "attachment": "A page.",
        "attachment_type": "text",
        "fields": {"title": "T", "number": "N", "passage": "P"},
        "repeatable_fields": {"item": "I", "amount": "A"},
    }

    def truth(rng: Random, params: Object) -> Object:
        fields = {
            "title": _words(rng, 3),
            "number": str(rng.randint(1000, 9999)),
            "passage": _words(rng, 40),
        }
        rows = [
            {"item": _words(rng, 2), "amount": f"{rng.randint(1, 99)}.{rng.randint(10, 99)}"}
            for _ in range(rng.randint(3, 7))
        ]
        return {"fields": fields, "repeatable_fields": rows}

    def typed(rng: Random, texts: Object, slip: float) -> Object:
        return {
            name: None if slips(rng, 0.03, slip) else _typed(rng, text, slip)
            for name, text in texts.items()
        }

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        rows = [
            typed(rng, row, slip) for row in truth["repeatable_fields"] if not slips(rng, 0.1, slip)
        ]
        return {"fields": typed(rng, truth["fields"], slip), "repeatable_fields": rows}

    def empty(params: Object) -> Object:
        return {"fields": dict.fromkeys(params["fields"]), "repeatable_fields": []}

    return World("transcription", lambda _: params, truth, answer, empty)


def _collection() -> World:
    params: Object = {
        "attachment": "https://example.com",
        "attachment_type": "website",
        "fields": {"name": "N", "page": "P", "jobs": "J"},
    }

    def truth(rng: Random, params: Object) -> Object:
        name = _words(rng, 2)
        page = f"https://example.com/{name.replace(' ', '-')}"
        return {"fields": {"name": name, "page": page, "jobs": rng.randint(1, 40)}}

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        right = truth["fields"]
        said: Object = {"name": _typed(rng, right["name"], slip), "page": right["page"]}
        if slips(rng, 0.2, slip):
            said["page"] += "/" + rng.choice(["jobs", "about", "team"])
        said["jobs"] = right["jobs"] + (rng.choice([-1, 1]) if slips(rng, 0.2, slip) else 0)
        return {"fields": said}

    return World(
        "datacollection",
        lambda _: params,
        truth,
        answer,
        lambda params: {"fields": dict.fromkeys(params["fields"])},
    )


def _document(name: str) -> World:
    params: Object = {
        "attachment": _IMAGE,
        "features": [
            {"type": "text", "label": "item"},
            {"type": "text", "label": "price", "flags": ["money"]},
            {"type": "block", "label": "logo"},
            {"type": "group", "title": "line"},
        ],
    }

    def thing(rng: Random, label: str) -> Object:
        shape = {"type": "box", **_shape(rng, "box")}
        found: Object = {"uuid": _uuid(rng), "page": 0, "label": label, "location": shape}
        if label == "price":
            found["text"] = f"{rng.randint(1, 99)}.{rng.randint(10, 99)}"
            found["money"] = {"amount": found["text"]}
        elif label == "item":
            found["text"] = _words(rng, 4)
        return {**found, "refs": []}

    def truth(rng: Random, params: Object) -> Object:
        found = [thing(rng, "logo")]
        for _ in range(rng.randint(2, 4)):
            pair = [thing(rng, "item"), thing(rng, "price")]
            refs = [one["uuid"] for one in pair]
            found += [*pair, {"uuid": _uuid(rng), "page": 0, "label": "line", "refs": refs}]
        return {"annotations": found}

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        placed = [one for one in truth["annotations"] if "location" in one]
        names: dict[str, str] = {}
        found: list[Object] = []
        for one in _seen(rng, placed, slip, lambda: thing(rng, rng.choice(["item", "price"]))):
            said = {**one, "uuid": _uuid(rng), "location": _moved(rng, one["location"], 3 * slip)}
            names[one["uuid"]] = said["uuid"]
            if "text" in said:
                said["text"] = _typed(rng, said["text"], slip)
            if "money" in said:
                said["money"] = {"amount": said["text"]}
            found.append(said)
        groups = [one for one in truth["annotations"] if "location" not in one]
        for one in groups:
            refs = [names[ref] for ref in one["refs"] if ref in names]
            if not slips(rng, 0.1, slip):
                found.append({**one, "uuid": _uuid(rng), "refs": refs})
        return {"annotations": found}

    return World(name, lambda _: params, truth, answer, lambda _: {"annotations": []})


Spot = tuple[int, int, str]
"""First word, how many, and the label."""


def _entities() -> World:
    """Spans, some within others, and links between them."""

    def params(rng: Random) -> Object:
        return {
            "text": _words(rng, 60),
            "labels": [{"name": one} for one in ("person", "place", "event")],
            "relationships": [{"name": "at"}],
        }

    def spot(rng: Random, text: str, first: int, count: int, label: str) -> Object:
        ends = [0, *(place + 1 for place, one in enumerate(text) if one == " "), len(text) + 1]
        first = min(max(first, 0), len(ends) - 2)
        last = min(first + max(count, 1), len(ends) - 1)
        start, end = ends[first], ends[last] - 1
        words = text[start:end]
        return {"id": _uuid(rng), "start": start, "end": end, "text": words, "label": label}

    def thing(rng: Random) -> Spot:
        return rng.randrange(57), rng.randint(1, 3), rng.choice(["person", "place", "event"])

    def written(
        rng: Random, text: str, things: Sequence[Spot], links: Sequence[tuple[Spot, Spot]]
    ) -> Object:
        spots: dict[Spot, Object] = {}
        for one in things:
            spots.setdefault(one, spot(rng, text, *one))
        unique = {(one["start"], one["end"], one["label"]): one for one in spots.values()}
        names = {
            key: unique[one["start"], one["end"], one["label"]]["id"] for key, one in spots.items()
        }
        pairs = {
            (names[one], names[two])
            for one, two in links
            if one in names and two in names and names[one] != names[two]
        }
        return {
            "annotations": list(unique.values()),
            "relationships": [
                {"id": _uuid(rng), "source_ref": one, "target_ref": two, "name": "at"}
                for one, two in sorted(pairs)
            ],
        }

    def truth(rng: Random, params: Object) -> Object:
        things = [thing(rng) for _ in range(rng.randint(4, 8))]
        first, count, _ = things[0]
        things.append((first, count + 2, "event"))
        links = [(things[0], things[1]), (things[2], things[3])]
        found = written(rng, params["text"], things, links)
        return {**found, "_things": things, "_links": links}

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        said: dict[Spot, Spot] = {}
        for one in _seen(rng, truth["_things"], slip, lambda: thing(rng)):
            first, count, label = one
            if slips(rng, 0.15, slip):
                count = max(1, count + rng.choice([-1, 1]))
            if slips(rng, 0.1, slip):
                label = other(rng, ["person", "place", "event"], label)
            said[one] = (first, count, label)
        links = [
            (said[one], said[two])
            for one, two in truth["_links"]
            if one in said and two in said and not slips(rng, 0.15, slip)
        ]
        return written(rng, params["text"], list(said.values()), links)

    return World("namedentityrecognition", params, truth, answer, lambda _: {"annotations": []})


# Maps and cameras


def _topdown() -> World:
    kinds = ("polygon", "line", "point")
    truth, answer = _drawing(kinds, is_mixed=True, is_asked=False)
    params: Object = {
        "attachment": _IMAGE,
        "geometries": {one: {"objects_to_annotate": [*_LABELS]} for one in kinds},
    }
    return World("lidartopdown", lambda _: params, truth, answer, lambda _: {"annotations": []})


def _linking() -> World:
    params: Object = {"lidar_task": "0" * 24, "annotation_type": "annotation", "labels": [*_LABELS]}

    def thing(rng: Random) -> Object:
        found: Object = {"label": rng.choice(_LABELS), "type": "box", **_shape(rng, "box")}
        if rng.random() < 0.2:
            return {**found, "not_in_lidar": True}
        return {**found, "cuboid_uuid": _uuid(rng), "not_in_lidar": False}

    def written(things: list[Object]) -> Object:
        return {"annotations": [{"camera_responses": [{"camera_used": 0, "annotations": things}]}]}

    def truth(rng: Random, params: Object) -> Object:
        return written([thing(rng) for _ in range(rng.randint(3, 6))])

    def answer(rng: Random, params: Object, truth: Object, slip: float) -> Object:
        right = truth["annotations"][0]["camera_responses"][0]["annotations"]
        cuboids = [one["cuboid_uuid"] for one in right if "cuboid_uuid" in one]
        drawn = [_moved(rng, one, 4 * slip) for one in _seen(rng, right, slip, lambda: thing(rng))]
        for one in drawn:
            if "cuboid_uuid" in one and slips(rng, 0.05, slip):
                one["cuboid_uuid"] = rng.choice(cuboids)
        taken: set[str] = set()
        kept: list[Object] = []
        for one in drawn:
            if one.get("cuboid_uuid", _uuid(rng)) not in taken:
                kept.append(one)
                taken.add(one.get("cuboid_uuid", ""))
        return written(kept)

    return World("lidarlinking", lambda _: params, truth, answer, lambda _: written([]))


_EVENTS = {"events_to_annotate": ["stop"]}
_SOLID = partial(_film, kind="solid", make=_solid_path, write=_frames_response, key="cuboids")
_FRAMES = partial(_film, kind="box", make=_box_path, write=_frames_response, key="annotations")

WORLDS: dict[str, World] = {
    "categorization": _categorization(),
    "comparison": _comparison(),
    "textcollection": _form(),
    "transcription": _transcription(),
    "datacollection": _collection(),
    "documenttranscription": _document("documenttranscription"),
    "documentmodel": _document("documentmodel"),
    "namedentityrecognition": _entities(),
    "annotation": _image("annotation", ["box"], annotation_attributes=_ATTRIBUTES),
    "annotation, rotated": _image("annotation", ["rotated"]),
    "polygonannotation": _image("polygonannotation", ["polygon"]),
    "lineannotation": _image("lineannotation", ["line"]),
    "laneannotation": _image("laneannotation", ["line"]),
    "pointannotation": _image("pointannotation", ["point"]),
    "cuboidannotation": _image("cuboidannotation", ["cuboid"]),
    "imageannotation": _image(
        "imageannotation",
        ["box", "rotated", "polygon", "line", "point", "cuboid", "ellipse"],
        annotation_attributes={
            **_ATTRIBUTES,
            "weather": {"type": "category", "choices": ["dry", "rain"], "global": True},
        },
        links={"tows": {}},
    ),
    "segmentannotation": _masks(is_instance=False),
    "segmentannotation, instances": _masks(is_instance=True),
    "videoannotation": _FRAMES("videoannotation", params={**_VIDEO, **_BOXES, **_EVENTS}),
    "federal2dvideoannotation": _FRAMES("federal2dvideoannotation", params={**_VIDEO, **_BOXES}),
    "videoboxannotation": _FRAMES(
        "videoboxannotation", params={**_VIDEO, "objects_to_annotate": [*_LABELS]}
    ),
    "videocuboidannotation": _film(
        "videocuboidannotation",
        "cuboid",
        _cuboid_path,
        _frames_response,
        "annotations",
        {**_VIDEO, "objects_to_annotate": [*_LABELS]},
    ),
    "videoplaybackannotation": _film(
        "videoplaybackannotation",
        "box",
        _box_path,
        _playback_response,
        "frames",
        {
            "attachment_type": "video",
            "attachment": "https://example.com/1.mp4",
            **_BOXES,
            **_EVENTS,
        },
    ),
    "lidarannotation": _SOLID("lidarannotation", params=_CLOUDS),
    "sensorfusion": _SOLID("sensorfusion", params=_CLOUDS),
    "lidartopdown": _topdown(),
    "lidarlinking": _linking(),
    "lidarsegmentation": _points(is_instance=False),
    "lidarsegmentation, instances": _points(is_instance=True),
}


def people(rng: Random, world: World, params: Object, truth: Object, count: int) -> list[Object]:
    """What so many people answer: a careful one, ordinary ones, a careless one, then a spammer.

    Of a spammer's answers half are nothing at all, where that is an answer; the others are true of
    some other task.
    """
    slip = [CAREFUL, ORDINARY, ORDINARY, CARELESS][: count - 1]
    found = [world.answer(rng, params, truth, one) for one in slip]
    nothing = world.empty(params) if rng.random() < 0.5 else None
    return [*found, without_notes(nothing or world.truth(rng, params))]


def without_notes(response: Object) -> Object:
    """A truth as a response: without what the maker noted for those who answer."""
    return {key: value for key, value in response.items() if not key.startswith("_")}


def task(rng: Random, world: World, count: int) -> tuple[Object, Object, list[Object]]:
    """Params, truth and so many answers in an order in which anybody may come first."""
    params = world.params(rng)
    truth = world.truth(rng, params)
    answers = people(rng, world, params, truth, count)
    rng.shuffle(answers)
    return params, without_notes(truth), answers
