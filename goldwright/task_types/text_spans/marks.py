"""Checking, comparing and settling marked spans and their links."""

import math
import re
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import cast

from goldwright.algorithms.grouping import Group, grouped
from goldwright.task_types.contract import Aggregate, Json, JsonObject, Weighted
from goldwright.task_types.json_values import canonical
from goldwright.task_types.reading import sentences as shape_sentences
from goldwright.task_types.reading import with_sound_prelabel
from goldwright.task_types.text_spans.schema import (
    Link,
    Params,
    Relationship,
    Response,
    Span,
    lineages,
)
from goldwright.task_types.text_spans.schema import read_params as read_asked
from goldwright.task_types.voting import (
    likely,
    mean_probability,
    plurality,
    totals,
    weighted_median,
)

_NAMES = uuid.UUID("6a1f0f0e-5d0b-5c52-9d3c-7b1f2c1f7a10")
"""Settled spans are named after their content, so that the same answers give the same ids."""


def read_params(params: JsonObject) -> JsonObject:
    """Checked params, with a prelabel in which all could stand in an answer."""
    return with_sound_prelabel(read_asked(params), check)


def check(params: JsonObject, response: JsonObject) -> list[str]:
    """Sentences on spans outside the text, wrong words, unknown labels and impossible links."""
    if sentences := shape_sentences(Response, response):
        return sentences
    task, given = Params.model_validate(params), Response.model_validate(response)
    lines = {name: line for _, name, line in lineages(task.labels)}
    seen: set[str] = set()
    for place, span in enumerate(given.annotations):
        at = f"annotations.{place}"
        sentences.extend(f"{at} {reason}." for reason in _span_reasons(task, span, lines))
        if (key := _span_key(span)) in seen:
            sentences.append(f"{at} marks the same words with the same label again.")
        seen.add(key)
    links = given.relationships or []
    ids = Counter(one.id for one in (*given.annotations, *links))
    sentences.extend(
        f'The id "{name}" is used {count} times.' for name, count in ids.items() if count > 1
    )
    spans = {span.id: span for span in given.annotations}
    linked: set[str] = set()
    for place, link in enumerate(links):
        at = f"relationships.{place}"
        reasons = _link_reasons(task, link, spans, lines)
        sentences.extend(f"{at} {reason}." for reason in reasons)
        key = canonical(_link_key(task, link, link.source_ref, link.target_ref))
        if not reasons and key in linked:
            sentences.append(f"{at} links the same spans by the same name again.")
        linked.add(key)
    return sentences


def agree(params: JsonObject, one: JsonObject, two: JsonObject) -> float:
    """F1 of spans and links: place, label and attributes must be equal, ids do not matter."""
    task = Params.model_validate(params)
    first, second = _facts(task, one), _facts(task, two)
    count = first.total() + second.total()
    return 2 * (first & second).total() / count if count else 1.0


def aggregate(params: JsonObject, weighted: Sequence[Weighted]) -> Aggregate:
    """Spans and links that more than half of the weight marked.

    Spans of one label that overlap by half are one span; its bounds are the weighted medians.
    """
    task = Params.model_validate(params)
    given = [(Response.model_validate(one.response), one.weight) for one in weighted]
    whole = math.fsum(weight for _, weight in given)
    groups = grouped(
        [(one.annotations, weight) for one, weight in given],
        kind=lambda span: span.label,
        alike=_overlap,
        key=_span_key,
    )
    settled: dict[str, Span] = {}
    meant: list[dict[str, str]] = [{} for _ in given]
    doubts: list[float] = []
    for group in groups:
        against = whole - group.support
        doubts.append(likely(max(group.support, against), min(group.support, against)))
        if group.support > against:
            span = _fused(task, group, [weight for _, weight in given])
            settled[span.id] = span
            for index, member in group.members.items():
                meant[index][member.id] = span.id
    links = _settled_links(task, given, meant, doubts)
    if not groups:
        doubts.append(likely(whole, 0.0))
    response: JsonObject = {
        "annotations": [_as_json(span) for span in sorted(settled.values(), key=_span_key)]
    }
    if links or any(one.relationships is not None for one, _ in given):
        response["relationships"] = links
    if all(canonical(one.response) == canonical(weighted[0].response) for one in weighted):
        response = weighted[0].response
    return Aggregate(response, mean_probability(doubts))


def sample(params: JsonObject) -> JsonObject:
    """The first word with the first label; or the first two, linked, where links are asked for."""
    task = Params.model_validate(params)
    kind = task.relationships[0] if task.relationships else None
    first = task.labels[0].name
    labels = [first] if kind is None else [kind.source_label or first, kind.target_label or first]
    words = re.finditer(r"\S+|^\s+$", task.text)
    spans = [
        _span(word.start(), word.end(), word.group(), label, None)
        for label, word in zip(labels, words, strict=False)
    ]
    response: JsonObject = {"annotations": [_as_json(span) for span in spans]}
    if kind is not None:
        response["relationships"] = [
            {
                "id": str(uuid.uuid5(_NAMES, f"sample {source.id} {target.id}")),
                "source_ref": source.id,
                "target_ref": target.id,
                "name": kind.name,
            }
            for source, target in pairwise(spans)
        ]
    return response


