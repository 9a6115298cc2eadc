"""Buckets that the operator lets an organisation import from: listed and read, never written.

They are read with the server's own credentials, so a customer reaches only what
`GOLDWRIGHT_BUCKETS` names for their organisation, and no address of theirs is ever resolved.
"""

from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goldwright.errors import Fault, InvalidInputError, NotFoundError, StorageUnavailableError
from goldwright.settings import Settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore

OBJECTS_MAX = 10_000
_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Listing:
    """Objects by address and size, in order; `is_cut` when there are more than are told."""

    objects: list[tuple[str, int]]
    is_cut: bool


def allowed(settings: Settings, organisation_id: int) -> list[str]:
    """The addresses below which the organisation may import, each ending in a slash."""
    found: list[str] = []
    for word in settings.buckets.split():
        owner, equals, url = word.partition("=")
        if not equals or not owner.isdecimal() or "://" not in url:
            raise InvalidInputError(
                f"GOLDWRIGHT_BUCKETS holds {word!r}; give the organisation's number and an"
                " address, such as 1=s3://photos/new/."
            )
        if int(owner) == organisation_id:
            found.append(url.rstrip("/") + "/")
    return found


async def list_objects(settings: Settings, organisation_id: int, url: str) -> Listing:
    """What lies below an address, `OBJECTS_MAX` at most; empty objects are left out."""
    root, path = _place(settings, organisation_id, url)
    found: list[tuple[str, int]] = []
    with _told(url):
        # One of its overloads speaks of a library that is without types.
        listed = _store(root).list(path or None)  # pyright: ignore[reportUnknownMemberType]
        async for batch in listed:
            found += [(root + one["path"], one["size"]) for one in batch if one["size"]]
            if len(found) > OBJECTS_MAX:
                break
    return Listing(sorted(found)[:OBJECTS_MAX], len(found) > OBJECTS_MAX)


async def read_object(settings: Settings, organisation_id: int, url: str) -> AsyncIterator[bytes]:
    """The bytes of one object, as they come; NotFoundError at once where there is none."""
    root, path = _place(settings, organisation_id, url)
    with _told(url):
        found = await _store(root).get_async(path)

    async def chunks() -> AsyncIterator[bytes]:
        with _told(url):
            async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES):
                yield bytes(chunk)

    return chunks()


def _place(settings: Settings, organisation_id: int, url: str) -> tuple[str, str]:
    """The allowed address that an address lies below, and the way from there."""
    roots = allowed(settings, organisation_id)
    root = next((one for one in roots if url == one[:-1] or url.startswith(one)), None)
    path = "" if root is None else url[len(root) :].strip("/")
    if root is None or any(step in {".", "..", ""} for step in path.split("/") if path):
        known = ", ".join(roots) or "none; the operator sets GOLDWRIGHT_BUCKETS"
        raise InvalidInputError(
            f"{url} is not below an address that this organisation may import from: {known}.",
            faults=[Fault("/url", "is not below an allowed address")],
        )
    return root, path


def _store(root: str) -> "ObjectStore":
    from obstore.store import from_url  # noqa: PLC0415  loaded with the store

    return from_url(root)


@contextmanager
def _told(url: str) -> Generator[None]:
    from obstore.exceptions import BaseError  # noqa: PLC0415  loaded with the store

    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError(f"There is nothing at {url}.") from error
    except (BaseError, OSError) as error:
        raise StorageUnavailableError(
            f"{url} cannot be read ({type(error).__name__}); ask the operator whether the server"
            " has the right to read it."
        ) from error
