"""Addresses of this server for people to open."""

from urllib.parse import quote

from starlette.requests import HTTPConnection

from goldwright.api.services import services


def link_url(request: HTTPConnection, page: str, token: str) -> str:
    """The address of a page that is opened with a token, under the server's public address."""
    public = services(request).settings.public_url or str(request.base_url)
    return page_url(public, page, token)


def page_url(public: str, page: str, token: str) -> str:
    """The same for a known public address. After `#`, a token reaches no log and no other site."""
    return f"{public.rstrip('/')}/{page}#{quote(token)}"
