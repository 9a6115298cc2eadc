"""Teams: rows 27 to 29 of the contract. Who is a worker inside is a `labeler` on this wire."""

from pydantic import TypeAdapter, ValidationError
from starlette.routing import Route

from goldwright.api.who import Role
from goldwright.db import Connection
from goldwright.errors import InvalidInputError, NotFoundError
from goldwright.intake.organisations import actions
from goldwright.task_types.contract import Json, JsonObject
from goldwright.wire.scale_v1.kit import Call, route
from goldwright.workforce.records import Email

_ROLES: dict[str, Role] = {"labeler": "worker", "member": "member", "manager": "manager"}
_SHOWN = {ours: wire for wire, ours in _ROLES.items()}
_EMAILS_MAX = 1000
_email = TypeAdapter[str](Email)


async def list_all(call: Call) -> list[JsonObject]:
    """Row 27: everybody of the organisation, its owner at least."""
    organisation_id = call.caller.organisation_id
    async with call.services.db.transaction(call.caller.identity) as conn:
        cursor = await conn.execute(actions.SQL["members"], {"organisation_id": organisation_id})
        members = await cursor.fetchall()
        about = await conn.execute(
            actions.SQL["organisation"], {"organisation_id": organisation_id}
        )
        organisation = await about.fetchone()
    assert organisation is not None
    return [_show(row, organisation["name"]) for row in members]


async def invite(call: Call) -> list[JsonObject]:
    """Row 28: let people in; who belongs already keeps their role, so it may be repeated."""
    emails, role = await _read(call)
    async with call.services.db.transaction(call.caller.identity) as conn:
        joined = [
            await actions.invite(conn, call.caller.organisation_id, email, role) for email in emails
        ]
    await _tell(call, [one.worker_id for one in joined])
    return await list_all(call)


async def set_role(call: Call) -> list[JsonObject]:
    """Row 29: give members another role; nobody becomes an admin here or ceases to be one."""
    emails, role = await _read(call)
    async with call.services.db.transaction(call.caller.identity) as conn:
        workers = [await _set_role(call, conn, email, role) for email in emails]
    await _tell(call, workers)
    return await list_all(call)


async def _set_role(call: Call, conn: Connection, email: str, role: Role) -> str | None:
    organisation_id = call.caller.organisation_id
    try:
        found = await actions.find_member(conn, organisation_id, email)
    except NotFoundError as error:
        raise InvalidInputError(error.message) from None
    if found["role"] == "admin":
        raise InvalidInputError(f"{email} is an admin, and that cannot be taken from them here.")
    return await actions.set_role(conn, organisation_id, email, role, by=call.caller.role)


async def _tell(call: Call, workers: list[str | None]) -> None:
    for worker_id in workers:
        if worker_id is not None:
            await call.services.worker_changed(worker_id, call.caller.organisation_id)


async def _read(call: Call) -> tuple[list[str], Role]:
    call.caller.must_be("manager")
    body = await call.object()
    role = body.get("team_role")
    if not isinstance(role, str) or role not in _ROLES:
        raise InvalidInputError(f"team_role is {role!r}; send one of {', '.join(_ROLES)}.")
    emails = body.get("emails")
    if not isinstance(emails, list) or not emails or len(emails) > _EMAILS_MAX:
        raise InvalidInputError(f"emails must be a list of 1 to {_EMAILS_MAX} e-mail addresses.")
    return [_read_email(one) for one in emails], _ROLES[role]


def _read_email(value: Json) -> str:
    try:
        return _email.validate_python(value, strict=True)
    except ValidationError:
        raise InvalidInputError(f"emails contains {value!r}, which is no e-mail address.") from None


def _show(row: dict[str, object], company: str) -> JsonObject:
    """A teammate; what is not known is left out, not null."""
    role = str(row["role"])
    shown: JsonObject = {
        "email": str(row["email"]),
        "role": "disabled" if row["status"] == "disabled" else _SHOWN.get(role, role),
        "company": company,
        "isStudioLabeler": role == "worker",
        "disableRapidEmails": False,
    }
    for key, column in (("firstName", "first_name"), ("lastName", "last_name")):
        if row[column] is not None:
            shown[key] = str(row[column])
    return shown


routes: list[Route] = [
    route("GET", "/teams", list_all),
    route("POST", "/teams/invite", invite),
    route("POST", "/teams/set_role", set_role),
]
