"""Addresses of this server for people to open."""

from starlette.requests import HTTPConnection

from goldwright.api.addresses import page_url
from goldwright.api.services import services


def link_url(request: HTTPConnection, page: str, token: str) -> str:
    """The address of a page that is opened with a token, under the server's public address."""
    public = services(request).settings.public_url or str(request.base_url)
    return page_url(public, page, token)
