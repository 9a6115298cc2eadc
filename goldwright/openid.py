"""Sign-in with OpenID Connect: the authorization code flow with PKCE, at the settings' one issuer.

OpenID Connect Core 1.0 §3.1 and Discovery 1.0, RFC 7636 (PKCE). A browser that sets out keeps one
random secret in a cookie; state, nonce and verifier are derived from it, so that nothing has to be
stored here and an answer is of use only in the browser that asked.
"""

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import orjson

from goldwright.errors import FetchFailedError, InvalidInputError, UnauthenticatedError
from goldwright.outgoing import Outgoing
from goldwright.settings import Settings

if TYPE_CHECKING:  # 8 MiB with its cryptography, of use only once somebody signs in
    from jwt import PyJWK

# Signatures that only the provider can make; never `none`, nor those with a shared secret.
_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_SECONDS = 10.0
_KEPT_SECONDS = 3600.0
# A key we do not know may be new; looking more often would let strangers make us ask.
_KEYS_PAUSE_SECONDS = 30.0
_CLOCK_SECONDS = 60

_Json = dict[str, Any]  # what the provider says: its shape is checked where it is read


@dataclass(frozen=True, slots=True)
class Claims:
    """Who somebody is, as the provider says; the subject is theirs for ever, an e-mail need not."""

    issuer: str
    subject: str
    email: str | None
    is_email_verified: bool
    first_name: str | None
    last_name: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One browser's way to the provider and back."""

    secret: str

    @property
    def state(self) -> str:
        """Comes back with the answer, and shows that this browser asked."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Comes back inside the signed token, and shows that it was made for this attempt."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Sent with the code, which is of no use to whoever has seen only its challenge."""
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier beforehand."""
        return _base64url(hashlib.sha256(self.verifier.encode()).digest())

    def _derived(self, purpose: str) -> str:
        return _base64url(hmac.digest(self.secret.encode(), purpose.encode(), "sha256"))


class OpenId:
    """The provider that the settings name; `outgoing` must trust its host."""

    def __init__(self, settings: Settings, outgoing: Outgoing) -> None:
        trusted_place(settings.openid_issuer)
        if not settings.openid_client_id:
            raise InvalidInputError(
                "GOLDWRIGHT_OPENID_ISSUER is set; set GOLDWRIGHT_OPENID_CLIENT_ID as well."
            )
        self._issuer = settings.openid_issuer
        self._client_id = settings.openid_client_id
        self._client_secret = settings.openid_client_secret
        self._outgoing = outgoing
        self._document: tuple[float, _Json] = (float("-inf"), {})
        self._keys: tuple[float, dict[str, PyJWK]] = (float("-inf"), {})

    async def authorization_url(self, attempt: Attempt, redirect_uri: str) -> str:
        """Where a browser goes to sign in."""
        endpoint = await self._endpoint("authorization_endpoint")
        query = urlencode(
            {
                "response_type": "code",
                "client_id": self._client_id,
                "redirect_uri": redirect_uri,
                "scope": "openid email profile",
                "state": attempt.state,
                "nonce": attempt.nonce,
                "code_challenge": attempt.challenge,
                "code_challenge_method": "S256",
            }
        )
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{query}"

    async def claims(self, attempt: Attempt, *, code: str, redirect_uri: str) -> Claims:
        """Who came back with this code; UnauthenticatedError when any part does not fit."""
        tokens = await self._exchange(attempt, code, redirect_uri)
        found = await self._verified(str(tokens.get("id_token", "")), attempt.nonce)
        if not found.get("email") and tokens.get("access_token"):
            found |= await self._user_info(str(tokens["access_token"]), str(found["sub"]))
        email = found.get("email")
        return Claims(
            issuer=self._issuer,
            subject=str(found["sub"]),
            email=email.strip().lower() if isinstance(email, str) else None,
            is_email_verified=found.get("email_verified") is True,
            first_name=_text(found.get("given_name")),
            last_name=_text(found.get("family_name")),
        )

    async def _exchange(self, attempt: Attempt, code: str, redirect_uri: str) -> _Json:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": attempt.verifier,
        }
        headers: dict[str, str] = {}
        document = await self._discovered()
        methods = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if self._client_secret and "client_secret_basic" in methods:
            pair = f"{quote(self._client_id, safe='')}:{quote(self._client_secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form["client_id"] = self._client_id
            if self._client_secret:
                form["client_secret"] = self._client_secret
        answer = await self._outgoing.ask(
            await self._endpoint("token_endpoint"), form=form, headers=headers, seconds=_SECONDS
        )
        if answer.status_code != 200:  # noqa: PLR2004  the one status that carries tokens
            raise UnauthenticatedError(
                f"The provider did not take the code ({answer.status_code}); sign in again."
            )
        return _object(answer.body, "The token endpoint")

    async def _verified(self, token: str, nonce: str) -> _Json:
        import jwt  # noqa: PLC0415  see above

        try:
            header = jwt.get_unverified_header(token)
            key = await self._key(str(header.get("kid", "")))
            if header.get("alg") not in _ALGORITHMS or key is None:
                raise UnauthenticatedError("The provider's token is not signed with a key of its.")
            found: _Json = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                audience=self._client_id,
                issuer=self._issuer,
                leeway=_CLOCK_SECONDS,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as error:
            raise UnauthenticatedError(f"The provider's token is not valid: {error}") from error
        if not hmac.compare_digest(str(found.get("nonce", "")), nonce):
            raise UnauthenticatedError("The provider's token was made for another sign-in.")
        if isinstance(found["aud"], list) and found.get("azp", self._client_id) != self._client_id:
            raise UnauthenticatedError("The provider's token was made for another application.")
        return found

    async def _key(self, name: str) -> "PyJWK | None":
        """The signing key of a name; without one the only key there is. Looks anew if unknown."""
        read_at, keys = self._keys
        age = time.monotonic() - read_at
        if age > _KEPT_SECONDS or (name not in keys and age > _KEYS_PAUSE_SECONDS):
            keys = _signing_keys(await self._read(await self._endpoint("jwks_uri")))
            self._keys = (time.monotonic(), keys)
        if not name and len(keys) == 1:
            return next(iter(keys.values()))
        return keys.get(name)

    async def _user_info(self, access_token: str, subject: str) -> _Json:
        endpoint = (await self._discovered()).get("userinfo_endpoint")
        if not endpoint:
            return {}
        headers = {"Authorization": f"Bearer {access_token}"}
        answer = await self._outgoing.ask(str(endpoint), headers=headers, seconds=_SECONDS)
        found = _object(answer.body, "The user-info endpoint")
        # Another's answer could be put here in place of theirs (Core §5.3.4).
        return found if answer.status_code == 200 and found.get("sub") == subject else {}  # noqa: PLR2004

    async def _endpoint(self, name: str) -> str:
        found = str((await self._discovered()).get(name, ""))
        if not found.startswith(("https://", "http://")):
            raise FetchFailedError(f"The provider {self._issuer} names no {name}.")
        return found

    async def _discovered(self) -> _Json:
        read_at, document = self._document
        if time.monotonic() - read_at > _KEPT_SECONDS:
            place = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            document = await self._read(place)
            if document.get("issuer") != self._issuer:
                raise FetchFailedError(
                    f"{place} is of issuer {document.get('issuer')!r}; set "
                    "GOLDWRIGHT_OPENID_ISSUER to exactly what the provider calls itself."
                )
            self._document = (time.monotonic(), document)
        return document

    async def _read(self, url: str) -> _Json:
        answer = await self._outgoing.ask(url, seconds=_SECONDS)
        if answer.status_code != 200:  # noqa: PLR2004  the one status that carries a document
            raise FetchFailedError(f"{url} answered {answer.status_code}; it must answer 200.")
        return _object(answer.body, url)


def trusted_place(issuer: str) -> tuple[str, int]:
    """Host and port of the issuer, which the operator trusts; https, or http on this machine."""
    found = urlsplit(issuer)
    is_local = found.hostname in {"localhost", "127.0.0.1", "::1"}
    if not found.hostname or found.scheme not in ({"https", "http"} if is_local else {"https"}):
        raise InvalidInputError(
            f"GOLDWRIGHT_OPENID_ISSUER is {issuer!r}; give an address that begins with https://."
        )
    return found.hostname, found.port or (443 if found.scheme == "https" else 80)


def _signing_keys(document: _Json) -> "dict[str, PyJWK]":
    import jwt  # noqa: PLC0415  see above

    keys: dict[str, PyJWK] = {}
    for one in document.get("keys", []):
        if not isinstance(one, dict) or one.get("use", "sig") != "sig":  # pyright: ignore[reportUnknownMemberType]: JSON
            continue
        try:
            key = jwt.PyJWK(one)  # pyright: ignore[reportUnknownArgumentType]: JSON
        except jwt.PyJWTError:
            continue  # a kind of key that is not known here signs nothing we take
        if key.algorithm_name in _ALGORITHMS:
            keys[key.key_id or ""] = key
    return keys


def _object(body: bytes, where: str) -> _Json:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise FetchFailedError(f"{where} did not answer JSON.") from error
    if not isinstance(found, dict):
        raise FetchFailedError(f"{where} did not answer a JSON object.")
    return found  # pyright: ignore[reportUnknownVariableType]: JSON


def _text(value: object) -> str | None:
    return value.strip()[:100] or None if isinstance(value, str) else None


def _base64url(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
