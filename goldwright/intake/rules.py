"""How a task is read: what it inherits, the parameters that all types share, its params."""

import re
from collections.abc import Mapping
from typing import Final, NoReturn

import orjson

from goldwright.errors import Fault, ParamsInvalidError
from goldwright.intake.records import Address, NewTask
from goldwright.task_types.contract import Json, JsonObject, TaskType

METADATA_BYTES_MAX = 10_240
TAGS_MAX = 5
TEXT_MAX = 1_000
"""Characters of a name, a unique_id, a tag or an address."""
KEY_BYTES_MAX = 2_500
"""Bytes of a name or a unique_id, since an index holds no more than 2,704 a row."""
PRIORITIES = (10, 20, 30)
NO_INHERITANCE = -1
STANDARD_URGENCY = "standard"
URGENCIES = (STANDARD_URGENCY, "day", "week", "immediate")

_URL = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@,]+@[^\s@,]+\.[^\s@,]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

COMMON: Final = (
    "unique_id",
    "instruction",
    "priority",
    "urgency",
    "metadata",
    "clear_unique_id_on_error",
    "tags",
    "callback_url",
)
"""What every task may have beside the params of its type; the address is read apart."""

NEVER_INHERITED: Final = (
    "project",
    "batch",
    "project_version",
    "unique_id",
    "version",
    "created_at",
)
"""Parameters that belong to one task, whatever a project's params say."""


def read_address(body: Mapping[str, Json]) -> Address:
    """Where the body says the task goes; the names are looked up later."""
    version = _whole(body, "project_version")
    if version is not None and version < NO_INHERITANCE:
        bad("project_version", f"is {version}; give a version of the project, or -1 for none")
    return Address(_name(body, "project"), _name(body, "batch"), version)


def read_task(
    task_type: TaskType, body: JsonObject, *, inherited: JsonObject, annotations_wanted: int
) -> NewTask:
    """The task a body asks for, with what it leaves out taken from the project's params.

    Raises ParamsInvalidError; its message is one sentence for the customer.
    """
    params = merge(body, inherited) if inherited else dict(body)
    for name in ("project", "batch", "project_version"):
        params.pop(name, None)
    if task_type.has_template and "template_variables" in inherited:
        params["template_variables"] = _template_values(body, inherited)
    common: JsonObject = {name: params.pop(name) for name in COMMON if name in params}
    params = task_type.read_params(params)
    if "context_attachments" in params:
        _check_context(params)
    wanted = task_type.annotations_wanted(params) if task_type.annotations_wanted else None
    unique_id, tags = common.get("unique_id"), common.get("tags")
    return NewTask(
        unique_id=None if unique_id is None else read_unique_id(unique_id),
        params=params,
        links=task_type.attachments(params),
        instruction=_instruction(common.get("instruction")) or task_type.default_instruction,
        annotations_wanted=wanted or annotations_wanted,
        priority=_priority(common),
        urgency=_urgency(common.get("urgency")),
        metadata=read_metadata(common.get("metadata")),
        clears_unique_id_on_error=read_flag(common, "clear_unique_id_on_error"),
        tags=None if tags is None else read_tags(tags) or None,
        callback_url=read_target(common.get("callback_url"), "callback_url"),
    )


def merge(body: JsonObject, inherited: JsonObject) -> JsonObject:
    """The body over the project's params; the project's instruction comes after the task's own."""
    merged = {**inherited, **body}
    for name in NEVER_INHERITED:
        if name in inherited and name not in body:
            del merged[name]
    own, project = body.get("instruction"), inherited.get("instruction")
    if isinstance(own, str) and isinstance(project, str) and own and project:
        merged["instruction"] = f"{own}\n\n{project}"
    elif not own and project:
        merged["instruction"] = project
    return merged


def read_unique_id(value: Json) -> str:
    """A `unique_id`; a whole number is read as the text that spells it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        bad("unique_id", "should be text that is not empty")
    if len(value) > TEXT_MAX:
        bad("unique_id", f"is longer than {TEXT_MAX} characters")
    _check_key(value, "unique_id")
    return value


def read_tags(value: Json, *, most: int | None = TAGS_MAX) -> list[str]:
    """Tags in order, each once, `most` of them."""
    if not isinstance(value, list):
        bad("tags", "should be an array of texts")
    tags: dict[str, None] = {}
    for place, tag in enumerate(value):
        if not isinstance(tag, str) or not tag or len(tag) > TEXT_MAX:
            bad(f"tags/{place}", f"should be text of 1 to {TEXT_MAX} characters")
        tags[tag] = None
    if most is not None and len(tags) > most:
        bad("tags", f"are {len(tags)}; a task has at most {most}")
    return list(tags)


def read_metadata(value: Json) -> JsonObject:
    """Metadata: an object that is not too large."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        bad("metadata", "should be an object")
    if value and len(orjson.dumps(value)) > METADATA_BYTES_MAX:
        bad("metadata", f"is larger than {METADATA_BYTES_MAX} bytes as JSON")
    return value


