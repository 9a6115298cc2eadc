"""What a file is, how it may be shown, and which part of it is asked for."""

import pytest

from goldwright.clock import from_milliseconds
from goldwright.errors import NotFoundError
from goldwright.intake.files.links import sign, verify
from goldwright.intake.files.rules import (
    file_address,
    read_file_address,
    read_range,
    serving_headers,
    sniff,
)


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.html", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "a", "image/jpeg"),
        (b"%PDF-1.7\n", "a.png", "application/pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "image/svg+xml"),
        (b"<!DOCTYPE html><script>", "a.txt", "text/html"),
        (b"a,b\n1,2\n", "a.csv", "text/csv"),
        (b"a,b\n1,2\n", "a.exe", "text/plain"),
        ("grüße".encode(), "note.txt", "text/plain"),
        (b"\0\1\2\3" * 10, "a.txt", "application/octet-stream"),
        (b"", "a.txt", "application/octet-stream"),
    ],
)
def test_type_is_read_from_the_bytes(head: bytes, name: str, media_type: str) -> None:
    assert sniff(head, file_name=name) == media_type


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/zip", ""])
def test_what_could_carry_a_script_is_saved_and_not_shown(media_type: str) -> None:
    assert serving_headers(media_type)["Content-Disposition"] == "attachment"


def test_pictures_are_shown_in_a_sandbox() -> None:
    headers = serving_headers("image/png")

    assert headers["Content-Disposition"] == "inline"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-9", range(10)),
        ("bytes=90-", range(90, 100)),
        ("bytes=-5", range(95, 100)),
        ("bytes=-500", range(100)),
        ("bytes=50-1000", range(50, 100)),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("", None),
    ],
)
def test_range_is_one_part_of_the_file(header: str, part: range | None) -> None:
    assert read_range(header, size_bytes=100) == part


def test_range_behind_the_end_is_empty() -> None:
    assert read_range("bytes=100-", size_bytes=100) == range(0)


def test_address_of_another_organisation_names_nothing() -> None:
    assert read_file_address(file_address(7, "fil_1"), organisation_id=7) == "fil_1"
    assert read_file_address(file_address(70, "fil_1"), organisation_id=7) is None
    assert read_file_address("scaledata://7/fil_1/more", organisation_id=7) is None


def test_link_opens_for_an_hour_and_only_as_it_was_signed() -> None:
    moment, secret = from_milliseconds(1_700_000_000_000), b"secret"
    link = sign(secret, "7/live/files/fil_1", media_type="image/png", now=moment)
    parts = dict(pair.split("=") for pair in link.partition("?")[2].split("&"))
    expires, signature = parts["expires"], parts["signature"]

    def opens(key: str, media_type: str, seconds: int) -> bool:
        try:
            verify(
                secret,
                key,
                media_type=media_type,
                expires=expires,
                signature=signature,
                now=from_milliseconds(1_700_000_000_000 + seconds * 1000),
            )
        except NotFoundError:
            return False
        return True

    assert opens("7/live/files/fil_1", "image/png", 3600)
    assert not opens("7/live/files/fil_1", "image/png", 3602)
    assert not opens("7/live/files/fil_2", "image/png", 0)
    assert not opens("7/live/files/fil_1", "text/html", 0)
