"""`/api/session/openid`: to the OpenID Connect provider and back, signed in."""

import re
import secrets
from urllib.parse import quote, unquote, urlencode

import structlog
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from goldwright.api.services import services
from goldwright.db.identity import user
from goldwright.errors import (
    ForbiddenError,
    GoldwrightError,
    NotFoundError,
    UnavailableError,
)
from goldwright.openid import Attempt, OpenId
from goldwright.workforce import actions
from goldwright.workforce.routes import is_https, start_session

router = APIRouter(prefix="/api/session/openid", tags=["people"])

_log = structlog.stdlib.get_logger(__name__)
_COOKIE = "goldwright_openid"
_SECONDS = 600
# An address within the app: `//host` and `/\host` would lead elsewhere.
_OURS = re.compile(r"/(?![/\\])[^\x00-\x20\x7f]{0,1000}")


@router.get("", status_code=302, response_class=RedirectResponse)
async def set_out(request: Request, next: str = "/") -> Response:  # noqa: A002  as the page has it
    """Send the browser to the provider; it comes back to `next`."""
    attempt = Attempt(secrets.token_urlsafe(32))
    place = next if _OURS.fullmatch(next) else "/"
    try:
        url = await _openid(request).authorization_url(attempt, _redirect_uri(request))
    except UnavailableError as error:
        _log.warning("openid_away", reason=error.message)
        return _refused("away", place)
    response = RedirectResponse(url, 302)
    response.set_cookie(
        _COOKIE,
        f"{attempt.secret}.{quote(place, safe='')}",
        max_age=_SECONDS,
        path=router.prefix,
        secure=is_https(request),
        httponly=True,
        samesite="lax",  # the provider sends the browser back by a link of its own
    )
    return response


@router.get("/callback", status_code=302, response_class=RedirectResponse)
async def come_back(request: Request, code: str = "", state: str = "", error: str = "") -> Response:
    """Take the browser back in, as whom the provider says it is."""
    openid = _openid(request)
    secret, _, quoted = request.cookies.get(_COOKIE, "").partition(".")
    attempt, place = Attempt(secret), unquote(quoted)
    place = place if _OURS.fullmatch(place) else "/"
    if not secret or not secrets.compare_digest(state.encode(), attempt.state.encode()):
        response = _refused("stale", place)
    elif error or not code:
        response = _refused("cancelled", place)
    else:
        response = await _enter(request, openid, attempt, code, place)
    response.delete_cookie(_COOKIE, path=router.prefix, httponly=True, samesite="lax")
    return response


async def _enter(
    request: Request, openid: OpenId, attempt: Attempt, code: str, place: str
) -> Response:
    here = services(request)
    try:
        claims = await openid.claims(attempt, code=code, redirect_uri=_redirect_uri(request))
        async with here.db.transaction(user("")) as conn:
            user_id, new_worker_id = await actions.enter_with_openid(
                conn, claims, may_sign_up=here.settings.openid_sign_up
            )
        query = urlencode({"arrived": "yes", "next": place})
        response = RedirectResponse(f"/sign-in?{query}", 302)
        await start_session(request, response, user_id)
    except GoldwrightError as refused:
        _log.warning("openid_refused", reason=refused.message)
        return _refused(_why(refused), place)
    if new_worker_id is not None:
        await here.worker_changed(new_worker_id)
    return response


def _why(error: GoldwrightError) -> str:
    """A word for the sign-in page, which has a sentence for each; the log has all of it."""
    if isinstance(error, NotFoundError):
        return "unknown"
    if isinstance(error, ForbiddenError):
        return "unverified"
    return "away" if isinstance(error, UnavailableError) else "failed"


def _refused(why: str, place: str) -> Response:
    return RedirectResponse(f"/sign-in?{urlencode({'refused': why, 'next': place})}", 302)


def _openid(request: Request) -> OpenId:
    found = services(request).openid
    if found is None:
        raise NotFoundError(
            "Nobody signs in with OpenID Connect here; set GOLDWRIGHT_OPENID_ISSUER."
        )
    return found


def _redirect_uri(request: Request) -> str:
    public = services(request).settings.public_url or str(request.base_url)
    return f"{public.rstrip('/')}{router.prefix}/callback"
