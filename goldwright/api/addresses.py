"""Addresses of pages, for what runs before or without the server."""

from urllib.parse import quote


def page_url(public: str, page: str, token: str) -> str:
    """The address of a page opened with a token. After `#`, it reaches no log and no other site."""
    return f"{public.rstrip('/')}/{page}#{quote(token)}"
