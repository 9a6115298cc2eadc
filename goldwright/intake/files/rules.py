"""What a file is, what its address looks like, how it may be shown, when to fetch again."""

import re
from pathlib import PurePath

import puremagic

HEAD_BYTES = 8192
ATTEMPTS_MAX = 6
_ADDRESS = re.compile(r"scaledata://(?P<owner>[^/?#]+)/(?P<file_id>[^/?#]+)")
# Text has no signature. Of the kinds that are text, these do nothing in a browser but be read.
_TEXTS = {".csv": "text/csv", ".json": "application/json", ".md": "text/markdown"}
_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,15})-(?P<last>[0-9]{0,15})")
_UNKNOWN = "application/octet-stream"
# Shown in the page; everything else is offered for saving, since HTML and SVG can carry scripts.
_SHOWN = re.compile(
    r"(image/(?!svg)|audio/|video/|text/(plain|csv|markdown)$|application/(pdf|json)$)"
)


def sniff(head: bytes, *, file_name: str) -> str:
    """The media type of a file by its first `HEAD_BYTES`; its name only tells texts apart."""
    named: list[str] = []
    try:
        # The library is without types, hence the notes to the type checker.
        for one in puremagic.magic_string(head):  # pyright: ignore[reportUnknownMemberType]
            named += filter(None, [one.mime_type])  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    except (puremagic.PureError, ValueError):
        pass
    if named and named[0] != "application/json":
        return named[0]
    if _is_text(head):
        return _TEXTS.get(PurePath(file_name).suffix.lower(), (named or ["text/plain"])[0])
    return _UNKNOWN


def _is_text(head: bytes) -> bool:
    if b"\0" in head or not head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # A character may have been cut in two at the end of the head.
        return error.start >= len(head) - 3 and len(head) >= HEAD_BYTES
    return True


def file_address(organisation_id: int, file_id: str) -> str:
    """The address under which tasks name a file."""
    return f"scaledata://{organisation_id}/{file_id}"


def read_file_address(url: str, *, organisation_id: int) -> str | None:
    """The file id in an address of this organisation's; None for any other."""
    found = _ADDRESS.fullmatch(url)
    if found is None or found["owner"] != str(organisation_id):
        return None
    return found["file_id"]


def is_file_address(url: str) -> bool:
    """Whether an address claims to name a file of ours, existing or not."""
    return url.startswith("scaledata:")


def serving_headers(media_type: str) -> dict[str, str]:
    """Headers under which a stranger's file does no harm to whoever opens it."""
    is_shown = _SHOWN.match(media_type) is not None
    return {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Content-Disposition": "inline" if is_shown else "attachment",
        "Cross-Origin-Resource-Policy": "same-site",
        "Referrer-Policy": "no-referrer",
    }


def wait_seconds(attempt: int) -> int:
    """How long to wait after a failed attempt, 1 the first: 4, 16, 64, 256, 1,024 seconds."""
    return 4**attempt


def read_range(header: str, *, size_bytes: int) -> range | None:
    """The bytes that a `Range` header asks for; None when it asks for several parts or for none.

    Empty when it asks for what lies behind the end. RFC 9110, 14.1.2.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        return range(max(0, size_bytes - int(found["last"])), size_bytes)
    first, last = int(found["first"]), int(found["last"] or size_bytes)
    if last < first:
        return None
    return range(first, min(last + 1, size_bytes))
