"""What each kind of field knows of one answer: sound or not, how alike, settled, sampled.

Nested forms are handled where whole forms are, in `filling`.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from goldwright.algorithms.likeness import text_likeness
from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.forms.conditions import is_same
from goldwright.task_types.forms.schema import FormField
from goldwright.task_types.json_values import canonical
from goldwright.task_types.voting import likely, medoid, plurality, totals, weighted_median

WeightedAnswers = Sequence[tuple[Json, float]]
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?\s*")
_PARTS = {"year", "month", "day", "hour", "minute", "second", "timezone"}


@dataclass(frozen=True, slots=True)
class Kind:
    """The behaviour of one kind of field; answers passed to all but `fault` are sound."""

    fault: Callable[[FormField, Json], str | None]
    """What is wrong with an answer, as the rest of a sentence about its place."""
    alike: Callable[[FormField, Json, Json], float]
    settle: Callable[[FormField, WeightedAnswers], tuple[Json, float]]
    sample: Callable[[FormField], Json]


def _text_fault(field: FormField, answer: Json) -> str | None:
    if not isinstance(answer, str):
        return "must be text"
    if field.max_characters is not None and len(answer) > field.max_characters:
        return f"has {len(answer)} characters, {field.max_characters} are allowed"
    return None


def _text_likeness(field: FormField, one: Json, two: Json) -> float:
    return text_likeness(str(one), str(two))


def _settle_text(field: FormField, answers: WeightedAnswers) -> tuple[Json, float]:
    """The text most like all others; a text that nobody wrote would be nobody's answer."""
    return medoid(answers, alike=lambda one, two: _text_likeness(field, one, two), key=canonical)


def _number(answer: Json) -> float:
    """The number that an answer is or spells."""
    return float(answer) if isinstance(answer, int | float | str) else math.nan


def _number_fault(field: FormField, answer: Json) -> str | None:
    is_spelt = isinstance(answer, str) and len(answer) <= 40 and _NUMBER.fullmatch(answer)  # noqa: PLR2004 - longer text is no number a person typed
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    try:
        number = _number(answer) if is_spelt or is_number else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        return "must be a number"
    if field.min is not None and number < field.min:
        return f"must be at least {field.min}"
    if field.max is not None and number > field.max:
        return f"must be at most {field.max}"
    return None


def _number_likeness(field: FormField, one: Json, two: Json) -> float:
    """1 minus the distance over the allowed range, or over the larger size where none is given."""
    first, second = _number(one), _number(two)
    if first == second:
        return 1.0
    if field.min is not None and field.max is not None:
        span = float(field.max) - float(field.min)
    else:
        span = max(abs(first), abs(second))
    return max(0.0, 1.0 - abs(first - second) / span)


def _settle_number(field: FormField, answers: WeightedAnswers) -> tuple[Json, float]:
    middle = weighted_median([(_number(answer), weight) for answer, weight in answers])
    spelt = sorted(
        (canonical(answer), answer) for answer, _ in answers if _number(answer) == middle
    )
    return spelt[0][1], _support(field, answers, spelt[0][1], _number_likeness)


def _boolean_fault(field: FormField, answer: Json) -> str | None:
    return None if isinstance(answer, bool) else "must be true or false"


def _equality(field: FormField, one: Json, two: Json) -> float:
    return float(is_same(one, two))


def _settle_boolean(field: FormField, answers: WeightedAnswers) -> tuple[Json, float]:
    return plurality([(bool(one), weight) for one, weight in answers], order=int, classes=2)


def instant(answer: Json) -> datetime | None:
    """The moment that an ISO 8601 text or an object of parts names; without zone it is UTC."""
    try:
        if isinstance(answer, str):
            found = datetime.fromisoformat(
                f"1970-01-01T{answer}" if re.fullmatch(r"\d\d:\d\d(:\d\d)?", answer) else answer
            )
        elif isinstance(answer, dict) and answer and set(answer) <= _PARTS:
            parts = {name: part for name, part in answer.items() if name != "timezone"}
            whole = {name: part for name, part in parts.items() if type(part) is int}
            if len(whole) < len(parts) or not isinstance(answer.get("timezone", ""), str):
                return None
            found = datetime(
                whole.get("year", 1970),
                whole.get("month", 1),
                whole.get("day", 1),
                whole.get("hour", 0),
                whole.get("minute", 0),
                whole.get("second", 0),
                tzinfo=UTC,
            )
        else:
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def _datetime_fault(field: FormField, answer: Json) -> str | None:
    return None if instant(answer) else "must be a time in ISO 8601, e.g. 2026-01-31T12:00:00Z"


