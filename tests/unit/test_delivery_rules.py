"""When a callback is tried again, where it goes, how it is signed."""

from itertools import pairwise

import pytest

from goldwright.delivery.rules import (
    ATTEMPTS_MAX,
    RETRY_SECONDS,
    host_of,
    mailbox,
    retry_seconds,
    sign,
)


def test_twenty_tries_span_twenty_four_hours() -> None:
    waits = [retry_seconds(attempt) for attempt in range(1, ATTEMPTS_MAX + 1)]

    assert len(waits) == 20
    assert waits[-1] is None
    assert sum(wait for wait in waits if wait is not None) == 24 * 3600


def test_tries_grow_ever_farther_apart() -> None:
    assert all(earlier < later for earlier, later in pairwise(RETRY_SECONDS))


@pytest.mark.parametrize(
    ("target", "host"),
    [
        ("https://Example.com/a?b", "example.com"),
        ("http://user:pass@example.com:8080/", "example.com:8080"),
        ("ops@Example.com", "example.com"),
        ("mailto:ops@example.com", "example.com"),
        ("not a url", "?"),
        ("http://[broken", "?"),
    ],
)
def test_host_is_who_receives(target: str, host: str) -> None:
    assert host_of(target) == host


def test_only_addresses_of_people_are_mailboxes() -> None:
    assert mailbox("mailto:ops@example.com") == "ops@example.com"
    assert mailbox("ops@example.com") == "ops@example.com"
    assert mailbox("https://user@example.com/") is None


def test_signature_matches_the_published_example_of_standard_webhooks() -> None:
    body = b'{"test": 2432232314}'

    signature = sign(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        body,
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    )

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
