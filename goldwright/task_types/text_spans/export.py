"""Spans as rows: one per span, and one per token with a BIO tag."""

import re

from goldwright.task_types.contract import Json, JsonObject
from goldwright.task_types.json_values import objects_at
from goldwright.task_types.rows import cell

_TOKEN = re.compile(r"\w+|[^\w\s]")


def spans(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row per span in reading order; columns `link.<name>` hold the ids of linked spans."""
    linked: dict[tuple[str, str], list[Json]] = {}
    for link in objects_at(response, "relationships"):
        column = f"link.{link.get('name') or 'unnamed'}"
        linked.setdefault((str(link["source_ref"]), column), []).append(link["target_ref"])
    rows: list[JsonObject] = []
    for span in sorted(objects_at(response, "annotations"), key=_extent):
        row: JsonObject = {key: span[key] for key in ("id", "start", "end", "text", "label")}
        attributes = span.get("attributes")
        if isinstance(attributes, dict):
            row.update({f"attribute.{key}": cell(value) for key, value in attributes.items()})
        row.update(
            {
                column: cell(targets)
                for (ref, column), targets in linked.items()
                if ref == span["id"]
            }
        )
        rows.append(row)
    return rows


def conll(params: JsonObject, response: JsonObject) -> list[JsonObject]:
    """One row per token: sentence (a line of the text), token, offsets and BIO tag.

    Lost: of overlapping spans all but the longest, spans that cut through tokens widen to whole
    tokens, links and attributes.
    """
    text = str(params["text"])
    taken: list[tuple[int, int, str]] = []
    for span in sorted(objects_at(response, "annotations"), key=_longest_first):
        start, end = _extent(span)
        if all(end <= other_start or other_end <= start for other_start, other_end, _ in taken):
            taken.append((start, end, str(span["label"])))
    rows: list[JsonObject] = []
    before: tuple[int, int, str] | None = None
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        inside = next((one for one in sorted(taken) if one[0] < end and start < one[1]), None)
        tag = "O" if inside is None else f"{'I' if inside == before else 'B'}-{inside[2]}"
        rows.append(
            {
                "sentence": text.count("\n", 0, start) + 1,
                "token": match.group(),
                "start": start,
                "end": end,
                "tag": tag,
            }
        )
        before = inside
    return rows


def _extent(span: JsonObject) -> tuple[int, int]:
    start, end = span["start"], span["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end


def _longest_first(span: JsonObject) -> tuple[int, int, str]:
    start, end = _extent(span)
    return start - end, start, str(span["label"])
