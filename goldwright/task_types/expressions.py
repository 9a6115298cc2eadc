"""Conditions on an answer, written as JSON: `{"<=": [1, {"count": {"var": "response.boxes"}}]}`.

An object with one key is a call, everything else stands for itself. Nothing is coerced and nothing
raises: a number is compared with a number only, and what cannot be computed is null, which is not
true. `web/src/editor/expressions.ts` computes the same; both are tried on
`tests/unit/expressions.json`. What may be called is in `OPERATORS`.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from goldwright.task_types.contract import Json, JsonObject

Scope = Mapping[str, Json]
"""What `var` finds: `value` and `key` of the place, `item` in lists, `params`, `response`."""

DEPTH_MAX = 20
NODES_MAX = 500
PATH_LENGTH_MAX = 500
# A list in a list in a list would go on for ever.
STEPS_MAX = 200_000
_INDEX_DIGITS_MAX = 9
_VALUES_A_STEP = 10  # that are compared or measured, not computed with
_CHARACTERS_A_VALUE = 100
_REPETITIONS_MAX = 1000  # RE2 takes no more
_PREPARING_STEPS = 20  # any pattern
_WIDE_STEPS = 20  # as many for each part of one with classes of thousands of characters
_WIDE = re.compile(r"\\[pP]|\[\^|\(\?[a-z]*i")
_COUNTED = re.compile(r"(.)\{([0-9]+)(?:,([0-9]*))?\}", re.DOTALL)


class TooManyStepsError(Exception):
    """An expression that does more than anybody would wait for."""


class Steps:
    """What evaluations may still do; a step, such as a call, is about a microsecond."""

    def __init__(self, most: int = STEPS_MAX) -> None:
        self.left = most

    def take(self, count: int = 1) -> None:
        """Do so much of it. TooManyStepsError when less is left."""
        self.left -= count
        if self.left < 0:
            raise TooManyStepsError


ROOTS = ("value", "key", "response", "params", "item")
"""What the path of a `var` can begin with."""


def flaws(expression: Json) -> list[str]:
    """What is wrong with how an expression is written, one sentence each; empty when nothing."""
    found: list[str] = []
    nodes = 0
    waiting: list[tuple[Json, int]] = [(expression, 1)]
    while waiting:
        node, depth = waiting.pop()
        nodes += 1
        if depth > DEPTH_MAX or nodes > NODES_MAX:
            return [f"goes deeper than {DEPTH_MAX} levels or has more than {NODES_MAX} parts"]
        if isinstance(node, list):
            waiting += [(part, depth + 1) for part in node]
        elif isinstance(node, dict):
            found += _call_flaws(node)
            waiting += [(part, depth + 1) for part in node.values()]
    return found


def evaluate(expression: Json, scope: Scope, steps: Steps | None = None) -> Json:
    """The value of a sound expression. TooManyStepsError when it takes more than the steps left."""
    return _Evaluation(steps or Steps()).value(expression, scope)


def _call_flaws(node: JsonObject) -> Iterator[str]:
    if len(node) != 1:
        yield f"has an object with {len(node)} keys; a call has one, such as {{'var': 'value'}}"
        return
    ((name, given),) = node.items()
    if name not in OPERATORS:
        yield f"calls {name!r}; there are {', '.join(sorted(OPERATORS))}"
        return
    fewest, most = OPERATORS[name]
    count = len(given) if isinstance(given, list) else 1
    if not fewest <= count <= most:
        wanted = str(fewest) if fewest == most else f"{fewest} to {most}"
        yield f"gives {name!r} {count} parts; it takes {wanted}"
    elif name == "var":
        path = given[0] if isinstance(given, list) else given
        if not isinstance(path, str) or len(path) > PATH_LENGTH_MAX:
            yield f"asks 'var' for what is no text of {PATH_LENGTH_MAX} characters at most"
        elif path.split(".")[0] not in ROOTS:
            yield f"asks 'var' for {path!r}; a path begins with {', '.join(ROOTS)}"
    elif name == "matches" and isinstance(given, list) and isinstance(given[1], str):
        from goldwright.task_types.patterns import fault  # noqa: PLC0415 - it brings Arrow along

        if wrong := fault(given[1]):
            yield f"has the pattern {given[1]!r}, which cannot be read: {wrong}"


class _Evaluation:
    """One evaluation, which counts its steps."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def value(self, node: Json, scope: Scope) -> Json:
        if isinstance(node, list):
            self._steps.take(len(node) // _VALUES_A_STEP)
            return [self.value(part, scope) for part in node]
        if not isinstance(node, dict):
            return node
        self._steps.take()
        ((name, given),) = node.items()
        parts: list[Json] = given if isinstance(given, list) else [given]
        lazily = _LAZY.get(name)
        if lazily is not None:
            return lazily(self, parts, scope)
        values = [self.value(part, scope) for part in parts]
        self._steps.take(_weight(name, values))
        return _PLAIN[name](values)

    def var(self, parts: list[Json], scope: Scope) -> Json:
        found: Json = dict(scope)
        for step in str(parts[0]).split("."):
            found = _step(found, step)
        return found

    def both(self, parts: list[Json], scope: Scope) -> Json:
        return all(self.value(part, scope) is True for part in parts)

    def either(self, parts: list[Json], scope: Scope) -> Json:
        return any(self.value(part, scope) is True for part in parts)

    def choose(self, parts: list[Json], scope: Scope) -> Json:
        chosen = parts[1] if self.value(parts[0], scope) is True else parts[2]
        return self.value(chosen, scope)

    def every(self, parts: list[Json], scope: Scope) -> Json:
        return all(one is True for one in self._each(parts, scope))

    def some(self, parts: list[Json], scope: Scope) -> Json:
        return any(one is True for one in self._each(parts, scope))

    def map(self, parts: list[Json], scope: Scope) -> Json:
        return list(self._each(parts, scope))

    def keep(self, parts: list[Json], scope: Scope) -> Json:
        items = self._items(parts, scope)
        return [item for item in items if self.value(parts[1], {**scope, "item": item}) is True]

    def overlap(self, parts: list[Json], scope: Scope) -> Json:
        """The greatest part that two shapes of one label share, as bounding boxes: 0 to 1."""
        shapes = self.value(parts[0], scope)
        self._steps.take(_size(shapes) // _VALUES_A_STEP)
        by_label: dict[str, list[_Box]] = {}
        for shape in _items(shapes):
            bounds = _bounds(shape)
            if bounds is not None and isinstance(shape, dict):
                by_label.setdefault(str(shape.get("label")), []).append(bounds)
        return max((_most_shared(boxes, self._steps) for boxes in by_label.values()), default=0.0)

    def _each(self, parts: list[Json], scope: Scope) -> Iterator[Json]:
        for item in self._items(parts, scope):
            yield self.value(parts[1], {**scope, "item": item})

    def _items(self, parts: list[Json], scope: Scope) -> list[Json]:
        items = _items(self.value(parts[0], scope))
        self._steps.take(len(items))
        return items


def _weight(name: str, values: list[Json]) -> int:
    """The steps of a plain call that looks at more than the number of its parts tells."""
    if name == "matches":
        return _pattern_weight(values[1]) + _size(values[0]) // _VALUES_A_STEP
    if name in _LOOKS_INSIDE:
        return sum(map(_size, values)) // _VALUES_A_STEP
    return 0


def _size(value: Json) -> int:
    """How many values there are in it, long texts as several."""
    size = 0
    waiting = [value]
    while waiting:
        node = waiting.pop()
        size += 1
        if isinstance(node, str):
            size += len(node) // _CHARACTERS_A_VALUE
        elif isinstance(node, dict | list):
            waiting += _items(node)
    return size


def _pattern_weight(pattern: Json) -> int:
    """What preparing a pattern takes, at least: repetitions are written out, wide classes too."""
    if not isinstance(pattern, str):
        return 0
    repetitions, groups = 0, 1
    for before, count, most in _COUNTED.findall(pattern):
        times = min(int((most or count)[:4]), _REPETITIONS_MAX)
        if before == ")":
            groups = min(groups * times, _REPETITIONS_MAX)
        else:
            repetitions += times
    each = _WIDE_STEPS if _WIDE.search(pattern) else 1
    return _PREPARING_STEPS + each * groups * (len(pattern) + _VALUES_A_STEP * repetitions)


def _step(found: Json, step: str) -> Json:
    if isinstance(found, dict):
        return found.get(step)
    if not isinstance(found, list) or len(step) > _INDEX_DIGITS_MAX:
        return None
    if step.isascii() and step.isdigit() and int(step) < len(found):
        return found[int(step)]
    return None


def _items(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _number(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = float(value) if abs(value) < 1e308 else math.inf  # noqa: PLR2004  beyond all floats
    return number if math.isfinite(number) else None


def _numbers(values: list[Json]) -> list[float] | None:
    found = [_number(value) for value in values]
    return None if None in found else [one for one in found if one is not None]


def _ordered(holds: Callable[[float, float], bool]) -> Callable[[list[Json]], Json]:
    def compare(values: list[Json]) -> Json:
        numbers = _numbers(values)
        return numbers is not None and all(holds(one, two) for one, two in pairwise(numbers))

    return compare


def _equal(one: Json, two: Json) -> bool:
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(_equal, one, two))
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(_equal(one[key], two[key]) for key in one)
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    return one == two


def _calculated(of: Callable[[list[float]], float]) -> Callable[[list[Json]], Json]:
    def calculate(values: list[Json]) -> Json:
        numbers = _numbers(values)
        if not numbers:
            return None
        try:
            return _number(of(numbers))
        except (ArithmeticError, ValueError):
            return None

    return calculate


def _of_list(of: Callable[[list[float]], float]) -> Callable[[list[Json]], Json]:
    calculate = _calculated(of)
    return lambda values: calculate(_items(values[0]))


def _count(values: list[Json]) -> Json:
    return len(values[0]) if isinstance(values[0], list | dict | str) else 0


def _contains(values: list[Json]) -> Json:
    needle, whole = values
    if isinstance(whole, str):
        return isinstance(needle, str) and needle in whole
    return any(_equal(needle, one) for one in _items(whole))


def _words(values: list[Json]) -> Json:
    return len(values[0].split()) if isinstance(values[0], str) else 0


def _lower(values: list[Json]) -> Json:
    return values[0].lower() if isinstance(values[0], str) else None


def _matches(values: list[Json]) -> Json:
    text, pattern = values
    if not isinstance(text, str) or not isinstance(pattern, str):
        return False
    # It brings Arrow along, which a server whose projects have no patterns can do without.
    from goldwright.task_types.patterns import is_found  # noqa: PLC0415

    return is_found(pattern, text)


_Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


def _bounds(shape: Json) -> _Box | None:
    """Of a box, or of anything with vertices."""
    if not isinstance(shape, dict):
        return None
    vertices = _vertices(shape)
    if vertices:
        xs, ys = zip(*vertices, strict=True)
        return min(xs), min(ys), max(xs), max(ys)
    sides = _numbers([shape.get(name) for name in ("left", "top", "width", "height")])
    if sides is None:
        return None
    left, top, width, height = sides
    return left, top, left + width, top + height


def _vertices(shape: JsonObject) -> list[tuple[float, float]]:
    vertices = shape.get("vertices")
    found: list[tuple[float, float]] = []
    for vertex in vertices if isinstance(vertices, list) else []:
        point = _numbers([vertex.get("x"), vertex.get("y")]) if isinstance(vertex, dict) else None
        if point is None:
            return []
        found.append((point[0], point[1]))
    return found


def _area(values: list[Json]) -> Json:
    """Of an outline, or of a box, in square pixels."""
    shape = values[0]
    if not isinstance(shape, dict):
        return None
    outline = _vertices(shape)
    if outline:
        following = [*outline[1:], outline[0]]
        twice = sum(
            x * next_y - next_x * y
            for (x, y), (next_x, next_y) in zip(outline, following, strict=True)
        )
        return abs(twice) / 2
    bounds = _bounds(shape)
    return None if bounds is None else (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])


def _most_shared(boxes: list[_Box], steps: Steps) -> float:
    greatest = 0.0
    boxes.sort()
    for place, (left, top, right, bottom) in enumerate(boxes):
        for following in range(place + 1, len(boxes)):
            other = boxes[following]
            if other[0] >= right:  # sorted by left: none of the following meets it either
                break
            steps.take()
            width = min(right, other[2]) - max(left, other[0])
            height = min(bottom, other[3]) - max(top, other[1])
            if width > 0 and height > 0:
                shared = width * height
                areas = (right - left) * (bottom - top) + (other[2] - other[0]) * (
                    other[3] - other[1]
                )
                greatest = max(greatest, shared / (areas - shared))
    return greatest


_PLAIN: dict[str, Callable[[list[Json]], Json]] = {
    "not": lambda values: values[0] is not True,
    "==": lambda values: _equal(values[0], values[1]),
    "!=": lambda values: not _equal(values[0], values[1]),
    "<": _ordered(lambda one, two: one < two),
    "<=": _ordered(lambda one, two: one <= two),
    ">": _ordered(lambda one, two: one > two),
    ">=": _ordered(lambda one, two: one >= two),
    "+": _calculated(math.fsum),
    "-": _calculated(lambda numbers: numbers[0] - numbers[1]),
    "*": _calculated(math.prod),
    "/": _calculated(lambda numbers: numbers[0] / numbers[1]),
    "sum": _of_list(math.fsum),
    "min": _of_list(min),
    "max": _of_list(max),
    "in": _contains,
    "count": _count,
    "words": _words,
    "lower": _lower,
    "matches": _matches,
    "area": _area,
}
_LOOKS_INSIDE = frozenset({"==", "!=", "in", "sum", "min", "max", "words", "lower", "area"})
_LAZY: dict[str, Callable[[_Evaluation, list[Json], Scope], Json]] = {
    "var": _Evaluation.var,
    "and": _Evaluation.both,
    "or": _Evaluation.either,
    "if": _Evaluation.choose,
    "all": _Evaluation.every,
    "some": _Evaluation.some,
    "map": _Evaluation.map,
    "filter": _Evaluation.keep,
    "overlap": _Evaluation.overlap,
}
_ANY = NODES_MAX
OPERATORS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("var", "not", "count", "words", "lower", "area", "overlap"), (1, 1)),
    **dict.fromkeys(("sum", "min", "max"), (1, 1)),
    **dict.fromkeys(("==", "!=", "-", "/", "in", "matches"), (2, 2)),
    **dict.fromkeys(("all", "some", "map", "filter"), (2, 2)),
    **dict.fromkeys(("<", "<=", ">", ">=", "+", "*"), (2, _ANY)),
    **dict.fromkeys(("and", "or"), (1, _ANY)),
    "if": (3, 3),
}
"""Each operator with the fewest and the most parts that it takes."""
