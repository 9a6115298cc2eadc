"""`/api` for people: sign up, sign in, passwords, sessions, who am I, own languages."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response

from goldwright.api.addresses import page_url
from goldwright.api.bodies import JsonRoute
from goldwright.api.services import services
from goldwright.api.who import COOKIE, Person, session_digest, signed_in, worker_token
from goldwright.clock import now
from goldwright.db.identity import user
from goldwright.errors import ForbiddenError, UnauthenticatedError
from goldwright.workforce import actions, letters
from goldwright.workforce.passwords import hash_password, is_password
from goldwright.workforce.records import (
    AcceptInvitation,
    ChangedLanguages,
    ChangedPassword,
    EmailOnly,
    FollowLink,
    Membership,
    Names,
    ResetPassword,
    Session,
    Shortcuts,
    SignedIn,
    SignIn,
    SignInOptions,
    SignUp,
    WhoAmI,
)
from goldwright.workforce.sign_up import enter_by_mail, is_sign_up

router = APIRouter(prefix="/api", tags=["people"], route_class=JsonRoute)

Me = Annotated[Person, Depends(signed_in)]


@router.post("/sign-up")
async def sign_up(request: Request, response: Response, new: SignUp) -> SignedIn:
    """Become a worker of the marketplace and be signed in, where the installation allows it.

    Where it can send mail, an e-mail is confirmed first: see `POST /api/sign-up/mail`.
    """
    _refuse_sign_up(request)
    if services(request).mailer.is_ready:
        raise ForbiddenError("E-mails are confirmed here; ask for a link at /api/sign-up/mail.")
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
    return await start_session(request, response, user_id)


@router.post("/sign-up/mail", status_code=204)
async def sign_up_by_mail(request: Request, background: BackgroundTasks, new: EmailOnly) -> None:
    """Have a link to come in as a worker sent to one's e-mail; known ones are told by mail."""
    _refuse_sign_up(request)
    _write(request, background, letters.mail_sign_up, new.email)


@router.get("/sign-in/options")
async def read_sign_in_options(request: Request) -> SignInOptions:
    """How people may come in here; anybody may ask."""
    found = services(request)
    return SignInOptions(
        may_sign_up=found.settings.sign_up,
        confirms_email=found.mailer.is_ready,
        openid_name=found.settings.openid_name if found.openid else None,
    )


@router.post("/password-reset", status_code=204)
async def ask_password_reset(request: Request, background: BackgroundTasks, who: EmailOnly) -> None:
    """Have a link to choose a new password sent, if somebody has this e-mail."""
    _write(request, background, letters.mail_reset_link, who.email)


@router.post("/password-reset/confirm")
async def reset_password(request: Request, response: Response, reset: ResetPassword) -> SignedIn:
    """Choose a new password with the token of a link, which works once; signs in here alone."""
    async with services(request).db.transaction(user("")) as conn:
        user_id = await actions.follow_link(conn, reset.token, kind="password_reset")
        # Hashing takes long, so it is not done for whoever has no link.
        await actions.set_password(conn, user_id, await hash_password(reset.password))
    return await start_session(request, response, user_id)


@router.post("/session")
async def sign_in(request: Request, response: Response, who: SignIn) -> SignedIn:
    """Sign in with e-mail and password; ten attempts a minute for one e-mail."""
    email, from_where = who.email.strip().lower(), _from_where(request)
    services(request).visitors.check(from_where)
    services(request).sign_ins.count(email)
    async with services(request).db.transaction(user("")) as conn:
        cursor = await conn.execute(actions.SQL["user_by_email"], {"email": email})
        found = await cursor.fetchone()
    stored = found["password_hash"] if found and found["disabled_at"] is None else None
    if not await is_password(stored, who.password) or found is None:
        services(request).visitors.count(from_where)
        raise UnauthenticatedError("This e-mail and password do not belong together; try again.")
    return await start_session(request, response, found["id"])


@router.post("/session/link")
async def follow_link(request: Request, response: Response, link: FollowLink) -> SignedIn:
    """Sign in with the token of a sign-in link, which works once."""
    async with services(request).db.transaction(user("")) as conn:
        user_id = await actions.follow_link(conn, link.token, kind="sign_in")
    return await start_session(request, response, user_id)