def read_target(value: Json, name: str) -> str | None:
    """Where a callback goes: an http(s) URL or an e-mail address; empty means nowhere."""
    if value is None or value == "":
        return None
    if (
        not isinstance(value, str)
        or len(value) > 2 * TEXT_MAX
        or not (_URL.fullmatch(value) or _EMAIL.fullmatch(value))
    ):
        bad(name, "should be an http or https URL or an e-mail address")
    return value


def read_name(value: Json, pointer: str) -> str:
    """The name of a project, batch or group."""
    if not isinstance(value, str) or not value.strip():
        bad(pointer, "is required" if value is None else "should be text that is not empty")
    if len(value) > TEXT_MAX or _CONTROL.search(value):
        bad(pointer, f"should have at most {TEXT_MAX} characters and no control characters")
    _check_key(value, pointer)
    return value


def bad(pointer: str, sentence: str) -> NoReturn:
    """Refuse one parameter."""
    raise invalid(pointer, sentence)


def invalid(pointer: str, sentence: str) -> ParamsInvalidError:
    """The error for one parameter."""
    message = f'Parameter is invalid, reason: "{pointer.replace("/", ".")}" {sentence}'
    return ParamsInvalidError(message, faults=[Fault(f"/{pointer}", sentence)])


def _check_key(value: str, pointer: str) -> None:
    if len(value.encode()) > KEY_BYTES_MAX:
        bad(pointer, f"is longer than {KEY_BYTES_MAX} bytes as UTF-8")


def _name(body: Mapping[str, Json], name: str) -> str | None:
    value = body.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        bad(name, "should be the name as text")
    return value


def _whole(body: Mapping[str, Json], name: str) -> int | None:
    value = body.get(name)
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,9}\s*", value):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        if value is not None and abs(value) >= 1 << 31:
            bad(name, "is too large")
        return value
    bad(name, "should be a whole number")


def read_flag(body: Mapping[str, Json], name: str) -> bool:
    """A boolean; absent is false, and forms send it as text."""
    value = body.get(name)
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if value is not None and not isinstance(value, bool):
        bad(name, "should be true or false")
    return bool(value)


def _instruction(value: Json) -> str:
    if value is not None and not isinstance(value, str):
        bad("instruction", "should be text")
    return value or ""


def _priority(common: JsonObject) -> int:
    value = _whole(common, "priority")
    if value is None:
        return 20
    if value not in PRIORITIES:
        bad("priority", f"is {value}; give 10, 20 or 30")
    return value


def _urgency(value: Json) -> str:
    if value is None or value == "":
        return STANDARD_URGENCY
    if not isinstance(value, str) or value not in URGENCIES:
        bad("urgency", f"should be one of {', '.join(URGENCIES)}")
    return value


def _template_values(body: JsonObject, inherited: JsonObject) -> JsonObject:
    """The task's own values; what a project keeps under the same name describes its template."""
    template, values = inherited["template_variables"], body.get("template_variables") or {}
    if not isinstance(values, dict):
        bad("template_variables", "should be an object")
    for name, variable in template.items() if isinstance(template, dict) else ():
        if isinstance(variable, dict) and variable.get("required") and name not in values:
            bad(f"template_variables/{name}", "is required by the template of the project")
    return values


def _check_context(params: JsonObject) -> None:
    entries = params["context_attachments"]
    if entries is None:
        return
    if not isinstance(entries, list):
        bad("context_attachments", "should be an array of objects with an attachment")
    for place, entry in enumerate(entries):
        link = entry.get("attachment") if isinstance(entry, dict) else None
        if not isinstance(link, str) or not link:
            bad(f"context_attachments/{place}", "should be an object with an attachment")
        if link == params.get("attachment"):
            bad(f"context_attachments/{place}", "should differ from the attachment itself")
