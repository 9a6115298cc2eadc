"""Who is asking: a customer (API key or member), a worker, a person who signed in, an operator.

API keys come as the user of Basic or as Bearer, sessions as Bearer or as the browser's cookie. Only
SHA-256 digests reach the database: a secret of 192 random bits needs no slow hash.
"""

import base64
import hashlib
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request

from goldwright.api.logging import bind
from goldwright.api.services import services
from goldwright.db.identity import Environment, Identity, member
from goldwright.db.identity import operator as operator_identity
from goldwright.db.identity import user as user_identity
from goldwright.errors import ForbiddenError, InvalidInputError, UnauthenticatedError

Role = Literal["worker", "member", "manager", "admin"]

COOKIE = "goldwright_session"
SESSION_PREFIX = "ses_"
ORGANISATION_HEADER = "goldwright-organisation"
ENVIRONMENT_HEADER = "goldwright-environment"

_ROLES: tuple[Role, ...] = get_args(Role)
_READS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone acting for an organisation in one environment; a key has no user and manages."""

    organisation_id: int
    environment: Environment
    role: Role
    user_id: str | None
    key_id: str | None

    @property
    def identity(self) -> Identity:
        """What the caller's transactions run as."""
        return member(self.organisation_id, self.environment, self.user_id)

    def must_be(self, role: Role) -> None:
        """Refuse a caller below `role`; worker, member, manager and admin rank in this order."""
        if _ROLES.index(self.role) < _ROLES.index(role):
            raise ForbiddenError(
                f"This takes the role {role}, yours is {self.role}; ask an admin of yours."
            )


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who signed in, before it matters for whom they act."""

    user_id: str
    email: str
    is_operator: bool
    worker_id: str | None

    @property
    def identity(self) -> Identity:
        """Sees only the person's own memberships."""
        return user_identity(self.user_id)

    @property
    def operator_identity(self) -> Identity:
        """Sees people, queues and health; only for who passed `operator`."""
        assert self.is_operator
        return operator_identity(self.user_id)


async def customer(request: Request) -> Caller:
    """Who acts for an organisation; UnauthenticatedError, or ForbiddenError for its workers."""
    secret = presented(request)
    found = await (
        _membership(request, secret) if secret.startswith(SESSION_PREFIX) else _key(request, secret)
    )
    bind(organisation_id=found.organisation_id)
    services(request).limiter.count(found.key_id or f"{found.organisation_id} {found.user_id}")
    found.must_be("member")
    return found


async def signed_in(request: Request) -> Person:
    """The person whose session this is."""
    async with services(request).db.connection() as conn:
        cursor = await conn.execute("SELECT * FROM use_session(%s)", (worker_token(request),))
        found = await cursor.fetchone()
    if found is None:
        raise _ended()
    return Person(**found)


async def operator(request: Request) -> Person:
    """The person whose session this is, who must be an operator of the installation."""
    person = await signed_in(request)
    if not person.is_operator:
        raise ForbiddenError("Only operators of this installation may do this; ask one of them.")
    return person


def worker_token(request: HTTPConnection) -> bytes:
    """The digest of the session token, for SQL functions that look the worker up themselves."""
    secret = presented(request)
    if not secret.startswith(SESSION_PREFIX):
        raise UnauthenticatedError("This is a person's page; sign in, an API key does not open it.")
    return session_digest(secret)


def session_digest(secret: str) -> bytes:
    """What is stored of a session token."""
    return hashlib.sha256(secret.encode()).digest()


def key_digest(secret: str) -> str:
    """What is stored of an API key."""
    return hashlib.sha256(secret.encode()).hexdigest()


def presented(request: HTTPConnection) -> str:
    """The key or session token that a request carries; Authorization wins over the cookie."""
    header = request.headers.get("authorization")
    if header is not None:
        return _from_header(header)
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise UnauthenticatedError(
            "Neither an API key nor a session was given; sign in or send a key."
        )
    _refuse_foreign_page(request)
    return cookie


def _from_header(header: str) -> str:
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            # The key is the user; the password is empty and ignored.
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[0]
        except ValueError:  # no base64, or no text in it
            raise UnauthenticatedError(
                "The Basic Authorization header is not base64 of `key:`; send the key as user name."
            ) from None
    raise UnauthenticatedError(f"Authorization {scheme[:20]!r} is not known; use Basic or Bearer.")


def _refuse_foreign_page(request: HTTPConnection) -> None:
    """Stop a write that another site's page had the browser send along with our cookie."""
    if request.scope.get("method") in _READS:
        return
    if request.headers.get("sec-fetch-site") == "same-origin":
        return
    # An Origin is scheme and authority; whatever else is sent there is no address of ours.
    origin = request.headers.get("origin", "").partition("://")[2]
    ours = {request.headers.get("host"), urlsplit(services(request).settings.public_url).netloc}
    if not origin or origin not in ours:
        raise ForbiddenError(
            "A write by cookie must come from a page of this server; programs send a Bearer token."
        )


async def _key(request: Request, secret: str) -> Caller:
    found = await services(request).keys(key_digest(secret), None)
    if found is None:
        raise UnauthenticatedError(
            "The API key is unknown or was revoked; check it or make a new one."
        )
    return Caller(found["organisation_id"], found["environment"], "manager", None, found["id"])


async def _membership(request: Request, secret: str) -> Caller:
    environment = _environment(request)
    wanted = _organisation(request)
    async with services(request).db.connection() as conn:
        cursor = await conn.execute(
            "SELECT * FROM use_membership(%s, %s)", (session_digest(secret), wanted)
        )
        found = await cursor.fetchone()
    if found is None:
        raise _ended()
    if found["memberships"] > 1:
        raise InvalidInputError(
            "You belong to several organisations; name one in the header Goldwright-Organisation."
        )
    if found["role"] is None:
        raise ForbiddenError(
            "You are not a member of that organisation; ask an admin to invite you."
        )
    return Caller(found["organisation_id"], environment, found["role"], found["user_id"], None)


def _environment(request: Request) -> Environment:
    named = _named(request, ENVIRONMENT_HEADER) or "live"
    if named not in get_args(Environment):
        raise InvalidInputError(f"Goldwright-Environment is {named!r}; send live or test.")
    return "test" if named == "test" else "live"


def _organisation(request: Request) -> int | None:
    named = _named(request, ORGANISATION_HEADER)
    if named is None:
        return None
    if not (named.isascii() and named.isdecimal() and len(named) < 10):  # noqa: PLR2004  fits an integer
        raise InvalidInputError(f"Goldwright-Organisation is {named!r}; send its number.")
    return int(named)


def _named(request: Request, header: str) -> str | None:
    # Links and pictures of a page carry no headers of their own, so the address may say it too.
    given = request.headers.get(header)
    return request.query_params.get(header) if given is None else given


def _ended() -> UnauthenticatedError:
    return UnauthenticatedError("This session is unknown or has ended; sign in again.")
