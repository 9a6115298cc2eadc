"""Rows that exporters of several task types write."""

from goldwright.task_types.contract import Exporter, Json, JsonObject
from goldwright.task_types.json_values import canonical


def _whole_task(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    return [{"params": params, "response": response}]


WHOLE_TASK = Exporter("Params and answer, nothing lost", _whole_task)


def cell(value: Json) -> Json:
    """A value as one table cell: lists of simple values joined by `|`, the rest as JSON text."""
    if not isinstance(value, list | dict):
        return value
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return "|".join(one if isinstance(one, str) else canonical(one) for one in value)
    return canonical(value)
