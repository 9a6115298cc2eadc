"""Hypothesis strategies for tasks: sound params with several sound responses, and garbage."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from goldwright.task_types import registry
from goldwright.task_types.contract import Json, JsonObject, TaskType
from goldwright.task_types.forms.conditions import is_shown
from goldwright.task_types.forms.schema import FormField, Params

WORDS = st.text("abc é🎉/~.", min_size=1, max_size=6)
NAMES = st.lists(st.text("abcde/~|", min_size=1, max_size=3), min_size=1, max_size=4, unique=True)


@dataclass(frozen=True)
class Task:
    """Params as stored, and three sound responses."""

    task_type: TaskType
    params: JsonObject
    responses: list[JsonObject]


Responses = Callable[[st.DrawFn, JsonObject], JsonObject]
"""Draws one sound response for stored params."""


def tasks(name: str) -> st.SearchStrategy[Task]:
    """Tasks of one wire name in SOURCES."""
    draw_params, draw_response = SOURCES[name]

    @st.composite
    def drawn(draw: st.DrawFn) -> Task:
        task_type = registry()[name]
        params = task_type.read_params(draw_params(draw))
        return Task(task_type, params, [draw_response(draw, params) for _ in range(3)])

    return drawn()


def _categorization_params(draw: st.DrawFn) -> JsonObject:
    params: JsonObject = {"attachment_type": "text", "attachment": draw(WORDS)}
    taxonomies = {
        name: {"choices": draw(NAMES), "allow_multiple": draw(st.booleans())}
        for name in draw(st.one_of(st.just([]), NAMES))
    }
    if taxonomies:
        params["taxonomies"] = taxonomies
    if not taxonomies or draw(st.booleans()):
        params |= {"categories": draw(NAMES), "allow_multiple": draw(st.booleans())}
    return params


def _categories(draw: st.DrawFn, params: JsonObject) -> JsonObject:
    def choose(choices: list[str], *, is_multiple: bool) -> Json:
        one = st.sampled_from(choices)
        return draw(st.lists(one, unique=True) if is_multiple else one)

    response: JsonObject = {}
    if "categories" in params:
        response["category"] = choose(params["categories"], is_multiple=params["allow_multiple"])
    if "taxonomies" in params:
        response["taxonomies"] = {
            name: choose(one["choices"], is_multiple=one["allow_multiple"])
            for name, one in params["taxonomies"].items()
        }
    return response


def _comparison_params(draw: st.DrawFn) -> JsonObject:
    texts = draw(st.lists(WORDS, min_size=2, max_size=3))
    return {"attachment_type": "text", "attachments": texts, "choices": draw(NAMES)}


def _comparison(draw: st.DrawFn, params: JsonObject) -> JsonObject:
    return {"choice": draw(st.sampled_from(params["choices"]))}


KINDS = [
    "text", "number", "boolean", "datetime", "category", "select", "ranking", "time_range", "form",
]  # fmt: skip


def _form_params(draw: st.DrawFn) -> JsonObject:
    fields = _form_fields(draw, "f", KINDS)
    return {"attachments": [{"type": "text", "content": draw(WORDS)}], "fields": fields}


def _form_fields(draw: st.DrawFn, prefix: str, kinds: list[str]) -> list[JsonObject]:
    fields: list[JsonObject] = []
    for place in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(kinds))
        field: JsonObject = {"type": kind, "field_id": f"{prefix}{place}", "title": "?"}
        field["required"] = draw(st.booleans())
        if kind in {"category", "select", "ranking"}:
            field["choices"] = draw(NAMES)
        if kind == "category":
            field["max_choices"] = draw(st.integers(1, len(field["choices"])))
        if kind == "number" and draw(st.booleans()):
            field |= {"min": -2, "max": 9.5}
        if kind == "form":
            field["fields"] = _form_fields(draw, f"{prefix}{place}.", KINDS[:-1])
        if draw(st.integers(0, 3)) == 0:
            field |= {"min_responses_required": 1, "max_responses_required": 3}
        if fields and draw(st.booleans()):
            field["conditions"] = [_condition(draw, draw(st.sampled_from(fields)))]
        fields.append(field)
    return fields


def _condition(draw: st.DrawFn, other: JsonObject) -> JsonObject:
    wanted: Json = True
    if other["type"] in {"category", "select"}:
        wanted = draw(st.sampled_from(other["choices"]))
    condition: JsonObject = {other["field_id"]: wanted}
    return {"not": condition} if draw(st.booleans()) else condition


def _form(draw: st.DrawFn, params: JsonObject) -> JsonObject:
    return {"annotations": _fill(draw, Params.model_validate(params).fields, {})}


def _fill(draw: st.DrawFn, fields: list[FormField], outer: JsonObject) -> JsonObject:
    answers: JsonObject = {}
    for field in fields:
        scope = {**outer, **answers}
        if not is_shown(field.conditions, scope):
            continue
        if not field.required and draw(st.booleans()):
            continue
        if field.is_repeated():
            count = draw(st.integers(1, field.max_responses_required))
            answers[field.field_id] = [_answer(draw, field, scope) for _ in range(count)]
        else:
            answers[field.field_id] = _answer(draw, field, scope)
    return answers


def _answer(draw: st.DrawFn, field: FormField, scope: JsonObject) -> Json:
    if field.type == "form":
        return _fill(draw, field.fields, scope)
    if field.type in {"category", "select"}:
        one = st.sampled_from(field.values())
        return draw(st.lists(one, min_size=1, max_size=field.most_choices(), unique=True))
    if field.type == "ranking":
        return draw(st.permutations(field.values()))
    if field.type == "time_range":
        start, end = sorted(draw(st.tuples(*[st.floats(0, 9) | st.integers(0, 9)] * 2)))
        return {"start": start, "end": end}
    simple = {
        "text": st.text("ab ", min_size=1, max_size=8).filter(str.strip),
        "number": st.integers(-2, 9) | st.floats(-2, 9) | st.just("4.5"),
        "boolean": st.booleans(),
        "datetime": st.sampled_from(["2026-01-31", "2026-01-31T01:00:00+01:00", {"hour": 7}]),
    }
    return draw(simple[field.type])


def _spans_params(draw: st.DrawFn) -> JsonObject:
    return {
        "text": draw(st.text("ab é🎉\n", min_size=1, max_size=14)),
        "labels": [{"name": "x", "children": [{"name": "y"}]}, {"name": "z"}],
        "relationships": [
            {"name": "to", "is_directed": True, "source_label": "x"},
            {"name": "with", "is_directed": False, "source_label": "x", "target_label": "z"},
        ],
    }


def _spans(draw: st.DrawFn, params: JsonObject) -> JsonObject:
    text = params["text"]
    place = st.integers(0, len(text))
    bounds = st.tuples(place, place, st.sampled_from("xyz")).filter(lambda one: one[0] != one[1])
    names = draw(st.permutations("abcde"))
    spans: list[Json] = []
    for name, (one, two, label) in zip(names, draw(st.lists(bounds, max_size=5)), strict=False):
        start, end = min(one, two), max(one, two)
        if any((start, end, label) == (s["start"], s["end"], s["label"]) for s in spans):
            continue
        words = text[start:end]
        spans.append({"id": name, "start": start, "end": end, "text": words, "label": label})
    pairs = [(one, two) for one in spans for two in spans if one is not two]
    links: dict[str, JsonObject] = {}
    for one, two in draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs else []:
        name, ends = None, (one["id"], two["id"])
        if one["label"] in "xy" and draw(st.booleans()):
            name = "to"
        elif {one["label"], two["label"]} in ({"x", "z"}, {"y", "z"}):
            name, ends = "with", tuple(sorted(ends))
        link = {"source_ref": ends[0], "target_ref": ends[1]}
        key = json.dumps([*ends, name])
        links[key] = {"id": f"l{len(links)}", **link, **({"name": name} if name else {})}
    listed = [{**link, "id": f"l{place}"} for place, link in enumerate(links.values())]
    return {"annotations": spans, **({"relationships": listed} if listed else {})}


def _boxes_params(draw: st.DrawFn) -> JsonObject:
    box: JsonObject = {"objects_to_annotate": ["cow", "calf"]}
    return {"attachment": "https://example.com/1.jpg", "geometries": {"box": box}}


def _boxes(draw: st.DrawFn, params: JsonObject) -> JsonObject:
    side = st.integers(0, 6) | st.floats(0, 6)
    size = st.integers(1, 6) | st.floats(0.5, 6)
    boxes = draw(
        st.lists(st.tuples(side, side, size, size, st.sampled_from(["cow", "calf"])), max_size=4)
    )
    return {
        "annotations": [
            {
                "uuid": f"0b9f4f5e-0000-4000-8000-{place:012}",
                "type": "box",
                "label": label,
                "left": left,
                "top": top,
                "width": width,
                "height": height,
            }
            for place, (left, top, width, height, label) in enumerate(boxes)
        ]
    }


def _reading_params(draw: st.DrawFn) -> JsonObject:
    params: JsonObject = {"attachment_type": "text", "attachment": "A text."}
    params["fields"] = dict.fromkeys(draw(NAMES), "?")
    if draw(st.booleans()):
        params["repeatable_fields"] = dict.fromkeys(draw(NAMES), "?")
    return params


def _reading(draw: st.DrawFn, params: JsonObject) -> JsonObject:
    def record(names: JsonObject) -> JsonObject:
        return {name: draw(st.none() | st.text("ab", max_size=3)) for name in names}

    response: JsonObject = {"fields": record(params["fields"])}
    if "repeatable_fields" in params:
        count = draw(st.integers(0, 3))
        response["repeatable_fields"] = [record(params["repeatable_fields"]) for _ in range(count)]
    return response


def _document_params(draw: st.DrawFn) -> JsonObject:
    return {
        "attachment": "https://example.com/1.jpg",
        "geometry": draw(st.sampled_from(["box", "polygon"])),
        "features": [
            {"type": "text", "label": "total"},
            {"type": "block", "label": "stamp"},
            {"type": "group", "title": "head"},
        ],
    }


def _document(draw: st.DrawFn, params: JsonObject) -> JsonObject:
    names = [f"u{place}" for place in range(draw(st.integers(0, 4)))]
    found: list[Json] = []
    for name in names:
        label = draw(st.sampled_from(["total", "stamp", "head"]))
        one: JsonObject = {"uuid": name, "page": draw(st.integers(0, 1)), "label": label}
        if label == "total":
            one["text"] = draw(st.text("19.", max_size=4))
        if label != "head":
            left, top, width, height = draw(st.tuples(*[st.integers(0, 4)] * 4))
            corners = [(left, top), (left + width, top), (left, top + height)]
            one["location"] = (
                {"type": "box", "left": left, "top": top, "width": width, "height": height}
                if params["geometry"] == "box"
                else {"type": "polygon", "vertices": [{"x": x, "y": y} for x, y in corners]}
            )
        others = [other for other in names if other != name]
        one["refs"] = draw(st.lists(st.sampled_from(others), unique=True)) if others else []
        found.append(one)
    return {"annotations": found}


SOURCES: dict[str, tuple[Callable[[st.DrawFn], JsonObject], Responses]] = {
    "categorization": (_categorization_params, _categories),
    "comparison": (_comparison_params, _comparison),
    "textcollection": (_form_params, _form),
    "namedentityrecognition": (_spans_params, _spans),
    "imageannotation": (_boxes_params, _boxes),
    "transcription": (_reading_params, _reading),
    "documenttranscription": (_document_params, _document),
}

garbage = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "1", "-1", "1e999", "nan", "true", "not", "x" * 200])
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def spoilt(draw: st.DrawFn, value: Json) -> Json:
    """The value with one to three of its parts replaced, taken away, doubled or renamed."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        value = _spoil(draw, value)
    return value


def _spoil(draw: st.DrawFn, value: Json) -> Json:
    if isinstance(value, dict) and value and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(value)))
        act = draw(st.integers(0, 12))
        if act == 0:
            del value[key]
        elif act == 1:
            value[draw(st.sampled_from(["", "not", "start", "zz"]))] = draw(garbage)
        else:
            value[key] = _spoil(draw, value[key])
        return value
    if isinstance(value, list) and value and draw(st.integers(0, 9)):
        place = draw(st.integers(0, len(value) - 1))
        act = draw(st.integers(0, 12))
        if act == 0:
            del value[place]
        elif act == 1:
            value.append(copy.deepcopy(value[place]))
        else:
            value[place] = _spoil(draw, value[place])
        return value
    return draw(garbage)
