"""What an installation needs besides its schema: a first operator, organisations, keys.

For the command line, which acts on the database directly; beside a running server it does no harm.
"""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from goldwright.db import Database
from goldwright.db.identity import Environment, operator
from goldwright.errors import InvalidInputError, NotFoundError
from goldwright.intake.organisations.actions import (
    add_member,
    create_key,
    find_or_create_organisation,
    organisation_ids,
    placeholder_owner,
)
from goldwright.workforce import actions as workforce
from goldwright.workforce.records import Email

FIRST_OPERATOR = "operator@localhost"
FIRST_ORGANISATION = "First organisation"


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What is shown once, when an installation starts for the first time."""

    link_token: str
    organisation: str
    live_key: str
    test_key: str


async def first_start(db: Database) -> FirstStart | None:
    """Make the first operator, admin of a first organisation with keys; None when there is one."""
    async with db.transaction(operator("")) as conn:
        # Two starts at once must not make two of them.
        await conn.execute("LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE")
        if await workforce.find_first_operator(conn) is not None:
            return None
        user_id = await workforce.make_operator(conn, FIRST_OPERATOR)
        organisation_id, _ = await find_or_create_organisation(conn, FIRST_ORGANISATION)
        await add_member(conn, organisation_id, user_id, "admin")
        live = await create_key(conn, organisation_id, "live", name="first", created_by=user_id)
        test = await create_key(conn, organisation_id, "test", name="first", created_by=user_id)
        link = await workforce.open_link(conn, user_id, kind="sign_in")
    return FirstStart(link.token, FIRST_ORGANISATION, live.secret, test.secret)


async def make_key(db: Database, organisation: str, environment: Environment) -> str:
    """A new key's secret; a missing organisation is made, owned by nobody who can sign in."""
    async with db.transaction(operator("")) as conn:
        organisation_id, is_new = await find_or_create_organisation(conn, organisation)
        if is_new:
            owner, _ = await workforce.find_or_add_user(conn, placeholder_owner(organisation))
            await add_member(conn, organisation_id, owner, "admin")
        key = await create_key(conn, organisation_id, environment, name="command line")
    return key.secret


async def find_organisation(db: Database, name: str | None) -> int:
    """The id of the organisation of this name; without a name, of the only one there is."""
    async with db.transaction(operator("")) as conn:
        found = await organisation_ids(conn)
    if name is None and len(found) > 1:
        names = ", ".join(found)
        raise InvalidInputError(f"There are several organisations; add --organisation: {names}.")
    if name is not None and name not in found:
        raise NotFoundError(f"There is no organisation {name!r}; there are: {', '.join(found)}.")
    if not found:
        raise NotFoundError("There is no organisation yet.")
    return found[name] if name is not None else next(iter(found.values()))


async def make_operator(db: Database, email: str) -> str:
    """The token of a link that signs an operator in; a known user becomes one."""
    try:
        address = TypeAdapter[str](Email).validate_python(email)
    except ValidationError:
        raise InvalidInputError(
            f"{email!r} is not an e-mail address such as ada@example.com."
        ) from None
    async with db.transaction(operator("")) as conn:
        user_id = await workforce.make_operator(conn, address)
        return (await workforce.open_link(conn, user_id, kind="sign_in")).token
