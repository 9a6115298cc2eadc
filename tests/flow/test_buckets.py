"""Buckets over HTTP as S3 speaks it; the service lies outside our walls and is faked."""

import pytest

from goldwright.errors import NotFoundError
from goldwright.intake.files.buckets import list_objects, read_object
from goldwright.settings import Settings
from tests.support.receiver import Answer, Received, receiving

LISTING = b"""<?xml version="1.0"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
<Name>photos</Name><Prefix>new/</Prefix><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys>
<IsTruncated>false</IsTruncated>
<Contents><Key>new/a b.txt</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>
<ETag>"1"</ETag><Size>5</Size></Contents>
<Contents><Key>new/empty</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>
<ETag>"2"</ETag><Size>0</Size></Contents>
</ListBucketResult>"""


def s3(request: Received) -> Answer:
    """What S3 answers that has one object with something in it."""
    assert request.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=key-of-tests/")
    if "list-type=2" in request.path:
        return Answer(200, LISTING, {"Content-Type": "application/xml"})
    if request.path.startswith("/photos/new/a%20b.txt"):
        about = {"ETag": '"1"', "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"}
        return Answer(200, b"hello", about)
    return Answer(404, b"<Error><Code>NoSuchKey</Code></Error>")


async def test_bucket_of_s3_is_listed_and_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(buckets="1=s3://photos/new/")
    async with receiving() as service:
        service.answer = s3
        for name, value in {
            "AWS_ENDPOINT_URL": service.address,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key-of-tests",
            "AWS_SECRET_ACCESS_KEY": "nothing secret",
            "AWS_REGION": "eu-central-1",
        }.items():
            monkeypatch.setenv(name, value)

        listing = await list_objects(settings, 1, "s3://photos/new/")
        ((url, size),) = listing.objects
        content = b"".join([chunk async for chunk in await read_object(settings, 1, url)])
        with pytest.raises(NotFoundError):
            await read_object(settings, 1, "s3://photos/new/gone")

    assert (url, size, listing.is_cut) == ("s3://photos/new/a b.txt", 5, False)
    assert content == b"hello"