def _datetime_likeness(field: FormField, one: Json, two: Json) -> float:
    return float(_moment(one) == _moment(two))


def _moment(answer: Json) -> tuple[str, str]:
    zone = answer.get("timezone") if isinstance(answer, dict) else None
    return str(instant(answer)), str(zone)


def _settle_datetime(field: FormField, answers: WeightedAnswers) -> tuple[Json, float]:
    spelt = {_moment(answer): answer for answer, _ in sorted(answers, key=_by_text, reverse=True)}
    votes = [(_moment(answer), weight) for answer, weight in answers]
    moment, posterior = plurality(votes, order=str, classes=len(spelt))
    return spelt[moment], posterior


def _by_text(pair: tuple[Json, float]) -> str:
    return canonical(pair[0])


def _choice_fault(field: FormField, answer: Json) -> str | None:
    if not isinstance(answer, list):
        return "must be a list of choices"
    known = field.values()
    for one in answer:
        if not any(is_same(one, value) for value in known):
            return f"{canonical(one)} is not one of the choices"
    if any(is_same(one, two) for one, two in combinations(answer, 2)):
        return "names a choice twice"
    if not field.min_choices <= len(answer) <= field.most_choices():
        return f"must have {field.min_choices} to {field.most_choices()} choices"
    return None


def chosen(answer: Json) -> set[str]:
    """The choices of an answer, each as text; 1 and 1.0 are one choice."""
    return {choice_text(one) for one in (answer if isinstance(answer, list) else [])}


def choice_text(choice: Json) -> str:
    """A choice as text that no other choice has; words stay as they are."""
    if isinstance(choice, float) and choice.is_integer():
        choice = int(choice)
    return choice if isinstance(choice, str) else canonical(choice)


def _choice_likeness(field: FormField, one: Json, two: Json) -> float:
    """Jaccard index of the two sets of choices."""
    first, second = chosen(one), chosen(two)
    return len(first & second) / len(first | second) if first | second else 1.0


def _settle_choices(field: FormField, answers: WeightedAnswers) -> tuple[Json, float]:
    values = {choice_text(value): value for value in reversed(field.values())}
    order = list(reversed(values))
    if field.most_choices() == 1 and all(len(chosen(answer)) == 1 for answer, _ in answers):
        votes = [(next(iter(chosen(answer))), weight) for answer, weight in answers]
        winner, posterior = plurality(votes, order=order.index, classes=len(order))
        return [values[winner]], posterior
    weights = totals([(one, weight) for answer, weight in answers for one in chosen(answer)])
    whole = math.fsum(weight for _, weight in answers)
    ranked = sorted(order, key=lambda one: (-weights.get(one, 0.0), order.index(one)))
    wanted = sum(2 * weights.get(one, 0.0) > whole for one in order)
    wanted = max(field.min_choices, min(wanted, field.most_choices()))
    taken = set(ranked[:wanted])
    confidence = math.prod(
        likely(share, whole - share) if one in taken else likely(whole - share, share)
        for one in order
        for share in [weights.get(one, 0.0)]
    )
    return [values[one] for one in order if one in taken], confidence


def _ranking_fault(field: FormField, answer: Json) -> str | None:
    wanted = {choice_text(value) for value in field.values()}
    if not isinstance(answer, list) or len(answer) != len(wanted) or chosen(answer) != wanted:
        return "must be a list of all options, best first"
    return None


def _ranking_likeness(field: FormField, one: Json, two: Json) -> float:
    """The share of pairs that both put in the same order."""
    first, second = _places(one), _places(two)
    pairs = list(combinations(first, 2))
    same = sum((first[a] < first[b]) == (second[a] < second[b]) for a, b in pairs)
    return same / len(pairs) if pairs else 1.0


def _places(answer: Json) -> dict[str, int]:
    ranked = answer if isinstance(answer, list) else []
    return {choice_text(one): place for place, one in enumerate(ranked)}


