"""Checks of what callers send: at once when little was sent, else in a thread."""

import threading

from goldwright.api.checking import checked


async def test_little_is_checked_at_once_and_much_aside() -> None:
    here = threading.get_ident()

    little = await checked(threading.get_ident, {"boxes": [1, 2, 3]})
    much = await checked(threading.get_ident, {"boxes": [1] * 50_000}, None)

    assert little == here
    assert much != here
