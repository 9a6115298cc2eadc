"""`/api` for people: sign up, sign in, who am I, accept an invitation, own languages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import COOKIE, Person, session_digest, signed_in, worker_token
from goldwright.db.identity import user
from goldwright.errors import ForbiddenError, UnauthenticatedError
from goldwright.workforce import actions
from goldwright.workforce.passwords import hash_password, is_password
from goldwright.workforce.records import (
    AcceptInvitation,
    ChangedLanguages,
    FollowLink,
    Membership,
    Shortcuts,
    SignedIn,
    SignIn,
    SignUp,
    WhoAmI,
)

router = APIRouter(prefix="/api", tags=["people"], route_class=JsonRoute)

Me = Annotated[Person, Depends(signed_in)]


@router.post("/sign-up")
async def sign_up(request: Request, response: Response, new: SignUp) -> SignedIn:
    """Become a worker of the marketplace and be signed in, where the installation allows it."""
    if not services(request).settings.sign_up:
        raise ForbiddenError("Nobody may sign up here on their own; ask for an invitation.")
    services(request).sign_ins.count(new.email)
    password_hash = await hash_password(new.password)
    async with services(request).db.transaction(user("")) as conn:
        user_id = await actions.add_user(
            conn, actions.NewUser(new.email, password_hash, new.first_name, new.last_name)
        )
        worker_id = await actions.add_worker(
            conn, user_id, is_marketplace=True, languages=new.languages
        )
    await services(request).worker_changed(worker_id)
    return await _sign_in(request, response, user_id)


@router.post("/session")
async def sign_in(request: Request, response: Response, who: SignIn) -> SignedIn:
    """Sign in with e-mail and password; ten attempts a minute for one e-mail."""
    email = who.email.strip().lower()
    services(request).sign_ins.count(email)
    async with services(request).db.transaction(user("")) as conn:
        cursor = await conn.execute(actions.SQL["user_by_email"], {"email": email})
        found = await cursor.fetchone()
    stored = found["password_hash"] if found and found["disabled_at"] is None else None
    if not await is_password(stored, who.password) or found is None:
        raise UnauthenticatedError("This e-mail and password do not belong together; try again.")
    return await _sign_in(request, response, found["id"])


@router.post("/session/link")
async def follow_link(request: Request, response: Response, link: FollowLink) -> SignedIn:
    """Sign in with the token of a sign-in link, which works once."""
    async with services(request).db.transaction(user("")) as conn:
        user_id = await actions.follow_link(conn, link.token, kind="sign_in")
    return await _sign_in(request, response, user_id)


@router.get("/session")
async def read_session(request: Request, me: Me) -> WhoAmI:
    """Who is signed in, their organisations and roles, and the worker they are."""
    async with services(request).db.transaction(me.identity) as conn:
        cursor = await conn.execute(actions.SQL["memberships"], {"user_id": me.user_id})
        memberships = [Membership.model_validate(row) for row in await cursor.fetchall()]
        shortcuts = await actions.shortcuts(conn, me.user_id)
    return WhoAmI(
        user_id=me.user_id,
        email=me.email,
        is_operator=me.is_operator,
        worker_id=me.worker_id,
        memberships=memberships,
        shortcuts=shortcuts,
    )


@router.put("/session/shortcuts")
async def keep_shortcuts(request: Request, me: Me, chosen: Shortcuts) -> Shortcuts:
    """Keep the keys that the person who asks has chosen, in place of those kept before."""
    async with services(request).db.transaction(me.identity) as conn:
        await actions.keep_shortcuts(conn, me.user_id, chosen.shortcuts)
    return chosen


@router.delete("/session", status_code=204)
async def sign_out(request: Request, response: Response) -> None:
    """End this session."""
    digest = worker_token(request)
    async with services(request).db.transaction(user("")) as conn:
        await actions.close_session(conn, digest)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


@router.post("/invitations/accept")
async def accept_invitation(
    request: Request, response: Response, accepted: AcceptInvitation
) -> SignedIn:
    """Choose a password and be signed in, with the token of an invitation, which works once."""
    password_hash = await hash_password(accepted.password)
    async with services(request).db.transaction(user("")) as conn:
        user_id = await actions.follow_link(conn, accepted.token, kind="invitation")
        await actions.set_password(
            conn,
            user_id,
            password_hash,
            first_name=accepted.first_name,
            last_name=accepted.last_name,
        )
    return await _sign_in(request, response, user_id)


@router.put("/worker/languages")
async def change_languages(request: Request, me: Me, changed: ChangedLanguages) -> ChangedLanguages:
    """Say which languages the worker who asks reads and writes."""
    if me.worker_id is None:
        raise ForbiddenError("You are not a worker here; ask an organisation to invite you.")
    async with services(request).db.transaction(me.identity) as conn:
        await actions.change_worker(conn, me.worker_id, languages=changed.languages)
    await services(request).worker_changed(me.worker_id)
    return changed


async def _sign_in(request: Request, response: Response, user_id: str) -> SignedIn:
    found = services(request)
    async with found.db.transaction(user(user_id)) as conn:
        opened = await actions.open_session(conn, user_id, hours=found.settings.session_hours)
        cursor = await conn.execute(
            "SELECT * FROM use_session(%s)", (session_digest(opened.token),)
        )
        person = await cursor.fetchone()
    assert person is not None
    is_secure = request.url.scheme == "https" or found.settings.public_url.startswith("https:")
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=found.settings.session_hours * 3600,
        path="/",
        secure=is_secure,
        httponly=True,
        samesite="lax",
    )
    return SignedIn(
        token=opened.token,
        expires_at=opened.expires_at,
        user_id=user_id,
        worker_id=person["worker_id"],
    )
