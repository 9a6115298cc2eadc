"""When a field of a form is shown: an OR of conditions, each an AND over other fields' answers.

A condition is `{field_id: wanted, …}`; `wanted` is a value, a list of values of which one must be
chosen, or `{"not": wanted}`. `{"not": condition}` inside a condition turns that condition round.
"""

from collections.abc import Iterable, Mapping
from typing import cast


def is_shown(conditions: list[dict[str, object]], answers: Mapping[str, object]) -> bool:
    """Whether any condition holds for these answers; no condition at all means yes."""
    return not conditions or any(_holds(condition, answers) for condition in conditions)


def asked_fields(conditions: Iterable[Mapping[str, object]]) -> list[str]:
    """The `field_id`s that the conditions look at."""
    found: list[str] = []
    for condition in conditions:
        for name, wanted in condition.items():
            if name == "not" and isinstance(wanted, dict):
                found.extend(asked_fields([cast("dict[str, object]", wanted)]))  # keys are text
            else:
                found.append(name)
    return found


def is_same(one: object, two: object) -> bool:
    """Equal as JSON: 1 is 1.0 but not true."""
    return isinstance(one, bool) == isinstance(two, bool) and one == two


def _holds(condition: Mapping[str, object], answers: Mapping[str, object]) -> bool:
    for name, wanted in condition.items():
        if name == "not" and isinstance(wanted, dict):
            if _holds(cast("dict[str, object]", wanted), answers):  # keys are text
                return False
        elif not _is_met(wanted, answers.get(name)):
            return False
    return True


def _is_met(wanted: object, answer: object) -> bool:
    if isinstance(wanted, dict):
        turned = cast("dict[str, object]", wanted)  # keys are text
        return set(turned) == {"not"} and not _is_met(turned["not"], answer)
    values = cast("list[object]", wanted if isinstance(wanted, list) else [wanted])
    given = cast("list[object]", answer if isinstance(answer, list) else [answer])
    return any(is_same(value, one) for value in values for one in given if one is not None)