def _span_reasons(task: Params, span: Span, lines: Mapping[str, tuple[str, ...]]) -> list[str]:
    if span.label not in lines:
        return [f'has the unknown label "{span.label}"']
    if span.start >= span.end or span.end > len(task.text):
        return [f"runs from {span.start} to {span.end} in a text of {len(task.text)} characters"]
    words = task.text[span.start : span.end]
    is_same = span.text == words
    if task.merge_newlines and not is_same:
        is_same = span.text.split() == words.split()
    return [] if is_same else [f'has the text "{span.text}" where the task has "{words}"']


def _link_reasons(
    task: Params,
    link: Link,
    spans: Mapping[str, Span],
    lines: Mapping[str, tuple[str, ...]],
) -> list[str]:
    if missing := [ref for ref in (link.source_ref, link.target_ref) if ref not in spans]:
        return [f'leads to "{missing[0]}", which is no span']
    if link.source_ref == link.target_ref:
        return ["links a span to itself"]
    if link.name is None:
        return []
    kinds = [kind for kind in task.relationships or [] if kind.name == link.name]
    if not kinds:
        return [f'has the unknown name "{link.name}"']
    source, target = spans[link.source_ref].label, spans[link.target_ref].label
    if any(
        _may_link(kind, *ends, lines)
        for kind in kinds
        for ends in (
            [(source, target)] if kind.is_directed else [(source, target), (target, source)]
        )
    ):
        return []
    return [f'links "{source}" to "{target}", which "{link.name}" does not allow']


def _may_link(
    kind: Relationship, source: str, target: str, lines: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether the ends have the labels asked for; a finer label counts as those above it."""
    return all(
        wanted is None or wanted in lines.get(label, ())
        for wanted, label in ((kind.source_label, source), (kind.target_label, target))
    )


def _span_key(span: Span) -> str:
    return f"{span.start:012}-{span.end:012}-{span.label}-{canonical(_attributes(span) or {})}"


def _link_key(task: Params, link: Link, source: str, target: str) -> list[Json]:
    """What a link says: the ends of an undirected one come sorted."""
    is_directed = all(
        kind.is_directed for kind in task.relationships or [] if kind.name == link.name
    )
    ends = (source, target) if is_directed else tuple(sorted((source, target)))
    return [*ends, link.name]


def _facts(task: Params, response: JsonObject) -> Counter[str]:
    given = Response.model_validate(response)
    keys = {span.id: _span_key(span) for span in given.annotations}
    facts = Counter(keys.values())
    facts.update(
        canonical(_link_key(task, link, keys[link.source_ref], keys[link.target_ref]))
        for link in given.relationships or []
    )
    return facts


def _overlap(one: Span, two: Span) -> float:
    shared = min(one.end, two.end) - max(one.start, two.start)
    return max(0, shared) / (max(one.end, two.end) - min(one.start, two.start))


def _fused(task: Params, group: Group[Span], weights: Sequence[float]) -> Span:
    members = [(span, weights[index]) for index, span in group.members.items()]
    start = weighted_median([(span.start, weight) for span, weight in members])
    end = weighted_median([(span.end, weight) for span, weight in members])
    spelt = {canonical(_attributes(span)): _attributes(span) for span, _ in members}
    votes = [(canonical(_attributes(span)), weight) for span, weight in members]
    chosen, _ = plurality(votes, order=str, classes=len(spelt))
    return _span(start, end, task.text[start:end], members[0][0].label, spelt[chosen])


def _attributes(span: Span) -> Json:
    return cast("Json", span.attributes)  # read from JSON


def _span(start: int, end: int, text: str, label: str, attributes: Json) -> Span:
    name = uuid.uuid5(_NAMES, canonical([start, end, label, attributes]))
    return Span.model_validate(
        {
            "id": str(name),
            "start": start,
            "end": end,
            "text": text,
            "label": label,
            **({} if attributes is None else {"attributes": attributes}),
        }
    )


def _as_json(part: Span | Link) -> JsonObject:
    return cast("JsonObject", part.model_dump(exclude_unset=True))  # made of JSON


def _settled_links(
    task: Params,
    given: Sequence[tuple[Response, float]],
    meant: Sequence[Mapping[str, str]],
    doubts: list[float],
) -> list[Json]:
    """Links between settled spans that more than half of the weight drew."""
    whole = math.fsum(weight for _, weight in given)
    links: dict[str, JsonObject] = {}
    drawn: list[tuple[str, float]] = []
    for (response, weight), names in zip(given, meant, strict=True):
        own: set[str] = set()
        for link in response.relationships or []:
            source, target = names.get(link.source_ref), names.get(link.target_ref)
            # Two spans of one person may have become one; a link between them says nothing then.
            if source is None or target is None or source == target:
                continue
            content = _link_key(task, link, source, target)
            key = canonical(content)
            own.add(key)
            links[key] = {
                "id": str(uuid.uuid5(_NAMES, key)),
                "source_ref": content[0],
                "target_ref": content[1],
                **({} if link.name is None else {"name": link.name}),
            }
        drawn.extend((key, weight) for key in own)
    settled: list[Json] = []
    for key, support in sorted(totals(drawn).items()):
        against = whole - support
        doubts.append(likely(max(support, against), min(support, against)))
        if support > against:
            settled.append(links[key])
    return settled
