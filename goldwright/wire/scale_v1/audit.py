"""The customer's audit: row 4 of the contract."""

from starlette.routing import Route

from goldwright.errors import InvalidInputError
from goldwright.quality.audit import Remark, audit
from goldwright.quality.records import Audit
from goldwright.task_types.contract import JsonObject
from goldwright.wire.scale_v1.kit import Call, route


async def audit_task(call: Call) -> JsonObject:
    """Row 4: accept a completed task, or reject it, which sends it back to work."""
    body = await call.object()
    accepted, comments = body.get("accepted"), body.get("comments")
    if not isinstance(accepted, bool):
        raise InvalidInputError("Parameter accepted must be true or false.")
    if comments is not None and not isinstance(comments, str):
        raise InvalidInputError("Parameter comments must be a text.")
    task_id = call.name("task_id")
    remark = Remark(Audit.ACCEPTED if accepted else Audit.REJECTED, comments=comments or None)
    async with call.services.db.transaction(call.caller.identity) as conn:
        await audit(conn, call.caller, task_id, remark)
    return {"task_id": task_id, "customer_review_status": remark.result.value}


routes: list[Route] = [route("POST", "/task/{task_id}/audit", audit_task)]
