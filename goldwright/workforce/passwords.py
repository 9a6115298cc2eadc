"""Passwords as Argon2id hashes, computed beside the event loop and two at a time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# The second of OWASP's recommended settings: 19 MiB and two passes, about 20 ms.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
# Compared with when there is no password, so that time does not tell which e-mails are known.
_NOBODY = _hasher.hash("nobody has this password")


async def hash_password(password: str) -> str:
    """What is stored of a password."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def is_password(stored: str | None, password: str) -> bool:
    """Whether `password` is the stored one; false, after the same time, when none is stored."""
    matches = await asyncio.get_running_loop().run_in_executor(
        _threads, _matches, stored or _NOBODY, password
    )
    return matches and stored is not None


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
