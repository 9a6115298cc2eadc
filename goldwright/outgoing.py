"""The one way out: HTTP requests to addresses that customers name.

A customer's URL must not reach what only our own machine or network can: loopback, private and
link-local addresses, a cloud's metadata service. So a name is resolved once, every address it has
is checked, and the connection goes to a checked address; asking the resolver a second time could
give another answer. Each redirect is a new connection and is checked the same way.
"""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Self

import httpcore
import httpx

from goldwright.errors import FetchFailedError
from goldwright.settings import Settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REDIRECTS_MAX = 5
_CONNECTIONS_MAX = 200
_FETCH_SECONDS = 300
_ANSWER_BYTES_MAX = 64 * 1024
_ASKED_BYTES_MAX = 1_000_000
_PORT_MAX = 65_535
# Public by its number, yet every machine in Azure reaches the host's own services there.
_AZURE_HOST = ipaddress.ip_address("168.63.129.16")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether anyone on the internet reaches the same machine at this address as we do."""
    return all(
        one.is_global
        and not one.is_multicast
        and not one.is_reserved
        and not one.is_unspecified
        and one != _AZURE_HOST
        for one in (address, *_carried(address))
    )


def _carried(address: Address) -> list[Address]:
    """IPv4 addresses that an IPv6 address stands for, whichever way they are written into it."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    last_32_bits = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64 or int(address) >> 32 == 0:
        found.append(last_32_bits)
    return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body being received: what its sender calls it, and its bytes as they come."""

    media_type: str
    file_name: str
    chunks: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Answered:
    """A short answer, whole."""

    status_code: int
    body: bytes = field(repr=False)


class Outgoing:
    """A client for every outgoing request; open it with `async with`.

    `trusted` is a host and port that the operator named, which may have a private address.
    """

    def __init__(self, settings: Settings, *, trusted: tuple[str, int] | None = None) -> None:
        transport = _CheckedTransport(
            allow_private=settings.allow_private_addresses, trusted=trusted
        )
        self._client = httpx.AsyncClient(
            transport=transport,
            trust_env=False,
            # What a receiver sets for one organisation is not shown to it by another, nor kept.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            max_redirects=_REDIRECTS_MAX,
            # Unpacked, a small answer may be huge; so it is taken as it is sent.
            headers={"User-Agent": "Goldwright", "Accept-Encoding": "identity"},
            timeout=httpx.Timeout(30.0),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def post(
        self, url: str, *, body: bytes, headers: Mapping[str, str], seconds: float
    ) -> int:
        """The status that the receiver answers with; a redirect is not followed."""
        async with _described(url, seconds):
            request = self._client.build_request("POST", url, content=body, headers=dict(headers))
            answer = await self._client.send(request, stream=True)
            try:
                # A short answer read to its end leaves the connection ready for the next request.
                await _read_up_to(answer, _ANSWER_BYTES_MAX)
            finally:
                await answer.aclose()
            return answer.status_code

    async def ask(
        self,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float,
    ) -> Answered:
        """The answer to a GET, or with a form to a POST; a redirect is not followed."""
        async with _described(url, seconds):
            method = "GET" if form is None else "POST"
            request = self._client.build_request(method, url, data=form, headers=headers)
            answer = await self._client.send(request, stream=True)
            try:
                body = bytearray()
                async for chunk in answer.aiter_raw():
                    body += chunk
                    if len(body) > _ASKED_BYTES_MAX:
                        raise FetchFailedError(
                            f"{url} answered more than {_ASKED_BYTES_MAX:,} bytes; it is too long."
                        )
            finally:
                await answer.aclose()
            return Answered(answer.status_code, bytes(body))

    @asynccontextmanager
    async def fetch(self, url: str) -> AsyncGenerator[Fetched]:
        """What is at a URL, once it answered 200; the reader sets the limit on its size."""
        async with (
            _described(url, _FETCH_SECONDS),
            self._client.stream("GET", url, follow_redirects=True) as answer,
        ):
            if answer.status_code != 200:  # noqa: PLR2004  the one status that carries a file
                raise FetchFailedError(
                    f"{url} answered {answer.status_code}; it must answer 200.",
                    status_code=answer.status_code,
                    is_lasting=not _may_pass(answer.status_code),
                )
            yield Fetched(
                media_type=answer.headers.get("content-type", ""),
                file_name=answer.url.path.rpartition("/")[2],
                chunks=answer.aiter_raw(),
            )


def _may_pass(status_code: int) -> bool:
    return status_code >= httpx.codes.INTERNAL_SERVER_ERROR or status_code in {
        httpx.codes.REQUEST_TIMEOUT,
        httpx.codes.TOO_EARLY,
        httpx.codes.TOO_MANY_REQUESTS,
    }


async def _read_up_to(answer: httpx.Response, bytes_max: int) -> None:
    size = 0
    async for chunk in answer.aiter_raw():
        size += len(chunk)
        if size > bytes_max:
            return


@asynccontextmanager
async def _described(url: str, seconds: float) -> AsyncGenerator[None]:
    """Bound the time, and say in a sentence what went wrong with the request."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except _RefusedAddressError as error:
        raise FetchFailedError(
            f"{url} leads to {error}, which is not a public address; use a public one, or ask the "
            "operator to set GOLDWRIGHT_ALLOW_PRIVATE_ADDRESSES."
        ) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.TooManyRedirects) as error:
        raise FetchFailedError(f"{url} cannot be requested: {error}") from error
    except (TimeoutError, httpx.TimeoutException) as error:
        raise FetchFailedError(f"{url} did not answer in time.", is_lasting=False) from error
    except (httpx.HTTPError, UnicodeError) as error:
        raise FetchFailedError(
            f"{url} could not be reached: {error or type(error).__name__}", is_lasting=False
        ) from error


class _RefusedAddressError(Exception):
    """The address that a name resolved to, which must not be reached."""


class _CheckedTransport(httpx.AsyncHTTPTransport):
    """The usual transport, connecting through the checks below."""

    def __init__(self, *, allow_private: bool, trusted: tuple[str, int] | None) -> None:
        super().__init__()
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=_CONNECTIONS_MAX,
            max_keepalive_connections=_CONNECTIONS_MAX,
            keepalive_expiry=30,
            network_backend=_CheckedNetwork(allow_private=allow_private, trusted=trusted),
        )


class _CheckedNetwork(httpcore.AsyncNetworkBackend):
    def __init__(self, *, allow_private: bool, trusted: tuple[str, int] | None) -> None:
        # Its class hides behind an optional import.
        self._network: httpcore.AsyncNetworkBackend = httpcore.AnyIOBackend()  # pyright: ignore[reportAttributeAccessIssue]
        self._allow_private = allow_private
        self._trusted = trusted

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the interface has it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of a host, once all of them are found to be public."""
        if port > _PORT_MAX:  # no address is at fault, so it would not be told as an error of one
            raise httpcore.UnsupportedProtocol(f"there is no port {port}")
        addresses = await _resolve(host, port)
        if not self._allow_private and (host, port) != self._trusted:
            for address in addresses:
                if not is_public(ipaddress.ip_address(address)):
                    raise _RefusedAddressError(address)
        failure: Exception | None = None
        for address in addresses[:4]:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


async def _resolve(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} is not known") from error
    # The address without a scope (fe80::1%eth0), each once, in the resolver's order.
    return list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))
