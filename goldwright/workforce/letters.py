"""What is mailed to people: links to come in with.

All of it happens after the answer, so that neither what is answered nor how soon tells whether
somebody has an account.
"""

from collections.abc import Awaitable, Callable

import aiosmtplib
import structlog

from goldwright.api.services import Services
from goldwright.clock import now
from goldwright.db.identity import user
from goldwright.errors import GoldwrightError
from goldwright.ids import new_id
from goldwright.workforce import actions
from goldwright.workforce.sign_up import sign_up_token

_log = structlog.stdlib.get_logger(__name__)

LinkTo = Callable[[str, str], str]
"""The address of a page that is opened with a token."""
Letter = Callable[[Services, str, LinkTo], Awaitable[None]]

_RESET = """Somebody, probably you, asked to choose a new password for {email} at {place}

Open this link within an hour; it works once:

{link}

If it was not you, do nothing: your password stays as it is.
"""
_WELCOME = """Somebody, probably you, wants to work as {email} at {place}

Open this link within a week to choose a password and begin; it works once:

{link}

If it was not you, do nothing.
"""
_KNOWN = """Somebody, probably you, wanted to sign up as {email} at {place}

You have an account already. Sign in here, or choose a new password there:

{link}
"""


async def mail_reset_link(here: Services, email: str, link_to: LinkTo) -> None:
    """Send a link to choose a new password to whoever has this e-mail, if they may come in."""
    async with here.db.transaction(user("")) as conn:
        found = await (
            await conn.execute(actions.SQL["user_by_email"], {"email": email})
        ).fetchone()
        if found is None or found["disabled_at"] is not None:
            return
        opened = await actions.open_link(
            conn, found["id"], kind="password_reset", hours=actions.MAILED_RESET_HOURS
        )
    await _send(here, email, "Choose a new password", _RESET, link_to("new-password", opened.token))


async def mail_sign_up(here: Services, email: str, link_to: LinkTo) -> None:
    """Send a link to come in for the first time; who has come in before is told so."""
    async with here.db.transaction(user("")) as conn:
        found = await (
            await conn.execute(actions.SQL["user_by_email"], {"email": email})
        ).fetchone()
        token = await sign_up_token(conn, email, now=now())
    if found is None or (found["entered_at"] is None and found["disabled_at"] is None):
        await _send(here, email, "Your account", _WELCOME, link_to("invitation", token))
    elif found["disabled_at"] is None:
        await _send(here, email, "You have an account already", _KNOWN, link_to("sign-in", ""))


async def afterwards(letter: Letter, *, here: Services, email: str, to: LinkTo) -> None:
    """Send a letter once the answer is out; what goes wrong is for the operator's eyes."""
    try:
        await letter(here, email, to)
    except (aiosmtplib.SMTPException, OSError, ValueError, GoldwrightError):
        _log.exception("letter_failed")


async def _send(here: Services, email: str, subject: str, text: str, link: str) -> None:
    place = link.partition("#")[0].rpartition("/")[0]
    await here.mailer.send(
        email,
        subject=subject,
        body=text.format(email=email, place=place, link=link),
        message_id=new_id("let"),
    )
