"""Tasks whose answer is known: rows 25 and 26 of the contract."""

from starlette.routing import Route

from goldwright.errors import InvalidInputError
from goldwright.quality import gold
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.kit import Call, route
from goldwright.wire.scale_v1.responses import read_response
from goldwright.wire.scale_v1.tasks import find_type


async def create_evaluation_task(call: Call) -> JsonObject:
    """Row 25: gold, mixed in unseen; with an initial response it evaluates reviewers."""
    return await _create(call, "gold")


async def create_training_task(call: Call) -> JsonObject:
    """Row 26: practice with feedback before real work."""
    return await _create(call, "onboarding")


async def _create(call: Call, purpose: gold.Purpose) -> JsonObject:
    task_type = find_type(call.name("type"))
    if not task_type.is_wire_gold_supported:
        raise InvalidInputError(
            f"Tasks of type {task_type.name} have no known answers in this API; give them to"
            " /api/projects/{name}/gold, if answers to them can be compared."
        )
    body = await call.object()
    expected = _answer(body.pop("expected_response", None), "expected_response")
    if expected is None:
        raise InvalidInputError("Parameter expected_response is required.")
    initial = _answer(body.pop("initial_response", None), "initial_response")
    if initial is not None and purpose == "onboarding":
        raise InvalidInputError("Parameter initial_response is for evaluation tasks only.")
    known = gold.KnownAnswer(
        await read_response(call, task_type, expected, name="expected_response"),
        None
        if initial is None
        else await read_response(call, task_type, initial, name="initial_response"),
    )
    async with call.services.db.transaction(call.caller.identity) as conn:
        row = await gold.create(
            conn,
            call.caller.identity,
            type_name=task_type.name,
            body=body,
            purpose=purpose,
            known=known,
            keeps_attachments=call.services.settings.fetch_attachments,
        )
    shown: JsonObject = {
        "id": row["id"],
        "type": row["type"],
        "instruction": row["instruction"],
        "params": row["params"],
        "metadata": row["metadata"],
        "expected_response": expected,
    }
    if initial is not None:
        shown["initial_response"] = initial
    if row["project_name"] is not None:
        shown["project"] = row["project_name"]
    return shown


def _answer(value: Json, name: str) -> JsonObject | None:
    if value is not None and not isinstance(value, dict):
        raise InvalidInputError(f"Parameter {name} must be an object.")
    return value


routes: list[Route] = [
    route("POST", "/evaluation_tasks/{type}", create_evaluation_task, may_conflict=True),
    route("POST", "/training_tasks/{type}", create_training_task, may_conflict=True),
]
