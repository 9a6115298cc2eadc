"""Looking into stored JSON without trusting it."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from goldwright.task_types.contract import Json, JsonObject

_URL = re.compile(r"(?:https?|scaledata)://\S+")


def object_at(value: JsonObject, key: str) -> JsonObject:
    """The object under a key, or an empty one."""
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def list_at(value: JsonObject, key: str) -> list[Json]:
    """The list under a key, or an empty one."""
    found = value.get(key)
    return found if isinstance(found, list) else []


def objects_at(value: JsonObject, key: str) -> list[JsonObject]:
    """The objects of the list under a key; anything else is left out."""
    return [one for one in list_at(value, key) if isinstance(one, dict)]


def canonical(value: Json) -> str:
    """One text for every way to write the same JSON value; 1 and 1.0 differ, as 1 and true do."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def escaped(*steps: str) -> str:
    """Steps joined by `/`, no two paths alike: a JSON pointer (RFC 6901) without its first `/`."""
    return "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)


def links(values: Iterable[Json]) -> list[str]:
    """The values that are addresses to fetch, in order."""
    return [value for value in values if isinstance(value, str) and _URL.fullmatch(value)]


def attached_links(params: JsonObject) -> list[str]:
    """Addresses in `attachment` and `attachments`, unless people open the page themselves.

    A website may refuse programs and still be open to people; text is the content itself.
    """
    if params.get("attachment_type") in ("website", "text"):
        return []
    return links([params.get("attachment"), *list_at(params, "attachments")])


def example_beside(file: str) -> Mapping[str, Json]:
    """The `example.json` in the folder of a module."""
    text = Path(file).with_name("example.json").read_text(encoding="utf-8")
    return cast("JsonObject", json.loads(text))  # json.loads promises nothing; tests check it


def examples_beside(file: str) -> Mapping[str, Mapping[str, Json]]:
    """The examples of a folder that serves several wire names, by name."""
    return {name: one for name, one in example_beside(file).items() if isinstance(one, dict)}


def templates_beside(file: str) -> Path:
    """Where the `templates.json` in the folder of a module is."""
    return Path(file).with_name("templates.json")