def _settle_ranking(field: FormField, answers: WeightedAnswers) -> tuple[Json, float]:
    """Borda count: the options by their weighted mean place, ties in the order of the params."""
    values = {choice_text(value): value for value in reversed(field.values())}
    order = list(reversed(values))
    ballots = [(_places(answer), weight) for answer, weight in answers]
    score = {one: math.fsum(places[one] * weight for places, weight in ballots) for one in order}
    ranked: Json = [values[one] for one in sorted(order, key=lambda one: score[one])]
    return ranked, _support(field, answers, ranked, _ranking_likeness)


def _span(answer: Json) -> tuple[float, float]:
    ends: JsonObject = answer if isinstance(answer, dict) else {}
    return _number(ends.get("start")), _number(ends.get("end"))


def _span_fault(field: FormField, answer: Json) -> str | None:
    ends = list(answer.values()) if isinstance(answer, dict) else []
    are_numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in ends)
    if not isinstance(answer, dict) or set(answer) != {"start", "end"} or not are_numbers:
        return 'must be {"start": seconds, "end": seconds}'
    try:
        start, end = _span(answer)
    except OverflowError:
        return "has a number too large for seconds"
    return None if 0 <= start <= end < math.inf else "must start at 0 or later and not end before"


def _span_likeness(field: FormField, one: Json, two: Json) -> float:
    """Overlap over union; two moments are alike when they are equal."""
    (start, end), (other_start, other_end) = _span(one), _span(two)
    if (start, end) == (other_start, other_end):
        return 1.0
    overlap = min(end, other_end) - max(start, other_start)
    union = max(end, other_end) - min(start, other_start)
    return max(0.0, overlap) / union


def _settle_span(field: FormField, answers: WeightedAnswers) -> tuple[Json, float]:
    """Medians of starts and ends; the end stays behind the start, as it does in every answer."""
    ends: list[JsonObject] = [answer for answer, _ in answers if isinstance(answer, dict)]
    settled: JsonObject = {}
    for name in ("start", "end"):
        pairs = zip(ends, answers, strict=True)
        middle = weighted_median([(_number(one[name]), weight) for one, (_, weight) in pairs])
        settled[name] = min((one[name] for one in ends if one[name] == middle), key=canonical)
    return settled, _support(field, answers, settled, _span_likeness)


def _support(
    field: FormField,
    answers: WeightedAnswers,
    settled: Json,
    alike: Callable[[FormField, Json, Json], float],
) -> float:
    """How likely an answer is right that is as like the given ones as this."""
    support = math.fsum(weight * alike(field, answer, settled) for answer, weight in answers)
    return likely(support, math.fsum(weight for _, weight in answers) - support)


def _sample_text(field: FormField) -> Json:
    return "test response"[: field.max_characters]


def _sample_number(field: FormField) -> Json:
    if field.min is not None:
        return field.min
    return 0 if field.max is None else min(0, field.max)


def _sample_choices(field: FormField) -> Json:
    values = list({choice_text(value): value for value in field.values()}.values())
    return list[Json](values[: max(1, field.min_choices)])


def _sample_ranking(field: FormField) -> Json:
    return list[Json]({choice_text(value): value for value in field.values()}.values())


_CHOICES = Kind(_choice_fault, _choice_likeness, _settle_choices, _sample_choices)
_RANKING = Kind(_ranking_fault, _ranking_likeness, _settle_ranking, _sample_ranking)

KINDS: dict[str, Kind] = {
    "text": Kind(_text_fault, _text_likeness, _settle_text, _sample_text),
    "number": Kind(_number_fault, _number_likeness, _settle_number, _sample_number),
    "boolean": Kind(_boolean_fault, _equality, _settle_boolean, lambda _: True),
    "datetime": Kind(
        _datetime_fault, _datetime_likeness, _settle_datetime, lambda _: "2026-01-01T00:00:00Z"
    ),
    "category": _CHOICES,
    "select": _CHOICES,
    "ranking_order": _RANKING,
    "ranking": _RANKING,
    "time_range": Kind(_span_fault, _span_likeness, _settle_span, lambda _: {"start": 0, "end": 1}),
}
