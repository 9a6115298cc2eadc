"""An OpenID Connect provider on loopback, as strict as real ones.

What it says can be bent, to see that nobody comes in with a token that is not in order.
"""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "goldwright", "a secret: with+signs"


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """Its address, who signs in there, and how what it says is bent."""

    issuer: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "248", "email": "ada@example.com", "email_verified": True}
    )
    bend_claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    sign: Callable[["Provider", dict[str, Any]], str] | None = None
    in_token: bool = True  # whether the token itself holds the e-mail
    key: rsa.RSAPrivateKey = field(default_factory=_key)
    key_name: str = "first"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    keys_read: int = 0

    @property
    def settings(self) -> dict[str, object]:
        """What a server must be told to use it."""
        return {
            "openid_issuer": self.issuer,
            "openid_client_id": CLIENT_ID,
            "openid_client_secret": CLIENT_SECRET,
            "openid_name": "Example Works",
        }

    def rotate(self) -> None:
        """Sign with a new key from now on."""
        self.key, self.key_name = _key(), secrets.token_hex(4)

    def signed(self, claims: dict[str, Any]) -> str:
        """Claims under our key."""
        return jwt.encode(claims, self.key, "RS256", headers={"kid": self.key_name})

    async def discovery(self, _: Request) -> Response:
        """Where everything is."""
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    async def keys(self, _: Request) -> Response:
        """What tokens are signed with."""
        self.keys_read += 1
        shown = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return JSONResponse({"keys": [{**shown, "kid": self.key_name, "use": "sig"}]})

    async def authorize(self, request: Request) -> Response:
        """The page on which a person says yes; programs are sent back at once."""
        query = dict(request.query_params)
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT_ID
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        back = f"{query['redirect_uri']}?{urlencode(self.answer(query))}"
        if "text/html" not in request.headers.get("accept", ""):
            return RedirectResponse(back, 302)
        link = back.replace("&", "&amp;")
        return HTMLResponse(
            '<!doctype html><html lang="en"><title>Example Works</title>'
            f'<link rel="icon" href="data:,"><a href="{link}">Allow</a></html>'
        )

    def answer(self, query: dict[str, str]) -> dict[str, str]:
        """What goes back with the browser once the person has signed in."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    async def token(self, request: Request) -> Response:
        """Tokens for a code, to whom it was meant for and once."""
        form = {name: one for name, (one,) in parse_qs((await request.body()).decode()).items()}
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        pair = base64.b64decode(value).decode() if scheme == "Basic" else ""
        asked = self.codes.pop(form["code"], None)  # a code works once
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        if (
            asked is None
            or pair != f"{CLIENT_ID}:{quote(CLIENT_SECRET, safe='')}"
            or form["grant_type"] != "authorization_code"
            or form["redirect_uri"] != asked["redirect_uri"]
            or base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": moment,
            "exp": moment + 300,
            "nonce": asked["nonce"],
            **(self.person if self.in_token else {"sub": self.person["sub"]}),
        }
        claims = self.bend_claims(claims)
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        signed = self.sign(self, claims) if self.sign else self.signed(claims)
        return JSONResponse({"access_token": access, "token_type": "Bearer", "id_token": signed})

    async def userinfo(self, request: Request) -> Response:
        """Who somebody is, for who holds their access token."""
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return JSONResponse({"error": "invalid_token"}, 401)
        return JSONResponse(self.person)


@contextmanager
def providing() -> Generator[Provider]:
    """A provider on a free port, until the end of the block."""
    found = Provider()
    routes = [
        Route("/.well-known/openid-configuration", found.discovery),
        Route("/keys", found.keys),
        Route("/authorize", found.authorize),
        Route("/token", found.token, methods=["POST"]),
        Route("/userinfo", found.userinfo),
    ]
    config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the provider did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    found.issuer = f"http://127.0.0.1:{port}"
    try:
        yield found
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def query_of(url: str) -> dict[str, str]:
    """The query of an address."""
    return {name: one for name, (one,) in parse_qs(urlsplit(url).query).items()}