@router.get("/session")
async def read_session(request: Request, me: Me) -> WhoAmI:
    """Who is signed in, their organisations and roles, and the worker they are."""
    async with services(request).db.transaction(me.identity) as conn:
        cursor = await conn.execute(actions.SQL["memberships"], {"user_id": me.user_id})
        memberships = [Membership.model_validate(row) for row in await cursor.fetchall()]
        shortcuts = await actions.shortcuts(conn, me.user_id)
        person = await (
            await conn.execute(actions.SQL["person"], {"user_id": me.user_id})
        ).fetchone()
    assert person is not None
    return WhoAmI(
        user_id=me.user_id,
        email=me.email,
        **person,
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


@router.get("/sessions")
async def list_sessions(request: Request, me: Me) -> list[Session]:
    """Where the person who asks is signed in, the latest first."""
    async with services(request).db.transaction(me.identity) as conn:
        cursor = await conn.execute(
            actions.SQL["sessions"], {"user_id": me.user_id, "current": worker_token(request)}
        )
        return [Session.model_validate(row) for row in await cursor.fetchall()]


@router.delete("/sessions", status_code=204)
async def sign_out_elsewhere(request: Request, me: Me) -> None:
    """End every session and unused link of one's own but this session."""
    async with services(request).db.transaction(me.identity) as conn:
        await actions.close_sessions(conn, me.user_id, but=worker_token(request))


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(request: Request, me: Me, session_id: str) -> None:
    """End one session of one's own."""
    async with services(request).db.transaction(me.identity) as conn:
        await actions.close_own_session(conn, me.user_id, session_id)


@router.put("/session/password", status_code=204)
async def change_password(request: Request, me: Me, changed: ChangedPassword) -> None:
    """Choose a new password; whoever is signed in elsewhere is out."""
    found = services(request)
    found.sign_ins.count(me.email)
    async with found.db.transaction(me.identity) as conn:
        row = await (
            await conn.execute(actions.SQL["password_hash"], {"user_id": me.user_id})
        ).fetchone()
    stored = row["password_hash"] if row else None
    if stored is not None and not await is_password(stored, changed.current_password or ""):
        raise ForbiddenError("This is not your password until now; try again.")
    password_hash = await hash_password(changed.password)
    async with found.db.transaction(me.identity) as conn:
        await actions.set_password(conn, me.user_id, password_hash, but=worker_token(request))


@router.put("/session/names")
async def change_names(request: Request, me: Me, names: Names) -> Names:
    """Say what one is called."""
    async with services(request).db.transaction(me.identity) as conn:
        await conn.execute(
            actions.SQL["rename"],
            {
                "user_id": me.user_id,
                "first_name": names.first_name,
                "last_name": names.last_name,
            },
        )
    return names


@router.post("/invitations/accept")
async def accept_invitation(
    request: Request, response: Response, accepted: AcceptInvitation
) -> SignedIn:
    """Choose a password and be signed in, with the token of an invitation, which works once.

    Or with the token that was mailed to who signs up, who becomes a worker by it.
    """
    worker_id = None
    async with services(request).db.transaction(user("")) as conn:
        if is_sign_up(accepted.token):
            _refuse_sign_up(request)
            user_id, worker_id = await enter_by_mail(conn, accepted.token, now=now())
        else:
            user_id = await actions.follow_link(conn, accepted.token, kind="invitation")
        await actions.set_password(
            conn,
            user_id,
            await hash_password(accepted.password),  # after the token, as above
            first_name=accepted.first_name,
            last_name=accepted.last_name,
        )
    if worker_id is not None:
        await services(request).worker_changed(worker_id)
    return await start_session(request, response, user_id)


@router.get("/worker/languages")
async def read_languages(request: Request, me: Me) -> ChangedLanguages:
    """Which languages the worker who asks reads and writes."""
    if me.worker_id is None:
        raise ForbiddenError("You are not a worker here; ask an organisation to invite you.")
    async with services(request).db.transaction(me.identity) as conn:
        found = await (
            await conn.execute(actions.SQL["languages"], {"worker_id": me.worker_id})
        ).fetchone()
    assert found is not None
    return ChangedLanguages.model_validate(found)


@router.put("/worker/languages")
async def change_languages(request: Request, me: Me, changed: ChangedLanguages) -> ChangedLanguages:
    """Say which languages the worker who asks reads and writes."""
    if me.worker_id is None:
        raise ForbiddenError("You are not a worker here; ask an organisation to invite you.")
    async with services(request).db.transaction(me.identity) as conn:
        await actions.change_worker(conn, me.worker_id, languages=changed.languages)
    await services(request).worker_changed(me.worker_id)
    return changed


async def start_session(request: Request, response: Response, user_id: str) -> SignedIn:
    """Sign somebody in here: a new session, and its cookie."""
    found = services(request)
    async with found.db.transaction(user(user_id)) as conn:
        opened = await actions.open_session(
            conn,
            user_id,
            hours=found.settings.session_hours,
            user_agent=request.headers.get("user-agent"),
        )
        cursor = await conn.execute(
            "SELECT * FROM use_session(%s)", (session_digest(opened.token),)
        )
        person = await cursor.fetchone()
    assert person is not None
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=found.settings.session_hours * 3600,
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )
    return SignedIn(
        token=opened.token,
        expires_at=opened.expires_at,
        user_id=user_id,
        worker_id=person["worker_id"],
    )


def is_https(request: Request) -> bool:
    """Whether people reach this server by https, so that a cookie must not go another way."""
    public = services(request).settings.public_url
    return request.url.scheme == "https" or public.startswith("https:")


def _refuse_sign_up(request: Request) -> None:
    if not services(request).settings.sign_up:
        raise ForbiddenError("Nobody may sign up here on their own; ask for an invitation.")


def _write(
    request: Request, background: BackgroundTasks, letter: letters.Letter, email: str
) -> None:
    here = services(request)
    if not here.mailer.is_ready:
        raise ForbiddenError(
            "This installation sends no mail; ask one of its operators for a link."
        )
    # Never the address of the request: who asks would choose where somebody else's token goes.
    public = here.settings.public_url
    if not public:
        raise ForbiddenError(
            "This installation mails no links before its GOLDWRIGHT_PUBLIC_URL is set; ask one of"
            " its operators for a link."
        )
    here.letters.count(email)
    here.visitors.count(_from_where(request))
    background.add_task(
        letters.afterwards,
        letter,
        here=here,
        email=email,
        to=lambda page, token: page_url(public, page, token),
    )


def _from_where(request: Request) -> str:
    return request.client.host if request.client else "?"
