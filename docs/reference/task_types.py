"""`task-types.md`: what each kind of work asks and answers, from its JSON Schemas."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from docs.reference.markdown import code, paragraphs, table
from goldwright.task_types import registry
from goldwright.task_types.contract import TaskType

_INTRODUCTION = """\
# Task types

The word in the first column is the one in `POST /v1/task/<word>`. Every task may carry, beside the
params of its type, `project`, `batch`, `project_version`, `instruction`, `callback_url`,
`metadata`, `priority`, `urgency`, `tags`, `unique_id` and `clear_unique_id_on_error`. Params that a
type does not know are kept as they came.

*Settled by* says what happens when a project asks several people: *votes* — every answer is a vote,
and what is known of its worker weighs it; *fusing* — the responses are joined into one, weighed
likewise; *all are kept* — every answer is delivered; *a person* — only a person can join such
answers, and decides with `POST /api/tasks/{task_id}/decide`. Types without *known answers* take no
gold and no onboarding tasks.
"""
Schema = Mapping[str, Any]  # Any: JSON Schema


def page() -> str:
    """An overview, then a section for each family with its types and their parts."""
    types = sorted(registry().values(), key=lambda one: (one.family, one.name))
    overview = table(
        ["type", "title", "what people do", "settled by", "known answers", "exports"],
        [_overview(one) for one in registry().values()],
    )
    families = [
        _family(family, list(members)) for family, members in groupby(types, lambda one: one.family)
    ]
    return paragraphs(_INTRODUCTION.strip(), overview, *families)


def _overview(one: TaskType) -> tuple[str, ...]:
    settled = "votes" if one.with_votes else "fusing" if one.aggregate else "a person"
    exports = ", ".join(code(name) for name in sorted(one.exporters))
    if one.collects_all:
        settled += ", or all are kept"
    known = "yes" if one.is_gold_supported else "no"
    link = f"[{one.name}](#{one.name})"
    return link, one.title, one.summary, settled, known, exports


def _family(family: str, types: list[TaskType]) -> str:
    parts: dict[str, str] = {}
    sections = [_type(one, parts) for one in types]
    named = [f"#### {title}\n\n{body}" for title, body in sorted(parts.items())]
    place = f"../../goldwright/task_types/{family}"
    return paragraphs(
        f"## Family {family}",
        f"When to use it and how it is scored: [README]({place}/README.md). A task, a good response"
        f" and bad ones: [example.json]({place}/example.json).",
        *sections,
        f"### Parts of {family}" if named else "",
        *named,
    )


def _type(one: TaskType, parts: dict[str, str]) -> str:
    shown = [f"### {one.name}", one.summary]
    for word, model in (("Params", one.params), ("Response", one.response)):
        schema = json.loads(json.dumps(model.model_json_schema()))
        rows = list(_fields(schema))
        shown.append(f"**{word}**: {_told(schema)}")
        shown.append(table(["field", "type", "default", "meaning"], rows) if rows else "")
        for name, part in schema.get("$defs", {}).items():
            parts.setdefault(name, _part(part))
    return paragraphs(*shown)


def _part(schema: Schema) -> str:
    rows = list(_fields(schema))
    if not rows:
        return paragraphs(_told(schema), f"{_type_name(schema)}.")
    return paragraphs(_told(schema), table(["field", "type", "default", "meaning"], rows))


def _fields(schema: Schema) -> Iterator[tuple[str, str, str, str]]:
    required = set(schema.get("required", []))
    for name, part in schema.get("properties", {}).items():
        default = part.get("default")
        shown = code(json.dumps(default)) if default is not None else ""
        yield (
            code(name),
            _type_name(part),
            "required" if name in required else shown,
            part.get("description", ""),
        )


def _type_name(part: Schema) -> str:
    if "$ref" in part:
        return part["$ref"].rpartition("/")[2]
    if "enum" in part:
        return ", ".join(code(str(one)) for one in part["enum"])
    if "const" in part:
        return code(str(part["const"]))
    for several in ("anyOf", "oneOf"):
        if several in part:
            names = [_type_name(one) for one in part[several] if one.get("type") != "null"]
            return " or ".join(dict.fromkeys(names))
    kind = part.get("type", "anything")
    if kind == "array":
        tuple_ = part.get("prefixItems")
        if tuple_:
            return f"[{', '.join(_type_name(one) for one in tuple_)}]"
        return f"list of {_type_name(part.get('items', {}))}"
    if kind == "object" and isinstance(part.get("additionalProperties"), dict):
        return f"object of {_type_name(part['additionalProperties'])}"
    return str(kind)


def _told(schema: Schema) -> str:
    return " ".join(schema.get("description", "").split())
