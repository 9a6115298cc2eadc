"""The few pages for people until the web app stands at `/`: a greeting, a sign-in, an invitation.

Links carry their token after `#`, so that it reaches no log; a script of ours sends it on, and only
when a button is pressed, since a preview of the link must not use it up.
"""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

import goldwright

_FRAME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 1rem/1.6 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }}
input, button {{ font: inherit; padding: .4rem .8rem; margin: .3rem 0 }}</style></head>
<body><h1>{title}</h1>
{body}
</body></html>"""

_GREETING = """<p>This server is running. It has no pages for work yet; programs use it.</p>
<ul>
<li>Customers: point the official <code>scaleapi</code> client at <code>/v1</code>.</li>
<li>Workers and everybody else: <a href="/api/openapi.json">the API under /api</a>.</li>
<li>Operators: <a href="/readyz">readiness</a>, <a href="/metrics">metrics</a>, and
<code>goldwright --help</code> on the command line.</li>
</ul>"""

_SIGN_IN = """<form data-post="/api/session/link">
<button>Sign in</button>
</form>
<p role="status" id="said"></p>
<script src="/pages.js"></script>"""

_INVITATION = """<p>Choose a password of at least ten characters.</p>
<form data-post="/api/invitations/accept">
<label>Password <input type="password" name="password" minlength="10" required
autocomplete="new-password"></label><br>
<button>Accept</button>
</form>
<p role="status" id="said"></p>
<script src="/pages.js"></script>"""


def _page(title: str, body: str) -> Response:
    return HTMLResponse(_FRAME.format(title=title, body=body))


async def _greet(_: Request) -> Response:
    return _page(f"Goldwright {goldwright.__version__}", _GREETING)


async def _sign_in(_: Request) -> Response:
    return _page("Sign in to Goldwright", _SIGN_IN)


async def _invitation(_: Request) -> Response:
    return _page("Your invitation to Goldwright", _INVITATION)


async def _script(_: Request) -> Response:
    text = files("goldwright.api").joinpath("pages.js").read_text(encoding="utf-8")
    return Response(text, media_type="text/javascript")


routes = [
    Route("/", _greet),
    Route("/sign-in", _sign_in),
    Route("/invitation", _invitation),
    Route("/pages.js", _script),
]
