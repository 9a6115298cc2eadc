"""The customers' objects: tasks, batches and projects as their clients expect them.

What is unset is left out and never null: the official client takes the presence of `tags` and
`unique_id` for their being set.
"""

from dataclasses import dataclass
from functools import partial

from psycopg.rows import DictRow

from goldwright.task_types import registry
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.addresses import ResultLinks
from goldwright.wire.scale_v1.times import wire_time

STATUSES = {
    "pending": "pending",
    "completed": "completed",
    "cancelled": "canceled",
    "error": "error",
}
"""Our word for a task's status → the customers'."""

_LIMITED = ("task_id", "status", "metadata", "project")


@dataclass(frozen=True, slots=True)
class TaskRenderer:
    """Shows tasks; `links` makes the addresses of what a response keeps in files."""

    links: ResultLinks

    def __call__(self, row: DictRow) -> JsonObject:
        """One task, from its row with `project_name` and `batch_name`."""
        shown: dict[str, Json] = {
            "task_id": row["id"],
            "created_at": wire_time(row["created_at"]),
            "updated_at": wire_time(row["updated_at"]),
            "completed_at": row["completed_at"] and wire_time(row["completed_at"]),
            "callback_url": row["callback_url"],
            "type": row["type"],
            "status": STATUSES[row["status"]],
            "instruction": row["instruction"],
            "params": row["params"],
            "is_test": row["environment"] == "test",
            "urgency": row["urgency"],
            "priority": row["priority"] if row["priority"] != DEFAULT_PRIORITY else None,
            "metadata": row["metadata"],
            "project": row["project_name"],
            "project_param_version": row["project_version"],
            "batch": row["batch_name"],
            "callback_succeeded": row["callback_succeeded"],
            "work_started": row["is_started"] or None,
            "processed_attachments": [],
            "response": self._response(row),
            "unique_id": row["unique_id"],
            "tags": row["tags"],
            "customer_review_status": row["review_status"],
            "customer_review_comments": row["review_comments"],
            "audits": row["audits"],
            "prior_responses": row["prior_responses"],
        }
        shown = {name: value for name, value in shown.items() if value is not None}
        task_type = registry().get(row["type"])
        if row["status"] == "completed" and row["response"] is not None and task_type is not None:
            shown |= task_type.beside_response(row["params"], row["response"])
        return shown

    def limited(self, row: DictRow) -> JsonObject:
        """The few fields that a limited listing asks for."""
        shown = self(row)
        return {name: shown[name] for name in _LIMITED if name in shown}

    def _response(self, row: DictRow) -> JsonObject | None:
        response: JsonObject | None = row["response"]
        task_type = registry().get(row["type"])
        if response is None or row["status"] not in {"completed", "error"}:
            return None
        if row["status"] == "error" or task_type is None:
            return response
        link = partial(self.links.link, row["organisation_id"], row["environment"], row["id"])
        return task_type.wire_response(row["params"], response, link)


DEFAULT_PRIORITY = 20


def show_batch(row: DictRow) -> JsonObject:
    """One batch, from its row with `project_name`."""
    shown: dict[str, Json] = {
        "project": row["project_name"],
        "name": row["name"],
        "status": "completed" if row["status"] == "cancelled" else row["status"],
        "callback": row["callback"] or "",
        "created_at": wire_time(row["created_at"]),
        "completed_at": row["completed_at"] and wire_time(row["completed_at"]),
        "metadata": row["metadata"],
        "calibration_batch": row["is_calibration"],
        "self_label_batch": row["is_self_label"],
        "archived": True if row["archived_at"] else None,
    }
    return {name: value for name, value in shown.items() if value is not None}


def show_project(row: DictRow) -> JsonObject:
    """One project with its `history` of params, as `param_history`, the latest last."""
    shown: dict[str, Json] = {
        "type": row["task_type"],
        "name": row["name"],
        "param_history": [
            {
                **one["params"],
                "version": one["version"],
                "created_at": wire_time(one["created_at"]),
            }
            for one in row["history"]
        ],
        "created_at": wire_time(row["created_at"]),
        "rapid": row["is_rapid"],
        "studio": row["is_studio"],
        "datasetId": row["dataset_id"],
        "archived": True if row["archived_at"] else None,
    }
    return {name: value for name, value in shown.items() if value is not None}
