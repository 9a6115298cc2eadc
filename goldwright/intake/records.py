"""What intake passes along: a task to be stored, and where it is to go."""

from dataclasses import dataclass
from typing import NamedTuple

from goldwright.task_types.contract import JsonObject


@dataclass(frozen=True, slots=True)
class Address:
    """Where a customer wants a task, as sent; `version` -1 inherits nothing, None the latest."""

    project: str | None
    batch: str | None
    version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The project and batch of new tasks, and the params they inherit."""

    project_id: str
    project_name: str | None
    """None for the hidden project of tasks sent without one."""
    version: int | None
    """Of the project's params; None when nothing is inherited."""
    inherited: JsonObject
    annotations_wanted: int
    batch_id: str | None
    batch_name: str | None


class NewTask(NamedTuple):
    """A checked task before it is stored. A tuple, because bulk ingest makes 20,000 a second."""

    unique_id: str | None
    params: JsonObject
    links: list[str]
    """What the params point at, in order."""
    instruction: str
    annotations_wanted: int
    priority: int
    urgency: str
    metadata: JsonObject
    clears_unique_id_on_error: bool
    tags: list[str] | None
    callback_url: str | None
