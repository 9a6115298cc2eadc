"""Where files are kept: a folder by default, or S3, Google or Azure storage by URL.

A key leads with organisation and environment, so that what belongs to one customer can be listed,
moved or erased without touching another's. Keys are made by us, never from what a customer sent.
"""

import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goldwright.db.identity import Environment
from goldwright.errors import NotFoundError, StorageUnavailableError, TooLargeError
from goldwright.settings import Settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept of a stream: its size and its SHA-256 in hexadecimal."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A stored file being read: the size of the whole, and the bytes asked for."""

    size_bytes: int
    chunks: AsyncIterator[bytes]


def storage_key(organisation_id: int, environment: Environment, kind: str, name: str) -> str:
    """The key of a file, such as `7/live/files/fil_…`; `name` must be an id of ours."""
    return f"{organisation_id}/{environment}/{kind}/{name}"


class Storage:
    """A file store; make one with `Storage.open(settings)`."""

    def __init__(self, store: "ObjectStore", *, is_local: bool) -> None:
        self._store = store
        self._is_local = is_local

    @classmethod
    def open(cls, settings: Settings) -> "Storage":
        """The store that the settings name; a folder is made, a remote one is first met on use."""
        # Loaded here, since most commands never touch a file.
        from obstore.store import LocalStore, from_url  # noqa: PLC0415

        with _translated():
            if settings.storage_url:
                return cls(from_url(settings.storage_url), is_local=False)
            folder = settings.data.absolute() / "files"
            return cls(LocalStore(folder, mkdir=True), is_local=True)

    async def put(
        self, key: str, chunks: AsyncIterable[bytes], *, bytes_max: int, media_type: str
    ) -> Stored:
        """Keep a stream under a key, whole or not at all; TooLargeError above `bytes_max`."""
        import obstore  # noqa: PLC0415  loaded with the store

        digest = hashlib.sha256()
        size = 0

        async def measured() -> AsyncIterator[bytes]:
            nonlocal size
            async for chunk in chunks:
                size += len(chunk)
                if size > bytes_max:
                    raise TooLargeError(
                        f"The file is larger than {bytes_max:,} bytes, the most that is taken; "
                        "send a smaller one."
                    )
                digest.update(chunk)
                yield chunk

        # A folder keeps no attributes; elsewhere a presigned link answers with these.
        attributes = None if self._is_local else {"Content-Type": media_type}
        with _translated():
            await obstore.put_async(self._store, key, measured(), attributes=attributes)
        return Stored(size_bytes=size, sha256=digest.hexdigest())

    async def get(self, key: str, *, part: range | None = None) -> "Reading":
        """The file's bytes or a part of them, read as they are asked for; NotFoundError at once."""
        import obstore  # noqa: PLC0415  loaded with the store

        with _translated():
            found = await obstore.get_async(
                self._store, key, options={"range": (part.start, part.stop)} if part else None
            )

        async def stream() -> AsyncIterator[bytes]:
            with _translated():
                async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES):
                    yield bytes(chunk)

        return Reading(size_bytes=found.meta["size"], chunks=stream())

    async def remove(self, key: str) -> None:
        """Take a file away; none there is as good."""
        import obstore  # noqa: PLC0415  loaded with the store

        try:
            with _translated():
                await obstore.delete_async(self._store, key)
        except NotFoundError:
            return

    async def presigned(self, key: str, *, seconds: int) -> str | None:
        """A link straight to the store for `seconds`, or None where the store cannot make one."""
        import obstore  # noqa: PLC0415  loaded with the store
        from obstore.store import AzureStore, GCSStore, S3Store  # noqa: PLC0415

        if not isinstance(self._store, AzureStore | GCSStore | S3Store):
            return None
        with _translated():
            return await obstore.sign_async(self._store, "GET", key, timedelta(seconds=seconds))


@contextmanager
def _translated() -> Generator[None]:
    from obstore.exceptions import BaseError  # noqa: PLC0415  loaded with the store

    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError("The file is not in the store.") from error
    except (BaseError, OSError) as error:
        raise StorageUnavailableError(
            f"The file store does not answer or refuses ({type(error).__name__}); nothing was "
            "stored. Try again shortly; see the log of the server and GOLDWRIGHT_STORAGE_URL."
        ) from error
